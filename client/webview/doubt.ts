import { dataClock, signInClock } from '../../server/src/session/cast';
import type { Clock, Run, Seconds } from '../../server/src/session/clocks';
import { isUnknown } from '../../server/src/session/clocks';
import type { Consequence } from '../../server/src/session/consequence';
import { consequenceAt } from '../../server/src/session/consequence';
import type { TextKey, Texts } from './texts';

/**
 * A length that decides what the user has, and that no file tells. The simulation goes on without such a clock; the page
 * must not show its "signed in, data kept" as if it were known.
 */
export interface Doubt {
  readonly about: 'SignIn' | 'Data';
  readonly clock: Clock;
  readonly reason: string;
}

export function doubtOf(clocks: readonly Clock[], remember: boolean): Doubt | null {
  const signIn = signInClock(clocks, remember);
  if (signIn && isUnknown(signIn.length)) return { about: 'SignIn', clock: signIn, reason: signIn.length.unknown };
  const data = dataClock(clocks);
  if (data && isUnknown(data.length)) return { about: 'Data', clock: data, reason: data.length.unknown };
  return null;
}

/** The run without what it cannot know: with the sign-in unknown there is one state, and no window to point at. */
export function runInDoubt(run: Run, doubt: Doubt | null): Run {
  if (doubt?.about !== 'SignIn') return run;
  return { ...run, states: [{ from: 0, to: null, state: 'ok' }], windows: [] };
}

/** Words in which *signed in, data kept* says what is not known. */
export function textsInDoubt(texts: Texts, doubt: Doubt | null): Texts {
  if (!doubt) return texts;
  const instead: Partial<Record<TextKey, TextKey>> = {
    'state.ok': `state.unknown${doubt.about}`,
    'strip.ok': `strip.unknown${doubt.about}`,
    'stateValue.ok': 'stateValue.unknown',
  };
  return (key, values) => texts(instead[key] ?? key, values);
}

/** What a click at `t` does, or that it is not known and why. */
export function consequenceInDoubt(
  clocks: readonly Clock[],
  run: Run,
  t: Seconds,
  doubt: Doubt | null,
  texts: Texts,
): Consequence {
  const told = consequenceAt(clocks, run, t);
  if (!doubt || told.state === 'signedOut') return told;
  return {
    state: told.state,
    outcome: texts('readout.unknown'),
    detail: texts('readout.unknownWhy', { clock: doubt.clock.name, reason: doubt.reason }),
  };
}
