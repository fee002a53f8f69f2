import type { FilePath } from '../../files/files';
import { type DomAttribute, DomCharacterData, type DomChild, type DomParent, NodeType } from '../dom/dom';
import { AttributeLayout } from './layout/attributeLayout';
import { LayoutReader } from './layout/layoutReader';
import { Declaration, Doctype, EntityReference, Whitespace, XdtAttribute, XdtDocument, XdtElement } from './nodes';
import type { ReadAttribute, ReadDeclaration, ReadDoctype, ReadTag, TextKind, XmlHandler } from './read/handler';
import { readXml } from './read/reader';
import { EngineError } from './read/xmlError';

/** Reads a file into the document transforms work on. Throws XmlError or EngineError as System.Xml would. */
export function loadSource(text: string, file: FilePath): XdtDocument {
  return load(text, { file, keepsSpace: true, layouts: new LayoutReader(text), isOriginal: true });
}

/** The transform file: white space between tags is left out, as the engine does. */
export function loadTransform(text: string, file: FilePath): XdtDocument {
  return load(text, { file, keepsSpace: false, isOriginal: true });
}

/**
 * An element from its text, for another document. The engine computes its place from where the original stood and
 * adds the same columns to every line, so places below the first line are off; messages show them, so they are kept.
 */
export function loadElement(text: string, line: number, column: number, owner: XdtDocument): XdtElement {
  const top = load(text, { owner, keepsSpace: true, isOriginal: false, lines: line - 1, columns: column - 2 });
  const element = top.documentElement as XdtElement;
  top.removeChild(element);
  return element;
}

interface Loading {
  /** Document of the nodes, when it is not the one they are put in. */
  readonly owner?: XdtDocument;
  readonly file?: FilePath;
  readonly keepsSpace: boolean;
  readonly layouts?: LayoutReader;
  readonly isOriginal: boolean;
  readonly lines?: number;
  readonly columns?: number;
}

/** The engine looks for a byte order mark in the first three bytes, and fails when there are not as many. */
export function refuseTinyFile(text: string, bom: boolean): void {
  const bytes = (bom ? 3 : 0) + (text.length < 3 ? new TextEncoder().encode(text).length : 3);
  if (bytes < 3) throw new EngineError('Unable to read beyond the end of the stream.');
}

function load(text: string, loading: Loading): XdtDocument {
  const builder = new Builder(loading);
  readXml(text, builder);
  const { top } = builder;
  const lastBreak = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  top.endLine = (text.match(/\r\n?|\n/g)?.length ?? 0) + 1;
  top.endColumn = text.length - lastBreak;
  return top;
}

class Builder implements XmlHandler {
  readonly top = new XdtDocument();
  readonly document: XdtDocument;
  #parent: DomParent = this.top;

  constructor(readonly loading: Loading) {
    this.document = loading.owner ?? this.top;
  }

  declaration(read: ReadDeclaration): void {
    this.#add(new Declaration(this.document, read.version, read.encoding, read.standalone), read.start, read.end);
  }

  doctype(read: ReadDoctype): void {
    const doctype = new Doctype(this.document, read.name, read.publicId, read.systemId, read.subset);
    this.#add(doctype, read.start, read.end);
  }

  startElement(tag: ReadTag): void {
    const { loading } = this;
    const element = new XdtElement(this.document, tag.prefix, tag.localName, tag.namespace || null);
    element.line = tag.line + (loading.lines ?? 0);
    element.column = tag.column + (loading.columns ?? 0);
    element.isOriginal = loading.isOriginal;
    element.isEmpty = tag.selfClosing;
    element.layout = loading.layouts?.layoutOf(tag) ?? new AttributeLayout();
    if (loading.file !== undefined) element.origins.push({ file: loading.file, start: tag.start, end: tag.end });
    for (const attribute of tag.attributes) element.attributes.push(this.#attribute(element, attribute));
    this.#append(element);
    if (!tag.selfClosing) this.#parent = element;
  }

  endElement(end: number): void {
    const element = this.#parent as XdtElement;
    const [origin] = element.origins;
    if (origin) element.origins = [{ ...origin, end }];
    this.#parent = element.parentNode!;
  }

  text(value: string, kind: TextKind, start: number, end: number): void {
    if (kind === 'whitespace' && !this.loading.keepsSpace) return;
    const node =
      kind === 'text'
        ? new DomCharacterData(this.document, NodeType.text, value)
        : new Whitespace(this.document, value, kind === 'significant');
    this.#add(node, start, end);
  }

  cdata(value: string, start: number, end: number): void {
    this.#add(new DomCharacterData(this.document, NodeType.cdata, value), start, end);
  }

  comment(value: string, start: number, end: number): void {
    this.#add(new DomCharacterData(this.document, NodeType.comment, value), start, end);
  }

  instruction(target: string, value: string, start: number, end: number): void {
    this.#add(new DomCharacterData(this.document, NodeType.instruction, value, target), start, end);
  }

  reference(name: string, replacement: string, start: number, end: number): void {
    this.#add(new EntityReference(this.document, name, replacement), start, end);
  }

  #add(node: DomCharacterData, start: number, end: number): void {
    const { file } = this.loading;
    if (file !== undefined) node.origins.push({ file, start, end });
    this.#append(node);
  }

  #append(node: DomChild): void {
    node.parentNode = this.#parent;
    this.#parent.childNodes.push(node);
  }

  #attribute(element: XdtElement, read: ReadAttribute): DomAttribute {
    const { file, lines = 0, columns = 0 } = this.loading;
    const attribute = new XdtAttribute(element, read.prefix, read.localName, read.namespace || null, read.value);
    attribute.line = read.line + lines;
    attribute.column = read.column + columns;
    attribute.pieces = read.pieces;
    if (file !== undefined)
      attribute.origins.push({ file, start: read.valueStart, end: read.valueEnd, value: read.value });
    return attribute;
  }
}
