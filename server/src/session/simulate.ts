import { isRecycle } from './cast';
import {
  type Clock,
  type Lane,
  MOST_CLICKS,
  type Run,
  type Scenario,
  type Seconds,
  type StatePiece,
  type Window,
} from './clocks';
import { countPings, lanePieces, listPings } from './lanes';
import { type Played, play, type Track } from './play';
import { worstOf } from './worst';

/**
 * What happens to one user in one scenario, where every click is on a page that looks at the session. Pure integer
 * seconds; any input gives a defined run.
 *
 * The rules, with their sources:
 * - Sign-in and data are independent unless a clock kills the other. A click of a signed-in user whose data is gone
 *   begins new, empty data; keep-alive pings never do (a new session that nothing is written to is not stored).
 * - A user whose sign-in has ended and who clicks is sent to the sign-in page: the state stays signed out. The request
 *   still restarts data that lives on the server, as SessionStateModule and SessionMiddleware do.
 * - The worker starts at sign-in. After an idle stop the next request starts a new one and its clocks run from there;
 *   a recycle is overlapped, so the new worker is there at once.
 * - While the end of the sign-in is not known, nobody can say what the user has; while that of the data is not, nobody
 *   can say what a signed-in user has.
 * - In the same second, what is gone at exactly its end goes first, then the request comes, then the rest ends.
 */
export function simulate(clocks: readonly Clock[], scenario: Scenario): Run {
  const clean = tidy(scenario);
  const played = play(clocks, clean);
  const states = statesOf(played);
  return {
    lanes: clocks.map((clock) => laneOf(clock, played)),
    requests: [...played.clicks.map((click) => ({ ...click, kind: 'click' as const })), ...listPings(played)].sort(
      (a, b) => a.at - b.at,
    ),
    pings: clean.ping && { every: clean.ping.every, count: countPings(played) },
    states,
    windows: windowsOf(states, played),
    worst: worstOf(clocks, clean),
  };
}

/** The scenario in order: whole seconds from 0 up, the sign-in first, no click twice, at most `MOST_CLICKS`. */
export function tidy(scenario: Scenario): Scenario {
  const clicks = scenario.clicks.filter((at) => Number.isFinite(at) && at >= 0).map((at) => Math.round(at));
  const every = Math.round(scenario.ping?.every ?? 0);
  return {
    clicks: [...new Set([0, ...clicks])].sort((a, b) => a - b).slice(0, MOST_CLICKS),
    remember: scenario.remember,
    otherTraffic: scenario.otherTraffic,
    ping: every > 0 && Number.isFinite(every) ? { every } : null,
  };
}

function laneOf(clock: Clock, played: Played): Lane {
  const track = played.tracks.find((candidate) => candidate.clock.id === clock.id);
  const reason = track ? restsBecause(track) : (played.cast.benched.get(clock.id) ?? 'notUsed');
  if (!track || reason)
    return { id: clock.id, pieces: [], endsAt: null, endCauses: [], ends: [], inPlay: false, reason };
  const [first] = track.ends;
  return {
    id: clock.id,
    pieces: lanePieces(track, played),
    endsAt: first?.at ?? null,
    endCauses: first?.causes ?? [],
    ends: track.ends,
    inPlay: true,
  };
}

/** A recycle that does not come before the user has nothing left to lose. */
function restsBecause(track: Track): Lane['reason'] {
  return isRecycle(track.clock) && track.ends.length === 0 ? 'notReached' : undefined;
}

function statesOf(played: Played): StatePiece[] {
  return played.changes.map(({ at, state }, i) => ({ from: at, to: played.changes[i + 1]?.at ?? null, state }));
}

/** The stretches in which something is wrong, with what ended the data or the sign-in. */
function windowsOf(states: readonly StatePiece[], played: Played): Window[] {
  const { signIn, data } = played.cast;
  return states.flatMap(({ from, to, state }) => {
    if (state !== 'signedInNoData' && state !== 'dataNoSignIn') return [];
    const lost = state === 'signedInNoData' ? data : signIn;
    return [{ from, to, state, causes: causesAt(played, lost, from) }];
  });
}

function causesAt(played: Played, clock: Clock | null, at: Seconds): Window['causes'] {
  const track = played.tracks.find((candidate) => candidate.clock === clock);
  return track?.ends.find((end) => end.at === at)?.causes ?? [];
}
