import { humanDuration } from '../../settings/human';
import type { EffectiveSetting } from '../../settings/reader';
import { formatTimeSpan, parseTimeSpan } from '../../settings/timeSpan';
import { isUnknown } from '../../site/lifetime';
import { type Fix, type Report, type Rule, type RuleInput, rule } from '../rule';
import { setSitecore, withoutOwn } from './change';
import { sitecoreSite } from './examples';
import { lookAt } from './files';

const setting = (name: string) => `sitecore/settings/setting[name='${name}']/@value`;
const FREQUENCY = 'sitecore/scheduling/frequency';
const KEEP_ALIVE = "sitecore/scheduling/agent[type='Sitecore.Tasks.UrlAgent']/@interval";
const CLIENT_SESSION = setting('Authentication.ClientSessionTimeout');

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

const unitMixUp = rule({
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

const clientSession = rule({
  id: 'sitecore-client-session-timeout',
  severity: 'information',
  system: 'sitecore',
  title: 'ClientSessionTimeout does not keep editors signed in',
  explains:
    'Authentication.ClientSessionTimeout says when a ticket counts as unused for a licence with a limit of concurrent editors. A longer value signs nobody out later; it only holds the seats of people who have left. Up to 9.0 the timeout of forms decides, from 9.1 on ExpireTimeSpan of the cookie processor or the token of Sitecore Identity.',
  source: 'Stock comment of the setting; support article KB0345947',
  fixable: true,
  check(input, report) {
    const found = lookAt(input.view) && input.settings.get(CLIENT_SESSION);
    if (!found?.winner || !isOwnWord(input, found.winner) || typeof found.seconds !== 'number') return;
    if (found.seconds <= 3600) return;
    const { file, span } = found.winner;
    const edit = withoutOwn(input, found.winner);
    report({
      at: { file, span },
      message: `This does not keep editors signed in: it frees the licence seat of whoever left, now only after ${humanDuration(found.seconds)}. ${whatDecides(input)}`,
      fixes: edit ? [{ title: 'Go back to 60 minutes', edits: [edit] }] : [],
    });
  },
  examples: { bad: clientTimeout('480'), good: clientTimeout('45') },
});

function whatDecides({ view }: RuleInput): string {
  const generation = view.site.sitecore?.sources.generation;
  if (generation === 'old') return 'Change the timeout of `forms` in web.config.';
  return 'Change the timeout of `forms` in web.config up to 9.0, ExpireTimeSpan or the identity token from 9.1 on.';
}

function clientTimeout(minutes: string): string {
  return sitecoreSite({
    base: '<settings><setting name="Authentication.ClientSessionTimeout" value="60" /></settings>',
    patch: `<settings><setting name="Authentication.ClientSessionTimeout" set:value="${minutes}" /></settings>`,
  });
}

const schedule = rule({
  id: 'sitecore-scheduling-off',
  severity: 'warning',
  system: 'sitecore',
  title: 'Background agents that do not run',
  explains:
    'Nothing keeps the site awake or deletes old tickets when the agents stand still: a frequency of zero stops them all, one that cannot be read counts as a minute, and every interval is rounded up to it.',
  source: 'Stock comments; Sitecore Diagnostics Tool, test SchedulingConsistency',
  fixable: true,
  check(input, report) {
    if (!lookAt(input.view)) return;
    const frequency = input.settings.get(FREQUENCY);
    if (typeof frequency.literal === 'string' && isOwnWord(input, frequency.winner)) {
      const seconds = secondsOf(frequency.literal);
      const wrong =
        seconds === undefined
          ? `"${frequency.literal}" cannot be read, so Sitecore looks once a minute`
          : seconds <= 0
            ? 'a frequency of zero stops all background agents, the one that keeps the site awake included'
            : seconds >= 3600
              ? `agents are looked at only every ${humanDuration(seconds)}, whatever their own intervals`
              : undefined;
      if (wrong)
        report(
          reportOn(input, FREQUENCY, `The scheduler's frequency is wrong: ${wrong}. Write 00:00:05.`, ['00:00:05']),
        );
    }
    const keepAlive = input.settings.get(KEEP_ALIVE);
    if (
      typeof keepAlive.literal === 'string' &&
      isOwnWord(input, keepAlive.winner) &&
      secondsOf(keepAlive.literal) === 0
    ) {
      const message =
        'An interval of zero switches the keep-alive agent off, so IIS stops the idle application pool and sessions in its process. Write 00:15:00.';
      report(reportOn(input, KEEP_ALIVE, message, ['00:15:00']));
    }
  },
  examples: { bad: frequencyOf('00:00:00'), good: frequencyOf('00:00:10') },
});

function frequencyOf(text: string): string {
  return sitecoreSite({
    base: '<scheduling><frequency>00:00:05</frequency></scheduling>',
    patch: `<scheduling><frequency>${text}</frequency></scheduling>`,
  });
}

/** IIS default of `processModel/@idleTimeout`. */
const IDLE = 20 * 60;

const keepAliveSlow = rule({
  id: 'sitecore-keepalive-too-slow',
  severity: 'warning',
  system: 'sitecore',
  title: 'Keep-alive that comes after the pool has stopped',
  explains:
    'Sitecore requests its own keep-alive page so that IIS does not stop the idle application pool, which would end all sessions in its process. An interval longer than the idle time of the pool, 20 minutes unless set otherwise, does not do that; versions before 7.5 come with an hour.',
  source: 'Stock Sitecore.config, 6.5 to 10.0; IIS default of idleTimeout',
  fixable: true,
  check(input, report) {
    if (!lookAt(input.view)) return;
    const interval = input.settings.get(KEEP_ALIVE);
    if (!interval.winner || typeof interval.seconds !== 'number') return;
    const idle = isUnknown(input.view.pool)
      ? undefined
      : input.settings.get('system.applicationHost/applicationPools/add/processModel/@idleTimeout').seconds;
    const limit = typeof idle === 'number' ? idle : IDLE;
    if (limit === 0 || interval.seconds <= limit) return;
    const { file, span } = interval.winner;
    const fix = setSitecore(input, KEEP_ALIVE, '00:15:00', 'Request it every 15 min');
    const whose = typeof idle === 'number' ? 'the application pool stops' : 'an application pool stops by default';
    report({
      at: { file, span },
      message: `The site is kept awake only every ${humanDuration(interval.seconds)}, but ${whose} after ${humanDuration(limit)} without a request. Write 00:15:00.`,
      fixes: fix && limit > 15 * 60 ? [fix] : [],
    });
  },
  examples: { bad: urlAgent('01:00:00'), good: urlAgent('00:15:00') },
});

function urlAgent(interval: string): string {
  return sitecoreSite({
    base: '<scheduling><agent type="Sitecore.Tasks.UrlAgent" method="Run" interval="00:15:00" /></scheduling>',
    patch: `<scheduling><agent type="Sitecore.Tasks.UrlAgent" set:interval="${interval}" /></scheduling>`,
  });
}

function reportOn(input: RuleInput, path: string, message: string, literals: readonly string[]): Report {
  const { winner } = input.settings.get(path);
  const fixes = literals.flatMap((literal): Fix[] => {
    const fix = setSitecore(input, path, literal, `Write ${literal}`);
    return fix ? [fix] : [];
  });
  return { at: { file: winner!.file, span: winner!.span }, message, fixes };
}

/** Values that Sitecore ships are not questioned; those of Sitecore Identity have files of their own. */
function isOwnWord({ view }: RuleInput, winner: EffectiveSetting['winner']): boolean {
  if (!winner) return false;
  return lookAt(view)?.isOwn(winner.file) || /\.xml$/i.test(winner.file);
}

function secondsOf(text: string): number | undefined {
  const span = parseTimeSpan(text);
  return 'ticks' in span ? Number(span.ticks / 10_000_000n) : undefined;
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

export const durationRules: readonly Rule[] = [unitMixUp, clientSession, schedule, keepAliveSlow];
