import { isRepresentable, toSeconds, toTicks } from '../instant';
import { isDue, isExpired, type Ticket, type TicketEngine } from '../ticket';
import { type Client, type HeldCookie, hold, isSent, type SetCookie, UNREPRESENTABLE } from './cookie';
import { emptyStore, storeTicket, type TicketStore } from './ticketStore';

/** Lengths in seconds; what is null is not set. */
export interface KatanaOptions {
  /** `CookieAuthenticationOptions` */
  readonly expireTimeSpan: number;
  readonly slidingExpiration: boolean;
  /** An `IAuthenticationSessionStore` is set. */
  readonly sessionStore: boolean;
  /** `AuthenticationProperties` of every sign-in; offsets count from the sign-in. */
  readonly isPersistent: boolean;
  readonly allowRefresh: boolean | null;
  readonly expiresUtcOffset: number | null;
  readonly issuedUtcOffset: number | null;
  /** `SecurityStampValidator.OnValidateIdentity`; `regenerate`: its callback makes a new identity. Null: none. */
  readonly securityStamp: { readonly validateInterval: number; readonly regenerate: boolean } | null;
  readonly client: Client;
  readonly behaviour: KatanaBehaviour;
}

/** In what the versions differ, as far as a cookie's life goes. */
export interface KatanaBehaviour {
  /** Before 3.0 a sign-in overwrites given stamps, `AllowRefresh` is not looked at, and there is no session store. */
  readonly knowsProperties: boolean;
  /** 3.0: with a session store the slide of a persistent ticket loses Expires (mended in 3.1.0). */
  readonly slideKeepsPersistence: boolean;
}

/** By the version of Microsoft.Owin.Security.Cookies, such as `4.2.3`. */
export function katanaBehaviour(version: string): KatanaBehaviour {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return { knowsProperties: major >= 3, slideKeepsPersistence: major !== 3 || minor >= 1 };
}

/** A ticket, and the security stamp that its identity carries. */
interface Identity extends Ticket {
  readonly stamp: number;
}

/** One browser and what the host keeps for it. */
export interface KatanaSignIn {
  readonly store: TicketStore<Identity> | null;
  cookie: HeldCookie<Identity> | null;
  /** The user's security stamp in the user store. */
  stamp: number;
}

/** What `AuthenticateCoreAsync` found out. */
export interface KatanaAuthentication {
  readonly sent: boolean;
  readonly ticket: Identity | null;
  /** The slide that the response will carry, unless it signs in or out. */
  readonly slide: Identity | null;
  /** What the validator did: nothing, signed the user in anew, or threw the user out. */
  readonly validator: 'none' | 'signsIn' | 'rejects';
  readonly validated: boolean;
  readonly warning: string | null;
}

export function startKatanaSignIn(options: KatanaOptions): KatanaSignIn {
  return { store: options.sessionStore ? emptyStore() : null, cookie: null, stamp: 0 };
}

/** `CookieAuthenticationHandler.AuthenticateCoreAsync`: expiry, slide decision, validator. Times in ticks. */
export function authenticateKatana(
  options: KatanaOptions,
  state: KatanaSignIn,
  now: number,
  engine: TicketEngine,
): KatanaAuthentication {
  const nobody = {
    sent: false,
    ticket: null,
    slide: null,
    validator: 'none',
    validated: false,
    warning: null,
  } as const;
  const { cookie, store } = state;
  if (!isSent(cookie, now)) return nobody;
  const ticket = store && cookie.key !== null ? store.tickets.get(cookie.key) : cookie.ticket;
  if (!ticket) return { ...nobody, sent: true, warning: 'Identity missing in session store' };
  if (isExpired(ticket, now)) {
    if (cookie.key !== null) store?.tickets.delete(cookie.key);
    return { ...nobody, sent: true };
  }
  const mayRefresh = options.allowRefresh !== false || !options.behaviour.knowsProperties;
  const due = isDue(now - ticket.issued, ticket.expires - now, engine.strict);
  const slide = options.slidingExpiration && mayRefresh && due ? slideOf(ticket, now, engine) : null;
  const interval = options.securityStamp && toTicks(options.securityStamp.validateInterval);
  const validated = interval !== null && now - ticket.issued > interval;
  if (validated && ticket.stamp !== state.stamp) return { ...nobody, sent: true, validator: 'rejects', validated };
  const signsIn = validated && options.securityStamp?.regenerate === true;
  return { ...nobody, sent: true, ticket, slide, validator: signsIn ? 'signsIn' : 'none', validated };
}

/** Null when the new end would lie beyond the year 9999. */
function slideOf(ticket: Identity, now: number, engine: TicketEngine): Identity | null {
  const expires = now + (ticket.expires - ticket.issued);
  if (!isRepresentable(expires)) return null;
  return { ...ticket, issued: engine.stamp(now), expires: engine.stamp(expires) };
}

/**
 * `ApplyResponseGrantAsync` with a sign-in: a wholly new ticket, under a new key. A page's sign-in keeps the stamps it
 * was given; the validator's blanks both first. @returns what the response carries, or why it is 500.
 */
export function signInKatana(
  options: KatanaOptions,
  state: KatanaSignIn,
  now: number,
  by: 'page' | 'validator',
  engine: TicketEngine,
): { readonly ticket: Identity; readonly setCookie: SetCookie } | string {
  const given = by === 'page' && options.behaviour.knowsProperties;
  const issued = given && options.issuedUtcOffset !== null ? engine.stamp(now + toTicks(options.issuedUtcOffset)) : now;
  const expires =
    given && options.expiresUtcOffset !== null
      ? now + toTicks(options.expiresUtcOffset)
      : issued + toTicks(options.expireTimeSpan);
  if (!isRepresentable(issued) || !isRepresentable(expires)) return UNREPRESENTABLE;
  const ticket = { issued: engine.stamp(issued), expires: engine.stamp(expires), stamp: state.stamp };
  forget(state, now);
  const key = state.store && storeTicket(state.store, ticket);
  return { ticket, setCookie: send(options, state, ticket, key, now, options.isPersistent) };
}

/** The slide of a response: the same key, and Expires again when the ticket is persistent. */
export function slideKatana(options: KatanaOptions, state: KatanaSignIn, slide: Identity, now: number): SetCookie {
  const key = state.cookie?.key ?? null;
  if (state.store && key !== null) state.store.tickets.set(key, slide);
  const persistent = options.isPersistent && (!state.store || options.behaviour.slideKeepsPersistence);
  return send(options, state, slide, key, now, persistent);
}

/** Deletes the cookie, also when none was sent. */
export function signOutKatana(options: KatanaOptions, state: KatanaSignIn, now: number): void {
  forget(state, now);
  if (options.client === 'browser') state.cookie = null;
}

/** The entry of the key that the request carried leaves the store. */
function forget(state: KatanaSignIn, now: number): void {
  if (isSent(state.cookie, now) && state.cookie.key !== null) state.store?.tickets.delete(state.cookie.key);
}

function send(
  options: KatanaOptions,
  state: KatanaSignIn,
  ticket: Identity,
  key: number | null,
  now: number,
  persistent: boolean,
): SetCookie {
  const sent = { expires: persistent ? toSeconds(ticket.expires) : null, maxAge: null };
  state.cookie = hold({ ticket, key }, sent, now, options.client);
  return sent;
}
