/** Half-open range of UTF-16 offsets into one file's text, without its byte order mark: `start <= end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Zero-based line and UTF-16 column. The edges add one for people. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Offsets to lines and back. Line ends are `\r\n`, `\n` and lone `\r`, as in the LSP. */
export class LineIndex {
  readonly #starts: number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    // A lone carriage return is rare enough to be looked for apart.
    const lone = /\r(?!\n)/g;
    if (lone.test(text)) {
      for (lone.lastIndex = 0; lone.test(text); ) starts.push(lone.lastIndex);
      starts.sort((a, b) => a - b);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Position of an offset; offsets outside the text are clamped. */
  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - this.#starts[low]! };
  }

  /** Offset of a position; positions outside the text are clamped. */
  offsetAt(position: Position): number {
    if (position.line >= this.#starts.length) return this.#length;
    const start = this.#starts[Math.max(0, position.line)]!;
    const next = this.#starts[position.line + 1] ?? this.#length;
    return Math.max(start, Math.min(start + position.character, next));
  }
}
