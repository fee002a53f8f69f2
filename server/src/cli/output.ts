import { linesOf, type ParsedFile } from '../site/parsed';
import type { Span } from '../syntax/text';
import type { Region } from './shownFinding';

/** Where results and problems go; nothing else is ever written to `out`. */
export interface Streams {
  out(text: string | Uint8Array): void;
  error(text: string): void;
  readonly colour: boolean;
}

/** One-based line and column, columns in UTF-16 units, ends exclusive. */
export function placeIn(file: ParsedFile, span: Span): Region {
  const start = linesOf(file).positionAt(span.start);
  const end = linesOf(file).positionAt(span.end);
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const CODES = { bold: 1, dim: 2, red: 31, yellow: 33, blue: 34, cyan: 36 } as const;

export function painter(colour: boolean): (style: keyof typeof CODES, text: string) => string {
  return (style, text) => (colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

/** Columns padded to the widest cell; the last one is left ragged. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      `${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  ')}`.trimEnd(),
    )
    .join('\n');
}
