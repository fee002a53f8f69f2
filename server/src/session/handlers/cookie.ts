import { toSeconds, toTicks } from '../instant';
import type { Ticket } from '../ticket';

/** The attributes of a Set-Cookie that carries a ticket, in seconds; `null`: absent. */
export interface SetCookie {
  /** Seconds since the base. */
  readonly expires: number | null;
  readonly maxAge: number | null;
}

/**
 * Who keeps the cookie. `browser` throws it away when its Max-Age is over, else at its Expires, and no longer sends it
 * at exactly that instant (RFC 6265, 5.3: Max-Age wins); `raw` always sends the last one it got, also a deleted one.
 */
export type Client = 'raw' | 'browser';

/** A cookie as its client holds it: the ticket it was issued for, and its key in a session store. */
export interface HeldCookie<T extends Ticket = Ticket> {
  readonly ticket: T;
  readonly key: number | null;
  /** In ticks; the client does not send it from then on. */
  readonly dropAt: number;
}

/** What the client holds after a response at `now` with this Set-Cookie. */
export function hold<T extends Ticket>(
  content: { readonly ticket: T; readonly key: number | null },
  sent: SetCookie,
  now: number,
  client: Client,
): HeldCookie<T> {
  if (client === 'raw') return { ...content, dropAt: Infinity };
  if (sent.maxAge !== null) return { ...content, dropAt: now + toTicks(sent.maxAge) };
  return { ...content, dropAt: sent.expires === null ? Infinity : toTicks(sent.expires) };
}

/** Is it in the request? */
export function isSent<T extends Ticket>(cookie: HeldCookie<T> | null, now: number): cookie is HeldCookie<T> {
  return cookie !== null && now < cookie.dropAt;
}

/** The stamps of a ticket as answers give them: seconds since the base, `null` for none. */
export function stampsOf(ticket: Ticket | null): {
  readonly ticketIssued: number | null;
  readonly ticketExpires: number | null;
} {
  return {
    ticketIssued: ticket && toSeconds(ticket.issued),
    ticketExpires: ticket && toSeconds(ticket.expires),
  };
}

/** What `DateTimeOffset.Add` says when a lifetime reaches beyond the year 9999; the request answers 500. */
export const UNREPRESENTABLE = 'The added or subtracted value results in an un-representable DateTime.';
