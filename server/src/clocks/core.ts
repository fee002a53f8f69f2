import { AUTH_COOKIE, type Clock, isUnknown, type Unknown } from '../session/clocks';
import { cookieClock, doubtOf, isSet } from './cookie';
import type { Option } from './option';

/** Where something is kept: in the memory of the worker process, or where it survives that. */
export type Place = 'worker' | 'outside' | Unknown;

/** What the start-up code of an ASP.NET Core host says about how long users stay. */
export interface CoreHost {
  /** The handler that signs users in; null: none. */
  readonly signIn: CoreCookie | CoreBearer | Unknown | null;
  /** Session state; null: not used. */
  readonly session: { readonly idleTimeout: Option<number>; readonly store: Place } | Unknown | null;
  /** Data Protection keys, which protect cookies, session ids and tokens alike. */
  readonly keys: Place;
}

/** A cookie scheme: `CookieAuthenticationOptions` and what signs in to it. */
export interface CoreCookie {
  readonly kind: 'cookie';
  readonly scheme: string;
  readonly expireTimeSpan: Option<number>;
  readonly slidingExpiration: Option<boolean>;
  /** `Cookie.MaxAge`; its value is null when nobody set it. */
  readonly maxAge: Option<number | null>;
  /** An `ITicketStore`, and where it keeps tickets. */
  readonly ticketStore: 'none' | Place;
  /** `SecurityStampValidatorOptions.ValidationInterval`, where a validator runs. */
  readonly securityStamp: Option<number> | null;
  /** `UseTokenLifetime` of a remote handler that signs in to this cookie; null: there is none. */
  readonly tokenLifetime: Option<boolean> | null;
  /** `AuthenticationProperties` that sign-ins give; a value of null: not given. `expiresUtc` is what is added to now. */
  readonly expiresUtc: Option<number | null> | null;
  readonly allowRefresh: Option<boolean | null> | null;
  /** Own code that renews or refuses tickets: nobody knows what it does. */
  readonly ownRenewal: Unknown | null;
}

/** Opaque tokens (`AddBearerToken`): an access token, and a refresh token that fetches both anew. */
export interface CoreBearer {
  readonly kind: 'bearer';
  readonly access: Option<number>;
  readonly refresh: Option<number>;
}

const KEYS = 'Data Protection keys';

/**
 * The clocks of a host over those of the server it runs on. A worker that ends takes what it keeps: sessions in memory,
 * and with keys in memory every cookie (`withKills` adds that to the clocks of the worker).
 */
export function coreClocks(host: CoreHost, server: readonly Clock[]): Clock[] {
  const clocks = [...signInClocks(host), ...sessionClocks(host)];
  const unsure = clocks.filter(({ livesIn }) => livesIn === undefined).map(({ id }) => id);
  const stops = server.some((clock) => clock.worker === 'stops' && clock.length !== null && clock.inert === undefined);
  if (!isUnknown(host.keys) || unsure.length === 0 || !stops) return [...clocks, ...server];
  return [...clocks, ...server, keysLost(host.keys, unsure)];
}

function signInClocks({ signIn, keys }: CoreHost): Clock[] {
  if (signIn === null) return [];
  if (isUnknown(signIn))
    return [{ ...AUTH_COOKIE, name: 'Sign-in', length: signIn, restart: { on: 'never' }, sources: [] }];
  return signIn.kind === 'cookie' ? [cookie(signIn, keys)] : tokens(signIn, keys);
}

function cookie(signIn: CoreCookie, keys: Place): Clock {
  const { slidingExpiration, allowRefresh, securityStamp, tokenLifetime, expiresUtc, maxAge, ticketStore } = signIn;
  const given = expiresUtc && expiresUtc.value !== null ? (expiresUtc as Option<number>) : null;
  const slides = !isSet(slidingExpiration, false) && !isSet(allowRefresh, false);
  // The validator renews whatever AllowRefresh says; only without sliding it keeps the end.
  const compared = securityStamp && !isUnknown(securityStamp.value) && !isSet(slidingExpiration, false);
  const doubt =
    signIn.ownRenewal ??
    doubtOf(slidingExpiration, allowRefresh, maxAge, tokenLifetime, compared ? null : securityStamp) ??
    (isSet(tokenLifetime, true) ? TOKEN_DECIDES : undefined);
  return {
    ...cookieClock({
      length: given ?? signIn.expireTimeSpan,
      slides,
      renewedAfter: compared && typeof securityStamp.value === 'number' ? securityStamp.value : null,
      maxAge: typeof maxAge.value === 'number' ? maxAge.value : null,
      doubt,
      note: cookieNote(slides, compared === true, given !== null),
    }),
    ...placeOf(ticketStore === 'none' ? keys : inMemory(ticketStore, keys)),
    keys: ticketStore === 'worker' ? 'The tickets of signed-in users' : KEYS,
  };
}

const TOKEN_DECIDES: Unknown = {
  unknown: 'UseTokenLifetime is on: the cookie lasts as long as the identity token, and whoever issues that decides',
};

function cookieNote(slides: boolean, compared: boolean, given: boolean): string {
  const length = given ? 'The sign-in gives its ticket a length of its own. ' : '';
  if (!slides && !compared) return `${length}Ends at its time after sign-in, whatever the user does.`;
  const stamp = compared ? ' The security stamp is compared now and then, which renews it too.' : '';
  const half = slides
    ? 'Renewed by a request in the second half of its life; one in the first half changes nothing.'
    : '';
  return `${length}${half}${stamp}`.trim();
}

/**
 * A client fetches new tokens when the access token has ended, and gets a whole new refresh token with it. Who does not
 * come back before the refresh token ends must sign in.
 */
function tokens({ access, refresh }: CoreBearer, keys: Place): Clock[] {
  const after = typeof access.value === 'number' ? access.value : 0;
  return [
    {
      ...AUTH_COOKIE,
      id: 'refreshToken',
      name: 'Refresh token',
      length: doubtOf(access) ?? wholeSeconds(refresh.value),
      restart: { on: 'aged', after: Math.max(0, after) },
      pingRestarts: false,
      sources: refresh.sources,
      note: 'A refresh brings a new one with all of its life; requests within the life of the access token do not.',
      ...placeOf(keys),
      keys: KEYS,
    },
    {
      ...AUTH_COOKIE,
      id: 'accessToken',
      name: 'Access token',
      decides: undefined,
      length: wholeSeconds(access.value),
      restart: { on: 'tokenRefresh' },
      renewedWhile: 'refreshToken',
      pingRestarts: false,
      sources: access.sources,
      note: 'Fetched anew with the refresh token.',
      ...placeOf(keys),
      keys: KEYS,
    },
  ];
}

/** `SessionMiddleware`: every request that passes it starts the idle time again; gone at exactly its end. */
function sessionClocks({ session, keys }: CoreHost): Clock[] {
  if (session === null) return [];
  const idle = isUnknown(session) ? session : session.idleTimeout.value;
  const place = isUnknown(session) ? session : inMemory(session.store, keys);
  return [
    {
      id: 'sessionData',
      role: 'data',
      name: 'Session data',
      // A cache refuses a sliding time that is not positive: nothing is ever kept.
      length: wholeSeconds(idle),
      restart: { on: 'everyRequest' },
      pingRestarts: true,
      kills: [],
      uncertainty: 0,
      aliveAtEnd: false,
      decides: 'data',
      sources: isUnknown(session) ? [] : session.idleTimeout.sources,
      note: sessionNote(isUnknown(session) ? session : session.store, keys),
      ...placeOf(place),
    },
  ];
}

function sessionNote(store: Place, keys: Place): string {
  const rule = 'Started again by every request that passes the session middleware, read or not.';
  if (store === 'worker') return `${rule} Kept in the memory of the worker process: lost when it stops.`;
  if (keys === 'worker')
    return `${rule} Kept outside, but the key of its cookie is in memory: lost when the worker stops.`;
  return store === 'outside' ? `${rule} Kept outside the worker process.` : rule;
}

/** What is in memory is lost with the worker, and so is what is outside but reached with a cookie whose key is in memory. */
function inMemory(store: Place, keys: Place): Place {
  if (store === 'worker' || keys === 'worker') return 'worker';
  return isUnknown(store) ? store : keys;
}

function placeOf(place: Place): Pick<Clock, 'livesIn'> {
  return isUnknown(place) ? {} : { livesIn: place };
}

/**
 * Whether a stop of the worker signs everybody out hangs on a place that is not known: a stop of its own, of a length
 * that is not known, makes every number that depends on it not known, with the reason.
 */
function keysLost(keys: Unknown, kills: readonly string[]): Clock {
  return {
    id: 'keysLost',
    role: 'server',
    name: KEYS,
    length: keys,
    restart: { on: 'everyRequest' },
    pingRestarts: true,
    kills,
    uncertainty: 0,
    aliveAtEnd: true,
    worker: 'unloads',
    sources: [],
    note: 'Cookies end with the worker process if the keys that protect them are kept in its memory only.',
  };
}

function wholeSeconds(length: number | Unknown): Clock['length'] {
  return isUnknown(length) ? length : Math.max(0, Math.floor(length));
}
