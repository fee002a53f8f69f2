import { survives } from '../ticket';

/**
 * ASP.NET Core's session over the memory cache (`DistributedSession`, `MemoryDistributedCache`): a sliding entry, gone at
 * exactly its idle timeout. Every request that passes the middleware restarts it, whether it looks at the session or
 * not (`DistributedSession.CommitAsync` refreshes what was not modified). Times in ticks, not cut.
 */
export interface CoreSession {
  /** When its idle time began; null: nothing is stored. */
  readonly since: number | null;
}

export const NO_SESSION: CoreSession = { since: null };

/** What a request at `now` finds, before it writes. */
export function findSession(session: CoreSession, now: number, idleTimeout: number): CoreSession {
  return session.since !== null && survives(now - session.since, idleTimeout, false) ? session : NO_SESSION;
}

/**
 * What is stored after a request that found `found`. The cache refuses a sliding time that is not positive; the
 * middleware logs that and goes on, so nothing is ever kept then.
 */
export function commitSession(found: CoreSession, now: number, idleTimeout: number, wrote: boolean): CoreSession {
  if (!wrote && found.since === null) return NO_SESSION;
  return idleTimeout > 0 ? { since: now } : NO_SESSION;
}
