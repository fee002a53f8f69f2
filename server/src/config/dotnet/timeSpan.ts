/**
 * `TimeSpan.Parse` with the invariant culture, ticks and all (.NET TimeSpanParse.cs). Its traps are real: a bare number
 * is days, and `24:00:00`, too much for hours, is tried again as days, hours and minutes: 24 days.
 */

/** 100-nanosecond ticks, or why there are none. */
export type TimeSpanRead = { readonly ticks: bigint } | { readonly fault: 'format' | 'overflow' };

const TICKS_PER_SECOND = 10_000_000n;
const MAX_TICKS = 2n ** 63n - 1n;
const LARGEST_NUMBER = 0x0fff_ffff;

/** Fields by the separators between the numbers, in the order .NET tries them: constant format first, then the culture's. */
const PATTERNS: readonly (readonly [separators: string, fields: string])[] = [
  ['', 'd'],
  [':', 'hm'],
  [': :', 'hms'],
  ['. :', 'dhm'],
  [': :.', 'hmf'],
  [': :', 'dhm'],
  [': : .', 'hmsf'],
  ['. : :', 'dhms'],
  ['. : :.', 'dhmf'],
  [': : :', 'dhms'],
  [': : :.', 'dhmf'],
  ['. : : .', 'dhmsf'],
  [': : : .', 'dhmsf'],
];

const LARGEST: Readonly<Record<string, number>> = { d: 10_675_199, h: 23, m: 59, s: 59 };
const SECONDS_PER: Readonly<Record<string, bigint>> = { d: 86_400n, h: 3600n, m: 60n, s: 1n };

export function parseTimeSpan(text: string): TimeSpanRead {
  const trimmed = trimWhiteSpace(text);
  const shape = /^(-?)(\d+(?:(?::\.|[:.])\d+){0,4})$/.exec(trimmed);
  if (!shape) return { fault: 'format' };
  const numbers = shape[2]!.match(/\d+/g)!;
  if (numbers.some((number) => significant(number).length > 9 || Number(number) > LARGEST_NUMBER))
    return { fault: 'overflow' };
  const separators = (shape[2]!.match(/[:.]+/g) ?? []).join(' ');
  const patterns = PATTERNS.filter(([between]) => between === separators);
  for (const [, fields] of patterns) {
    const ticks = ticksOf(numbers, fields);
    if (ticks === undefined) continue;
    if (shape[1]) return ticks > MAX_TICKS + 1n ? { fault: 'overflow' } : { ticks: -ticks };
    if (ticks <= MAX_TICKS) return { ticks };
  }
  return { fault: patterns.length > 0 ? 'overflow' : 'format' };
}

/** Undefined when a number is too large for its field. */
function ticksOf(numbers: readonly string[], fields: string): bigint | undefined {
  let seconds = 0n;
  let fraction = 0n;
  for (const [i, field] of [...fields].entries()) {
    if (field === 'f') {
      const read = fractionTicks(numbers[i]!);
      if (read === undefined) return undefined;
      fraction = read;
    } else {
      if (Number(numbers[i]) > LARGEST[field]!) return undefined;
      seconds += BigInt(numbers[i]!) * SECONDS_PER[field]!;
    }
  }
  return seconds * TICKS_PER_SECOND + fraction;
}

/** NormalizeAndValidateFraction: seven digits; longer ones are legal, and rounded, only when they begin with a zero. */
function fractionTicks(digits: string): bigint | undefined {
  const number = Number(digits);
  if (number === 0) return 0n;
  if (digits.length <= 7) return BigInt(digits.padEnd(7, '0'));
  if (!digits.startsWith('0')) return undefined;
  return BigInt(Math.round(number / 10 ** (digits.length - 7)));
}

function significant(digits: string): string {
  return digits.replace(/^0+/, '');
}

/** .NET's constant format: `[-][d.]hh:mm:ss`; whole seconds. */
export function formatTimeSpan(seconds: number): string {
  const size = Math.trunc(Math.abs(seconds));
  const days = Math.floor(size / 86_400);
  return `${seconds < 0 ? '-' : ''}${days > 0 ? `${days}.` : ''}${clockText(size % 86_400)}`;
}

/** `hh:mm:ss`, hours as many as it takes. */
export function clockText(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(Math.floor(seconds) % 60)}`;
}

/** `String.Trim()`: the characters that `Char.IsWhiteSpace` knows, which are not quite JavaScript's; `also` adds others. */
export function trimWhiteSpace(text: string, also = ''): string {
  let start = 0;
  let end = text.length;
  const blank = (at: number) => WHITE_SPACE.test(text[at]!) || also.includes(text[at]!);
  while (start < end && blank(start)) start++;
  while (end > start && blank(end - 1)) end--;
  return text.slice(start, end);
}

const WHITE_SPACE = /[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/;
