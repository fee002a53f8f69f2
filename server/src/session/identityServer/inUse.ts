import { isCoordinated } from './coordination';
import { generationOf } from './generations';
import { every } from './known';
import type { ClientOptions, ServerOptions } from './system';

/** A client as its users meet it: its registration, and what its own code does with the tokens. Seconds. */
export interface ClientInUse extends ClientOptions {
  /** Tokens are renewed on use this long before their end (`RefreshBeforeExpiration` of the token management). */
  readonly renewBefore: number;
  /** APIs keep an answer of the introspection endpoint this long; 0: not at all. */
  readonly cache: number;
  /** Does the application end its sign-in on a back-channel notice? Without an endpoint the notice is lost. */
  readonly hears: boolean;
}

/** One IdentityServer with everything that signs in there. */
export interface SystemInUse {
  readonly version: string;
  readonly options: ServerOptions;
  /** `ExpiresUtc` that a remembered sign-in is given; null: as any other. */
  readonly rememberFor: number | null;
  readonly clients: readonly ClientInUse[];
}

/** Token libraries renew a minute early (`UserTokenManagementOptions.RefreshBeforeExpiration`, oidc-client). */
export const RENEW_BEFORE = 60;

/** By what a client in use keeps the session at IdentityServer alive. */
export type Signal = 'refresh' | 'introspection' | 'none';

/** Who asks for every use of a reference token tells IdentityServer; who holds a refresh token, when it uses that. */
export function signalOf(system: SystemInUse, client: ClientInUse): Signal {
  const means = () =>
    client.accessTokenType === 'Reference' ? 'introspection' : client.offlineAccess ? 'refresh' : 'none';
  const keeps = every(
    () => hasStore(system),
    () => isCoordinated(client, system.options, generationOf(system.version)),
    () => means() !== 'none',
  );
  return keeps ? means() : 'none';
}

/** Server-side sessions, where this version has them. */
export function hasStore(system: SystemInUse): boolean {
  return every(
    () => system.options.serverSideSessions,
    () => generationOf(system.version).coordinates,
  );
}

/** Is the client told when the session has expired, and does it listen? Only the cleanup job tells while all is silent. */
export function hearsOfExpiry(system: SystemInUse, client: ClientInUse): boolean {
  const { options } = system;
  return every(
    () => client.backChannelUri,
    () => client.hears,
    () => hasStore(system),
    () => options.removeExpiredSessions,
    // Either is enough, so one that is known to hold makes up for one that is not known.
    () =>
      !every(
        () => !isCoordinated(client, options, generationOf(system.version)),
        () => !options.expiredTriggersBackchannel,
      ),
  );
}

/** A token older than this is renewed when it is used. */
export function renewalAge(client: ClientInUse): number {
  return Math.max(0, client.accessTokenLifetime - client.renewBefore);
}
