import { registrations } from '../csharp/framework/options';
import { writesOf } from '../csharp/members';
import type { RunHost } from '../csharp/run';
import { clientsOf, type HostSetting } from '../csharp/settings';
import { type Instance, ITEMS, isUnknown, type Place, type Value } from '../csharp/value';
import { type RememberedSignIn, rememberedSignInOf } from './remember';
import {
  member,
  seconds,
  secondsOrNull,
  type Told,
  told,
  truth,
  truthOrNull,
  type Unknowable,
  unknowable,
  words,
} from './told';

/** An IdentityServer as the start-up code of its host makes it, in one environment. */
export interface IdentityServerHost {
  /** The call of AddIdentityServer. */
  readonly at: Place;
  /** Of the package; IdentityServer4 says its name. */
  readonly version: string | Unknowable;
  readonly cookie: SessionCookie;
  /** `AddServerSideSessions()`, at its call. */
  readonly serverSideSessions: Told<boolean>;
  /** Where rows of sessions and grants live: gone with the worker, or in a database. */
  readonly store: 'worker' | 'outside' | Unknowable;
  readonly options: HostOptions;
  /** What its sign-in page makes of "remember me", as far as it is that of the templates. */
  readonly remembered: RememberedSignIn | undefined;
  readonly clients: readonly RegisteredClient[];
  /** Clients with an id that one before them has: places of both ids. */
  readonly repeated: readonly { readonly id: string; readonly at: Place; readonly first: Place | undefined }[];
  /** Clients that are registered elsewhere, in a database for example: why they are not among `clients`. */
  readonly moreClients: Unknowable | undefined;
}

/** The cookie that is the user's session at IdentityServer. */
export interface SessionCookie {
  readonly scheme: string | Unknowable;
  /** `idsrv`: IdentityServer's own; `own`: ASP.NET Identity's, or another that the host registers. */
  readonly kind: 'idsrv' | 'own' | Unknowable;
  readonly lifetime: Told<number>;
  readonly sliding: Told<boolean>;
}

export interface HostOptions {
  /** `Authentication.CookieLifetime`: without effect unless the cookie is IdentityServer's own. */
  readonly cookieLifetime: Told<number>;
  readonly cookieSliding: Told<boolean>;
  readonly coordinate: Told<boolean>;
  readonly removeExpired: Told<boolean>;
  readonly removeExpiredFrequency: Told<number>;
  readonly notifyAll: Told<boolean>;
  readonly jwtClockSkew: Told<number>;
}

/** A client that code or configuration registers. */
export interface RegisteredClient {
  readonly id: string;
  /** Where its id is written. */
  readonly at: Place | undefined;
  /** It is registered only perhaps. */
  readonly maybe: Unknowable | undefined;
  /** Does any of its grant types sign a user in? */
  readonly signsIn: boolean;
  readonly coordinate: Told<boolean | null>;
  readonly accessTokenType: Told<string>;
  readonly accessTokenLifetime: Told<number>;
  readonly identityTokenLifetime: Told<number>;
  readonly offlineAccess: Told<boolean>;
  readonly refreshAbsolute: Told<number>;
  readonly refreshSliding: Told<number>;
  readonly refreshExpiration: Told<string>;
  readonly refreshUsage: Told<string>;
  readonly backChannelUri: Told<string | null>;
  readonly frontChannelUri: Told<string | null>;
  readonly userSsoLifetime: Told<number | null>;
}

/** Services that decide on sessions in place of IdentityServer's own, by the last part of their name. */
const OWN_SERVICES = ['ISessionCoordinationService', 'IServerSideTicketStore', 'IRefreshTokenService', 'IUserSession'];

/** The source that a host was read from. */
export interface Code {
  /** Of every C# file. */
  readonly texts: Iterable<string>;
  textAt(place: Place): string;
}

/** What start-up code says of the IdentityServer in it; undefined where there is none. `settings` are the host's. */
export function identityServerIn(
  run: RunHost,
  settings: readonly HostSetting[],
  code: Code,
): IdentityServerHost | undefined {
  const made = factsOf(run, 'AddIdentityServer')[0];
  if (!made) return undefined;
  const setting = (path: string) => settings.find((one) => one.path === path);
  const option = (name: string) => setting(`IdentityServerOptions.${name}`);
  const doubt = ownServices(run);
  const frequency = option('ServerSideSessions.RemoveExpiredSessionsFrequency');
  return {
    at: made.at,
    version: versionIn(run.machine.versions.packages),
    cookie: cookieOf(setting),
    serverSideSessions: doubt ? { value: doubt, at: made.at } : sessionsOf(run),
    store: storeOf(run, code.textAt),
    options: {
      cookieLifetime: told(option('Authentication.CookieLifetime'), seconds),
      cookieSliding: told(option('Authentication.CookieSlidingExpiration'), truth),
      coordinate: told(option('Authentication.CoordinateClientLifetimesWithUserSession'), truth),
      removeExpired: told(option('ServerSideSessions.RemoveExpiredSessions'), truth),
      removeExpiredFrequency: told(frequency, seconds),
      notifyAll: told(option('ServerSideSessions.ExpiredSessionsTriggerBackchannelLogout'), truth),
      jwtClockSkew: told(option('JwtValidationClockSkew'), seconds),
    },
    remembered: rememberedSignInOf(run, code.texts),
    clients: clientsIn(run, settings),
    repeated: repeatedIn(run),
    moreClients: elsewhere(run),
  };
}

/** What start-up code called, or registered, under this name. */
export function factsOf(run: RunHost, name: string) {
  return registrations(run.host).flatMap(({ registration, maybe }) =>
    registration.kind === 'fact' && registration.fact === name ? [{ ...registration, maybe }] : [],
  );
}

/** Newest first: Duende's packages have one version; those of IdentityServer4 say their name. */
function versionIn(packages: ReadonlyMap<string, string>): string | Unknowable {
  const named = (prefix: string) => [...packages].filter(([name]) => name === prefix || name.startsWith(`${prefix}.`));
  const duende = named('duende.identityserver');
  const version = duende.map(([, one]) => one).find((one) => /\d/.test(one));
  if (version) return version;
  if (duende.length > 0) return { unknown: 'the version of the package is not written where it is referenced' };
  const [old] = named('identityserver4');
  return old ? `IdentityServer4 ${old[1]}`.trim() : { unknown: 'no package of IdentityServer is referenced here' };
}

/** `CookieAuthenticationScheme`, else the scheme that authenticates by default. */
function cookieOf(setting: (path: string) => HostSetting | undefined): SessionCookie {
  const scheme = [
    'IdentityServerOptions.Authentication.CookieAuthenticationScheme',
    'AuthenticationOptions.DefaultAuthenticateScheme',
    'AuthenticationOptions.DefaultScheme',
  ]
    .map((path) => words(setting(path)?.value ?? { kind: 'null' }))
    .find((name) => name !== null && name !== '');
  if (typeof scheme !== 'string') {
    const unknown = scheme ?? { unknown: 'no scheme authenticates by default' };
    return {
      scheme: unknown,
      kind: unknown,
      lifetime: { value: unknown, at: undefined },
      sliding: { value: unknown, at: undefined },
    };
  }
  const of = (property: string) => setting(`CookieAuthenticationOptions[${scheme}].${property}`);
  const reason = `${scheme} is no cookie that is registered here`;
  return {
    scheme,
    kind: scheme === 'idsrv' ? 'idsrv' : 'own',
    lifetime: told(of('ExpireTimeSpan'), seconds, reason),
    sliding: told(of('SlidingExpiration'), truth, reason),
  };
}

function sessionsOf(run: RunHost): Told<boolean> {
  const calls = factsOf(run, 'AddServerSideSessions');
  const sure = calls.find(({ maybe }) => !maybe);
  if (sure) return { value: true, at: sure.at };
  const perhaps = calls[0];
  if (!perhaps) return { value: false, at: undefined };
  return { value: (perhaps.maybe && unknowable(perhaps.maybe)) ?? { unknown: 'a condition decides' }, at: perhaps.at };
}

function ownServices(run: RunHost): Unknowable | undefined {
  for (const { registration } of registrations(run.host)) {
    if (registration.kind !== 'service') continue;
    const name = registration.service.name;
    if (OWN_SERVICES.includes(name)) return { unknown: `the host has its own ${name}, which decides on sessions` };
  }
  return undefined;
}

/** `AddServerSideSessions<TStore>` and an operational store keep rows outside, `AddServerSideSessions()` in memory. */
function storeOf(run: RunHost, textAt: (place: Place) => string): IdentityServerHost['store'] {
  const outside = [...factsOf(run, 'AddOperationalStore'), ...factsOf(run, 'AddPersistedGrantStore')][0];
  const own = factsOf(run, 'AddServerSideSessions').some(({ at }) =>
    /AddServerSideSessions\s*<[^>]*>\s*\([^()]*\)$/.test(textAt(at)),
  );
  const service = registrations(run.host).some(
    ({ registration }) => registration.kind === 'service' && registration.service.name === 'IServerSideSessionStore',
  );
  if (outside?.maybe) return unknowable(outside.maybe) ?? { unknown: 'a condition decides' };
  return outside || own || service ? 'outside' : 'worker';
}

/** Where clients come from that are not in `clients`. */
function elsewhere(run: RunHost): Unknowable | undefined {
  const stores = ['AddConfigurationStore', 'AddConfigurationStoreCache', 'AddClientStore', 'AddClientStoreCache'];
  const call = stores.find((name) => factsOf(run, name).length > 0);
  if (call) return { unknown: `clients come from a store (${call})` };
  const service = registrations(run.host).some(
    ({ registration }) => registration.kind === 'service' && registration.service.name === 'IClientStore',
  );
  if (service) return { unknown: 'clients come from a store of its own (IClientStore)' };
  for (const { value } of factsOf(run, 'clients')) {
    const held: Value | undefined = value?.kind === 'object' ? value.cells.get(ITEMS) : value;
    if (held?.kind !== 'items') return (held && unknowable(held)) ?? { unknown: 'the list of clients is not known' };
    const item = held.items.find((one) => isUnknown(one.value));
    if (item) return unknowable(item.value);
  }
  return factsOf(run, 'clients').length > 0
    ? undefined
    : { unknown: 'no clients are registered in code that is reached' };
}

function clientsIn(run: RunHost, settings: readonly HostSetting[]): RegisteredClient[] {
  const seen = new Set<string>();
  return clientsOf(run).flatMap(({ value, maybe }) => {
    const id = value.cells.get('ClientId');
    if (id?.kind !== 'text' || id.value === '' || seen.has(id.value) || isDisabled(value)) return [];
    seen.add(id.value);
    return [clientOf(id.value, value, maybe && unknowable(maybe), settings)];
  });
}

/** `InMemoryClientStore` refuses a list in which two clients have one id, disabled ones included. */
function repeatedIn(run: RunHost): IdentityServerHost['repeated'] {
  const first = new Map<string, Place | undefined>();
  return clientsOf(run).flatMap(({ value, maybe }) => {
    const id = value.cells.get('ClientId');
    if (id?.kind !== 'text' || maybe) return [];
    const at = idPlace(value);
    if (!first.has(id.value)) first.set(id.value, at);
    else if (at) return [{ id: id.value, at, first: first.get(id.value) }];
    return [];
  });
}

function idPlace(client: Instance): Place | undefined {
  const written = writesOf(client, 'ClientId').at(-1);
  return written?.value.from?.place ?? written?.at;
}

function isDisabled(client: Instance): boolean {
  const enabled = client.cells.get('Enabled');
  return enabled?.kind === 'bool' && !enabled.value;
}

function clientOf(
  id: string,
  client: Instance,
  maybe: Unknowable | undefined,
  settings: readonly HostSetting[],
): RegisteredClient {
  const of = <T>(property: string, read: (value: Value) => T | Unknowable): Told<T> => {
    const setting = settings.find((one) => one.name === id && one.path === `Client[${id}].${property}`);
    if (setting) return told(setting, read);
    const cell = client.cells.get(property);
    const at = writesOf(client, property).at(-1)?.at;
    return { value: cell ? read(cell) : { unknown: `${property} is not known` }, at };
  };
  return {
    id,
    at: idPlace(client),
    maybe,
    signsIn: signsIn(client.cells.get('AllowedGrantTypes')),
    coordinate: of('CoordinateLifetimeWithUserSession', truthOrNull),
    accessTokenType: of('AccessTokenType', member),
    accessTokenLifetime: of('AccessTokenLifetime', seconds),
    identityTokenLifetime: of('IdentityTokenLifetime', seconds),
    offlineAccess: of('AllowOfflineAccess', truth),
    refreshAbsolute: of('AbsoluteRefreshTokenLifetime', seconds),
    refreshSliding: of('SlidingRefreshTokenLifetime', seconds),
    refreshExpiration: of('RefreshTokenExpiration', member),
    refreshUsage: of('RefreshTokenUsage', member),
    backChannelUri: of('BackChannelLogoutUri', words),
    frontChannelUri: of('FrontChannelLogoutUri', words),
    userSsoLifetime: of('UserSsoLifetime', secondsOrNull),
  };
}

/** Grants of machines and of devices, which no browser signs in with. */
const WITHOUT_BROWSER = /^(?:client_credentials|urn:.*|password)$/;

/** Unless every grant that is named works without a browser, users sign in with the client. */
function signsIn(grants: Value | undefined): boolean {
  const held = grants?.kind === 'object' ? grants.cells.get(ITEMS) : grants;
  const named = held?.kind === 'items' ? held.items.map(({ value }) => value) : held?.kind === 'text' ? [held] : [];
  if (named.length === 0) return true;
  return !named.every(
    (value) => value.kind === 'text' && value.value.split(' ').every((one) => WITHOUT_BROWSER.test(one)),
  );
}
