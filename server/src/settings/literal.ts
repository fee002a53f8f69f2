import { clockText, formatTimeSpan, parseTimeSpan, trimWhiteSpace } from '../config/dotnet/timeSpan';
import { isPlaceholder } from '../config/placeholder';
import type { DurationUnit, LiteralClass, Setting } from './setting';

/**
 * How the text of an attribute becomes a value: the grammars of the converters that .NET and IIS really use, held
 * against those converters themselves (test/oracle/timespan).
 */

/**
 * A number in the setting's own unit (minutes for `minutes`; seconds, possibly broken, for time spans), a flag, a word
 * as the catalogue spells it, or `null` for `Infinite`.
 */
export type LiteralValue = number | boolean | string | null;

export type LiteralFault =
  | 'empty'
  /** Not in the grammar. */
  | 'format'
  /** In the grammar, but too large a number for the type behind it. */
  | 'overflow'
  /** `Infinite` where it is not legal, or not spelt exactly so. */
  | 'infinite'
  /** Not one of the words. */
  | 'word'
  /** `${…}`, `#{…}`, `__…__`: something replaces it before the file is read, so its value is unknown. */
  | 'placeholder'
  /** Nobody has said in public how IIS reads it. */
  | 'undocumented';

export type Literal =
  | {
      readonly ok: true;
      readonly value: LiteralValue;
      /** For durations: seconds, with a fraction where the value has one; `null` for *never*. */
      readonly seconds?: number | null;
      /** The one way to write this value; a `string` setting's text as it is. */
      readonly normalised: string;
    }
  | { readonly ok: false; readonly reason: LiteralFault };

/** Reads a literal as run time does; never throws. Ranges are not its business (`checkValue`). */
export function readLiteral(setting: { readonly literal: LiteralClass }, text: string): Literal {
  const { literal } = setting;
  const read = readByClass(literal, text);
  if (read.ok || literal.kind === 'string') return read;
  if (isPlaceholder(text)) return fault('placeholder');
  if (literal.kind !== 'enum' && /^\s*infinite\s*$/i.test(text)) return fault('infinite');
  return trimWhiteSpace(text) === '' ? fault('empty') : read;
}

function readByClass(literal: LiteralClass, text: string): Literal {
  switch (literal.kind) {
    case 'minutes':
      return literal.infinite && text === 'Infinite' ? INFINITE : duration(wholeNumber(text, MINUTES_IN_TIMESPAN), 60);
    case 'seconds':
      return literal.infinite && text === 'Infinite' ? INFINITE : duration(wholeNumber(text, SECONDS_IN_TIMESPAN), 1);
    case 'timeSpan':
      return literal.infinite && text === 'Infinite' ? INFINITE : timeSpan(text);
    case 'nativeTimeSpan':
      return nativeTimeSpan(text);
    case 'integer': {
      const read =
        literal.reader === 'native' ? uint(text) : literal.reader === 'parse' ? int32(text) : converted(text);
      return duration(read, literal.unit && SECONDS_PER_UNIT[literal.unit]);
    }
    case 'boolean':
      return boolean(text);
    case 'enum':
      return word(literal, text);
    case 'string':
      return literal.nonEmpty && text === '' ? fault('empty') : { ok: true, value: text, normalised: text };
  }
}

const INFINITE: Literal = { ok: true, value: null, seconds: null, normalised: 'Infinite' };

/** In a second, .NET counts so many: what is finer is an error of binary fractions. */
const TICKS = 10_000_000;

const SECONDS_PER_UNIT: Readonly<Record<DurationUnit, number>> = {
  milliseconds: 0.001,
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

/** Largest arguments of TimeSpan.FromMinutes and FromSeconds. The converters parse an Int64, not an Int32. */
const MINUTES_IN_TIMESPAN = 15_372_286_728;
const SECONDS_IN_TIMESPAN = 922_337_203_685;
export const INT32_MAX = 2_147_483_647;
const UINT32_MAX = 4_294_967_295;

type Read = number | LiteralFault;

/** `unit` is the seconds in one; undefined for numbers that are no duration. */
function duration(read: Read, unit: number | undefined): Literal {
  if (typeof read !== 'number') return fault(read);
  const normalised = String(read);
  return unit === undefined
    ? { ok: true, value: read, normalised }
    : { ok: true, value: read, seconds: Math.round(read * unit * TICKS) / TICKS, normalised };
}

/** NumberStyles.Integer in the invariant culture: ASCII blanks, one sign, digits; ends may carry NULs. `limit` on both sides. */
function wholeNumber(text: string, limit: number, least = -limit): Read {
  const match = /^[\t-\r ]*([+-]?)0*(\d+)[\t-\r ]*\0*$/.exec(text);
  if (!match) return 'format';
  const digits = match[2]!;
  const number = digits.length > 15 ? Number.POSITIVE_INFINITY : Number(digits);
  const signed = match[1] === '-' && number !== 0 ? -number : number;
  return signed > limit || signed < least ? 'overflow' : signed;
}

function int32(text: string): Read {
  return wholeNumber(text, INT32_MAX, -INT32_MAX - 1);
}

/** Int32Converter: trims, then `#`, `0x` and `&h` begin a hexadecimal number (two's complement), else Int32.Parse. */
function converted(text: string): Read {
  const trimmed = trimWhiteSpace(text);
  const hex = /^(?:#|0x|&h)\+?(?:0x)?0*([0-9a-f]+)$/i.exec(trimmed);
  if (hex) return hex[1]!.length > 8 ? 'overflow' : Number.parseInt(hex[1]!, 16) | 0;
  return int32(trimmed);
}

function uint(text: string): Read {
  const read = wholeNumber(text, UINT32_MAX);
  if (typeof read === 'number' && read < 0) return 'overflow';
  return /^\d+$/.test(text) || read === 'format' ? read : 'undocumented';
}

function timeSpan(text: string): Literal {
  const read = parseTimeSpan(text);
  if ('fault' in read) return fault(read.fault);
  const seconds = Number(read.ticks / 10_000_000n);
  const fraction = Number(read.ticks % 10_000_000n);
  const digits = fraction === 0 ? '' : `.${String(Math.abs(fraction)).padStart(7, '0')}`;
  const sign = seconds === 0 && fraction < 0 ? '-' : '';
  return {
    ok: true,
    value: seconds + fraction / TICKS,
    seconds: seconds + fraction / TICKS,
    normalised: `${sign}${formatTimeSpan(seconds)}${digits}`,
  };
}

/** IIS schema, `timeSpanFormat="string"`: hh:mm:ss. Hours go beyond 23 (the default of periodicRestart is 29:00:00). */
function nativeTimeSpan(text: string): Literal {
  const match = /^(?:(\d{1,8})\.)?(\d{1,8}):([0-5]?\d):([0-5]?\d)$/.exec(text);
  if (match) {
    const [days, hours, minutes, secs] = match.slice(1).map((part) => Number(part ?? 0));
    const seconds = days! * 86_400 + hours! * 3600 + minutes! * 60 + secs!;
    return { ok: true, value: seconds, seconds, normalised: nativeText(seconds) };
  }
  return fault(/^\s*\d[\d:.]*\s*$/.test(text) && !/:[6-9]\d/.test(text) ? 'undocumented' : 'format');
}

/** As IIS itself writes it in its schema, days in front once hours no longer fit two digits. */
export function nativeText(seconds: number): string {
  return seconds < 360_000 ? clockText(seconds) : formatTimeSpan(seconds);
}

/** BooleanConverter: any case, blanks and NULs around it. */
function boolean(text: string): Literal {
  const bare = trimWhiteSpace(text, '\0').toLowerCase();
  if (bare !== 'true' && bare !== 'false') return fault('format');
  return { ok: true, value: bare === 'true', normalised: bare };
}

/**
 * GenericEnumConverter: exact words. (It takes `InProc,Custom` as well and makes a mode of it that no code expects;
 * that is not a value worth having, so it counts as unreadable here.)
 */
function word(literal: Extract<LiteralClass, { kind: 'enum' }>, text: string): Literal {
  const found = literal.words.find(
    (known) => known === text || (literal.caseInsensitive && known.toLowerCase() === text.toLowerCase()),
  );
  return found === undefined ? fault('word') : { ok: true, value: found, normalised: found };
}

function fault(reason: LiteralFault): Literal {
  return { ok: false, reason };
}

/** Writes a duration in the setting's own grammar, rounded up to its unit; undefined for what is no duration. */
export function writeDuration(setting: Pick<Setting, 'literal' | 'range'>, seconds: number): string | undefined {
  const { literal } = setting;
  switch (literal.kind) {
    case 'minutes':
      return String(Math.ceil(seconds / 60));
    case 'seconds':
      return String(Math.ceil(seconds));
    case 'timeSpan':
      return formatTimeSpan(Math.ceil(seconds));
    case 'nativeTimeSpan': {
      const step = setting.range?.step ?? 1;
      return nativeText(Math.ceil(seconds / step) * step);
    }
    case 'integer':
      return literal.unit && String(Math.ceil(seconds / SECONDS_PER_UNIT[literal.unit]));
    default:
      return undefined;
  }
}

/** Seconds in one of the setting's own unit; undefined for what is no duration. */
export function secondsPerUnit(literal: LiteralClass): number | undefined {
  switch (literal.kind) {
    case 'minutes':
      return 60;
    case 'seconds':
    case 'timeSpan':
    case 'nativeTimeSpan':
      return 1;
    case 'integer':
      return literal.unit && SECONDS_PER_UNIT[literal.unit];
    default:
      return undefined;
  }
}
