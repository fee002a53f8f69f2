import { isCharacter, isHighSurrogate, isLowSurrogate, isNameCharacter, isNameStart, isSpace } from './characters';
import { NamespaceScopes, XMLNS } from './namespaces';
import { EngineError, XmlError, xmlErrors } from './xmlError';

/**
 * Reads XML exactly as System.Xml's XmlTextReader does with its defaults, for that is what Microsoft's transform
 * engine reads with: line ends and attribute values are left as they are, white space is a node of its own, general
 * entities stay references, and errors come at the same place in the same words. The tolerant parser of
 * `syntax/xml` serves people who type; this one has to fail where the build would.
 */
export interface XmlHandler {
  declaration(declaration: ReadDeclaration): void;
  doctype(doctype: ReadDoctype): void;
  /** For `<a/>` there is no `endElement`. */
  startElement(tag: ReadTag): void;
  /** `end` is just after the end tag. */
  endElement(end: number): void;
  text(value: string, kind: TextKind, start: number, end: number): void;
  cdata(value: string, start: number, end: number): void;
  comment(value: string, start: number, end: number): void;
  instruction(target: string, value: string, start: number, end: number): void;
  /** `&name;` that is none of the five built in. Declared, with its replacement text. */
  reference(name: string, replacement: string, start: number, end: number): void;
}

/** White space is significant below `xml:space="preserve"`. */
export type TextKind = 'text' | 'whitespace' | 'significant';

export interface ReadDeclaration {
  readonly version: string;
  readonly encoding: string;
  readonly standalone: string;
  readonly start: number;
  readonly end: number;
}

export interface ReadDoctype {
  readonly name: string;
  readonly publicId: string | undefined;
  readonly systemId: string | undefined;
  /** Between the brackets. */
  readonly subset: string;
  readonly start: number;
  readonly end: number;
}

export interface ReadTag {
  readonly prefix: string;
  readonly localName: string;
  readonly namespace: string;
  readonly attributes: readonly ReadAttribute[];
  readonly selfClosing: boolean;
  /** Of the name, one-based. */
  readonly line: number;
  readonly column: number;
  /** Offset of `<`, and just after `>`. */
  readonly start: number;
  readonly end: number;
}

export interface ReadAttribute {
  readonly prefix: string;
  readonly localName: string;
  namespace: string;
  /** References replaced. */
  value: string;
  /** The value in pieces, where it holds general entity references. */
  pieces: readonly AttributePiece[] | undefined;
  readonly line: number;
  readonly column: number;
  readonly nameStart: number;
  /** Inside the quotes. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface AttributePiece {
  readonly text: string;
  /** Name of the entity whose replacement the text is, and the column of that name. */
  readonly entity?: { readonly name: string; readonly column: number };
}

/** Reads a whole document. Throws XmlError at the first thing System.Xml would not accept. */
export function readXml(text: string, handler: XmlHandler): void {
  new Reader(text, handler).document();
}

/**
 * The attributes of the start tag `text` begins with, namespaces not looked at; `text` may go on after it. None when
 * it begins with something else that may stand there. Throws XmlError.
 */
export function readStartTag(text: string): readonly ReadAttribute[] {
  return new Reader(text, undefined).firstTag();
}

interface OpenElement {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** `xml:space` before this element. */
  readonly preserve: boolean;
}

const LESS = 60;
const GREATER = 62;
const AMPERSAND = 38;
const QUOTE = 34;
const APOSTROPHE = 39;
const EXCLAMATION = 33;
const QUESTION = 63;
const SLASH = 47;
const EQUALS = 61;
const COLON = 58;
const DASH = 45;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const HASH = 35;
const SEMICOLON = 59;
const LF = 10;
const CR = 13;

class Reader {
  #at = 0;
  #line = 1;
  /** Offset of the first character of the line. */
  #lineStart = 0;
  #preserve = false;
  #rootSeen = false;
  #firstTag: ReadTag | undefined;
  #entities: ReadonlyMap<string, string> | undefined;
  readonly #open: OpenElement[] = [];
  readonly #scopes = new NamespaceScopes();
  readonly #length: number;

  constructor(
    readonly text: string,
    readonly handler: XmlHandler | undefined,
  ) {
    this.#length = text.length;
  }

  document(): void {
    this.#declaration();
    while (this.#at < this.#length) {
      if (this.#open.length > 0) this.#elementContent();
      else if (!this.#documentContent()) break;
    }
    if (this.#open.length > 0) this.#failUnclosed();
    if (!this.#rootSeen) throw new XmlError(xmlErrors.missingRoot);
  }

  firstTag(): readonly ReadAttribute[] {
    this.#declaration();
    if (this.#at === 0) this.#documentContent();
    return this.#firstTag?.attributes ?? [];
  }

  #code(at = this.#at): number {
    return this.text.charCodeAt(at);
  }

  // ---- errors ---------------------------------------------------------------------------------------------------

  #fail(what: string, at = this.#at): never {
    throw new XmlError(what, this.#line, at - this.#lineStart + 1);
  }

  #failInvalid(at: number): never {
    this.#fail(xmlErrors.invalidCharacter(this.text, at), at);
  }

  #failToken(expected: string, or?: string, at = this.#at): never {
    const token = this.#tokenAt(at);
    if (token === undefined) this.#fail(xmlErrors.unexpectedEnd, at);
    this.#fail(
      or === undefined ? xmlErrors.unexpectedToken(token, expected) : xmlErrors.unexpectedTokenOf(token, expected, or),
      at,
    );
  }

  #failSpace(at: number): never {
    const token = this.#tokenAt(at);
    this.#fail(token === undefined ? xmlErrors.unexpectedEnd : xmlErrors.expectingSpace(token), at);
  }

  #tokenAt(at: number): string | undefined {
    if (at >= this.#length) return undefined;
    let end = at;
    while (isNameCharacter(this.#code(end))) end++;
    return this.text.slice(at, Math.max(end, at + 1));
  }

  /** The innermost first; an element whose start tag is not finished is not among them. */
  #failUnclosed(): never {
    const names = this.#open.map((element) => element.name).reverse();
    this.#fail(xmlErrors.unclosedElements(names.length > 0 ? `${names.join(', ')}.` : ''), this.#length);
  }

  // ---- small pieces ---------------------------------------------------------------------------------------------

  #newLine(next: number): void {
    this.#line++;
    this.#lineStart = next;
  }

  /** One step over a character that may end a line; returns the offset after it. */
  #step(at: number): number {
    const code = this.#code(at);
    if (code === LF) this.#newLine(at + 1);
    else if (code === CR) {
      const next = this.#code(at + 1) === LF ? at + 2 : at + 1;
      this.#newLine(next);
      return next;
    }
    return at + 1;
  }

  /** Skips white space; returns how much. */
  #space(): number {
    const start = this.#at;
    while (isSpace(this.#code())) this.#at = this.#step(this.#at);
    return this.#at - start;
  }

  /** End of the qualified name that starts at `#at`. */
  #qualifiedName(): { end: number; colon: number } {
    let colon = -1;
    let at = this.#at;
    for (;;) {
      if (!isNameStart(this.#code(at))) {
        if (at + 1 >= this.#length) this.#fail(xmlErrors.unexpectedEndIn('Name'), at);
        this.#fail(xmlErrors.badNameStart(this.text, at), at);
      }
      at++;
      while (isNameCharacter(this.#code(at))) at++;
      if (at === this.#length) this.#fail(xmlErrors.unexpectedEndIn('Name'), at);
      if (this.#code(at) !== COLON) return { end: at, colon };
      if (colon !== -1) this.#fail(xmlErrors.badNameCharacter(':', 0), at);
      colon = at;
      at++;
    }
  }

  /** End of the name without colon that starts at `#at`. */
  #plainName(): number {
    let at = this.#at;
    if (!isNameStart(this.#code(at))) return this.#qualifiedName().end;
    while (isNameCharacter(this.#code(at))) at++;
    if (this.#code(at) === COLON) this.#fail(xmlErrors.badNameCharacter(':', 0), at);
    if (at === this.#length) this.#fail(xmlErrors.unexpectedEndIn('Name'), at);
    return at;
  }

  // ---- document level -------------------------------------------------------------------------------------------

  #declaration(): void {
    const { text } = this;
    if (text.length < 6 || !text.startsWith('<?xml') || isNameCharacter(this.#code(5)) || this.#code(5) === COLON)
      return;
    this.#at = 5;
    const found = { version: '', encoding: '', standalone: '' };
    let step = 0;
    for (;;) {
      const space = this.#space();
      if (this.#code() === QUESTION) {
        if (this.#code(this.#at + 1) === GREATER) break;
        if (this.#at + 1 === this.#length) this.#fail(xmlErrors.unexpectedEnd);
        this.#failToken("'>'");
      }
      if (space === 0 && step !== 0) this.#failToken('?>');
      const end = this.#plainName();
      const name = text.slice(this.#at, end);
      const expected =
        (name === 'version' && step === 0) ||
        (name === 'encoding' && step === 1) ||
        (name === 'standalone' && (step === 1 || step === 2));
      if (!expected) this.#fail(xmlErrors.invalidDeclaration);
      if (name === 'standalone') step = 2;
      this.#at = end;
      const quote = this.#equalsQuote();
      const value = this.#declarationValue(quote);
      if (name === 'version' && !value.startsWith('1.0')) this.#fail(xmlErrors.invalidVersion(value));
      if (name === 'standalone' && value !== 'yes' && value !== 'no')
        this.#fail(xmlErrors.invalidDeclaration, this.#at - 1);
      found[name as keyof typeof found] = value;
      this.#at += value.length + 1;
      step++;
    }
    if (step === 0) this.#fail(xmlErrors.invalidDeclaration);
    this.#at += 2;
    if (!/^1\.\d+$/.test(found.version)) throw new EngineError(xmlErrors.wrongVersion);
    this.handler?.declaration({ ...found, start: 0, end: this.#at });
  }

  #declarationValue(quote: number): string {
    let end = this.#at;
    for (;;) {
      const code = this.#code(end);
      if (code === quote) return this.text.slice(this.#at, end);
      if (end === this.#length) this.#fail(xmlErrors.unclosedQuote);
      if (!isPlainValue(code)) this.#fail(xmlErrors.invalidDeclaration);
      end++;
    }
  }

  /** `=` and the quote after a name; the reader stands behind the quote. */
  #equalsQuote(): number {
    if (this.#code() !== EQUALS) {
      this.#space();
      if (this.#code() !== EQUALS) this.#failToken('=');
    }
    this.#at++;
    let quote = this.#code();
    if (quote !== QUOTE && quote !== APOSTROPHE) {
      this.#space();
      quote = this.#code();
      if (quote !== QUOTE && quote !== APOSTROPHE) this.#failToken('"', "'");
    }
    this.#at++;
    return quote;
  }

  /** False at a NUL, where XmlTextReader takes the document for finished. */
  #documentContent(): boolean {
    const code = this.#code();
    if (code === LESS) {
      if (this.#length - this.#at < 4) this.#fail(xmlErrors.invalidRootData);
      this.#markup();
      return true;
    }
    if (code === AMPERSAND) this.#fail(xmlErrors.invalidRootData);
    if (code === 0) return false;
    const start = this.#at;
    this.#space();
    if (this.#at < this.#length && this.#code() !== LESS) {
      if (isCharacter(this.#code())) this.#fail(xmlErrors.invalidRootData);
      if (this.#code() === 0 && this.#at === this.#length - 1) this.#at = this.#length;
      else this.#failInvalid(this.#at);
    }
    if (this.#at > start) this.handler?.text(this.text.slice(start, this.#at), this.#whitespaceKind(), start, this.#at);
    return true;
  }

  /** `<` outside the root element. */
  #markup(): void {
    const at = this.#at + 1;
    const code = this.#code(at);
    if (code === QUESTION) this.#instruction();
    else if (code === EXCLAMATION) {
      if (this.#code(at + 1) === DASH) this.#commentAfterDash(at + 2);
      else if (this.#code(at + 1) === OPEN_BRACKET) this.#fail(xmlErrors.invalidRootData);
      else this.#doctype();
    } else if (code === SLASH) this.#fail(xmlErrors.unexpectedEndTag, at + 1);
    else {
      if (this.#rootSeen) this.#fail(xmlErrors.multipleRoots, at);
      this.#rootSeen = true;
      this.#startElement();
    }
  }

  #commentAfterDash(at: number): void {
    if (this.#code(at) !== DASH) this.#failToken('-', undefined, at);
    this.#comment();
  }

  #elementContent(): void {
    const at = this.#at + 1;
    const code = this.#code(at);
    if (this.#code() !== LESS) this.#text();
    else if (code === QUESTION) this.#instruction();
    else if (code === EXCLAMATION) this.#declarationInContent(at + 1);
    else if (code === SLASH) this.#endElement();
    else if (at < this.#length) this.#startElement();
    else this.#failUnclosed();
  }

  /** After `<!` inside an element. */
  #declarationInContent(at: number): void {
    const left = this.#length - at;
    if (left < 2) this.#failUnclosed();
    if (this.#code(at) === DASH) this.#commentAfterDash(at + 1);
    else if (this.#code(at) === OPEN_BRACKET) {
      if (left < 7) this.#failUnclosed();
      if (!this.text.startsWith('CDATA[', at + 1)) this.#failToken('CDATA[', undefined, at + 1);
      this.#cdata();
    } else if (this.#tokenAt(at) === 'DOCTYPE') this.#fail(xmlErrors.doctypeMisplaced, at);
    else this.#failToken('<!--', '<[CDATA[', at);
  }

  // ---- tags -----------------------------------------------------------------------------------------------------

  #startElement(): void {
    const start = this.#at;
    this.#at++;
    this.#scopes.push();
    const preserve = this.#preserve;
    const tag = this.#tag(start);
    this.#firstTag ??= tag;
    const element = { name: nameOf(tag), line: tag.line, column: tag.column, preserve };
    this.handler?.startElement(tag);
    if (tag.selfClosing) {
      this.#scopes.pop();
      this.#preserve = preserve;
    } else this.#open.push(element);
  }

  /** From the name on; the reader stands behind `>`. */
  #tag(start: number): ReadTag {
    const line = this.#line;
    const nameStart = this.#at;
    const column = nameStart - this.#lineStart + 1;
    const { end, colon } = this.#qualifiedName();
    const prefix = colon === -1 ? '' : this.text.slice(nameStart, colon);
    const localName = this.text.slice(colon === -1 ? nameStart : colon + 1, end);
    this.#at = end;
    const { attributes, selfClosing } = this.#tagRest();
    let namespace = '';
    if (this.handler) {
      namespace = this.#lookup(prefix, line, column);
      this.#resolveAttributes(attributes);
      for (const attribute of attributes) if (attribute.pieces) this.#expand(attribute, attribute.pieces);
    }
    return { prefix, localName, namespace, attributes, selfClosing, line, column, start, end: this.#at };
  }

  #tagRest(): { attributes: ReadAttribute[]; selfClosing: boolean } {
    const attributes: ReadAttribute[] = [];
    if (!isSpace(this.#code())) {
      switch (this.#code()) {
        case GREATER:
          this.#at++;
          return { attributes, selfClosing: false };
        case SLASH:
          if (this.#at + 1 === this.#length) this.#fail(xmlErrors.unexpectedEndIn('>'));
          if (this.#code(this.#at + 1) !== GREATER) this.#failToken('>');
          this.#at += 2;
          return { attributes, selfClosing: true };
        default:
          this.#fail(xmlErrors.badNameCharacter(this.text, this.#at));
      }
    }
    for (;;) {
      const before = this.#at;
      const line = this.#line;
      this.#space();
      const code = this.#code();
      if (code === GREATER) {
        this.#at++;
        return { attributes, selfClosing: false };
      }
      if (code === SLASH && this.#at + 1 < this.#length) {
        if (this.#code(this.#at + 1) !== GREATER) this.#failToken('>', undefined, this.#at + 1);
        this.#at += 2;
        return { attributes, selfClosing: true };
      }
      if (this.#at >= this.#length || code === SLASH) {
        // XmlTextReader takes the lines back before it looks for more text, and there is none.
        this.#line = line;
        this.#failUnclosed();
      }
      if (!isNameStart(code)) this.#fail(xmlErrors.badNameStart(this.text, this.#at));
      if (this.#at === before) this.#failSpace(this.#at);
      attributes.push(this.#attribute());
    }
  }

  #attribute(): ReadAttribute {
    const nameStart = this.#at;
    const column = nameStart - this.#lineStart + 1;
    const { end, colon } = this.#qualifiedName();
    const prefix = colon === -1 ? '' : this.text.slice(nameStart, colon);
    const localName = this.text.slice(colon === -1 ? nameStart : colon + 1, end);
    const line = this.#line;
    this.#at = end;
    const quote = this.#equalsQuote();
    const valueLine = this.#line;
    const valueColumn = this.#at - this.#lineStart + 1;
    const valueStart = this.#at;
    const { value, pieces } = this.#attributeValue(quote);
    const valueEnd = this.#at - 1;
    const attribute = {
      prefix,
      localName,
      namespace: '',
      value,
      pieces,
      line,
      column,
      nameStart,
      valueStart,
      valueEnd,
    };
    if (this.handler) this.#reserved(attribute, valueLine, valueColumn);
    return attribute;
  }

  #attributeValue(quote: number): { value: string; pieces: AttributePiece[] | undefined } {
    let value = '';
    let pieces: AttributePiece[] | undefined;
    let from = this.#at;
    let pieceStart = 0;
    for (;;) {
      const code = this.#code();
      if (code === quote) break;
      if (isPlainValue(code) || code === QUOTE || code === APOSTROPHE || code === GREATER || code === 9) this.#at++;
      else if (code === LF || code === CR) this.#at = this.#step(this.#at);
      else if (code === LESS) this.#fail(xmlErrors.badAttributeCharacter);
      else if (code === AMPERSAND) {
        value += this.text.slice(from, this.#at);
        const decoded = this.#builtInReference();
        if (decoded === undefined) {
          if (value.length > pieceStart) pieces = [...(pieces ?? []), { text: value.slice(pieceStart) }];
          const entity = this.#entityName();
          pieces = [...(pieces ?? []), { text: '', entity }];
          pieceStart = value.length;
        } else value += decoded;
        from = this.#at;
      } else if (this.#at >= this.#length) this.#fail(xmlErrors.unclosedQuote);
      else if (isHighSurrogate(code)) this.#at = this.#pair(this.#at);
      else this.#failInvalid(this.#at);
    }
    value += this.text.slice(from, this.#at);
    if (pieces && value.length > pieceStart) pieces.push({ text: value.slice(pieceStart) });
    this.#at++;
    return { value, pieces };
  }

  /** Entities are looked up when the whole tag is read: an error has the line where the tag ends. */
  #expand(attribute: ReadAttribute, pieces: readonly AttributePiece[]): void {
    attribute.pieces = pieces.map((piece) =>
      piece.entity ? { ...piece, text: this.#replacement(piece.entity.name, piece.entity.column) } : piece,
    );
    attribute.value = attribute.pieces.map((piece) => piece.text).join('');
  }

  /** Steps over two surrogates. */
  #pair(at: number): number {
    if (at + 1 >= this.#length) this.#fail(xmlErrors.unexpectedEnd, at);
    if (!isLowSurrogate(this.#code(at + 1))) this.#failInvalid(at + 1);
    return at + 2;
  }

  /** Declarations of namespaces, and `xml:space`. */
  #reserved(attribute: ReadAttribute, valueLine: number, valueColumn: number): void {
    const { prefix, localName, value } = attribute;
    if (prefix === '' && localName === 'xmlns') {
      attribute.namespace = XMLNS;
      this.#declare('', value, attribute, valueLine, valueColumn);
    } else if (prefix === 'xmlns') {
      if (value === '') throw new XmlError(xmlErrors.badNamespaceDeclaration, valueLine, valueColumn - 1);
      this.#declare(localName, value, attribute, valueLine, valueColumn);
    } else if (prefix === 'xml' && localName === 'space') {
      const wanted = value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
      if (wanted !== 'preserve' && wanted !== 'default')
        throw new XmlError(xmlErrors.invalidXmlSpace(value), attribute.line, attribute.column);
      this.#preserve = wanted === 'preserve';
    }
  }

  #declare(prefix: string, uri: string, attribute: ReadAttribute, valueLine: number, valueColumn: number): void {
    if (uri === XMLNS)
      throw new XmlError(
        prefix === 'xmlns' ? xmlErrors.xmlnsPrefix : xmlErrors.reservedNamespace(prefix),
        valueLine,
        valueColumn,
      );
    if (prefix === 'xmlns') throw new XmlError(xmlErrors.xmlnsPrefix, attribute.line, attribute.column);
    if (prefix === 'xml' && uri !== 'http://www.w3.org/XML/1998/namespace')
      throw new XmlError(xmlErrors.xmlPrefix, attribute.line, attribute.column);
    this.#scopes.declare(prefix, uri);
  }

  #lookup(prefix: string, line: number, column: number): string {
    const uri = this.#scopes.lookup(prefix);
    if (uri === undefined) throw new XmlError(xmlErrors.undeclaredPrefix(prefix), line, column);
    return uri;
  }

  #resolveAttributes(attributes: readonly ReadAttribute[]): void {
    for (const attribute of attributes)
      if (attribute.prefix !== '')
        attribute.namespace = this.#lookup(attribute.prefix, attribute.line, attribute.column);
    if (attributes.length < 2) return;
    const seen = new Map<string, number[]>();
    attributes.forEach(({ localName, namespace }, index) => {
      const key = `${localName} ${namespace}`;
      seen.set(key, [...(seen.get(key) ?? []), index]);
    });
    if (seen.size === attributes.length) return;
    // System.Xml compares pairs in order, so the first attribute that has a second is the one to speak of the second;
    // from 64 attributes on it keeps a set, and the first repetition speaks.
    const doubles = [...seen.values()].filter((indexes) => indexes.length > 1);
    const second = attributes.length < 64 ? doubles[0]![1]! : Math.min(...doubles.map((indexes) => indexes[1]!));
    const double = attributes[second]!;
    throw new XmlError(xmlErrors.duplicateAttribute(nameOf(double)), double.line, double.column);
  }

  #endElement(): void {
    const element = this.#open[this.#open.length - 1]!;
    this.#at += 2;
    const { name } = element;
    let at = this.#at + name.length;
    if (!this.text.startsWith(name, this.#at) || isNameCharacter(this.#code(at)) || this.#code(at) === COLON) {
      const { end } = this.#qualifiedName();
      this.#fail(xmlErrors.tagMismatch(name, element.line, element.column, this.text.slice(this.#at, end)));
    }
    while (isSpace(this.#code(at))) at = this.#step(at);
    if (at >= this.#length) this.#failUnclosed();
    if (this.#code(at) !== GREATER) this.#failToken('>', undefined, at);
    this.#at = at + 1;
    this.#open.pop();
    this.#scopes.pop();
    this.#preserve = element.preserve;
    this.handler?.endElement(this.#at);
  }

  // ---- text and references ------------------------------------------------------------------------------------

  #whitespaceKind(): TextKind {
    return this.#preserve ? 'significant' : 'whitespace';
  }

  #text(): void {
    const start = this.#at;
    let value = '';
    let from = start;
    /** Text for good: something other than blanks, or a blank written as a decimal reference. */
    let solid = false;
    for (;;) {
      const code = this.#code();
      if (code === LESS || this.#at >= this.#length) break;
      if (code === LF || code === CR) this.#at = this.#step(this.#at);
      else if (code === 32 || code === 9) this.#at++;
      else if (code === AMPERSAND) {
        const decimal = this.#code(this.#at + 1) === HASH && this.#code(this.#at + 2) !== 120;
        value += this.text.slice(from, this.#at);
        const decoded = this.#builtInReference();
        from = this.#at;
        if (decoded === undefined) {
          this.#flushText(value, solid, start);
          this.#generalReference();
          return;
        }
        solid ||= decimal || !isSpace(decoded.charCodeAt(decoded.length - 1));
        value += decoded;
      } else if (code === CLOSE_BRACKET) {
        if (this.text.startsWith(']]>', this.#at)) this.#fail(xmlErrors.cdataEndInText);
        solid = true;
        this.#at++;
      } else if (isCharacter(code)) {
        solid = true;
        this.#at++;
      } else if (isHighSurrogate(code)) {
        solid = true;
        this.#at = this.#pair(this.#at);
      } else if (code === 0 && this.#at === this.#length - 1) break;
      else this.#failInvalid(this.#at);
    }
    value += this.text.slice(from, this.#at);
    this.#flushText(value, solid, start);
    if (this.#code() === 0) this.#at = this.#length;
  }

  #flushText(value: string, solid: boolean, start: number): void {
    if (value !== '') this.handler?.text(value, solid ? 'text' : this.#whitespaceKind(), start, this.#at);
  }

  /** `&` of a character or one of the five names; undefined, and nothing read, for any other name. */
  #builtInReference(): string | undefined {
    if (this.#at + 1 >= this.#length) this.#fail(xmlErrors.unexpectedEnd);
    if (this.#code(this.#at + 1) === HASH) return this.#characterReference();
    for (const [written, value] of BUILT_IN)
      if (this.text.startsWith(written, this.#at + 1)) {
        this.#at += written.length + 1;
        return value;
      }
    return undefined;
  }

  #characterReference(): string {
    let at = this.#at + 2;
    const hexadecimal = this.#code(at) === 120;
    if (hexadecimal) at++;
    const digits = at;
    let value = 0;
    for (;;) {
      const digit = digitOf(this.#code(at), hexadecimal);
      if (digit === undefined) break;
      value = value * (hexadecimal ? 16 : 10) + digit;
      if (value > 0x7fffffff) this.#fail(xmlErrors.characterEntityOverflow, at);
      at++;
    }
    if (at >= this.#length) this.#fail(xmlErrors.unexpectedEndIn(''));
    if (this.#code(at) !== SEMICOLON || at === digits)
      this.#fail(hexadecimal ? xmlErrors.badHexEntity : xmlErrors.badDecimalEntity, at);
    this.#at = at + 1;
    if (value <= 0xffff) return String.fromCharCode(value);
    // XmlCharType.SplitSurrogateChar does not look whether there is such a character.
    const above = value - 0x10000;
    return String.fromCharCode(0xd800 + Math.floor(above / 1024), 0xdc00 + (above % 1024));
  }

  #generalReference(): void {
    const start = this.#at;
    const { name, column } = this.#entityName();
    this.handler?.reference(name, this.#replacement(name, column), start, this.#at);
  }

  #entityName(): { name: string; column: number } {
    this.#at++;
    const start = this.#at;
    const column = start - this.#lineStart + 1;
    let end: number;
    try {
      end = this.#plainName();
    } catch (error) {
      if (error instanceof XmlError) throw new XmlError(xmlErrors.entityName, error.line, error.column);
      throw error;
    }
    if (this.#code(end) !== SEMICOLON) this.#fail(xmlErrors.entityName);
    this.#at = end + 1;
    return { name: this.text.slice(start, end), column };
  }

  #replacement(name: string, column: number): string {
    const replacement = this.#entities?.get(name);
    if (replacement === undefined) throw new XmlError(xmlErrors.undeclaredEntity(name), this.#line, column);
    return replacement;
  }

  // ---- comments, CDATA, instructions, document type -----------------------------------------------------------

  #comment(): void {
    const start = this.#at;
    this.#at += 4;
    const value = this.#until(DASH, 'Comment');
    this.handler?.comment(value, start, this.#at);
  }

  #cdata(): void {
    const start = this.#at;
    this.#at += 9;
    const value = this.#until(CLOSE_BRACKET, 'CDATA');
    this.handler?.cdata(value, start, this.#at);
  }

  /** Up to the `mark` that stands twice before `>`; the reader stands behind it. */
  #until(mark: number, what: 'Comment' | 'CDATA'): string {
    const start = this.#at;
    if (this.#length - start < 3) this.#fail(xmlErrors.unexpectedEndIn(what));
    for (;;) {
      const code = this.#code();
      if (code === mark) {
        if (this.#at + 1 >= this.#length) this.#fail(xmlErrors.unexpectedEndIn(what));
        if (this.#code(this.#at + 1) === mark) {
          if (this.#code(this.#at + 2) === GREATER) break;
          if (this.#at + 2 >= this.#length) this.#fail(xmlErrors.unexpectedEndIn(what));
          if (mark === DASH) this.#fail(xmlErrors.invalidComment);
        }
        this.#at++;
      } else this.#anyCharacter(what);
    }
    const value = this.text.slice(start, this.#at);
    this.#at += 3;
    return value;
  }

  #anyCharacter(what: string): void {
    const code = this.#code();
    if (isCharacter(code)) this.#at = this.#step(this.#at);
    else if (this.#at >= this.#length) this.#fail(xmlErrors.unexpectedEndIn(what));
    else if (isHighSurrogate(code)) {
      if (this.#at + 1 >= this.#length) this.#fail(xmlErrors.unexpectedEndIn(what));
      this.#at = this.#pair(this.#at);
    } else this.#failInvalid(this.#at);
  }

  #instruction(): void {
    const start = this.#at;
    this.#at += 2;
    const end = this.#plainName();
    const target = this.text.slice(this.#at, end);
    if (target.toLowerCase() === 'xml')
      this.#fail(target === 'xml' ? xmlErrors.declarationNotFirst : xmlErrors.invalidInstructionName(target));
    this.#at = end;
    const closes = this.#code() === QUESTION && this.#code(this.#at + 1) === GREATER;
    if (this.#space() === 0 && !closes) this.#fail(xmlErrors.badNameCharacter(this.text, this.#at));
    const from = this.#at;
    if (this.#length - from < 2) this.#fail(xmlErrors.unexpectedEndIn('PI'), this.#length);
    while (!(this.#code() === QUESTION && this.#code(this.#at + 1) === GREATER)) {
      const isLast = this.#at + 1 >= this.#length && (this.#code() === QUESTION || isHighSurrogate(this.#code()));
      if (isLast || this.#at >= this.#length) this.#fail(xmlErrors.unexpectedEndIn('PI'), this.#length);
      this.#anyCharacter('PI');
    }
    const value = this.text.slice(from, this.#at);
    this.#at += 2;
    this.handler?.instruction(target, value, start, this.#at);
  }

  /** `<!` and neither a comment nor CDATA. Nothing outside the document is ever read. */
  #doctype(): void {
    const start = this.#at;
    this.#at += 2;
    if (this.#length - this.#at < 8) this.#fail(xmlErrors.unexpectedEndIn('DOCTYPE'));
    if (!this.text.startsWith('DOCTYPE', this.#at))
      this.#failToken(this.#rootSeen || this.#entities ? '<!--' : 'DOCTYPE');
    if (!isSpace(this.#code(this.#at + 7))) this.#failSpace(this.#at + 7);
    if (this.#entities) this.#fail(xmlErrors.multipleDoctypes, this.#at - 2);
    if (this.#rootSeen) this.#fail(xmlErrors.doctypeAfterRoot, this.#at - 2);
    this.#at += 7;
    this.#space();
    const { end } = this.#qualifiedName();
    const name = this.text.slice(this.#at, end);
    this.#at = end;
    this.#space();
    const { publicId, systemId } = this.#externalId();
    let subset = '';
    if (this.#code() === OPEN_BRACKET) {
      const from = this.#at + 1;
      this.#skipSubset();
      subset = this.text.slice(from, this.#at - 1);
      this.#space();
      if (this.#code() !== GREATER) this.#failToken('>');
    } else if (this.#code() !== GREATER) this.#fail(xmlErrors.subsetOrClose);
    this.#at++;
    this.#entities = declaredEntities(subset);
    this.handler?.doctype({ name, publicId, systemId, subset, start, end: this.#at });
  }

  #externalId(): { publicId?: string; systemId?: string } {
    const word = this.text.slice(this.#at, this.#at + 6);
    if (word !== 'PUBLIC' && word !== 'SYSTEM') {
      if (this.#code() !== OPEN_BRACKET && this.#code() !== GREATER) this.#fail(xmlErrors.externalOrClose);
      return {};
    }
    this.#at += 6;
    if (this.#space() === 0) this.#failSpace(this.#at);
    const first = this.#literal();
    const space = this.#space();
    if (word === 'SYSTEM') return { systemId: first };
    if (space === 0) this.#failSpace(this.#at);
    const systemId = this.#literal();
    this.#space();
    return { publicId: first, systemId };
  }

  #literal(): string {
    const quote = this.#code();
    if (quote !== QUOTE && quote !== APOSTROPHE) this.#failToken('"', "'");
    const start = ++this.#at;
    while (this.#code() !== quote) {
      if (this.#at >= this.#length) this.#fail(xmlErrors.unexpectedEnd);
      this.#at = this.#step(this.#at);
    }
    this.#at++;
    return this.text.slice(start, this.#at - 1);
  }

  /** From `[` to behind `]`; literals, comments and instructions may hold brackets. */
  #skipSubset(): void {
    this.#at++;
    let until: string | undefined;
    for (;;) {
      if (this.#at >= this.#length) this.#fail(xmlErrors.unexpectedEnd);
      if (until !== undefined) {
        if (this.text.startsWith(until, this.#at)) {
          this.#at += until.length;
          until = undefined;
        } else this.#at = this.#step(this.#at);
        continue;
      }
      const code = this.#code();
      if (code === CLOSE_BRACKET) break;
      if (code === QUOTE || code === APOSTROPHE) until = String.fromCharCode(code);
      else if (this.text.startsWith('<!--', this.#at)) until = '-->';
      else if (this.text.startsWith('<?', this.#at)) until = '?>';
      this.#at = this.#step(this.#at);
    }
    this.#at++;
  }
}

const BUILT_IN: readonly (readonly [string, string])[] = [
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
];

/** A character of an attribute value with nothing special about it. */
function isPlainValue(code: number): boolean {
  return (
    isCharacter(code) &&
    code !== AMPERSAND &&
    code !== LESS &&
    code !== GREATER &&
    code !== QUOTE &&
    code !== APOSTROPHE &&
    code >= 32
  );
}

function digitOf(code: number, hexadecimal: boolean): number | undefined {
  if (code >= 48 && code <= 57) return code - 48;
  if (!hexadecimal) return undefined;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : undefined;
}

export function nameOf(node: { readonly prefix: string; readonly localName: string }): string {
  return node.prefix ? `${node.prefix}:${node.localName}` : node.localName;
}

/**
 * The general entities an internal subset declares with text for a value. Text with markup in it is not taken (no
 * configuration has it), and nothing external is ever fetched; the sum is limited against entities made of entities.
 */
function declaredEntities(subset: string): ReadonlyMap<string, string> {
  const LIMIT = 100_000;
  const entities = new Map<string, string>();
  for (const [, name, , value] of subset.matchAll(/<!ENTITY\s+([^\s%]+)\s+(["'])([^<]*?)\2\s*>/g)) {
    if (entities.has(name!)) continue;
    const expanded = value!.replace(/&(#x[\da-f]+|#\d+|[^\s;]+);/gi, (whole, reference: string) => {
      if (reference.startsWith('#x')) return String.fromCodePoint(Number.parseInt(reference.slice(2), 16) % 0x110000);
      if (reference.startsWith('#')) return String.fromCodePoint(Number.parseInt(reference.slice(1), 10) % 0x110000);
      return BUILT_IN.find(([written]) => written === `${reference};`)?.[1] ?? entities.get(reference) ?? whole;
    });
    if (expanded.length <= LIMIT) entities.set(name!, expanded);
  }
  return entities;
}
