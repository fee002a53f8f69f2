import { toTicks } from '../instant';
import { coreTicket, type TicketEngine } from '../ticket';
import { type SetCookie, stampsOf } from './cookie';
import {
  authenticateCore,
  type CoreCookieOptions,
  type CoreSignIn,
  renewCore,
  signInCore,
  signOutCore,
  startCoreSignIn,
} from './coreCookie';
import { commitSession, findSession, NO_SESSION } from './coreSession';

export interface CoreConfig extends CoreCookieOptions {
  /** `SessionOptions.IdleTimeout`, seconds. */
  readonly idleTimeout: number;
}

/**
 * `read` reads the session, `write` reads and then sets it, `none` touches neither session nor user, `static` is answered
 * before both middlewares, `login` signs in and sets the session, `logout` signs out. `stamp` is no request: the user's
 * security stamp changes.
 */
export const CORE_KINDS = ['login', 'logout', 'read', 'write', 'none', 'static', 'stamp'] as const;

export interface CoreRequest {
  /** Seconds since the base, ascending. */
  readonly t: number;
  readonly kind: (typeof CORE_KINDS)[number];
}

export interface CoreAnswer {
  readonly authCookieSent: boolean | null;
  /** Null where nobody looks: at a sign-in, and before the middlewares. */
  readonly authenticated: boolean | null;
  readonly reissued: boolean;
  /** Stamps of the ticket that is valid after the request, seconds since the base. */
  readonly ticketIssued: number | null;
  readonly ticketExpires: number | null;
  readonly setCookie: SetCookie | null;
  readonly cookieDeleted: boolean;
  /** Before a write of this request. */
  readonly sessionPresent: boolean | null;
  readonly sessionRenewed: boolean;
  readonly sessionCookieSet: boolean;
  /** `AuthenticateResult.Failure`, or why the request answered 500. */
  readonly failure: string | null;
  /** Was the user looked up to compare security stamps? Null without a validator. */
  readonly validated: boolean | null;
}

const NOTHING: CoreAnswer = {
  authCookieSent: null,
  authenticated: null,
  reissued: false,
  ticketIssued: null,
  ticketExpires: null,
  setCookie: null,
  cookieDeleted: false,
  sessionPresent: null,
  sessionRenewed: false,
  sessionCookieSet: false,
  failure: null,
  validated: null,
};

/**
 * One browser's requests against ASP.NET Core's cookie handler, security stamp validator and session middleware
 * (ASP.NET Core 8 to 10). Sign-in and session never influence each other.
 */
export function simulateCore(
  config: CoreConfig,
  requests: readonly CoreRequest[],
  engine: TicketEngine = coreTicket,
): CoreAnswer[] {
  const signIn = startCoreSignIn(config);
  const session = { kept: NO_SESSION, hasCookie: false };
  const idleTimeout = toTicks(config.idleTimeout);

  /** `SessionMiddleware`: committed at the end of every request. */
  const useSession = (now: number, wrote: boolean) => {
    const found = findSession(session.kept, now, idleTimeout);
    session.kept = commitSession(found, now, idleTimeout, wrote);
    const sessionCookieSet = wrote && !session.hasCookie;
    session.hasCookie ||= wrote;
    return { sessionPresent: found.since !== null, sessionRenewed: session.kept.since === now, sessionCookieSet };
  };

  return requests.map(({ t, kind }) => {
    const now = toTicks(t);
    if (kind === 'stamp') {
      signIn.stamp += 1;
      return NOTHING;
    }
    const authCookieSent = signIn.cookie !== null && now < signIn.cookie.dropAt;
    if (kind === 'static') return { ...NOTHING, authCookieSent };
    if (kind === 'login') {
      const signed = signInCore(config, signIn, now, engine);
      const answer = { ...NOTHING, authCookieSent };
      if (typeof signed === 'string')
        return { ...answer, failure: signed, ...useSession(now, false), sessionPresent: null };
      const { setCookie, ticket, rejected } = signed;
      return {
        ...answer,
        reissued: true,
        setCookie,
        cookieDeleted: rejected,
        ...stampsOf(ticket),
        ...useSession(now, true),
        sessionPresent: null,
      };
    }
    return {
      ...NOTHING,
      authCookieSent,
      ...respond(config, signIn, now, kind === 'logout', engine),
      ...useSession(now, kind === 'write'),
    };
  });
}

/** The cookie handler's part of a request that does not sign in. */
function respond(
  config: CoreConfig,
  signIn: CoreSignIn,
  now: number,
  signsOut: boolean,
  engine: TicketEngine,
): Partial<CoreAnswer> {
  const seen = authenticateCore(config, signIn, now, engine);
  const answer = {
    authenticated: seen.ticket !== null,
    failure: seen.failure,
    validated: config.securityStamp ? seen.validated : null,
  };
  if (signsOut || seen.rejected) {
    signOutCore(config, signIn, seen.sent);
    return { ...answer, cookieDeleted: true };
  }
  if (!seen.renewal) return { ...answer, ...stampsOf(seen.ticket) };
  return {
    ...answer,
    reissued: true,
    setCookie: renewCore(config, signIn, seen.renewal, now),
    ...stampsOf(seen.renewal),
  };
}
