import { securityStampOf } from '../csharp/katana';
import { writesOf } from '../csharp/members';
import type { RunHost } from '../csharp/run';
import { Instance, isUnknown, type Place, TICKS_PER_SECOND, type Value } from '../csharp/value';
import type { Keeps } from './core';
import { allFacts, type Fact, factsOf, reasonOf, type Unknowable } from './facts';

/** What OWIN start-up code did, middleware by middleware. */
export interface KatanaStartUp {
  readonly cookies: readonly KatanaCookieFacts[];
  /** OpenID Connect and WS-Federation middlewares, with the type of cookie they sign in to, where that is known. */
  readonly remote: readonly RemoteSignIn[];
  readonly oauth: OAuthServer | undefined;
  readonly facts: readonly Fact[];
}

export interface KatanaCookieFacts {
  readonly authenticationType: string | Unknowable;
  readonly mode: 'active' | 'passive' | Unknowable;
  readonly at: Place;
  readonly expireTimeSpan: Told<number>;
  readonly slidingExpiration: Told<boolean>;
  /** `SecurityStampValidator.OnValidateIdentity`. */
  readonly stamp:
    | { readonly interval: Told<number>; readonly regenerates: boolean | Unknowable; readonly at: Place }
    | undefined;
  readonly ownProvider: Unknowable | undefined;
  readonly sessionStore: 'none' | Keeps;
  /** Name of the class of `CookieManager`; null: none is set. */
  readonly cookieManager: string | null | Unknowable;
  readonly maybe: Unknowable | undefined;
}

export interface RemoteSignIn {
  readonly protocol: 'OpenID Connect' | 'WS-Federation';
  readonly useTokenLifetime: Told<boolean>;
  /** The cookie's type; undefined: the default for sign-ins. */
  readonly signInAs: string | Unknowable | undefined;
  readonly at: Place;
}

export interface OAuthServer {
  readonly at: Place;
  readonly accessTokenExpireTimeSpan: Told<number>;
  readonly refreshTokenProvider: boolean | Unknowable;
}

/** A value, and where it was written; undefined for a default. Lengths are seconds. */
export interface Told<T> {
  readonly value: T | Unknowable;
  readonly at: Place | undefined;
}

const COOKIES = 'UseCookieAuthentication';
const REMOTES: Readonly<Record<string, RemoteSignIn['protocol']>> = {
  UseOpenIdConnectAuthentication: 'OpenID Connect',
  UseWsFederationAuthentication: 'WS-Federation',
};

export function katanaStartUp(run: RunHost): KatanaStartUp {
  const facts = allFacts(run);
  return {
    cookies: facts.filter(({ name }) => name === COOKIES).map(cookieFacts),
    remote: facts.flatMap((fact) => remoteSignIn(fact)),
    oauth: factsOf(run, 'UseOAuthAuthorizationServer', 'UseOAuthBearerTokens').map(oauthServer)[0],
    facts,
  };
}

function cookieFacts({ value, at, maybe }: Fact): KatanaCookieFacts {
  const options = value instanceof Instance ? value : undefined;
  const doubt = value && isUnknown(value) ? reasonOf(value) : { unknown: 'the options of the cookie are not known' };
  const told = <T>(name: string, read: (value: Value) => T | Unknowable): Told<T> =>
    options ? toldOf(options, name, read) : { value: doubt, at: undefined };
  const provider = options?.cells.get('Provider');
  const validate = provider instanceof Instance ? provider.cells.get('OnValidateIdentity') : undefined;
  return {
    authenticationType: told('AuthenticationType', words).value,
    mode: told('AuthenticationMode', (mode) =>
      mode.kind === 'enum' ? (mode.name === 'Passive' ? 'passive' : 'active') : reasonOf(mode),
    ).value,
    at,
    expireTimeSpan: told('ExpireTimeSpan', seconds),
    slidingExpiration: told('SlidingExpiration', truth),
    stamp: options && stampOf(options),
    ownProvider: ownProvider(provider, validate, options !== undefined && securityStampOf(options) !== undefined),
    sessionStore: storeOf(options?.cells.get('SessionStore')),
    cookieManager: managerOf(options?.cells.get('CookieManager')),
    maybe,
  };
}

function stampOf(cookie: Instance): KatanaCookieFacts['stamp'] {
  const stamp = securityStampOf(cookie);
  if (!stamp) return undefined;
  return {
    interval: { value: seconds(stamp.interval), at: stamp.interval.from?.place ?? stamp.at },
    regenerates: stamp.regenerates ?? { unknown: 'whether the validator makes a new identity is not known' },
    at: stamp.at,
  };
}

function ownProvider(
  provider: Value | undefined,
  validate: Value | undefined,
  stamps: boolean,
): Unknowable | undefined {
  if (!provider || provider.kind === 'null') return undefined;
  if (!(provider instanceof Instance)) return reasonOf(provider);
  if (provider.type.declaration) return { unknown: `${provider.type.name} may renew or refuse sign-ins` };
  if (stamps || !validate || validate.kind === 'null') return undefined;
  return { unknown: 'code of its own runs at OnValidateIdentity, which may renew or refuse sign-ins' };
}

function storeOf(value: Value | undefined): 'none' | Keeps {
  if (!value || value.kind === 'null') return 'none';
  if (isUnknown(value)) return reasonOf(value);
  const name = value instanceof Instance ? value.type.name : 'the session store';
  return { unknown: `where ${name} keeps the tickets of signed-in users is not known` };
}

function managerOf(value: Value | undefined): string | null | Unknowable {
  if (!value || value.kind === 'null') return null;
  if (value instanceof Instance) return value.type.name;
  return isUnknown(value) ? reasonOf(value) : 'a cookie manager';
}

function remoteSignIn({ name, value, at }: Fact): RemoteSignIn[] {
  const protocol = REMOTES[name];
  if (!protocol) return [];
  const options = value instanceof Instance ? value : undefined;
  const doubt = value && isUnknown(value) ? reasonOf(value) : { unknown: `the options of ${protocol} are not known` };
  const type = options?.cells.get('SignInAsAuthenticationType');
  return [
    {
      protocol,
      useTokenLifetime: options ? toldOf(options, 'UseTokenLifetime', truth) : { value: doubt, at: undefined },
      signInAs: !type || type.kind === 'null' || (type.kind === 'text' && type.value === '') ? undefined : words(type),
      at,
    },
  ];
}

function oauthServer({ value, at }: Fact): OAuthServer {
  const options = value instanceof Instance ? value : undefined;
  const provider = options?.cells.get('RefreshTokenProvider');
  const doubt = { unknown: 'the options of the authorization server are not known' };
  return {
    at,
    accessTokenExpireTimeSpan: options
      ? toldOf(options, 'AccessTokenExpireTimeSpan', seconds)
      : { value: doubt, at: undefined },
    refreshTokenProvider: options ? provider !== undefined && provider.kind !== 'null' : doubt,
  };
}

function toldOf<T>(options: Instance, name: string, read: (value: Value) => T | Unknowable): Told<T> {
  const value = options.cells.get(name);
  const written = writesOf(options, name).at(-1)?.at;
  if (!value) return { value: { unknown: `${name} is not known` }, at: written };
  return { value: read(value), at: value.from?.place ?? written };
}

function seconds(value: Value): number | Unknowable {
  return value.kind === 'span' ? Number(value.ticks) / Number(TICKS_PER_SECOND) : reasonOf(value);
}

function truth(value: Value): boolean | Unknowable {
  return value.kind === 'bool' ? value.value : reasonOf(value);
}

function words(value: Value): string | Unknowable {
  return value.kind === 'text' ? value.value : reasonOf(value);
}
