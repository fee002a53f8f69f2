import type { Place as CodePlace } from '../../../config/csharp/value';
import { keyOf } from '../../../files/paths';
import type { SiteView } from '../../../site/site';
import type { Edit, Place } from '../../rule';

/** A place in code or configuration as findings have it. */
export function placed({ path, start, end }: CodePlace): Place {
  return { file: path, span: { start, end } };
}

/** A value as C# and as JSON write it. */
export interface Written {
  readonly code: string;
  readonly json: string;
}

export function numberWritten(value: number): Written {
  return { code: String(value), json: String(value) };
}

/** The value of an assignment, or of a line of JSON, replaced; undefined where it cannot be told apart. */
export function replaceValue(view: SiteView, at: CodePlace, value: Written): Edit | undefined {
  const text = view.site.sources.get(keyOf(at.path))?.text;
  if (text === undefined) return undefined;
  if (isJson(at.path)) return { ...placed(at), text: value.json };
  const span = assigned(text, at);
  return span && { file: at.path, span, text: value.code };
}

/**
 * One more property beside another that is written at `at`: in an object initializer, as a statement of its own, or in
 * JSON. Undefined where none of these stands there.
 */
export function addProperty(view: SiteView, at: CodePlace, name: string, value: Written): Edit | undefined {
  const text = view.site.sources.get(keyOf(at.path))?.text;
  if (text === undefined) return undefined;
  const insert = (offset: number, added: string): Edit => ({
    file: at.path,
    span: { start: offset, end: offset },
    text: added,
  });
  if (isJson(at.path)) return insert(at.end, `, "${name}": ${value.json}`);
  const end = assigned(text, at)?.end;
  if (end === undefined) return undefined;
  const next = /\S/.exec(text.slice(end))?.[0];
  if (next === ',' || next === '}') return insert(end, `, ${name} = ${value.code}`);
  if (next !== ';') return undefined;
  const target = /^[\w.]+(?=\s*=)/.exec(text.slice(at.start, end))?.[0];
  if (target === undefined) return undefined;
  const owner = target.includes('.') ? target.slice(0, target.lastIndexOf('.') + 1) : '';
  const after = text.indexOf(';', end) + 1;
  return insert(after, `${lineStart(text, at.start)}${owner}${name} = ${value.code};`);
}

/** ` .Name()` behind a call. */
export function appendCall(at: CodePlace, call: string): Edit {
  return { file: at.path, span: { start: at.end, end: at.end }, text: `.${call}` };
}

function isJson(path: string): boolean {
  return /\.json$/i.test(path);
}

/** Line break and indentation of the line that holds `offset`. */
function lineStart(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const eol = text.slice(Math.max(0, start - 2), start) === '\r\n' ? '\r\n' : '\n';
  return `${eol}${/^[ \t]*/.exec(text.slice(start))![0]}`;
}

/** What is assigned: from behind the `=` that follows a property to the end of the expression. */
function assigned(
  text: string,
  { start, end }: CodePlace,
): { readonly start: number; readonly end: number } | undefined {
  const sign = /^[\s\w.?![\]]*?=(?![=>])\s*/.exec(text.slice(start, Math.max(end, start) + 400));
  if (!sign) return undefined;
  const from = start + sign[0].length;
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const char = text[i]!;
    if (char === '"' || char === "'") i = endOfQuoted(text, i);
    else if (text.startsWith('//', i)) i = endOfLine(text, i);
    else if ('([{'.includes(char)) depth++;
    else if (depth > 0 && ')]}'.includes(char)) depth--;
    else if (depth === 0 && ',;)]}'.includes(char)) return { start: from, end: trimmedEnd(text, from, i) };
  }
  return undefined;
}

function endOfQuoted(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[at]) return i;
  }
  return text.length;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1]!)) end--;
  return end;
}
