import { parseTimeSpan, trimWhiteSpace } from '../dotnet/timeSpan';

/** What a text becomes, or why .NET would throw. */
export type Converted<T> = { readonly value: T } | { readonly fault: string };

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  uint: [0n, 2n ** 32n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  ulong: [0n, 2n ** 64n - 1n],
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  ushort: [0n, 2n ** 16n - 1n],
  byte: [0n, 255n],
  sbyte: [-128n, 127n],
};

/** `Int32.Parse` and its like, invariant culture, NumberStyles.Integer. */
export function parseWhole(text: string, type: string): Converted<bigint> {
  const trimmed = trimWhiteSpace(text);
  if (!/^[+-]?\d+$/.test(trimmed)) return { fault: `"${text}" is no whole number` };
  return inRange(BigInt(trimmed.replace(/^\+/, '')), type, text);
}

/** BaseNumberConverter: as `Parse`, and hexadecimal after `0x`, `&h` or `#`. */
export function convertWhole(text: string, type: string): Converted<bigint> {
  const trimmed = trimWhiteSpace(text);
  const hex = /^(?:#|0x|&h)([0-9a-f]+)$/i.exec(trimmed);
  if (hex) return inRange(BigInt(`0x${hex[1]}`), type, text);
  return parseWhole(text, type);
}

function inRange(value: bigint, type: string, text: string): Converted<bigint> {
  const [low, high] = RANGES[type] ?? RANGES.int!;
  return value < low || value > high ? { fault: `"${text}" does not fit into ${type}` } : { value };
}

/** `Boolean.Parse`: true and false in any case, spaces around allowed. */
export function parseBoolean(text: string): Converted<boolean> {
  const trimmed = text.replace(/^[\s\0]+|[\s\0]+$/g, '').toLowerCase();
  if (trimmed === 'true' || trimmed === 'false') return { value: trimmed === 'true' };
  return { fault: `"${text}" is neither true nor false` };
}

/** `Double.Parse` and `Decimal.Parse`, invariant culture: thousands separators and an exponent are allowed. */
export function parseReal(text: string): Converted<number> {
  const trimmed = trimWhiteSpace(text);
  if (!/^[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return { fault: `"${text}" is no number` };
  return { value: Number(trimmed.replaceAll(',', '')) };
}

/** `TimeSpan.Parse`, in ticks. */
export function convertTimeSpan(text: string): Converted<bigint> {
  const read = parseTimeSpan(text);
  if ('ticks' in read) return { value: read.ticks };
  return {
    fault: `"${text}" is no TimeSpan (${read.fault === 'overflow' ? 'a part is too large' : 'its form is wrong'})`,
  };
}

/** `Enum.Parse` without case: a name or a number. */
export function convertEnum(text: string, members: Readonly<Record<string, bigint | number>>): Converted<bigint> {
  const trimmed = trimWhiteSpace(text);
  if (/^[+-]?\d+$/.test(trimmed)) return { value: BigInt(trimmed) };
  let all = 0n;
  for (const part of trimmed.split(',')) {
    const name = Object.keys(members).find((one) => one.toLowerCase() === trimWhiteSpace(part).toLowerCase());
    if (name === undefined) return { fault: `"${text}" is none of ${Object.keys(members).join(', ')}` };
    all |= BigInt(members[name]!);
  }
  return { value: all };
}
