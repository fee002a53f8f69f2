import type { IdentityServerHost, RegisteredClient } from '../../config/identityServer/host';
import type { RelyingParty } from '../../config/identityServer/party';
import type { Told } from '../../config/identityServer/told';
import type { ClientFacts, SystemFacts } from '../../session/identityServer/facts';
import { RENEW_BEFORE } from '../../session/identityServer/inUse';
import type { Knowable } from '../../session/identityServer/known';
import type { ServerOptions } from '../../session/identityServer/system';
import { isUnknown, type Unknown } from '../../session/lifetime';

/** A registered client with what is known of the application behind it. */
export interface SystemClient {
  readonly client: RegisteredClient;
  /** The application that names it; undefined when its code is not here. */
  readonly party: RelyingParty | undefined;
  /** Does the application take back-channel notices? Of one that is not here the registered address is believed. */
  readonly hears: boolean | Unknown;
  /** How long APIs that are here keep an answer of the introspection endpoint, in seconds. */
  readonly cache: number | Unknown;
}

/** What the session model is asked about: a host with its clients in one environment. */
export function systemFacts(host: IdentityServerHost, members: readonly SystemClient[]): SystemFacts {
  return {
    version: host.version,
    ...(usesCoordination(host) && { since: '6.1' }),
    options: optionsOf(host),
    rememberFor: rememberFor(host),
    clients: members.filter(({ client }) => client.signsIn).map(clientOf),
  };
}

/** Server-side sessions and coordination came with 6.1: where code sets them the package is no older. */
function usesCoordination({ serverSideSessions, options, clients }: IdentityServerHost): boolean {
  const written = [serverSideSessions, options.coordinate, ...clients.map((client) => client.coordinate)];
  return written.some(({ at }) => at !== undefined);
}

/** Without the templates' sign-in page nobody knows what becomes of "remember me"; without the box it is as any other. */
function rememberFor({ remembered }: IdentityServerHost): number | null | Unknown {
  if (!remembered) return { unknown: 'the sign-in page is not one that is understood' };
  const { allowed, duration } = remembered;
  if (isUnknown(allowed.value)) return allowed.value;
  return allowed.value ? wholeSeconds(duration) : null;
}

function optionsOf(host: IdentityServerHost): Knowable<ServerOptions> {
  const { options, cookie } = host;
  return {
    serverSideSessions: host.serverSideSessions.value,
    scheme: cookie.kind,
    cookieLifetime: wholeSeconds(cookie.lifetime),
    cookieSliding: cookie.sliding.value,
    idsrvCookieSliding: options.cookieSliding.value,
    coordinateGlobal: options.coordinate.value,
    removeExpiredSessions: options.removeExpired.value,
    removeExpiredFrequency: wholeSeconds(options.removeExpiredFrequency),
    expiredTriggersBackchannel: options.notifyAll.value,
    jwtClockSkew: wholeSeconds(options.jwtClockSkew),
    deleteOneTimeOnly: true,
  };
}

function clientOf({ client, party, hears, cache }: SystemClient): ClientFacts {
  return {
    id: client.id,
    coordinate: client.coordinate.value,
    accessTokenType: oneOf(client.accessTokenType, ['Jwt', 'Reference']),
    accessTokenLifetime: wholeSeconds(client.accessTokenLifetime),
    offlineAccess: getsRefreshToken(client, party),
    refreshAbsolute: wholeSeconds(client.refreshAbsolute),
    refreshSliding: wholeSeconds(client.refreshSliding),
    refreshExpiration: oneOf(client.refreshExpiration, ['Absolute', 'Sliding']),
    refreshUsage: oneOf(client.refreshUsage, ['ReUse', 'OneTimeOnly']),
    backChannelUri: isUnknown(client.backChannelUri.value)
      ? client.backChannelUri.value
      : !!client.backChannelUri.value,
    userSsoLifetime: client.userSsoLifetime.value,
    renewBefore: party?.renewBefore ? wholeSeconds(party.renewBefore) : RENEW_BEFORE,
    cache,
    hears,
  };
}

/** Allowed by the registration, and asked for by the application where that is here. */
function getsRefreshToken(client: RegisteredClient, party: RelyingParty | undefined): boolean | Unknown {
  const { value } = client.offlineAccess;
  if (value !== true || !party) return value;
  return isUnknown(party.scopes) ? party.scopes : party.scopes.includes('offline_access');
}

function wholeSeconds({ value }: Told<number>): number | Unknown {
  return typeof value === 'number' ? Math.floor(value) : value;
}

function oneOf<Word extends string>({ value }: Told<string>, words: readonly Word[]): Word | Unknown {
  if (typeof value !== 'string') return value;
  return words.find((word) => word === value) ?? { unknown: `${value} is none of ${words.join(', ')}` };
}
