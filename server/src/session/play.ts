import { type Cast, cast, type Doubt, doubtOf, isIdleStop, isRecycle, killsOf, reach } from './cast';
import type { Clock, ClockId, Scenario, Seconds, UserState } from './clocks';
import { endOf, isAlive, lifeOf, type Pings, pingFrom, restartsAt, startBefore } from './pings';

/**
 * Plays one scenario event by event: clicks, ends of clocks, and pings that start a stopped worker. All other pings are
 * arithmetic (`pings.ts`), so 29 hours of them cost nothing.
 */
export interface Played {
  readonly cast: Cast;
  readonly remember: boolean;
  readonly pings: Pings;
  readonly tracks: readonly Track[];
  readonly clicks: readonly {
    readonly at: Seconds;
    readonly renewed: readonly ClockId[];
    readonly kept: readonly ClockId[];
  }[];
  readonly changes: readonly { readonly at: Seconds; readonly state: UserState }[];
  /** The last thing that happened. */
  readonly until: Seconds;
}

/** The life of one clock. Its spans are cut by everything but pings. */
export interface Track {
  readonly clock: Clock;
  alive: boolean;
  /** When its present life began; of a dead one, when that ended. */
  since: Seconds;
  readonly spans: { readonly from: Seconds; readonly to: Seconds }[];
  readonly ends: { readonly at: Seconds; readonly causes: readonly ClockId[] }[];
}

/** After so many worker starts in a row that change nothing for the user, the rest is skipped, whole periods at a time. */
const PATIENCE = 200;

export function play(clocks: readonly Clock[], scenario: Scenario): Played {
  const roles = cast(clocks, scenario);
  const tracks: Track[] = roles.playing.map((clock) => ({ clock, alive: false, since: 0, spans: [], ends: [] }));
  const stage: Stage = {
    roles,
    tracks,
    pings: scenario.ping,
    signIn: tracks.find((track) => track.clock === roles.signIn) ?? null,
    data: tracks.find((track) => track.clock === roles.data) ?? null,
    restorers: tracks.filter((track) => roles.data && track.clock.restores?.includes(roles.data.id)),
    doubt: doubtOf(clocks, scenario),
    fresh: false,
    workerStarts: [],
    changes: [],
    clicks: [],
    until: 0,
  };
  signIn(stage);
  for (let next = 1; ; ) {
    const click = scenario.clicks[next] ?? Infinity;
    if (click === Infinity && !isOpen(stage)) break;
    if (stage.workerStarts.length > PATIENCE && !skipPeriods(stage, click)) break;
    const wake = nextWake(stage);
    const at = Math.min(click, wake, nextEnd(stage));
    if (at === Infinity) break;
    if (at === click) {
      end(stage, at, (track) => !isAlive(track.clock, at - startBefore(track.clock, track.since, at, stage.pings)));
      stage.workerStarts.length = 0;
      visit(stage, at);
      next += 1;
    } else if (at === wake) {
      startWorker(stage, at);
    }
    end(stage, at, () => true);
    note(stage, at);
  }
  for (const track of tracks) if (track.alive) cut(track, stage.until);
  return {
    cast: roles,
    remember: scenario.remember,
    pings: scenario.ping,
    tracks,
    clicks: stage.clicks,
    changes: stage.changes,
    until: stage.until,
  };
}

interface Stage {
  readonly roles: Cast;
  readonly tracks: readonly Track[];
  readonly pings: Pings;
  readonly signIn: Track | null;
  readonly data: Track | null;
  /** Clocks that bring lost data back. */
  readonly restorers: readonly Track[];
  /** The sign-in or the data ends nobody knows when. */
  readonly doubt: Doubt | null;
  /** The data is not what the user had at first: it was lost and begun anew. */
  fresh: boolean;
  /** Worker starts since the last click. */
  readonly workerStarts: Seconds[];
  readonly changes: { at: Seconds; state: UserState }[];
  readonly clicks: { at: Seconds; renewed: ClockId[]; kept: ClockId[] }[];
  until: Seconds;
}

function signIn(stage: Stage): void {
  for (const track of stage.tracks) restart(track, 0);
  stage.clicks.push({ at: 0, renewed: stage.tracks.filter(isSliding).map((track) => track.clock.id), kept: [] });
  note(stage, 0);
}

/** A click: whom it restarts, whom it leaves alone. A signed-out user is sent to the sign-in page and stays signed out. */
function visit(stage: Stage, at: Seconds): void {
  const renewed: ClockId[] = [];
  const kept: ClockId[] = [];
  forcedSignIn(stage, at);
  const signedIn = stage.signIn === null || stage.signIn.alive;
  for (const track of stage.tracks) {
    const { clock } = track;
    if (track.alive) {
      const start = startBefore(clock, track.since, at, stage.pings);
      if (restartsAt(clock, at - start)) renewed.push(clock.id);
      else if (clock.role !== 'server') kept.push(clock.id);
    } else if (beginsAnew(stage, track, signedIn)) {
      renewed.push(clock.id);
    }
  }
  for (const track of stage.tracks) {
    if (!renewed.includes(track.clock.id)) continue;
    if (track === stage.data && !track.alive && stage.restorers.length === 0) stage.fresh = true;
    restart(track, at);
  }
  startWorker(stage, at);
  stage.clicks.push({ at, renewed, kept });
}

/**
 * Lost data begins anew with the next click of a signed-in user; a signed-out one only reaches the sign-in page, where
 * nothing is stored (an unwritten new session is not kept). A token is fetched anew while its refresh token lives.
 */
function beginsAnew(stage: Stage, track: Track, signedIn: boolean): boolean {
  if (isIdleStop(track.clock)) return true;
  if (!signedIn) return false;
  if (track.clock.role === 'data') return true;
  const { renewedWhile } = track.clock;
  return stage.tracks.some((other) => other.alive && other.clock.id === renewedWhile);
}

/** Data gone and nothing left that restores it: the click is sent to the sign-in page although the cookie is valid. */
function forcedSignIn(stage: Stage, at: Seconds): void {
  if (stage.data?.alive !== false || stage.restorers.length === 0) return;
  if (!stage.signIn?.alive || stage.restorers.some((track) => track.alive)) return;
  finish(stage, at, new Map([[stage.signIn, stage.restorers.map((track) => track.clock.id)]]));
}

/** Every server clock that stands still begins anew with the request that starts the worker. */
function startWorker(stage: Stage, at: Seconds): void {
  for (const track of stage.tracks) if (!track.alive && track.clock.role === 'server') restart(track, at);
  stage.workerStarts.push(at);
}

/** Ends what is due at `at` among those `picked`, and all that they take with them. */
function end(stage: Stage, at: Seconds, picked: (track: Track) => boolean): void {
  const causes = new Map<Track, ClockId[]>();
  for (const track of stage.tracks) if (isDueAt(stage, track, at) && picked(track)) causes.set(track, [track.clock.id]);
  for (const [killer] of causes) {
    const victims = killsOf(killer.clock, stage.roles.signIn);
    for (const track of stage.tracks) {
      if (!track.alive || track === killer || !victims.includes(track.clock.id)) continue;
      const known = causes.get(track);
      if (known) known.push(killer.clock.id);
      else causes.set(track, [...(isDueAt(stage, track, at) ? [track.clock.id] : []), killer.clock.id]);
    }
  }
  if (causes.size > 0) finish(stage, at, causes);
}

function finish(stage: Stage, at: Seconds, causes: ReadonlyMap<Track, readonly ClockId[]>): void {
  for (const [track, why] of causes) {
    stop(track, at);
    track.ends.push({ at, causes: why });
  }
  const ended = [...causes.keys()].map((track) => track.clock);
  const stopped = ended.some(({ worker }) => worker === 'stops');
  if (!stopped && !ended.some(isRecycle)) return;
  for (const track of stage.tracks) if (track.alive && track.clock.role === 'server') stop(track, at);
  // A recycle is overlapped: the new worker is there at once. After an idle stop the next request starts one.
  if (!stopped) startWorker(stage, at);
}

/** Clicks are over: can anything still happen that the user, or the idle worker, would notice? */
function isOpen(stage: Stage): boolean {
  const { playing, signIn } = stage.roles;
  const alive = stage.tracks.filter((track) => track.alive && track.clock.role !== 'server');
  if (alive.some((track) => endOf(track.clock, track.since, stage.pings) < Infinity)) return true;
  return stage.tracks.some((track) => {
    if (track.clock.role !== 'server' || lifeOf(track.clock) === Infinity) return false;
    if (track.alive && isIdleStop(track.clock) && !stage.pings) return true;
    const willEnd = track.alive ? endOf(track.clock, track.since, stage.pings) < Infinity : nextWake(stage) < Infinity;
    if (!willEnd) return false;
    const reached = reach(track.clock, playing, signIn);
    return alive.some((victim) => reached.has(victim.clock.id));
  });
}

/**
 * Nothing but worker starts for a long time: they repeat with a period and have taken all they can take. Skips whole
 * periods up to the next click or end of a clock that does not move with them; false when nothing is left to come.
 */
function skipPeriods(stage: Stage, click: number): boolean {
  const [previous = 0, last = 0] = stage.workerStarts.slice(-2);
  const moving = stage.tracks.filter((track) => track.clock.role === 'server' && track.since > previous);
  const fixed = stage.tracks.filter((track) => track.alive && !moving.includes(track));
  const until = Math.min(click, ...fixed.map((track) => endOf(track.clock, track.since, stage.pings)));
  if (until === Infinity) return false;
  const period = Math.max(1, last - previous);
  const shift = Math.max(0, Math.floor((until - last - 1) / period) * period);
  for (const track of moving) track.since += shift;
  stage.workerStarts.length = 0;
  return true;
}

function nextEnd(stage: Stage): number {
  let next = Infinity;
  for (const track of stage.tracks) {
    if (track.alive) next = Math.min(next, endOf(track.clock, track.since, stage.pings));
  }
  return next;
}

/** The ping that starts what stands still on the server. */
function nextWake(stage: Stage): number {
  if (!stage.pings) return Infinity;
  let next = Infinity;
  for (const track of stage.tracks) {
    if (track.alive || track.clock.role !== 'server') continue;
    next = Math.min(next, pingFrom(track.since, stage.pings.every));
  }
  return next;
}

function isDueAt(stage: Stage, track: Track, at: Seconds): boolean {
  return track.alive && endOf(track.clock, track.since, stage.pings) <= at;
}

function note(stage: Stage, at: Seconds): void {
  stage.until = at;
  const state = stateOf(stage);
  const last = stage.changes[stage.changes.length - 1];
  if (last?.at === at) stage.changes.pop();
  const before = stage.changes[stage.changes.length - 1];
  if (before?.state !== state) stage.changes.push({ at, state });
}

function stateOf(stage: Stage): UserState {
  const { doubt, signIn, data } = stage;
  // What may end before its time has surely ended when its time is up.
  if (signIn && !signIn.alive) return data?.alive && !doubt ? 'dataNoSignIn' : 'signedOut';
  if (doubt?.about === 'signIn') return 'notKnown';
  if (data === null || data.alive) return doubt ? 'notKnown' : stage.fresh ? 'freshSession' : 'ok';
  if (stage.restorers.length === 0) return 'signedInNoData';
  return stage.restorers.some((track) => track.alive) ? 'ok' : 'signedOut';
}

function isSliding(track: Track): boolean {
  return track.clock.role !== 'server' || track.clock.restart.on === 'everyRequest';
}

function restart(track: Track, at: Seconds): void {
  if (track.alive) cut(track, at);
  track.alive = true;
  track.since = at;
}

function stop(track: Track, at: Seconds): void {
  cut(track, at);
  track.alive = false;
  track.since = at;
}

function cut(track: Track, at: Seconds): void {
  if (at > track.since) track.spans.push({ from: track.since, to: at });
}
