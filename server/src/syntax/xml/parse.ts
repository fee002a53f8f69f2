import { QuoteType, Tokenizer } from 'htmlparser2';
import { TreeBuilder } from './builder';
import { mayStartName, skipSpace } from './characters';
import { documentOf } from './nodes';
import { CDATA, COMMENT, INSTRUCTION } from './table';
import { readTolerantly } from './tolerant';
import type { XmlDocument } from './tree';

/**
 * Parses any text as XML. Never throws and never recurses; what is wrong with the text is in `problems`, which cost
 * nothing until they are asked for. Text comes without byte order mark; a stray U+FEFF at its start does no harm.
 *
 * htmlparser2's tokenizer reads as long as the markup is clean. Where it would read something else than XML means
 * (`<` inside a tag, an unclosed quote, a document type), it is stopped, the tolerant reader takes that one
 * construct, and the tokenizer goes on behind it. Texts with so much broken markup that the tokenizer would read
 * everything twice are left to the tolerant reader, so that time stays linear.
 */
export function parseXml(text: string): XmlDocument {
  const builder = new TreeBuilder(text);
  const stretch = new CleanStretch(builder);
  let offset = 0;
  for (let wasted = 0; offset < text.length; ) {
    if (wasted <= text.length) {
      stretch.read(offset);
      offset = stretch.done;
      wasted += stretch.seen - stretch.done;
    }
    if (offset < text.length) offset = readTolerantly(builder, offset);
  }
  builder.finish();
  return documentOf(text, builder.table, builder.recoveries);
}

const { Double, Single } = QuoteType;

/** Hands clean markup from the tokenizer to the builder, and stops before the first construct that is not clean. */
class CleanStretch {
  /** Everything before this offset is in the tree. */
  done = 0;
  /** How far the tokenizer has read. */
  seen = 0;
  /** Offset of the chunk the tokenizer has; its own offsets are relative to it. */
  #base = 0;
  #stopped = false;
  readonly #text: string;
  readonly #builder: TreeBuilder;
  readonly #tokenizer: Tokenizer;
  /** Start and row of the tag being read. */
  #start = 0;
  #element = 0;
  #attributeStart = 0;
  #attributeEnd = 0;
  #valueStart = 0;
  #valueEnd = 0;

  constructor(builder: TreeBuilder) {
    this.#builder = builder;
    this.#text = builder.text;
    this.#tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, this);
  }

  read(offset: number): void {
    this.#base = offset;
    this.#stopped = false;
    this.done = offset;
    this.seen = this.#text.length;
    this.#tokenizer.reset();
    this.#tokenizer.write(offset === 0 ? this.#text : this.#text.slice(offset));
    if (this.#element !== 0) this.#builder.table.dropElement(this.#element);
    this.#element = 0;
  }

  ontext(start: number, end: number): void {
    if (this.#stopped) return;
    const from = start + this.#base;
    const to = end + this.#base;
    // `< a` and `</>` are text to the tokenizer.
    if (this.#text[from] === '<') {
      this.#stop(to);
      return;
    }
    this.#builder.addText(from, to);
    this.done = to;
  }

  onopentagname(start: number, end: number): void {
    if (this.#stopped) return;
    const from = start + this.#base;
    if (!mayStartName(this.#text.charCodeAt(from))) {
      this.#stop(end + this.#base);
      return;
    }
    this.#start = from - 1;
    this.#element = this.#builder.table.beginElement(from - 1, end + this.#base);
  }

  onattribname(start: number, end: number): void {
    this.#attributeStart = start + this.#base;
    this.#attributeEnd = end + this.#base;
  }

  onattribdata(start: number, end: number): void {
    this.#valueStart = start + this.#base;
    this.#valueEnd = end + this.#base;
  }

  onattribend(quote: QuoteType, end: number): void {
    if (this.#stopped) return;
    const to = end + this.#base;
    if (quote !== Double && quote !== Single) {
      this.#stop(to);
      return;
    }
    this.#builder.table.addAttribute(this.#attributeStart, this.#attributeEnd, this.#valueStart, this.#valueEnd, to);
  }

  onopentagend(end: number): void {
    if (this.#stopped) return;
    const to = end + this.#base + 1;
    if (this.#containsLessThan(this.#start, to)) {
      this.#stop(to);
      return;
    }
    this.#builder.open(this.#element, to);
    this.#element = 0;
    this.done = to;
  }

  onselfclosingtag(end: number): void {
    if (this.#stopped) return;
    const bracket = end + this.#base;
    if (this.#text[bracket - 1] !== '/' || this.#containsLessThan(this.#start, bracket)) {
      this.#stop(bracket);
      return;
    }
    this.#builder.appendSelfClosing(this.#element, bracket + 1);
    this.#element = 0;
    this.done = bracket + 1;
  }

  onclosetag(start: number, end: number): void {
    if (this.#stopped) return;
    const from = start + this.#base;
    const to = end + this.#base;
    const bracket = this.#text[to] === '>' ? to : skipSpace(this.#text, to);
    const clean = this.#text[bracket] === '>' && this.#text[from - 1] === '/' && !this.#containsLessThan(from, to);
    if (!clean) {
      // The tokenizer looks for `>` before it notices that it is stopped.
      const next = this.#text.indexOf('>', to);
      this.#stop(next < 0 ? this.#text.length : next);
      return;
    }
    this.#builder.close(from - 2, from, to, bracket + 1);
    this.done = bracket + 1;
  }

  oncomment(start: number, end: number, delimiter: number): void {
    if (this.#stopped) return;
    const to = end + this.#base + 1;
    // 2 is `-->`; `--!>` and `<//` are comments to HTML only.
    if (delimiter !== 2) {
      this.#stop(to);
      return;
    }
    this.#builder.addCharacters(COMMENT, start + this.#base - 4, to, start + this.#base, to - 3);
    this.done = to;
  }

  oncdata(start: number, end: number): void {
    if (this.#stopped) return;
    const to = end + this.#base + 1;
    this.#builder.addCharacters(CDATA, start + this.#base - 9, to, start + this.#base, to - 3);
    this.done = to;
  }

  /** An instruction may hold `<`, the XML declaration may not: there the `?` is missing. The tolerant reader knows. */
  onprocessinginstruction(start: number, end: number): void {
    if (this.#stopped) return;
    const from = start + this.#base;
    const to = end + this.#base;
    if (this.#containsLessThan(from, to)) {
      this.#stop(to);
      return;
    }
    this.#builder.addCharacters(INSTRUCTION, from - 2, to + 2, from, to);
    this.done = to + 2;
  }

  ondeclaration(_start: number, end: number): void {
    this.#stop(end + this.#base);
  }

  onattribentity(): void {}
  ontextentity(): void {}
  onend(): void {}

  #stop(seen: number): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.seen = seen;
    this.#tokenizer.pause();
  }

  /** Markup starts at each `<`, so looking for the next one costs no more than reading on to it. */
  #containsLessThan(start: number, end: number): boolean {
    const next = this.#text.indexOf('<', start + 1);
    return next >= 0 && next < end;
  }
}
