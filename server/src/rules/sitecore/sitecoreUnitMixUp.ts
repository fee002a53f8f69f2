import { formatTimeSpan } from '../../config/dotnet/timeSpan';
import { humanDuration } from '../../settings/human';
import { rule } from '../rule';
import { CLIENT_SESSION, FREQUENCY, isOwnWord, KEEP_ALIVE, reportOn, secondsOf, setting } from './shared/durations';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

/** Numbers that count something else than people think, with what makes one suspicious. */
const COUNTED: readonly {
  readonly path: string;
  readonly unit: string;
  readonly seconds: number;
  /** The number that was most likely meant, when the one written is odd. */
  readonly meant: (count: number) => number | undefined;
  readonly thought: string;
}[] = [
  {
    path: setting('Authentication.ClientPersistentLoginDuration'),
    unit: 'days',
    seconds: 86_400,
    // 365, 730 and so on are years.
    meant: (count) =>
      count >= 480 && count % 365 !== 0 && count % 366 !== 0 ? Math.max(1, Math.round(count / 1440)) : undefined,
    thought: 'minutes',
  },
  {
    path: setting('Analytics.CookieLifetime'),
    unit: 'hours',
    seconds: 3600,
    meant: (count) => ([30, 60, 90, 180, 365, 730, 3650].includes(count) ? count * 24 : undefined),
    thought: 'days',
  },
  {
    path: 'Sitecore/IdentityServer/Clients/DefaultClient/IdentityTokenLifetimeInSeconds',
    unit: 'seconds',
    seconds: 1,
    meant: (count) => (count > 0 && count <= 240 ? count * 60 : undefined),
    thought: 'minutes',
  },
];

/** Whole numbers and clocks that are often written the other way. */
const NUMBERS: readonly { readonly path: string; readonly unit: string; readonly seconds: number }[] = [
  { path: CLIENT_SESSION, unit: 'minutes', seconds: 60 },
  { path: setting('Authentication.ClientPersistentLoginDuration'), unit: 'days', seconds: 86_400 },
  { path: setting('Analytics.Robots.SessionTimeout'), unit: 'minutes', seconds: 60 },
  { path: setting('Analytics.CookieLifetime'), unit: 'hours', seconds: 3600 },
  { path: setting('Sitecore.Services.Token.Authorization.Timeout'), unit: 'minutes', seconds: 60 },
  { path: setting('Spe.PersistentSessionExpirationMinutes'), unit: 'minutes', seconds: 60 },
];

const CLOCKS: readonly string[] = [
  ...['CookieAuthentication', 'PreviewCookieAuthentication'].map(
    (name) => `sitecore/pipelines/owin.initialize/processor[name='${name}']/ExpireTimeSpan`,
  ),
  KEEP_ALIVE,
  FREQUENCY,
  setting('PagePreview.SessionExpirationPeriod'),
  setting('Caching.SecurityCacheExpiration'),
];

export default rule({
  id: 'sitecore-unit-mix-up',
  severity: 'warning',
  system: 'sitecore',
  title: 'Value of Sitecore in another unit than meant',
  explains:
    'Sitecore counts these settings in days, hours, minutes or seconds, and others as hh:mm:ss, where a number alone is days. A value in another unit ends sessions at once, or never.',
  source: 'Stock comments in Sitecore.config; Sitecore.Identity configuration; TimeSpan.Parse (.NET)',
  fixable: true,
  check(input, report) {
    if (!lookAt(input.view)) return;
    for (const { path, unit, seconds, meant, thought } of COUNTED) {
      const { value, winner } = input.settings.get(path);
      const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
      const better = count === undefined || !isOwnWord(input, winner) ? undefined : meant(count);
      if (count === undefined || better === undefined || !winner) continue;
      const message = `${nameIn(path)} counts ${unit}: ${count} is ${humanDuration(count * seconds)}. Write ${better} if ${thought} were meant.`;
      report(reportOn(input, path, message, [String(better)]));
    }
    for (const { path, unit, seconds } of NUMBERS) {
      const { literal, winner } = input.settings.get(path);
      if (typeof literal !== 'string' || !isOwnWord(input, winner) || !literal.includes(':')) continue;
      const span = secondsOf(literal);
      const count = span === undefined ? undefined : Math.max(1, Math.round(span / seconds));
      const message = `${nameIn(path)} takes a whole number of ${unit}, not a time: "${literal}" cannot be read. ${count === undefined ? 'Write a number.' : `Write ${count}.`}`;
      report(reportOn(input, path, message, count === undefined ? [] : [String(count)]));
    }
    for (const path of CLOCKS) {
      const { literal, winner } = input.settings.get(path);
      if (typeof literal !== 'string' || !isOwnWord(input, winner) || !/^\s*[1-9]\d*\s*$/.test(literal)) continue;
      const count = Number(literal);
      const inMinutes = formatTimeSpan(count * 60);
      const message = `${nameIn(path)} is written as hh:mm:ss; a number alone is days, so "${literal}" is ${humanDuration(count * 86_400)}. Write ${inMinutes} if minutes were meant.`;
      report(reportOn(input, path, message, [inMinutes, `${count}.00:00:00`]));
    }
  },
  examples: {
    bad: persistent('720'),
    good: persistent('14'),
  },
});

function persistent(days: string): string {
  return sitecoreSite({
    base: '<settings><setting name="Authentication.ClientPersistentLoginDuration" value="180" /></settings>',
    patch: `<settings><setting name="Authentication.ClientPersistentLoginDuration" set:value="${days}" /></settings>`,
  });
}

function nameIn(path: string): string {
  return (
    /\[name='([^']+)'\]\/@value$/.exec(path)?.[1] ??
    path
      .replace(/^sitecore\//i, '')
      .replace(/\/@/g, ' ')
      .split('/')
      .slice(-2)
      .join('/')
  );
}
