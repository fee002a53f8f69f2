import type { DomDocument } from '../../dom/dom';
import { Declaration } from '../nodes';
import { EngineError } from '../read/xmlError';

/** How the engine writes a file: the name .NET gives the encoding, and whether a byte order mark goes first. */
export interface OutputEncoding {
  readonly name: 'utf-8' | 'utf-16' | 'utf-16BE' | 'utf-32' | 'utf-32BE' | 'us-ascii' | 'iso-8859-1';
  readonly bom: boolean;
}

/** Names .NET knows without code pages. */
const NAMES: Readonly<Record<OutputEncoding['name'], string>> = {
  'utf-8': 'utf-8 unicode-1-1-utf-8 unicode-2-0-utf-8 x-unicode-1-1-utf-8 x-unicode-2-0-utf-8',
  'utf-16': 'utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2',
  'utf-16BE': 'utf-16be unicodefffe',
  'utf-32': 'utf-32 utf-32le',
  'utf-32BE': 'utf-32be',
  'us-ascii':
    'us-ascii ascii us iso646-us cp367 csascii ibm367 ansi_x3.4-1968 ansi_x3.4-1986 iso_646.irv:1991 iso-ir-6',
  'iso-8859-1': 'iso-8859-1 iso_8859-1 iso8859-1 iso_8859-1:1987 latin1 l1 cp819 ibm819 iso-ir-100 csisolatin1',
};

/**
 * With a byte order mark the file keeps its encoding. Without one the declaration decides, and the engine then adds a
 * mark even to UTF-8; with neither it is UTF-8 without a mark. Throws EngineError for a name .NET does not know.
 */
export function outputEncoding(
  document: DomDocument,
  source: { readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be'; readonly bom?: boolean },
): OutputEncoding {
  if (source.bom) {
    const name = source.encoding === 'utf-16le' ? 'utf-16' : source.encoding === 'utf-16be' ? 'utf-16BE' : 'utf-8';
    return { name, bom: true };
  }
  const [first] = document.childNodes;
  const declared = first instanceof Declaration ? first.encoding : '';
  if (declared === '') return { name: 'utf-8', bom: false };
  const wanted = declared.toLowerCase();
  for (const name of Object.keys(NAMES) as OutputEncoding['name'][])
    if (NAMES[name].split(' ').includes(wanted)) return { name, bom: name.startsWith('utf') };
  throw new EngineError(
    wanted === 'utf-7'
      ? 'Support for UTF-7 is disabled. See https://aka.ms/dotnet-warnings/SYSLIB0001 for more information.'
      : `'${declared}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')`,
  );
}

/**
 * The bytes of a file as the engine reads them: a byte order mark decides, else it is UTF-8, whatever a declaration
 * says; what does not fit becomes U+FFFD. UTF-32 is written back as the engine takes its mark: for UTF-16 or for none.
 */
export function decodeBytes(bytes: Uint8Array): {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly bom: boolean;
} {
  const [a, b, c, d] = bytes;
  if (a === 0xfe && b === 0xff) return { text: decoded(bytes, 'utf-16be'), encoding: 'utf-16be', bom: true };
  if (a === 0xff && b === 0xfe)
    return {
      text: c === 0 && d === 0 ? wide(bytes, true) : decoded(bytes, 'utf-16le'),
      encoding: 'utf-16le',
      bom: true,
    };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff)
    return { text: wide(bytes, false), encoding: 'utf-8', bom: false };
  const bom = a === 0xef && b === 0xbb && c === 0xbf;
  return { text: decoded(bytes, 'utf-8'), encoding: 'utf-8', bom };
}

function decoded(bytes: Uint8Array, label: string): string {
  return new TextDecoder(label).decode(bytes);
}

/** UTF-32 behind its mark. */
function wide(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 4; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    text += code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
  }
  return text;
}

/** The bytes of a file in one of those encodings; characters it does not have become `?` or one like them. */
export function encodeText(text: string, encoding: OutputEncoding): Uint8Array {
  const marked = encoding.bom ? `\ufeff${text}` : text;
  switch (encoding.name) {
    case 'utf-8':
      return new TextEncoder().encode(marked);
    case 'utf-16':
    case 'utf-16BE':
      return units(
        Array.from({ length: marked.length }, (_, index) => marked.charCodeAt(index)),
        2,
        encoding.name === 'utf-16',
      );
    case 'utf-32':
    case 'utf-32BE':
      return units(
        Array.from(marked, (character) => character.codePointAt(0)!),
        4,
        encoding.name === 'utf-32',
      );
    default: {
      const lastCode = encoding.name === 'us-ascii' ? 0x7f : 0xff;
      return Uint8Array.from(text.split(''), (unit) => {
        const code = unit.charCodeAt(0);
        if (code <= lastCode) return code;
        return encoding.name === 'us-ascii' ? QUESTION : bestFit(unit);
      });
    }
  }
}

function units(codes: readonly number[], size: 2 | 4, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(codes.length * size));
  codes.forEach((code, index) => {
    if (size === 2) view.setUint16(index * 2, code, littleEndian);
    else view.setUint32(index * 4, code, littleEndian);
  });
  return new Uint8Array(view.buffer);
}

const QUESTION = 63;

/** Characters .NET writes in Latin 1 as ones that look like them, and those. */
const UNLIKE =
  'ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧ' +
  'ŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƀƉƑƒƗƚƟƠơƫƮƯưƶǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǤǥǦǧǨǩǪǫǬǭǰ\u0261\u02b9\u02ba\u02bc\u02c4' +
  '\u02c6\u02c8\u02cb\u02cd\u02dc\u0300\u0302\u0303\u030e\u0331\u0332\u2000\u2001\u2002\u2003\u2004' +
  '\u2005\u2006\u2010\u2011–—\u2018\u2019\u201a\u201c\u201d\u201e•…\u2032\u2035\u2039\u203a™';
const LIKE =
  'AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTt' +
  "UuUuUuUuUuUuWwYyYZzZzZzbDFfIlOOotTUuzAaIiOoUuUuUuUuUuAaGgGgKkOoOojg'\"'^^'`_~`^~\"__       ----" +
  '\'\',"""..\'`<>T';

function bestFit(unit: string): number {
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  const at = UNLIKE.indexOf(unit);
  return at < 0 ? QUESTION : LIKE.charCodeAt(at);
}
