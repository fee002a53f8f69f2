/**
 * Substitution of `${NAME}` as Docker Compose has it (compose specification, "Interpolation"): `$NAME`, `${NAME}`,
 * `${NAME:-default}`, `${NAME-default}`, `${NAME:?error}`, `${NAME:+other}`, `$$` for a dollar.
 */

/** What became of a text: its value, or the name of the first variable that nothing here defines. */
export type Substituted = { readonly text: string } | { readonly missing: string };

const REFERENCE = /\$(?:\$|\{([A-Za-z_]\w*)(?:(:?[-?+])((?:[^{}]|\{[^{}]*\})*))?\}|([A-Za-z_]\w*))/g;

/** Fills in variables; a default may itself hold one. Bounded: a default is looked into eight times at most. */
export function substituted(text: string, values: ReadonlyMap<string, string>, depth = 0): Substituted {
  let missing: string | undefined;
  const result = text.replace(REFERENCE, (whole, braced?: string, operator?: string, rest = '', bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return '$';
    const value = values.get(name);
    const counts = value !== undefined && (value !== '' || !operator?.startsWith(':'));
    if (operator?.endsWith('+')) return counts ? inner(rest) : '';
    if (counts) return value;
    if (operator?.endsWith('-')) return inner(rest);
    missing ??= name;
    return whole;
  });
  return missing === undefined ? { text: result } : { missing };

  function inner(rest: string): string {
    if (depth >= 8) return rest;
    const found = substituted(rest, values, depth + 1);
    if ('text' in found) return found.text;
    missing ??= found.missing;
    return rest;
  }
}

/** A line `NAME=value` of an environment file. */
export interface EnvironmentLine {
  readonly name: string;
  readonly value: string;
  /** Offset of the line's name. */
  readonly start: number;
  /** Offset behind the value. */
  readonly end: number;
}

/**
 * The lines of a `.env` file (compose specification, "Syntax for environment files"): `#` comments, optional `export`,
 * quotes taken off, a comment behind a blank cut off where the value is not quoted. What is no such line is passed over.
 */
export function environmentLines(text: string): EnvironmentLine[] {
  const lines: EnvironmentLine[] = [];
  for (const match of text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.:]*)[ \t]*=[ \t]*(.*?)[ \t]*\r?$/gm)) {
    const [whole, name, written] = match as unknown as [string, string, string];
    const quoted = /^(["'])(.*)\1/.exec(written);
    const value = quoted ? quoted[2]! : written.replace(/(?:^|\s+)#.*$/, '');
    const start = match.index + whole.indexOf(name);
    lines.push({ name, value, start, end: match.index + whole.trimEnd().length });
  }
  return lines;
}
