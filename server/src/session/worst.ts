import { boundsOf, castOptions, type VerdictOptions } from './bounds';
import { cast, doubtOf, isIdleStop, reach } from './cast';
import { type Clock, MOST_CLICKS, type Run, type Scenario, type Seconds, type Window } from './clocks';
import { isAlive, lifeOf, renewalAge, restartsAt } from './pings';

/** Clicks that show the widest window, for the "Worst case" preset and for the run beside it. */

const MINUTE = 60;

/**
 * The wider of the two windows over all click times, with clicks that show it; null when there is none, or none that can
 * be known.
 */
export function worstOf(clocks: readonly Clock[], options: VerdictOptions): Run['worst'] {
  if (doubtOf(clocks, castOptions(options))) return null;
  const bounds = boundsOf(clocks.map(asUsed), options);
  const state = bounds.dataWithoutSignIn > bounds.signedInWithoutData ? 'dataNoSignIn' : 'signedInNoData';
  const gap = Math.max(bounds.dataWithoutSignIn, bounds.signedInWithoutData);
  if (gap === 0) return null;
  return { gap: gap === Infinity ? null : gap, state, scenario: worstScenario(clocks, state, options) };
}

/** A scenario has no clicks but those on pages that look at the session. */
function asUsed(clock: Clock): Clock {
  return clock.restart.on === 'everyRequest' ? { ...clock, restart: { on: 'everyRequest' } } : clock;
}

/**
 * Clicks that lead to the widest window of this kind. Without data: the last click renews the sign-in, so it has all of
 * its life before it. Without sign-in: the last click comes just too early to renew it (to the second), or at its very
 * end when nothing renews it.
 */
export function worstScenario(
  clocks: readonly Clock[],
  state: Window['state'],
  options: VerdictOptions = {},
): Scenario {
  const { signIn } = cast(clocks, castOptions(options));
  const last = signIn === null ? 0 : state === 'signedInNoData' ? renewingClick(signIn) : uselessClick(signIn);
  return {
    clicks: clicksUpTo(last, clocks, state, options),
    ...castOptions(options),
    ping: options.ping ?? null,
  };
}

/** The first full minute in which a click renews it; 0, the sign-in itself, when none does. */
function renewingClick(signIn: Clock): Seconds {
  const half = renewalAge(signIn);
  if (half === null || half === Infinity) return 0;
  const candidates = [(Math.floor(half / MINUTE) + 1) * MINUTE, Math.floor(half) + 1, Math.ceil(half)];
  return candidates.find((at) => isAlive(signIn, at) && restartsAt(signIn, at)) ?? 0;
}

/** The last second in which a click is served but does not renew it. */
function uselessClick(signIn: Clock): Seconds {
  const life = lifeOf(signIn);
  if (signIn.restart.on === 'everyRequest' || life === Infinity) return 0;
  const half = renewalAge(signIn);
  const youngest = half === null ? Infinity : Math.floor(half);
  const candidates = life > youngest ? [youngest, youngest - 1] : [life, life - 1];
  return candidates.find((at) => at >= 0 && isAlive(signIn, at) && !restartsAt(signIn, at)) ?? 0;
}

/**
 * The sign-in, the last click, and as many between as it takes that nothing is lost on the way. Where that takes too
 * many: a sign-in has as much life as a renewal, and what was lost on the way begins anew with the last click.
 */
function clicksUpTo(
  last: Seconds,
  clocks: readonly Clock[],
  state: Window['state'],
  options: VerdictOptions,
): Seconds[] {
  if (last === 0) return [0];
  const { signIn } = cast(clocks, castOptions(options));
  const patience = longestPause(clocks, options);
  const needed = Math.ceil(last / patience);
  if (needed >= MOST_CLICKS) return state === 'signedInNoData' ? [0] : [0, last];
  const early = Math.round(last / 4 / MINUTE) * MINUTE;
  if (state === 'signedInNoData' && early > 0 && last - early <= patience) return [0, early, last];
  const between = Array.from({ length: needed - 1 }, (_, i) => Math.round(((i + 1) * last) / needed));
  const spoils = state === 'signedInNoData' && between.some((at) => signIn && restartsAt(signIn, at));
  return spoils ? [0] : [0, ...between, last];
}

/** The longest silence that neither ends the data nor stops the worker under it. */
function longestPause(clocks: readonly Clock[], options: VerdictOptions): number {
  const { signIn, data, playing } = cast(clocks, castOptions(options));
  const ids = [signIn?.id, data?.id];
  const lives = playing
    .filter(
      (clock) => clock === data || (isIdleStop(clock) && ids.some((id) => id && reach(clock, playing, signIn).has(id))),
    )
    .map(lifeOf);
  return Math.max(1, Math.min(Infinity, ...lives) - 1);
}
