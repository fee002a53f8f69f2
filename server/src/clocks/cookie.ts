import { AUTH_COOKIE, type Clock, isUnknown, type Lifetime, type Restart, type Unknown } from '../session/clocks';
import { type Option, unknownOf } from './option';

/**
 * A cookie of code: ASP.NET Core's handler and Katana's middleware count alike, so what a host wrote comes to one clock.
 * Lengths are seconds.
 */
export interface CookieTerms {
  /** `ExpireTimeSpan`, or what a sign-in gives its ticket instead. */
  readonly length: Option<number>;
  /** May requests renew it in the second half of its life? */
  readonly slides: boolean;
  /** A security stamp that is compared signs in anew, at the first request later than this after the last issue. */
  readonly renewedAfter: number | null;
  /** `Cookie.MaxAge`; null: not set. */
  readonly maxAge: number | null;
  /** Why its length or its renewal cannot be known, beside the length itself. */
  readonly doubt?: Unknown | undefined;
  readonly note: string;
}

/** Beyond this a sign-in throws: the end of the ticket would lie after the year 9999. */
const LONGEST_COOKIE = 251_000_000_000;

export function cookieClock(terms: CookieTerms): Clock {
  const length = terms.doubt ?? cookieLength(terms.length.value);
  return {
    ...AUTH_COOKIE,
    length,
    restart: restartOf(terms, length),
    ...(terms.maxAge !== null && { maxAge: Math.max(0, Math.trunc(terms.maxAge)) }),
    sources: terms.length.sources,
    note: terms.note,
  };
}

/**
 * Stamps of a ticket are whole seconds, and one that has ended when it is made, or cannot be made, signs nobody in: zero,
 * `Timeout.InfiniteTimeSpan` and `TimeSpan.MaxValue` are no sign-in at all.
 */
function cookieLength(span: number | Unknown): Lifetime {
  if (isUnknown(span)) return span;
  return span > LONGEST_COOKIE ? 0 : Math.max(0, Math.floor(span));
}

/** Half of the life and the comparison of the stamp both start again at every renewal: the earlier one acts. */
function restartOf({ slides, renewedAfter }: CookieTerms, length: Lifetime): Restart {
  const half = typeof length === 'number' ? length / 2 : Infinity;
  if (renewedAfter === null || (slides && half <= renewedAfter))
    return slides ? { on: 'secondHalf', strict: true } : { on: 'never' };
  return { on: 'aged', after: Math.max(0, renewedAfter) };
}

/** Is an option set to this? Not known counts as no; ask `unknownOf` first. */
export function isSet(option: Option<boolean | null> | null, value: boolean): boolean {
  return option?.value === value;
}

/** The first of these options whose value is not known. */
export function doubtOf(...options: readonly (Option<unknown> | Unknown | null | undefined)[]): Unknown | undefined {
  return unknownOf(...options.map((option) => (option && 'value' in option ? option.value : option)));
}
