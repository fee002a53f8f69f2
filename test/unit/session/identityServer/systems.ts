import type { ClientInUse, SystemInUse } from '../../../../server/src/session/identityServer/inUse';
import type { ServerOptions } from '../../../../server/src/session/identityServer/system';

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

export const minutes = (count: number) => count * MINUTE;

/** A client as the worked examples have it: code flow with refresh tokens, coordinated, told by back channel. */
export function client(id: string, change: Partial<ClientInUse> = {}): ClientInUse {
  return {
    id,
    coordinate: true,
    accessTokenType: 'Jwt',
    accessTokenLifetime: HOUR,
    offlineAccess: true,
    refreshAbsolute: 30 * DAY,
    refreshSliding: 15 * DAY,
    refreshExpiration: 'Absolute',
    refreshUsage: 'ReUse',
    backChannelUri: true,
    userSsoLifetime: null,
    renewBefore: MINUTE,
    cache: 0,
    hears: true,
    ...change,
  };
}

/** Version 7.4.8 with server-side sessions and IdentityServer's own cookie, which does not slide. */
export function system(
  clients: readonly ClientInUse[],
  options: Partial<ServerOptions> = {},
  change: Partial<SystemInUse> = {},
): SystemInUse {
  return {
    version: '7.4.8',
    options: {
      serverSideSessions: true,
      scheme: 'idsrv',
      cookieLifetime: 10 * HOUR,
      cookieSliding: false,
      idsrvCookieSliding: options.cookieSliding ?? false,
      coordinateGlobal: false,
      removeExpiredSessions: true,
      removeExpiredFrequency: 600,
      expiredTriggersBackchannel: false,
      jwtClockSkew: 300,
      deleteOneTimeOnly: true,
      ...options,
    },
    rememberFor: null,
    clients,
    ...change,
  };
}
