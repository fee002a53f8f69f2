import type { TreeBuilder } from './builder';
import {
  EQUALS,
  endsName,
  GREATER_THAN,
  isLineEnd,
  isQuote,
  isSpace,
  isTypographicQuote,
  LESS_THAN,
  SLASH,
  skipBlanks,
  skipName,
  skipSpace,
} from './characters';
import type { Edit } from './problem';

/**
 * Reads a start tag in any state. It ends at its `>`, or breaks off before the next `<` and at the end of the text;
 * then the element stays open only in case its end tag turns up. Returns the offset behind the tag.
 */
export function readStartTag(builder: TreeBuilder, offset: number): number {
  const { text } = builder;
  const nameEnd = skipName(text, offset + 1);
  const element = builder.table.beginElement(offset, nameEnd);
  let last = nameEnd;
  for (let at = nameEnd; ; ) {
    at = skipSpace(text, at);
    const code = text.charCodeAt(at);
    if (code === GREATER_THAN) {
      builder.open(element, at + 1);
      return at + 1;
    }
    if (code === SLASH) {
      const bracket = skipSpace(text, at + 1);
      const next = text.charCodeAt(bracket);
      if (next === GREATER_THAN) return closeEmpty(builder, element, bracket + 1);
      if (bracket >= text.length || next === LESS_THAN) return breakOffEmpty(builder, element, offset, at + 1);
      last = ++at;
    } else if (at >= text.length || code === LESS_THAN) {
      // Blanks up to the line end are the tag's: there the next attribute will be written.
      last = skipBlanks(text, last);
      builder.open(element, last);
      builder.brokenOff.add(element);
      return last;
    } else if (isQuote(code)) last = ++at;
    else last = at = readAttribute(builder, at);
  }
}

function closeEmpty(builder: TreeBuilder, element: number, end: number): number {
  builder.appendSelfClosing(element, end);
  return end;
}

/** `<a b="c"/` with no `>`. */
function breakOffEmpty(builder: TreeBuilder, element: number, start: number, end: number): number {
  builder.report('unclosed-tag', start, end, 'The tag is not closed. Add `>`.', 'Add >', [end, end, '>']);
  return closeEmpty(builder, element, end);
}

function readAttribute(builder: TreeBuilder, start: number): number {
  const { text } = builder;
  const nameEnd = skipName(text, start);
  const after = skipSpace(text, nameEnd);
  const equals = text.charCodeAt(after) === EQUALS;
  const at = equals ? skipSpace(text, after + 1) : after;
  const code = text.charCodeAt(at);
  const name = text.slice(start, nameEnd);
  if (isQuote(code)) {
    if (!equals) {
      const fix: Edit = [nameEnd, at, '='];
      builder.report('missing-equals', start, at + 1, `\`${name}\` needs \`=\` before its value.`, 'Add =', fix);
    }
    return readQuoted(builder, start, nameEnd, at);
  }
  if (equals && isTypographicQuote(code)) return readTypographic(builder, start, nameEnd, at);
  // `a= b="c"` and a line break after `=`: the value is missing, what follows is the next attribute.
  if (equals && skipBlanks(text, after + 1) === at && !(at > after + 1 && startsAttribute(text, at - 1))) {
    const end = endOfUnquoted(text, at);
    if (end > at) return addUnquoted(builder, start, nameEnd, at, end);
  }
  const end = equals ? after + 1 : nameEnd;
  builder.table.addAttribute(start, nameEnd, nameEnd, nameEnd, end);
  const fix: Edit = [end, end, equals ? '""' : '=""'];
  builder.report('missing-value', start, end, `\`${name}\` has no value. Write \`${name}="…"\`.`, 'Add ""', fix);
  return end;
}

/** White space, `<`, `>`, `/>` and quotes end a value that has no quotes. */
function endOfUnquoted(text: string, offset: number): number {
  for (let i = offset; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isSpace(code) || isQuote(code) || code === GREATER_THAN || code === LESS_THAN) return i;
    if (code === SLASH && text.charCodeAt(i + 1) === GREATER_THAN) return i;
  }
  return text.length;
}

/** `timeout=20` and `timeout=20"`. */
function addUnquoted(
  builder: TreeBuilder,
  start: number,
  nameEnd: number,
  valueStart: number,
  valueEnd: number,
): number {
  const { text } = builder;
  const closed = isQuote(text.charCodeAt(valueEnd));
  const end = closed ? valueEnd + 1 : valueEnd;
  const quote = closed ? text[valueEnd]! : '"';
  builder.table.addAttribute(start, nameEnd, valueStart, valueEnd, end);
  const name = text.slice(start, nameEnd);
  const edits: Edit[] = [[valueStart, valueStart, quote]];
  if (!closed) edits.push([valueEnd, valueEnd, quote]);
  const message = `The value of \`${name}\` must stand between quotes.`;
  builder.report('missing-quote', valueStart, end, message, 'Add quotes', ...edits);
  return end;
}

/** `timeout=“20”`, as word processors and web pages write it; what stands between is the value. */
function readTypographic(builder: TreeBuilder, start: number, nameEnd: number, open: number): number {
  const { text } = builder;
  const valueStart = open + 1;
  let close = valueStart;
  for (; close < text.length; close++) {
    const code = text.charCodeAt(close);
    if (isTypographicQuote(code) || isQuote(code)) break;
    if (code === GREATER_THAN || code === LESS_THAN || isLineEnd(code))
      return readUnclosedTypographic(builder, start, nameEnd, open);
  }
  const end = Math.min(close + 1, text.length);
  builder.table.addAttribute(start, nameEnd, valueStart, close, end);
  reportTypographic(builder, start, nameEnd, open, end, [
    [open, valueStart, '"'],
    [close, end, '"'],
  ]);
  return end;
}

function readUnclosedTypographic(builder: TreeBuilder, start: number, nameEnd: number, open: number): number {
  const end = endOfUnquoted(builder.text, open + 1);
  builder.table.addAttribute(start, nameEnd, open + 1, end, end);
  reportTypographic(
    builder,
    start,
    nameEnd,
    open,
    end,
    [
      [open, open + 1, '"'],
      [end, end, '"'],
    ],
    'unclosed-quote',
  );
  return end;
}

function reportTypographic(
  builder: TreeBuilder,
  start: number,
  nameEnd: number,
  from: number,
  to: number,
  edits: readonly Edit[],
  code: 'missing-quote' | 'unclosed-quote' = 'missing-quote',
): void {
  const message = `The value of \`${builder.text.slice(start, nameEnd)}\` stands between typographic quotes, which XML does not know. Write straight ones.`;
  builder.report(code, from, to, message, 'Write straight quotes', ...edits);
}

function readQuoted(builder: TreeBuilder, start: number, nameEnd: number, open: number): number {
  const { text } = builder;
  const valueStart = open + 1;
  const close = closingQuote(text, open);
  if (close >= 0) {
    builder.table.addAttribute(start, nameEnd, valueStart, close, close + 1);
    reportLessThan(builder, valueStart, close);
    return close + 1;
  }
  const valueEnd = endOfUnclosed(text, valueStart);
  if (isTypographicQuote(text.charCodeAt(valueEnd - 1)) && valueEnd - 1 > valueStart) {
    builder.table.addAttribute(start, nameEnd, valueStart, valueEnd - 1, valueEnd);
    reportTypographic(builder, start, nameEnd, open, valueEnd, [[valueEnd - 1, valueEnd, text[open]!]]);
    return valueEnd;
  }
  builder.table.addAttribute(start, nameEnd, valueStart, valueEnd, valueEnd);
  const name = text.slice(start, nameEnd);
  const quote = text[open]!;
  const fix: Edit = [valueEnd, valueEnd, quote];
  const message = `The value of \`${name}\` has no closing quote. Add \`${quote}\`.`;
  builder.report('unclosed-quote', open, valueEnd, message, `Add ${quote}`, fix);
  return valueEnd;
}

/**
 * The quote that ends a value, -1 when there is none to be trusted: the next one belongs to another attribute when
 * the value would run over a line break into other markup, or would end in `name=` with a value right behind it.
 */
function closingQuote(text: string, open: number): number {
  const quote = text.charCodeAt(open);
  let lineBreak = false;
  let lessThan = false;
  let close = open + 1;
  for (let code = text.charCodeAt(close); code !== quote; code = text.charCodeAt(++close)) {
    if (close >= text.length) return -1;
    if (isLineEnd(code)) lineBreak = true;
    else if (code === LESS_THAN) lessThan = true;
  }
  if (lineBreak && lessThan) return -1;
  return opensNextValue(text, open, close) ? -1 : close;
}

/** `a="1 b="2"`: the quote at `quote` opens the value of `b`. */
function opensNextValue(text: string, open: number, quote: number): boolean {
  const next = text.charCodeAt(quote + 1);
  if (quote + 1 >= text.length || isSpace(next) || next === SLASH || next === GREATER_THAN || next === LESS_THAN)
    return false;
  let i = quote - 1;
  while (i > open && isSpace(text.charCodeAt(i))) i--;
  if (text.charCodeAt(i) !== EQUALS) return false;
  i--;
  while (i > open && isSpace(text.charCodeAt(i))) i--;
  const nameEnd = i;
  while (i > open && !endsName(text.charCodeAt(i))) i--;
  return i > open && i < nameEnd && isSpace(text.charCodeAt(i));
}

/** Where a value without closing quote ends: before ` name="` or `>` or `/>`, at the latest at the line end or `<`. */
function endOfUnclosed(text: string, valueStart: number): number {
  let limit = valueStart;
  for (; limit < text.length; limit++) {
    const code = text.charCodeAt(limit);
    if (code === GREATER_THAN || code === LESS_THAN || isLineEnd(code)) break;
    if (isSpace(code) && startsAttribute(text, limit)) break;
  }
  if (text.charCodeAt(limit) === GREATER_THAN && limit > valueStart && text.charCodeAt(limit - 1) === SLASH) limit--;
  while (limit > valueStart && isSpace(text.charCodeAt(limit - 1))) limit--;
  return limit;
}

function startsAttribute(text: string, space: number): boolean {
  if (isSpace(text.charCodeAt(space + 1))) return false;
  const nameEnd = skipName(text, space + 1);
  if (nameEnd === space + 1 || text.charCodeAt(nameEnd) !== EQUALS) return false;
  return isQuote(text.charCodeAt(nameEnd + 1));
}

/** A `<` inside quotes on one line is what the writer meant, only not how XML wants it. */
function reportLessThan(builder: TreeBuilder, start: number, end: number): void {
  const edits: Edit[] = [];
  for (let i = start; i < end; i++) if (builder.text.charCodeAt(i) === LESS_THAN) edits.push([i, i + 1, '&lt;']);
  if (edits.length === 0) return;
  const [first] = edits[0]!;
  const message = 'A value cannot hold `<` as it is. Write `&lt;`.';
  builder.report('unescaped-less-than', first, first + 1, message, 'Write &lt;', ...edits);
}
