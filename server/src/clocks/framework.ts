import { AUTH_COOKIE, type Clock, isUnknown } from '../session/clocks';
import type { EffectiveSetting } from '../settings/reader';
import { endsTogether } from '../site/aspnet/applicationCode';
import { ASPNET } from '../site/aspnet/key';
import type { SiteView } from '../site/site';
import { lifetimeOf } from './lifetimeOf';
import type { ClockInput, ClockSource } from './source';

const SESSION = 'system.web/sessionState';
const FORMS = 'system.web/authentication/forms';

/**
 * The clocks of a classic ASP.NET application (docs/reference/aspnet.md): forms ticket, session state, and the idle time of
 * the application domain.
 */
export const framework: ClockSource = {
  id: 'framework',
  claims: ({ view }) => view.site.has(ASPNET) && runsManagedCode(view),
  clocks: (input, below) => [signIn(input), sessionData(input), ...below, ...appDomainIdle(input)],
};

/** A pool without a version of .NET loads no ASP.NET: none of its clocks runs there (`managedRuntimeVersion=""`). */
export function runsManagedCode({ pool }: Pick<SiteView, 'pool'>): boolean {
  return isUnknown(pool) || pool.pool.value('@managedRuntimeVersion')?.literal !== '';
}

/** `FormsAuthenticationModule` acts only when the mode is Forms; other sign-ins have their clocks elsewhere. */
function signIn({ view, settings, cite }: ClockInput): Clock {
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
      sources: cite.setting(timeout),
      note:
        sliding.value === 'false'
          ? 'Ends at its time after sign-in, whatever the user does: slidingExpiration is false.'
          : 'Renewed by a request in the second half of its life; a request in the first half changes nothing.',
    };
  }
  const other = { ...AUTH_COOKIE, name: 'Sign-in', restart: { on: 'never' } as const, sources: cite.setting(mode) };
  if (isUnknown(mode.value)) return { ...other, length: mode.value };
  if (isUnknown(mode.literal)) return { ...other, length: mode.literal };
  // A default that nobody wrote is not a decision.
  if (!mode.given)
    return {
      ...other,
      length: { unknown: 'no file sets the authentication mode, so code, a site above or IIS may decide' },
      note: ELSEWHERE,
    };
  const iis = settings.element('system.webServer/security/authentication/windowsAuthentication');
  if (mode.value === 'Windows' && iis?.attributes.get('enabled')?.literal === 'false')
    return {
      ...other,
      length: { unknown: 'Windows authentication is switched off in IIS, so the browser signs nobody in' },
    };
  if (mode.value === 'Windows')
    return { ...other, length: null, note: 'Authentication mode is Windows: the browser signs in anew by itself.' };
  return {
    ...other,
    length: { unknown: `the authentication mode is ${mode.value}, so code or a module decides` },
    note: ELSEWHERE,
  };
}

/** Where a sign-in may be set up that the authentication mode does not tell of. */
const ELSEWHERE =
  'How users sign in, if they do, may be set in code (Startup, Global.asax), by a module, in the web.config of a site above, or in IIS.';

function sessionData({ view, settings, cite }: ClockInput): Clock {
  const mode = settings.get(`${SESSION}/@mode`);
  const timeout = settings.get(`${SESSION}/@timeout`);
  const expiration =
    mode.value === 'InProc' ? settings.get('system.web/caching/cache/@disableExpiration').value : undefined;
  const neverExpires = expiration === 'true';
  const skips = settings.get(`${SESSION}/providers/add/@skipKeepAliveWhenUnused`).value === 'true';
  return {
    id: 'sessionData',
    role: 'data',
    name: 'Session data',
    length: [mode.value, expiration].find(isUnknown) ?? (neverExpires ? null : lifetimeOf(timeout)),
    restart: skips ? { on: 'everyRequest', onlyWhenUsed: true } : { on: 'everyRequest' },
    pingRestarts: !skips,
    kills: endsTogether(view.site) ? ['authCookie'] : [],
    uncertainty: 0,
    aliveAtEnd: true,
    decides: 'data',
    ...(mode.value === 'InProc' && { livesIn: 'worker' }),
    ...(mode.value === 'Off' && { inert: 'mode is Off' }),
    sources: cite.setting(timeout),
    note: neverExpires
      ? 'Never expires: caching/cache disableExpiration is true.'
      : `${skips ? 'Started again only by requests whose page uses the session (skipKeepAliveWhenUnused).' : 'Started again by every request that reaches managed code.'} ${whereItLives(mode)}`,
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

/** `IdleTimeoutMonitor`: ends the application domain inside a live worker; off unless set. */
function appDomainIdle({ settings, cite }: ClockInput): Clock[] {
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
      kills: [],
      uncertainty: 30,
      aliveAtEnd: true,
      worker: 'unloads',
      sources: cite.setting(timeout),
      note: 'Unloads the application when it has had no request for this long; checked every 30 seconds.',
    },
  ];
}
