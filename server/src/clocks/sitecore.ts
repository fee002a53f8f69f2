import { parseTimeSpan } from '../config/dotnet/timeSpan';
import { type Clock, isUnknown, type Scenario } from '../session/clocks';
import type { Model } from '../session/model';
import { duration } from '../session/words';
import type { EffectiveSetting, SettingsReader } from '../settings/reader';
import { classOf } from '../settings/sitecore/path';
import type { SiteView } from '../site/site';
import { SITECORE } from '../site/sitecore/key';
import { surelyAtLeast, surelyBefore } from '../site/sitecore/version';
import { lifetimeOf } from './lifetimeOf';
import { isForEditors, named, persistentLogin, signInClock } from './sitecoreSignIn';
import type { ClockInput, ClockSource } from './source';

const SESSION = 'system.web/sessionState';
const FREQUENCY = 'sitecore/scheduling/frequency';
const URL_AGENT = "sitecore/scheduling/agent[type='Sitecore.Tasks.UrlAgent']/@interval";
const ROBOTS = named('Analytics.Robots.SessionTimeout');
const TICKET = named('Authentication.ClientSessionTimeout');

/**
 * The clocks of a Sitecore site: those of any ASP.NET application, the sign-in by version and mechanism, and the times
 * that are often taken for it (docs/reference/sitecore.md, What signs an editor out).
 */
export const sitecore: ClockSource = {
  id: 'sitecore',
  claims: ({ view }) => view.site.part(SITECORE) !== undefined,
  clocks(input, below) {
    const clocks = below.flatMap((clock) => {
      if (clock.decides === 'signIn')
        return [withRoleNote(input.view, signInClock(input, clock)), persistentLogin(input)];
      if (clock.decides === 'data') return [sessionData(input, clock)];
      return [clock.worker === 'stops' || clock.worker === 'suspends' ? keptAwake(input, clock) : clock];
    });
    return [...clocks, ...robotSession(input), ...clientTicket(input)];
  },
  presets: editorPresets,
};

/** What people who edit on a site ask first; empty where nobody does. */
function editorPresets({ view, settings }: ClockInput, clocks: readonly Clock[]): Model['presets'] {
  if (!isForEditors(view)) return [];
  const scenario = lostWork(settings);
  const typing = { id: 'lost-work', name: 'Editor types for an hour, then saves', scenario };
  const canBeRemembered = clocks.some(({ needsRemember, inert }) => needsRemember && inert === undefined);
  if (!canBeRemembered) return [typing];
  const remembered = { ...scenario, remember: true };
  return [typing, { id: 'lost-work-remembered', name: 'The same with Remember me', scenario: remembered }];
}

/** The environment may give the server other roles than web.config does. */
function withRoleNote(view: SiteView, clock: Clock): Clock {
  const builder = view.site.part(SITECORE)?.sources.rulesFromEnvironment;
  if (builder === undefined || view.variant?.values?.role) return clock;
  const roles = `Roles are taken as they are written; ${builder} may replace them on the server.`;
  return { ...clock, note: clock.note ? `${clock.note} ${roles}` : roles };
}

function sessionData({ view, settings }: ClockInput, aspnet: Clock): Clock {
  const notes = [aspnet.note, providerNote(settings)];
  if (isForEditors(view))
    notes.push(`An open editor's page requests keepalive.aspx every ${duration(keepAliveEvery(settings))}.`);
  const timeout = settings.get(`${SESSION}/@timeout`);
  // Sitecore has sessions in every mode that it runs in: where they are kept decides who else ends them, not how long
  // they last.
  const known = isUnknown(aspnet.length) && timeout.given && !view.site.webConfig ? lifetimeOf(timeout) : aspnet.length;
  return { ...aspnet, length: known, note: notes.filter(Boolean).join(' ') };
}

/** Sitecore's providers end a session when they next look for expired ones; the xDB gets the visit then. */
function providerNote(settings: SettingsReader): string | undefined {
  if (settings.get(`${SESSION}/@mode`).value !== 'Custom') return undefined;
  const name = settings.get(`${SESSION}/@customProvider`).value;
  const providers = settings.element(`${SESSION}/providers`)?.children ?? [];
  const provider = providers.find(({ attributes }) => attributes.get('name')?.literal === name);
  const type = String(provider?.attributes.get('type')?.literal ?? '');
  if (!/^Sitecore\.SessionProvider\./.test(type)) return undefined;
  const polling = provider?.attributes.get('pollingInterval')?.literal ?? '2';
  if (provider?.attributes.get('pollingEnabled')?.literal === 'false')
    return 'Polling is off: Session_End never comes, and the xDB gets no visit.';
  return `Session_End, and with it the xDB's copy of the visit, waits up to ${String(polling)} s more (pollingInterval).`;
}

/** `Sitecore.js` pings 30 s before the session would end, every 1170 s when it does not know the length. */
export function keepAliveEvery(settings: SettingsReader): number {
  const { seconds } = settings.get(`${SESSION}/@timeout`);
  return typeof seconds === 'number' && seconds > 30 ? seconds - 30 : 1170;
}

/** UrlAgent requests a page of the site from inside it; nobody else has to come for the pool to stay awake. */
function keptAwake({ view, settings, cite }: ClockInput, poolIdle: Clock): Clock {
  const every = urlAgentEvery(view, settings);
  if (every === undefined || typeof poolIdle.length !== 'number') return poolIdle;
  const agent = `Sitecore's UrlAgent requests keepalive.aspx every ${duration(every)}`;
  const sources = [...poolIdle.sources, ...cite.setting(settings.get(URL_AGENT))];
  if (every >= poolIdle.length)
    return { ...poolIdle, sources, note: `${poolIdle.note ?? ''} ${agent}, which is too seldom to prevent it.`.trim() };
  return {
    ...poolIdle,
    sources,
    inert: 'kept awake',
    note: `${agent}, so the pool is never idle that long, as long as the address it asks for reaches this server.`,
  };
}

/** Seconds between two requests of the most frequent UrlAgent, rounded up to the scheduler's frequency. */
function urlAgentEvery(view: SiteView, settings: SettingsReader): number | undefined {
  const frequency = settings.get(FREQUENCY).seconds;
  if (typeof frequency !== 'number' || frequency <= 0) return undefined;
  const intervals = agentIntervals(view) ?? [settings.get(URL_AGENT)].map(({ seconds }) => seconds);
  const running = intervals.filter((interval): interval is number => typeof interval === 'number' && interval > 0);
  if (running.length === 0) return undefined;
  return Math.ceil(Math.min(...running) / frequency) * frequency;
}

/** Undefined when the workspace does not hold Sitecore's own scheduling. */
function agentIntervals(view: SiteView): (number | undefined)[] | undefined {
  const configuration = view.part(SITECORE);
  if (!configuration || !view.site.part(SITECORE)?.complete) return undefined;
  const { documentElement } = configuration.document;
  return documentElement.children
    .filter(({ localName }) => localName === 'scheduling')
    .flatMap((scheduling) => scheduling.children)
    .filter((agent) => agent.localName === 'agent' && classOf(agent.getAttribute('type')) === 'Sitecore.Tasks.UrlAgent')
    .map((agent) => {
      const read = parseTimeSpan(agent.getAttribute('interval') ?? '');
      return 'fault' in read ? undefined : Number(read.ticks / 10_000_000n);
    });
}

/** Shortens the session of visitors, and by KB 135940 of editors too where the version has that fault. */
function robotSession({ view, settings, cite }: ClockInput): Clock[] {
  const timeout = settings.get(ROBOTS);
  if (!isPresent(timeout)) return [];
  const version = view.site.part(SITECORE)?.version ?? {};
  const faulty = !surelyBefore(version, '7.2') && !surelyAtLeast(version, '8.2');
  return [
    {
      id: 'robotSession',
      role: 'data',
      name: 'Robot session',
      length: lifetimeOf(timeout),
      restart: { on: 'everyRequest' },
      pingRestarts: true,
      kills: [],
      uncertainty: 0,
      aliveAtEnd: true,
      inert: 'robots only',
      sources: cite.setting(timeout),
      note: `Length of the session of a visitor who is taken for a robot.${faulty ? ' Versions 7.2 to 8.1 could take editors for robots (KB 135940).' : ''}`,
    },
  ];
}

/** Often raised to stop logouts, and without any effect on them. */
function clientTicket({ view, settings, cite }: ClockInput): Clock[] {
  const timeout = settings.get(TICKET);
  if (!isPresent(timeout) || !isForEditors(view)) return [];
  return [
    {
      id: 'clientTicket',
      role: 'identity',
      name: 'Client ticket',
      length: lifetimeOf(timeout),
      restart: { on: 'everyRequest' },
      pingRestarts: false,
      kills: [],
      uncertainty: 0,
      aliveAtEnd: true,
      inert: 'licence only',
      sources: cite.setting(timeout),
      note: 'Frees the seat of an editor under a licence for a number of concurrent editors; it signs nobody out.',
    },
  ];
}

function isPresent({ literal }: EffectiveSetting): boolean {
  return literal !== undefined && !isUnknown(literal);
}

/** An editor opens an item, types for an hour and saves: the page pings all the while (seed 003). */
export function lostWork(settings: SettingsReader): Scenario {
  return { clicks: [0, 3600], remember: false, ping: { every: keepAliveEvery(settings) }, otherTraffic: false };
}
