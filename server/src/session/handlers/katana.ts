import { toTicks } from '../instant';
import { coreTicket, type TicketEngine } from '../ticket';
import { stampsOf } from './cookie';
import {
  authenticateKatana,
  type KatanaOptions,
  signInKatana,
  signOutKatana,
  slideKatana,
  startKatanaSignIn,
} from './katanaCookie';

/** `stamp` is no request: the user's security stamp changes in the user store. */
export const KATANA_KINDS = ['login', 'logout', 'read', 'stamp'] as const;

export interface KatanaRequest {
  /** Seconds since the base, ascending. */
  readonly t: number;
  readonly kind: (typeof KATANA_KINDS)[number];
}

export interface KatanaAnswer {
  readonly cookieSent: boolean | null;
  /** What the page saw in this request: before its own sign-in or sign-out. */
  readonly authenticated: boolean | null;
  readonly reissued: boolean;
  readonly renewedBy: 'login' | 'slide' | 'stamp' | null;
  readonly cookieDeleted: boolean;
  /** Stamps of the ticket that is valid after the request, seconds since the base. */
  readonly ticketIssued: number | null;
  readonly ticketExpires: number | null;
  readonly setCookie: { readonly expires: number | null } | null;
  /** Was the user manager asked? Null without a validator and for sign-ins. */
  readonly validated: boolean | null;
  /** Entries in the session store after the request; null without one. */
  readonly stored: number | null;
  /** What the middleware logged. */
  readonly warning: string | null;
  /** Why the request answered 500. */
  readonly failure: string | null;
}

const NOTHING: KatanaAnswer = {
  cookieSent: null,
  authenticated: null,
  reissued: false,
  renewedBy: null,
  cookieDeleted: false,
  ticketIssued: null,
  ticketExpires: null,
  setCookie: null,
  validated: null,
  stored: null,
  warning: null,
  failure: null,
};

/**
 * One browser's requests against Katana's cookie middleware and ASP.NET Identity's `SecurityStampValidator`. At the
 * response a sign-in beats a sign-out, which beats a slide; a page's own call beats the validator's.
 */
export function simulateKatana(
  options: KatanaOptions,
  requests: readonly KatanaRequest[],
  engine: TicketEngine = coreTicket,
): KatanaAnswer[] {
  const state = startKatanaSignIn(options);

  const respond = (now: number, kind: KatanaRequest['kind']): KatanaAnswer => {
    const seen = authenticateKatana(options, state, now, engine);
    const answer = {
      ...NOTHING,
      cookieSent: seen.sent,
      authenticated: seen.ticket !== null,
      validated: options.securityStamp && kind !== 'login' ? seen.validated : null,
      warning: seen.warning,
    };
    if (kind === 'login' || (seen.validator === 'signsIn' && kind !== 'logout')) {
      const signed = signInKatana(options, state, now, kind === 'login' ? 'page' : 'validator', engine);
      if (typeof signed === 'string') return { ...answer, failure: signed };
      const setCookie = { expires: signed.setCookie.expires };
      const renewedBy = kind === 'login' ? 'login' : 'stamp';
      return { ...answer, reissued: true, renewedBy, setCookie, ...stampsOf(signed.ticket) };
    }
    if (kind === 'logout' || seen.validator === 'rejects') {
      signOutKatana(options, state, now);
      return { ...answer, cookieDeleted: true };
    }
    if (!seen.slide) return { ...answer, ...stampsOf(seen.ticket) };
    const { expires } = slideKatana(options, state, seen.slide, now);
    return { ...answer, reissued: true, renewedBy: 'slide', setCookie: { expires }, ...stampsOf(seen.slide) };
  };

  return requests.map(({ t, kind }) => {
    const now = toTicks(t);
    if (kind === 'stamp') state.stamp += 1;
    const answer = kind === 'stamp' ? NOTHING : respond(now, kind);
    return { ...answer, stored: state.store?.tickets.size ?? null };
  });
}
