import type { MarkupSink } from '../write/markup';

/** Longest line before attributes start a new one. */
const LINE = 160;

/**
 * Puts the kept white space around attributes into what the writer writes: Microsoft's AttributeTextWriter. It
 * works on characters and does not know markup from text, so outside comments it turns every ` />` into `/>`, in
 * CDATA and instructions as well, and loses blanks at the end of a document. Both are followed.
 */
export class LayoutSink implements MarkupSink {
  /** White space for the next attribute; undefined takes a blank, or a line break when the line grows too long. */
  leadingSpace: string | undefined;
  /** Line break and indentation for attributes that do not fit. */
  newLine = '\r\n';
  readonly #chunks: string[] = [];
  #state: 'writing' | 'awaitingAttribute' | 'attribute' | 'blanks' | 'comment' = 'writing';
  #buffer = '';
  #column = 1;

  /** Everything written. What is still held back then is lost, as in the engine. */
  get text(): string {
    return this.#chunks.join('');
  }

  write(text: string): void {
    let at = 0;
    while (at < text.length) at = this.#take(text, at);
  }

  startAttribute(): void {
    this.#release();
    this.#state = 'awaitingAttribute';
  }

  endAttribute(): void {
    const attribute = this.#buffer;
    this.#buffer = '';
    this.#state = 'writing';
    if (this.leadingSpace !== undefined) this.#emit(this.leadingSpace);
    else this.#emit(this.#column + attribute.length + 1 > LINE ? this.newLine : ' ');
    this.leadingSpace = undefined;
    this.#emit(attribute);
  }

  startComment(): void {
    this.#release();
    this.#state = 'comment';
  }

  endComment(): void {
    this.#state = 'writing';
  }

  /** Takes characters up to where the state changes; returns where. */
  #take(text: string, at: number): number {
    switch (this.#state) {
      case 'comment':
        this.#emit(text.slice(at));
        return text.length;
      case 'attribute':
        this.#buffer += text.slice(at);
        return text.length;
      case 'awaitingAttribute':
        if (text[at] === ' ') this.#state = 'attribute';
        else this.#emit(text[at]!);
        return at + 1;
      case 'writing': {
        const blank = text.indexOf(' ', at);
        this.#emit(blank < 0 ? text.slice(at) : text.slice(at, blank));
        if (blank < 0) return text.length;
        this.#state = 'blanks';
        this.#buffer = ' ';
        return blank + 1;
      }
      case 'blanks': {
        const character = text[at]!;
        if (character === ' ' || character === '/') {
          this.#buffer += character;
          return at + 1;
        }
        if (character === '>' && this.#buffer.endsWith(' /')) this.#buffer = `${this.#buffer.slice(0, -2)}/`;
        this.#release();
        return at;
      }
    }
  }

  #release(): void {
    if (this.#state === 'blanks') this.#emit(this.#buffer);
    this.#buffer = '';
    this.#state = 'writing';
  }

  #emit(text: string): void {
    if (text === '') return;
    this.#chunks.push(text);
    const lastBreak = text.lastIndexOf('\n');
    this.#column = lastBreak < 0 ? this.#column + text.length : text.length - lastBreak;
  }
}
