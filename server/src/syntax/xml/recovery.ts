import type { Span } from '../text';
import type { TreeBuilder } from './builder';
import { trimEnd } from './characters';
import { type ChildNode, type ElementNode, NO_CHILDREN, type Parent } from './nodes';

/** An end tag that fits no open element. */
export interface StrayEndTag extends Span {
  readonly nameStart: number;
  readonly nameEnd: number;
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
 * Every child moves at most once, so a hundred thousand unclosed elements cost one pass.
 */
export function closeUnfinished(builder: TreeBuilder, unfinished: readonly ElementNode[], end: number): void {
  for (const element of unfinished) {
    const kept = keptChildren(builder, element);
    const moved = kept < element.children.length;
    if (moved) move(element, kept, element.parent);
    endElement(builder, element, moved, end);
  }
}

/** How many children are still content of an element without end tag. */
function keptChildren(builder: TreeBuilder, element: ElementNode): number {
  if (builder.brokenOff.has(element)) return 0;
  const children = element.children;
  const stray = builder.strayEndTags.get(element);
  const cutOff = stray ? (child: ChildNode) => child.start >= stray.end : startsNextTo(builder.text, element);
  const index = cutOff ? children.findIndex(cutOff) : -1;
  if (index < 0) return children.length;
  // The white space before a sibling is the parent's as well.
  const before = children[index - 1];
  return !stray && before?.kind === 'text' && isBlank(builder.text, before.start, before.end) ? index - 1 : index;
}

/** A test for children that begin a line and are indented no deeper than `element`, which begins a line itself. */
function startsNextTo(text: string, element: ElementNode): ((child: ChildNode) => boolean) | undefined {
  const depth = indentation(text, element.start);
  if (depth < 0) return undefined;
  return (child) => {
    if (child.kind !== 'element') return false;
    const childDepth = indentation(text, child.start);
    return childDepth >= 0 && childDepth <= depth;
  };
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

function move(element: ElementNode, from: number, target: Parent): void {
  for (let i = from; i < element.children.length; i++) {
    const child = element.children[i]!;
    child.parent = target;
    target.children.push(child);
  }
  if (from === 0) element.children = NO_CHILDREN;
  else element.children.length = from;
}

function endElement(builder: TreeBuilder, element: ElementNode, moved: boolean, end: number): void {
  const stray = builder.strayEndTags.get(element);
  if (builder.brokenOff.delete(element)) {
    element.end = element.openEnd;
    const at = trimEnd(builder.text, element.start, element.openEnd);
    builder.report(
      'unclosed-tag',
      element.start,
      at,
      `The tag \`<${element.name}\` is not closed. Add \`/>\`.`,
      'Add />',
      [at, at, ' />'],
    );
  } else if (stray) {
    element.closeStart = stray.start;
    element.end = stray.end;
    const written = builder.text.slice(stray.nameStart, stray.nameEnd);
    builder.report(
      'mismatched-end-tag',
      stray.start,
      stray.end,
      `\`</${written}>\` does not fit the start tag \`<${element.name}>\`. Write \`</${element.name}>\`.`,
      `Change to </${element.name}>`,
      [stray.nameStart, stray.nameEnd, element.name],
    );
  } else {
    const last = element.children[element.children.length - 1];
    element.end = moved ? (last?.end ?? element.openEnd) : end;
    reportUnclosed(builder, element);
  }
}

function reportUnclosed(builder: TreeBuilder, element: ElementNode): void {
  const { text } = builder;
  const { name, start, openEnd } = element;
  const empty = element.children.every((child) => child.kind === 'text' && isBlank(text, child.start, child.end));
  const bracket = openEnd - 1;
  const at = trimEnd(text, openEnd, element.end);
  const message = `\`<${name}>\` has no end tag. ${empty ? 'Write `/>` at its end' : `Add \`</${name}>\``}.`;
  if (empty)
    builder.report('unclosed-element', start, openEnd, message, 'Close the tag with />', [bracket, bracket, ' /']);
  else builder.report('unclosed-element', start, openEnd, message, `Add </${name}>`, [at, at, `</${name}>`]);
}

function isBlank(text: string, start: number, end: number): boolean {
  return trimEnd(text, start, end) === start;
}
