import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';

/**
 * A mutable XML document whose every element and attribute remembers which files made it what it is. The transform
 * and patch engines work on it, and the `xpath` library evaluates over it, so the members have their W3C DOM names.
 */

/** Who touched a node: file and range, weakest (first) to winner (last) in the lists below. */
export interface Origin extends Span {
  readonly file: FilePath;
  /** What it did, when it is not simply being there: `SetAttributes`, `patch:attribute`, `removed` … */
  readonly action?: string;
  /** The literal it gave, for attributes and texts. */
  readonly value?: string;
}

export const NodeType = {
  element: 1,
  attribute: 2,
  text: 3,
  cdata: 4,
  instruction: 7,
  comment: 8,
  document: 9,
  doctype: 10,
} as const;

export const XMLNS = 'http://www.w3.org/2000/xmlns/';

export type DomParent = DomElement | DomDocument;
export type DomChild = DomElement | DomCharacterData;

abstract class DomNode {
  parentNode: DomParent | null = null;
  /** Index among the siblings when it was last asked for: spares searching long lists again and again. */
  lastIndex = 0;
  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  abstract readonly ownerDocument: DomDocument | null;

  get nextSibling(): DomChild | null {
    return sibling(this, 1);
  }
  get previousSibling(): DomChild | null {
    return sibling(this, -1);
  }
}

function sibling(node: DomNode, step: 1 | -1): DomChild | null {
  const siblings = node.parentNode?.childNodes;
  if (!siblings) return null;
  return siblings[indexIn(siblings, node as DomChild) + step] ?? null;
}

/** Index of a child among its siblings, -1 for another's. It is looked for where it was last: mostly it is there still. */
export function indexIn(siblings: readonly DomChild[], node: DomChild): number {
  if (siblings[node.lastIndex] === node) return node.lastIndex;
  const before = node.lastIndex > 0 ? siblings.lastIndexOf(node, node.lastIndex) : -1;
  node.lastIndex = before >= 0 ? before : siblings.indexOf(node);
  return node.lastIndex;
}

abstract class DomContainer extends DomNode {
  readonly childNodes: DomChild[] = [];

  get firstChild(): DomChild | null {
    return this.childNodes[0] ?? null;
  }
  get lastChild(): DomChild | null {
    return this.childNodes[this.childNodes.length - 1] ?? null;
  }
  /** Element children, in order. */
  get children(): DomElement[] {
    return this.childNodes.filter((node): node is DomElement => node.nodeType === NodeType.element);
  }
  appendChild<N extends DomChild>(node: N): N {
    return this.insertBefore(node, null);
  }
  /** Takes `node` out of its old place first; `reference` null appends. */
  insertBefore<N extends DomChild>(node: N, reference: DomChild | null): N {
    if (reference === (node as DomChild)) return node;
    node.parentNode?.removeChild(node);
    const at = reference ? indexIn(this.childNodes, reference) : this.childNodes.length;
    this.childNodes.splice(at < 0 ? this.childNodes.length : at, 0, node);
    node.parentNode = this as unknown as DomParent;
    return node;
  }
  removeChild<N extends DomChild>(node: N): N {
    const at = indexIn(this.childNodes, node);
    if (at >= 0) this.childNodes.splice(at, 1);
    node.parentNode = null;
    return node;
  }
  replaceChild<N extends DomChild>(node: N, old: DomChild): N {
    this.insertBefore(node, old);
    this.removeChild(old);
    return node;
  }
}

export class DomDocument extends DomContainer {
  readonly nodeType = NodeType.document;
  readonly nodeName = '#document';
  readonly ownerDocument = null;
  readonly nodeValue = null;

  get documentElement(): DomElement | null {
    return this.children[0] ?? null;
  }
}

export class DomElement extends DomContainer {
  readonly nodeType = NodeType.element;
  readonly nodeValue = null;
  readonly attributes: DomAttribute[] = [];
  /** Who made or touched the element itself (not its attributes), weakest first. */
  origins: Origin[] = [];

  constructor(
    readonly ownerDocument: DomDocument,
    public prefix: string,
    readonly localName: string,
    readonly namespaceURI: string | null,
  ) {
    super();
  }
  get nodeName(): string {
    return this.prefix ? `${this.prefix}:${this.localName}` : this.localName;
  }
  get tagName(): string {
    return this.nodeName;
  }
  /** By qualified name as written. */
  getAttributeNode(name: string): DomAttribute | null {
    return this.attributes.find((attribute) => attribute.nodeName === name) ?? null;
  }
  getAttribute(name: string): string | null {
    return this.getAttributeNode(name)?.value ?? null;
  }
  getAttributeNodeNS(namespaceURI: string | null, localName: string): DomAttribute | null {
    return this.attributes.find((a) => a.localName === localName && (a.namespaceURI ?? null) === namespaceURI) ?? null;
  }
  /** Sets the value of an attribute without namespace, adding it at the end when it is new. */
  setAttribute(name: string, value: string, origin?: Origin): DomAttribute {
    return this.setAttributeNS(null, '', name, value, origin);
  }
  setAttributeNS(uri: string | null, prefix: string, localName: string, value: string, origin?: Origin): DomAttribute {
    let attribute = this.getAttributeNodeNS(uri, localName);
    if (!attribute) {
      attribute = new DomAttribute(this, prefix, localName, uri, value);
      this.attributes.push(attribute);
    }
    attribute.value = value;
    if (origin) attribute.origins.push(origin);
    return attribute;
  }
  removeAttributeNode(attribute: DomAttribute): void {
    const at = this.attributes.indexOf(attribute);
    if (at >= 0) this.attributes.splice(at, 1);
  }
  /** Text of all descendants. */
  get textContent(): string {
    let text = '';
    const walk: DomChild[] = [...this.childNodes].reverse();
    for (let node = walk.pop(); node; node = walk.pop()) {
      if (node instanceof DomElement)
        for (let i = node.childNodes.length - 1; i >= 0; i--) walk.push(node.childNodes[i]!);
      else if (node.nodeType === NodeType.text || node.nodeType === NodeType.cdata) text += node.data;
    }
    return text;
  }
  /** Namespace bound to a prefix here; '' is the default namespace. */
  lookupNamespaceURI(prefix: string): string | null {
    for (let node: DomParent | null = this; node instanceof DomElement; node = node.parentNode) {
      for (const a of node.attributes) {
        if (
          a.namespaceURI === XMLNS &&
          (prefix ? a.prefix === 'xmlns' && a.localName === prefix : a.nodeName === 'xmlns')
        )
          return a.value || null;
      }
    }
    return prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : null;
  }
}

export class DomAttribute extends DomNode {
  readonly nodeType = NodeType.attribute;
  readonly specified = true;
  /** Who set the value, weakest first. */
  origins: Origin[] = [];

  constructor(
    readonly ownerElement: DomElement,
    readonly prefix: string,
    readonly localName: string,
    readonly namespaceURI: string | null,
    public value: string,
  ) {
    super();
  }
  get ownerDocument(): DomDocument {
    return this.ownerElement.ownerDocument;
  }
  get nodeName(): string {
    return this.prefix ? `${this.prefix}:${this.localName}` : this.localName;
  }
  get name(): string {
    return this.nodeName;
  }
  get nodeValue(): string {
    return this.value;
  }
}

/** Text, CDATA, comment, processing instruction or document type, told apart by `nodeType`. */
export class DomCharacterData extends DomNode {
  origins: Origin[] = [];

  constructor(
    readonly ownerDocument: DomDocument,
    readonly nodeType: 3 | 4 | 7 | 8 | 10,
    public data: string,
    /** Target of a processing instruction. */
    readonly target = '',
  ) {
    super();
  }
  get nodeName(): string {
    switch (this.nodeType) {
      case NodeType.text:
        return '#text';
      case NodeType.cdata:
        return '#cdata-section';
      case NodeType.comment:
        return '#comment';
      default:
        return this.target;
    }
  }
  get nodeValue(): string {
    return this.data;
  }
  get textContent(): string {
    return this.data;
  }
  readonly childNodes: readonly never[] = [];
  readonly firstChild = null;
  readonly lastChild = null;
}
