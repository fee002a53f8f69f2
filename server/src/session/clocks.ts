/**
 * The words of the session model: clocks, scenarios, runs. Plain data that travels as JSON to the timeline page
 * and to scripts (docs/reference/timeline.md). Times are integer seconds since sign-in.
 */
import type { Lifetime, Unknown } from './lifetime';

export { isUnknown, type Lifetime, type Unknown } from './lifetime';

export type Seconds = number;

export type ClockId =
  | 'authCookie'
  | 'sessionData'
  | 'poolIdle'
  | 'poolRecycle'
  | 'poolSchedule'
  | 'persistentLogin'
  | 'appDomainIdle'
  | 'accessToken'
  | 'refreshToken'
  | 'idpSession'
  | (string & {});

/** One layer's say about a value, for the card of a clock. */
export interface SourceRef {
  /** `Web.config:41`, `.NET default` */
  readonly label: string;
  readonly kind: 'default' | 'file' | 'transform' | 'patch' | 'location' | 'iis' | 'code' | 'env';
  /** Opaque; the host maps it to a place. Never a path. */
  readonly link?: string;
  /** `timeout="20"`, at most 120 characters, never a secret. */
  readonly text?: string;
  readonly status: 'effective' | 'overridden' | 'unchanged' | 'unset' | 'blocked';
}

export type Restart =
  /**
   * Every request that reaches managed code; `onlyWhenUsed`: of those only the ones whose page looks at it, so that a
   * user may click and click without any effect on it.
   */
  | { readonly on: 'everyRequest'; readonly onlyWhenUsed?: boolean }
  /** Renews when the remaining life is at most (`strict`: less than) its age, and keeps its own span. */
  | { readonly on: 'secondHalf'; readonly strict: boolean }
  /** Renews when it is older than this: a security stamp that is compared signs the user in anew. */
  | { readonly on: 'aged'; readonly after: Seconds }
  | { readonly on: 'never' }
  /** Runs from the start of the worker process, whatever users do. */
  | { readonly on: 'workerStart' }
  | { readonly on: 'tokenRefresh' };

export interface Clock {
  readonly id: ClockId;
  readonly role: 'identity' | 'data' | 'server';
  readonly name: string;
  readonly length: Lifetime;
  readonly restart: Restart;
  /** Does a keep-alive request restart it? */
  readonly pingRestarts: boolean;
  /** What ends with it: idle stop → sessionData under InProc, keys in memory → authCookie. */
  readonly kills: readonly ClockId[];
  /** It may end this much later than said: 60 for the pool's idle check. */
  readonly uncertainty: Seconds;
  /** Is it still alive at exactly its end? Forms ticket, ASP.NET Core ticket and Framework InProc data: yes. Core session: no. */
  readonly aliveAtEnd: boolean;
  /**
   * The browser throws the cookie away this long after it was issued or renewed, and no longer sends it at exactly
   * that instant (RFC 6265 Max-Age or Expires). Half life is still counted from `length`.
   */
  readonly maxAge?: Seconds;
  /**
   * Lost clocks that a click of a signed-in user brings back while this one lives; once both are gone the click is
   * sent to the sign-in page (an application's own restore cookie).
   */
  readonly restores?: readonly ClockId[];
  /** Counts only when the user ticked "Remember me". */
  readonly needsRemember?: boolean;
  /** Configured, but cannot act; the reason in a word or two ("not used", "mode is Off"). */
  readonly inert?: string;
  /** The clock among all of them that decides whether the user is signed in, or whether their data is there. */
  readonly decides?: 'signIn' | 'data';
  /**
   * Clocks of the server: what their end does. `stops`: the worker process is gone, the next request starts another.
   * `suspends`: it keeps its memory. `recycles`: another one takes over at once. `unloads`: the application ends inside
   * a worker that lives on.
   */
  readonly worker?: 'stops' | 'suspends' | 'recycles' | 'unloads';
  /**
   * Where that lives without which it is nothing: the data itself, or the keys that protect a sign-in. `worker`: in the
   * memory of the worker process.
   */
  readonly livesIn?: 'worker' | 'outside';
  /** What people call the keys that protect it: `Data Protection keys`. */
  readonly keys?: string;
  /** Protected by the same keys as that clock: what ends that one by its keys ends this one too. */
  readonly keysOf?: ClockId;
  /** Fetched anew by a click after its end, as long as that clock lives (an access token and its refresh token). */
  readonly renewedWhile?: ClockId;
  /** Strikes at a time of day: nobody knows at what time of day this user signed in, so it has no place in a run. */
  readonly timeOfDay?: boolean;
  /** Weakest layer first. */
  readonly sources: readonly SourceRef[];
  /** One plain sentence on how it behaves. */
  readonly note?: string;
}

/** More clicks than this tell nothing new and cost drawing. */
export const MOST_CLICKS = 50;

export interface Scenario {
  /** Ascending, the first is 0 (the sign-in), at most `MOST_CLICKS`. */
  readonly clicks: readonly Seconds[];
  readonly remember: boolean;
  readonly ping: { readonly every: Seconds } | null;
  /** Other users keep the pool awake. */
  readonly otherTraffic: boolean;
}

export type UserState =
  | 'ok'
  | 'signedInNoData'
  | 'freshSession'
  | 'dataNoSignIn'
  | 'signedOut'
  /** Nobody can say: the sign-in, or for somebody who is signed in the data, may end nobody knows when. */
  | 'notKnown';

/** A stretch of a gauge: level 1 is full, 0 gone. */
export interface Piece {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly level0: number;
  readonly level1: number;
}

export interface Lane {
  readonly id: ClockId;
  /** Empty when the clock is not in play. */
  readonly pieces: readonly Piece[];
  /** The first end; `null`: it does not end in this run. Lost data may start again later: see `ends`. */
  readonly endsAt: Seconds | null;
  readonly endCauses: readonly ClockId[];
  /** Every end with its causes, the clock itself first when its own time was up. */
  readonly ends: readonly { readonly at: Seconds; readonly causes: readonly ClockId[] }[];
  readonly inPlay: boolean;
  readonly reason?: 'notReached' | 'notTicked' | 'notUsed' | 'unknown';
}

export interface Request {
  readonly at: Seconds;
  readonly kind: 'click' | 'ping';
  readonly renewed: readonly ClockId[];
  readonly kept: readonly ClockId[];
}

export interface StatePiece {
  readonly from: Seconds;
  /** `null`: it never ends. */
  readonly to: Seconds | null;
  readonly state: UserState;
}

export interface Window {
  readonly from: Seconds;
  readonly to: Seconds | null;
  readonly state: 'signedInNoData' | 'dataNoSignIn';
  readonly causes: readonly ClockId[];
}

/** What happens to one user in one scenario. */
export interface Run {
  readonly lanes: readonly Lane[];
  /** Every click, and every ping up to the last end (at most 5,000 pings are listed, `pings.count` is exact). */
  readonly requests: readonly Request[];
  readonly pings: { readonly every: Seconds; readonly count: number } | null;
  readonly states: readonly StatePiece[];
  readonly windows: readonly Window[];
  /** The widest window over all click times, with clicks that show it. */
  readonly worst: {
    /** `null`: no end. */
    readonly gap: Seconds | null;
    readonly state: 'signedInNoData' | 'dataNoSignIn';
    readonly scenario: Scenario;
  } | null;
}

export interface Range {
  readonly least: Seconds | null | Unknown;
  readonly most: Seconds | null | Unknown;
}

/**
 * What holds over every possible click history, in closed form. Lower bounds are greatest lower, upper bounds least
 * upper. `null` is *never*, `unknown` says why.
 */
export interface Verdict {
  /** The heading a person reads. */
  readonly text: string;
  /** Silence after a request until the sign-in ends. */
  readonly signOut: Range;
  /** Silence after a request until the session data ends, whatever ends it. */
  readonly dataLoss: Range;
  /** Longest such window over every history; 0 = cannot happen, null = no end. */
  readonly signedInWithoutData: Seconds | null | Unknown;
  readonly dataWithoutSignIn: Seconds | null | Unknown;
  /** A user silent for less than this loses nothing, whatever they clicked before. */
  readonly safeEdit: Seconds | null | Unknown;
  /** What can strike at any moment regardless of clicks; kept out of the numbers above. */
  readonly anytime: readonly { readonly clock: ClockId; readonly every: Seconds }[];
}

/** What every sign-in by cookie starts from: a keep-alive request that runs the site's code treats it like a click. */
export const AUTH_COOKIE = {
  id: 'authCookie',
  role: 'identity',
  name: 'Auth cookie',
  pingRestarts: true,
  kills: [],
  uncertainty: 0,
  aliveAtEnd: true,
  decides: 'signIn',
} as const satisfies Partial<Clock>;
