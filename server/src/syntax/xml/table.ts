/**
 * The tree of a document as a table of integers, one row for each node: what the parser writes. Objects are made from
 * it where somebody looks (`nodes.ts`), so building the tree of a large file allocates next to nothing. A row is known
 * by the index of its first cell; row 0 is the document.
 */
export interface NodeTable {
  /** Rows of `ROW` cells. */
  readonly cells: Int32Array;
  /** Rows of `ATTRIBUTE_ROW` cells, those of one element in a run. */
  readonly attributes: Int32Array;
  /** Levels of elements, at most. */
  readonly depth: number;
}

/** Columns of `NodeTable.cells`. */
export const KIND = 0;
export const START = 1;
export const END = 2;
/** Of an element; the name starts after `<`. For all others where the content starts. */
export const NAME_END = 3;
export const CONTENT_START = 3;
/** Of an element; for all others where the content ends. */
export const OPEN_END = 4;
export const CONTENT_END = 4;
/** Of an element: offset of `</`, or one of the two below. */
export const CLOSE_START = 5;
/** First row of the element's attributes, and the row after the last. */
export const ATTRIBUTES_FROM = 6;
export const ATTRIBUTES_TO = 7;
/** Rows; 0 is none, the document is nobody's child. */
export const NEXT = 8;
export const FIRST_CHILD = 9;
export const LAST_CHILD = 10;
export const PARENT = 11;
export const ROW = 12;

/** Columns of `NodeTable.attributes`: name, value, and where the attribute ends. */
export const ATTRIBUTE_ROW = 5;
const VALUE_END = 3;

/** Values of `CLOSE_START` for elements without end tag. */
export const NO_END_TAG = -1;
export const SELF_CLOSING = -2;

/** Values of `KIND`. */
export const DOCUMENT = 0;
export const ELEMENT = 1;
export const TEXT = 2;
export const CDATA = 3;
export const COMMENT = 4;
export const INSTRUCTION = 5;
export const DOCTYPE = 6;

/**
 * The same table after the attribute value that ends at `valueEnd` has grown by so many characters: all that is behind
 * the value stands further on.
 */
export function resizedTable({ cells, attributes, depth }: NodeTable, valueEnd: number, by: number): NodeTable {
  const moved = { cells: cells.slice(), attributes: attributes.slice(), depth };
  for (let row = 0; row < cells.length; row += ROW)
    for (let cell = row + START; cell <= row + CLOSE_START; cell++)
      if (cells[cell]! > valueEnd) moved.cells[cell]! += by;
  // Of the offsets right there only the end of the value moves; where the value was empty its start is there, too.
  for (let cell = 0; cell < attributes.length; cell++)
    if (attributes[cell]! > valueEnd || (attributes[cell] === valueEnd && cell % ATTRIBUTE_ROW === VALUE_END))
      moved.attributes[cell]! += by;
  return moved;
}

/** Writes a `NodeTable`. Nodes come in the order of the text; an element is appended when its start tag is complete. */
export class TableWriter implements NodeTable {
  cells: Int32Array;
  attributes: Int32Array;
  depth = 0;
  #cellsUsed = ROW;
  #attributesUsed = 0;

  constructor(textLength: number) {
    // Real files have a node every 30 characters or more and an attribute every 60; the tables grow where they must.
    this.cells = new Int32Array(ROW * (8 + Math.ceil(textLength / 24)));
    this.attributes = new Int32Array(ATTRIBUTE_ROW * (8 + Math.ceil(textLength / 48)));
  }

  /** Begins an element; the attributes added next are its own. */
  beginElement(start: number, nameEnd: number): number {
    const row = this.#row(ELEMENT, start, nameEnd);
    this.cells[row + NAME_END] = nameEnd;
    this.cells[row + CLOSE_START] = NO_END_TAG;
    this.cells[row + ATTRIBUTES_FROM] = this.#attributesUsed;
    return row;
  }

  addAttribute(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number, end: number): void {
    const row = this.#attributesUsed;
    if (row + ATTRIBUTE_ROW > this.attributes.length) this.attributes = grown(this.attributes);
    const { attributes } = this;
    attributes[row] = nameStart;
    attributes[row + 1] = nameEnd;
    attributes[row + 2] = valueStart;
    attributes[row + 3] = valueEnd;
    attributes[row + 4] = end;
    this.#attributesUsed = row + ATTRIBUTE_ROW;
  }

  /** Takes back the element begun last, with its attributes. */
  dropElement(element: number): void {
    this.#attributesUsed = this.cells[element + ATTRIBUTES_FROM]!;
    this.cells.fill(0, element, this.#cellsUsed);
    this.#cellsUsed = element;
  }

  completeTag(parent: number, element: number, openEnd: number, selfClosing: boolean): void {
    const { cells } = this;
    cells[element + OPEN_END] = openEnd;
    cells[element + END] = openEnd;
    cells[element + ATTRIBUTES_TO] = this.#attributesUsed;
    if (selfClosing) cells[element + CLOSE_START] = SELF_CLOSING;
    this.#append(parent, element);
  }

  endElement(element: number, closeStart: number, end: number): void {
    this.cells[element + CLOSE_START] = closeStart;
    this.cells[element + END] = end;
  }

  /** Adjacent texts become one: text around a stray character comes in pieces. */
  addText(parent: number, start: number, end: number): void {
    const { cells } = this;
    const last = cells[parent + LAST_CHILD]!;
    if (last !== 0 && cells[last + KIND] === TEXT && cells[last + END] === start) {
      cells[last + END] = end;
      cells[last + CONTENT_END] = end;
    } else this.addCharacters(parent, TEXT, start, end, start, end);
  }

  addCharacters(
    parent: number,
    kind: number,
    start: number,
    end: number,
    contentStart: number,
    contentEnd: number,
  ): void {
    const row = this.#row(kind, start, end);
    this.cells[row + CONTENT_START] = contentStart;
    this.cells[row + CONTENT_END] = contentEnd;
    this.#append(parent, row);
  }

  parentOf(row: number): number {
    return this.cells[row + PARENT]!;
  }

  #row(kind: number, start: number, end: number): number {
    const row = this.#cellsUsed;
    if (row + ROW > this.cells.length) this.cells = grown(this.cells);
    const { cells } = this;
    cells[row + KIND] = kind;
    cells[row + START] = start;
    cells[row + END] = end;
    this.#cellsUsed = row + ROW;
    return row;
  }

  #append(parent: number, row: number): void {
    const { cells } = this;
    const last = cells[parent + LAST_CHILD]!;
    cells[last === 0 ? parent + FIRST_CHILD : last + NEXT] = row;
    cells[parent + LAST_CHILD] = row;
    cells[row + PARENT] = parent;
  }
}

function grown(cells: Int32Array): Int32Array {
  const larger = new Int32Array(cells.length * 2);
  larger.set(cells);
  return larger;
}
