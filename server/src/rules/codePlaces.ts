import type { Place as CodePlace } from '../config/csharp/value';
import { keyOf } from '../files/paths';
import type { Edit, Place, RuleInput } from './rule';

/** Places and edits in start-up code, C# as text around what the interpreter points at. */

/** Where a call has its name, one of `names` as a pattern: the whole chain before it belongs to the call. */
export function callName(input: RuleInput, at: CodePlace, names: string): Place {
  const text = textOf(input, at.path).slice(at.start, at.end);
  for (const match of text.matchAll(new RegExp(`\\.\\s*(${names})\\b`, 'g'))) {
    const found = match[1]!;
    const start = match.index + match[0].length - found.length;
    if (depthAt(text, start) === 0)
      return { file: at.path, span: { start: at.start + start, end: at.start + start + found.length } };
  }
  return placeOf(at);
}

export function placeOf({ path, start, end }: CodePlace): Place {
  return { file: path, span: { start, end } };
}

/** The expression of an assignment, `o.X = …`, and what it is assigned to; undefined where a place is none. */
export function assignment(
  input: RuleInput,
  { path, start, end }: CodePlace,
): { readonly target: Place; readonly value: Place } | undefined {
  const written = /^([\w.?!\s]+?)(\s*=(?!=)\s*)/.exec(textOf(input, path).slice(start, end));
  if (!written) return undefined;
  const [all, target] = written as unknown as [string, string];
  return {
    target: { file: path, span: { start, end: start + target.length } },
    value: { file: path, span: { start: start + all.length, end } },
  };
}

/** The expression that an assignment gives. */
export function assignedTo(input: RuleInput, at: CodePlace): Place | undefined {
  return assignment(input, at)?.value;
}

/** A line of its own before the statement that a chain of calls is; undefined where the chain is part of more. */
export function lineBefore(input: RuleInput, at: CodePlace, line: (receiver: string) => string): Edit | undefined {
  const text = textOf(input, at.path);
  const start = text.lastIndexOf('\n', at.start - 1) + 1;
  const before = text.slice(start, at.start);
  const receiver = /^([\w.]+?)\s*\.\s*Add\w+/.exec(text.slice(at.start, at.end))?.[1];
  if (receiver === undefined || !/^[ \t]*(?:(?:_|var\s+\w+)\s*=\s*)?$/.test(before)) return undefined;
  const indent = /^[ \t]*/.exec(before)![0];
  return { file: at.path, span: { start, end: start }, text: `${indent}${line(receiver)}${lineEndingOf(text)}` };
}

/** `using …;` at the top, unless the file has it. */
export function usingFor(input: RuleInput, path: string, namespace: string): Edit[] {
  const text = textOf(input, path);
  if (new RegExp(`^\\s*(?:global\\s+)?using\\s+${namespace.replaceAll('.', '\\.')}\\s*;`, 'm').test(text)) return [];
  return [{ file: path, span: { start: 0, end: 0 }, text: `using ${namespace};${lineEndingOf(text)}` }];
}

/** One more argument of a call whose place ends with its arguments: first when it has none. */
export function lastArgument(input: RuleInput, at: CodePlace, argument: string): Edit | undefined {
  const text = textOf(input, at.path);
  if (text[at.end - 1] !== ')') return undefined;
  const empty = /\(\s*\)$/.test(text.slice(at.start, at.end));
  return { file: at.path, span: { start: at.end - 1, end: at.end - 1 }, text: empty ? argument : `, ${argument}` };
}

export function textOf(input: RuleInput, path: string): string {
  return input.view.site.sources.get(keyOf(path))?.text ?? '';
}

/** `TimeSpan.FromMinutes(20)`, in the largest unit that leaves no fraction. */
export function timeSpanCode(seconds: number): string {
  const units = [
    ['Days', 86_400],
    ['Hours', 3600],
    ['Minutes', 60],
  ] as const;
  const unit = units.find(([, length]) => seconds > 0 && seconds % length === 0);
  return unit ? `TimeSpan.From${unit[0]}(${seconds / unit[1]})` : `TimeSpan.FromSeconds(${seconds})`;
}

function lineEndingOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Brackets open before a place, strings and comments left out. */
function depthAt(text: string, place: number): number {
  let depth = 0;
  for (const { index, bracket } of brackets(text)) {
    if (index >= place) break;
    depth += '([{'.includes(bracket) ? 1 : -1;
  }
  return depth;
}

/** Brackets outside of strings, characters and comments. */
function* brackets(text: string): Generator<{ index: number; bracket: string }> {
  const token =
    /"""[\s\S]*?"""|@"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[()[\]{}]/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [bracket] = match;
    if (bracket.length === 1) yield { index: match.index, bracket };
  }
}
