import type { Span } from '../text';
import { trimEnd } from './characters';
import type { problem } from './problem';
import {
  CLOSE_START,
  ELEMENT,
  END,
  FIRST_CHILD,
  KIND,
  LAST_CHILD,
  NEXT,
  OPEN_END,
  PARENT,
  START,
  type TableWriter,
  TEXT,
} from './table';

/** An end tag that fits no open element. */
export interface StrayEndTag extends Span {
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** A tree that is being put together (`TreeBuilder`), as far as mending it goes. */
export interface TreeUnderway {
  readonly text: string;
  readonly table: TableWriter;
  /** Open elements whose start tag broke off. */
  readonly brokenOff: Set<number>;
  /** The first end tag inside an element that fits no open element. */
  readonly strayEndTags: ReadonlyMap<number, StrayEndTag>;
  nameOf(element: number): string;
  report(...found: Parameters<typeof problem>): void;
  reportUnexpected(tag: StrayEndTag): void;
}

/**
 * Ends elements that have no end tag of their own, outermost first, at `end` (the end tag of an ancestor or the end
 * of the text). What most likely is not their content any more moves up to the parent:
 *
 * - the start tag broke off (`<forms timeout="30"` and a new tag on the next line): nothing is its content;
 * - an end tag that fits nothing stood inside: that was meant to be its end tag;
 * - a child starts on a line of its own, indented no deeper than the element: the writer forgot the `/` or the end tag
 *   and went on with the next sibling.
 *
 * An element that moves up takes its own children along or passes them on; every child moves at most once, so a
 * hundred thousand unclosed elements cost one pass.
 */
export function closeUnfinished(builder: TreeUnderway, unfinished: readonly number[], end: number): void {
  for (const element of unfinished) {
    const lastKept = lastContent(builder, element);
    const moved = lastKept !== builder.table.cells[element + LAST_CHILD];
    if (moved) moveUp(builder.table.cells, element, lastKept);
    endElement(builder, element, moved, end);
  }
}

/** The last child that is still content of an element without end tag, 0 when none is. */
function lastContent(builder: TreeUnderway, element: number): number {
  if (builder.brokenOff.has(element)) return 0;
  const {
    table: { cells },
    text,
  } = builder;
  const stray = builder.strayEndTags.get(element);
  const indent = stray ? -1 : indentation(text, cells[element + START]!);
  if (!stray && indent < 0) return cells[element + LAST_CHILD]!;
  let kept = 0;
  let beforeKept = 0;
  for (let child = cells[element + FIRST_CHILD]!; child !== 0; child = cells[child + NEXT]!) {
    const start = cells[child + START]!;
    if (stray && start >= stray.end) return kept;
    // The white space before a sibling is the parent's as well.
    if (!stray && cells[child + KIND] === ELEMENT && startsLineWithin(text, start, indent))
      return isBlankText(builder, kept) ? beforeKept : kept;
    beforeKept = kept;
    kept = child;
  }
  return kept;
}

function startsLineWithin(text: string, offset: number, columns: number): boolean {
  const own = indentation(text, offset);
  return own >= 0 && own <= columns;
}

/** Columns of white space before `offset`, a tab as four; -1 when something else stands before it on its line. */
function indentation(text: string, offset: number): number {
  let columns = 0;
  for (let i = offset - 1; i >= 0; i--) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) return columns;
    if (code !== 32 && code !== 9) return -1;
    columns += code === 9 ? 4 : 1;
  }
  return columns;
}

/** Moves the children after `lastKept` to the end of the parent's children, whose last one `element` is. */
function moveUp(cells: Int32Array, element: number, lastKept: number): void {
  const parent = cells[element + PARENT]!;
  const first = lastKept === 0 ? cells[element + FIRST_CHILD]! : cells[lastKept + NEXT]!;
  for (let child = first; child !== 0; child = cells[child + NEXT]!) cells[child + PARENT] = parent;
  cells[element + NEXT] = first;
  cells[parent + LAST_CHILD] = cells[element + LAST_CHILD]!;
  cells[element + LAST_CHILD] = lastKept;
  if (lastKept === 0) cells[element + FIRST_CHILD] = 0;
  else cells[lastKept + NEXT] = 0;
}

function endElement(builder: TreeUnderway, element: number, moved: boolean, end: number): void {
  const {
    table: { cells },
    text,
  } = builder;
  const start = cells[element + START]!;
  const openEnd = cells[element + OPEN_END]!;
  const stray = builder.strayEndTags.get(element);
  if (builder.brokenOff.delete(element)) {
    const at = trimEnd(text, start, openEnd);
    const message = `The tag \`<${builder.nameOf(element)}\` is not closed. Add \`/>\`.`;
    builder.report('unclosed-tag', start, at, message, 'Add />', [at, at, ' />']);
    if (stray) builder.reportUnexpected(stray);
  } else if (stray) {
    cells[element + CLOSE_START] = stray.start;
    cells[element + END] = stray.end;
    reportMismatch(builder, builder.nameOf(element), stray);
  } else {
    const last = cells[element + LAST_CHILD]!;
    const ownEnd = last === 0 ? openEnd : cells[last + END]!;
    cells[element + END] = moved ? ownEnd : end;
    reportUnclosed(builder, element);
  }
}

function reportMismatch(builder: TreeUnderway, name: string, tag: StrayEndTag): void {
  const written = builder.text.slice(tag.nameStart, tag.nameEnd);
  const message = `\`</${written}>\` does not fit the start tag \`<${name}>\`. Write \`</${name}>\`.`;
  const edit = [tag.nameStart, tag.nameEnd, name] as const;
  builder.report('mismatched-end-tag', tag.start, tag.end, message, `Change to </${name}>`, edit);
}

function reportUnclosed(builder: TreeUnderway, element: number): void {
  const {
    table: { cells },
    text,
  } = builder;
  const name = builder.nameOf(element);
  const start = cells[element + START]!;
  const openEnd = cells[element + OPEN_END]!;
  const child = cells[element + FIRST_CHILD]!;
  if (child === 0 || (cells[child + NEXT] === 0 && isBlankText(builder, child))) {
    const message = `\`<${name}>\` has no end tag. Write \`/>\` at its end.`;
    const edit = [openEnd - 1, openEnd - 1, ' /'] as const;
    builder.report('unclosed-element', start, openEnd, message, 'Close the tag with />', edit);
  } else {
    const at = trimEnd(text, openEnd, cells[element + END]!);
    const message = `\`<${name}>\` has no end tag. Add \`</${name}>\`.`;
    builder.report('unclosed-element', start, openEnd, message, `Add </${name}>`, [at, at, `</${name}>`]);
  }
}

function isBlankText({ table: { cells }, text }: TreeUnderway, row: number): boolean {
  const start = cells[row + START]!;
  return row !== 0 && cells[row + KIND] === TEXT && trimEnd(text, start, cells[row + END]!) === start;
}
