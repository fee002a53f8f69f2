import type { KatanaCookieFacts, KatanaStartUp, RemoteSignIn } from '../config/startUp/katana';
import type { SignIns } from '../config/startUp/signIns';
import { isUnknown } from '../session/clocks';
import type { HostOptions } from './coreHost';
import type { KatanaCookie, KatanaHost } from './katana';
import { type Option, plain } from './option';

/** OWIN start-up code as what its clocks are made of: `options` name the places where a value was written. */
export function katanaHostOf(startUp: KatanaStartUp, options: HostOptions, signIns: SignIns): KatanaHost {
  return { signIn: signInOf(startUp, options, signIns), oauth: oauthOf(startUp, options) };
}

/** The active cookie: of several the last registered one, whose identity a page sees first. */
function signInOf({ cookies, remote }: KatanaStartUp, options: HostOptions, signIns: SignIns): KatanaHost['signIn'] {
  const doubtful = cookies.find(({ mode, maybe }) => maybe !== undefined || isUnknown(mode));
  const active = cookies.filter(({ mode }) => mode === 'active');
  const cookie = active.at(-1);
  if (!cookie && doubtful) return doubtful.maybe ?? { unknown: 'whether this cookie signs users in is not known' };
  if (!cookie) return null;
  if (cookie.maybe) return cookie.maybe;
  if (isUnknown(cookie.authenticationType)) return cookie.authenticationType;
  return cookieOf(cookie, cookie.authenticationType, remote, options, signIns);
}

function cookieOf(
  cookie: KatanaCookieFacts,
  authenticationType: string,
  remote: readonly RemoteSignIn[],
  options: HostOptions,
  signIns: SignIns,
): KatanaCookie {
  const name = `CookieAuthenticationOptions[${authenticationType}]`;
  const { stamp } = cookie;
  const sources = options.seconds(`${name}.ExpireTimeSpan`).sources;
  return {
    authenticationType,
    expireTimeSpan: { value: cookie.expireTimeSpan.value, sources },
    slidingExpiration: {
      value: cookie.slidingExpiration.value,
      sources: options.flag(`${name}.SlidingExpiration`).sources,
    },
    securityStamp: stamp ? { interval: plain(stamp.interval.value), regenerates: stamp.regenerates } : null,
    tokenLifetime: tokenLifetime(remote.filter((one) => signsInTo(one, authenticationType))),
    sessionStore: cookie.sessionStore,
    expiresUtc: plain(signIns.expiresUtc),
    allowRefresh: plain(signIns.allowRefresh),
    ownRenewal: cookie.ownProvider ?? null,
  };
}

/** `SignInAsAuthenticationType`, else the default for sign-ins, which is the cookie unless code says otherwise. */
function signsInTo({ signInAs }: RemoteSignIn, authenticationType: string): boolean {
  return signInAs === undefined || isUnknown(signInAs) || signInAs === authenticationType;
}

function tokenLifetime(remote: readonly RemoteSignIn[]): KatanaCookie['tokenLifetime'] {
  const decisive =
    remote.find(({ useTokenLifetime }) => useTokenLifetime.value === true) ??
    remote.find(({ useTokenLifetime }) => isUnknown(useTokenLifetime.value)) ??
    remote[0];
  return decisive ? plain(decisive.useTokenLifetime.value) : null;
}

function oauthOf({ oauth }: KatanaStartUp, options: HostOptions): KatanaHost['oauth'] {
  if (!oauth) return null;
  const access: Option<number> = {
    value: oauth.accessTokenExpireTimeSpan.value,
    sources: options.seconds('OAuthAuthorizationServerOptions.AccessTokenExpireTimeSpan').sources,
  };
  const { refreshTokenProvider } = oauth;
  if (refreshTokenProvider === false) return { access, refresh: null };
  const reason = isUnknown(refreshTokenProvider)
    ? refreshTokenProvider
    : {
        unknown:
          'the provider of refresh tokens decides how long they last; without an end of their own they die with the access token',
      };
  return { access, refresh: plain<number>(reason) };
}
