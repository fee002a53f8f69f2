import { decodeAttributeValue, decodeText, normaliseLineEnds } from './decode';
import { isMarkupSound } from './sound';
import {
  ATTRIBUTE_ROW,
  ATTRIBUTES_FROM,
  ATTRIBUTES_TO,
  CDATA,
  CLOSE_START,
  COMMENT,
  CONTENT_END,
  CONTENT_START,
  ELEMENT,
  END,
  FIRST_CHILD,
  INSTRUCTION,
  KIND,
  NAME_END,
  NEXT,
  type NodeTable,
  OPEN_END,
  resizedTable,
  SELF_CLOSING,
  START,
  TEXT,
} from './table';
import type {
  XmlAttribute,
  XmlCData,
  XmlComment,
  XmlDoctype,
  XmlDocument,
  XmlElement,
  XmlInstruction,
  XmlNode,
  XmlProblem,
  XmlText,
} from './tree';
import { wellFormednessProblems } from './wellFormed';

/**
 * The nodes of `tree.ts` as views of the parser's table. Children and attributes become objects when they are first
 * looked at and stay the same from then on; strings are cut out of the text each time. There are tens of thousands of
 * them: `private` instead of `#`, whose brand costs every single one.
 */
export function documentOf(text: string, table: NodeTable, recoveries: readonly XmlProblem[]): XmlDocument {
  return new DocumentView(text, table, recoveries);
}

class DocumentView implements XmlDocument {
  readonly kind = 'document';
  readonly #recoveries: readonly XmlProblem[];
  #children: readonly XmlNode[] | undefined;
  #problems: readonly XmlProblem[] | undefined;

  constructor(
    readonly text: string,
    readonly table: NodeTable,
    recoveries: readonly XmlProblem[],
  ) {
    this.#recoveries = recoveries;
  }
  get children(): readonly XmlNode[] {
    this.#children ??= childViews(this, this, 0);
    return this.#children;
  }
  get root(): XmlElement | undefined {
    return this.children.find((child): child is XmlElement => child.kind === 'element' && child.name !== '');
  }
  get depth(): number {
    // An element without content is never open.
    return this.table.depth + 1;
  }
  /** Said by one who knows that a check would find nothing. */
  settle(): void {
    this.#problems = [];
  }
  get problems(): readonly XmlProblem[] {
    this.#problems ??= this.#check();
    return this.#problems;
  }
  #check(): readonly XmlProblem[] {
    const found = wellFormednessProblems(this, this.#recoveries.length === 0 && isMarkupSound(this.text, this.table));
    return [...this.#recoveries, ...found].sort(inOrder);
  }
}

/**
 * The tree of `text`, which differs from a sound document by the value of one attribute: the same rows, with everything
 * behind the value as much further on as that has grown. Nothing is checked again.
 */
export function withValueResized(before: XmlDocument, { valueEnd }: XmlAttribute, text: string): XmlDocument {
  const { table } = before as DocumentView;
  const grown = text.length - before.text.length;
  const document = new DocumentView(text, grown === 0 ? table : resizedTable(table, valueEnd, grown), []);
  document.settle();
  return document;
}

function inOrder(a: XmlProblem, b: XmlProblem): number {
  return a.start - b.start || a.end - b.end;
}

const NO_CHILDREN: readonly XmlNode[] = [];

function childViews(document: DocumentView, parent: ElementView | DocumentView, row: number): readonly XmlNode[] {
  const { cells } = document.table;
  let child = cells[row + FIRST_CHILD]!;
  if (child === 0) return NO_CHILDREN;
  const children: XmlNode[] = [];
  for (; child !== 0; child = cells[child + NEXT]!) children.push(viewOf(document, parent, child));
  return children;
}

function viewOf(document: DocumentView, parent: ElementView | DocumentView, row: number): XmlNode {
  switch (document.table.cells[row + KIND]) {
    case ELEMENT:
      return new ElementView(document, parent, row);
    case TEXT:
      return new TextView(document, parent, row);
    case CDATA:
      return new CDataView(document, parent, row);
    case COMMENT:
      return new CommentView(document, parent, row);
    case INSTRUCTION:
      return new InstructionView(document, parent, row);
    default:
      return new DoctypeView(document, parent, row);
  }
}

class ElementView implements XmlElement {
  readonly kind = 'element';
  private foundName: string | undefined;
  private attributeList: readonly XmlAttribute[] | undefined;
  private childList: readonly XmlNode[] | undefined;

  constructor(
    readonly document: DocumentView,
    readonly parent: ElementView | DocumentView,
    private readonly row: number,
  ) {}
  get start(): number {
    return this.cell(START);
  }
  get end(): number {
    return this.cell(END);
  }
  get nameStart(): number {
    return this.cell(START) + 1;
  }
  get nameEnd(): number {
    return this.cell(NAME_END);
  }
  get openEnd(): number {
    return this.cell(OPEN_END);
  }
  get closeStart(): number {
    return Math.max(-1, this.cell(CLOSE_START));
  }
  get selfClosing(): boolean {
    return this.cell(CLOSE_START) === SELF_CLOSING;
  }
  get name(): string {
    this.foundName ??= this.document.text.slice(this.nameStart, this.nameEnd);
    return this.foundName;
  }
  get prefix(): string {
    return prefixOf(this.name);
  }
  get localName(): string {
    return localNameOf(this.name);
  }
  get attributes(): readonly XmlAttribute[] {
    this.attributeList ??= attributeViews(this.document, this, this.cell(ATTRIBUTES_FROM), this.cell(ATTRIBUTES_TO));
    return this.attributeList;
  }
  get children(): readonly XmlNode[] {
    this.childList ??= childViews(this.document, this, this.row);
    return this.childList;
  }
  private cell(column: number): number {
    return this.document.table.cells[this.row + column]!;
  }
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

function attributeViews({ text, table }: DocumentView, owner: ElementView, from: number, to: number) {
  if (from === to) return NO_ATTRIBUTES;
  const cells = table.attributes;
  const attributes: XmlAttribute[] = [];
  for (let row = from; row < to; row += ATTRIBUTE_ROW)
    attributes.push(
      new AttributeView(text, owner, cells[row]!, cells[row + 1]!, cells[row + 2]!, cells[row + 3]!, cells[row + 4]!),
    );
  return attributes;
}

class AttributeView implements XmlAttribute {
  readonly kind = 'attribute';
  readonly name: string;

  constructor(
    private readonly text: string,
    readonly owner: ElementView,
    readonly start: number,
    readonly nameEnd: number,
    readonly valueStart: number,
    readonly valueEnd: number,
    readonly end: number,
  ) {
    this.name = text.slice(start, nameEnd);
  }
  get nameStart(): number {
    return this.start;
  }
  get prefix(): string {
    return prefixOf(this.name);
  }
  get localName(): string {
    return localNameOf(this.name);
  }
  get rawValue(): string {
    return this.text.slice(this.valueStart, this.valueEnd);
  }
  get value(): string {
    return decodeAttributeValue(this.rawValue);
  }
}

abstract class CharactersView {
  readonly start: number;
  readonly end: number;
  /** Between the delimiters. */
  protected readonly content: string;

  constructor(
    { text, table: { cells } }: DocumentView,
    readonly parent: ElementView | DocumentView,
    row: number,
  ) {
    this.start = cells[row + START]!;
    this.end = cells[row + END]!;
    this.content = text.slice(cells[row + CONTENT_START], cells[row + CONTENT_END]);
  }
}

class TextView extends CharactersView implements XmlText {
  readonly kind = 'text';
  get value(): string {
    return decodeText(this.content);
  }
}

class CDataView extends CharactersView implements XmlCData {
  readonly kind = 'cdata';
  get value(): string {
    return normaliseLineEnds(this.content);
  }
}

class CommentView extends CharactersView implements XmlComment {
  readonly kind = 'comment';
  get value(): string {
    return normaliseLineEnds(this.content);
  }
}

class InstructionView extends CharactersView implements XmlInstruction {
  readonly kind = 'instruction';
  get target(): string {
    return /^\S*/.exec(this.content)![0];
  }
  /** Without the white space after the target. */
  get value(): string {
    return normaliseLineEnds(this.content.slice(this.target.length).trimStart());
  }
}

class DoctypeView extends CharactersView implements XmlDoctype {
  readonly kind = 'doctype';
  /** Between `<!DOCTYPE` and `>`, without the white space around it. */
  get value(): string {
    return normaliseLineEnds(this.content.trim());
  }
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon > 0 ? name.slice(0, colon) : '';
}

function localNameOf(name: string): string {
  const colon = name.indexOf(':');
  return colon > 0 ? name.slice(colon + 1) : name;
}
