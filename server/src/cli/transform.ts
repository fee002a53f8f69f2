import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { applyTransform, decodeBytes, encodeText, type TransformInput } from '../config/xdt/apply';
import { type Arguments, UsageError } from './arguments';
import type { Streams } from './output';

/**
 * `transform SOURCE XDT [--output FILE]`, as Microsoft's TransformXml build task: warnings and errors on stderr with
 * line and column, exit 1 on an error and then no output file.
 */
export async function transform(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const [source, xdt, ...rest] = args.operands;
  if (source === undefined || xdt === undefined || rest.length > 0)
    throw new UsageError('transform needs two files: SOURCE and XDT.');
  const result = applyTransform(await input(source, cwd), await input(xdt, cwd));
  for (const { kind, text, file, line, column } of result.messages) {
    if (kind !== 'error' && kind !== 'warning') continue;
    const where = file ? `${path.relative(cwd, file) || file}(${line},${column}): ` : '';
    streams.error(`${where}${kind}: ${text}\n`);
  }
  if (!result.succeeded) return 1;
  const bytes = encodeText(result.text, result.encoding);
  const output = args.text('output');
  if (output === undefined) streams.out(bytes);
  else await fs.writeFile(path.resolve(cwd, output), bytes);
  return 0;
}

/** Read as the build task reads it: a byte order mark decides, else it is UTF-8, whatever a declaration says. */
async function input(operand: string, cwd: string): Promise<TransformInput> {
  const file = path.resolve(cwd, operand).replace(/\\/g, '/');
  try {
    return { file, ...decodeBytes(await fs.readFile(file)) };
  } catch (error) {
    throw new UsageError(`${operand} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
}
