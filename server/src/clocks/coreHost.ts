import type { CoreStartUp, Keeps } from '../config/startUp/core';
import type { SignIns } from '../config/startUp/signIns';
import { isUnknown } from '../session/clocks';
import type { CoreCookie, CoreHost } from './core';
import { type Option, plain } from './option';

/** Reads options of a host by the path of their setting, `CookieAuthenticationOptions[Cookies].ExpireTimeSpan`. */
export interface HostOptions {
  /** A length in seconds; null where the option is nullable and nobody set it. */
  seconds(path: string): Option<number | null>;
  flag(path: string): Option<boolean>;
}

/**
 * Start-up code, options and sign-ins of a host as what its clocks are made of. `keysByServer`: where keys go when no
 * code says it.
 */
export function coreHostOf(
  startUp: CoreStartUp,
  options: HostOptions,
  signIns: SignIns,
  keysByServer: Keeps,
): CoreHost {
  return {
    signIn: signInOf(startUp, options, signIns),
    session: sessionOf(startUp, options),
    keys: startUp.keys?.place ?? keysByServer,
  };
}

function signInOf({ signIn, cookie, remote }: CoreStartUp, options: HostOptions, signIns: SignIns): CoreHost['signIn'] {
  if (signIn === undefined || isUnknown(signIn)) return signIn ?? null;
  if (signIn.kind === 'jwt')
    return {
      unknown: 'users come with tokens that are issued elsewhere: whoever issues them decides how long they last',
    };
  if (signIn.kind === 'bearer') {
    const name = `BearerTokenOptions[${signIn.scheme}]`;
    return {
      kind: 'bearer',
      access: never(options.seconds(`${name}.BearerTokenExpiration`)),
      refresh: never(options.seconds(`${name}.RefreshTokenExpiration`)),
    };
  }
  const name = `CookieAuthenticationOptions[${signIn.scheme}]`;
  return {
    kind: 'cookie',
    scheme: signIn.scheme,
    expireTimeSpan: never(options.seconds(`${name}.ExpireTimeSpan`)),
    slidingExpiration: options.flag(`${name}.SlidingExpiration`),
    maxAge: options.seconds(`${name}.Cookie.MaxAge`),
    ticketStore: cookie?.ticketStore ?? 'none',
    securityStamp: cookie?.comparesStamps
      ? never(options.seconds('SecurityStampValidatorOptions.ValidationInterval'))
      : null,
    tokenLifetime: tokenLifetime(
      remote.map(({ scheme }) => options.flag(`OpenIdConnectOptions[${scheme}].UseTokenLifetime`)),
    ),
    expiresUtc: plain(signIns.expiresUtc),
    allowRefresh: plain(signIns.allowRefresh),
    ownRenewal: cookie?.ownEvents ?? null,
  };
}

/** Of several remote handlers the one that lets the token decide, or may, is the one to speak of. */
function tokenLifetime(flags: readonly Option<boolean>[]): CoreCookie['tokenLifetime'] {
  return flags.find(({ value }) => value === true) ?? flags.find(({ value }) => isUnknown(value)) ?? flags[0] ?? null;
}

function sessionOf({ session }: CoreStartUp, options: HostOptions): CoreHost['session'] {
  if (session === undefined) return null;
  if (isUnknown(session)) return session;
  return { idleTimeout: never(options.seconds('SessionOptions.IdleTimeout')), store: session.store };
}

/** A TimeSpan that cannot be null: `TimeSpan.MaxValue` is read as *never*. */
function never({ value, sources }: Option<number | null>): Option<number> {
  return { value: value ?? Number.MAX_SAFE_INTEGER, sources };
}
