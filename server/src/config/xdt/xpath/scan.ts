import { isNameCharacter, isNameStart, isSpace } from '../read/characters';

/** An expression System.Xml does not take, in its words. */
export class XPathError extends Error {}

export type Token =
  | { readonly kind: 'end' }
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'name'; readonly prefix: string; readonly name: string; readonly beforeParenthesis: boolean }
  | { readonly kind: 'axis'; readonly name: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number };

const PAIRS = ['..', '//', '<=', '>=', '!='];
const SINGLES = '#$()*+,-=@[]|<>!./';

/** Splits an expression as System.Xml's XPathScanner does: one token at a time, so that errors come in its order. */
export class Scanner {
  #at = 0;

  constructor(readonly source: string) {}

  next(): Token {
    this.#skipSpace();
    const { source } = this;
    const at = this.#at;
    const code = source.charCodeAt(at);
    if (!code) return { kind: 'end' };
    if (isDigit(code) || (code === 46 && isDigit(source.charCodeAt(at + 1)))) return this.#number();
    const pair = source.slice(at, at + 2);
    if (PAIRS.includes(pair)) return this.#symbol(pair);
    const character = source[at]!;
    if (SINGLES.includes(character)) return this.#symbol(character);
    if (character === '"' || character === "'") return this.#text(character);
    if (!isNameStart(code)) throw invalidToken(source);
    return this.#name();
  }

  #skipSpace(): void {
    while (isSpace(this.source.charCodeAt(this.#at))) this.#at++;
  }

  #symbol(symbol: string): Token {
    this.#at += symbol.length;
    return { kind: 'symbol', symbol };
  }

  #number(): Token {
    const [digits] = /^(\d+\.?\d*|\.\d+)/.exec(this.source.slice(this.#at))!;
    this.#at += digits.length;
    return { kind: 'number', value: Number(digits) };
  }

  #text(quote: string): Token {
    const end = this.source.indexOf(quote, this.#at + 1);
    if (end < 0) throw new XPathError('This is an unclosed string.');
    const value = this.source.slice(this.#at + 1, end);
    this.#at = end + 1;
    return { kind: 'text', value };
  }

  #name(): Token {
    const { source } = this;
    const first = this.#plainName();
    if (source.startsWith('::', this.#at)) return this.#axis(first);
    let name = first;
    let prefix = '';
    if (source[this.#at] === ':') {
      this.#at++;
      prefix = first;
      if (source[this.#at] === '*') {
        this.#at++;
        name = '*';
      } else if (isNameStart(source.charCodeAt(this.#at))) name = this.#plainName();
      else throw invalidName(source);
    } else {
      this.#skipSpace();
      if (source.startsWith('::', this.#at)) return this.#axis(first);
      if (source[this.#at] === ':') throw invalidName(source);
    }
    this.#skipSpace();
    return { kind: 'name', prefix, name, beforeParenthesis: source[this.#at] === '(' };
  }

  #axis(name: string): Token {
    this.#at += 2;
    return { kind: 'axis', name };
  }

  #plainName(): string {
    const start = this.#at;
    while (isNameCharacter(this.source.charCodeAt(this.#at))) this.#at++;
    return this.source.slice(start, this.#at);
  }
}

export function invalidToken(source: string): XPathError {
  return new XPathError(`'${source}' has an invalid token.`);
}

export function nodeSetExpected(): XPathError {
  return new XPathError('Expression must evaluate to a node-set.');
}

function invalidName(source: string): XPathError {
  return new XPathError(`'${source}' has an invalid qualified name.`);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
