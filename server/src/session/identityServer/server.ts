import { type Cookie, cookieFor, extend, isDropped, isExpired, isRenewalDue, type UserTicket } from './cookies';
import { type Coordination, processExpiration, processLogout, validateSession } from './coordination';
import { type Generation, generationOf } from './generations';
import { afterRefresh, firstLifetime, type Grant, GrantStore, hasExceeded, type Owner } from './grants';
import type {
  BrowserEvent,
  ClientOptions,
  Notice,
  Observed,
  ServerOptions,
  SystemEvent,
  TickEvent,
  TokenEvent,
} from './system';

/**
 * One IdentityServer with its stores, the browsers of its users and the tokens its clients hold. Events are handed to it
 * in order of time; each returns what can be seen of it. Rules in the order of the request pipeline, with their sources:
 *
 * - A cookie is accepted while `now <= expires` (`CookieAuthenticationHandler`); one whose row is older loses the row.
 * - A sign-in or sign-out in a request suppresses the sliding of that request (`FinishResponseAsync`). Adding a client to
 *   the session is a sign-in with unchanged times (`DefaultUserSession.UpdateSessionCookie`).
 * - Requests with tokens never look at a cookie; they extend the session through `validateSession`.
 */
export class IdentityServer {
  private readonly at: Coordination & { readonly rows: Set<UserTicket> };
  private readonly browsers = new Map<string, Cookie>();
  private readonly tokens = new Map<string, TokenSet>();
  private sessionCount = 0;
  private notices: Notice[] = [];

  constructor(version: string, options: ServerOptions, clients: readonly ClientOptions[]) {
    const generation = generationOf(version);
    this.at = {
      options: asGenerationAllows(options, generation),
      generation,
      clients: new Map(clients.map((client) => [client.id, client])),
      rows: new Set(),
      grants: new GrantStore(),
    };
  }

  handle(event: SystemEvent): Observed {
    const before = [...this.at.rows].map((row) => row.sid);
    const seen = this.answer(event);
    const stored = new Set([...this.at.rows].map((row) => row.sid));
    const removed = before.filter((sid) => !stored.has(sid));
    const notices = this.notices;
    const grants = this.at.grants.takeRemoved();
    this.notices = [];
    return {
      ...seen,
      ...(this.at.options.serverSideSessions && { sessions: [...this.at.rows].map(rowOf) }),
      ...(removed.length > 0 && { removedSessions: removed }),
      ...(notices.length > 0 && { notices: sortedNotices(notices) }),
      ...(grants.length > 0 && { grantsRemoved: counted(grants, this.at.options) }),
    };
  }

  /** What the user's sign-ins are now: the rows of the store or, without one, what lies in the browsers' cookies. */
  sessions(): Readonly<UserTicket>[] {
    if (this.at.options.serverSideSessions) return [...this.at.rows];
    return [...this.browsers.values()].map((cookie) => cookie.ticket);
  }

  private answer(event: SystemEvent): Observed {
    switch (event.kind) {
      case 'tick':
        return this.tick(event);
      case 'refresh':
      case 'introspect':
      case 'userinfo':
      case 'localapi':
        return this.tokenRequest(event);
      default:
        return this.browserRequest(event);
    }
  }

  /** `ServerSideSessionCleanupHost`: rows that ended before this second. */
  private tick({ t }: TickEvent): Observed {
    for (const row of [...this.at.rows].filter((candidate) => isExpired(candidate, t))) {
      this.at.rows.delete(row);
      this.notices.push(...processExpiration(this.at, row));
    }
    return {};
  }

  private browserRequest(event: BrowserEvent): Observed {
    const cookie = this.browsers.get(event.browser);
    if (cookie && isDropped(cookie, event.t)) this.browsers.delete(event.browser);
    const sent = this.browsers.has(event.browser);
    const user = this.authenticate(event);
    const renewal = user !== null && isRenewalDue(user, this.at.options, event.t);
    const seen = this.page(event, user, renewal);
    return { cookieSent: sent, ...seen, cookieExpires: this.browsers.get(event.browser)?.expires ?? null };
  }

  /** The ticket behind the browser's cookie; one that is over goes, and from 7.3 on the request processes its expiry. */
  private authenticate(event: BrowserEvent): UserTicket | null {
    const ticket = this.browsers.get(event.browser)?.ticket;
    const stores = this.at.options.serverSideSessions;
    if (!ticket || (stores && !this.at.rows.has(ticket))) return null;
    if (!isExpired(ticket, event.t)) return ticket;
    if (this.at.rows.delete(ticket)) this.expiredInRequest(event, ticket);
    return null;
  }

  private expiredInRequest(event: BrowserEvent, ticket: UserTicket): void {
    const { requestExpires, signOutGuarded } = this.at.generation;
    if (!requestExpires || (event.kind === 'logout' && signOutGuarded)) return;
    this.notices.push(...processExpiration(this.at, ticket));
  }

  private page(event: BrowserEvent, user: UserTicket | null, renewal: boolean): Observed {
    switch (event.kind) {
      case 'login':
        return this.signIn(event, user);
      case 'logout':
        return this.signOut(event, user);
      case 'visit':
        return { cookieAccepted: user !== null, cookieIssued: this.renew(event, user, renewal) };
      case 'authorize':
        return { cookieAccepted: user !== null, ...this.authorize(event, event.client, user, renewal) };
    }
  }

  /** A renewal asked for by the handler, at the end of a request that neither signed in nor out. */
  private renew(event: BrowserEvent, user: UserTicket | null, renewal: boolean): boolean {
    if (user && renewal) {
      extend(user, event.t);
      this.browsers.set(event.browser, cookieFor(user));
    }
    return user !== null && renewal;
  }

  /** Over an accepted cookie the row stays; session id, age and clients stay as well for the same user. */
  private signIn(event: BrowserEvent & { kind: 'login' }, user: UserTicket | null): Observed {
    const { generation, options, grants, rows } = this.at;
    const same = user !== null && user.sub === event.sub && generation.keepsSession;
    if (user && !same) {
      if (options.serverSideSessions && generation.revokesOverwritten) grants.removeAll(user);
      rows.delete(user);
    }
    const ticket: UserTicket = {
      sub: event.sub,
      sid: same ? user.sid : this.nextSession(),
      created: same ? user.created : event.t,
      renewed: event.t,
      expires: event.t + (event.expiresIn ?? options.cookieLifetime),
      persistent: event.persistent,
      allowRefresh: event.allowRefresh,
      authTime: event.t,
      clients: same ? user.clients : [],
      forceRenew: false,
    };
    const kept = same ? Object.assign(user, ticket) : ticket;
    if (options.serverSideSessions) rows.add(kept);
    this.browsers.set(event.browser, cookieFor(kept));
    return { cookieIssued: true };
  }

  /** From 7.3 to before 8.0 the removal of the row is processed as an expiry too. */
  private signOut(event: BrowserEvent, user: UserTicket | null): Observed {
    this.browsers.delete(event.browser);
    if (user) {
      this.notices.push(...processLogout(this.at, user));
      if (this.at.rows.delete(user)) this.expiredInRequest(event, user);
    }
    return { cookieIssued: false, cookieDeleted: true };
  }

  /** `AuthorizeInteractionResponseGenerator` with `prompt=none`; the age of the sign-in must exceed `UserSsoLifetime`. */
  private authorize(event: BrowserEvent, id: string, user: UserTicket | null, renewal: boolean): Observed {
    const client = this.at.clients.get(id);
    const signInIsOld = (ticket: UserTicket) => event.t - ticket.authTime > (client?.userSsoLifetime ?? Infinity);
    if (!user || !client || signInIsOld(user)) {
      return { cookieIssued: this.renew(event, user, renewal), outcome: 'login_required' };
    }
    const isNew = !user.clients.includes(id);
    if (isNew) {
      user.clients = [...user.clients, id].sort();
      this.browsers.set(event.browser, cookieFor(user));
    }
    const cookieIssued = isNew || this.renew(event, user, renewal);
    const owner = { sub: user.sub, sid: user.sid };
    const refresh = client.offlineAccess
      ? this.at.grants.store({
          type: 'refresh_token',
          client: id,
          ...owner,
          created: event.t,
          lifetime: firstLifetime(client),
        })
      : null;
    return { cookieIssued, outcome: 'code', ...this.issue(event.browser, client, owner, refresh, event.t) };
  }

  /** A new access token, and the refresh token that goes with it, for the client in this browser. */
  private issue(browser: string, client: ClientOptions, owner: Owner, refresh: Grant | null, now: number): Observed {
    const expires = now + client.accessTokenLifetime;
    const token: Omit<Grant, 'consumed'> = {
      type: 'reference_token',
      client: client.id,
      ...owner,
      created: now,
      lifetime: client.accessTokenLifetime,
    };
    const access = client.accessTokenType === 'Jwt' ? { ...owner, expires } : this.at.grants.store(token);
    this.tokens.set(tokenKey(browser, client.id), { access, refresh });
    return {
      accessExpires: expires,
      refresh: refresh && { created: refresh.created, expires: refresh.created + refresh.lifetime },
    };
  }

  private tokenRequest(event: TokenEvent): Observed {
    const client = this.at.clients.get(event.client);
    const held = this.tokens.get(tokenKey(event.browser, event.client));
    switch (event.kind) {
      case 'refresh': {
        const { refresh } = held ?? {};
        if (!client || !refresh || !this.acceptsRefresh(client, refresh, event.t)) {
          return { granted: false, error: 'invalid_grant' };
        }
        const next = afterRefresh(refresh, client, this.at.options, this.at.grants, event.t);
        const issued = this.issue(event.browser, client, { sub: refresh.sub, sid: refresh.sid }, next, event.t);
        return { granted: true, rotated: client.refreshUsage === 'OneTimeOnly', ...issued };
      }
      case 'introspect': {
        const active =
          client && held && event.token === 'refresh'
            ? held.refresh !== null && this.acceptsRefresh(client, held.refresh, event.t)
            : this.acceptsAccess(client, held, event.t);
        return { active };
      }
      default:
        return { status: this.acceptsAccess(client, held, event.t) ? 200 : 401 };
    }
  }

  /** `DefaultRefreshTokenService` and the decorator that asks for the session. */
  private acceptsRefresh(client: ClientOptions, token: Grant, now: number): boolean {
    const good = this.at.grants.has(token) && !token.consumed && !hasExceeded(token, now);
    return good && validateSession(this.at, client, token, now);
  }

  /** `TokenValidator`: a reference token found too late is deleted, a JWT is good up to and with the clock skew. */
  private acceptsAccess(client: ClientOptions | undefined, held: TokenSet | undefined, now: number): boolean {
    if (!client || !held) return false;
    const { access } = held;
    if (!('type' in access)) {
      return now <= access.expires + this.at.options.jwtClockSkew && validateSession(this.at, client, access, now);
    }
    if (!this.at.grants.has(access)) return false;
    if (!hasExceeded(access, now)) return validateSession(this.at, client, access, now);
    this.at.grants.remove(access);
    return false;
  }

  private nextSession(): string {
    this.sessionCount += 1;
    return `s${this.sessionCount}`;
  }
}

/** The latest tokens a client got in one browser. */
interface TokenSet {
  readonly access: Grant | (Owner & { readonly expires: number });
  readonly refresh: Grant | null;
}

function tokenKey(browser: string, client: string): string {
  return `${browser}\n${client}`;
}

function asGenerationAllows(options: ServerOptions, generation: Generation): ServerOptions {
  return {
    ...options,
    serverSideSessions: options.serverSideSessions && generation.coordinates,
    jwtClockSkew: generation.setsSkew ? options.jwtClockSkew : 300,
    deleteOneTimeOnly: options.deleteOneTimeOnly && generation.deletesOneTimeOnly,
  };
}

function rowOf(ticket: UserTicket) {
  const { sid, created, renewed, expires, clients, persistent, forceRenew } = ticket;
  return { id: sid, created, renewed, expires, clients, persistent, forceRenew };
}

/** By client, in the order of sending for each. */
function sortedNotices(notices: readonly Notice[]): Notice[] {
  return [...notices].sort((a, b) => compare(a.client, b.client) || compare(a.session ?? '', b.session ?? ''));
}

function counted(grants: readonly Grant[], options: ServerOptions) {
  const groups = new Map<string, { client: string; type: Grant['type']; session: string | null; count: number }>();
  for (const { client, type, sid } of grants) {
    const key = JSON.stringify([client, type, sid]);
    const group = groups.get(key) ?? { client, type, session: options.serverSideSessions ? sid : null, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return [...groups.values()].sort(
    (a, b) => compare(a.client, b.client) || compare(a.type, b.type) || compare(a.session ?? '', b.session ?? ''),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
