import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ParsedFile } from '../site/parsed';

/** Writes a text in the encoding its file had, byte order mark included; a new file is UTF-8 without one. */
export async function writeText(
  file: string,
  text: string,
  before: Pick<ParsedFile, 'bom' | 'encoding'> | undefined,
): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, encode(text, before));
}

export function encode(text: string, as: Pick<ParsedFile, 'bom' | 'encoding'> | undefined): Buffer {
  const marked = as?.bom ? `\ufeff${text}` : text;
  if (as?.encoding === 'utf-16le') return Buffer.from(marked, 'utf16le');
  if (as?.encoding === 'utf-16be') return Buffer.from(marked, 'utf16le').swap16();
  return Buffer.from(marked, 'utf8');
}
