import { newOptions } from '../csharp/framework/container';
import { optionsOf, registrations } from '../csharp/framework/options';
import { COOKIE, OPEN_ID } from '../csharp/framework/services';
import { writesOf } from '../csharp/members';
import { outcomeOf, type RunHost } from '../csharp/run';
import type { HostSetting } from '../csharp/settings';
import { typeNamed } from '../csharp/types';
import { Instance, isUnknown, type Place, type Value } from '../csharp/value';
import { allFacts, type Fact, factsOf, reasonOf, type Unknowable } from './facts';

/** Where something is kept: in the memory of the process, or where it survives that. */
export type Keeps = 'worker' | 'outside' | Unknowable;

/** What the start-up code of an ASP.NET Core host did, beside the options that it set. */
export interface CoreStartUp {
  /** The scheme that authenticates by default, and what handles it; undefined: none is registered. */
  readonly signIn:
    | { readonly kind: 'cookie' | 'bearer' | 'jwt'; readonly scheme: string; readonly at: Place }
    | Unknowable
    | undefined;
  readonly cookie: CookieFacts | undefined;
  /** OpenID Connect schemes that sign in to that cookie. */
  readonly remote: readonly { readonly scheme: string; readonly at: Place }[];
  /** `UseSession`; undefined: sessions are not used. `store` is that of the distributed cache. */
  readonly session: { readonly at: Place; readonly store: Keeps } | Unknowable | undefined;
  /** Where code puts the Data Protection keys; undefined: nowhere, the framework looks for a place itself. */
  readonly keys: { readonly place: Keeps; readonly at: Place } | undefined;
  /** Cookie schemes whose `Cookie.Expiration` is set: options validation refuses that at every request. */
  readonly refused: readonly { readonly scheme: string; readonly at: Place }[];
  /** Cookie options configured without a name: no scheme reads them. */
  readonly unnamed: readonly Place[];
  /** Services of the framework that the host registers its own class for, by name. */
  readonly ownServices: ReadonlySet<string>;
  readonly facts: readonly Fact[];
}

export interface CookieFacts {
  /** `SessionStore`: what it is, and where it keeps tickets. */
  readonly ticketStore: 'none' | Keeps;
  /** ASP.NET Core Identity compares security stamps of this scheme. */
  readonly comparesStamps: boolean;
  /** Own code decides about tickets: which event. */
  readonly ownEvents: Unknowable | undefined;
}

/** Tokens that others issue are checked here or asked about: either way their issuer decides. */
const HANDLERS = { cookie: 'cookie', bearerToken: 'bearer', jwtBearer: 'jwt', introspection: 'jwt' } as const;

/** Policy schemes of the framework that stand for another scheme. */
const STANDS_FOR: Readonly<Record<string, string>> = { 'Identity.BearerAndApplication': 'Identity.Application' };

/** What a host did that clocks and rules ask for. `settings` are its options. */
export function coreStartUp(run: RunHost, settings: readonly HostSetting[]): CoreStartUp {
  const signIn = signInOf(run, settings);
  const scheme = signIn && 'kind' in signIn && signIn.kind === 'cookie' ? signIn.scheme : undefined;
  return {
    signIn,
    cookie: scheme === undefined ? undefined : cookieFacts(run, scheme),
    remote: scheme === undefined ? [] : remoteTo(run, settings, scheme),
    session: sessionOf(run),
    keys: keysOf(run),
    refused: refusedCookies(run),
    unnamed: unnamedCookieOptions(run),
    ownServices: new Set(
      registrations(run.host).flatMap(({ registration }) =>
        registration.kind === 'service' ? [registration.service.name] : [],
      ),
    ),
    facts: allFacts(run),
  };
}

function schemesOf(run: RunHost) {
  return registrations(run.host).flatMap(({ registration, maybe }) =>
    registration.kind === 'scheme' ? [{ ...registration, maybe }] : [],
  );
}

/** `DefaultAuthenticateScheme`, else `DefaultScheme`, else the only scheme there is. */
function signInOf(run: RunHost, settings: readonly HostSetting[]): CoreStartUp['signIn'] {
  const schemes = schemesOf(run);
  if (schemes.length === 0) return undefined;
  const named = schemes.flatMap(({ name }) => (name.kind === 'text' ? [name.value] : []));
  const asked = ['DefaultAuthenticateScheme', 'DefaultScheme'].map(
    (property) => settings.find(({ path }) => path === `AuthenticationOptions.${property}`)?.value,
  );
  const given = asked.find((value) => value && value.kind !== 'null');
  if (given && given.kind !== 'text') return reasonOf(given);
  const only = new Set(named).size === 1 && named.length === schemes.length ? named[0] : undefined;
  const scheme = given?.value ?? only;
  if (scheme === undefined)
    return { unknown: 'several schemes are registered, and none of them authenticates by default' };
  const meant = STANDS_FOR[scheme] ?? scheme;
  const found = schemes.find(({ name }) => name.kind === 'text' && name.value === meant);
  if (!found)
    return { unknown: `the scheme ${scheme} authenticates by default, and nothing that is read here registers it` };
  if (found.maybe) return reasonOf(found.maybe);
  if (found.handler === 'other' || found.handler === 'openIdConnect')
    return { unknown: `the scheme ${scheme} has a handler of its own` };
  return { kind: HANDLERS[found.handler], scheme: meant, at: found.at };
}

function cookieFacts(run: RunHost, scheme: string): CookieFacts {
  const options = optionsIn(run, COOKIE, scheme);
  if (!options) {
    const unknown = { unknown: 'the options of the cookie cannot be made' };
    return { ticketStore: unknown, comparesStamps: false, ownEvents: unknown };
  }
  const stamps = factsOf(run, 'securityStamp').some(({ value }) => value?.kind === 'text' && value.value === scheme);
  const events = options.cells.get('Events');
  // Who replaces the events of Identity's cookie replaces its validator too.
  const replaced = stamps && writesOf(options, 'Events').length > 0;
  return {
    ticketStore: ticketStoreOf(options.cells.get('SessionStore')),
    comparesStamps: stamps && !replaced,
    ownEvents: ownEvents(events, options.cells.get('EventsType')),
  };
}

/** Options as the host would have them; undefined where they cannot be made. */
function optionsIn(run: RunHost, full: string, name: string): Instance | undefined {
  let options: Instance | undefined;
  const type = typeNamed(full);
  outcomeOf(run.machine, () => {
    options = optionsOf(run.machine, run.host, type, name, () => newOptions(run.machine, type, NOWHERE));
    return true;
  });
  return options;
}

const NOWHERE = {
  file: { path: '', text: '' },
  start: 0,
  end: 0,
  type: '',
  named: true,
  field: undefined,
  children: [],
  broken: false,
} as const;

function ticketStoreOf(value: Value | undefined): CookieFacts['ticketStore'] {
  if (!value || value.kind === 'null') return 'none';
  if (isUnknown(value)) return reasonOf(value);
  const name = value.kind === 'object' ? value.type.name : 'an ITicketStore';
  return { unknown: `where ${name} keeps the tickets of signed-in users is not known` };
}

/** Events that renew, refuse or replace tickets. */
const DECIDING = ['OnCheckSlidingExpiration', 'OnValidatePrincipal'];

function ownEvents(events: Value | undefined, type: Value | undefined): Unknowable | undefined {
  if (type && type.kind !== 'null') return { unknown: 'the class of EventsType may renew or refuse sign-ins' };
  if (!events || events.kind === 'null') return undefined;
  if (events.kind !== 'object') return reasonOf(events);
  if (events.type.declaration) return { unknown: `${events.type.name} may renew or refuse sign-ins` };
  const name = DECIDING.find((event) => !['null', undefined].includes(events.cells.get(event)?.kind));
  return name === undefined
    ? undefined
    : { unknown: `code of its own runs at ${name}, which may renew or refuse sign-ins` };
}

/** Remote handlers sign in to `SignInScheme`, else the default for sign-ins, else the default. */
function remoteTo(run: RunHost, settings: readonly HostSetting[], cookie: string): CoreStartUp['remote'] {
  const worth = (path: string) => settings.find((setting) => setting.path === path)?.value;
  const usual = [worth('AuthenticationOptions.DefaultSignInScheme'), worth('AuthenticationOptions.DefaultScheme')];
  return schemesOf(run).flatMap(({ name, handler, at }) => {
    if (handler !== 'openIdConnect' || name.kind !== 'text') return [];
    const own = optionsIn(run, OPEN_ID, name.value)?.cells.get('SignInScheme');
    const target = [own, ...usual].find((value) => value && value.kind !== 'null');
    return target?.kind !== 'text' || target.value === cookie ? [{ scheme: name.value, at }] : [];
  });
}

function refusedCookies(run: RunHost): CoreStartUp['refused'] {
  return schemesOf(run).flatMap(({ name, handler }) => {
    if (handler !== 'cookie' || name.kind !== 'text') return [];
    const builder = optionsIn(run, COOKIE, name.value)?.cells.get('Cookie');
    if (!(builder instanceof Instance) || builder.cells.get('Expiration')?.kind !== 'span') return [];
    const at = writesOf(builder, 'Expiration').at(-1)?.at;
    return at ? [{ scheme: name.value, at }] : [];
  });
}

function unnamedCookieOptions(run: RunHost): readonly Place[] {
  return registrations(run.host).flatMap(({ registration }) => {
    if (registration.kind !== 'configure' || registration.options.full !== COOKIE) return [];
    return registration.name?.kind === 'text' && registration.name.value === '' ? [registration.at] : [];
  });
}

/** Distributed caches that survive the process; the one in memory gives way to them, whatever comes first. */
const OUTSIDE =
  /^Add(?:StackExchangeRedis|DistributedRedis|DistributedSqlServer|DistributedPostgre\w*|Cosmos|Redis\w*)Cache$|^AddNCacheDistributedCache$/;

function sessionOf(run: RunHost): CoreStartUp['session'] {
  const used = factsOf(run, 'UseSession').at(-1);
  if (!used) return undefined;
  if (used.maybe) return used.maybe;
  return { at: used.at, store: distributedCache(run) };
}

function distributedCache(run: RunHost): Keeps {
  const own = registrations(run.host).find(
    ({ registration }) => registration.kind === 'service' && registration.service.name === 'IDistributedCache',
  );
  if (own) return { unknown: 'the host registers a distributed cache of its own' };
  const outside = allFacts(run).find(({ name }) => OUTSIDE.test(name));
  if (!outside) return 'worker';
  return outside.maybe ?? 'outside';
}

/** The last of these calls counts: each sets the repository of keys. */
function keysOf(run: RunHost): CoreStartUp['keys'] {
  const set = allFacts(run).filter(({ name }) => /^PersistKeys?To|^UseEphemeralDataProtectionProvider$/.test(name));
  const last = set.at(-1);
  if (!last) return undefined;
  const place: Keeps = /^Persist/.test(last.name) ? 'outside' : 'worker';
  return { place: last.maybe ?? place, at: last.at };
}
