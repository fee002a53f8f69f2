import { extend, type UserTicket } from './cookies';
import type { Generation } from './generations';
import type { GrantStore, Owner } from './grants';
import type { ClientOptions, Notice, ServerOptions } from './system';

/** Is the client's lifetime bound to the user's session? Its own word counts before the server's. */
export function isCoordinated(
  client: Pick<ClientOptions, 'coordinate'>,
  server: Pick<ServerOptions, 'coordinateGlobal'>,
  generation: Generation,
): boolean {
  return generation.coordinates && (client.coordinate ?? server.coordinateGlobal);
}

/** What the session coordination service works with. */
export interface Coordination {
  readonly options: ServerOptions;
  readonly generation: Generation;
  readonly clients: ReadonlyMap<string, ClientOptions>;
  readonly rows: ReadonlySet<UserTicket>;
  readonly grants: GrantStore;
}

/**
 * `DefaultSessionCoordinationService.ValidateSessionAsync`: a token of a coordinated client is good only while its
 * session is (not at exactly its end, unlike the cookie), and using it extends the session by its own span.
 */
export function validateSession(at: Coordination, client: ClientOptions, owner: Owner, now: number): boolean {
  if (!at.options.serverSideSessions || !isCoordinated(client, at.options, at.generation)) return true;
  const rows = [...at.rows].filter((row) => row.sub === owner.sub && row.sid === owner.sid);
  if (!rows.some((row) => now < row.expires)) return false;
  for (const row of rows) {
    extend(row, now);
    const marks = at.generation.forcesRenewal && at.options.idsrvCookieSliding;
    if (marks && row.persistent && row.allowRefresh !== false) row.forceRenew = true;
  }
  return true;
}

/** `ProcessExpirationAsync`: coordinated clients lose their tokens, they or all clients of the session are told. */
export function processExpiration(at: Coordination, session: UserTicket): Notice[] {
  const coordinated = coordinatedOf(at, session);
  at.grants.removeAll(session, coordinated);
  return notify(
    at,
    session,
    at.options.expiredTriggersBackchannel ? session.clients : coordinated,
    'session_expiration',
  );
}

/** `ProcessLogoutAsync`: coordinated clients lose their tokens, all clients of the session are told. */
export function processLogout(at: Coordination, session: UserTicket): Notice[] {
  at.grants.removeAll(session, coordinatedOf(at, session));
  return notify(at, session, session.clients, 'user_logout');
}

function coordinatedOf(at: Coordination, session: UserTicket): string[] {
  return session.clients.filter((id) => {
    const client = at.clients.get(id);
    return client !== undefined && isCoordinated(client, at.options, at.generation);
  });
}

function notify(
  at: Coordination,
  session: UserTicket,
  clients: readonly string[],
  reason: NonNullable<Notice['reason']>,
): Notice[] {
  return clients
    .filter((id) => at.clients.get(id)?.backChannelUri)
    .map((client) => ({
      client,
      session: at.options.serverSideSessions ? session.sid : null,
      reason: at.generation.saysReason ? reason : null,
    }));
}
