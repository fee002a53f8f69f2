import { isCharacter, isHighSurrogate, isLowSurrogate, isNameCharacter, isNameStart, isSpace } from './characters';
import { XmlError, xmlErrors } from './xmlError';

/** UTF-16 units that mean something in markup. */
export const Code = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  exclamation: 33,
  quote: 34,
  hash: 35,
  ampersand: 38,
  apostrophe: 39,
  dash: 45,
  slash: 47,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  openBracket: 91,
  closeBracket: 93,
  x: 120,
} as const;

/** A place in a text that moves forward, counts lines as XmlTextReader does, and fails in its words. */
export class Cursor {
  at = 0;
  /** One-based. */
  line = 1;
  /** Offset of the first character of the line. */
  lineStart = 0;
  readonly length: number;

  constructor(readonly text: string) {
    this.length = text.length;
  }

  /** One-based column of an offset on the line the cursor is on. */
  columnOf(at: number): number {
    return at - this.lineStart + 1;
  }

  code(at = this.at): number {
    return this.text.charCodeAt(at);
  }

  fail(what: string, at = this.at): never {
    throw new XmlError(what, this.line, this.columnOf(at));
  }

  failInvalid(at: number): never {
    this.fail(xmlErrors.invalidCharacter(this.text, at), at);
  }

  failToken(expected: string, or?: string, at = this.at): never {
    const token = this.tokenAt(at);
    if (token === undefined) this.fail(xmlErrors.unexpectedEnd, at);
    this.fail(
      or === undefined ? xmlErrors.unexpectedToken(token, expected) : xmlErrors.unexpectedTokenOf(token, expected, or),
      at,
    );
  }

  failSpace(at: number): never {
    const token = this.tokenAt(at);
    this.fail(token === undefined ? xmlErrors.unexpectedEnd : xmlErrors.expectingSpace(token), at);
  }

  tokenAt(at: number): string | undefined {
    if (at >= this.length) return undefined;
    let end = at;
    while (isNameCharacter(this.code(end))) end++;
    return this.text.slice(at, Math.max(end, at + 1));
  }

  #newLine(next: number): void {
    this.line++;
    this.lineStart = next;
  }

  /** One step over a character that may end a line; returns the offset after it. */
  step(at: number): number {
    const code = this.code(at);
    if (code === Code.lineFeed) this.#newLine(at + 1);
    else if (code === Code.carriageReturn) {
      const next = this.code(at + 1) === Code.lineFeed ? at + 2 : at + 1;
      this.#newLine(next);
      return next;
    }
    return at + 1;
  }

  /** A carriage return at the very end: XmlTextReader waits whether a line feed follows before it ends the line. */
  isLastReturn(at: number): boolean {
    return at + 1 === this.length && this.code(at) === Code.carriageReturn;
  }

  /** Skips white space; returns how much. */
  space(): number {
    const start = this.at;
    while (isSpace(this.code())) this.at = this.step(this.at);
    return this.at - start;
  }

  /** End of the qualified name that starts at `at`. */
  qualifiedName(): { end: number; colon: number } {
    let colon = -1;
    let at = this.at;
    for (;;) {
      if (!isNameStart(this.code(at))) {
        if (at + 1 >= this.length) this.fail(xmlErrors.unexpectedEndIn('Name'), at);
        this.fail(xmlErrors.badNameStart(this.text, at), at);
      }
      at++;
      while (isNameCharacter(this.code(at))) at++;
      if (at === this.length) this.fail(xmlErrors.unexpectedEndIn('Name'), at);
      if (this.code(at) !== Code.colon) return { end: at, colon };
      if (colon !== -1) this.fail(xmlErrors.badNameCharacter(':', 0), at);
      colon = at;
      at++;
    }
  }

  /** End of the name without colon that starts at `at`. */
  plainName(): number {
    let at = this.at;
    if (!isNameStart(this.code(at))) return this.qualifiedName().end;
    while (isNameCharacter(this.code(at))) at++;
    if (this.code(at) === Code.colon) this.fail(xmlErrors.badNameCharacter(':', 0), at);
    if (at === this.length) this.fail(xmlErrors.unexpectedEndIn('Name'), at);
    return at;
  }

  /** `=` and the quote after a name; the reader stands behind the quote. */
  equalsQuote(): number {
    if (this.code() !== Code.equals) {
      this.space();
      if (this.code() !== Code.equals) this.failToken('=');
    }
    this.at++;
    let quote = this.code();
    if (quote !== Code.quote && quote !== Code.apostrophe) {
      this.space();
      quote = this.code();
      if (quote !== Code.quote && quote !== Code.apostrophe) this.failToken('"', "'");
    }
    this.at++;
    return quote;
  }

  /** Steps over two surrogates. */
  pair(at: number): number {
    if (at + 1 >= this.length) this.fail(xmlErrors.unexpectedEnd, at);
    if (!isLowSurrogate(this.code(at + 1))) this.failInvalid(at + 1);
    return at + 2;
  }

  anyCharacter(what: string): void {
    const code = this.code();
    if (this.isLastReturn(this.at)) this.fail(xmlErrors.unexpectedEndIn(what));
    if (isCharacter(code)) this.at = this.step(this.at);
    else if (this.at >= this.length) this.fail(xmlErrors.unexpectedEndIn(what));
    else if (isHighSurrogate(code)) {
      if (this.at + 1 >= this.length) this.fail(xmlErrors.unexpectedEndIn(what));
      this.at = this.pair(this.at);
    } else this.failInvalid(this.at);
  }
}

/** A character of an attribute value with nothing special about it. */
export function isPlainValue(code: number): boolean {
  return (
    code >= Code.space &&
    isCharacter(code) &&
    code !== Code.ampersand &&
    code !== Code.less &&
    code !== Code.greater &&
    code !== Code.quote &&
    code !== Code.apostrophe
  );
}
