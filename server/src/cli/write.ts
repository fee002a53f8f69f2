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

/** @throws Error when the encoding is one that is only read, or has no byte for one of the letters. */
export function encode(text: string, as: Pick<ParsedFile, 'bom' | 'encoding'> | undefined): Buffer {
  if (as?.encoding === 'windows-1252' || as?.encoding === 'other') {
    const bytes = singleBytes(text, as.encoding);
    return as.bom ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) : bytes;
  }
  const marked = as?.bom ? `\ufeff${text}` : text;
  if (as?.encoding === 'utf-16le') return Buffer.from(marked, 'utf16le');
  if (as?.encoding === 'utf-16be') return Buffer.from(marked, 'utf16le').swap16();
  return Buffer.from(marked, 'utf8');
}

/** What every byte means in Windows-1252; the other encodings a declaration may name agree on ASCII only. */
function singleBytes(text: string, encoding: 'windows-1252' | 'other'): Buffer {
  const known = Uint8Array.from({ length: encoding === 'other' ? 128 : 256 }, (_, byte) => byte);
  const bytes = new Map([...new TextDecoder('windows-1252').decode(known)].map((letter, byte) => [letter, byte]));
  return Buffer.from(
    Array.from(text, (letter) => {
      const byte = bytes.get(letter);
      if (byte === undefined) throw new Error(`"${letter}" cannot be written in the encoding of the file`);
      return byte;
    }),
  );
}
