import type { FilePath } from '../../files/files';
import { nameOf } from '../../files/paths';
import type { XmlDocument, XmlElement } from '../../syntax/xml/tree';
import { compileElement, isWellFormed, type PatchElement } from './compile';
import { expandIncludes, type FindInclude, importElement } from './include';
import type { RuleSupport } from './locator';
import type { Generation } from './namespaces';
import type { FileOutcome, SitecoreProblem } from './outcome';
import { applyPatch } from './patch';
import type { RuleSet } from './rules';
import type { Numbering, PatchEngine } from './run';
import { MergedElement, type SourceFile } from './tree';
import { readVariables, type Variables } from './variables';
import type { SitecoreVersion } from './version';
import { ConfigDocument } from './view';

/** A file of the configuration, in load order: the base (`<sitecore>` itself) first, include files after it. */
export interface SitecoreInput {
  readonly file: FilePath;
  /** The same object as long as the file has not changed: what was computed from it is kept then. */
  readonly tree: XmlDocument;
  /** `Custom`, `Modules` …; for display only. */
  readonly layer?: string;
}

export interface SitecoreOptions {
  readonly generation: Generation;
  readonly rules: RuleSet;
  /** Defaults to `all` for the new engine and `none` for the old one. */
  readonly ruleSupport?: RuleSupport;
  readonly version?: SitecoreVersion | undefined;
  /** Files that `sc.include` may name; without it every include counts as missing. */
  readonly findInclude?: FindInclude;
  /** Environment variables that the caller vouches for. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What Sitecore runs with, for one set of rules. Never changes once it is made. */
export interface SitecoreConfiguration {
  /** The merged `<sitecore>`, variables replaced, as ShowConfig shows it. */
  readonly document: ConfigDocument;
  /** One for each input, in the same order. */
  readonly files: readonly SitecoreFileResult[];
  readonly variables: Variables;
  readonly problems: readonly SitecoreProblem[];
  readonly options: SitecoreOptions;
  /** The configuration as it is when the file at this place comes to be merged, variables not yet replaced. */
  before(index: number): ConfigDocument;
}

export interface SitecoreFileResult {
  readonly input: SitecoreInput;
  readonly outcome: FileOutcome;
}

/** Builds anew each time. For an editor, keep a merger instead. */
export function buildSitecore(inputs: readonly SitecoreInput[], options: SitecoreOptions): SitecoreConfiguration {
  return createSitecoreMerger().build(inputs, options);
}

/** Keeps the states between the files, so that after an edit only the files from there on are merged again. */
export interface SitecoreMerger {
  build(inputs: readonly SitecoreInput[], options: SitecoreOptions): SitecoreConfiguration;
}

export function createSitecoreMerger(): SitecoreMerger {
  return new Merger();
}

/** One file merged, and how to go on from there. */
interface Step {
  readonly input: SitecoreInput;
  readonly outcome: FileOutcome;
  /** Undefined where the state is not kept; it is computed again from an earlier one when needed. */
  readonly state: State | undefined;
}

interface State {
  readonly root: MergedElement;
  readonly nextId: number;
}

/** States kept of a long list: children lists are copied from one to the next, so all of them would be too many. */
const MOST_STATES = 64;

let editions = 0;

class Merger implements SitecoreMerger {
  #steps: readonly Step[] = [];
  #options: SitecoreOptions | undefined;
  #included: ReturnType<typeof expandIncludes>['included'] = [];
  /** Where the last edit was: the state before it is kept, because the next edit is likely there. */
  #edited = 0;

  build(inputs: readonly SitecoreInput[], options: SitecoreOptions): SitecoreConfiguration {
    let from = this.#firstChanged(inputs, options);
    if (from > 0 && from < inputs.length) this.#edited = from;
    const steps = this.#steps.slice(0, from);
    let state: State | undefined;
    for (; from > 0; from--) {
      state = steps[from - 1]!.state;
      if (state) break;
    }
    steps.length = from;
    for (let at = from; at < inputs.length; at++) {
      const { outcome, next } = this.#merge(inputs[at]!, at, state, options);
      state = next;
      steps.push({ input: inputs[at]!, outcome, state: this.#isKept(at, inputs.length) ? state : undefined });
    }
    this.#steps = steps;
    this.#options = options;
    return configurationOf(steps, state ?? emptyState(), options);
  }

  #isKept(at: number, count: number): boolean {
    const stride = Math.ceil(count / MOST_STATES);
    return at % stride === 0 || at === this.#edited - 1 || at >= count - 8;
  }

  #firstChanged(inputs: readonly SitecoreInput[], options: SitecoreOptions): number {
    if (!this.#options || !sameEngine(this.#options, options)) return 0;
    for (const { path, tree } of this.#included) if (options.findInclude?.(path)?.tree !== tree) return 0;
    const count = Math.min(inputs.length, this.#steps.length);
    for (let at = 0; at < count; at++) {
      const { input } = this.#steps[at]!;
      if (input.tree !== inputs[at]!.tree || input.file !== inputs[at]!.file) return at;
    }
    return count;
  }

  #merge(input: SitecoreInput, at: number, before: State | undefined, options: SitecoreOptions) {
    const numbering = numberingFrom(before?.nextId ?? 1);
    const merge = at === 0 ? mergeBase : mergeFile;
    const outcome = merge(input, before?.root, options, numbering, (included) => {
      this.#included = included;
    });
    return { outcome, next: { root: outcome.root, nextId: numbering.nextId() } };
  }
}

function configurationOf(steps: readonly Step[], last: State, options: SitecoreOptions): SitecoreConfiguration {
  const variables = readVariables(last.root, options);
  return {
    document: new ConfigDocument(last.root, variables.resolve),
    files: steps.map(({ input, outcome }) => ({ input, outcome })),
    variables,
    problems: steps.flatMap(({ outcome }) => outcome.problems),
    options,
    before: (index) => new ConfigDocument(stateBefore(steps, index, options).root),
  };
}

function stateBefore(steps: readonly Step[], index: number, options: SitecoreOptions): State {
  let at = Math.min(Math.max(0, index), steps.length);
  while (at > 0 && !steps[at - 1]!.state) at--;
  let state = at > 0 ? steps[at - 1]!.state! : emptyState();
  for (; at < Math.min(index, steps.length); at++) {
    const numbering = numberingFrom(state.nextId);
    const merge = at === 0 ? mergeBase : mergeFile;
    const { root } = merge(steps[at]!.input, state.root, options, numbering, () => {});
    state = { root, nextId: numbering.nextId() };
  }
  return state;
}

type TellIncluded = (included: ReturnType<typeof expandIncludes>['included']) => void;

function mergeBase(
  input: SitecoreInput,
  _before: MergedElement | undefined,
  options: SitecoreOptions,
  numbering: Numbering,
  tell: TellIncluded,
): FileOutcome {
  const by = sourceOf(input, '');
  const section = sitecoreSectionOf(input.tree);
  if (!section) {
    const message = 'There is no `<sitecore>` in this file.';
    tell([]);
    return nothingDone(emptyState().root, [{ file: input.file, start: 0, end: 0, code: 'wrong-root', message }]);
  }
  const patch = compileElement(section);
  const outcome =
    options.generation === 'new'
      ? // The base is merged as a patch into an empty element: that is why rules and commands work in it.
        applyPatch(emptyRoot(patch, by, numbering), patch, by, engineOf(options), numbering)
      : nothingDone(importElement(patch, by, numbering, numbering.nextEdition()), []);
  const expansion = expandIncludes(outcome.root, options.findInclude ?? (() => undefined), numbering);
  tell(expansion.included);
  return { ...outcome, root: expansion.root, problems: [...outcome.problems, ...expansion.problems] };
}

function mergeFile(
  input: SitecoreInput,
  before: MergedElement | undefined,
  options: SitecoreOptions,
  numbering: Numbering,
): FileOutcome {
  const root = before ?? emptyState().root;
  const found = sectionOfPatchFile(input, options.generation);
  if ('problem' in found) return nothingDone(root, [found.problem]);
  const by = sourceOf(input, nameOf(input.file));
  return applyPatch(root, compileElement(found.section), by, engineOf(options), numbering);
}

function nothingDone(root: MergedElement, problems: readonly SitecoreProblem[]): FileOutcome {
  return { root, matches: [], removals: [], problems };
}

/**
 * The `<sitecore>` of a web.config, also below `<location>`, or of the file that its `configSource` names
 * (ConfigBuilderEngine.FindSitecoreNode has this order).
 */
export function sitecoreSectionOf(document: XmlDocument): XmlElement | undefined {
  const { root } = document;
  if (!root) return undefined;
  if (root.name === 'sitecore') return root;
  if (root.name !== 'configuration') return undefined;
  return (
    childNamed(root, 'sitecore') ??
    elementsOf(root)
      .filter((element) => element.name === 'location')
      .map((location) => childNamed(location, 'sitecore'))
      .find((section) => section !== undefined)
  );
}

type PatchFileSection = { readonly section: XmlElement } | { readonly problem: SitecoreProblem };

/** What ConfigPatcher.ApplyPatch reads: `<configuration>`, named exactly so, and its first child. */
export function sectionOfPatchFile({ file, tree }: SitecoreInput, generation: Generation): PatchFileSection {
  const problem = (code: SitecoreProblem['code'], message: string, at = tree.root): PatchFileSection => ({
    problem: { file, start: at?.start ?? 0, end: at?.openEnd ?? 0, code, message },
  });
  if (!isWellFormed(tree)) return problem('broken-file', 'Sitecore cannot read this file: it is no well-formed XML.');
  const root = tree.root!;
  if (root.name !== 'configuration')
    return problem('wrong-root', `The root has to be \`<configuration>\`; Sitecore does not read \`<${root.name}>\`.`);
  const section = elementsOf(root)[0];
  if (!section) return problem('wrong-section', 'There is no `<sitecore>` in this file.');
  const comment = root.children.find((child) => child.kind !== 'text' || /\S/.test(child.value));
  if (generation === 'old' && comment !== section)
    return problem('wrong-section', 'Before Sitecore 9 nothing may stand before `<sitecore>`, not even a comment.');
  return { section };
}

function elementsOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => child.kind === 'element');
}

function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(parent).find((child) => child.name === name);
}

function engineOf(options: SitecoreOptions): PatchEngine {
  const { generation, rules } = options;
  return { generation, rules, ruleSupport: options.ruleSupport ?? (generation === 'new' ? 'all' : 'none') };
}

function sameEngine(a: SitecoreOptions, b: SitecoreOptions): boolean {
  if (a === b) return true;
  if (a.generation !== b.generation || engineOf(a).ruleSupport !== engineOf(b).ruleSupport) return false;
  if (a.rules === b.rules) return true;
  if (a.rules.size !== b.rules.size) return false;
  for (const [rule, names] of a.rules) {
    const others = b.rules.get(rule);
    if (!others || others.size !== names.size || ![...names].every((name) => others.has(name))) return false;
  }
  return true;
}

function emptyRoot(patch: PatchElement, by: SourceFile, numbering: Numbering): MergedElement {
  const touch = { by, at: patch, action: 'added', before: undefined } as const;
  return new MergedElement(numbering.nextId(), '', 'sitecore', '', touch, numbering.nextEdition(), by);
}

function emptyState(): State {
  const by: SourceFile = { file: '', name: '' };
  const touch = { by, at: { start: 0, end: 0 }, action: 'added', before: undefined } as const;
  return { root: new MergedElement(0, '', 'sitecore', '', touch, 0, by), nextId: 1 };
}

const sources = new WeakMap<XmlDocument, SourceFile>();

/** One object per version of a file, so that what was made from it can be told by it. */
function sourceOf({ file, tree }: SitecoreInput, name: string): SourceFile {
  const known = sources.get(tree);
  if (known?.file === file && known.name === name) return known;
  const source: SourceFile = { file, name };
  sources.set(tree, source);
  return source;
}

/** Ids go on from the state before; editions are never used twice, because old states live on. */
function numberingFrom(id: number): Numbering {
  let next = id;
  return { nextId: () => next++, nextEdition: () => ++editions };
}
