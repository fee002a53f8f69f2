import { isHighSurrogate, isNameStart, isSpace } from './characters';
import { Code, type Cursor, isPlainValue } from './cursor';
import { type AttributePiece, nameOf, type ReadAttribute, type ReadTag } from './handler';
import { type NamespaceScopes, XML, XMLNS } from './namespaces';
import { type Entities, readBuiltInReference, readEntityName } from './references';
import { XmlError, xmlErrors } from './xmlError';

/** What start tags need to know and to tell besides themselves. */
export interface TagSurroundings {
  readonly scopes: NamespaceScopes;
  readonly entities: Entities;
  /** False reads names with colons as they are, and leaves entities alone. */
  readonly mindsNamespaces: boolean;
  readonly failUnclosed: () => never;
}

/** Reads start tags, with what XmlTextReader says of wrong ones. */
export class TagReader {
  /** `xml:space` in force, the tag just read included. */
  preservesSpace = false;
  readonly #scopes: NamespaceScopes;
  readonly #entities: Entities;
  readonly #minds: boolean;
  readonly #failUnclosed: () => never;

  constructor(
    readonly cursor: Cursor,
    surroundings: TagSurroundings,
  ) {
    this.#scopes = surroundings.scopes;
    this.#entities = surroundings.entities;
    this.#minds = surroundings.mindsNamespaces;
    this.#failUnclosed = surroundings.failUnclosed;
  }

  /** From the name on; the reader stands behind `>`. */
  read(start: number): ReadTag {
    const { cursor } = this;
    const line = cursor.line;
    const nameStart = cursor.at;
    const column = cursor.columnOf(nameStart);
    const { end, colon } = cursor.qualifiedName();
    const prefix = colon === -1 ? '' : cursor.text.slice(nameStart, colon);
    const localName = cursor.text.slice(colon === -1 ? nameStart : colon + 1, end);
    cursor.at = end;
    const { attributes, selfClosing } = this.#tagRest();
    let namespace = '';
    if (this.#minds) {
      namespace = this.#lookup(prefix, line, column);
      this.#resolveAttributes(attributes);
      for (const attribute of attributes) if (attribute.pieces) this.#expand(attribute, attribute.pieces);
    }
    return { prefix, localName, namespace, attributes, selfClosing, line, column, start, end: cursor.at };
  }

  #tagRest(): { attributes: ReadAttribute[]; selfClosing: boolean } {
    const { cursor } = this;
    const attributes: ReadAttribute[] = [];
    if (!isSpace(cursor.code())) {
      switch (cursor.code()) {
        case Code.greater:
          cursor.at++;
          return { attributes, selfClosing: false };
        case Code.slash:
          if (cursor.at + 1 === cursor.length) cursor.fail(xmlErrors.unexpectedEndIn('>'));
          if (cursor.code(cursor.at + 1) !== Code.greater) cursor.failToken('>');
          cursor.at += 2;
          return { attributes, selfClosing: true };
        default:
          cursor.fail(xmlErrors.badNameCharacter(cursor.text, cursor.at));
      }
    }
    for (;;) {
      const before = cursor.at;
      const { line, lineStart } = cursor;
      cursor.space();
      const code = cursor.code();
      if (code === Code.greater) {
        cursor.at++;
        return { attributes, selfClosing: false };
      }
      if (code === Code.slash && cursor.at + 1 < cursor.length) {
        if (cursor.code(cursor.at + 1) !== Code.greater) cursor.failToken('>', undefined, cursor.at + 1);
        cursor.at += 2;
        return { attributes, selfClosing: true };
      }
      if (cursor.at >= cursor.length || code === Code.slash) {
        if (cursor.text.endsWith('\r')) {
          // A carriage return at the very end ends no line: a line feed might have followed.
          cursor.lineStart = lineStart;
          for (let at = before; at < cursor.length - 1; ) at = cursor.step(at);
        }
        // XmlTextReader takes the lines back before it looks for more text, and there is none.
        cursor.line = line;
        this.#failUnclosed();
      }
      if (!isNameStart(code)) cursor.fail(xmlErrors.badNameStart(cursor.text, cursor.at));
      if (cursor.at === before) cursor.failSpace(cursor.at);
      attributes.push(this.#attribute());
    }
  }

  #attribute(): ReadAttribute {
    const { cursor } = this;
    const nameStart = cursor.at;
    const column = cursor.columnOf(nameStart);
    const { end, colon } = cursor.qualifiedName();
    const prefix = colon === -1 ? '' : cursor.text.slice(nameStart, colon);
    const localName = cursor.text.slice(colon === -1 ? nameStart : colon + 1, end);
    const line = cursor.line;
    cursor.at = end;
    const quote = cursor.equalsQuote();
    const valueLine = cursor.line;
    const valueColumn = cursor.columnOf(cursor.at);
    const valueStart = cursor.at;
    const { value, pieces } = this.#attributeValue(quote);
    const valueEnd = cursor.at - 1;
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
    if (this.#minds) this.#reserved(attribute, valueLine, valueColumn);
    return attribute;
  }

  #attributeValue(quote: number): { value: string; pieces: AttributePiece[] | undefined } {
    const { cursor } = this;
    let value = '';
    let pieces: AttributePiece[] | undefined;
    let from = cursor.at;
    let pieceStart = 0;
    for (;;) {
      const code = cursor.code();
      if (code === quote) break;
      if (
        isPlainValue(code) ||
        code === Code.quote ||
        code === Code.apostrophe ||
        code === Code.greater ||
        code === Code.tab
      )
        cursor.at++;
      else if (code === Code.lineFeed || code === Code.carriageReturn) cursor.at = cursor.step(cursor.at);
      else if (code === Code.less) cursor.fail(xmlErrors.badAttributeCharacter);
      else if (code === Code.ampersand) {
        value += cursor.text.slice(from, cursor.at);
        const decoded = readBuiltInReference(cursor);
        if (decoded === undefined) {
          if (value.length > pieceStart) pieces = [...(pieces ?? []), { text: value.slice(pieceStart) }];
          const entity = readEntityName(cursor);
          pieces = [...(pieces ?? []), { text: '', entity }];
          pieceStart = value.length;
        } else value += decoded;
        from = cursor.at;
      } else if (cursor.at >= cursor.length) cursor.fail(xmlErrors.unclosedQuote);
      else if (isHighSurrogate(code)) cursor.at = cursor.pair(cursor.at);
      else cursor.failInvalid(cursor.at);
    }
    value += cursor.text.slice(from, cursor.at);
    if (pieces && value.length > pieceStart) pieces.push({ text: value.slice(pieceStart) });
    cursor.at++;
    return { value, pieces };
  }

  /** Entities are looked up when the whole tag is read: an error has the line where the tag ends. */
  #expand(attribute: ReadAttribute, pieces: readonly AttributePiece[]): void {
    const { cursor } = this;
    attribute.pieces = pieces.map((piece) =>
      piece.entity
        ? { ...piece, text: this.#entities.replacement(piece.entity.name, cursor.line, piece.entity.column) }
        : piece,
    );
    attribute.value = attribute.pieces.map((piece) => piece.text).join('');
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
      this.preservesSpace = wanted === 'preserve';
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
    if (prefix === 'xml' && uri !== XML) throw new XmlError(xmlErrors.xmlPrefix, attribute.line, attribute.column);
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
    const names = new Set(attributes.map((attribute) => attribute.localName));
    if (names.size === attributes.length) return;
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
}
