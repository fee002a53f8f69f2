import { isRepresentable, toSeconds, toTicks } from '../instant';
import { isDue, isExpired, type Ticket, type TicketEngine } from '../ticket';
import { type Client, type HeldCookie, hold, isSent, type SetCookie, UNREPRESENTABLE } from './cookie';
import { emptyStore, storeTicket, type TicketStore } from './ticketStore';

/** Lengths in seconds; what is null is not set. */
export interface CoreCookieOptions {
  /** `CookieAuthenticationOptions` */
  readonly expireTimeSpan: number;
  readonly slidingExpiration: boolean;
  readonly cookieMaxAge: number | null;
  /** An `ITicketStore` is set. */
  readonly ticketStore: boolean;
  /** `AuthenticationProperties` of every sign-in; offsets count from the sign-in. */
  readonly isPersistent: boolean;
  readonly allowRefresh: boolean | null;
  readonly expiresUtcOffset: number | null;
  readonly issuedUtcOffset: number | null;
  /** `SecurityStampValidatorOptions.ValidationInterval`; null: no validator. */
  readonly securityStamp: { readonly validationInterval: number } | null;
  readonly client: Client;
}

/** A ticket, and the security stamp that its principal carries. */
interface Principal extends Ticket {
  readonly stamp: number;
}

/** One browser and what the host keeps for it. */
export interface CoreSignIn {
  readonly store: TicketStore<Principal> | null;
  cookie: HeldCookie<Principal> | null;
  /** The user's security stamp in the user store. */
  stamp: number;
}

/** What `HandleAuthenticateAsync` found out. */
export interface CoreAuthentication {
  readonly sent: boolean;
  readonly ticket: Principal | null;
  /** The ticket that the response will carry, unless it signs in or out. */
  readonly renewal: Principal | null;
  /** The validator threw the principal out: the response deletes the cookie. */
  readonly rejected: boolean;
  readonly validated: boolean;
  readonly failure: string | null;
}

export function startCoreSignIn(options: CoreCookieOptions): CoreSignIn {
  return { store: options.ticketStore ? emptyStore() : null, cookie: null, stamp: 0 };
}

/**
 * `CookieAuthenticationHandler.HandleAuthenticateAsync`: expiry, then the sliding decision, then the validator, which
 * renews whatever the sliding decision was. Times in ticks.
 */
export function authenticateCore(
  options: CoreCookieOptions,
  state: CoreSignIn,
  now: number,
  engine: TicketEngine,
): CoreAuthentication {
  const nobody = { sent: false, ticket: null, renewal: null, rejected: false, validated: false, failure: null };
  const { cookie, store } = state;
  if (!isSent(cookie, now)) return nobody;
  const ticket = store && cookie.key !== null ? store.tickets.get(cookie.key) : cookie.ticket;
  if (!ticket) return { ...nobody, sent: true, failure: 'Identity missing in session store' };
  if (isExpired(ticket, now)) {
    if (cookie.key !== null) store?.tickets.delete(cookie.key);
    return { ...nobody, sent: true, failure: 'Ticket expired' };
  }
  const slides =
    options.slidingExpiration &&
    options.allowRefresh !== false &&
    isDue(now - ticket.issued, ticket.expires - now, engine.strict);
  const interval = options.securityStamp && toTicks(options.securityStamp.validationInterval);
  const validated = interval !== null && now - ticket.issued > interval;
  if (validated && ticket.stamp !== state.stamp)
    return { ...nobody, sent: true, rejected: true, validated, failure: 'No principal.' };
  if (!slides && !validated) return { ...nobody, sent: true, ticket };
  // `SecurityStampValidator`: without sliding the issue stamp moves first, so that the renewal keeps the end.
  const issued = validated && !options.slidingExpiration ? engine.stamp(now) : ticket.issued;
  const expires = now + (ticket.expires - issued);
  if (!isRepresentable(expires)) return { ...nobody, sent: true, validated, failure: UNREPRESENTABLE };
  const renewal = { issued: engine.stamp(now), expires: engine.stamp(expires), stamp: state.stamp };
  return { ...nobody, sent: true, ticket, renewal, validated };
}

/**
 * `HandleSignInAsync`. A live key of a store is used again. A validator that rejects in the same request has deleted the
 * cookie before: the response says both. @returns what the response carries, or why it is 500.
 */
export function signInCore(
  options: CoreCookieOptions,
  state: CoreSignIn,
  now: number,
  engine: TicketEngine,
): { readonly ticket: Principal; readonly setCookie: SetCookie; readonly rejected: boolean } | string {
  const { expireTimeSpan, expiresUtcOffset, issuedUtcOffset } = options;
  const issued = issuedUtcOffset === null ? now : engine.stamp(now + toTicks(issuedUtcOffset));
  const expires = expiresUtcOffset === null ? issued + toTicks(expireTimeSpan) : now + toTicks(expiresUtcOffset);
  if (!isRepresentable(expires) || !isRepresentable(issued)) return UNREPRESENTABLE;
  const { ticket: seen, rejected } = authenticateCore(options, state, now, engine);
  const ticket = { issued: engine.stamp(issued), expires: engine.stamp(expires), stamp: state.stamp };
  const key = seen && state.cookie ? state.cookie.key : null;
  if (state.store && key !== null) state.store.tickets.set(key, ticket);
  return {
    ticket,
    rejected,
    setCookie: send(options, state, ticket, state.store && (key ?? storeTicket(state.store, ticket)), now),
  };
}

/** `FinishResponseAsync`: the renewed ticket, under the same key. */
export function renewCore(options: CoreCookieOptions, state: CoreSignIn, renewal: Principal, now: number): SetCookie {
  const key = state.cookie?.key ?? null;
  if (state.store && key !== null) state.store.tickets.set(key, renewal);
  return send(options, state, renewal, key, now);
}

/** `HandleSignOutAsync`. */
export function signOutCore(options: CoreCookieOptions, state: CoreSignIn, sent: boolean): void {
  const key = sent ? state.cookie?.key : undefined;
  if (typeof key === 'number') state.store?.tickets.delete(key);
  if (options.client === 'browser') state.cookie = null;
}

function send(
  options: CoreCookieOptions,
  state: CoreSignIn,
  ticket: Principal,
  key: number | null,
  now: number,
): SetCookie {
  const sent = {
    expires: options.isPersistent ? toSeconds(ticket.expires) : null,
    maxAge: options.cookieMaxAge === null ? null : Math.trunc(options.cookieMaxAge),
  };
  state.cookie = hold({ ticket, key }, sent, now, options.client);
  return sent;
}
