import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { answerLine } from '../session/recorded/kinds';
import { type Arguments, oneOf, UsageError } from './arguments';
import type { Streams } from './output';

/**
 * `simulate [FILE]`: one JSON object a line in, one result a line out, in the same order (docs/command-line.md). Empty lines
 * at the end are no input. Exit 1 when a line could not be read.
 */
export async function simulate(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  oneOf(args, 'format', ['json'], 'json');
  const [operand, ...rest] = args.operands;
  if (rest.length > 0) throw new UsageError('simulate takes one FILE, or standard input without one.');
  const input = operand === undefined ? process.stdin : createReadStream(await readable(operand, cwd));
  let failed = 0;
  let empty = 0;
  let first = true;
  const answer = (line: string) => {
    const result = answerLine(line);
    if ('error' in result) failed += 1;
    streams.out(`${JSON.stringify(result)}\n`);
  };
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const text = first ? line.replace(/^\uFEFF/, '') : line;
    first = false;
    if (text.trim() === '') {
      empty += 1;
      continue;
    }
    for (; empty > 0; empty -= 1) answer('');
    answer(text);
  }
  return failed > 0 ? 1 : 0;
}

/** @throws UsageError when there is no such file. */
async function readable(operand: string, cwd: string): Promise<string> {
  const file = path.resolve(cwd, operand);
  try {
    if ((await stat(file)).isFile()) return file;
  } catch (error) {
    throw new UsageError(`${operand} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
  throw new UsageError(`${operand} is not a file.`);
}
