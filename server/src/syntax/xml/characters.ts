/** Character classes of the lexers, on UTF-16 units. */

export const LESS_THAN = 60;
export const GREATER_THAN = 62;
export const SLASH = 47;
export const COLON = 58;
export const EQUALS = 61;
export const DOUBLE_QUOTE = 34;
export const SINGLE_QUOTE = 39;
export const EXCLAMATION_MARK = 33;
export const QUESTION_MARK = 63;

/** XML white space: blank, tab, line feed, carriage return. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

export function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

const TYPOGRAPHIC_QUOTES =
  '\u201c\u201d\u201e\u201f\u2033\u2018\u2019\u201a\u201b\u2032\u00ab\u00bb\u2039\u203a\uff02\uff07';

/** Quotes of typography and of full width, which word processors and web pages put in place of straight ones. */
export function isTypographicQuote(code: number): boolean {
  return code > 128 && TYPOGRAPHIC_QUOTES.includes(String.fromCharCode(code));
}

/** May begin a name, as far as one unit tells; `wellFormed.ts` checks names exactly. */
export function mayStartName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === COLON || code >= 128;
}

/** Ends a name whatever follows: NaN (the end of the text), white space or a delimiter. Control characters do not. */
export function endsName(code: number): boolean {
  if (code > GREATER_THAN) return false;
  return isSpace(code) || isQuote(code) || code === SLASH || isBracket(code) || code === EQUALS || Number.isNaN(code);
}

function isBracket(code: number): boolean {
  return code === LESS_THAN || code === GREATER_THAN;
}

/** The first offset at or after `offset` that is no white space. */
export function skipSpace(text: string, offset: number): number {
  let i = offset;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** Where a name that starts at `offset` ends. */
export function skipName(text: string, offset: number): number {
  let i = offset;
  while (!endsName(text.charCodeAt(i))) i++;
  return i;
}

/** The first offset at or after `offset` that is neither blank nor tab. */
export function skipBlanks(text: string, offset: number): number {
  let i = offset;
  while (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9) i++;
  return i;
}

/** Where `start` to `end` ends without the white space at its end. */
export function trimEnd(text: string, start: number, end: number): number {
  let i = end;
  while (i > start && isSpace(text.charCodeAt(i - 1))) i--;
  return i;
}
