import { type Bounds, boundsOf, castOptions, type VerdictOptions } from './bounds';
import { cast, dataClock, isRecycle, reach, signInClock } from './cast';
import { type Clock, isUnknown, type Range, type Seconds, type Unknown, type Verdict } from './clocks';
import { lifeOf, renewalAge } from './pings';
import { verdictText } from './verdictText';

export type { VerdictOptions } from './bounds';

/**
 * What holds over every possible click history (`bounds.ts`). A number that depends on a length nobody can know is
 * *unknown*, with the reason; one that comes out the same whatever that length is stays a number.
 */
export function verdict(clocks: readonly Clock[], options: VerdictOptions = {}): Verdict {
  const worlds = worldsOf(clocks, options);
  const known = (pick: (bounds: Bounds) => number) => settle(worlds, pick);
  const range = (pick: (bounds: Bounds) => Bounds['signOut']): Range => ({
    least: known((bounds) => pick(bounds).least),
    most: known((bounds) => pick(bounds).most),
  });
  const numbers = {
    signOut: range((bounds) => bounds.signOut),
    dataLoss: range((bounds) => bounds.dataLoss),
    signedInWithoutData: known((bounds) => bounds.signedInWithoutData),
    dataWithoutSignIn: known((bounds) => bounds.dataWithoutSignIn),
    safeEdit: known((bounds) => bounds.safeEdit),
    anytime: anytimeOf(clocks, options),
  };
  const signIn = signInClock(clocks, options.remember ?? false);
  return { text: verdictText(numbers, signIn, dataClock(clocks)), ...numbers };
}

/** One way the unknown lengths could turn out: which sample each of them took, and the bounds then. */
interface World {
  readonly samples: readonly number[];
  readonly bounds: Bounds;
}

interface Worlds {
  readonly unknowns: readonly { readonly clock: Clock; readonly reason: string }[];
  readonly all: readonly World[];
}

/** So many unknown lengths are told apart; beyond that every number they could touch is unknown. */
const MOST_UNKNOWNS = 3;

/**
 * Bounds are monotone, piecewise linear in each length, with bends only where it meets the others: next to nothing,
 * never, and values between and around the known lives show whether a bound depends on it.
 */
function worldsOf(clocks: readonly Clock[], options: VerdictOptions): Worlds {
  const { benched, playing } = cast(clocks, castOptions(options));
  const unknowns = clocks.flatMap((clock) =>
    benched.get(clock.id) === 'unknown' && isUnknown(clock.length) ? [{ clock, reason: clock.length.unknown }] : [],
  );
  const lives = playing.map(lifeOf).filter((life) => life < Infinity);
  const ages = playing.flatMap((clock) => renewalAge(clock) ?? []).filter((age) => age < Infinity);
  const around = [1, ...ages, ...lives.flatMap((life) => [life / 2, life, life * 2 + 2]), null];
  const tried = unknowns.slice(0, MOST_UNKNOWNS);
  let worlds: { samples: number[]; clocks: readonly Clock[] }[] = [{ samples: [], clocks }];
  for (const { clock } of tried) {
    worlds = worlds.flatMap((world) =>
      around.map((length, sample) => ({
        samples: [...world.samples, sample],
        clocks: world.clocks.map((other) => (other === clock ? { ...other, length } : other)),
      })),
    );
  }
  return {
    unknowns: tried,
    all: worlds.map((world) => ({ samples: world.samples, bounds: boundsOf(world.clocks, options) })),
  };
}

function settle({ unknowns, all }: Worlds, pick: (bounds: Bounds) => number): Seconds | null | Unknown {
  const [first, ...others] = all;
  const value = first ? pick(first.bounds) : Infinity;
  if (others.every((world) => pick(world.bounds) === value)) return value === Infinity ? null : value;
  const guilty = unknowns.filter((_, i) => matters(all, i, pick));
  const reasons = (guilty.length > 0 ? guilty : unknowns).map((unknown) => unknown.reason);
  return { unknown: [...new Set(reasons)].join('; ') };
}

/** Does the number change when only this unknown length does? */
function matters(all: readonly World[], i: number, pick: (bounds: Bounds) => number): boolean {
  const seen = new Map<string, number>();
  return all.some(({ samples, bounds }) => {
    const others = samples.filter((_, j) => j !== i).join();
    const value = pick(bounds);
    const before = seen.get(others);
    seen.set(others, before ?? value);
    return before !== undefined && before !== value;
  });
}

/** Recycles and schedules strike whatever users do: those that end the sign-in or the data, and how often. */
function anytimeOf(clocks: readonly Clock[], options: VerdictOptions): Verdict['anytime'] {
  const { playing } = cast(clocks, castOptions(options));
  // Lost all the same when nobody knows how long they last.
  const signIn = signInClock(clocks, options.remember ?? false);
  const targets = [signIn, dataClock(clocks)];
  return clocks.filter(isRecycle).flatMap((clock) => {
    if (clock.inert !== undefined || isUnknown(clock.length)) return [];
    const every = lifeOf(clock);
    const reached = reach(clock, playing, signIn);
    const harms = targets.some((target) => target && reached.has(target.id));
    return harms && every < Infinity ? [{ clock: clock.id, every }] : [];
  });
}
