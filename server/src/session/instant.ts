/**
 * Instants of the handlers' models: whole ticks of 100 ns, as .NET counts time, since the base of a scenario. They are
 * integers, so comparisons at a boundary are exact.
 */
const TICKS_PER_SECOND = 10_000_000;

/** `TimeSpan.MaxValue` in seconds, rounded up. */
export const LONGEST_SPAN = 922_337_203_686;

/** From the base (2026-03-02T08:00:00Z) to the last and the first second that `DateTimeOffset` can hold. */
const LAST_INSTANT = toTicks(251_629_862_399);
const FIRST_INSTANT = -toTicks(63_908_035_200);

/** Seconds, with a fraction, to ticks. */
export function toTicks(seconds: number): number {
  return Math.round(seconds * TICKS_PER_SECOND);
}

export function toSeconds(ticks: number): number {
  return ticks / TICKS_PER_SECOND;
}

/** An instant as RFC 1123 text keeps it: the fraction of its second is cut off. */
export function wholeSecond(ticks: number): number {
  return Math.floor(ticks / TICKS_PER_SECOND) * TICKS_PER_SECOND;
}

/** Can `DateTimeOffset` hold it? Beyond, `DateTimeOffset.Add` throws. */
export function isRepresentable(ticks: number): boolean {
  return ticks >= FIRST_INSTANT && ticks <= LAST_INSTANT;
}
