import type { TreeBuilder } from './builder';
import {
  EXCLAMATION_MARK,
  GREATER_THAN,
  isLineEnd,
  LESS_THAN,
  mayStartName,
  QUESTION_MARK,
  SLASH,
  skipName,
  skipSpace,
  trimEnd,
} from './characters';
import { readStartTag } from './startTag';
import { CDATA, COMMENT, DOCTYPE, INSTRUCTION } from './table';
import type { XmlProblem } from './tree';

/**
 * Reads one construct at `offset`, whatever state it is in, and returns where the next one starts (always further on).
 * Reports what it had to guess.
 */
export function readTolerantly(builder: TreeBuilder, offset: number): number {
  const { text } = builder;
  if (text.charCodeAt(offset) !== LESS_THAN) {
    const next = text.indexOf('<', offset);
    const end = next < 0 ? text.length : next;
    builder.addText(offset, end);
    return end;
  }
  const code = text.charCodeAt(offset + 1);
  if (code === EXCLAMATION_MARK) return readDeclaration(builder, offset);
  if (code === QUESTION_MARK) return readInstruction(builder, offset);
  if (code === SLASH) return readEndTag(builder, offset);
  if (mayStartName(code)) return readStartTag(builder, offset);
  return readLoneLessThan(builder, offset);
}

/** `<` with no name: somebody is about to write a tag, or means "less than". An element without name marks the place. */
function readLoneLessThan(builder: TreeBuilder, offset: number): number {
  const element = builder.table.beginElement(offset, offset + 1);
  const end = builder.text.charCodeAt(offset + 1) === GREATER_THAN ? offset + 2 : offset + 1;
  builder.appendEmpty(element, end);
  builder.report(
    'bad-name',
    offset,
    end,
    'A name must follow `<`. Write the name, or `&lt;` where the character itself is meant.',
    'Write &lt;',
    [offset, offset + 1, '&lt;'],
  );
  return end;
}

function readEndTag(builder: TreeBuilder, offset: number): number {
  const { text } = builder;
  const nameStart = skipSpace(text, offset + 2);
  const nameEnd = skipName(text, nameStart);
  let end = skipSpace(text, nameEnd);
  const junk = endsWithJunk(text, end);
  if (junk) end = endOfLooseMarkup(text, end) - 1;
  if (text.charCodeAt(end) === GREATER_THAN) {
    builder.close(offset, nameStart, nameEnd, end + 1);
    const odd = junk ? { start: nameEnd, end } : { start: offset + 2, end: nameStart };
    if (odd.start < odd.end)
      builder.report('end-tag-junk', odd.start, odd.end, 'An end tag holds the name only. Remove this.', 'Remove it', [
        odd.start,
        odd.end,
        '',
      ]);
    return end + 1;
  }
  // Broken off by the next tag or the end of the text; what follows the name is content again.
  const name = nameEnd > nameStart ? nameEnd : offset + 2;
  builder.close(offset, Math.min(nameStart, name), name, name);
  builder.report('unclosed-tag', offset, name, 'The end tag is not closed. Add `>`.', 'Add >', [name, name, '>']);
  return name;
}

/** Something but white space between the name of an end tag and a `>` on the same line. */
function endsWithJunk(text: string, offset: number): boolean {
  return (
    text.charCodeAt(offset) !== GREATER_THAN && text.charCodeAt(endOfLooseMarkup(text, offset) - 1) === GREATER_THAN
  );
}

function readDeclaration(builder: TreeBuilder, offset: number): number {
  const { text } = builder;
  if (text.startsWith('--', offset + 2)) return readDelimited(builder, offset, COMMENT_FORM);
  if (text.startsWith('[CDATA[', offset + 2)) return readDelimited(builder, offset, CDATA_FORM);
  if (/^doctype/i.test(text.slice(offset + 2, offset + 9))) return readDoctype(builder, offset);
  const end = endOfLooseMarkup(text, offset + 2);
  builder.report(
    'stray-character',
    offset,
    end,
    '`<!` begins a comment `<!-- … -->` or `<![CDATA[ … ]]>`. Complete it, or write `&lt;!`.',
    'Write &lt;',
    [offset, offset + 1, '&lt;'],
  );
  return end;
}

interface Delimited {
  readonly kind: number;
  readonly open: string;
  readonly close: string;
  readonly code: XmlProblem['code'];
  readonly called: string;
}

const COMMENT_FORM: Delimited = {
  kind: COMMENT,
  open: '<!--',
  close: '-->',
  code: 'unclosed-comment',
  called: 'comment',
};
const CDATA_FORM: Delimited = {
  kind: CDATA,
  open: '<![CDATA[',
  close: ']]>',
  code: 'unclosed-cdata',
  called: 'CDATA section',
};

/** Without its end it runs to the end of the text, as every editor colours it and XML reads it. */
function readDelimited(builder: TreeBuilder, offset: number, form: Delimited): number {
  const { text } = builder;
  const contentStart = offset + form.open.length;
  const contentEnd = text.indexOf(form.close, contentStart);
  if (contentEnd >= 0) {
    const end = contentEnd + form.close.length;
    builder.addCharacters(form.kind, offset, end, contentStart, contentEnd);
    return end;
  }
  const { length } = text;
  builder.addCharacters(form.kind, offset, length, contentStart, length);
  const at = trimEnd(text, contentStart, endOfLine(text, contentStart));
  const message = `The ${form.called} is not closed: everything after it is lost. Add \`${form.close}\`.`;
  builder.report(form.code, offset, contentStart, message, `Add ${form.close}`, [at, at, form.close]);
  return length;
}

/** Its end is `?>`. Where that is missing it ends at `>` or with its line; the XML declaration holds no other markup. */
function readInstruction(builder: TreeBuilder, offset: number): number {
  const { text } = builder;
  const contentStart = offset + 2;
  const declaration = /^xml\s/i.test(text.slice(contentStart, contentStart + 4));
  const end =
    (declaration ? undefined : endOfInstruction(builder, contentStart)) ?? endOfLooseMarkup(text, contentStart);
  if (end >= contentStart + 2 && text.startsWith('?>', end - 2)) {
    builder.addCharacters(INSTRUCTION, offset, end, contentStart, end - 2);
    return end;
  }
  const bracket = end > contentStart && text.charCodeAt(end - 1) === GREATER_THAN;
  const contentEnd = bracket ? end - 1 : end;
  builder.addCharacters(INSTRUCTION, offset, end, contentStart, contentEnd);
  const message = 'The instruction is not closed. It ends with `?>`.';
  builder.report('unclosed-instruction', offset, end, message, 'End it with ?>', [contentEnd, end, '?>']);
  return end;
}

function endOfInstruction(builder: TreeBuilder, offset: number): number | undefined {
  if (builder.instructionsEnd) {
    const close = builder.text.indexOf('?>', offset);
    if (close >= 0) return close + 2;
    builder.instructionsEnd = false;
  }
  return undefined;
}

function endOfLine(text: string, offset: number): number {
  let i = offset;
  while (i < text.length && !isLineEnd(text.charCodeAt(i))) i++;
  return i;
}

/** Just after the next `>`, or before the next `<` or line end, whichever comes first. */
function endOfLooseMarkup(text: string, offset: number): number {
  for (let i = offset; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === GREATER_THAN) return i + 1;
    if (code === LESS_THAN || isLineEnd(code)) return i;
  }
  return text.length;
}

/** XML allows one document type; only the first is given an internal subset. */
function readDoctype(builder: TreeBuilder, offset: number): number {
  const { text } = builder;
  const contentStart = offset + 9;
  const close = builder.doctypeSeen ? -1 : endOfDoctype(text, contentStart);
  builder.doctypeSeen = true;
  const end = close >= 0 ? close : endOfLooseMarkup(text, contentStart);
  const closed = end > contentStart && text.charCodeAt(end - 1) === GREATER_THAN;
  builder.addCharacters(DOCTYPE, offset, end, contentStart, closed ? end - 1 : end);
  if (!closed)
    builder.report('unclosed-tag', offset, end, 'The document type is not closed. Add `>`.', 'Add >', [end, end, '>']);
  return end;
}

/** After the `>` that ends it, outside of literals, comments and the internal subset; -1 when there is none. */
function endOfDoctype(text: string, offset: number): number {
  let subset = false;
  for (let i = offset; i < text.length; i++) {
    const char = text[i]!;
    if (char === '"' || char === "'") {
      const close = text.indexOf(char, i + 1);
      if (close < 0) return -1;
      i = close;
    } else if (char === '[') subset = true;
    else if (char === ']') subset = false;
    else if (char === '>' && !subset) return i + 1;
    else if (char === '<') {
      if (!subset) return -1;
      const delimiter = text.startsWith('<!--', i) ? '-->' : text.startsWith('<?', i) ? '?>' : undefined;
      if (!delimiter) continue;
      const close = text.indexOf(delimiter, i + 2);
      if (close < 0) return -1;
      i = close + delimiter.length - 1;
    }
  }
  return -1;
}
