import { isCharacter, isHighSurrogate, isNameCharacter, isSpace } from './characters';
import { Code, Cursor } from './cursor';
import { nameOf, type ReadAttribute, type ReadTag, type TextKind, type XmlHandler } from './handler';
import { NamespaceScopes } from './namespaces';
import { readDeclaration, readDoctype } from './prolog';
import { Entities, readBuiltInReference, readEntityName } from './references';
import { TagReader } from './tag';
import { XmlError, xmlErrors } from './xmlError';

/**
 * Reads XML exactly as System.Xml's XmlTextReader does with its defaults, for that is what Microsoft's transform
 * engine reads with: line ends and attribute values are left as they are, white space is a node of its own, general
 * entities stay references, and errors come at the same place in the same words. The tolerant parser of
 * `syntax/xml` serves people who type; this one has to fail where the build would.
 *
 * Throws XmlError at the first thing System.Xml would not accept.
 */
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

class Reader {
  #rootSeen = false;
  #firstTag: ReadTag | undefined;
  readonly #open: OpenElement[] = [];
  readonly #scopes = new NamespaceScopes();
  readonly #entities = new Entities();
  readonly #tags: TagReader;
  readonly cursor: Cursor;

  constructor(
    text: string,
    readonly handler: XmlHandler | undefined,
  ) {
    this.cursor = new Cursor(text);
    this.#tags = new TagReader(this.cursor, {
      scopes: this.#scopes,
      entities: this.#entities,
      mindsNamespaces: handler !== undefined,
      failUnclosed: () => this.#failUnclosed(),
    });
  }

  document(): void {
    const { cursor } = this;
    this.#declaration();
    while (cursor.at < cursor.length) {
      if (this.#open.length > 0) this.#elementContent();
      else if (!this.#documentContent()) break;
    }
    if (this.#open.length > 0) this.#failUnclosed();
    if (!this.#rootSeen) throw new XmlError(xmlErrors.missingRoot);
  }

  firstTag(): readonly ReadAttribute[] {
    const { cursor } = this;
    this.#declaration();
    if (cursor.at === 0) this.#documentContent();
    return this.#firstTag?.attributes ?? [];
  }

  /** The innermost first; an element whose start tag is not finished is not among them. */
  #failUnclosed(): never {
    const names = this.#open.map((element) => element.name).reverse();
    const shown = names.length > 0 ? `${names.join(', ')}.` : '';
    this.cursor.fail(xmlErrors.unclosedElements(shown), this.cursor.length);
  }

  /** False at a NUL, where XmlTextReader takes the document for finished. */
  #documentContent(): boolean {
    const { cursor } = this;
    const code = cursor.code();
    if (code === Code.less) {
      if (cursor.length - cursor.at < 4) cursor.fail(xmlErrors.invalidRootData);
      this.#markup();
      return true;
    }
    if (code === Code.ampersand) cursor.fail(xmlErrors.invalidRootData);
    if (code === 0) return false;
    const start = cursor.at;
    cursor.space();
    if (cursor.at < cursor.length && cursor.code() !== Code.less) {
      if (isCharacter(cursor.code())) cursor.fail(xmlErrors.invalidRootData);
      if (cursor.code() === 0 && cursor.at === cursor.length - 1) cursor.at = cursor.length;
      else cursor.failInvalid(cursor.at);
    }
    if (cursor.at > start)
      this.handler?.text(cursor.text.slice(start, cursor.at), this.#whitespaceKind(), start, cursor.at);
    return true;
  }

  #declaration(): void {
    const declaration = readDeclaration(this.cursor);
    if (declaration) this.handler?.declaration(declaration);
  }

  /** `<` outside the root element. */
  #markup(): void {
    const { cursor } = this;
    const at = cursor.at + 1;
    const code = cursor.code(at);
    if (code === Code.question) this.#instruction();
    else if (code === Code.exclamation) {
      if (cursor.code(at + 1) === Code.dash) this.#commentAfterDash(at + 2);
      else if (cursor.code(at + 1) === Code.openBracket) cursor.fail(xmlErrors.invalidRootData);
      else this.handler?.doctype(readDoctype(cursor, this.#entities, this.#rootSeen));
    } else if (code === Code.slash) cursor.fail(xmlErrors.unexpectedEndTag, at + 1);
    else {
      if (this.#rootSeen) cursor.fail(xmlErrors.multipleRoots, at);
      this.#rootSeen = true;
      this.#startElement();
    }
  }

  #commentAfterDash(at: number): void {
    const { cursor } = this;
    if (cursor.code(at) !== Code.dash) cursor.failToken('-', undefined, at);
    this.#comment();
  }

  #elementContent(): void {
    const { cursor } = this;
    const at = cursor.at + 1;
    const code = cursor.code(at);
    if (cursor.code() !== Code.less) this.#text();
    else if (code === Code.question) this.#instruction();
    else if (code === Code.exclamation) this.#declarationInContent(at + 1);
    else if (code === Code.slash) this.#endElement();
    else if (at < cursor.length) this.#startElement();
    else this.#failUnclosed();
  }

  /** After `<!` inside an element. */
  #declarationInContent(at: number): void {
    const { cursor } = this;
    const left = cursor.length - at;
    if (left < 2) this.#failUnclosed();
    if (cursor.code(at) === Code.dash) this.#commentAfterDash(at + 1);
    else if (cursor.code(at) === Code.openBracket) {
      if (left < 7) this.#failUnclosed();
      if (!cursor.text.startsWith('CDATA[', at + 1)) cursor.failToken('CDATA[', undefined, at + 1);
      this.#cdata();
    } else if (cursor.tokenAt(at) === 'DOCTYPE') cursor.fail(xmlErrors.doctypeMisplaced, at);
    else cursor.failToken('<!--', '<[CDATA[', at);
  }

  #startElement(): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.at++;
    this.#scopes.push();
    const preserve = this.#tags.preservesSpace;
    const tag = this.#tags.read(start);
    this.#firstTag ??= tag;
    const element = { name: nameOf(tag), line: tag.line, column: tag.column, preserve };
    this.handler?.startElement(tag);
    if (tag.selfClosing) {
      this.#scopes.pop();
      this.#tags.preservesSpace = preserve;
    } else this.#open.push(element);
  }

  #endElement(): void {
    const { cursor } = this;
    const element = this.#open[this.#open.length - 1]!;
    cursor.at += 2;
    const { name } = element;
    let at = cursor.at + name.length;
    if (
      !cursor.text.startsWith(name, cursor.at) ||
      isNameCharacter(cursor.code(at)) ||
      cursor.code(at) === Code.colon
    ) {
      const { end } = cursor.qualifiedName();
      cursor.fail(xmlErrors.tagMismatch(name, element.line, element.column, cursor.text.slice(cursor.at, end)));
    }
    while (isSpace(cursor.code(at))) at = cursor.isLastReturn(at) ? at + 1 : cursor.step(at);
    if (at >= cursor.length) this.#failUnclosed();
    if (cursor.code(at) !== Code.greater) cursor.failToken('>', undefined, at);
    cursor.at = at + 1;
    this.#open.pop();
    this.#scopes.pop();
    this.#tags.preservesSpace = element.preserve;
    this.handler?.endElement(cursor.at);
  }

  #whitespaceKind(): TextKind {
    return this.#tags.preservesSpace ? 'significant' : 'whitespace';
  }

  #text(): void {
    const { cursor } = this;
    const start = cursor.at;
    let value = '';
    let from = start;
    /** Text for good: something other than blanks, or a blank written as a decimal reference. */
    let solid = false;
    for (;;) {
      const code = cursor.code();
      if (code === Code.less || cursor.at >= cursor.length) break;
      if (code === Code.lineFeed || code === Code.carriageReturn) cursor.at = cursor.step(cursor.at);
      else if (code === Code.space || code === Code.tab) cursor.at++;
      else if (code === Code.ampersand) {
        const decimal = cursor.code(cursor.at + 1) === Code.hash && cursor.code(cursor.at + 2) !== Code.x;
        value += cursor.text.slice(from, cursor.at);
        const decoded = readBuiltInReference(cursor);
        from = cursor.at;
        if (decoded === undefined) {
          this.#flushText(value, solid, start);
          this.#generalReference();
          return;
        }
        solid ||= decimal || !isSpace(decoded.charCodeAt(decoded.length - 1));
        value += decoded;
      } else if (code === Code.closeBracket) {
        if (cursor.text.startsWith(']]>', cursor.at)) cursor.fail(xmlErrors.cdataEndInText);
        solid = true;
        cursor.at++;
      } else if (isCharacter(code)) {
        solid = true;
        cursor.at++;
      } else if (isHighSurrogate(code)) {
        solid = true;
        cursor.at = cursor.pair(cursor.at);
      } else if (code === 0 && cursor.at === cursor.length - 1) break;
      else cursor.failInvalid(cursor.at);
    }
    value += cursor.text.slice(from, cursor.at);
    this.#flushText(value, solid, start);
    if (cursor.code() === 0) cursor.at = cursor.length;
  }

  #flushText(value: string, solid: boolean, start: number): void {
    const { cursor } = this;
    if (value !== '') this.handler?.text(value, solid ? 'text' : this.#whitespaceKind(), start, cursor.at);
  }

  #generalReference(): void {
    const { cursor } = this;
    const start = cursor.at;
    const { name, column } = readEntityName(cursor);
    this.handler?.reference(name, this.#entities.replacement(name, cursor.line, column), start, cursor.at);
  }

  #comment(): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.at += 4;
    const value = this.#until(Code.dash, 'Comment');
    this.handler?.comment(value, start, cursor.at);
  }

  #cdata(): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.at += 9;
    const value = this.#until(Code.closeBracket, 'CDATA');
    this.handler?.cdata(value, start, cursor.at);
  }

  /** Up to the `mark` that stands twice before `>`; the reader stands behind it. */
  #until(mark: number, what: 'Comment' | 'CDATA'): string {
    const { cursor } = this;
    const start = cursor.at;
    if (cursor.length - start < 3) cursor.fail(xmlErrors.unexpectedEndIn(what));
    for (;;) {
      const code = cursor.code();
      if (code === mark) {
        if (cursor.at + 1 >= cursor.length) cursor.fail(xmlErrors.unexpectedEndIn(what));
        if (cursor.code(cursor.at + 1) === mark) {
          if (cursor.code(cursor.at + 2) === Code.greater) break;
          if (cursor.at + 2 >= cursor.length) cursor.fail(xmlErrors.unexpectedEndIn(what));
          if (mark === Code.dash) cursor.fail(xmlErrors.invalidComment);
        }
        cursor.at++;
      } else cursor.anyCharacter(what);
    }
    const value = cursor.text.slice(start, cursor.at);
    cursor.at += 3;
    return value;
  }

  #instruction(): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.at += 2;
    const end = cursor.plainName();
    const target = cursor.text.slice(cursor.at, end);
    if (target.toLowerCase() === 'xml')
      cursor.fail(target === 'xml' ? xmlErrors.declarationNotFirst : xmlErrors.invalidInstructionName(target));
    cursor.at = end;
    const closes = cursor.code() === Code.question && cursor.code(cursor.at + 1) === Code.greater;
    if (cursor.space() === 0 && !closes) cursor.fail(xmlErrors.badNameCharacter(cursor.text, cursor.at));
    const from = cursor.at;
    if (cursor.length - from < 2) cursor.fail(xmlErrors.unexpectedEndIn('PI'), cursor.length);
    while (!(cursor.code() === Code.question && cursor.code(cursor.at + 1) === Code.greater)) {
      const code = cursor.code();
      const waits = code === Code.question || code === Code.carriageReturn || isHighSurrogate(code);
      if (cursor.at + (waits ? 1 : 0) >= cursor.length) cursor.fail(xmlErrors.unexpectedEndIn('PI'), cursor.length);
      cursor.anyCharacter('PI');
    }
    const value = cursor.text.slice(from, cursor.at);
    cursor.at += 2;
    this.handler?.instruction(target, value, start, cursor.at);
  }
}
