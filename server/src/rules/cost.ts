import { type Clock, isUnknown, type Seconds, type Verdict } from '../session/clocks';
import { verdict } from '../session/verdict';
import { humanDuration } from '../settings/human';
import type { RuleInput } from './rule';

/** What a choice does to the clocks of a site; what is left out stays as it is. */
export interface ClockChange {
  /** The new length of the sign-in, or of the session data, in seconds. */
  readonly signIn?: Seconds;
  readonly data?: Seconds;
  /** Do requests renew the sign-in? */
  readonly sliding?: boolean;
  /** No worker process and no application stops idle before that long. */
  readonly idle?: Seconds;
  /** Session data moves into the worker process, and goes with it. */
  readonly inWorker?: true;
  /** New lengths of other clocks, by id; null is never. */
  readonly lengths?: Readonly<Record<string, Seconds | null>>;
  /** Code ends each of the two with the other. */
  readonly together?: true;
}

/**
 * What gets worse for users by a choice, in words for its title (`silence of more than 10 min may sign users out`);
 * empty when no number of the verdict gets worse. Worked out by the model that draws the timeline.
 */
function costOf({ clocks, verdict: today }: Pick<RuleInput, 'clocks' | 'verdict'>, change: ClockChange): string {
  const after = verdict(clocks.map((clock) => changed(clock, clocks, change)));
  return WORDS.flatMap(({ number, isWorse, words }) => {
    const [was, is] = [number(today), number(after)];
    return isUnknown(was) || isUnknown(is) || !isWorse(was, is) ? [] : [words(is)];
  }).join(', ');
}

function changed(clock: Clock, all: readonly Clock[], change: ClockChange): Clock {
  const length = change.lengths?.[clock.id];
  if (length !== undefined) return { ...clock, length };
  const idOf = (what: 'signIn' | 'data') => all.find(({ decides }) => decides === what)?.id;
  const tied = (other: string | undefined) =>
    change.together && other !== undefined ? { kills: [...new Set([...clock.kills, other])] } : {};
  if (clock.decides === 'signIn')
    return {
      ...clock,
      length: change.signIn ?? clock.length,
      ...(change.sliding !== undefined && {
        restart: change.sliding ? { on: 'secondHalf', strict: false } : { on: 'never' },
      }),
      ...tied(idOf('data')),
    };
  if (clock.decides === 'data') return { ...clock, length: change.data ?? clock.length, ...tied(idOf('signIn')) };
  const stops = clock.worker === 'stops' || clock.worker === 'unloads';
  const { idle } = change;
  const data = change.inWorker && clock.worker && clock.worker !== 'suspends' ? idOf('data') : undefined;
  return {
    ...clock,
    ...(stops && idle !== undefined && typeof clock.length === 'number' && clock.length < idle && { length: idle }),
    ...(data !== undefined && { kills: [...new Set([...clock.kills, data])] }),
  };
}

/** The title with its cost behind it. */
export function withCost(title: string, input: Pick<RuleInput, 'clocks' | 'verdict'>, change: ClockChange): string {
  const cost = costOf(input, change);
  return cost === '' ? title : `${title}; ${cost}`;
}

type Value = Verdict['safeEdit'];

/** `null` is never. */
const shorter = (was: Seconds | null, is: Seconds | null) => is !== null && (was === null || is < was);
const longer = (was: Seconds | null, is: Seconds | null) => shorter(is, was);

/** The safe edit is the least of the first two, and named with whichever of them it is. */
const WORDS: readonly {
  readonly number: (verdict: Verdict) => Value;
  readonly isWorse: (was: Seconds | null, is: Seconds | null) => boolean;
  readonly words: (is: Seconds | null) => string;
}[] = [
  {
    number: ({ signOut }) => signOut.least,
    isWorse: shorter,
    words: (is) =>
      is === 0
        ? 'users may be signed out in the middle of their work'
        : `silence of more than ${humanDuration(is)} may sign users out`,
  },
  {
    number: ({ dataLoss }) => dataLoss.least,
    isWorse: shorter,
    words: (is) => `data is lost after ${humanDuration(is)} of silence`,
  },
  {
    number: ({ signedInWithoutData }) => signedInWithoutData,
    isWorse: longer,
    words: (is) => `users may be signed in without data for ${humanDuration(is)}`,
  },
  {
    number: ({ dataWithoutSignIn }) => dataWithoutSignIn,
    isWorse: longer,
    words: (is) => `data may outlive the sign-in by ${humanDuration(is)}`,
  },
];
