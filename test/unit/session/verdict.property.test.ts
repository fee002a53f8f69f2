import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Bounds, boundsOf } from '../../../server/src/session/bounds';
import type { Clock, Scenario } from '../../../server/src/session/clocks';
import { lifeOf, renewalAge } from '../../../server/src/session/pings';
import { play } from '../../../server/src/session/play';
import { clockSets, scenarios } from './arbitraries';

/** The closed form against brute force: bounds are never exceeded, and some history comes within a second of each. */

/** What the silence after the last click of one history brings; null when the user was signed out before that click. */
interface Silence {
  readonly signOut: number;
  /** Until the data is gone for good: a restore cookie counts. */
  readonly dataLoss: number;
  /** Until it is gone from the server. */
  readonly dataEnd: number;
}

function silenceAfter(clocks: readonly Clock[], scenario: Scenario): Silence | null {
  const played = play(clocks, scenario);
  const last = scenario.clicks[scenario.clicks.length - 1] ?? 0;
  const endAfter = (id: string) => {
    const track = played.tracks.find((candidate) => candidate.clock.id === id);
    return track?.ends.find((end) => end.at >= last)?.at ?? Infinity;
  };
  const signIn = played.tracks.find((track) => track.clock.id === 'authCookie');
  if (signIn?.ends.some((end) => end.at < last)) return null;
  // Signed out in the very second of the click, before it came.
  const click = played.clicks[played.clicks.length - 1];
  const served = last === 0 || [...(click?.renewed ?? []), ...(click?.kept ?? [])].includes('authCookie');
  if (!served) return null;
  const dataEnd = lastEnd(played, last) - last;
  const restorer = played.tracks.find((track) => track.clock.restores);
  const restores = restorer ? Math.max(0, (restorer.ends[0]?.at ?? Infinity) - last) : 0;
  const dataLoss = Math.max(dataEnd, restores);
  const signOut = endAfter('authCookie') - last;
  return { signOut: restorer ? Math.min(signOut, dataLoss) : signOut, dataLoss, dataEnd };
}

/** The data may end in the second of the click and begin anew with it: the later end counts. */
function lastEnd(played: ReturnType<typeof play>, last: number): number {
  const track = played.tracks.find((candidate) => candidate.clock.id === 'sessionData');
  const ends = track?.ends.filter((end) => end.at >= last).map((end) => end.at) ?? [];
  return track?.alive ? Infinity : (ends[ends.length - 1] ?? Infinity);
}

const after = (later: number, earlier: number) => (later === earlier ? 0 : Math.max(0, later - earlier));

function violations(bounds: Bounds, silence: Silence): string[] {
  const { signOut, dataLoss, dataEnd } = silence;
  const broken: string[] = [];
  const check = (what: string, holds: boolean) => {
    if (!holds) broken.push(`${what}: ${JSON.stringify(silence)} against ${JSON.stringify(bounds)}`);
  };
  check('signOut.least', signOut >= bounds.signOut.least);
  check('signOut.most', signOut <= bounds.signOut.most);
  check('dataLoss.least', dataLoss >= bounds.dataLoss.least);
  check('dataLoss.most', dataLoss <= bounds.dataLoss.most);
  check('signedInWithoutData', after(signOut, dataLoss) <= bounds.signedInWithoutData);
  check('dataWithoutSignIn', after(dataEnd, signOut) <= bounds.dataWithoutSignIn);
  check('safeEdit', Math.min(signOut, dataLoss) >= bounds.safeEdit);
  return broken;
}

/** What has been seen of one set of clocks: the extremes over all its histories. */
function extremesOf(silences: readonly Silence[]): Bounds {
  const signOuts = silences.map((silence) => silence.signOut);
  const losses = silences.map((silence) => silence.dataLoss);
  return {
    signOut: { least: Math.min(...signOuts), most: Math.max(...signOuts) },
    dataLoss: { least: Math.min(...losses), most: Math.max(...losses) },
    signedInWithoutData: Math.max(...silences.map(({ signOut, dataLoss }) => after(signOut, dataLoss))),
    dataWithoutSignIn: Math.max(...silences.map(({ signOut, dataEnd }) => after(dataEnd, signOut))),
    safeEdit: Math.min(...signOuts, ...losses),
  };
}

/** `slack`: a second for each limit that whole seconds cannot meet, half of a life and the distance to a ping. */
function misses(bounds: Bounds, seen: Bounds, slack: number): string[] {
  const near = (got: number, bound: number) => got === bound || Math.abs(got - bound) <= slack;
  const pairs: [string, number, number][] = [
    ['signOut.least', seen.signOut.least, bounds.signOut.least],
    ['signOut.most', seen.signOut.most, bounds.signOut.most],
    ['dataLoss.least', seen.dataLoss.least, bounds.dataLoss.least],
    ['dataLoss.most', seen.dataLoss.most, bounds.dataLoss.most],
    ['signedInWithoutData', seen.signedInWithoutData, bounds.signedInWithoutData],
    ['dataWithoutSignIn', seen.dataWithoutSignIn, bounds.dataWithoutSignIn],
    ['safeEdit', seen.safeEdit, bounds.safeEdit],
  ];
  return pairs
    .filter(([, got, bound]) => !near(got, bound))
    .map(([what, got, bound]) => `${what}: seen ${got}, said ${bound}`);
}

/**
 * The histories that decide: a user who clicks every second until some moment and then falls silent meets every age of
 * a sliding sign-in, every time since sign-in and every distance to the next ping.
 */
function busyHistories(clocks: readonly Clock[], ping: Scenario['ping']): number[][] {
  const lives = clocks.map(lifeOf).filter((life) => life < Infinity);
  const longest = Math.max(2, ...lives);
  const signIn = clocks.find((clock) => clock.id === 'authCookie');
  const half = Math.ceil((typeof signIn?.length === 'number' ? signIn.length : 1) / 2) + 1;
  const most = Math.min(1500, ping ? longest + half * ping.every : 2 * longest + 2);
  return Array.from({ length: most }, (_, last) => Array.from({ length: last + 1 }, (_unused, at) => at));
}

/** Clocks without recycles, now and then with an absolute cap on the sign-in or the data, or a cookie that restores the data. */
const verdictSets = fc
  .record({
    clocks: clockSets,
    cap: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 4 }),
    caps: fc.constantFrom('authCookie', 'sessionData'),
    restore: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 4 }),
  })
  .map(({ clocks, cap, caps, restore }): Clock[] => {
    const more = { role: 'identity', restart: { on: 'never' }, pingRestarts: false, aliveAtEnd: true } as const;
    const made: Clock[] = clocks.filter((clock) => clock.restart.on !== 'workerStart');
    const rest = { uncertainty: 0, sources: [], ...more };
    if (cap !== undefined) made.push({ ...rest, id: 'cap', name: 'Cap', length: cap, kills: [caps] });
    if (restore !== undefined && (cap === undefined || caps === 'authCookie')) {
      made.push({ ...rest, id: 'restore', name: 'Restore', length: restore, kills: [], restores: ['sessionData'] });
    }
    return made;
  });

describe('verdict against brute force', () => {
  it('is never exceeded by 100,000 random histories', () => {
    let histories = 0;
    fc.assert(
      fc.property(
        verdictSets,
        scenarios,
        fc.infiniteStream(fc.integer({ min: 1, max: 45 })),
        (clocks, scenario, pauses) => {
          const bounds = boundsOf(clocks, scenario);
          for (let list = 0; list < 30; list += 1) {
            const clicks = [0];
            const count = (pauses.next().value ?? 1) % 9;
            for (let i = 0; i < count; i += 1) clicks.push((clicks[i] ?? 0) + (pauses.next().value ?? 1));
            const silence = silenceAfter(clocks, { ...scenario, clicks });
            histories += 1;
            if (silence) assert.deepEqual(violations(bounds, silence), []);
          }
        },
      ),
      { numRuns: 4000 },
    );
    console.log(`      ${histories} random histories`);
    assert.ok(histories >= 100_000);
  });

  it('is approached within a second by some history', () => {
    let sets = 0;
    fc.assert(
      fc.property(verdictSets, scenarios, (clocks, scenario) => {
        fc.pre(isTight(clocks, scenario));
        const bounds = boundsOf(clocks, scenario);
        const silences = busyHistories(clocks, scenario.ping)
          .map((clicks) => silenceAfter(clocks, { ...scenario, clicks }))
          .filter((silence) => silence !== null);
        for (const silence of silences) assert.deepEqual(violations(bounds, silence), []);
        assert.deepEqual(misses(bounds, extremesOf(silences), isPingedSlowly(clocks, scenario) ? 2 : 1), []);
        sets += 1;
      }),
      { numRuns: 200 },
    );
    console.log(`      ${sets} sets of clocks, every bound approached`);
  });

  it('would notice a wrong bound', () => {
    const mutants: Record<string, (clock: Clock) => Clock> = {
      'half of the life forgotten': (clock) =>
        clock.restart.on === 'secondHalf' ? { ...clock, restart: { on: 'everyRequest' } } : clock,
      'idle stops forgotten': (clock) => ({ ...clock, kills: clock.role === 'server' ? [] : clock.kills }),
      'pings forgotten': (clock) => ({ ...clock, pingRestarts: false }),
    };
    for (const [name, mutant] of Object.entries(mutants)) {
      const found = fc.check(
        fc.property(verdictSets, scenarios, (clocks, scenario) => {
          const silence = silenceAfter(clocks, scenario);
          return silence === null || violations(boundsOf(clocks.map(mutant), scenario), silence).length === 0;
        }),
        { numRuns: 5000 },
      );
      assert.ok(found.failed, name);
    }
  });
});

/**
 * Can clicks on whole seconds come near every limit? Not where a second is a whole life or less than two of them can
 * renew the sign-in, nor beside an absolute clock that ends the data. With pings slower than the lives they restart, an
 * absolute sign-in cannot meet every distance to the next one.
 */
function isTight(clocks: readonly Clock[], scenario: Scenario): boolean {
  const signIn = clocks.find((clock) => clock.id === 'authCookie');
  const half = (signIn && renewalAge(signIn)) ?? 0;
  const slides = signIn !== undefined && renewalAge(signIn) !== null && lifeOf(signIn) > half;
  if (clocks.some((clock) => lifeOf(clock) < 2)) return false;
  if (signIn && slides && lifeOf(signIn) - half < 2) return false;
  if (clocks.some((clock) => clock.id === 'cap' && clock.kills.includes('sessionData'))) return false;
  if (!scenario.ping) return true;
  if (signIn?.pingRestarts) return false;
  if (!isPingedSlowly(clocks, scenario)) return true;
  const absolute = clocks.some((clock) => clock.role === 'identity' && clock.restart.on === 'never');
  return slides && signIn?.maxAge === undefined && half >= 3 && !absolute && scenario.ping.every <= 20;
}

function isPingedSlowly(clocks: readonly Clock[], { ping }: Scenario): boolean {
  return ping !== null && clocks.some((clock) => clock.pingRestarts && lifeOf(clock) <= ping.every);
}
