import { type ClientInUse, renewalAge, type SystemInUse, signalOf } from './inUse';
import { IdentityServer } from './server';
import type { Observed, SystemEvent } from './system';

/** A use of a token that restarted the session at IdentityServer. */
export interface SignalSeen {
  readonly at: number;
  readonly client: string;
  readonly kind: 'refresh' | 'introspection';
}

/** How a client learned that the user is no longer signed in. */
export interface Noticed {
  readonly at: number;
  readonly client: string;
  readonly by: 'backChannel' | 'refresh' | 'introspection' | 'authorize';
}

/** A stretch of time in which something held; `to` null: no end in sight. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
}

/** What one client holds for a user who is signed in there. */
interface Holding {
  /** Since when its pages show the user as signed in. */
  readonly since: number;
  readonly tokenIssued: number;
  readonly tokenExpires: number;
  /** An API knows the token to be good until then. */
  readonly askedUntil: number;
}

/** What one client showed and held over time. */
export interface ClientTrack {
  readonly acts: number[];
  readonly signedIn: Stretch[];
  readonly accessTokens: { readonly from: number; readonly to: number }[];
  /** Refresh tokens as they were issued or extended; `to` is the last second that counts. */
  readonly refreshTokens: { readonly from: number; readonly to: number }[];
}

const BROWSER = 'b1';

/**
 * A user at work in clients of one IdentityServer, all in one browser: each act is played with what token libraries and
 * APIs do on their own, against the modelled server. Acts come in order of time.
 *
 * - A token within `renewBefore` of its end is refreshed when it is used (`UserAccessTokenManagementService`: strictly
 *   `expires < now + renewBefore`).
 * - An API with a reference token asks IdentityServer unless it still has the answer; no answer outlives the token.
 * - A refresh or an access token that is refused sends the user to IdentityServer. Who is still signed in there comes
 *   back with new tokens and never sees it.
 */
export class Drive {
  readonly signals: SignalSeen[] = [];
  readonly noticed: Noticed[] = [];
  readonly tracks: ReadonlyMap<string, ClientTrack>;
  /** The session at IdentityServer from one extension to the next; `expires` is its end as it stands in that stretch. */
  readonly session: { from: number; to: number | null; readonly expires: number }[] = [];
  private readonly server: IdentityServer;
  private readonly held = new Map<string, Holding>();
  private readonly clients: ReadonlyMap<string, ClientInUse>;
  private readonly signalling: ReadonlySet<string>;

  /** Who is at IdentityServer because of a refusal; a notice that this very request sets off comes second. */
  private refused: { readonly client: string; readonly by: Noticed['by'] } | null = null;

  constructor(system: SystemInUse) {
    this.server = new IdentityServer(system.version, system.options, system.clients);
    this.clients = new Map(system.clients.map((client) => [client.id, client]));
    this.signalling = new Set(
      system.clients.filter((client) => signalOf(system, client) !== 'none').map(({ id }) => id),
    );
    this.tracks = new Map(
      system.clients.map(({ id }) => [id, { acts: [], signedIn: [], accessTokens: [], refreshTokens: [] }]),
    );
  }

  /** The user signs in at IdentityServer. */
  signIn(t: number, persistent: boolean, expiresIn: number | null): void {
    this.ask({ t, kind: 'login', browser: BROWSER, persistent, expiresIn, allowRefresh: null, sub: 'user' });
  }

  visit(t: number): void {
    this.ask({ t, kind: 'visit', browser: BROWSER });
  }

  signOut(t: number): void {
    this.ask({ t, kind: 'logout', browser: BROWSER });
  }

  tick(t: number): void {
    this.ask({ t, kind: 'tick' });
  }

  isSignedIn(client: string): boolean {
    return this.held.has(client);
  }

  /** The user does something in the client; without a sign-in there, that leads to IdentityServer first. */
  act(t: number, id: string): void {
    const client = this.clients.get(id);
    if (!client) return;
    this.tracks.get(id)?.acts.push(t);
    if (!this.held.has(id)) this.authorize(t, client, 'authorize');
    const issued = this.held.get(id)?.tokenIssued;
    if (client.offlineAccess && issued !== undefined && t - issued > renewalAge(client)) this.refresh(t, client);
    const asked = this.held.get(id)?.askedUntil;
    if (client.accessTokenType === 'Reference' && asked !== undefined && t >= asked) this.introspect(t, client);
  }

  private authorize(t: number, client: ClientInUse, by: Noticed['by']): void {
    this.refused = { client: client.id, by };
    const seen = this.ask({ t, kind: 'authorize', browser: BROWSER, client: client.id });
    if (seen.outcome === 'code') this.hold(t, client, seen);
    else this.leave(t, client.id, by);
    this.refused = null;
  }

  private refresh(t: number, client: ClientInUse): void {
    const seen = this.ask({ t, kind: 'refresh', browser: BROWSER, client: client.id });
    if (!seen.granted) this.authorize(t, client, 'refresh');
    else {
      this.hold(t, client, seen);
      this.signal(t, client, 'refresh');
    }
  }

  /** A token that is refused is replaced once; a new one that is refused as well ends it. */
  private introspect(t: number, client: ClientInUse): void {
    const isActive = () =>
      this.ask({ t, kind: 'introspect', token: 'access', browser: BROWSER, client: client.id }).active === true;
    let active = isActive();
    if (!active) {
      this.authorize(t, client, 'introspection');
      active = this.held.has(client.id) && isActive();
    }
    const held = this.held.get(client.id);
    if (!held) return;
    if (!active) this.leave(t, client.id, 'introspection');
    else {
      this.held.set(client.id, { ...held, askedUntil: Math.min(t + client.cache, held.tokenExpires) });
      this.signal(t, client, 'introspection');
    }
  }

  private signal(at: number, client: ClientInUse, kind: SignalSeen['kind']): void {
    if (this.signalling.has(client.id)) this.signals.push({ at, client: client.id, kind });
  }

  private hold(t: number, client: ClientInUse, seen: Observed): void {
    const track = this.tracks.get(client.id);
    const since = this.held.get(client.id)?.since ?? t;
    const tokenExpires = seen.accessExpires ?? t + client.accessTokenLifetime;
    if (since === t) track?.signedIn.push({ from: t, to: null });
    track?.accessTokens.push({ from: t, to: tokenExpires });
    if (seen.refresh) track?.refreshTokens.push({ from: t, to: seen.refresh.expires });
    this.held.set(client.id, { since, tokenIssued: t, tokenExpires, askedUntil: t });
  }

  private leave(at: number, client: string, by: Noticed['by']): void {
    const held = this.held.get(client);
    if (!held) return;
    this.held.delete(client);
    this.noticed.push({ at, client, by });
    const track = this.tracks.get(client);
    track?.signedIn.splice(-1, 1, { from: held.since, to: at });
  }

  private ask(event: SystemEvent): Observed {
    const seen = this.server.handle(event);
    for (const { client } of seen.notices ?? []) {
      const by = this.refused?.client === client ? this.refused.by : 'backChannel';
      if (this.clients.get(client)?.hears) this.leave(event.t, client, by);
    }
    this.watchSession(event.t);
    return seen;
  }

  private watchSession(t: number): void {
    const now = this.server.sessions()[0];
    const last = this.session.at(-1);
    const open = last?.to === null ? last : undefined;
    if (open && open.expires === now?.expires) return;
    if (open) open.to = Math.min(t, open.expires);
    if (now) this.session.push({ from: t, to: null, expires: now.expires });
  }
}
