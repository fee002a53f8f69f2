import { DomAttribute, DomCharacterData, type DomChild, DomDocument, DomElement, NodeType } from '../dom/dom';
import type { AttributeLayout } from './layout/attributeLayout';
import type { AttributePiece } from './read/handler';
import { EngineError, nullReference } from './read/xmlError';

/**
 * The document the transforms work on: the common DOM, with what Microsoft's XmlFileInfoDocument knows besides. The
 * operations below refuse what System.Xml's DOM refuses, in its words, for those words reach the build log.
 */
export class XdtDocument extends DomDocument {
  /** Where the file ends, one-based: the place of every attribute made later. */
  endLine = 1;
  endColumn = 1;
}

export class XdtElement extends DomElement {
  /** Of the name, one-based. */
  line = 0;
  column = 0;
  /** Read from the file, not brought by a transform. */
  isOriginal = false;
  /** `<a/>`, until something is put inside. */
  isEmpty = false;
  layout: AttributeLayout | undefined;
}

export class XdtAttribute extends DomAttribute {
  line = 0;
  column = 0;
  /** As read, where the value holds general entity references; a new value does away with them. */
  pieces: readonly AttributePiece[] | undefined;
}

/** White space between tags; a text node for XPath. */
export class Whitespace extends DomCharacterData {
  constructor(
    document: DomDocument,
    data: string,
    readonly significant: boolean,
  ) {
    super(document, NodeType.text, data);
  }
  override get nodeName(): string {
    return this.significant ? '#significant-whitespace' : '#whitespace';
  }
}

/** `&name;`, with its replacement for `data`. */
export class EntityReference extends DomCharacterData {
  constructor(
    document: DomDocument,
    readonly name: string,
    replacement: string,
  ) {
    super(document, NodeType.text, replacement);
  }
  override get nodeName(): string {
    return this.name;
  }
}

export class Declaration extends DomCharacterData {
  constructor(
    document: DomDocument,
    readonly version: string,
    readonly encoding: string,
    readonly standalone: string,
  ) {
    super(document, NodeType.instruction, '', 'xml');
    this.data = `version="${version}"${given('encoding', encoding)}${given('standalone', standalone)}`;
  }
}

function given(name: string, value: string): string {
  return value ? ` ${name}="${value}"` : '';
}

export class Doctype extends DomCharacterData {
  constructor(
    document: DomDocument,
    name: string,
    readonly publicId: string | undefined,
    readonly systemId: string | undefined,
    subset: string,
  ) {
    super(document, NodeType.doctype, subset, name);
  }
}

/** What a locator can find. */
export type XdtNode = DomDocument | DomElement | DomAttribute | DomCharacterData;

export function isWhitespace(node: DomChild | null): node is Whitespace {
  return node instanceof Whitespace && !node.significant;
}

export function parentOf(node: XdtNode): DomElement | DomDocument {
  const parent = node.parentNode;
  if (!parent) throw nullReference();
  return parent;
}

export function appendChild(parent: XdtNode, child: DomElement): void {
  if (parent instanceof DomCharacterData) throw new EngineError('The current node cannot contain other nodes.');
  if (parent instanceof DomAttribute) throw new EngineError(wrongType);
  if (parent instanceof DomDocument) {
    if (parent.documentElement) throw new EngineError("This document already has a 'DocumentElement' node.");
  } else markFilled(parent);
  parent.appendChild(child);
}

/** `reference` null appends. */
export function insertBefore(parent: DomElement | DomDocument, child: DomChild, reference: DomChild | null): void {
  if (parent instanceof DomDocument) refuseAtTop(parent, child, reference);
  parent.insertBefore(child, reference);
  if (parent instanceof DomElement) markFilled(parent);
}

export function insertAfter(parent: DomElement | DomDocument, child: DomChild, reference: DomChild): void {
  if (parent instanceof DomDocument && child instanceof DomElement) refuseAtTop(parent, child, reference);
  parent.insertBefore(child, reference.nextSibling);
}

const wrongType =
  'The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.';

/** One root, and between declaration, document type and root neither text nor white space can be put. */
function refuseAtTop(document: DomDocument, child: DomChild, reference: DomChild | null): void {
  const place = reference ?? null;
  if (place && !(child instanceof DomElement) && child.nodeType !== NodeType.comment)
    throw new EngineError('Cannot insert the node in the specified location.');
  if (child instanceof DomElement && document.documentElement)
    throw new EngineError("This document already has a 'DocumentElement' node.");
}

function markFilled(parent: DomElement): void {
  if (parent instanceof XdtElement) parent.isEmpty = false;
}
