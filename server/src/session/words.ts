import type { Seconds } from './clocks';

/** How times are written for people (docs/reference/timeline.md, Times in words). */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const NO_BREAK = '\u00a0';

/** A point in time after sign-in: `36:00`, from an hour on `29:00:00`, from two days on `180 d` or `2 d 5 h`. */
export function timePoint(at: Seconds): string {
  if (at >= 2 * DAY) return joined(dayParts(at));
  const hours = Math.floor(at / HOUR);
  const minutes = Math.floor((at % HOUR) / MINUTE);
  const seconds = two(at % MINUTE);
  return at < HOUR ? `${Math.floor(at / MINUTE)}:${seconds}` : `${hours}:${two(minutes)}:${seconds}`;
}

/** A length of time with no-break spaces: `45 s`, `10 min`, `28 h 14 min`, `180 d`; null is `no end`. */
export function duration(length: Seconds | null): string {
  return length === null ? 'no end' : joined(parts(length));
}

/** `15 to 30 min`, `45 s to 2 h`, `20 min` when both are the same; null stands for no end. */
export function durationRange(least: Seconds, most: Seconds | null): string {
  if (most === null) return `${duration(least)} or more`;
  if (least === most) return duration(most);
  const low = parts(least);
  const high = parts(most);
  const unit = high[0]?.unit;
  if (low.length === 1 && high.length === 1 && low[0]?.unit === unit) return `${low[0]?.count} to ${joined(high)}`;
  return `${joined(low)} to ${joined(high)}`;
}

/** `the auth cookie` from `Auth cookie`; names that begin otherwise than a plain word keep their case. */
export function clockInSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

interface Part {
  readonly count: number;
  readonly unit: 's' | 'min' | 'h' | 'd';
}

/** At most two neighbouring units; below two hours in minutes, below two days in hours. */
function parts(length: Seconds): Part[] {
  if (length < MINUTE) return [{ count: length, unit: 's' }];
  if (length < 2 * HOUR) return withRest(Math.floor(length / MINUTE), 'min', length % MINUTE, 's');
  if (length < 2 * DAY) return withRest(Math.floor(length / HOUR), 'h', Math.floor((length % HOUR) / MINUTE), 'min');
  return dayParts(length);
}

/** Days and hours; beyond a month whole days, rounded: the hours would be noise. */
function dayParts(length: Seconds): Part[] {
  if (length >= 30 * DAY) return [{ count: Math.round(length / DAY), unit: 'd' }];
  return withRest(Math.floor(length / DAY), 'd', Math.floor((length % DAY) / HOUR), 'h');
}

function withRest(count: number, unit: Part['unit'], rest: number, restUnit: Part['unit']): Part[] {
  return rest > 0
    ? [
        { count, unit },
        { count: rest, unit: restUnit },
      ]
    : [{ count, unit }];
}

function joined(list: readonly Part[]): string {
  return list.map((part) => `${part.count}${NO_BREAK}${part.unit}`).join(NO_BREAK);
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}
