import { trimEnd } from './characters';
import { problem } from './problem';
import { closeUnfinished, type StrayEndTag } from './recovery';
import { NAME_END, OPEN_END, START, TableWriter } from './table';
import type { XmlProblem } from './tree';

/**
 * Puts tokens together to a tree, one after the other in the order of the text. The open elements are the chain of
 * parents above `top`, so depth costs neither stack nor recursion.
 */
export class TreeBuilder {
  readonly table: TableWriter;
  /** Row of the innermost open element, or of the document. */
  top = 0;
  /** What had to be mended to make a tree. */
  readonly recoveries: XmlProblem[] = [];
  /** Open elements whose start tag broke off: `<a b="c"` with no `>`. They stay open in case an end tag turns up. */
  readonly brokenOff = new Set<number>();
  /** The first end tag inside an element that fits no open element: perhaps a misspelt end tag of that element. */
  readonly strayEndTags = new Map<number, StrayEndTag>();
  doctypeSeen = false;
  /** False once a search for `?>` has failed: then there is none further on either. */
  instructionsEnd = true;
  /** How many elements are open now. */
  #depth = 0;
  /** How often each name is open now; made when the first end tag does not fit. */
  #openNames: Map<string, number> | undefined;

  constructor(readonly text: string) {
    this.table = new TableWriter(text.length);
  }

  /** The start tag of an element is complete and content follows. */
  open(element: number, openEnd: number): void {
    this.table.completeTag(this.top, element, openEnd, false);
    this.top = element;
    if (++this.#depth > this.table.depth) this.table.depth = this.#depth;
    if (this.#openNames) this.#count(this.nameOf(element), 1);
  }

  /** The element ends with its start tag though that is none of `<a/>`. */
  appendEmpty(element: number, openEnd: number): void {
    this.table.completeTag(this.top, element, openEnd, false);
  }

  /** `<a/>` */
  appendSelfClosing(element: number, openEnd: number): void {
    this.table.completeTag(this.top, element, openEnd, true);
  }

  addText(start: number, end: number): void {
    this.table.addText(this.top, start, end);
  }

  /** A comment or the like with the range of its content. */
  addCharacters(kind: number, start: number, end: number, contentStart: number, contentEnd: number): void {
    this.table.addCharacters(this.top, kind, start, end, contentStart, contentEnd);
  }

  /** An end tag from `</` to just after its `>` (or to where it breaks off). */
  close(start: number, nameStart: number, nameEnd: number, end: number): void {
    let element = this.top;
    if (element === 0 || !this.#hasName(element, nameStart, nameEnd)) {
      element = this.#openElement(this.text.slice(nameStart, nameEnd));
      if (element === 0) {
        this.#stray({ start, end, nameStart, nameEnd });
        return;
      }
      this.#closeAbove(element, start);
    }
    this.#closeWith(element, start, end);
  }

  report(...found: Parameters<typeof problem>): void {
    this.recoveries.push(problem(...found));
  }

  /** The text is over: what is still open is closed. */
  finish(): void {
    this.#closeAbove(0, this.text.length);
  }

  nameOf(element: number): string {
    return this.text.slice(this.table.cells[element + START]! + 1, this.table.cells[element + NAME_END]);
  }

  #closeWith(element: number, start: number, end: number): void {
    this.table.endElement(element, start, end);
    this.top = this.table.parentOf(element);
    this.#depth--;
    if (this.#openNames) this.#count(this.nameOf(element), -1);
    if (this.brokenOff.size > 0) this.#reportMissingBracket(element);
    const stray = this.strayEndTags.size > 0 ? this.strayEndTags.get(element) : undefined;
    if (stray) this.reportUnexpected(stray);
  }

  #closeAbove(ancestor: number, end: number): void {
    const unfinished: number[] = [];
    for (let row = this.top; row !== ancestor; row = this.table.parentOf(row)) unfinished.push(row);
    this.#depth -= unfinished.length;
    if (this.#openNames) for (const element of unfinished) this.#count(this.nameOf(element), -1);
    closeUnfinished(this, unfinished.reverse(), end);
    this.top = ancestor;
  }

  #stray(tag: StrayEndTag): void {
    if (this.top !== 0 && !this.strayEndTags.has(this.top)) this.strayEndTags.set(this.top, tag);
    else this.reportUnexpected(tag);
  }

  reportUnexpected({ start, end }: StrayEndTag): void {
    const message = `\`${this.text.slice(start, end)}\` ends an element that was never opened. Remove it.`;
    this.report('unexpected-end-tag', start, end, message, 'Remove the end tag', [start, end, '']);
  }

  #reportMissingBracket(element: number): void {
    if (!this.brokenOff.delete(element)) return;
    const start = this.table.cells[element + START]!;
    const at = trimEnd(this.text, start, this.table.cells[element + OPEN_END]!);
    const message = `The start tag of \`${this.nameOf(element)}\` is not closed. Add \`>\`.`;
    this.report('unclosed-tag', start, at, message, 'Add >', [at, at, '>']);
  }

  #hasName(element: number, nameStart: number, nameEnd: number): boolean {
    const { text } = this;
    const start = this.table.cells[element + START]! + 1;
    const length = nameEnd - nameStart;
    if (this.table.cells[element + NAME_END]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (text.charCodeAt(start + i) !== text.charCodeAt(nameStart + i)) return false;
    return true;
  }

  /** The innermost open element with a name, 0 when there is none. */
  #openElement(name: string): number {
    if (!this.#openNames) {
      this.#openNames = new Map();
      for (let row = this.top; row !== 0; row = this.table.parentOf(row)) this.#count(this.nameOf(row), 1);
    }
    if (!this.#openNames.get(name)) return 0;
    let row = this.top;
    while (row !== 0 && this.nameOf(row) !== name) row = this.table.parentOf(row);
    return row;
  }

  #count(name: string, change: 1 | -1): void {
    this.#openNames!.set(name, (this.#openNames!.get(name) ?? 0) + change);
  }
}
