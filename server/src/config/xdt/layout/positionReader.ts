/**
 * Walks a text forward counting lines the way the engine's PositionTrackingTextReader does: only `\n` ends a line for
 * its positions, though a lone `\r` ends one where it skips lines. The XML reader counts `\r` too, so in a file with
 * lone carriage returns the two lose each other, and the layout of attributes is lost from there on.
 */
export class PositionReader {
  #line = 1;
  #column = 1;
  at = 0;

  constructor(readonly text: string) {}

  /** True when the place was reached exactly; else the reader has gone as far as the engine's would. */
  readTo(line: number, column: number): boolean {
    while (this.#line < line && this.at < this.text.length) this.#skipLine();
    while (this.#column < column && this.at < this.text.length) this.read();
    return this.#line === line && this.#column === column;
  }

  read(): void {
    if (this.text.charCodeAt(this.at) === 10) {
      this.#line++;
      this.#column = 1;
    } else this.#column++;
    this.at++;
  }

  #skipLine(): void {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      this.read();
      if (code === 13 && this.text.charCodeAt(this.at) === 10) this.read();
      if (code === 13 || code === 10) return;
    }
  }
}
