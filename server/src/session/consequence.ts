import { cast, doubtOf, optionsOf } from './cast';
import type { Clock, Lane, Run, Seconds, UserState } from './clocks';
import { isAlive, lifeOf, restartsAt } from './pings';
import { duration, timePoint } from './words';

/** What one more click at some moment would do. */
export interface Consequence {
  readonly state: UserState;
  /** The answer in a few words, for bold. */
  readonly outcome: string;
  /** One sentence on why, or what it means. */
  readonly detail: string;
}

export const IF_THE_USER_CLICKS_NOW = 'If the user clicks now:';

/**
 * What the user has at `t`, as the state strip shows it (`2160` in G3 is already *signed in, session data gone*). Times
 * before sign-in count as sign-in.
 */
export function stateAt(run: Run, t: Seconds): UserState {
  const piece = run.states.findLast((candidate) => candidate.from <= t);
  return (piece ?? run.states[0])?.state ?? 'signedOut';
}

/**
 * The readout at `t`. At exactly the second in which something ends the answer is the engine's: a .NET Framework ticket
 * is still accepted then, ASP.NET Core session data is already gone.
 */
export function consequenceAt(clocks: readonly Clock[], run: Run, t: Seconds): Consequence {
  const options = optionsOf(clocks, run);
  const { signIn, data, playing } = cast(clocks, options);
  const restorable = playing.some((clock) => data && clock.restores?.includes(data.id));
  const signInAge = ageAt(signIn, clocks, run, t);
  const dataAge = ageAt(data, clocks, run, t);
  const signedIn = signIn === null || signInAge !== null;
  const hasData = data === null || dataAge !== null;
  const doubt = doubtOf(clocks, options);
  const state = restorable ? stateAt(run, t) : stateServedAt(run, t, signedIn, hasData);
  switch (state) {
    case 'ok':
      if (!hasData)
        return { state, outcome: 'Nothing is lost.', detail: 'The application brings the session data back.' };
      return { state, outcome: 'Nothing is lost.', detail: `${freshLife(data)}${renewal(signIn, signInAge)}`.trim() };
    case 'freshSession': {
      const lost = run.lanes.find((lane) => lane.id === data?.id)?.endsAt ?? 0;
      const detail = `What the user had before ${timePoint(lost)} is gone.${renewal(signIn, signInAge)}`;
      return { state, outcome: 'The page opens with the new session.', detail };
    }
    case 'signedInNoData':
      return {
        state,
        outcome: 'The page opens, but with a new, empty session.',
        detail:
          'Baskets, filters and half-filled forms are back at their defaults, and no sign-in page warns the user.',
      };
    case 'dataNoSignIn':
      return {
        state,
        outcome: 'The user is sent to the sign-in page, old data still on the server.',
        detail: 'Whoever signs in next in this browser can get it. What was being typed is not saved.',
      };
    case 'notKnown':
      return {
        state,
        outcome: 'What happens is not known.',
        detail: doubt ? `${doubt.clock.name}: ${doubt.reason}.` : '',
      };
    default:
      return {
        state,
        outcome: 'The user is sent to the sign-in page and starts fresh.',
        detail: 'Anything that was not saved is lost.',
      };
  }
}

/** The strip's state, except in the very second of an end, where the click may still find alive what ends then. */
function stateServedAt(run: Run, t: Seconds, signedIn: boolean, hasData: boolean): UserState {
  const now = stateAt(run, t);
  const before = stateAt(run, t - 1);
  if (now === before) return now;
  if (!signedIn) return hasData ? orphaned(now, before) : 'signedOut';
  if (!hasData) return 'signedInNoData';
  if (before === 'notKnown') return before;
  return before === 'freshSession' || now === 'freshSession' ? 'freshSession' : 'ok';
}

/** Signed out with data, unless the site keeps none. */
function orphaned(now: UserState, before: UserState): UserState {
  return now === 'dataNoSignIn' || before === 'dataNoSignIn' ? 'dataNoSignIn' : 'signedOut';
}

/** Time since its last restart when a click at `t` finds this clock alive; null when it is gone. */
function ageAt(clock: Clock | null, clocks: readonly Clock[], run: Run, t: Seconds): number | null {
  const lane = run.lanes.find((candidate) => candidate.id === clock?.id);
  if (!clock || !lane) return null;
  const piece = lane.pieces.findLast((candidate) => candidate.from <= t);
  if (!piece) return null;
  const age = t - piece.from;
  if (t < piece.to) return age;
  const end = lane.ends.find((candidate) => candidate.at === piece.to);
  // The run is over before this clock is: it goes on.
  if (!end) return isAlive(clock, age) ? age : null;
  return t === end.at && servedAtEnd(end.causes, clocks) && isAlive(clock, age) ? age : null;
}

/** What goes before the request in the same second takes its victims with it. */
function servedAtEnd(causes: Lane['endCauses'], clocks: readonly Clock[]): boolean {
  return causes.every((id) => clocks.find((clock) => clock.id === id)?.aliveAtEnd ?? false);
}

function freshLife(data: Clock | null): string {
  if (data?.restart.on !== 'everyRequest' || lifeOf(data) === Infinity) return '';
  return `The session data starts a new ${duration(lifeOf(data))}.`;
}

function renewal(signIn: Clock | null, age: number | null): string {
  if (!signIn || age === null || lifeOf(signIn) === Infinity) return '';
  if (signIn.restart.on === 'never') return ' The sign-in keeps its end time: nothing renews it.';
  if (signIn.restart.on === 'aged')
    return restartsAt(signIn, age)
      ? ' The security stamp is compared again, so this click renews the sign-in.'
      : ' The cookie keeps its end time: the security stamp was compared a short while ago.';
  if (signIn.restart.on !== 'secondHalf') return '';
  return restartsAt(signIn, age)
    ? ' The cookie is in the second half of its life, so this click renews it.'
    : ' The cookie keeps its end time: it renews only in its second half.';
}
