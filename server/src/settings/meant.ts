import { secondsPerUnit } from './literal';
import type { LiteralClass } from './setting';

/**
 * What a person may have meant by a duration that its setting cannot read, in seconds, the likeliest first; empty when
 * nobody can tell. Only for messages and quick fixes: an effective value is never guessed.
 */
export function meantSeconds(literal: LiteralClass, text: string): readonly number[] {
  const unit = secondsPerUnit(literal);
  if (unit === undefined || text.length > 100) return [];
  const bare = text.trim().replace(/^["'=\s]+|["';,\s]+$/g, '');
  const candidates = clock(bare) ?? iso(bare) ?? withUnits(bare) ?? number(bare, bareUnits(literal, unit)) ?? [];
  return [...new Set(candidates)].filter((seconds) => Number.isFinite(seconds) && seconds > 0);
}

/** The one length that a text can mean, whoever reads it: `00:20:00`, `PT20M`, `20 min`. Undefined for anything else. */
export function plainSeconds(text: string): number | undefined {
  const bare = text.trim();
  if (bare.length > 100) return undefined;
  const read = /^\d+:\d\d:\d\d$/.test(bare) ? clock(bare) : (iso(bare) ?? withUnits(bare));
  return read?.length === 1 && read[0]! > 0 ? read[0] : undefined;
}

/** A bare number where a clock is asked for is most often minutes. */
function bareUnits(literal: LiteralClass, unit: number): readonly number[] {
  if (literal.kind === 'nativeTimeSpan' || literal.kind === 'timeSpan') return [60, 1];
  return [unit];
}

/** `[d.]hh:mm[:ss]`, `d:hh:mm:ss`. Two parts are hours and minutes to .NET, minutes and seconds to many people. */
function clock(text: string): readonly number[] | undefined {
  const match = /^(?:(\d{1,6})[.:](?=\d+:\d+:))?(?:(\d{1,6})\.)?(\d{1,6}):(\d{1,6})(?::(\d{1,6}))?(?:\.\d{1,7})?$/.exec(
    text,
  );
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = [match[1] ?? match[2], match[3], match[4], match[5]].map((part) =>
    Number(part ?? 0),
  );
  const whole = days! * 86_400 + hours! * 3600 + minutes! * 60 + seconds!;
  const asMinutes = match[5] === undefined && !days ? [hours! * 60 + minutes!] : [];
  return [whole, ...asMinutes];
}

/** ISO 8601 durations in days and below: `PT20M`, `P1DT2H`. */
function iso(text: string): readonly number[] | undefined {
  const match = /^P(?=\d|T\d)(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/i.exec(text);
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return [days! * 86_400 + hours! * 3600 + minutes! * 60 + seconds!];
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|msecs?|milliseconds?)$/, 0.001],
  [/^(?:s|secs?|seconds?)$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3600],
  [/^(?:d|days?)$/, 86_400],
];

/** `20m`, `20 min`, `1.5 hours`, `1h 30m`. */
function withUnits(text: string): readonly number[] | undefined {
  if (!/^(?:\d+(?:[.,]\d+)?\s*[a-z]+\.?\s*)+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, name] of text.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)/gi)) {
    const unit = UNITS.find(([pattern]) => pattern.test(name!.toLowerCase()))?.[1];
    if (unit === undefined) return [];
    seconds += Number(amount!.replace(',', '.')) * unit;
  }
  return [Math.round(seconds * 1000) / 1000];
}

/** `1,000` and `0.5`, in the setting's own unit; a broken number of minutes may also be one of hours. */
function number(text: string, units: readonly number[]): readonly number[] | undefined {
  if (/^\+?\d+$/.test(text)) return units.map((unit) => Number(text) * unit);
  if (/^\d{1,3}(?:[., ]\d{3})+$/.test(text)) return units.map((unit) => Number(text.replace(/\D/g, '')) * unit);
  if (!/^\d*[.,]\d+$/.test(text)) return undefined;
  const amount = Number(text.replace(',', '.'));
  return units.includes(60) ? [amount * 60, amount * 3600] : units.map((unit) => amount * unit);
}
