import { assign, assignedAttributes, asWritten } from './assign';
import { isSet, type PatchAttribute, type PatchCharacters, type PatchElement } from './compile';
import type { RuleSupport } from './locator';
import {
  bestMatchIn,
  firstMatchIn,
  identifyingAttributes,
  isPlain,
  isRule,
  locatorOf,
  matchesIn,
  UNIQUE,
} from './locator';
import { commandOf, type Disposition, type Generation, PATCH, XMLNS } from './namespaces';
import type { CommandMatch, FileOutcome, PatchMatch, PositionMatch, Removal, SitecoreProblem, Way } from './outcome';
import { readyElement } from './ready';
import { admits, type RuleSet } from './rules';
import { sameContent } from './sameContent';
import { type Selection, selectChild } from './select';
import {
  type Action,
  attributeOf,
  insertChild,
  MergedElement,
  type MergedNode,
  MergedText,
  ownChild,
  ownedBy,
  putAttribute,
  removeAllChildren,
  removeAttribute,
  removeChild,
  type SourceFile,
  type Touch,
} from './tree';

/**
 * Applies one file to the configuration, as Sitecore's XmlPatchHelper does (`MergeNodes` and what it calls). Both
 * engines share the walk and differ in the places where `generation` is asked.
 *
 * What the engine answers with an exception becomes a problem here, and the rest of the file is merged all the same.
 */
export interface PatchEngine {
  readonly generation: Generation;
  readonly ruleSupport: RuleSupport;
  readonly rules: RuleSet;
}

/** Hands out element ids and edition numbers for one merge. */
export interface Numbering {
  nextId(): number;
  nextEdition(): number;
}

/** `patch` is the `<sitecore>` element of the file; `root` stays as it is. */
export function applyPatch(
  root: MergedElement,
  patch: PatchElement,
  by: SourceFile,
  engine: PatchEngine,
  numbering: Numbering,
): FileOutcome {
  const run = new Run(root, by, engine, numbering);
  run.mergeRoot(patch);
  return { root: run.root, matches: run.matches, removals: run.removals, problems: run.problems };
}

/** Far more than any configuration has. The engine is recursive and crashes somewhere beyond. */
const DEEPEST = 1_000;

/** One element being merged: MergeChildren of the engine, with its local variables. */
interface Frame {
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
  /** Positions without a hit, to be tried again when all children are in. */
  readonly waiting: Waiting[];
  /** What is left to do when the children are done. */
  readonly marks: boolean;
  readonly match: DraftMatch | undefined;
  detached: boolean;
}

interface Waiting {
  readonly node: MergedElement;
  readonly disposition: Disposition;
  readonly attribute: PatchAttribute;
  readonly match: DraftMatch | undefined;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type DraftMatch = Draft<PatchMatch> & { commands: CommandMatch[]; position?: Draft<PositionMatch> };

class Run {
  root: MergedElement;
  readonly matches: PatchMatch[] = [];
  readonly removals: Removal[] = [];
  readonly problems: SitecoreProblem[] = [];
  readonly #edition: number;
  #frame: Frame | undefined;

  constructor(
    root: MergedElement,
    readonly by: SourceFile,
    readonly engine: PatchEngine,
    readonly numbering: Numbering,
  ) {
    this.#edition = numbering.nextEdition();
    this.root = root;
  }

  /** MergeNodes: another first element than `<sitecore>` is passed over in silence. */
  mergeRoot(patch: PatchElement): void {
    if (patch.localName !== this.root.localName || patch.uri !== this.root.uri) {
      this.#problem(patch, 'wrong-section', `Sitecore reads \`<${this.root.localName}>\` here and passes this by.`);
      return;
    }
    if (!this.#admits(patch)) {
      this.matches.push({ ...noMatch(patch, undefined), outcome: 'inactive' });
      return;
    }
    this.root = ownedBy(this.#edition, this.root);
    this.#copyRootAttributes(patch);
    this.#frame = this.#open(this.root, undefined, patch, { inserted: false, marks: false, match: undefined });
    while (this.#frame) this.#step(this.#frame);
  }

  #open(
    target: MergedElement,
    parent: Frame | undefined,
    patch: PatchElement,
    rest: Pick<Frame, 'inserted' | 'marks' | 'match'>,
  ): Frame {
    const way = { id: target.id, up: parent?.way };
    const depth = parent ? parent.depth + 1 : 0;
    return { target, parent, way, depth, patch, next: 0, comment: undefined, waiting: [], detached: false, ...rest };
  }

  /** One child of the patch element, or the end of it. */
  #step(frame: Frame): void {
    const child = frame.patch.children[frame.next++];
    if (!child) {
      this.#retry(frame);
      if (frame.marks) this.#markSource(frame.target, frame.patch);
      this.#frame = frame.parent;
    } else if (child.kind === 'text') this.#replaceContent(frame.target, child);
    else if (child.kind === 'comment') frame.comment = child;
    else if (child.kind !== 'element') return;
    else if (child.uri !== PATCH) this.#mergeChild(frame, child);
    // Only the new engine asks for rules before it looks whether the element is a command.
    else if (this.engine.generation === 'old' || this.#admits(child)) this.#command(frame, child);
  }

  #mergeChild(frame: Frame, patch: PatchElement): void {
    if (frame.depth >= DEEPEST) {
      this.#problem(
        patch,
        'too-deep',
        'This is nested so deeply that Sitecore runs out of stack; it is left out here.',
      );
      frame.next = frame.patch.children.length;
      return;
    }
    if (!this.#admits(patch)) {
      this.matches.push({ ...noMatch(patch, frame.way), outcome: 'inactive' });
      // The module for 8.x forgets the waiting positions of the siblings (RoleXmlPatchHelper.MergeChildren).
      if (this.engine.generation === 'old') frame.waiting.length = 0;
      return;
    }
    const { generation, ruleSupport } = this.engine;
    if (frame.inserted && patch.pure) {
      const target = readyElement(patch, this.by, generation);
      insertChild(frame.target, target);
      this.#placeComment(frame, target);
      return;
    }
    const identifying = identifyingAttributes(patch, generation, ruleSupport);
    const assigned = assignedAttributes(patch, generation, ruleSupport);

    let found: MergedElement | undefined;
    let candidates = 0;
    if (!frame.inserted || (generation === 'new' && patch.commandsOnly)) {
      // From here on the engine also looks up the siblings that follow.
      frame.inserted = false;
      ({ found, candidates } = this.#find(frame.target, patch));
    }

    const listed = !frame.inserted || patch.position !== undefined;
    const match: DraftMatch | undefined = listed
      ? { ...noMatch(patch, frame.way), commands: [], candidates }
      : undefined;
    if (match) this.matches.push(match);

    let target: MergedElement;
    let created = false;
    const adds = found && patch.position && this.#addsInsteadOfMoving(found, patch);
    if (!found || adds) {
      created = true;
      target = this.#addElement(frame, patch, match);
      for (const attribute of identifying) assign(frame.target, target, attribute, this.by, 'added');
    } else {
      if (match) match.before = found;
      target = ownChild(this.#edition, frame.target, found);
      if (patch.position) {
        const { disposition, attribute } = patch.position;
        this.#place(frame, { node: target, disposition, attribute, match }, 'first');
      }
      target.touch = this.#touch(patch, match?.position?.moved ? 'moved' : 'matched', target.touch);
    }
    if (match) {
      match.outcome = created ? 'added' : 'matched';
      match.target = target.id;
    }

    this.#placeComment(frame, target);
    for (const attribute of assigned) {
      const action = created ? 'added' : isSet(attribute) ? 'set' : 'overwritten';
      // Writing back what it was found by is no change worth remembering.
      const written = asWritten(attribute, generation, this.by);
      const isSame = attributeOf(target, written.localName, written.uri)?.value === written.value;
      if (isSame && (created || identifying.includes(attribute))) continue;
      assign(frame.target, target, written, this.by, action);
    }
    const inner = this.#open(target, frame, patch, {
      inserted: created,
      marks: (created || assigned.length > 0) && !frame.inserted,
      match,
    });
    inner.detached = patch.position !== undefined && !frame.target.children.includes(target);
    this.#frame = inner;
  }

  #find(target: MergedElement, patch: PatchElement): { found: MergedElement | undefined; candidates: number } {
    const { generation, ruleSupport } = this.engine;
    const locator = locatorOf(patch, generation, ruleSupport);
    if (locator.never === 'quote')
      this.#problem(patch, 'bad-locator', 'A quotation mark in an identifying attribute breaks the search for it.');
    // Without attributes every sibling of the name fits; how many is not worth a walk over thousands.
    if (locator.tests.length === 0 && !patch.children.some((child) => child.kind === 'element')) {
      const found = firstMatchIn(target, locator);
      return { found, candidates: found ? 1 : 0 };
    }
    const candidates = matchesIn(target, locator);
    const found =
      generation === 'old' || candidates.length < 2 ? candidates[0] : bestMatchIn(target, patch, ruleSupport);
    return { found, candidates: candidates.length };
  }

  /** CopyAttributes: on `<sitecore>` plain and `set:` attributes alike are written. */
  #copyRootAttributes(patch: PatchElement): void {
    const copied = patch.attributes.filter(
      (a) => a.uri !== PATCH && a.uri !== XMLNS && !isRule(a, this.engine.ruleSupport),
    );
    for (const attribute of copied) {
      const written = isSet(attribute) ? { ...attribute, uri: '' } : attribute;
      assign(undefined, this.root, written, this.by, isSet(attribute) ? 'set' : 'overwritten');
    }
    if (copied.length > 0) this.#markSource(this.root, patch);
  }

  /** AssignSource. The base has no name and leaves no mark. */
  #markSource(target: MergedElement, patch: PatchElement): void {
    if (!this.by.name) return;
    const old = attributeOf(target, 'source', PATCH);
    if (old?.by === this.by) return;
    putAttribute(undefined, target, {
      prefix: 'patch',
      localName: 'source',
      uri: PATCH,
      value: this.by.name,
      by: this.by,
      at: nameSpan(patch),
      action: 'marked',
      before: old,
    });
  }

  #addElement(frame: Frame, patch: PatchElement, match: DraftMatch | undefined): MergedElement {
    const node = new MergedElement(
      this.numbering.nextId(),
      patch.prefix,
      patch.localName,
      patch.uri,
      this.#touch(patch, 'added', undefined),
      this.#edition,
      this.by,
    );
    if (!patch.position) insertChild(frame.target, node);
    else {
      const { disposition, attribute } = patch.position;
      this.#place(frame, { node, disposition, attribute, match }, 'first');
    }
    return node;
  }

  /** InsertChild with a position. The node may be among the children already. */
  #place(frame: Frame, waiting: Waiting, attempt: 'first' | 'retry'): void {
    const { node, disposition, attribute, match } = waiting;
    const parent = frame.target;
    const selection = selectChild(attribute.value, parent, () => pathTo(frame));
    const before = parent.children.indexOf(node);
    const reference = selection.kind === 'hit' ? selection.node : undefined;

    if (!reference) {
      removeChild(parent, node);
      insertChild(parent, node);
      if (attempt === 'first') {
        frame.waiting.push(waiting);
        this.#selectionProblem(selection, attribute);
      }
    } else if (reference === node) {
      if (disposition === 'instead') this.#replaceItself(frame, node, attribute);
    } else {
      removeChild(parent, node);
      const at = parent.children.indexOf(reference);
      insertChild(parent, node, disposition === 'after' ? at + 1 : at);
      if (disposition === 'instead') this.#remove(frame, reference, attribute, 'patch:instead');
    }

    if (!match) return;
    const hit = reference === node ? 'self' : attempt === 'first' ? 'hit' : 'hit-later';
    match.position = {
      attribute,
      disposition,
      result: selection.kind === 'hit' ? hit : selection.kind,
      reference: reference?.kind === 'element' ? reference : undefined,
      moved:
        (match.position?.moved ?? false) ||
        (before >= 0 && attempt === 'first' && parent.children.indexOf(node) !== before),
    };
  }

  #selectionProblem(selection: Selection, attribute: PatchAttribute): void {
    if (selection.kind === 'invalid') {
      this.#problem(
        attribute,
        'bad-position',
        `\`${attribute.value}\` is no selector that Sitecore can evaluate (${selection.message}). The element goes to the end.`,
      );
    } else if (selection.kind === 'elsewhere') {
      this.#problem(
        attribute,
        'position-elsewhere',
        `\`${attribute.value}\` points outside the children of the parent element; only a sibling can be meant. The element goes to the end.`,
      );
    }
  }

  /** `instead` with the element itself as reference. */
  #replaceItself(frame: Frame, node: MergedElement, attribute: PatchAttribute): void {
    if (this.engine.generation === 'old') {
      // InsertBefore(x, x) does nothing, RemoveChild(x) then takes it away.
      this.#remove(frame, node, attribute, 'patch:instead');
      return;
    }
    if (node.children.length === 0) return;
    removeAllChildren(node);
    for (const old of node.attributes.slice()) removeAttribute(frame.target, node, old);
  }

  /**
   * ShouldInsertNode, new engine: an element without unique attribute whose target differs only in content is added
   * instead of moved. That is what makes several `<path patch:after="*[last()]">` add lines.
   */
  #addsInsteadOfMoving(found: MergedElement, patch: PatchElement): boolean {
    if (this.engine.generation === 'old') return false;
    if (patch.attributes.some((a) => UNIQUE.has(a.localName) && isPlain(a, this.engine.ruleSupport))) return false;
    return !sameContent(found, patch);
  }

  /** The positions without a hit, last in first out; those still without one go to the end once more. */
  #retry(frame: Frame): void {
    for (let waiting = frame.waiting.pop(); waiting; waiting = frame.waiting.pop()) {
      if (frame.target.children.includes(waiting.node)) this.#place(frame, waiting, 'retry');
    }
  }

  /** XmlElement.InnerText: all that was in the element goes, also what this file put there before. */
  #replaceContent(target: MergedElement, text: PatchCharacters): void {
    const only = target.children.length === 1 ? target.children[0] : undefined;
    const before = only?.kind === 'text' ? only : undefined;
    for (const child of target.children)
      if (child.kind === 'element') this.#recordRemoval(child, undefined, this.#touch(text, 'replaced', child.touch));
    removeAllChildren(target);
    const action = target.madeBy === this.by ? 'added' : 'replaced';
    insertChild(target, new MergedText(text, this.by, action, before));
  }

  #placeComment(frame: Frame, target: MergedElement): void {
    if (!frame.comment) return;
    const at = frame.target.children.lastIndexOf(target);
    const node = new MergedText(frame.comment, this.by, 'added', undefined);
    if (at >= 0) insertChild(frame.target, node, at);
    frame.comment = undefined;
  }

  /** ProcessConfigNode: a command acts on the element that it stands in. */
  #command(frame: Frame, patch: PatchElement): void {
    const command = commandOf(patch.localName, this.engine.generation);
    const said = new Map<string, PatchAttribute>();
    for (const attribute of patch.attributes) {
      if (attribute.uri === PATCH || attribute.uri === XMLNS) continue;
      if (said.has(attribute.localName)) {
        this.#problem(attribute.xml, 'bad-command', `\`${attribute.localName}\` stands twice in this command.`);
        return;
      }
      said.set(attribute.localName, attribute);
    }
    let changed = false;
    if (command === 'delete') changed = this.#delete(frame, patch);
    else if (command) {
      const name = said.get('name');
      if (!name) this.#problem(patch, 'bad-command', 'This command needs the attribute `name`.');
      else if (command === 'attribute') changed = this.#setAttribute(frame, patch, name, said);
      else changed = this.#deleteAttribute(frame, patch, name);
    }
    frame.match?.commands.push({ patch, command, attribute: said.get('name')?.value, changed });
  }

  #setAttribute(
    frame: Frame,
    patch: PatchElement,
    name: PatchAttribute,
    said: ReadonlyMap<string, PatchAttribute>,
  ): boolean {
    // The text wins over `value`; of several children the last (elements and comments have their own idea of a value).
    let value = said.get('value')?.value ?? '';
    let at = said.has('value') ? said.get('value')! : { start: patch.start, end: patch.end };
    for (const child of patch.children) {
      // To the old engine's reader an element has the empty value, to the new one's it has none.
      if (child.kind === 'element' && this.engine.generation === 'new') continue;
      value = child.kind === 'element' ? '' : child.value;
      at = child;
    }
    const uri = said.get('ns')?.value ?? '';
    const colon = uri ? name.value.indexOf(':') : -1;
    const localName = name.value.slice(colon + 1);
    const prefix = colon > 0 ? name.value.slice(0, colon) : '';
    const old = attributeOf(frame.target, localName, uri);
    const written = { prefix, localName, uri, value, by: this.by, at, action: 'patch:attribute', before: old } as const;
    // Without `ns` the engine does not find the attribute it looks for, and puts a new one at the end.
    putAttribute(frame.parent?.target, frame.target, written, said.has('ns') ? 'same' : 'end');
    return old?.value !== value;
  }

  #deleteAttribute(frame: Frame, patch: PatchElement, name: PatchAttribute): boolean {
    const { target } = frame;
    const old = target.attributes.find((a) => (a.prefix ? `${a.prefix}:${a.localName}` : a.localName) === name.value);
    if (!old) return false;
    removeAttribute(frame.parent?.target, target, old);
    target.touch = this.#touch(patch, 'patch:deleteattribute', target.touch, name.value);
    return true;
  }

  #delete(frame: Frame, patch: PatchElement): boolean {
    if (!frame.parent) {
      this.#problem(
        patch,
        'deleted-root',
        'This deletes the whole Sitecore configuration. Put it into the element that is to go.',
      );
      return false;
    }
    if (frame.detached) {
      this.#problem(patch, 'deleted-twice', 'The element is gone already; Sitecore stops reading the file here.');
      return false;
    }
    frame.detached = true;
    if (frame.match) frame.match.deleted = true;
    const { target } = frame;
    this.#recordRemoval(target, frame.parent, this.#touch(patch, 'patch:delete', target.touch));
    removeChild(frame.parent.target, target);
    return true;
  }

  #remove(frame: Frame, node: MergedNode, attribute: PatchAttribute, action: Action): void {
    if (node.kind === 'element') this.#recordRemoval(node, frame, this.#touch(attribute.xml, action, node.touch));
    removeChild(frame.target, node);
  }

  /** What this file made itself and took away again leaves no memory. */
  #recordRemoval(element: MergedElement, frame: Frame | undefined, by: Touch): void {
    if (element.madeBy === this.by) return;
    this.removals.push({ element, within: (frame ?? this.#frame)?.way, by });
  }

  #touch(
    at: { readonly start: number; readonly end: number },
    action: Action,
    before: Touch | undefined,
    value?: string,
  ): Touch {
    return { by: this.by, at, action, value, before };
  }

  #admits(patch: PatchElement): boolean {
    const { ruleSupport, rules } = this.engine;
    if (patch.rules.length === 0 || ruleSupport === 'none') return true;
    return admits(patch, ruleSupport, rules, (span, code, message) => this.#problem(span, code, message));
  }

  #problem(at: { readonly start: number; readonly end: number }, code: SitecoreProblem['code'], message: string): void {
    this.problems.push({ file: this.by.file, start: at.start, end: at.end, code, message });
  }
}

/** The elements from the root to the frame's, or from the one that was taken out of the tree. */
function pathTo(frame: Frame): MergedElement[] {
  const path = [frame.target];
  for (let step = frame; step.parent && !step.detached; step = step.parent) path.push(step.parent.target);
  return path.reverse();
}

function noMatch(patch: PatchElement, within: Way | undefined): PatchMatch {
  const nothing = { target: undefined, before: undefined, commands: [], deleted: false, candidates: 0 };
  return { patch, outcome: 'added', within, ...nothing };
}

function nameSpan(patch: PatchElement): { start: number; end: number } {
  return { start: patch.xml.nameStart, end: patch.xml.nameEnd };
}
