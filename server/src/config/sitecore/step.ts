import { nameOf } from '../../files/paths';
import { compileElement, type PatchElement } from './compile';
import { type Expansion, expandIncludes, importElement } from './include';
import type { SitecoreInput, SitecoreOptions } from './input';
import type { FileOutcome, SitecoreProblem } from './outcome';
import { applyPatch, type Merged } from './patch';
import { type Numbering, numberingFrom, type PatchEngine } from './run';
import { sectionOfPatchFile, sitecoreSectionOf } from './sections';
import { sourceOf } from './sources';
import { type Edition, MergedElement, type SourceFile } from './tree';

/** The configuration after some file, and the next free id. */
export interface State {
  readonly root: MergedElement;
  readonly nextId: number;
}

export interface StepResult {
  readonly outcome: FileOutcome;
  readonly state: State;
  /** Only after the base: what its `sc.include` asked for. */
  readonly included: Expansion['included'];
}

/**
 * Merges one file into the state before it; without one the file is the base. With the edition of the step before, that
 * state is changed in place instead of being kept.
 */
export function mergeStep(
  input: SitecoreInput,
  before: State | undefined,
  options: SitecoreOptions,
  edition: Edition,
): StepResult {
  const numbering = numberingFrom(before?.nextId ?? 1, edition);
  if (before) {
    const { root, outcome } = mergeFile(input, before.root, options, numbering);
    return { outcome, state: { root, nextId: numbering.next }, included: [] };
  }
  const { root, outcome } = mergeBase(input, options, numbering);
  const expansion = expandIncludes(root, options.findInclude ?? (() => undefined), numbering);
  return {
    outcome: withProblems(outcome, expansion.problems),
    state: { root: expansion.root, nextId: numbering.next },
    included: expansion.included,
  };
}

function mergeBase(input: SitecoreInput, options: SitecoreOptions, numbering: Numbering): Merged {
  const by = sourceOf(input.tree, input.file, '');
  const section = sitecoreSectionOf(input.tree);
  if (!section) {
    const message = 'There is no `<sitecore>` in this file.';
    return nothingDone(emptyState().root, [{ file: input.file, start: 0, end: 0, code: 'wrong-root', message }]);
  }
  const patch = compileElement(section);
  if (options.generation === 'old') return nothingDone(importElement(patch, by, numbering), []);
  // The base is merged as a patch into an empty element: that is why rules and commands work in it.
  return applyPatch(emptyRoot(patch, by, numbering), patch, by, engineOf(options), numbering);
}

function mergeFile(input: SitecoreInput, root: MergedElement, options: SitecoreOptions, numbering: Numbering): Merged {
  const found = sectionOfPatchFile(input, options.generation);
  if ('problem' in found) return nothingDone(root, [found.problem]);
  const by = sourceOf(input.tree, input.file, nameOf(input.file));
  return applyPatch(root, compileElement(found.section), by, engineOf(options), numbering);
}

function withProblems(outcome: FileOutcome, more: readonly SitecoreProblem[]): FileOutcome {
  if (more.length === 0) return outcome;
  return {
    problems: [...outcome.problems, ...more],
    get matches() {
      return outcome.matches;
    },
    get removals() {
      return outcome.removals;
    },
  };
}

function nothingDone(root: MergedElement, problems: readonly SitecoreProblem[]): Merged {
  return { root, outcome: { matches: [], removals: [], problems } };
}

export function engineOf(options: SitecoreOptions): PatchEngine {
  const { generation, rules } = options;
  return { generation, rules, ruleSupport: options.ruleSupport ?? (generation === 'new' ? 'all' : 'none') };
}

function emptyRoot(patch: PatchElement, by: SourceFile, numbering: Numbering): MergedElement {
  const touch = { by, at: patch, action: 'added', before: undefined } as const;
  return new MergedElement(numbering.idsFor(patch)(patch), '', 'sitecore', '', touch, numbering.edition, by);
}

export function emptyState(): State {
  const by: SourceFile = { file: '', name: '' };
  const touch = { by, at: { start: 0, end: 0 }, action: 'added', before: undefined } as const;
  return { root: new MergedElement(0, '', 'sitecore', '', touch, 0, by), nextId: 1 };
}

let editions = 0;

/** Never given out before, because old states live on; `keptUpTo` as in an edition of the same merge, or all so far. */
export function newEdition(keptUpTo = editions): Edition {
  return { edition: ++editions, keptUpTo };
}
