import type { HostSetting } from '../csharp/settings';
import { isUnknown as isUnknownValue, type Place, TICKS_PER_SECOND, type Value } from '../csharp/value';

/** Why a value cannot be known, with the place that says so where there is one. */
export interface Unknowable {
  readonly unknown: string;
}

/** What a host has for one option, and who said so. */
export interface Told<T> {
  readonly value: T | Unknowable;
  /** Where the value that counts was written: a property in code, or a line of JSON; undefined for a default. */
  readonly at: Place | undefined;
}

export function unknowable(value: Value): Unknowable | undefined {
  return isUnknownValue(value) ? { unknown: value.reason } : undefined;
}

/** Seconds of a TimeSpan, or of a number that counts them; anything else is not known. */
export function seconds(value: Value): number | Unknowable {
  if (value.kind === 'span') return Number(value.ticks) / Number(TICKS_PER_SECOND);
  if (value.kind === 'whole') return Number(value.value);
  return unknowable(value) ?? { unknown: 'it is no length of time' };
}

export function secondsOrNull(value: Value): number | null | Unknowable {
  return value.kind === 'null' ? null : seconds(value);
}

export function truth(value: Value): boolean | Unknowable {
  return value.kind === 'bool' ? value.value : (unknowable(value) ?? { unknown: 'it is neither true nor false' });
}

export function truthOrNull(value: Value): boolean | null | Unknowable {
  return value.kind === 'null' ? null : truth(value);
}

export function words(value: Value): string | null | Unknowable {
  if (value.kind === 'null') return null;
  return value.kind === 'text' ? value.value : (unknowable(value) ?? { unknown: 'it is no text' });
}

/** Name of a member of an enum. */
export function member(value: Value): string | Unknowable {
  if (value.kind === 'enum') return value.name ?? { unknown: `${value.value} is none of its values` };
  return unknowable(value) ?? { unknown: 'it is none of its values' };
}

/** Reads one option; where nothing of that name is there it is not known for `reason`. */
export function told<T>(
  setting: HostSetting | undefined,
  read: (value: Value) => T | Unknowable,
  reason = 'nothing tells it',
): Told<T> {
  if (!setting) return { value: { unknown: reason }, at: undefined };
  return { value: read(setting.value), at: placeOf(setting) };
}

/** Where an option was written last; a value from configuration, at its line there. */
export function placeOf({ value, writes }: HostSetting): Place | undefined {
  return writes.length > 0 ? (value.from?.place ?? writes.at(-1)?.at) : undefined;
}
