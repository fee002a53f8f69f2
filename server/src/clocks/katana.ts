import { AUTH_COOKIE, type Clock, isUnknown, type Unknown } from '../session/clocks';
import { cookieClock, doubtOf, isSet } from './cookie';
import type { Place } from './core';
import type { Option } from './option';

/** What OWIN start-up code says about how long users stay. */
export interface KatanaHost {
  /** The cookie middleware that keeps users signed in; null: none. */
  readonly signIn: KatanaCookie | Unknown | null;
  /** An OAuth authorization server in the same application; null: none. */
  readonly oauth: KatanaOAuth | null;
}

export interface KatanaCookie {
  readonly authenticationType: string;
  readonly expireTimeSpan: Option<number>;
  readonly slidingExpiration: Option<boolean>;
  /** `SecurityStampValidator.OnValidateIdentity`; `regenerates`: its callback makes a new identity. Null: none. */
  readonly securityStamp: { readonly interval: Option<number>; readonly regenerates: boolean | Unknown } | null;
  /** `UseTokenLifetime` of a middleware that signs in to this cookie (OpenID Connect, WS-Federation); null: there is none. */
  readonly tokenLifetime: Option<boolean> | null;
  readonly sessionStore: 'none' | Place;
  /** `AuthenticationProperties` that sign-ins give; a value of null: not given. `expiresUtc` is what is added to now. */
  readonly expiresUtc: Option<number | null> | null;
  readonly allowRefresh: Option<boolean | null> | null;
  /** Own code that renews or refuses tickets: nobody knows what it does. */
  readonly ownRenewal: Unknown | null;
}

export interface KatanaOAuth {
  /** `AccessTokenExpireTimeSpan` */
  readonly access: Option<number>;
  /** What a `RefreshTokenProvider` gives its tokens; null: no provider. */
  readonly refresh: Option<number> | null;
}

/** The clocks of OWIN code: the sign-in cookie, or where there is none the tokens. */
export function katanaClocks({ signIn, oauth }: KatanaHost): Clock[] {
  const clocks: Clock[] = [];
  if (isUnknown(signIn))
    clocks.push({ ...AUTH_COOKIE, name: 'Sign-in', length: signIn, restart: { on: 'never' }, sources: [] });
  else if (signIn) clocks.push(cookie(signIn));
  if (oauth) clocks.push(...tokens(oauth, signIn === null));
  return clocks;
}

function cookie(signIn: KatanaCookie): Clock {
  const { slidingExpiration, allowRefresh, securityStamp, tokenLifetime, expiresUtc, sessionStore } = signIn;
  const given = expiresUtc && expiresUtc.value !== null ? (expiresUtc as Option<number>) : null;
  const slides = !isSet(slidingExpiration, false) && !isSet(allowRefresh, false) && !isSet(tokenLifetime, true);
  const interval = securityStamp?.interval.value;
  const signsAnew = securityStamp?.regenerates === true && typeof interval === 'number';
  const doubt =
    signIn.ownRenewal ??
    doubtOf(slidingExpiration, allowRefresh, tokenLifetime, securityStamp?.interval, regenerating(signIn)) ??
    (isSet(tokenLifetime, true) ? tokenDecides(signsAnew) : undefined) ??
    (given && signsAnew && given.value !== signIn.expireTimeSpan.value ? twoLengths() : undefined);
  return {
    ...cookieClock({
      length: given ?? signIn.expireTimeSpan,
      slides,
      renewedAfter: signsAnew ? interval : null,
      maxAge: null,
      doubt,
      note: cookieNote(slides, signsAnew),
    }),
    name: 'OWIN cookie',
    ...(sessionStore === 'worker' && { livesIn: 'worker', keys: 'The tickets of signed-in users' }),
  };
}

function regenerating({ securityStamp }: KatanaCookie): Unknown | undefined {
  return securityStamp && isUnknown(securityStamp.regenerates) ? securityStamp.regenerates : undefined;
}

/** OpenIdConnectAuthenticationHandler, WsFederationAuthenticationHandler: both stamps from the token, AllowRefresh false. */
function tokenDecides(signsAnew: boolean): Unknown {
  const later = signsAnew ? ', until the security stamp is compared: then it gets ExpireTimeSpan after all' : '';
  return {
    unknown: `UseTokenLifetime is on, as it is unless code says otherwise: the cookie ends with the token of the identity provider, and nothing here says how long that lasts${later}`,
  };
}

function twoLengths(): Unknown {
  return {
    unknown:
      'the sign-in gives its ticket another length than ExpireTimeSpan, which takes its place when the security stamp is compared',
  };
}

function cookieNote(slides: boolean, signsAnew: boolean): string {
  if (!slides && !signsAnew) return 'Ends at its time after sign-in, whatever the user does.';
  const half = slides
    ? 'Renewed by a request in the second half of its life; one in the first half changes nothing.'
    : '';
  const stamp = signsAnew
    ? 'Comparing the security stamp signs the user in anew, with all of ExpireTimeSpan, even where sliding is off.'
    : '';
  return `${half} ${stamp}`.trim();
}

/**
 * OAuthAuthorizationServerHandler: a refresh token whose provider gives it no end dies with the access token; each
 * refresh brings whole new lives.
 */
function tokens({ access, refresh }: KatanaOAuth, decides: boolean): Clock[] {
  const token = {
    ...AUTH_COOKIE,
    decides: undefined,
    pingRestarts: false,
    sources: access.sources,
    length: isUnknown(access.value) ? access.value : Math.max(0, Math.floor(access.value)),
  };
  const accessToken: Clock = { ...token, id: 'accessToken', name: 'Access token', restart: { on: 'never' } };
  if (!refresh)
    return [
      {
        ...accessToken,
        ...(decides && { decides: 'signIn' }),
        note: 'No refresh token: it ends after its time, clicks or not.',
      },
    ];
  return [
    {
      ...token,
      ...(decides && { decides: 'signIn' }),
      id: 'refreshToken',
      name: 'Refresh token',
      length: doubtOf(access, refresh) ?? Math.max(0, Math.floor(refresh.value as number)),
      restart: { on: 'aged', after: typeof access.value === 'number' ? Math.max(0, access.value) : 0 },
      sources: refresh.sources,
      note: 'Its provider decides how long it lasts; a refresh brings a new one.',
    },
    {
      ...accessToken,
      restart: { on: 'tokenRefresh' },
      renewedWhile: 'refreshToken',
      note: 'Fetched anew with the refresh token.',
    },
  ];
}
