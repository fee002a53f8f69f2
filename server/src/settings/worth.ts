import type { Contribution, EffectiveValue } from '../config/aspnet/effective';
import { isUnknown, type Lifetime, type Unknown } from '../session/lifetime';
import { settingAt } from './catalogue';
import { checkValue, type ValueAt } from './checkValue';
import { readLiteral } from './literal';
import type { Setting } from './setting';

/** What one setting is worth in a variant, with the layer that won and those that lost. */
export interface EffectiveSetting {
  /**
   * With keys of collections and names of schemes: `…/applicationPools/add[name='Shop']/processModel/@idleTimeout`,
   * `CookieAuthenticationOptions[Cookies].ExpireTimeSpan`, `Session:IdleTimeout`.
   */
  readonly path: string;
  readonly setting: Setting;
  /** As written by the winner, or the default; undefined when there is neither. */
  readonly literal: string | Unknown | undefined;
  /** Does any file set it? */
  readonly given: boolean;
  /** The default's text when nothing sets it; unknown when the literal cannot be read or the value not be known. */
  readonly value: string | Unknown | undefined;
  /** For durations: seconds, with a fraction where the value has one; `null` for never. */
  readonly seconds: Lifetime | undefined;
  readonly winner: Contribution | undefined;
  /** Places in files of any language, weakest first, the winner last. */
  readonly history: readonly Contribution[];
}

/** What a value found in files, or not found, means for a setting. */
export function effective(path: string, found: EffectiveValue | undefined, valueAt?: ValueAt): EffectiveSetting {
  const setting = settingAt(path);
  if (!setting) throw new Error(`No setting "${path}" in the catalogue`);
  return worthOf(setting, path, found, valueAt);
}

/** What a value means for a setting that need not be the catalogue's own: its default may be another. */
export function worthOf(
  setting: Setting,
  path: string,
  found: EffectiveValue | undefined,
  valueAt?: ValueAt,
): EffectiveSetting {
  const history = found?.history ?? [];
  const winner = history[history.length - 1];
  const base = { path, setting, given: history.length > 0, winner, history };
  const literal = found ? found.literal : setting.default;
  if (literal === undefined) return { ...base, literal, value: undefined, seconds: undefined };
  if (isUnknown(literal)) return { ...base, literal, value: literal, seconds: literal };
  const reading = readLiteral(setting, literal);
  const refused = !reading.ok
    ? 'cannot be read'
    : found && checkValue(setting, literal, valueAt).some(({ kind }) => kind === 'out-of-range')
      ? 'is out of range'
      : undefined;
  if (!reading.ok || refused) {
    const unknown = { unknown: `"${literal}" ${refused}` };
    return { ...base, literal, value: unknown, seconds: unknown };
  }
  // Where a cast overflows, Infinite is anything but.
  const overflows = reading.seconds === null && setting.onInfinite;
  const seconds = overflows ? { unknown: `Infinite ${setting.onInfinite}` } : reading.seconds;
  return { ...base, literal, value: reading.normalised, seconds };
}

/** The setting where nobody stands in for a value that is not written. */
export function withoutDefault({ default: _, ...setting }: Setting): Setting {
  return setting;
}
