import { NodeType, type Origin } from '../dom/dom';
import type { MergedAttribute, MergedElement, MergedNode, MergedText, Touch } from './tree';

/**
 * The merged tree as a document that can be walked in all directions: what `xpath` evaluates over and what the floors
 * above read. Nodes are made when they are asked for; the members have their W3C DOM names, like those of `dom.ts`.
 */

/** What becomes of a literal with variables in it: attributes and texts are not treated alike by every version. */
export type Resolve = (literal: string, place: 'attribute' | 'text') => string;

const AS_WRITTEN: Resolve = (text) => text;

export type ViewParent = ConfigElement | ConfigDocument;
export type ConfigNode = ConfigElement | ConfigText;

abstract class View {
  abstract readonly nodeType: number;
  abstract readonly parentNode: ViewParent | null;
  /** Place among the parent's children. */
  abstract readonly place: number;

  get nextSibling(): ConfigNode | null {
    return this.parentNode?.childNodes[this.place + 1] ?? null;
  }
  get previousSibling(): ConfigNode | null {
    return this.parentNode?.childNodes[this.place - 1] ?? null;
  }
}

export class ConfigDocument {
  readonly nodeType = NodeType.document;
  readonly nodeName = '#document';
  readonly nodeValue = null;
  readonly parentNode = null;
  readonly ownerDocument = null;
  readonly nextSibling = null;
  readonly previousSibling = null;
  readonly childNodes: readonly ConfigElement[];

  constructor(
    root: MergedElement,
    readonly resolve: Resolve = AS_WRITTEN,
  ) {
    this.childNodes = [new ConfigElement(root, this, 0, this)];
  }
  get documentElement(): ConfigElement {
    return this.childNodes[0]!;
  }
  get firstChild(): ConfigElement {
    return this.childNodes[0]!;
  }
  get lastChild(): ConfigElement {
    return this.childNodes[0]!;
  }
  get children(): readonly ConfigElement[] {
    return this.childNodes;
  }
}

export class ConfigElement extends View {
  readonly nodeType = NodeType.element;
  readonly nodeValue = null;
  #childNodes: readonly ConfigNode[] | undefined;
  /** Children that somebody went to directly, before there was a list. */
  #known: Map<MergedNode, ConfigNode> | undefined;
  #attributes: ConfigAttributes | undefined;

  constructor(
    readonly merged: MergedElement,
    readonly parentNode: ViewParent,
    readonly place: number,
    readonly ownerDocument: ConfigDocument,
  ) {
    super();
  }
  /** The same for an element in every state of one merge. */
  get id(): number {
    return this.merged.id;
  }
  get prefix(): string {
    return this.merged.prefix;
  }
  get localName(): string {
    return this.merged.localName;
  }
  get namespaceURI(): string | null {
    return this.merged.uri || null;
  }
  get nodeName(): string {
    return this.merged.name;
  }
  get tagName(): string {
    return this.merged.name;
  }
  get childNodes(): readonly ConfigNode[] {
    this.#childNodes ??= this.merged.children.map(
      (node, place) => this.#known?.get(node) ?? viewOf(node, this, place, this.ownerDocument),
    );
    return this.#childNodes;
  }
  /** The view of one of the children; its siblings, of which there may be thousands, get none because of it. */
  childOf(merged: MergedElement): ConfigElement {
    const place = this.merged.children.indexOf(merged);
    if (this.#childNodes) return this.#childNodes[place] as ConfigElement;
    this.#known ??= new Map();
    let child = this.#known.get(merged) as ConfigElement | undefined;
    if (!child) {
      child = new ConfigElement(merged, this, place, this.ownerDocument);
      this.#known.set(merged, child);
    }
    return child;
  }
  /** Element children, in order. */
  get children(): ConfigElement[] {
    return this.childNodes.filter((node): node is ConfigElement => node.nodeType === NodeType.element);
  }
  get firstChild(): ConfigNode | null {
    return this.childNodes[0] ?? null;
  }
  get lastChild(): ConfigNode | null {
    return this.childNodes[this.childNodes.length - 1] ?? null;
  }
  get attributes(): ConfigAttributes {
    if (!this.#attributes) {
      this.#attributes = new ConfigAttributes();
      for (const attribute of this.merged.attributes) this.#attributes.push(new ConfigAttribute(attribute, this));
    }
    return this.#attributes;
  }
  /** By qualified name. */
  getAttributeNode(name: string): ConfigAttribute | null {
    return this.attributes.find((attribute) => attribute.nodeName === name) ?? null;
  }
  getAttribute(name: string): string | null {
    const merged = this.merged.attributes.find((a) => qualifiedName(a) === name);
    return merged ? this.ownerDocument.resolve(merged.value, 'attribute') : null;
  }
  getAttributeNodeNS(namespaceURI: string | null, localName: string): ConfigAttribute | null {
    return this.attributes.find((a) => a.localName === localName && a.namespaceURI === namespaceURI) ?? null;
  }
  /** Text of all descendants. */
  get textContent(): string {
    let text = '';
    const work: MergedNode[] = [...this.merged.children].reverse();
    for (let node = work.pop(); node; node = work.pop()) {
      if (node.kind === 'element') for (let i = node.children.length - 1; i >= 0; i--) work.push(node.children[i]!);
      else if (node.kind === 'text' || node.kind === 'cdata') text += this.ownerDocument.resolve(node.value, 'text');
    }
    return text;
  }
  /** Who made, found, moved the element itself, earliest first. */
  get origins(): readonly Origin[] {
    return originsOf(this.merged.touch);
  }
}

/** Attributes in order; `item` is what a NamedNodeMap has. */
export class ConfigAttributes extends Array<ConfigAttribute> {
  static override get [Symbol.species]() {
    return Array;
  }
  item(at: number): ConfigAttribute | null {
    return this[at] ?? null;
  }
}

export class ConfigAttribute {
  readonly nodeType = NodeType.attribute;
  readonly specified = true;
  readonly parentNode = null;

  constructor(
    readonly merged: MergedAttribute,
    readonly ownerElement: ConfigElement,
  ) {}
  get ownerDocument(): ConfigDocument {
    return this.ownerElement.ownerDocument;
  }
  get prefix(): string {
    return this.merged.prefix;
  }
  get localName(): string {
    return this.merged.localName;
  }
  get namespaceURI(): string | null {
    return this.merged.uri || null;
  }
  get nodeName(): string {
    return qualifiedName(this.merged);
  }
  get name(): string {
    return qualifiedName(this.merged);
  }
  /** Variables replaced as far as they are known. */
  get value(): string {
    return this.ownerDocument.resolve(this.merged.value, 'attribute');
  }
  get nodeValue(): string {
    return this.value;
  }
  /** As the winning file wrote it. */
  get rawValue(): string {
    return this.merged.value;
  }
  /** Who set the value, earliest first. */
  get origins(): readonly Origin[] {
    return originsOf(this.merged);
  }
}

/** Text, CDATA, comment or processing instruction, told apart by `nodeType`. */
export class ConfigText extends View {
  readonly firstChild = null;
  readonly lastChild = null;
  readonly childNodes: readonly never[] = [];

  constructor(
    readonly merged: MergedText,
    readonly parentNode: ConfigElement,
    readonly place: number,
    readonly ownerDocument: ConfigDocument,
  ) {
    super();
  }
  get nodeType(): number {
    return NodeType[this.merged.kind];
  }
  get nodeName(): string {
    switch (this.merged.kind) {
      case 'text':
        return '#text';
      case 'cdata':
        return '#cdata-section';
      case 'comment':
        return '#comment';
      default:
        return this.merged.target ?? '';
    }
  }
  get target(): string {
    return this.merged.target ?? '';
  }
  get data(): string {
    const { kind, value } = this.merged;
    return kind === 'text' || kind === 'cdata' ? this.ownerDocument.resolve(value, 'text') : value;
  }
  get nodeValue(): string {
    return this.data;
  }
  get textContent(): string {
    return this.data;
  }
  get rawValue(): string {
    return this.merged.value;
  }
  get origins(): readonly Origin[] {
    return originsOf(this.merged);
  }
}

function viewOf(node: MergedNode, parent: ConfigElement, place: number, document: ConfigDocument): ConfigNode {
  return node.kind === 'element'
    ? new ConfigElement(node, parent, place, document)
    : new ConfigText(node, parent, place, document);
}

export function qualifiedName(node: { readonly prefix: string; readonly localName: string }): string {
  return node.prefix ? `${node.prefix}:${node.localName}` : node.localName;
}

/** A chain of touches as a list, earliest first. */
export function originsOf(touch: Touch): Origin[] {
  const origins: Origin[] = [];
  for (let step: Touch | undefined = touch; step; step = step.before) {
    const origin: Origin = { file: step.by.file, start: step.at.start, end: step.at.end, action: step.action };
    origins.push(step.value === undefined ? origin : { ...origin, value: step.value });
  }
  return origins.reverse();
}
