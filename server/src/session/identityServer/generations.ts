/**
 * What differs between the versions of IdentityServer, from IdentityServer4 to Duende 8. Read in the tags named and, for
 * 7.2.4, 7.4.8 and 8.0.3, seen in recordings.
 */
export interface Generation {
  /** 6.1: server-side sessions and `CoordinateLifetimeWithUserSession` exist. */
  readonly coordinates: boolean;
  /** 5.0: the same user's new sign-in over a live cookie keeps session id and clients (`DefaultUserSession`). */
  readonly keepsSession: boolean;
  /** `Client.RefreshTokenUsage` when nobody sets it. */
  readonly usage: 'ReUse' | 'OneTimeOnly';
  /** 6.3: a used one-time refresh token can be deleted instead of marked (`DefaultRefreshTokenService`). */
  readonly deletesOneTimeOnly: boolean;
  /** 6.3: logout tokens say why (`DefaultBackChannelLogoutService`). */
  readonly saysReason: boolean;
  /** 7.3: a request that finds its session expired also processes the expiry (`ServerSideTicketStore.RemoveAsync`). */
  readonly requestExpires: boolean;
  /** 7.3: a signal makes the next request renew a persistent cookie (`DefaultSessionCoordinationService`). */
  readonly forcesRenewal: boolean;
  /** 7.3: `JwtValidationClockSkew` exists. */
  readonly setsSkew: boolean;
  /** 8.0: a sign-out suppresses that expiry, one that is due included (`IdentityServerMiddleware`). */
  readonly signOutGuarded: boolean;
  /** 8.0: grants of a session that another user's sign-in overwrites are deleted (`ServerSideTicketStore.RenewAsync`). */
  readonly revokesOverwritten: boolean;
}

/**
 * `version` is a package version such as `7.4.8`, `8.0.0-preview.2` or `7.*`; numbers below 5 are IdentityServer4's, whose name
 * may stand for a number. Anything else without one counts as the newest.
 */
export function generationOf(version: string): Generation {
  const since = (major: number, minor: number) => isAtLeast(version, major, minor);
  const v8 = since(8, 0) && !/^\D*8\.0\.0-alpha/i.test(version);
  return {
    coordinates: since(6, 1),
    keepsSession: since(5, 0),
    usage: since(7, 0) ? 'ReUse' : 'OneTimeOnly',
    deletesOneTimeOnly: since(6, 3),
    saysReason: since(6, 3),
    requestExpires: since(7, 3),
    forcesRenewal: since(7, 3),
    setsSkew: since(7, 3),
    signOutGuarded: v8,
    revokesOverwritten: v8,
  };
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  if (/identityserver4/i.test(version)) return major < 5;
  const numbers = /(?:^|[^\w.])v?(\d+)(?:\.(\d+|\*))?/i.exec(version);
  if (!numbers) return true;
  const has = Number(numbers[1]);
  const hasMinor = numbers[2] === '*' ? Infinity : Number(numbers[2] ?? 0);
  return has > major || (has === major && hasMinor >= minor);
}
