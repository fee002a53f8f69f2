import type { FileRead } from './files';

type TextRead = Extract<FileRead, { kind: 'text' }>;

/** A `FileRead` but for the version, which only the place the bytes come from knows. */
export type Decoded = Omit<TextRead, 'version'> | Extract<FileRead, { kind: 'refused' }>;

/**
 * Bytes of a file as text without byte order mark. The encoding is taken from the byte order mark, else from the XML
 * declaration, else it is UTF-8 (XML 1.0, appendix F). Never throws: bytes that do not fit are decoded as well as can
 * be and said in `damage`; binary files are refused.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const mark = byteOrderMark(bytes);
  if (mark === 'utf-32') return { kind: 'refused', reason: 'it is UTF-32, which is not read; save it as UTF-8' };
  const family = mark ?? wideWithoutMark(bytes) ?? 'utf-8';
  if (family !== 'utf-8') return decodeWide(bytes, family, mark !== undefined);
  if (bytes.includes(0)) return read('', 'other', false, BINARY);
  return decodeNarrow(bytes, mark !== undefined);
}

/** A DLL by mistake, or git-crypt without its key. Nothing of it is shown: it would only look like text. */
const BINARY =
  'The file is binary, or encrypted, and not XML: it holds NUL bytes, so nothing is known of what it says. Decrypt or restore it.';

function decodeWide(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', bom: boolean): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  const damage = isValid(bytes, encoding)
    ? contradiction(declaredEncoding(text), ['utf-16', encoding], 'UTF-16')
    : `The file is not valid UTF-16${wherever(text)}.`;
  return read(text, encoding, bom, damage);
}

function decodeNarrow(bytes: Uint8Array, bom: boolean): Decoded {
  const declared = declaredEncoding(new TextDecoder('windows-1252').decode(bytes.subarray(bom ? 3 : 0, 256)));
  const label = declared && !bom ? knownLabel(declared) : 'utf-8';
  if (label === 'windows-1252') return read(decode(bytes, label), label, false);
  if (label && !label.startsWith('utf-')) {
    // Decoded as declared; which it was matters to nobody further up, they only see the text.
    const damage = isValid(bytes, label) ? undefined : `The file declares ${declared} but holds other bytes.`;
    return read(decode(bytes, label), 'other', false, damage);
  }
  const text = decode(bytes, 'utf-8');
  if (!isValid(bytes, 'utf-8')) {
    const damage = `The file is not valid UTF-8${wherever(text)}. It was read as Windows-1252; save it as UTF-8.`;
    return read(decode(bytes.subarray(bom ? 3 : 0), 'windows-1252'), 'windows-1252', bom, damage);
  }
  return read(text, 'utf-8', bom, contradiction(declared, ['utf-8', 'utf8', 'us-ascii', 'ascii'], 'UTF-8'));
}

function read(text: string, encoding: TextRead['encoding'], bom: boolean, damage?: string): Decoded {
  return damage === undefined ? { kind: 'text', text, encoding, bom } : { kind: 'text', text, encoding, bom, damage };
}

function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length >= 4 ? 'utf-32' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32' : undefined;
}

/** `<` and a NUL in either order, then another character in the same order. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c && c === 0 && d !== 0 ? 'utf-16be' : undefined;
}

/** In lower case, from `<?xml version="1.0" encoding="…"?>` at the start. */
function declaredEncoding(text: string): string | undefined {
  const declaration = /^<\?xml\s[^>]*?\sencoding\s*=\s*(?:"([\w.:-]+)"|'([\w.:-]+)')/.exec(text.slice(0, 256));
  return (declaration?.[1] ?? declaration?.[2])?.toLowerCase();
}

/** The name the decoder knows an encoding by, undefined when it knows none. */
function knownLabel(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array, label: string): string {
  return new TextDecoder(label).decode(bytes);
}

function isValid(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function contradiction(declared: string | undefined, fitting: readonly string[], stored: string): string | undefined {
  if (declared === undefined || fitting.includes(declared)) return undefined;
  return `The file declares encoding="${declared}" but is stored as ${stored}. Change the declaration or save it as ${declared}.`;
}

/** Says the line of the first character that could not be decoded. */
function wherever(text: string): string {
  const at = text.indexOf('\uFFFD');
  return at < 0 ? '' : ` (line ${text.slice(0, at).split('\n').length})`;
}
