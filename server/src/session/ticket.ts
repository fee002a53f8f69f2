import { wholeSecond } from './instant';

/**
 * The ticket inside an auth cookie, as the engines treat it. Times are plain numbers of any one unit (ticks,
 * milliseconds, seconds); the engine says how stamps are cut. Rules proved against recordings of the engines.
 */
export interface Ticket {
  readonly issued: number;
  readonly expires: number;
}

export interface TicketEngine {
  /** Renews only when *past* half of its life; otherwise also at exactly half. */
  readonly strict: boolean;
  /** How issue and expiry are stored. */
  readonly stamp: (time: number) => number;
}

/** `FormsAuthentication.RenewTicketIfOld`: kept only while left > age, so equality renews. Stamps keep their ticks. */
export const frameworkTicket: TicketEngine = { strict: false, stamp: (time) => time };

/**
 * `CookieAuthenticationHandler` (and Katana's): renews when left < age. `AuthenticationProperties` keep both stamps as
 * RFC 1123 text, so they are cut to whole seconds while *now* is not. Times in ticks.
 */
export const coreTicket: TicketEngine = { strict: true, stamp: wholeSecond };

/** A ticket signed in at `now` with a life of `span`; `expires` is given when code set it. */
export function issue(now: number, span: number, engine: TicketEngine, expires: number = now + span): Ticket {
  return { issued: engine.stamp(now), expires: engine.stamp(expires) };
}

/** Both engines reject a ticket when `expires < now`: it is valid at exactly its end. */
export function isExpired(ticket: Ticket, now: number): boolean {
  return ticket.expires < now;
}

/** Is a ticket with this age and this much life left due for renewal? Both in the same unit. */
export function isDue(age: number, left: number, strict: boolean): boolean {
  return strict ? left < age : left <= age;
}

/**
 * The ticket after a request at `now`: the same object when it is kept. A renewed one keeps the old one's own span,
 * whatever the configuration says today. Does not test expiry (neither does `RenewTicketIfOld`).
 */
export function renewIfOld(ticket: Ticket, now: number, engine: TicketEngine): Ticket {
  if (!isDue(now - ticket.issued, ticket.expires - now, engine.strict)) return ticket;
  return issue(now, ticket.expires - ticket.issued, engine);
}

/**
 * Is something that has lived for `age` of its `life` still there? At exactly the end it depends on the engine:
 * tickets and .NET Framework InProc data (`UtcExpires < now` expires) are, ASP.NET Core session data is gone.
 */
export function survives(age: number, life: number, aliveAtEnd: boolean): boolean {
  return aliveAtEnd ? age <= life : age < life;
}
