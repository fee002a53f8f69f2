import { isHighSurrogate, isLowSurrogate } from '../read/characters';
import { XMLNS } from '../read/namespaces';
import { EngineError, xmlErrors } from '../read/xmlError';

/** Takes what the writer writes, piece by piece. */
export interface MarkupSink {
  write(text: string): void;
  /** An attribute begins; a blank before its name follows. */
  startAttribute?(): void;
  endAttribute?(): void;
  startComment?(): void;
  endComment?(): void;
}

interface OpenTag {
  name: string;
  /** Length of the list of declared prefixes before this element. */
  declaredBefore: number;
  defaultNamespace: string;
  defaultState: 'none' | 'inScope' | 'pending' | 'written';
  generated: number;
}

/**
 * Writes XML as System.Xml's XmlTextWriter does: which prefixes are declared where, which are invented (`d2p1`), what
 * is escaped. Throws EngineError for what it refuses to write.
 */
export class MarkupWriter {
  readonly #declared: { prefix: string; uri: string; isWritten: boolean }[] = [];
  readonly #open: OpenTag[] = [
    { name: '', declaredBefore: 0, defaultNamespace: '', defaultState: 'none', generated: 0 },
  ];
  /** The start tag still lacks its `>`. */
  #inTag = false;

  constructor(readonly sink: MarkupSink) {}

  get #top(): OpenTag {
    return this.#open[this.#open.length - 1]!;
  }

  startElement(prefix: string, localName: string, uri: string): void {
    this.#finishTag();
    const outer = this.#top;
    const tag: OpenTag = {
      name: '',
      declaredBefore: this.#declared.length,
      defaultNamespace: outer.defaultNamespace,
      defaultState: outer.defaultState === 'none' ? 'none' : 'inScope',
      generated: 0,
    };
    this.#open.push(tag);
    const shown = uri === '' ? '' : prefix;
    if (shown === '') this.#useDefault(uri);
    else this.#use(shown, uri);
    tag.name = shown ? `${shown}:${localName}` : localName;
    this.sink.write(`<${tag.name}`);
    this.#inTag = true;
  }

  /** `full`: `<a></a>` where nothing came between. */
  endElement(full: boolean): void {
    if (this.#inTag) this.#endTag(!full);
    if (full || !this.#inTag) this.sink.write(`</${this.#top.name}>`);
    this.#inTag = false;
    const tag = this.#open.pop()!;
    this.#declared.length = tag.declaredBefore;
  }

  /** `pieces` hold an entity name where a reference is to be written. */
  attribute(
    prefix: string,
    localName: string,
    uri: string,
    pieces: readonly { readonly text: string; readonly entity?: { readonly name: string } }[],
  ): void {
    const declares = uri === XMLNS;
    const shown = declares
      ? localName === 'xmlns' && prefix === ''
        ? ''
        : 'xmlns'
      : prefix === 'xml'
        ? 'xml'
        : this.#attributePrefix(uri === '' ? '' : prefix, uri);
    this.sink.startAttribute?.();
    this.sink.write(' ');
    this.sink.write(`${shown ? `${shown}:` : ''}${localName}="`);
    for (const piece of pieces) this.sink.write(piece.entity ? `&${piece.entity.name};` : escapeValue(piece.text));
    this.sink.write('"');
    if (declares) this.#declareWritten(shown === '' ? '' : localName, pieces.map((piece) => piece.text).join(''));
    this.sink.endAttribute?.();
  }

  text(value: string): void {
    if (value === '') return;
    this.#finishTag();
    this.sink.write(escapeText(value));
  }

  whitespace(value: string): void {
    this.#finishTag();
    this.sink.write(value);
  }

  reference(name: string): void {
    this.#finishTag();
    this.sink.write(`&${name};`);
  }

  cdata(value: string): void {
    this.#finishTag();
    this.sink.write(`<![CDATA[${value}]]>`);
  }

  comment(value: string): void {
    this.sink.startComment?.();
    if (value.includes('--') || value.endsWith('-')) throw new EngineError(xmlErrors.invalidComment);
    this.#finishTag();
    this.sink.write(`<!--${value}-->`);
    this.sink.endComment?.();
  }

  instruction(target: string, value: string): void {
    this.#finishTag();
    this.sink.write(`<?${target} ${value}?>`);
  }

  doctype(name: string, publicId: string | undefined, systemId: string | undefined, subset: string | undefined): void {
    const id =
      publicId !== undefined
        ? ` PUBLIC "${publicId}" "${systemId ?? ''}"`
        : systemId !== undefined
          ? ` SYSTEM "${systemId}"`
          : '';
    this.sink.write(`<!DOCTYPE ${name}${id}${subset === undefined ? '' : `[${subset}]`}>`);
  }

  /** The prefix a namespace would be written with here; '' for the default namespace. */
  prefixFor(uri: string): string | undefined {
    return this.#findPrefix(uri) ?? (uri === this.#top.defaultNamespace ? '' : undefined);
  }

  #finishTag(): void {
    if (this.#inTag) this.#endTag(false);
    this.#inTag = false;
  }

  /** Declarations that are still owed, the newest first, then the end of the start tag. */
  #endTag(empty: boolean): void {
    const tag = this.#top;
    for (let i = this.#declared.length - 1; i >= tag.declaredBefore; i--) {
      const { prefix, uri, isWritten } = this.#declared[i]!;
      if (!isWritten) this.sink.write(` xmlns:${prefix}="${escapeValue(uri)}"`);
    }
    const outer = this.#open[this.#open.length - 2]!;
    if (tag.defaultNamespace !== outer.defaultNamespace && tag.defaultState === 'pending') {
      this.sink.write(` xmlns="${escapeValue(tag.defaultNamespace)}"`);
      tag.defaultState = 'written';
    }
    this.sink.write(empty ? ' />' : '>');
  }

  #useDefault(uri: string): void {
    const tag = this.#top;
    if (tag.defaultState === 'written') return;
    if (tag.defaultState !== 'pending') tag.defaultNamespace = uri;
    tag.defaultState = 'pending';
  }

  #use(prefix: string, uri: string): void {
    const found = this.#lookup(prefix);
    if (found >= 0 && this.#declared[found]!.uri === uri) return;
    this.#declared.push({ prefix, uri, isWritten: false });
  }

  /** A declaration that stands as an attribute. */
  #declareWritten(prefix: string, uri: string): void {
    const tag = this.#top;
    if (prefix === '') {
      if (tag.defaultState === 'written') return;
      if (tag.defaultState !== 'pending') tag.defaultNamespace = uri;
      tag.defaultState = 'written';
      return;
    }
    const found = this.#lookup(prefix);
    if (found >= 0 && this.#declared[found]!.uri === uri) {
      this.#declared[found]!.isWritten = true;
      return;
    }
    if (found >= tag.declaredBefore) this.#declared[found]!.isWritten = true;
    this.#declared.push({ prefix, uri, isWritten: true });
  }

  #attributePrefix(wanted: string, uri: string): string {
    if (uri === '') return '';
    const usable = wanted !== '' && this.#lookup(wanted) < this.#top.declaredBefore ? wanted : '';
    const known = this.#findPrefix(uri);
    if (known !== undefined && (usable === '' || usable === known)) return known;
    const prefix = usable || `d${this.#open.length - 1}p${++this.#top.generated}`;
    this.#use(prefix, uri);
    return prefix;
  }

  #lookup(prefix: string): number {
    for (let i = this.#declared.length - 1; i >= 0; i--) if (this.#declared[i]!.prefix === prefix) return i;
    return -1;
  }

  #findPrefix(uri: string): string | undefined {
    for (let i = this.#declared.length - 1; i >= 0; i--) {
      const declared = this.#declared[i]!;
      if (declared.uri === uri && this.#lookup(declared.prefix) === i) return declared.prefix;
    }
    return undefined;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[<>&\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, escapeCharacter);
}

function escapeValue(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[<>&"\u0000-\u0008\u000a-\u001f\ud800-\udfff\ufffe\uffff]/g, escapeCharacter);
}

function escapeCharacter(character: string, at: number, whole: string): string {
  const entity = ENTITIES[character];
  if (entity) return entity;
  const code = character.charCodeAt(0);
  if (isHighSurrogate(code)) {
    const low = whole.charCodeAt(at + 1);
    if (!isLowSurrogate(low)) throw new EngineError(brokenPair(code, Number.isNaN(low) ? code : low));
    return character;
  }
  if (isLowSurrogate(code)) {
    if (isHighSurrogate(whole.charCodeAt(at - 1))) return character;
    throw new EngineError(
      `Invalid high surrogate character (0x${hex(code)}). A high surrogate character must have a value from range (0xD800 - 0xDBFF).`,
    );
  }
  return `&#x${hex(code)};`;
}

function brokenPair(high: number, low: number): string {
  return `The surrogate pair (0x${hex(high)}, 0x${hex(low)}) is invalid. A high surrogate character (0xD800 - 0xDBFF) must always be paired with a low surrogate character (0xDC00 - 0xDFFF).`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase();
}
