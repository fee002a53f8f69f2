import { type ClientInUse, hearsOfExpiry, renewalAge, type Signal, type SystemInUse, signalOf } from './inUse';

/**
 * What holds for one client over every history of a user who works in that client alone: signs in, acts whenever he
 * likes, falls silent. Seconds; `Infinity` is *never*. A history ends where the client has to send the user to
 * IdentityServer again.
 */
export interface ClientBounds {
  /** Silence after an act until the session at IdentityServer has ended. */
  readonly idle: { readonly least: number; readonly most: number };
  /** Until this client knows. */
  readonly noticed: { readonly least: number; readonly most: number };
  /**
   * Does a user who acts at least once in `gap` stay signed in? The hard end of a refresh token counts only when it comes
   * within a day: nobody acts once a minute for a day and a night.
   */
  readonly busySafe: boolean;
}

/** Lengths that are the same in every system; tests make them small. */
export interface Measures {
  readonly gap: number;
  readonly day: number;
}

const MEASURES: Measures = { gap: 60, day: 86_400 };

/**
 * In closed form. After an act the session has lived for `age` since the last signal (or the sign-in), and the least
 * silence comes after the greatest age that an act can leave behind:
 * - refresh: a token is renewed on the first act that finds it older than `renewalAge`, so no act leaves more than that;
 * - introspection: an API asks on the first act after its answer ran out, so no act leaves more than the cache;
 * - without a signal nothing is extended, and the user may act right up to the end.
 *
 * `least` is met within a second, everything else exactly. Where a refresh token may be too old at its first use, or ends
 * within a day while the cookie slides, `busySafe` errs on the safe side: false.
 */
export function boundsOfClient(system: SystemInUse, client: ClientInUse, measures = MEASURES): ClientBounds {
  return {
    idle: idleOf(system, client),
    noticed: noticedBy(system, client),
    busySafe: isBusySafe(system, client, measures),
  };
}

export function idleOf(system: SystemInUse, client: ClientInUse): ClientBounds['idle'] {
  const span = spanOf(system);
  return { least: Math.max(0, span - oldest(client, signalOf(system, client))), most: span };
}

export function noticedBy(system: SystemInUse, client: ClientInUse): ClientBounds['noticed'] {
  if (!hearsOfExpiry(system, client)) return { least: Infinity, most: Infinity };
  const { least, most } = idleOf(system, client);
  return { least, most: most + Math.max(0, system.options.removeExpiredFrequency) };
}

/** How long a session lives that nothing extends. */
function spanOf(system: SystemInUse): number {
  return Math.max(0, system.options.cookieLifetime);
}

/** Greatest age of the session that an act leaves behind. */
function oldest(client: ClientInUse, signal: Signal): number {
  if (signal === 'none') return Infinity;
  const renewal = client.offlineAccess ? renewalAge(client) : Infinity;
  return signal === 'refresh' ? renewal : Math.min(renewal, cacheOf(client));
}

/** No answer outlives its token. */
function cacheOf(client: ClientInUse): number {
  return Math.max(0, Math.min(client.cache, client.accessTokenLifetime));
}

export function isBusySafe(system: SystemInUse, client: ClientInUse, { gap, day } = MEASURES): boolean {
  const signal = signalOf(system, client);
  if (signal === 'none') return !hearsOfExpiry(system, client) && !comesBack(client, gap, day);
  const span = spanOf(system);
  const refreshed = client.offlineAccess ? renewalAge(client) + gap : Infinity;
  // At exactly its end a session still lets the user in again, and a sliding cookie revives it.
  const holds = (age: number) => (system.options.cookieSliding ? age <= span : age < span);
  if (signal === 'introspection') {
    const cache = cacheOf(client);
    return holds(Math.min(refreshed, cache > 0 ? cache + gap - 1 : gap));
  }
  if (!holds(refreshed) || firstUse(client) < refreshed) return false;
  // The last refresh before a token's end is followed by a new sign-in that extends nothing.
  return hardEnd(client) >= day || 2 * refreshed < span;
}

/** Must a busy user be sent to IdentityServer again because the tokens end, which fails once the session is over? */
function comesBack(client: ClientInUse, gap: number, day: number): boolean {
  if (client.offlineAccess) return hardEnd(client) < day || firstUse(client) < renewalAge(client) + gap;
  return client.accessTokenType === 'Reference' && client.accessTokenLifetime < day;
}

/** How long a new refresh token waits for its first use. */
function firstUse(client: ClientInUse): number {
  return client.refreshExpiration === 'Absolute'
    ? client.refreshAbsolute
    : Math.min(client.refreshSliding, hardEnd(client));
}

/** When a chain of refresh tokens ends whatever is done; an absolute lifetime of 0 binds only without sliding. */
function hardEnd(client: ClientInUse): number {
  const bound = client.refreshExpiration === 'Absolute' || client.refreshAbsolute > 0;
  return bound ? client.refreshAbsolute : Infinity;
}
