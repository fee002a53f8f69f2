import { newOptions } from '../csharp/framework/container';
import { itemsOf } from '../csharp/framework/lists';
import { optionsOf, registrations } from '../csharp/framework/options';
import { COOKIE, INTROSPECTION, OPEN_ID, TOKEN_MANAGEMENT } from '../csharp/framework/services';
import { writesOf } from '../csharp/members';
import { outcomeOf, type RunHost } from '../csharp/run';
import { typeNamed } from '../csharp/types';
import type { Instance } from '../csharp/value';
import { NULL, type Place, type Value } from '../csharp/value';
import { factsOf } from './host';
import { seconds, type Told, truth, type Unknowable, unknowable, words } from './told';

/** An application that sends its users to another host to sign in, as its start-up code says, in one environment. */
export interface RelyingParty {
  readonly scheme: string;
  /** The call that registers it. */
  readonly at: Place;
  readonly clientId: Told<string | null>;
  readonly authority: Told<string | null>;
  /** The cookie that keeps the user signed in here. */
  readonly cookie: { readonly lifetime: Told<number>; readonly sliding: Told<boolean> };
  /** Scopes that it asks for beyond the usual ones. */
  readonly scopes: readonly string[] | Unknowable;
  readonly saveTokens: Told<boolean>;
  /** How early it renews access tokens; null: no token management is registered. */
  readonly renewBefore: Told<number> | null;
  /** Duende's BFF: it has an endpoint for back-channel notices. */
  readonly bff: boolean;
}

/** Calls that register the token management of Duende, and of IdentityModel before it. */
const MANAGERS = [
  'AddOpenIdConnectAccessTokenManagement',
  'AddUserAccessTokenManagement',
  'AddAccessTokenManagement',
  'AddBff',
];

/** Every OpenID Connect handler of the host that names a client. */
export function relyingPartiesIn(run: RunHost): RelyingParty[] {
  const seen = new Set<string>();
  return registrations(run.host).flatMap(({ registration }) => {
    if (registration.kind !== 'scheme' || registration.handler !== 'openIdConnect') return [];
    if (registration.name.kind !== 'text' || seen.has(registration.name.value)) return [];
    seen.add(registration.name.value);
    const party = partyOf(run, registration.name.value, registration.at);
    return party ? [party] : [];
  });
}

function partyOf(run: RunHost, scheme: string, at: Place): RelyingParty | undefined {
  const options = made(run, OPEN_ID, scheme);
  if (!options) return undefined;
  const manages = MANAGERS.some((name) => factsOf(run, name).length > 0);
  return {
    scheme,
    at,
    clientId: read(options, 'ClientId', words),
    authority: read(options, 'Authority', words),
    cookie: cookieOf(run, options),
    scopes: scopesOf(options),
    saveTokens: read(options, 'SaveTokens', truth),
    renewBefore: manages ? renewalOf(run) : null,
    bff: factsOf(run, 'AddBff').length > 0,
  };
}

/** An API that asks an IdentityServer about tokens, in one environment. */
export interface IntrospectingApi {
  readonly scheme: string;
  readonly at: Place;
  readonly authority: Told<string | null>;
  /** How long it keeps an answer, in seconds; 0 where caching is off. */
  readonly cache: Told<number>;
}

/** Every handler of the host that asks the introspection endpoint. */
export function introspectingApisIn(run: RunHost): IntrospectingApi[] {
  const seen = new Set<string>();
  return registrations(run.host).flatMap(({ registration }) => {
    if (registration.kind !== 'scheme' || registration.handler !== 'introspection') return [];
    if (registration.name.kind !== 'text' || seen.has(registration.name.value)) return [];
    seen.add(registration.name.value);
    const options = made(run, INTROSPECTION, registration.name.value);
    if (!options) return [];
    const caches = read(options, 'EnableCaching', truth);
    const cache =
      caches.value === true ? read(options, 'CacheDuration', seconds) : { ...caches, value: caches.value || 0 };
    const scheme = registration.name.value;
    return [{ scheme, at: registration.at, authority: read(options, 'Authority', words), cache }];
  });
}

/** Options of a name as the host would have them; undefined where making them fails. */
function made(run: RunHost, full: string, name: string): Instance | undefined {
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

function read<T>(options: Instance, property: string, reading: (value: Value) => T | Unknowable): Told<T> {
  const value = options.cells.get(property) ?? NULL;
  const written = writesOf(options, property).at(-1);
  return { value: reading(value), at: written && (value.from?.place ?? written.at) };
}

/** `SignInScheme`, else the scheme that signs in by default. */
function cookieOf(run: RunHost, options: Instance): RelyingParty['cookie'] {
  const defaults = made(run, 'Microsoft.AspNetCore.Authentication.AuthenticationOptions', '');
  const scheme = [
    options.cells.get('SignInScheme'),
    defaults?.cells.get('DefaultSignInScheme'),
    defaults?.cells.get('DefaultScheme'),
  ]
    .map((value) => words(value ?? NULL))
    .find((name) => name !== null && name !== '');
  const cookie = typeof scheme === 'string' ? made(run, COOKIE, scheme) : undefined;
  if (cookie)
    return { lifetime: read(cookie, 'ExpireTimeSpan', seconds), sliding: read(cookie, 'SlidingExpiration', truth) };
  const unknown =
    typeof scheme === 'object' && scheme !== null ? scheme : { unknown: 'the cookie of the sign-in is not known' };
  return { lifetime: { value: unknown, at: undefined }, sliding: { value: unknown, at: undefined } };
}

function scopesOf(options: Instance): RelyingParty['scopes'] {
  const scope = options.cells.get('Scope');
  const items = itemsOf(scope);
  if (!items) return (scope && unknowable(scope)) ?? { unknown: 'the scopes are not known' };
  const names = items.map(({ value, maybe }) =>
    maybe ? (unknowable(maybe) ?? { unknown: 'a condition decides' }) : words(value),
  );
  const unknown = names.find((name) => typeof name === 'object' && name !== null);
  if (unknown) return unknown as Unknowable;
  return names.flatMap((name) => (typeof name === 'string' ? name.split(' ') : []));
}

function renewalOf(run: RunHost): Told<number> {
  const options = made(run, TOKEN_MANAGEMENT, '');
  return options
    ? read(options, 'RefreshBeforeExpiration', seconds)
    : { value: { unknown: 'its token management is not known' }, at: undefined };
}
