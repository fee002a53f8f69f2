import { messages } from './messages';
import { EngineError } from './read/xmlError';

/** `Name` or `Name(arguments)`, as in `xdt:Transform` and `xdt:Locator`. */
export interface Call {
  readonly name: string;
  /** Between the outermost parentheses, untrimmed; undefined for none. */
  readonly argumentText: string | undefined;
}

// What .NET's regular expressions mean by \w and \s.
const CALL = /^[\s\u0085]*([\p{L}\p{Mn}\p{Nd}\p{Pc}\u200c\u200d]+)(?:[\s\u0085]*\((.*)\))?[\s\u0085]*$/su;

/** Throws EngineError for anything that is not a call. */
export function parseCall(value: string): Call {
  const match = CALL.exec(value);
  if (!match) throw new EngineError(messages.badAttributeValue);
  return { name: match[1]!, argumentText: match[2] || undefined };
}

/** Splits at commas outside parentheses. A single argument keeps its blanks: `Match( name )` finds no attribute. */
export function splitArguments(text: string): string[] {
  if (!text.includes(',')) return [text];
  const found: string[] = [];
  let open: string | undefined;
  let depth = 0;
  for (const part of text.split(',')) {
    open = open === undefined ? part : `${open},${part}`;
    for (const character of part) depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    if (depth !== 0) continue;
    found.push(open);
    open = undefined;
  }
  if (open !== undefined) found.push(open);
  return found.map((argument) => argument.trim());
}
