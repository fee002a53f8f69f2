import type { ClientOptions, GrantsRemoved, ServerOptions } from './system';

/** A refresh or reference token in the persisted grant store. Valid while `now <= created + lifetime`. */
export interface Grant {
  readonly type: GrantsRemoved['type'];
  readonly client: string;
  readonly sub: string;
  readonly sid: string;
  readonly created: number;
  lifetime: number;
  consumed: boolean;
}

/** Whose tokens they are: one user in one session. */
export interface Owner {
  readonly sub: string;
  readonly sid: string;
}

/** The persisted grant store, and what has left it since it was last asked. */
export class GrantStore {
  private readonly grants = new Set<Grant>();
  private gone: Grant[] = [];

  store(grant: Omit<Grant, 'consumed'>): Grant {
    const stored = { ...grant, consumed: false };
    this.grants.add(stored);
    return stored;
  }

  has(grant: Grant): boolean {
    return this.grants.has(grant);
  }

  remove(grant: Grant): void {
    if (this.grants.delete(grant)) this.gone.push(grant);
  }

  /** `IPersistedGrantStore.RemoveAllAsync`; without `clients` those of every client. Expired ones go too. */
  removeAll(owner: Owner, clients?: readonly string[]): void {
    for (const grant of [...this.grants]) {
      const owned = grant.sub === owner.sub && grant.sid === owner.sid;
      if (owned && (!clients || clients.includes(grant.client))) this.remove(grant);
    }
  }

  takeRemoved(): Grant[] {
    const gone = this.gone;
    this.gone = [];
    return gone;
  }
}

/** `DateTimeExtensions.HasExceeded`: the last second still counts. */
export function hasExceeded(grant: Grant, now: number): boolean {
  return now > grant.created + grant.lifetime;
}

/** `DefaultRefreshTokenService.CreateRefreshTokenAsync`: Absolute takes the absolute lifetime as it is, 0 included. */
export function firstLifetime(client: ClientOptions): number {
  return client.refreshExpiration === 'Absolute' ? client.refreshAbsolute : capped(client, client.refreshSliding);
}

/** `DefaultRefreshTokenService.UpdateRefreshTokenAsync`: the token as it is after a refresh; `created` never changes. */
export function afterRefresh(
  token: Grant,
  client: ClientOptions,
  options: Pick<ServerOptions, 'deleteOneTimeOnly'>,
  store: GrantStore,
  now: number,
): Grant {
  const rotates = client.refreshUsage === 'OneTimeOnly';
  if (rotates && options.deleteOneTimeOnly) store.remove(token);
  else if (rotates) token.consumed = true;
  const slides = client.refreshExpiration === 'Sliding';
  const lifetime = slides ? capped(client, now - token.created + client.refreshSliding) : token.lifetime;
  if (rotates) return store.store({ ...token, lifetime });
  token.lifetime = lifetime;
  return token;
}

/** An absolute lifetime of 0 does not cap a sliding one. */
function capped(client: ClientOptions, lifetime: number): number {
  return client.refreshAbsolute > 0 ? Math.min(lifetime, client.refreshAbsolute) : lifetime;
}
