import type { Span } from '../../syntax/text';
import { memoOf, type PatchCharacters, type PatchElement, type Position } from './compile';
import type { RuleSupport } from './locatorTerms';
import { type Generation, PATCH } from './namespaces';
import type { PatchMatch, PositionMatch, Removal, SitecoreProblem, Way } from './outcome';
import type { RuleSet } from './require';
import { admits } from './rules';
import type { Action, Edition, MergedAttribute, MergedElement, SourceFile, Touch } from './tree';

/** How a version of Sitecore merges. */
export interface PatchEngine {
  readonly generation: Generation;
  readonly ruleSupport: RuleSupport;
  readonly rules: RuleSet;
}

/** Hands out element ids: the same ones whenever the same files are merged. */
export interface Numbering extends Edition {
  /** For elements between two offsets of a file, in any order; what one element makes has one id. */
  idsFor(top: Span): ElementIds;
  /** The next id that is not given out. */
  readonly next: number;
}

export type ElementIds = (element: Span) => number;

export function numberingFrom(first: number, edition: Edition): Numbering {
  return new RunningNumber(first, edition);
}

class RunningNumber implements Numbering {
  readonly edition: number;
  readonly keptUpTo: number;

  constructor(
    public next: number,
    { edition, keptUpTo }: Edition,
  ) {
    this.edition = edition;
    this.keptUpTo = keptUpTo;
  }

  idsFor({ start, end }: Span): ElementIds {
    const offset = this.next - start;
    this.next += end - start + 1;
    return (element) => offset + element.start;
  }
}

/** One file on its way into the configuration. */
export interface Run {
  readonly by: SourceFile;
  readonly engine: PatchEngine;
  readonly edition: Edition;
  readonly idOf: ElementIds;
  readonly matches: PatchMatch[];
  readonly removals: Removal[];
  readonly problems: SitecoreProblem[];
  /** Elements in which some of the work waits until somebody looks. */
  readonly unopened: MergedElement[];
}

/** One element being merged: MergeChildren of the engine, with its local variables. */
export interface Frame {
  /** The element under change; owned by this run. */
  readonly target: MergedElement;
  readonly parent: Frame | undefined;
  readonly way: Way;
  readonly depth: number;
  readonly patch: PatchElement;
  /** Next child of `patch`. */
  next: number;
  /** Nothing here was there before, so children are not looked up but added. */
  inserted: boolean;
  comment: PatchCharacters | undefined;
  /** Positions without a hit, to be tried again when all children are in; made for the first of them. */
  waiting: Waiting[] | undefined;
  /** Gets a `patch:source` when the children are done. */
  readonly marks: boolean;
  readonly match: DraftMatch | undefined;
  /** Taken out of the tree. */
  detached: boolean;
}

export interface Waiting {
  readonly node: MergedElement;
  readonly position: Position;
  readonly match: DraftMatch | undefined;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type DraftMatch = Draft<PatchMatch> & { position?: Draft<PositionMatch> };

/** `around` is where the element is, when that is not the frame to go on with. */
export function frameFor(
  target: MergedElement,
  parent: Frame | undefined,
  patch: PatchElement,
  { inserted, marks, match, detached }: Pick<Frame, 'inserted' | 'marks' | 'match' | 'detached'>,
  around: Pick<Frame, 'way' | 'depth'> | undefined = parent,
): Frame {
  return {
    target,
    parent,
    way: { id: target.id, up: around?.way },
    depth: around ? around.depth + 1 : 0,
    patch,
    next: 0,
    inserted,
    comment: undefined,
    waiting: undefined,
    marks,
    match,
    detached,
  };
}

/** The elements from the root to the frame's, or from the one that was taken out of the tree. */
export function pathTo(frame: Frame): MergedElement[] {
  const path = [frame.target];
  for (let step = frame; step.parent && !step.detached; step = step.parent) path.push(step.parent.target);
  return path.reverse();
}

export function reportProblem(run: Run, at: Span, code: SitecoreProblem['code'], message: string): void {
  run.problems.push({ file: run.by.file, start: at.start, end: at.end, code, message });
}

export function touchBy(run: Run, at: Span, action: Action, before: Touch | undefined, value?: string): Touch {
  return { by: run.by, at, action, value, before };
}

/** That an element of the file was made: one object for all merges of this version of the file. */
export function addedBy(by: SourceFile, patch: PatchElement): Touch {
  const memo = memoOf(patch);
  if (memo.added?.by !== by) memo.added = { by, at: patch, action: 'added', before: undefined };
  return memo.added;
}

/** The `patch:source` that the engine writes; where nothing was before, one object for all merges. */
export function markBy(by: SourceFile, patch: PatchElement, before: MergedAttribute | undefined): MergedAttribute {
  const memo = memoOf(patch);
  if (!before && memo.mark?.by === by) return memo.mark;
  const mark: MergedAttribute = {
    prefix: 'patch',
    localName: 'source',
    uri: PATCH,
    value: by.name,
    by,
    at: patch.nameSpan,
    action: 'marked',
    before,
  };
  if (!before) memo.mark = mark;
  return mark;
}

/** Remembers an element of another file that is taken out; what this file made itself leaves no memory. */
export function recordRemoval(run: Run, element: MergedElement, within: Way | undefined, by: Touch): void {
  if (element.madeBy !== run.by) run.removals.push({ element, within, by });
}

/** Do the rules of a patch element hold? */
export function isAdmitted(run: Run, patch: PatchElement): boolean {
  return run.engine.ruleSupport === 'none' || patch.rules.length === 0 || doRulesHold(run, patch);
}

function doRulesHold(run: Run, patch: PatchElement): boolean {
  const { ruleSupport, rules } = run.engine;
  return admits(patch, ruleSupport, rules, (at, code, message) => reportProblem(run, at, code, message));
}
