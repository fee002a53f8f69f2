import { type Clock, type ClockId, isUnknown, type Lane, type Run, type Scenario } from './clocks';

/** Who plays in a scenario: which clock is the sign-in, which the data, and why the others sit out. */
export interface Cast {
  /** The clock that keeps the user signed in; null: none that is known, so the sign-in never ends by itself. */
  readonly signIn: Clock | null;
  /** The clock of the user's data; null: none that is known. */
  readonly data: Clock | null;
  readonly playing: readonly Clock[];
  readonly benched: ReadonlyMap<ClockId, NonNullable<Lane['reason']>>;
}

export type CastOptions = Pick<Scenario, 'remember' | 'otherTraffic'>;

/**
 * Casts the clocks. "Remember me" replaces the auth cookie by the persistent login, other people's requests keep idle
 * stops away, inert clocks and unknown lengths sit out. Unknown is never guessed: what depends on it is derived without.
 */
export function cast(clocks: readonly Clock[], options: CastOptions): Cast {
  const signIn = signInClock(clocks, options.remember);
  const data = dataClock(clocks);
  const benched = new Map<ClockId, NonNullable<Lane['reason']>>();
  const playing: Clock[] = [];
  const seen = new Set<ClockId>();
  for (const clock of clocks) {
    if (seen.has(clock.id)) continue;
    seen.add(clock.id);
    const reason = whyNot(clock, clocks, options);
    if (reason) benched.set(clock.id, reason);
    else playing.push(clock);
  }
  return {
    signIn: signIn && playing.includes(signIn) ? signIn : null,
    data: data && playing.includes(data) ? data : null,
    playing,
    benched,
  };
}

/** The clock that decides whether the user is signed in, its length known or not. */
export function signInClock(clocks: readonly Clock[], remember: boolean): Clock | null {
  const identities = clocks.filter(
    (clock) => clock.role === 'identity' && clock.inert === undefined && !clock.restores,
  );
  const remembered = remember ? identities.find((clock) => clock.needsRemember) : undefined;
  return remembered ?? sessionCookie(identities) ?? null;
}

/** The clock that decides whether the user's data is there, its length known or not. */
export function dataClock(clocks: readonly Clock[]): Clock | null {
  const usable = clocks.filter((clock) => clock.role === 'data' && clock.inert === undefined && !clock.needsRemember);
  return usable.find(({ decides }) => decides === 'data') ?? usable[0] ?? null;
}

/** A length that decides what the user has, and that nobody can know. */
export interface Doubt {
  readonly about: 'signIn' | 'data';
  readonly clock: Clock;
  readonly reason: string;
}

/**
 * The clock without whose length nobody can say what the user has: the sign-in, the data, or what may end one of them
 * before its time. Recycles and schedules are none: they strike at any time, known or not (`Verdict.anytime`).
 */
export function doubtOf(clocks: readonly Clock[], options: CastOptions): Doubt | null {
  const doubt = (about: Doubt['about'], clock: Clock | null | undefined): Doubt | null =>
    clock && isUnknown(clock.length) ? { about, clock, reason: clock.length.unknown } : null;
  const { benched, playing, signIn, data } = cast(clocks, options);
  const hidden = clocks.filter((clock) => benched.get(clock.id) === 'unknown' && !isRecycle(clock));
  const killerOf = (victim: Clock | null) =>
    victim && hidden.find((clock) => reach(clock, playing, signIn).has(victim.id));
  return (
    doubt('signIn', signInClock(clocks, options.remember)) ??
    doubt('signIn', killerOf(signIn)) ??
    doubt('data', dataClock(clocks)) ??
    doubt('data', killerOf(data))
  );
}

/** What a run was played with, as far as its lanes tell. */
export function optionsOf(clocks: readonly Clock[], run: Run): CastOptions {
  const kept = new Set(run.lanes.filter(({ reason }) => reason === 'notReached').map(({ id }) => id));
  const otherTraffic = clocks.some((clock) => isIdleStop(clock) && kept.has(clock.id));
  return { remember: isRemembered(clocks, run), otherTraffic };
}

/** Was "Remember me" ticked in this run? */
export function isRemembered(clocks: readonly Clock[], run: Run): boolean {
  const lanes = new Map(run.lanes.map((lane) => [lane.id, lane]));
  return clocks.some((clock) => {
    if (!clock.needsRemember || clock.inert !== undefined) return false;
    const lane = lanes.get(clock.id);
    return lane?.inPlay === true || lane?.reason === 'unknown';
  });
}

/** Idle stops: what ends on the server when nobody, nobody else either, sends a request. */
export function isIdleStop({ worker }: Clock): boolean {
  return worker === 'stops' || worker === 'suspends' || worker === 'unloads';
}

/** Does this clock strike a worker process that keeps running (a recycle, a schedule)? */
export function isRecycle({ worker }: Clock): boolean {
  return worker === 'recycles';
}

/** Ids that `killer` ends: with a sign-in also the one that has its keys. */
export function killsOf(killer: Clock, signIn: Clock | null): readonly ClockId[] {
  if (signIn?.keysOf === undefined || !killer.kills.includes(signIn.keysOf)) return killer.kills;
  return [...killer.kills, signIn.id];
}

/** All that `killer` takes with it, directly or through others. */
export function reach(killer: Clock, playing: readonly Clock[], signIn: Clock | null): ReadonlySet<ClockId> {
  const reached = new Set<ClockId>(killsOf(killer, signIn));
  for (const id of reached) {
    const next = playing.find((clock) => clock.id === id);
    if (next) for (const victim of killsOf(next, signIn)) reached.add(victim);
  }
  return reached;
}

function sessionCookie(identities: readonly Clock[]): Clock | undefined {
  const plain = identities.filter((clock) => !clock.needsRemember);
  return plain.find(({ decides }) => decides === 'signIn') ?? plain[0];
}

function whyNot(clock: Clock, clocks: readonly Clock[], options: CastOptions): Lane['reason'] {
  if (clock.inert !== undefined) return 'notUsed';
  if (clock.needsRemember && !options.remember) return 'notTicked';
  if (options.remember && isReplaced(clock, clocks)) return 'notUsed';
  if (options.otherTraffic && isIdleStop(clock)) return 'notReached';
  if (clock.timeOfDay || isUnknown(clock.length)) return 'unknown';
  return undefined;
}

function isReplaced(clock: Clock, clocks: readonly Clock[]): boolean {
  const remembered = signInClock(clocks, true);
  return remembered?.needsRemember === true && signInClock(clocks, false) === clock;
}
