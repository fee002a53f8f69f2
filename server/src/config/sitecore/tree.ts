import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';
import { ChildIndex } from './childIndex';

/**
 * The configuration under merge: a persistent tree. An element may be changed in place only by the edition (one run of
 * one file) that made or copied it; everybody else copies it first. So the tree after each file stays what it was,
 * shares nearly everything with its neighbours, and a merge can start again after any file.
 * Nodes know no parent, which is what lets them be shared; `view.ts` gives them one.
 */
export type MergedNode = MergedElement | MergedText;

/** Under what elements are made and copied; the same one may change them in place. */
export interface Edition {
  /** Each has a greater number than those before. */
  readonly edition: number;
  /** Elements of editions up to this one are where later merges start from, too: they keep their index. */
  readonly keptUpTo: number;
}

/** Belongs to no merge, so every merge copies before it changes. */
export const NO_EDITION = -1;

/** A file that takes part in the merge. */
export interface SourceFile {
  readonly file: FilePath;
  /** What `patch:source` says: the file's name without folder; empty for the base, which leaves no `patch:source`. */
  readonly name: string;
}

/** Something a file did to a node; `before` leads to what was done earlier, down to the beginning. */
export interface Touch {
  readonly by: SourceFile;
  /** The element, attribute or text of the file that did it. */
  readonly at: Span;
  readonly action: Action;
  /** The literal that was given, for attributes and texts. */
  readonly value?: string;
  readonly before: Touch | undefined;
}

export type Action =
  /** Made by this file. */
  | 'added'
  /** A later file's element found this one, and left it as it was or changed what is inside. */
  | 'matched'
  | 'moved'
  /** Attribute: overwritten by a plain attribute (the new engine), `set:`, `patch:attribute`, `sc.include`. */
  | 'overwritten'
  | 'set'
  | 'patch:attribute'
  | 'patch:deleteattribute'
  | 'patch:delete'
  | 'patch:instead'
  | 'included'
  /** Text that took the place of all that was in an element. */
  | 'replaced'
  /** `patch:source`, written by the engine itself. */
  | 'marked';

export interface MergedAttribute extends Touch {
  readonly prefix: string;
  readonly localName: string;
  /** Empty for no namespace. */
  readonly uri: string;
  readonly value: string;
}

/** Text, comment and so on, as a file has it. */
export interface Characters extends Span {
  readonly kind: 'text' | 'cdata' | 'comment' | 'instruction';
  readonly value: string;
  /** Of a processing instruction. */
  readonly target: string | undefined;
}

/** Text, comment and the like; the characters are those of the file, cut out of it when they are asked for. */
export class MergedText implements Touch {
  constructor(
    readonly at: Characters,
    readonly by: SourceFile,
    readonly action: Action,
    readonly before: Touch | undefined,
  ) {}
  get kind(): Characters['kind'] {
    return this.at.kind;
  }
  get value(): string {
    return this.at.value;
  }
  /** Of a processing instruction. */
  get target(): string | undefined {
    return this.at.target;
  }
}

/** What an element holds that nobody has looked into yet. */
export interface Content {
  attributes(): readonly MergedAttribute[];
  children(): MergedNode[];
  /** Value of an attribute without namespace, without making all attributes. */
  value(localName: string): string | undefined;
  /** May the word be somewhere in it? False only when it is surely not. */
  mentions(word: string): boolean;
}

/** What a file does inside an element, left undone until somebody looks. */
export interface Deferred {
  mentions(word: string): boolean;
  /** Changes the children of `target`. */
  carryOut(target: MergedElement): void;
}

/** `private` instead of `#`, whose brand costs every one of tens of thousands. */
export class MergedElement {
  index: ChildIndex<MergedElement> | undefined;
  private attributeList: readonly MergedAttribute[] | undefined;
  private childList: MergedNode[] | undefined;
  /** The element that this is a copy of, as long as nobody has looked at the children. */
  private original: MergedElement | undefined;
  /** The original is where later merges start from, and keeps its index. */
  private leavesIndex = false;
  private deferred: Deferred[] | undefined;

  constructor(
    /** Stays the same through all copies of the element. */
    readonly id: number,
    readonly prefix: string,
    readonly localName: string,
    readonly uri: string,
    public touch: Touch,
    readonly edition: number,
    /** The file that the element comes from. */
    readonly madeBy: SourceFile,
    /** Where attributes and children come from when the element is as its file made it. */
    readonly content?: Content,
  ) {}

  get kind(): 'element' {
    return 'element';
  }
  get name(): string {
    return this.prefix ? `${this.prefix}:${this.localName}` : this.localName;
  }
  /** A list is never changed, only replaced: copies of an element, and elements made alike, share one. */
  get attributes(): readonly MergedAttribute[] {
    this.attributeList ??= this.content?.attributes() ?? NO_ATTRIBUTES;
    return this.attributeList;
  }
  set attributes(list: readonly MergedAttribute[]) {
    this.attributeList = list;
  }
  get children(): MergedNode[] {
    if (this.deferred || !this.childList) this.open();
    return this.childList!;
  }
  private open(): void {
    if (this.original) this.copyChildren(this.original);
    else this.childList ??= this.content?.children() ?? [];
    const { deferred } = this;
    this.deferred = undefined;
    if (deferred) for (const each of deferred) each.carryOut(this);
  }
  appendChild(node: MergedNode): void {
    this.childList = appended(this.children, node);
  }
  /** Has something done to the children as soon as somebody looks, after all that was put off before. */
  defer(work: Deferred): void {
    this.deferred ??= [];
    this.deferred.push(work);
  }
  /** Value of an attribute without namespace. */
  value(localName: string): string | undefined {
    if (!this.attributeList && this.content) return this.content.value(localName);
    return attributeOf(this, localName)?.value;
  }
  /** May the word be somewhere between the tags? False only when it is surely not; nothing is opened to find out. */
  mentions(word: string): boolean {
    if (this.content) return this.content.mentions(word);
    if (this.childList || mentionedInside(this.deferred, word)) return true;
    return this.original?.mentions(word) ?? false;
  }
  /** The children for one who looks for a word: work that does not mention it stays undone. */
  childrenToSearchFor(word: string): readonly MergedNode[] {
    let element: MergedElement = this;
    while (!mentionedInside(element.deferred, word)) {
      if (element.childList) return element.childList;
      if (!element.original) break;
      element = element.original;
    }
    return element.children;
  }
  /** A copy that the edition may change. */
  copy({ edition, keptUpTo }: Edition): MergedElement {
    const { id, prefix, localName, uri, touch, madeBy } = this;
    const copy = new MergedElement(id, prefix, localName, uri, touch, edition, madeBy);
    copy.attributeList = this.attributes;
    copy.leavesIndex = this.edition <= keptUpTo;
    if (this.childList && !this.deferred) copy.copyChildren(this);
    else copy.original = this;
    return copy;
  }
  private copyChildren(original: MergedElement): void {
    this.childList = original.children.slice();
    this.original = undefined;
    if (this.leavesIndex) this.index = ChildIndex.over(original);
    else {
      this.index = original.index;
      original.index = undefined;
    }
  }
}

function mentionedInside(deferred: readonly Deferred[] | undefined, word: string): boolean {
  if (deferred) for (const each of deferred) if (each.mentions(word)) return true;
  return false;
}

const NO_ATTRIBUTES: readonly MergedAttribute[] = [];

/** An array that was pushed to has room for sixteen more; most elements have two or three of each kind. */
function appended<T>(list: T[], item: T): T[] {
  if (list.length < 6) return [...list, item];
  list.push(item);
  return list;
}

/** Value of an attribute without namespace, undefined when there is none. */
export function attributeOf(element: MergedElement, localName: string, uri = ''): MergedAttribute | undefined {
  for (const attribute of element.attributes)
    if (attribute.localName === localName && attribute.uri === uri) return attribute;
  return undefined;
}

/** The element as `by` may change it: itself or a copy. */
export function ownedBy(by: Edition, element: MergedElement): MergedElement {
  return element.edition === by.edition ? element : element.copy(by);
}

/** Puts an owned copy of `child` in its place. */
export function ownChild(by: Edition, parent: MergedElement, child: MergedElement): MergedElement {
  const owned = ownedBy(by, child);
  if (owned !== child) {
    parent.children[parent.children.indexOf(child)] = owned;
    parent.index?.replace(owned);
  }
  return owned;
}

/** Appends, or inserts before the node at `at`. The node must not be among the children. */
export function insertChild(parent: MergedElement, node: MergedNode, at = parent.children.length): void {
  if (at >= parent.children.length) parent.appendChild(node);
  else parent.children.splice(at, 0, node);
  if (node.kind === 'element') parent.index?.add(node);
}

/** Is the element, or a copy of it, among the children? */
export function isAmongChildren(parent: MergedElement, element: MergedElement): boolean {
  if (parent.index) return parent.index.has(element.id);
  return parent.children.some((child) => child.kind === 'element' && child.id === element.id);
}

export function removeChild(parent: MergedElement, node: MergedNode): void {
  const at = parent.children.indexOf(node);
  if (at < 0) return;
  parent.children.splice(at, 1);
  if (node.kind === 'element') parent.index?.remove(node);
}

export function removeAllChildren(parent: MergedElement): void {
  parent.children.length = 0;
  parent.index = undefined;
}

/** Puts `attribute` in the place of the one with its name, or at the end. */
export function putAttribute(
  parent: MergedElement | undefined,
  element: MergedElement,
  attribute: MergedAttribute,
  place: 'same' | 'end' = 'same',
): void {
  const { attributes } = element;
  let at = attributes.length - 1;
  while (at >= 0 && (attributes[at]!.localName !== attribute.localName || attributes[at]!.uri !== attribute.uri)) at--;
  if (attribute.uri === '' && parent?.index)
    parent.index.change(element, attribute.localName, at < 0 ? undefined : attributes[at]!.value, attribute.value);
  const list = attributes.slice();
  if (at >= 0 && place === 'same') list[at] = attribute;
  else {
    if (at >= 0) list.splice(at, 1);
    list.push(attribute);
  }
  element.attributes = list;
}

export function removeAttribute(
  parent: MergedElement | undefined,
  element: MergedElement,
  attribute: MergedAttribute,
): void {
  element.attributes = element.attributes.filter((other) => other !== attribute);
  if (attribute.uri === '') parent?.index?.change(element, attribute.localName, attribute.value, undefined);
}
