import { aspnet } from './aspnet';
import { aspnetcore } from './aspnetcore';
import { clocks } from './clocks';
import { identityserver } from './identityserver';
import { katana } from './katana';
import { type JsonObject, record, Unreadable } from './reading';

/** What `simulate` can play: each takes the input of a line and gives it back with its answers filled in. */
const KINDS: Readonly<Record<string, (input: JsonObject) => JsonObject>> = {
  aspnet,
  aspnetcore,
  katana,
  identityserver,
  clocks,
};

/** The answer to one line of JSON; `{ error }` when it cannot be read. Never throws. */
export function answerLine(line: string): JsonObject {
  try {
    return answer(JSON.parse(line));
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message };
    if (error instanceof SyntaxError) return { error: `This line is not JSON: ${error.message}` };
    if (error instanceof RangeError) return { error: `This line is too deep or too large: ${error.message}` };
    throw error;
  }
}

function answer(value: unknown): JsonObject {
  const input = record(value, 'A line');
  const { kind } = input;
  const play = typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!play)
    throw new Unreadable(`kind must be ${Object.keys(KINDS).join(', ')}, not ${JSON.stringify(kind) ?? 'nothing'}.`);
  return play(input);
}
