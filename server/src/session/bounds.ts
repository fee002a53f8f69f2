import { type CastOptions, cast, isRecycle, reach } from './cast';
import type { Clock } from './clocks';
import { isAlive, lifeOf, type Pings, renewalAge, renewsStrictly } from './pings';

/**
 * What holds over every possible click history, in closed form. Seconds; `Infinity` is *never*. Clocks of unknown
 * length sit out.
 *
 * After the last click the future depends on two things only: how much life each clock has left (a sliding one between
 * half of its life and all of it, an absolute one between nothing and all) and, with pings, how long the next ping is
 * away. Every end is the least of a few such terms, so the extremes lie at the corners, which are tried in turn.
 *
 * The bounds always hold. They are met within a second, except where pings slower than the session meet an absolute
 * sign-in, or an absolute clock comes close to the first renewal of a sliding one: there they err on the safe side.
 *
 * A history is what a user clicks while signed in: the click after that is sent to the sign-in page and ends the story.
 * Idle stops count at their nominal time (they may be `uncertainty` late); recycles are kept out (`Verdict.anytime`).
 */
export interface Bounds {
  readonly signOut: { readonly least: number; readonly most: number };
  readonly dataLoss: { readonly least: number; readonly most: number };
  readonly signedInWithoutData: number;
  readonly dataWithoutSignIn: number;
  readonly safeEdit: number;
}

export interface VerdictOptions {
  readonly remember?: boolean;
  readonly otherTraffic?: boolean;
  readonly ping?: Pings;
}

export function castOptions(options: VerdictOptions): CastOptions {
  return { remember: options.remember ?? false, otherTraffic: options.otherTraffic ?? false };
}

export function boundsOf(clocks: readonly Clock[], options: VerdictOptions = {}): Bounds {
  const { signIn, data, playing } = cast(clocks, castOptions(options));
  const pings = options.ping ?? null;
  const enders = (target: Clock | null) =>
    target ? playing.filter((clock) => !isRecycle(clock) && (clock === target || reaches(clock, target))) : [];
  const reaches = (clock: Clock, target: Clock) => reach(clock, playing, signIn).has(target.id);
  const signInEnders = enders(signIn);
  const dataEnders = enders(data);
  const restorers = data ? playing.filter((clock) => clock.restores?.includes(data.id)) : [];

  const involved = [...new Set([...signInEnders, ...dataEnders, ...restorers])];
  const futures = [...futuresOf(involved, signInEnders, pings)].map((left) => {
    const dataEnd = data ? earliest(dataEnders, left) : Infinity;
    const usable = Math.max(dataEnd, ...restorers.map((clock) => restoring(clock, left)));
    // Once data and everything that restores it are gone, the next click is a forced sign-in.
    const signOut = Math.min(earliest(signInEnders, left), restorers.length > 0 ? usable : Infinity);
    return { signOut, usable, dataEnd, orphan: data ? Math.max(0, lead(dataEnd, signOut)) : 0 };
  });
  const signOut = rangeOf(futures.map((future) => future.signOut));
  const dataLoss = rangeOf(futures.map((future) => future.usable));
  return {
    signOut,
    dataLoss,
    signedInWithoutData: Math.ceil(Math.max(0, ...futures.map((future) => lead(future.signOut, future.usable)))),
    dataWithoutSignIn: Math.ceil(Math.max(0, ...futures.map((future) => future.orphan))),
    safeEdit: Math.min(signOut.least, dataLoss.least),
  };
}

/** How long a restoring clock still helps: one that has ended never does again. */
function restoring(clock: Clock, left: Lives): number {
  const life = left.get(clock) ?? Infinity;
  return life === Infinity && isAbsolute(clock) ? 0 : life;
}

/** By how much `later` comes after `earlier`; 0 when neither comes. */
function lead(later: number, earlier: number): number {
  return later === earlier ? 0 : later - earlier;
}

/** Whole seconds that stay bounds. */
function rangeOf(values: readonly number[]): { least: number; most: number } {
  return { least: Math.floor(Math.min(...values)), most: Math.ceil(Math.max(...values)) };
}

/** How long each clock may still run after a click (`Infinity`: it ends nothing any more), extreme by extreme. */
function* futuresOf(clocks: readonly Clock[], signInEnders: readonly Clock[], pings: Pings): Generator<Lives> {
  const pinged = clocks.filter((clock) => isPinged(clock, pings));
  const absolute = clocks.filter((clock) => isAbsolute(clock));
  const others = clocks.filter((clock) => !pinged.includes(clock) && !absolute.includes(clock));
  for (const { age, left } of agesOf(absolute, others, signInEnders)) {
    for (const lives of boxCorners(others.map((clock) => remaining(clock, pings, age)))) {
      const fixed: Lives = new Map([...left, ...others.map((clock, i) => [clock, lives[i] ?? Infinity] as const)]);
      if (!pings || pinged.length === 0) yield fixed;
      else
        for (const phase of phases(pinged, [...fixed.values()], pings.every)) {
          yield new Map([...fixed, ...pinged.map((clock) => [clock, pingedEnd(clock, phase, pings.every)] as const)]);
        }
    }
  }
}

type Lives = ReadonlyMap<Clock, number>;

/** Runs from sign-in whatever is clicked. Absolute data does not: it may begin anew at any click. */
function isAbsolute(clock: Clock): boolean {
  if (clock.role === 'data' || lifeOf(clock) === Infinity) return false;
  if (clock.restart.on === 'never') return true;
  return isThrownAwayYoung(clock);
}

/** Does it end, or does the browser throw it away, before it is old enough to be renewed? As good as absolute then. */
function isThrownAwayYoung(clock: Clock): boolean {
  const age = renewalAge(clock);
  return age !== null && lifeOf(clock) <= age;
}

/**
 * Absolute clocks share one age, the time since sign-in: at most what the absolute ends of the sign-in allow. Tried where
 * one of them ends, where a sliding clock can first be renewed, and where ends cross.
 */
function* agesOf(
  absolute: readonly Clock[],
  others: readonly Clock[],
  signInEnders: readonly Clock[],
): Generator<{ readonly age: number; readonly left: Lives }> {
  if (absolute.length === 0) yield { age: Infinity, left: new Map() };
  else {
    const most = Math.min(Infinity, ...absolute.filter((clock) => signInEnders.includes(clock)).map(lifeOf));
    const lives = [...absolute, ...others].map(lifeOf).filter((life) => life < Infinity);
    const renewals = others.flatMap((clock) => renewalAge(clock) ?? []);
    const crossings = [...renewals, ...lives.flatMap((life) => [life, ...lives.map((other) => life - other)])];
    for (const age of new Set([0, most, ...crossings.filter((crossing) => crossing > 0 && crossing < most)])) {
      const left = (clock: Clock, ended: boolean) => [clock, ended ? Infinity : lifeOf(clock) - age] as const;
      yield { age, left: new Map(absolute.map((clock) => left(clock, age > lifeOf(clock)))) };
      // A moment later those that ended at this age have done what they could, unless the sign-in went with them.
      if (age < most) yield { age, left: new Map(absolute.map((clock) => left(clock, age >= lifeOf(clock)))) };
    }
  }
}

/** A click-to-end time that depends on when the next ping comes. Sliding clocks that pings renew are bounded by `remaining`. */
function isPinged(clock: Clock, pings: Pings): boolean {
  return pings !== null && clock.pingRestarts && clock.restart.on === 'everyRequest' && !clock.restart.onlyWhenUsed;
}

/** The next ping is `after` seconds away, exactly or in the limit from one side. */
interface Phase {
  readonly after: number;
  readonly side: 'before' | 'at' | 'after';
}

function pingedEnd(clock: Clock, { after, side }: Phase, every: number): number {
  const life = lifeOf(clock);
  const inTime = after === life ? side === 'before' || (side === 'at' && isAlive(clock, life)) : after < life;
  if (!inTime) return life;
  return isAlive(clock, every) ? Infinity : after + life;
}

/** Where the ends, as functions of the next ping, jump or cross; both sides of each. */
function phases(pinged: readonly Clock[], fixed: readonly number[], every: number): Phase[] {
  const lives = pinged.map(lifeOf);
  const crossings = lives.flatMap((life) => [life, ...[...lives, ...fixed].map((other) => other - life)]);
  const inner = [...new Set(crossings)].filter((after) => after > 0 && after < every);
  return [
    { after: 0, side: 'after' },
    { after: every, side: 'before' },
    { after: every, side: 'at' },
    ...inner.flatMap((after) => (['before', 'at', 'after'] as const).map((side) => ({ after, side }))),
  ];
}

/** Least and most a clock may have left right after a click, `age` after sign-in, that found it alive. */
function remaining(clock: Clock, pings: Pings, age: number): readonly number[] {
  const life = lifeOf(clock);
  if (life === Infinity) return [life];
  if (clock.restart.on === 'everyRequest' && clock.restart.onlyWhenUsed)
    return [0, pings && clock.pingRestarts ? Infinity : life];
  if (clock.restart.on === 'everyRequest') return [life];
  const half = renewalAge(clock);
  if (half === null || isThrownAwayYoung(clock)) return [0, life];
  if (!pings || !clock.pingRestarts) return age < half ? [life - age] : [life - half, life];
  // A ping in every second half keeps it, a slower one may or may not fall there. The renewing part of its life may
  // lack both of its ends: then pings as far apart as it is long can miss it.
  const closed = !renewsStrictly(clock) || isAlive(clock, life);
  if (pings.every < life - half || (closed && pings.every === life - half)) return [Infinity];
  return [life - half, pings.every <= life ? Infinity : 2 * life];
}

function* boxCorners(ranges: readonly (readonly number[])[]): Generator<number[]> {
  const [first, ...rest] = ranges;
  if (!first) {
    yield [];
    return;
  }
  for (const tail of boxCorners(rest)) for (const value of first) yield [value, ...tail];
}

function earliest(enders: readonly Clock[], left: ReadonlyMap<Clock, number>): number {
  return Math.min(Infinity, ...enders.map((clock) => left.get(clock) ?? Infinity));
}
