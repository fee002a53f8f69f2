import { isDue, isExpired as isTicketExpired } from '../ticket';
import type { ServerOptions } from './system';

/** The user's sign-in at IdentityServer: inside the cookie, or a row of the session store. */
export interface UserTicket {
  sub: string;
  sid: string;
  created: number;
  /** When it was issued or last extended. */
  renewed: number;
  expires: number;
  persistent: boolean;
  allowRefresh: boolean | null;
  authTime: number;
  clients: readonly string[];
  /** The marker that a signal leaves for the next request (`IdentityServerConstants.ForceCookieRenewalFlag`). */
  forceRenew: boolean;
}

/** What a browser holds. */
export interface Cookie {
  readonly ticket: UserTicket;
  /** `Expires` of a persistent one; the browser drops it then. */
  readonly expires: number | null;
}

/** The browser's own doing: a persistent cookie is no longer sent at its `Expires`. */
export function isDropped(cookie: Cookie, now: number): boolean {
  return cookie.expires !== null && now >= cookie.expires;
}

/** `CookieAuthenticationHandler.ReadCookieTicket`: good at exactly its end. */
export function isExpired(ticket: UserTicket, now: number): boolean {
  return isTicketExpired({ issued: ticket.renewed, expires: ticket.expires }, now);
}

export function cookieFor(ticket: UserTicket): Cookie {
  return { ticket, expires: ticket.persistent ? ticket.expires : null };
}

/**
 * `CookieAuthenticationHandler.CheckForRefresh` of an accepted ticket, with IdentityServer's
 * `ServerSideSessionCookieEvents`: the marker is read by scheme `idsrv` alone, before the end, and is spent by reading.
 */
export function isRenewalDue(ticket: UserTicket, options: ServerOptions, now: number): boolean {
  if (!options.cookieSliding || ticket.allowRefresh === false) return false;
  const due = isDue(now - ticket.renewed, ticket.expires - now, true);
  if (!ticket.forceRenew || options.scheme !== 'idsrv' || now >= ticket.expires) return due;
  ticket.forceRenew = false;
  return true;
}

/** Renewed with its own span, by a request or by a signal. */
export function extend(ticket: UserTicket, now: number): void {
  ticket.expires = now + (ticket.expires - ticket.renewed);
  ticket.renewed = now;
}
