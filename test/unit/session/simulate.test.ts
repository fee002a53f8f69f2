import assert from 'node:assert/strict';
import type { Clock, Run } from '../../../server/src/session/clocks';
import { heading } from '../../../server/src/session/heading';
import { simulate } from '../../../server/src/session/simulate';
import { verdict } from '../../../server/src/session/verdict';
import { clicked, days, minutes, shop } from './clockSets';

const usual = { auth: minutes(30), session: minutes(20), pool: minutes(20), recycle: minutes(29 * 60) };

const laneOf = (run: Run, id: string) => run.lanes.find((lane) => lane.id === id);
const states = (run: Run) => run.states.map((piece) => `${piece.state} ${piece.from / 60}`).join(', ');

/** The seed's restore cookie: sign-in plus session plus auth, from sign-in on. */
function restoreCookie(length: number): Clock {
  return {
    id: 'restoreCookie',
    role: 'identity',
    name: 'Restore cookie',
    length,
    restart: { on: 'never' },
    restores: ['sessionData'],
    pingRestarts: false,
    kills: [],
    uncertainty: 0,
    aliveAtEnd: true,
    sources: [],
  };
}

describe('simulate', () => {
  it('draws gauges that are full at each restart', () => {
    const run = simulate(shop(usual), clicked([0, 4, 16]));
    assert.deepEqual(laneOf(run, 'authCookie')?.pieces, [
      { from: 0, to: 960, level0: 1, level1: 1 - 960 / 1800 },
      { from: 960, to: 2760, level0: 1, level1: 0 },
    ]);
    assert.deepEqual(run.requests[1], {
      at: 240,
      kind: 'click',
      renewed: ['sessionData', 'poolIdle'],
      kept: ['authCookie'],
    });
    assert.deepEqual(run.requests[2]?.renewed, ['authCookie', 'sessionData', 'poolIdle']);
  });

  it('says why a clock is not in play', () => {
    const clocks = [
      ...shop({ ...usual, remember: days(180), session: { unknown: 'set in code' } }),
      { ...restoreCookie(60), id: 'other', restores: undefined, inert: 'mode is Off' },
    ];
    const run = simulate(clocks, clicked([0]));
    assert.deepEqual(
      run.lanes.map((lane) => [lane.id, lane.inPlay, lane.reason]),
      [
        ['authCookie', true, undefined],
        ['sessionData', false, 'unknown'],
        ['poolIdle', true, undefined],
        ['poolRecycle', false, 'notReached'],
        ['persistentLogin', false, 'notTicked'],
        ['other', false, 'notUsed'],
      ],
    );
    const remembered = simulate(clocks, clicked([0], { remember: true }));
    assert.equal(laneOf(remembered, 'authCookie')?.reason, 'notUsed');
    assert.equal(laneOf(simulate(clocks, clicked([0], { otherTraffic: true })), 'poolIdle')?.reason, 'notReached');
  });

  it('claims no window when the sign-in is unknown', () => {
    const clocks = shop({ ...usual, auth: { unknown: 'set in code' } });
    const run = simulate(clocks, clicked([0]));
    assert.deepEqual(run.windows, []);
    assert.equal(run.worst, null);
    assert.equal(heading(clocks, run).heading, 'When the sign-in ends is not known');
  });

  it('keys in memory: the idle stop signs everyone out, remembered or not', () => {
    const clocks = shop({ ...usual, auth: days(14), sliding: 'strict', remember: days(180), keysInMemory: true });
    for (const remember of [false, true]) {
      const run = simulate(clocks, clicked([0, 4], { remember }));
      assert.equal(states(run), 'ok 0, signedOut 24');
      assert.equal(heading(clocks, run).heading, 'Every worker stop signs everyone out');
      assert.match(heading(clocks, run).line, /^Data Protection keys are kept in memory only\. At 24:00 /);
    }
  });

  it('after an idle stop the next request starts a worker, and the recycle counts from there', () => {
    const clocks = shop({ ...usual, session: minutes(60), recycle: minutes(30), auth: minutes(600) });
    const run = simulate(clocks, clicked([0, 25, 40]));
    // The worker stops at 20:00 before its recycle at 30:00; the one of 25:00 recycles at 55:00.
    assert.equal(states(run), 'ok 0, signedInNoData 20, freshSession 25, signedInNoData 55, signedOut 600');
    assert.deepEqual(laneOf(run, 'sessionData')?.ends[1]?.causes, ['poolRecycle']);
  });

  it('other people keep the worker up to its recycle', () => {
    const run = simulate(shop({ ...usual, auth: days(14), session: days(2) }), clicked([0], { otherTraffic: true }));
    assert.equal(states(run), `ok 0, signedInNoData ${29 * 60}, signedOut ${14 * 24 * 60}`);
  });

  it('a signed-out user who clicks stays signed out, but keeps the data on the server alive', () => {
    const run = simulate(shop({ auth: minutes(30), session: minutes(30) }), clicked([0, 14, 40]));
    assert.equal(states(run), 'ok 0, dataNoSignIn 30, signedOut 70');
  });

  it('a restore cookie brings lost data back while it lives, and forces a sign-in after', () => {
    const clocks = shop({ auth: minutes(60), session: minutes(20), more: [restoreCookie(minutes(50))] });
    const restored = simulate(clocks, clicked([0, 45]));
    assert.equal(states(restored), 'ok 0, signedOut 65');
    assert.deepEqual(laneOf(restored, 'sessionData')?.ends.length, 2);
    const forced = simulate(clocks, clicked([0, 55]));
    assert.equal(states(forced), 'ok 0, signedOut 50');
    assert.deepEqual(laneOf(forced, 'authCookie')?.endCauses, ['restoreCookie']);
    const found = verdict(clocks);
    assert.deepEqual([found.signOut, found.signedInWithoutData], [{ least: 1200, most: 3000 }, 0]);
  });

  it('the browser drops a cookie at its Max-Age', () => {
    const clocks = shop({ auth: minutes(60), sliding: 'strict', session: null }).map((clock) =>
      clock.role === 'identity' ? { ...clock, maxAge: minutes(20) } : clock,
    );
    assert.equal(laneOf(simulate(clocks, clicked([0, 10, 19])), 'authCookie')?.endsAt, minutes(20));
    assert.deepEqual(verdict(clocks).signOut, { least: 0, most: minutes(20) });
  });

  it('takes any input', () => {
    const odd = {
      clicks: [5, Number.NaN, -3, 5.4, Infinity, 5],
      remember: false,
      ping: { every: 0 },
      otherTraffic: false,
    };
    assert.deepEqual(
      simulate(shop(usual), odd).requests.map((request) => request.at),
      [0, 5],
    );
    assert.equal(simulate(shop(usual), clicked(Array.from({ length: 80 }, (_, i) => i))).requests.length, 50);
    assert.equal(states(simulate([], clicked([0]))), 'ok 0');
    assert.equal(states(simulate(shop({ auth: 0, session: 0, pool: 0, recycle: 0 }), clicked([0, 1]))), 'signedOut 0');
  });
});

describe('simulate keeps its pace', () => {
  const years = days(3650);
  const heavy: readonly [string, Clock[], Parameters<typeof simulate>[1]][] = [
    ['ten years of pings each second', shop({ ...usual, auth: years }), clicked([0, 4, 16], { ping: { every: 1 } })],
    [
      'a worker that each ping starts anew',
      shop({ ...usual, auth: years, pool: 1 }),
      clicked([0, 4], { ping: { every: 2 } }),
    ],
    [
      'a recycle each minute for ten years',
      shop({ ...usual, auth: years, recycle: 60 }),
      clicked([0, 4, 1e6], { otherTraffic: true }),
    ],
    [
      'nothing ever ends',
      shop({ auth: null, session: null, pool: null, recycle: null }),
      clicked([0], { ping: { every: 1 } }),
    ],
    [
      'kept for ever by pings, killed by nobody',
      shop({ auth: null, session: 60, pool: 1, recycle: 7, outOfProcess: true }),
      clicked([0, 1e6], { ping: { every: 2 } }),
    ],
  ];
  for (const [name, clocks, scenario] of heavy) {
    it(name, () => {
      const run = simulate(clocks, scenario);
      assert.ok(run.requests.length <= 5050);
      assert.ok(run.lanes.every((lane) => lane.pieces.length <= 12_000));
    });
  }
});
