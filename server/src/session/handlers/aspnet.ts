import { isRepresentable, toSeconds, toTicks } from '../instant';
import { frameworkTicket, isExpired, issue, renewIfOld, survives, type Ticket, type TicketEngine } from '../ticket';
import { type SetCookie, stampsOf, UNREPRESENTABLE } from './cookie';

export interface AspNetConfig {
  /** `forms/@timeout`, whole minutes. */
  readonly formsTimeoutMin: number;
  readonly slidingExpiration: boolean;
  /** The life of a ticket that code built by hand, seconds; null: the configured timeout. */
  readonly ticketSpanSec: number | null;
  /** `createPersistentCookie` of the sign-in. */
  readonly persistent: boolean;
  /** `sessionState/@timeout`, whole minutes, InProc. */
  readonly sessionTimeoutMin: number;
}

/**
 * `rw` reads the session, `write` reads and then sets it, `readonly` is a page with read-only session, `nosession` a
 * managed handler without session, `login` sets ticket and session, `logout` is `FormsAuthentication.SignOut`.
 */
export const ASPNET_KINDS = ['login', 'logout', 'rw', 'write', 'readonly', 'nosession'] as const;

export interface AspNetRequest {
  /** Seconds since the base, ascending. */
  readonly t: number;
  readonly kind: (typeof ASPNET_KINDS)[number];
}

export interface AspNetAnswer {
  readonly authCookieSent: boolean;
  readonly authenticated: boolean | null;
  readonly reissued: boolean;
  /** Stamps of the ticket that is valid after the request, seconds since the base. */
  readonly ticketIssued: number | null;
  readonly ticketExpires: number | null;
  readonly setCookie: SetCookie | null;
  /** Expires of the cookie that the response sets. */
  readonly authCookieExpires: number | null;
  /** Before a write of this request; null where the handler has no session. */
  readonly sessionPresent: boolean | null;
  readonly sessionRenewed: boolean;
  readonly failure: string | null;
}

/** A sliding cache entry is pushed forward only if its end moves by at least this much (`CacheExpires.MIN_UPDATE_DELTA`). */
const LEAST_PUSH = toTicks(1);

const NOTHING: AspNetAnswer = {
  authCookieSent: false,
  authenticated: null,
  reissued: false,
  ticketIssued: null,
  ticketExpires: null,
  setCookie: null,
  authCookieExpires: null,
  sessionPresent: null,
  sessionRenewed: false,
  failure: null,
};

/**
 * One browser's requests against .NET Framework 4.x: `FormsAuthenticationModule` and `SessionStateModule` with
 * in-process data. The two never influence each other. The client sends the last ticket it got.
 */
export function simulateAspNet(
  config: AspNetConfig,
  requests: readonly AspNetRequest[],
  engine: TicketEngine = frameworkTicket,
): AspNetAnswer[] {
  const span = toTicks(config.ticketSpanSec ?? config.formsTimeoutMin * 60);
  const timeout = toTicks(config.sessionTimeoutMin * 60);
  let ticket: Ticket | null = null;
  /** When the idle time of the session data began; null: nothing is stored. */
  let since: number | null = null;

  const issued = (made: Ticket): Partial<AspNetAnswer> => {
    ticket = made;
    const expires = config.persistent ? toSeconds(made.expires) : null;
    return {
      reissued: true,
      setCookie: { expires, maxAge: null },
      authCookieExpires: expires,
      ...stampsOf(made),
    };
  };

  /** `FormsAuthenticationModule.OnAuthenticate` */
  const authenticate = (now: number): Partial<AspNetAnswer> => {
    const seen = ticket;
    if (!seen) return { authenticated: false };
    if (isExpired(seen, now)) return { authCookieSent: true, authenticated: false };
    const after = config.slidingExpiration ? renewIfOld(seen, now, engine) : seen;
    const answer = { authCookieSent: true, authenticated: true };
    return after === seen ? { ...answer, ...stampsOf(seen) } : { ...answer, ...issued(after) };
  };

  /** `SessionStateModule` over the internal cache; a handler without session extends too (`ResetItemTimeout`). */
  const useSession = (now: number, kind: AspNetRequest['kind']): Partial<AspNetAnswer> => {
    const writes = kind === 'write' || kind === 'login';
    if (since !== null && !survives(now - since, timeout, true)) since = null;
    const present = since !== null;
    const moves = since === null ? writes : now - since >= LEAST_PUSH;
    if (moves) since = now;
    return { sessionPresent: kind === 'nosession' || kind === 'login' ? null : present, sessionRenewed: moves };
  };

  return requests.map(({ t, kind }) => {
    const now = toTicks(t);
    const seen = authenticate(now);
    const answer = { ...NOTHING, ...seen };
    if (kind === 'logout') {
      ticket = null;
      return {
        ...NOTHING,
        authCookieSent: answer.authCookieSent,
        authenticated: answer.authenticated,
        ...useSession(now, kind),
      };
    }
    if (kind !== 'login') return { ...answer, ...useSession(now, kind) };
    if (!isRepresentable(now + span)) return { ...answer, failure: UNREPRESENTABLE, ...useSession(now, 'rw') };
    return {
      ...answer,
      authenticated: null,
      ...issued(issue(now, span, engine)),
      ...useSession(now, kind),
    };
  });
}
