import { type CSharpNode, textOf } from '../../syntax/csharp/node';
import { bool, NULL, real, text, unknown, type Value, type WholeType, whole } from './value';

/** The value of a literal; undefined for a node that is none. */
export function literalValue(node: CSharpNode): Value | undefined {
  const written = textOf(node);
  switch (node.type) {
    case 'integer_literal':
      return integer(written);
    case 'real_literal':
      return realNumber(written);
    case 'boolean_literal':
      return bool(written === 'true');
    case 'null_literal':
      return NULL;
    case 'string_literal':
      return text(unescaped(written.replace(/u8$/i, '').slice(1, -1)));
    case 'verbatim_string_literal':
      return text(written.replace(/u8$/i, '').slice(2, -1).replaceAll('""', '"'));
    case 'raw_string_literal':
      return text(rawText(written));
    case 'character_literal':
      return { kind: 'char', value: unescaped(written.slice(1, -1)) };
    default:
      return undefined;
  }
}

function integer(written: string): Value {
  const plain = written.replaceAll('_', '').toLowerCase();
  const match = /^(0x[0-9a-f]+|0b[01]+|\d+)(u?l?|lu)$/.exec(plain);
  if (!match) return unknown(`${written} is no number`);
  const value = BigInt(match[1]!);
  const suffix = match[2]!;
  return whole(value, integerType(value, suffix));
}

/** The first of int, uint, long, ulong that holds it and that the suffix allows (C# specification, integer literals). */
function integerType(value: bigint, suffix: string): WholeType {
  const types: WholeType[] = suffix.includes('l')
    ? suffix.includes('u')
      ? ['ulong']
      : ['long', 'ulong']
    : suffix.includes('u')
      ? ['uint', 'ulong']
      : ['int', 'uint', 'long', 'ulong'];
  const limits = { int: 2n ** 31n, uint: 2n ** 32n, long: 2n ** 63n, ulong: 2n ** 64n } as Record<string, bigint>;
  return types.find((type) => value < limits[type]!) ?? 'ulong';
}

function realNumber(written: string): Value {
  const plain = written.replaceAll('_', '').toLowerCase();
  const suffix = /[fdm]$/.exec(plain)?.[0];
  const value = Number(suffix ? plain.slice(0, -1) : plain);
  if (Number.isNaN(value)) return unknown(`${written} is no number`);
  return real(value, suffix === 'f' ? 'float' : suffix === 'm' ? 'decimal' : 'double');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

export function unescaped(written: string): string {
  return written.replace(/\\(x[0-9a-fA-F]{1,4}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g, (all, code: string) => {
    if (/^[xuU]./.test(code)) {
      const point = Number.parseInt(code.slice(1), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    }
    return ESCAPES[code] ?? all;
  });
}

/** A raw string: without its quotes, and without the indentation of its last line when it spans several. */
function rawText(written: string): string {
  const quotes = /^"{3,}/.exec(written)?.[0].length ?? 3;
  const inside = written.slice(quotes, -quotes);
  if (!/^[ \t]*\r?\n/.test(inside)) return inside;
  const lines = inside.replace(/^[ \t]*\r?\n/, '').split('\n');
  const indent = /^[ \t]*/.exec(lines.at(-1) ?? '')?.[0] ?? '';
  return lines
    .slice(0, -1)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n')
    .replace(/\r$/, '');
}
