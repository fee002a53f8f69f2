/**
 * Texts with their expectations written in them, so that no test counts lines or columns.
 *
 *     //- /site/Web.config
 *     <forms timeout="30" />
 *          //~~~~~~~ rule-id: The message, or its beginning
 *     <sessionState time|out="20" />
 *
 * - `//- path` starts a file; a relative path is put under `/`. Text before any header is `/site/Web.config`.
 * - `|` is the cursor; `||` is not.
 * - Tildes after `//` mark the columns of the code line above. Several marker lines may follow one line; a marker may
 *   hang into the indentation that is taken away, so that the first columns can be marked.
 * - Marker lines are taken out, common indentation is removed per file, as is a first line that is blank.
 */
export interface Fixture {
  readonly files: Map<string, string>;
  readonly cursor?: { readonly file: string; readonly offset: number };
  readonly expectations: readonly Expectation[];
}

export interface Expectation {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  /** Empty when only the rule is named. */
  readonly message: string;
}

export const DEFAULT_FILE = '/site/Web.config';

export function parseFixture(text: string): Fixture {
  const files = new Map<string, string>();
  const expectations: Expectation[] = [];
  let cursor: Fixture['cursor'];
  for (const [file, lines] of splitFiles(text)) {
    if (files.has(file)) throw new Error(`fixture: ${file} is there twice`);
    const parsed = parseFile(file, lines);
    if (parsed.cursor !== undefined && cursor) throw new Error('fixture: more than one cursor');
    if (parsed.cursor !== undefined) cursor = { file, offset: parsed.cursor };
    files.set(file, parsed.text);
    expectations.push(...parsed.expectations);
  }
  return cursor ? { files, cursor, expectations } : { files, expectations };
}

const HEADER = /^\s*\/\/- (\S.*?)\s*$/;
const MARKER = /^(\s*\/\/)(~+)\s+([a-z][a-z0-9-]*)(?::\s*(.*?))?\s*$/;
const CURSOR = /(?<!\|)\|(?!\|)/g;

function splitFiles(text: string): [string, string[]][] {
  const files: [string, string[]][] = [];
  for (const line of text.split('\n')) {
    const header = HEADER.exec(line);
    if (header) files.push([header[1]!.startsWith('/') ? header[1]! : `/${header[1]}`, []]);
    else if (files.length > 0) files[files.length - 1]![1].push(line);
    else if (line.trim() !== '') files.push([DEFAULT_FILE, [line]]);
  }
  return files.length > 0 ? files : [[DEFAULT_FILE, []]];
}

function parseFile(file: string, all: readonly string[]) {
  const lines = all[0]?.trim() === '' ? all.slice(1) : all;
  const code = lines.filter((line) => !MARKER.test(line));
  const indent = commonIndent(code);
  const expectations: Expectation[] = [];
  const kept: string[] = [];
  let offset = 0;
  let lineStart = 0;
  let cursorColumn = -1;
  let cursor: number | undefined;
  for (const line of lines) {
    const marker = MARKER.exec(line);
    if (marker) {
      if (kept.length === 0) throw new Error(`fixture: no line above the marker "${line.trim()}"`);
      const column = (raw: number) => raw - (cursorColumn >= 0 && raw > cursorColumn ? 1 : 0) - indent;
      const start = column(marker[1]!.length);
      const end = column(marker[1]!.length + marker[2]!.length);
      if (start < 0 || lineStart + end > offset - 1)
        throw new Error(`fixture: the marker "${line.trim()}" is wider than the line above`);
      expectations.push({
        file,
        start: lineStart + start,
        end: lineStart + end,
        rule: marker[3]!,
        message: marker[4] ?? '',
      });
      continue;
    }
    const cursors = [...line.matchAll(CURSOR)];
    if (cursors.length > 1 || (cursors.length === 1 && cursor !== undefined))
      throw new Error('fixture: more than one cursor');
    cursorColumn = cursors[0]?.index ?? -1;
    const text = line.replace(CURSOR, '').slice(indent);
    lineStart = offset;
    if (cursorColumn >= 0) cursor = lineStart + cursorColumn - indent;
    kept.push(text);
    offset += text.length + 1;
  }
  return { text: kept.join('\n'), cursor, expectations };
}

function commonIndent(lines: readonly string[]): number {
  const depths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  return depths.length > 0 ? Math.min(...depths) : 0;
}
