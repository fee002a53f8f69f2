import type { Severity } from '../rules/rule';

/** One-based, columns in UTF-16 units, ends exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding as the JSON has it (docs/command-line.md, `check`). */
export interface ShownFinding extends Region {
  /** Which PATH `file` is relative to; only when several were given. */
  readonly path?: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly variants?: readonly string[];
  readonly related: readonly { file: string; line: number; column: number; message: string }[];
  readonly fixes: readonly {
    title: string;
    /** `--fix` makes it without asking; the others are choices. */
    safe: boolean;
    edits: (
      | (Region & { file: string; offset: number; length: number; text: string })
      | { file: string; create: true; text: string }
    )[];
  }[];
}
