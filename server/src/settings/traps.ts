import { formatTimeSpan } from '../config/dotnet/timeSpan';
import { attributeOf } from './catalogue';
import { humanDuration } from './human';
import { INT32_MAX, type LiteralValue, secondsPerUnit } from './literal';
import type { Setting } from './setting';
import type { ValueProblem } from './valueProblem';

/** A value that is legal and still most likely not what its author wanted; `write` turns seconds into replacements. */
export type Trap = (
  setting: Setting,
  text: string,
  value: LiteralValue,
  write: (...seconds: readonly number[]) => ValueProblem['replacements'],
) => ValueProblem | undefined;

/** TimeSpan.Parse: one number alone is days. */
const bareNumberIsDays: Trap = (setting, text, value, write) => {
  if (setting.literal.kind !== 'timeSpan' || !/^\s*\d+\s*$/.test(text) || value === 0) return undefined;
  const count = Number(text);
  return {
    kind: 'unit-mix-up',
    message: `\`${attributeOf(setting.path)}\` reads a bare number as days: ${quoted(text)} is ${humanDuration(count * 86_400)}. Write hh:mm:ss.`,
    replacements: [...write(count * 60, count * 3600), ...write(count * 86_400)],
  };
};

/** TimeSpan.Parse: when the first of three numbers is too large for hours it is tried, and read, as days. */
const hoursBeyondADay: Trap = (setting, text, value, write) => {
  const match = /^\s*(\d+):(\d+):(\d+)\s*$/.exec(text);
  if (setting.literal.kind !== 'timeSpan' || !match || Number(match[1]) < 24 || typeof value !== 'number')
    return undefined;
  const meant = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  return {
    kind: 'unit-mix-up',
    message: `\`${attributeOf(setting.path)}\` has no hours beyond 23, so ${quoted(text)} is read as days:hours:minutes, which is ${humanDuration(value)}. Write ${formatTimeSpan(meant)} for ${humanDuration(meant)}.`,
    replacements: write(meant, value),
  };
};

/** The element's page describes days:hours:minutes, the converter reads hours:minutes:seconds. */
const threePartPersistence: Trap = (setting, text, value) => {
  if (attributeOf(setting.path) !== 'persistentSessionLifetime' || typeof value !== 'number' || value === 0)
    return undefined;
  if (!/^\s*\d+:\d+:\d+\s*$/.test(text) || value >= 86_400) return undefined;
  const clear = `0.${formatTimeSpan(value)}`;
  return {
    kind: 'suspicious',
    message: `\`persistentSessionLifetime\` is documented as days:hours:minutes, but ${quoted(text)} is read as hours:minutes:seconds, which is ${humanDuration(value)}. Write ${clear} if that is meant.`,
    replacements: [{ title: `Write ${clear} (${humanDuration(value)})`, text: clear }],
  };
};

/** Odd as minutes, familiar as seconds: 900 is 15 h or 15 min. Whole days and working days (480, 600, 720) are left alone. */
const LOOKS_LIKE_SECONDS: ReadonlySet<LiteralValue> = new Set([900, 1200, 1800, 2400, 2700, 3600, 5400]);
const ENDS_A_VISIT: ReadonlySet<string | undefined> = new Set(['sessionData', 'authCookie', 'appDomainIdle']);

const secondsForMinutes: Trap = (setting, text, value, write) => {
  if (setting.literal.kind !== 'minutes' || !ENDS_A_VISIT.has(setting.drives) || !LOOKS_LIKE_SECONDS.has(value))
    return undefined;
  const count = Number(value);
  return {
    kind: 'suspicious',
    message: `\`${attributeOf(setting.path)}\` counts minutes: ${quoted(text)} is ${humanDuration(count * 60)}. Write ${count / 60} if ${humanDuration(count)} is meant.`,
    replacements: write(count),
  };
};

/** Legal where no range forbids it: 1200000 minutes are more than two years, 1200000 milliseconds are 20 minutes. */
const millisecondsForMinutes: Trap = (setting, text, value, write) => {
  if (setting.literal.kind !== 'minutes' || !ENDS_A_VISIT.has(setting.drives)) return undefined;
  if (typeof value !== 'number' || value < 300_000 || value % 60_000 !== 0) return undefined;
  const meant = value / 1000;
  return {
    kind: 'suspicious',
    message: `\`${attributeOf(setting.path)}\` counts minutes, not milliseconds: ${quoted(text)} is ${humanDuration(value * 60)}. Write ${meant / 60} if ${humanDuration(meant)} is meant.`,
    replacements: write(meant),
  };
};

/** SqlSessionStateStore.CanRetry looks at TimeSpan.Seconds, the part below a minute. */
const retryOfWholeMinutes: Trap = (setting, text, value) => {
  if (setting.path !== 'system.web/sessionState/@sqlConnectionRetryInterval') return undefined;
  if (typeof value !== 'number' || value === 0 || value % 60 !== 0) return undefined;
  const works = String(value - 1);
  return {
    kind: 'suspicious',
    message: `\`sqlConnectionRetryInterval\` does nothing at whole minutes: ${quoted(text)} switches retrying off, because only the seconds beyond the last full minute are looked at. Write ${works}.`,
    replacements: [{ title: `Write ${works} (${humanDuration(value - 1)})`, text: works }],
  };
};

const infiniteThatIsNot: Trap = (setting, _text, value, write) =>
  value === null && setting.onInfinite
    ? {
        kind: 'suspicious',
        message: `\`${attributeOf(setting.path)}\` should not be Infinite: it ${setting.onInfinite}. Write a number of minutes, 525600 for a year.`,
        replacements: write(31_536_000),
      }
    : undefined;

/** The converter makes a TimeSpan of any such number; the sections then cast its minutes to an Int32. */
const tooManyMinutes: Trap = (setting, text, value, write) => {
  if (setting.literal.kind !== 'minutes' || typeof value !== 'number' || value <= INT32_MAX) return undefined;
  if (setting.path === 'system.web/hostingEnvironment/@idleTimeout') return undefined; // stays a TimeSpan
  return {
    kind: 'out-of-range',
    message: `\`${attributeOf(setting.path)}\` must be at most ${INT32_MAX}: ${quoted(text)} does not fit the number of minutes behind it and most likely turns negative. Write 525600 for a year.`,
    replacements: write(31_536_000),
  };
};

const silentClamp: Trap = (setting, text, value, write) => {
  if (!setting.clamp || typeof value !== 'number') return undefined;
  const kept = Math.min(setting.clamp.max, Math.max(setting.clamp.min, value));
  const unit = secondsPerUnit(setting.literal);
  if (kept === value || unit === undefined) return undefined;
  return {
    kind: 'suspicious',
    message: `\`${attributeOf(setting.path)}\` is at most ${setting.clamp.max} (${humanDuration(setting.clamp.max * unit)}) at run time, whatever the file says: ${quoted(text)} is cut down. Write ${kept}.`,
    replacements: write(kept * unit),
  };
};

export const traps: readonly Trap[] = [
  bareNumberIsDays,
  hoursBeyondADay,
  threePartPersistence,
  secondsForMinutes,
  millisecondsForMinutes,
  retryOfWholeMinutes,
  infiniteThatIsNot,
  tooManyMinutes,
  silentClamp,
];

/** As it stands in the file, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
