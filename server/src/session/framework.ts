import { type EffectiveSetting, effective, type SettingsReader } from '../settings/reader';
import { endsTogether } from '../site/applicationCode';
import { isUnknown } from '../site/lifetime';
import type { SiteView } from '../site/site';
import { AUTH_COOKIE, type Clock, type ClockId, type Lifetime } from './clocks';
import { sourcesOf } from './sources';

const SESSION = 'system.web/sessionState';
const FORMS = 'system.web/authentication/forms';
const POOL = 'system.applicationHost/applicationPools/add';
const SCHEDULE = `${POOL}/recycling/periodicRestart/schedule/add/@value`;

/**
 * The clocks of a classic ASP.NET application (reference 2.1 to 2.4): forms ticket, session state, and what the
 * application pool and the application domain do to them.
 */
export function frameworkClocks(view: SiteView, settings: SettingsReader): Clock[] {
  const clocks: Clock[] = [];
  const mode = settings.get(`${SESSION}/@mode`);
  const kills = killedWithProcess(settings);
  clocks.push(signIn(view, settings), sessionData(view, settings, mode));
  clocks.push(poolIdle(view, settings, kills), poolRecycle(view, settings, kills));
  clocks.push(...poolSchedule(view, settings, kills), ...appDomainIdle(view, settings, kills));
  return clocks;
}

/** `FormsAuthenticationModule` acts only when the mode is Forms; other sign-ins have their clocks elsewhere. */
function signIn(view: SiteView, settings: SettingsReader): Clock {
  const mode = settings.get('system.web/authentication/@mode');
  const timeout = settings.get(`${FORMS}/@timeout`);
  const sliding = settings.get(`${FORMS}/@slidingExpiration`);
  if (mode.value === 'Forms') {
    return {
      ...AUTH_COOKIE,
      kills: endsTogether(view.site) ? ['sessionData'] : [],
      // Nobody knows whether requests renew it: half its life or all of it.
      length: isUnknown(sliding.value) ? sliding.value : lifetimeOf(timeout),
      restart: sliding.value === 'false' ? { on: 'never' } : { on: 'secondHalf', strict: false },
      sources: sourcesOf(view, timeout),
      note:
        sliding.value === 'false'
          ? 'Ends at its time after sign-in, whatever the user does: slidingExpiration is false.'
          : 'Renewed by a request in the second half of its life; a request in the first half changes nothing.',
    };
  }
  const never = { ...AUTH_COOKIE, name: 'Sign-in', restart: { on: 'never' } as const, sources: sourcesOf(view, mode) };
  if (mode.value === 'None')
    return {
      ...never,
      length: { unknown: 'authentication mode is None, so sign-in is set up in code, if there is one' },
      note: 'No sign-in of ASP.NET itself: OWIN or own code decides.',
    };
  if (isUnknown(mode.value) || isUnknown(mode.literal)) return { ...never, length: lifetimeOf(mode) };
  return { ...never, length: null, note: `Authentication mode is ${mode.value}: the browser signs in anew by itself.` };
}

function sessionData(view: SiteView, settings: SettingsReader, mode: EffectiveSetting): Clock {
  const timeout = settings.get(`${SESSION}/@timeout`);
  const expiration =
    mode.value === 'InProc' ? settings.get('system.web/caching/cache/@disableExpiration').value : undefined;
  const neverExpires = expiration === 'true';
  return {
    id: 'sessionData',
    role: 'data',
    name: 'Session data',
    length: [mode.value, expiration].find(isUnknown) ?? (neverExpires ? null : lifetimeOf(timeout)),
    restart: { on: 'everyRequest' },
    pingRestarts: true,
    kills: endsTogether(view.site) ? ['authCookie'] : [],
    uncertainty: 0,
    aliveAtEnd: true,
    ...(mode.value === 'Off' && { inert: 'mode is Off' }),
    sources: sourcesOf(view, timeout),
    note: neverExpires
      ? 'Never expires: caching/cache disableExpiration is true.'
      : `Started again by every request that reaches managed code. ${whereItLives(mode)}`,
  };
}

function whereItLives(mode: EffectiveSetting): string {
  switch (mode.value) {
    case 'InProc':
      return 'Kept in the worker process: lost when it stops.';
    case 'StateServer':
      return 'Kept by the state service: survives the worker process.';
    case 'SQLServer':
      return 'Kept in SQL Server: survives the worker process; removed by a job that runs every minute.';
    case 'Custom':
      return 'Kept by a custom provider, which decides what expiry means.';
    default:
      return '';
  }
}

function poolIdle(view: SiteView, settings: SettingsReader, kills: readonly ClockId[]): Clock {
  const timeout = settings.get(`${POOL}/processModel/@idleTimeout`);
  const action = settings.get(`${POOL}/processModel/@idleTimeoutAction`).value;
  const suspends = action === 'Suspend';
  return {
    id: 'poolIdle',
    role: 'server',
    name: 'App pool idle',
    length: isUnknown(action) ? action : zeroIsNever(lifetimeOf(timeout)),
    restart: { on: 'everyRequest' },
    pingRestarts: true,
    kills: suspends ? [] : kills,
    uncertainty: 60,
    aliveAtEnd: true,
    sources: sourcesOf(view, timeout),
    note: suspends
      ? 'Suspends the worker and keeps its memory.'
      : 'Stops the worker when nobody has sent a request for this long; checked once a minute.',
  };
}

function poolRecycle(view: SiteView, settings: SettingsReader, kills: readonly ClockId[]): Clock {
  const time = settings.get(`${POOL}/recycling/periodicRestart/@time`);
  return {
    id: 'poolRecycle',
    role: 'server',
    name: 'App pool recycle',
    length: zeroIsNever(lifetimeOf(time)),
    restart: { on: 'workerStart' },
    pingRestarts: false,
    kills,
    uncertainty: 0,
    aliveAtEnd: true,
    sources: sourcesOf(view, time),
    note: 'Counts from the start of the worker process, so it comes at another hour each day.',
  };
}

function poolSchedule(view: SiteView, _settings: SettingsReader, kills: readonly ClockId[]): Clock[] {
  if (isUnknown(view.pool)) return [];
  const schedule = view.pool.pool.schedule();
  if (schedule.length === 0) return [];
  return [
    {
      id: 'poolSchedule',
      role: 'server',
      name: 'App pool schedule',
      length: Math.round(86_400 / schedule.length),
      restart: { on: 'workerStart' },
      pingRestarts: false,
      kills,
      uncertainty: 0,
      aliveAtEnd: true,
      sources: schedule.flatMap((time) => sourcesOf(view, effective(SCHEDULE, time))),
      note: `Recycles every day at ${schedule.map(({ literal }) => (isUnknown(literal) ? 'an unknown time' : literal)).join(', ')} local time.`,
    },
  ];
}

/** `IdleTimeoutMonitor`: ends the application domain inside a live worker; off unless set. */
function appDomainIdle(view: SiteView, settings: SettingsReader, kills: readonly ClockId[]): Clock[] {
  const timeout = settings.get('system.web/hostingEnvironment/@idleTimeout');
  if (!timeout.given) return [];
  return [
    {
      id: 'appDomainIdle',
      role: 'server',
      name: 'Application idle',
      length: lifetimeOf(timeout),
      restart: { on: 'everyRequest' },
      pingRestarts: true,
      kills,
      uncertainty: 30,
      aliveAtEnd: true,
      sources: sourcesOf(view, timeout),
      note: 'Unloads the application when it has had no request for this long; checked every 30 seconds.',
    },
  ];
}

/** What dies with the process: data kept in it. Tickets survive, since ASP.NET's generated keys are stored (2.4). */
function killedWithProcess(settings: SettingsReader): ClockId[] {
  return settings.get(`${SESSION}/@mode`).value === 'InProc' ? ['sessionData'] : [];
}

function lifetimeOf(setting: EffectiveSetting): Lifetime {
  return setting.seconds === undefined ? { unknown: 'nothing sets it' } : setting.seconds;
}

/** IIS: 00:00:00 switches the timer off. */
function zeroIsNever(lifetime: Lifetime): Lifetime {
  return lifetime === 0 ? null : lifetime;
}
