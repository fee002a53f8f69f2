import { assign, assignedAttributes, asWritten, createdAttributes } from './assign';
import { runCommand } from './command';
import { isSet, type PatchAttribute, type PatchCharacters, type PatchElement } from './compile';
import { bestMatchIn, firstMatchIn, identifyingAttributes, isRule, locatorOf, matchesIn } from './locator';
import { PATCH, XMLNS } from './namespaces';
import { asBefore, type FileOutcome, type PatchMatch, type Removal, type SitecoreProblem, type Way } from './outcome';
import { addsInsteadOfMoving, placeChild, placeWaiting } from './placing';
import { markedElement, readyElement } from './ready';
import {
  addedBy,
  type DraftMatch,
  type Frame,
  frameFor,
  isAdmitted,
  markBy,
  type Numbering,
  type PatchEngine,
  type Run,
  recordRemoval,
  reportProblem,
  touchBy,
} from './run';
import {
  attributeOf,
  type Deferred,
  insertChild,
  isAmongChildren,
  MergedElement,
  MergedText,
  ownChild,
  ownedBy,
  putAttribute,
  removeAllChildren,
  type SourceFile,
} from './tree';

/**
 * Applies one file to the configuration, as Sitecore's XmlPatchHelper does (`MergeNodes` and what it calls). Both
 * engines share the walk and differ in the places where `generation` is asked. `patch` is the `<sitecore>` element of
 * the file; `root` stays as it is.
 *
 * What the engine answers with an exception becomes a problem here, and the rest of the file is merged all the same.
 */
export function applyPatch(
  root: MergedElement,
  patch: PatchElement,
  by: SourceFile,
  engine: PatchEngine,
  numbering: Numbering,
): Merged {
  const run: Run = {
    by,
    engine,
    edition: numbering,
    idOf: numbering.idsFor(patch),
    matches: [],
    removals: [],
    problems: [],
    unopened: [],
  };
  return { root: mergeRoot(run, root, patch), outcome: new RunOutcome(run) };
}

/** What waits is done before the outcome is handed out. Only what cannot go wrong waits, so the problems are known. */
class RunOutcome implements FileOutcome {
  readonly problems: readonly SitecoreProblem[];

  constructor(private readonly run: Run) {
    this.problems = run.problems;
  }
  get matches(): readonly PatchMatch[] {
    this.finish();
    return this.run.matches;
  }
  get removals(): readonly Removal[] {
    this.finish();
    return this.run.removals;
  }
  private finish(): void {
    const { unopened, matches, removals } = this.run;
    if (unopened.length === 0) return;
    for (let element = unopened.pop(); element; element = unopened.pop()) void element.children;
    matches.sort((a, b) => a.patch.start - b.patch.start);
    removals.sort((a, b) => a.by.at.start - b.by.at.start);
  }
}

export interface Merged {
  readonly root: MergedElement;
  readonly outcome: FileOutcome;
}

/** MergeNodes: another first element than `<sitecore>` is passed over in silence. */
function mergeRoot(run: Run, root: MergedElement, patch: PatchElement): MergedElement {
  if (patch.localName !== root.localName || patch.uri !== root.uri) {
    reportProblem(run, patch, 'wrong-section', `Sitecore reads \`<${root.localName}>\` here and passes this by.`);
    return root;
  }
  if (!isAdmitted(run, patch)) {
    run.matches.push(matchFor(patch, undefined, 'inactive', 0));
    return root;
  }
  const target = ownedBy(run.edition, root);
  copyRootAttributes(run, target, patch);
  const rest = { inserted: false, marks: false, match: undefined, detached: false };
  let frame: Frame | undefined = frameFor(target, undefined, patch, rest);
  while (frame) frame = step(run, frame);
  return target;
}

/** CopyAttributes: on `<sitecore>` plain and `set:` attributes alike are written. */
function copyRootAttributes(run: Run, root: MergedElement, patch: PatchElement): void {
  const { ruleSupport } = run.engine;
  const copied = patch.attributes.filter((a) => a.uri !== PATCH && a.uri !== XMLNS && !isRule(a, ruleSupport));
  for (const attribute of copied) {
    const written = isSet(attribute) ? { ...attribute, uri: '' } : attribute;
    assign(undefined, root, written, run.by, isSet(attribute) ? 'set' : 'overwritten');
  }
  if (copied.length > 0) markSource(run, root, patch);
}

/** One child of the patch element, or the end of it; the frame to go on with. */
function step(run: Run, frame: Frame): Frame | undefined {
  const child = frame.patch.children[frame.next++];
  if (!child) {
    placeWaiting(run, frame);
    if (frame.marks) markSource(run, frame.target, frame.patch);
    return frame.parent;
  }
  if (child.kind === 'text') replaceContent(run, frame, child);
  else if (child.kind === 'comment') frame.comment = child;
  else if (child.kind === 'element') {
    if (child.uri !== PATCH) return mergeChild(run, frame, child);
    // Only the new engine asks for rules before it looks whether the element is a command.
    if (run.engine.generation === 'old' || isAdmitted(run, child)) runCommand(run, frame, child);
  }
  return frame;
}

/** Far more than any configuration has. The engine is recursive and crashes somewhere beyond. */
const DEEPEST = 1_000;

function mergeChild(run: Run, frame: Frame, patch: PatchElement): Frame {
  const { generation, ruleSupport } = run.engine;
  if (frame.depth >= DEEPEST) {
    const message = 'This is nested so deeply that Sitecore runs out of stack; it is left out here.';
    reportProblem(run, patch, 'too-deep', message);
    frame.next = frame.patch.children.length;
    return frame;
  }
  if (frame.inserted && patch.pure) {
    const ready = readyElement(patch, run.by, generation);
    insertChild(frame.target, ready);
    placeComment(run, frame, ready);
    return frame;
  }
  if (!isAdmitted(run, patch)) {
    run.matches.push(matchFor(patch, frame.way, 'inactive', 0));
    // The module for 8.x forgets the waiting positions of the siblings (RoleXmlPatchHelper.MergeChildren).
    if (generation === 'old') frame.waiting = undefined;
    return frame;
  }

  const { found, candidates } = find(run, frame, patch);
  const listed = !frame.inserted || patch.position !== undefined;
  const match = listed ? matchFor(patch, frame.way, 'added', candidates) : undefined;
  if (match) run.matches.push(match);

  if (!found && match && isShareable(run, patch)) {
    const shared = markedElement(patch, run.by, generation);
    if (!isAmongChildren(frame.target, shared)) {
      match.target = shared.id;
      insertChild(frame.target, shared);
      placeComment(run, frame, shared);
      return frame;
    }
  }
  const created = !found || addsInsteadOfMoving(run, found, patch);
  const target = created ? addElement(run, frame, patch, match) : takeElement(run, frame, found, patch, match);
  placeComment(run, frame, target);
  const assigned = assignedAttributes(patch, generation, ruleSupport);
  if (!created) assignAll(run, frame, target, assigned, identifyingAttributes(patch, generation, ruleSupport));
  const marks = (created || assigned.length > 0) && !frame.inserted;
  const canWait = !patch.hasContent || mayWait(run, patch);
  if (canWait) {
    if (marks) markSource(run, target, patch);
    if (patch.hasContent) defer(run, frame, patch, target, created);
    return frame;
  }
  return frameFor(target, frame, patch, {
    inserted: created,
    marks,
    match,
    detached: patch.position !== undefined && !frame.target.children.includes(target),
  });
}

/** New, it becomes the same in every merge. */
function isShareable({ engine }: Run, patch: PatchElement): boolean {
  return engine.generation === 'new' && patch.pure;
}

/** What is quiet can wait until somebody looks; for most of it nobody ever does. */
function mayWait({ engine }: Run, patch: PatchElement): boolean {
  return engine.generation === 'new' && patch.source.depth < DEEPEST && patch.isQuietInside(engine.rules);
}

function defer(run: Run, { way, depth }: Frame, patch: PatchElement, target: MergedElement, inserted: boolean): void {
  target.defer(new DeferredPatch(run, way, depth, patch, inserted));
  run.unopened.push(target);
}

class DeferredPatch implements Deferred {
  constructor(
    private readonly run: Run,
    /** Of the element around the target. */
    readonly way: Way,
    readonly depth: number,
    private readonly patch: PatchElement,
    private readonly inserted: boolean,
  ) {}

  mentions(word: string): boolean {
    const { source, start, end } = this.patch;
    return source.mentions(word, start, end);
  }

  carryOut(target: MergedElement): void {
    const rest = { inserted: this.inserted, marks: false, match: undefined, detached: false };
    let frame: Frame | undefined = frameFor(target, undefined, this.patch, rest, this);
    while (frame) frame = step(this.run, frame);
  }
}

interface Found {
  readonly found: MergedElement | undefined;
  readonly candidates: number;
}

function find(run: Run, frame: Frame, patch: PatchElement): Found {
  const { generation, ruleSupport } = run.engine;
  if (frame.inserted && !(generation === 'new' && patch.commandsOnly)) return NOTHING_FOUND;
  // From here on the engine also looks up the siblings that follow.
  frame.inserted = false;
  const locator = locatorOf(patch, generation, ruleSupport);
  if (locator.never === 'quote') {
    const message = 'A quotation mark in an identifying attribute breaks the search for it.';
    reportProblem(run, patch, 'bad-locator', message);
  }
  // Without attributes every sibling of the name fits; how many is not worth a walk over thousands.
  if (locator.tests.length === 0 && !patch.children.some((child) => child.kind === 'element')) {
    const found = firstMatchIn(frame.target, locator);
    return { found, candidates: found ? 1 : 0 };
  }
  const candidates = matchesIn(frame.target, locator);
  if (candidates.length === 0) return NOTHING_FOUND;
  const isClear = generation === 'old' || candidates.length < 2;
  const found = isClear ? candidates[0] : bestMatchIn(frame.target, patch, ruleSupport);
  return { found, candidates: candidates.length };
}

const NOTHING_FOUND: Found = { found: undefined, candidates: 0 };

function assignAll(
  run: Run,
  frame: Frame,
  target: MergedElement,
  assigned: readonly PatchAttribute[],
  identifying: readonly PatchAttribute[],
): void {
  for (const attribute of assigned) {
    // Writing back what it was found by is no change worth remembering.
    const written = asWritten(attribute, run.engine.generation, run.by);
    const isSame = attributeOf(target, written.localName, written.uri)?.value === written.value;
    if (isSame && identifying.includes(attribute)) continue;
    assign(frame.target, target, written, run.by, isSet(attribute) ? 'set' : 'overwritten');
  }
}

function addElement(run: Run, frame: Frame, patch: PatchElement, match: DraftMatch | undefined): MergedElement {
  const { prefix, localName, uri, position } = patch;
  const { by, edition, idOf } = run;
  const { generation, ruleSupport } = run.engine;
  const node = new MergedElement(idOf(patch), prefix, localName, uri, addedBy(by, patch), edition.edition, by);
  const attributes = createdAttributes(patch, by, generation, ruleSupport);
  if (position) {
    // It is put in its place while it has no attributes yet.
    placeChild(run, frame, { node, position, match }, 'first');
    for (const attribute of attributes) putAttribute(frame.target, node, attribute);
  } else {
    node.attributes = attributes;
    insertChild(frame.target, node);
  }
  if (match) match.target = node.id;
  return node;
}

function takeElement(
  run: Run,
  frame: Frame,
  found: MergedElement,
  patch: PatchElement,
  match: DraftMatch | undefined,
): MergedElement {
  const node = ownChild(run.edition, frame.target, found);
  if (match) {
    match.outcome = 'matched';
    match.before = asBefore(found);
    match.target = node.id;
  }
  const { position } = patch;
  if (position) placeChild(run, frame, { node, position, match }, 'first');
  node.touch = touchBy(run, patch, match?.position?.moved ? 'moved' : 'matched', node.touch);
  return node;
}

/** XmlElement.InnerText: all that was in the element goes, also what this file put there before. */
function replaceContent(run: Run, frame: Frame, text: PatchCharacters): void {
  const { target } = frame;
  const only = target.children.length === 1 ? target.children[0] : undefined;
  const before = only?.kind === 'text' ? only : undefined;
  for (const child of target.children)
    if (child.kind === 'element') recordRemoval(run, child, frame.way, touchBy(run, text, 'replaced', child.touch));
  removeAllChildren(target);
  insertChild(target, new MergedText(text, run.by, target.madeBy === run.by ? 'added' : 'replaced', before));
}

/** A comment goes before the next element, wherever that went. */
function placeComment(run: Run, frame: Frame, target: MergedElement): void {
  if (!frame.comment) return;
  const at = frame.target.children.lastIndexOf(target);
  if (at >= 0) insertChild(frame.target, new MergedText(frame.comment, run.by, 'added', undefined), at);
  frame.comment = undefined;
}

/** AssignSource. The base has no name and leaves no mark. */
function markSource(run: Run, target: MergedElement, patch: PatchElement): void {
  const { by } = run;
  const old = attributeOf(target, 'source', PATCH);
  if (!by.name || old?.by === by) return;
  putAttribute(undefined, target, markBy(by, patch, old));
}

const NO_COMMANDS: PatchMatch['commands'] = [];

/** Written out, because copying objects with `...` costs more than all the rest here. */
function matchFor(
  patch: PatchElement,
  within: Way | undefined,
  outcome: PatchMatch['outcome'],
  candidates: number,
): DraftMatch {
  return {
    patch,
    outcome,
    candidates,
    target: undefined,
    before: undefined,
    within,
    position: undefined,
    commands: NO_COMMANDS,
    deleted: false,
  };
}
