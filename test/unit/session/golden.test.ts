import assert from 'node:assert/strict';
import type { Clock, Run, Scenario } from '../../../server/src/session/clocks';
import { heading } from '../../../server/src/session/heading';
import { simulate } from '../../../server/src/session/simulate';
import { timePoint } from '../../../server/src/session/words';
import { clicked, days, minutes, shop } from './clockSets';

/** The table of the timeline's design, one run per line: `state from-to`, and the first window with its causes. */
interface Golden {
  readonly name: string;
  readonly clocks: readonly Clock[];
  readonly scenario: Scenario;
  readonly states: string;
  readonly window: string;
  readonly heading: string;
}

const usual = shop({
  auth: minutes(30),
  session: minutes(20),
  pool: minutes(20),
  recycle: minutes(29 * 60),
  remember: days(180),
});
const both = 'sessionData+poolIdle';

const table: readonly Golden[] = [
  {
    name: 'G1: signs in and goes idle',
    clocks: usual,
    scenario: clicked([0]),
    states: 'ok 0:00-20:00, signedInNoData 20:00-30:00, signedOut 30:00-',
    window: `signedInNoData 20:00-30:00 by ${both}`,
    heading: 'For 10 min the user is signed in, but the session data is gone',
  },
  {
    name: 'G2: no click comes in the second half',
    clocks: usual,
    scenario: clicked([0, 4, 12]),
    states: 'ok 0:00-30:00, dataNoSignIn 30:00-32:00, signedOut 32:00-',
    window: 'dataNoSignIn 30:00-32:00 by authCookie',
    heading: 'Signed out 18 min after the last click, 2 min before the session data ends',
  },
  {
    name: 'G3: the last click renews',
    clocks: usual,
    scenario: clicked([0, 4, 16]),
    states: 'ok 0:00-36:00, signedInNoData 36:00-46:00, signedOut 46:00-',
    window: `signedInNoData 36:00-46:00 by ${both}`,
    heading: 'For 10 min the user is signed in, but the session data is gone',
  },
  {
    name: 'G4: a click at exactly half, .NET Framework',
    clocks: usual,
    scenario: clicked([0, 4, 15]),
    states: 'ok 0:00-35:00, signedInNoData 35:00-45:00, signedOut 45:00-',
    window: `signedInNoData 35:00-45:00 by ${both}`,
    heading: 'For 10 min the user is signed in, but the session data is gone',
  },
  {
    name: 'G4: a click at exactly half, ASP.NET Core',
    clocks: shop({ auth: minutes(30), sliding: 'strict', session: minutes(20), pool: minutes(20) }),
    scenario: clicked([0, 4, 15]),
    states: 'ok 0:00-30:00, dataNoSignIn 30:00-35:00, signedOut 35:00-',
    window: 'dataNoSignIn 30:00-35:00 by authCookie',
    heading: 'Signed out 15 min after the last click, 5 min before the session data ends',
  },
  {
    name: 'G5: both end together',
    clocks: usual,
    scenario: clicked([0, 10]),
    states: 'ok 0:00-30:00, signedOut 30:00-',
    window: 'none',
    heading: 'Sign-in and session data end together',
  },
  {
    name: 'G6: "Remember me"',
    clocks: usual,
    scenario: clicked([0, 4, 16], { remember: true }),
    states: 'ok 0:00-36:00, signedInNoData 36:00-180 d, signedOut 180 d-',
    window: `signedInNoData 36:00-180 d by ${both}`,
    heading: 'For 180 d the user is signed in, but the session data is gone',
  },
  {
    name: 'G7: pings keep the data until the recycle',
    clocks: usual,
    scenario: clicked([0, 4, 16], { ping: { every: minutes(15) } }),
    states: 'ok 0:00-46:00, dataNoSignIn 46:00-29:00:00, signedOut 29:00:00-',
    window: 'dataNoSignIn 46:00-29:00:00 by authCookie',
    heading: 'The keep-alive page keeps the data, not the sign-in: signed out at 46:00',
  },
  {
    name: 'G7c: pings through managed code keep the sign-in as well',
    clocks: usual.map((clock) => (clock.id === 'authCookie' ? { ...clock, pingRestarts: true } : clock)),
    scenario: clicked([0, 4, 16], { ping: { every: minutes(15) } }),
    states: 'ok 0:00-29:00:00, signedInNoData 29:00:00-',
    window: 'signedInNoData 29:00:00- by poolRecycle',
    heading: 'The user stays signed in, but the session data is gone',
  },
  {
    name: 'G8: the same value for both',
    clocks: shop({ auth: minutes(30), session: minutes(30), pool: minutes(60) }),
    scenario: clicked([0, 14]),
    states: 'ok 0:00-30:00, dataNoSignIn 30:00-44:00, signedOut 44:00-',
    window: 'dataNoSignIn 30:00-44:00 by authCookie',
    heading: 'Signed out 16 min after the last click, 14 min before the session data ends',
  },
  {
    name: 'G9: a fixed end',
    clocks: shop({ auth: minutes(30), sliding: false, session: minutes(20), pool: minutes(20) }),
    scenario: clicked([0, 4, 16]),
    states: 'ok 0:00-30:00, dataNoSignIn 30:00-36:00, signedOut 36:00-',
    window: 'dataNoSignIn 30:00-36:00 by authCookie',
    heading: 'Signed out 14 min after the last click, 6 min before the session data ends',
  },
  {
    name: 'G10: the worker stops first, the next click begins empty data',
    clocks: shop({ auth: minutes(30), session: minutes(20), pool: minutes(10) }),
    scenario: clicked([0, 4, 16]),
    states:
      'ok 0:00-14:00, signedInNoData 14:00-16:00, freshSession 16:00-26:00, signedInNoData 26:00-46:00, signedOut 46:00-',
    window: 'signedInNoData 14:00-16:00 by poolIdle',
    heading: 'For 2 min the user is signed in, but the session data is gone',
  },
];

/** Durations are written with no-break spaces; the table is not. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const span = (from: number, to: number | null) => `${timePoint(from)}-${to === null ? '' : timePoint(to)}`;

function statesOf(run: Run): string {
  return run.states.map(({ state, from, to }) => `${state} ${span(from, to)}`).join(', ');
}

function firstWindowOf(run: Run): string {
  const [window] = run.windows;
  return window ? `${window.state} ${span(window.from, window.to)} by ${window.causes.join('+')}` : 'none';
}

describe('The golden scenarios of the timeline', () => {
  for (const golden of table) {
    it(golden.name, () => {
      const run = simulate(golden.clocks, golden.scenario);
      assert.equal(plain(statesOf(run)), golden.states);
      assert.equal(plain(firstWindowOf(run)), golden.window);
      assert.equal(plain(heading(golden.clocks, run).heading), golden.heading);
    });
  }

  it('G2 offers the clicks of G3 as its worst case', () => {
    const { worst } = simulate(usual, clicked([0, 4, 12]));
    assert.deepEqual(worst, { gap: minutes(10), state: 'signedInNoData', scenario: clicked([0, 4, 16]) });
  });

  it('G7 counts its pings to the last end and names the recycle', () => {
    const run = simulate(usual, clicked([0, 4, 16], { ping: { every: minutes(15) } }));
    assert.deepEqual(run.pings, { every: minutes(15), count: 116 });
    const pings = run.requests.filter((request) => request.kind === 'ping');
    assert.equal(pings.length, 116);
    assert.deepEqual(pings[0], { at: 900, kind: 'ping', renewed: ['sessionData', 'poolIdle'], kept: ['authCookie'] });
    const data = run.lanes.find((lane) => lane.id === 'sessionData');
    assert.deepEqual(data?.ends, [{ at: minutes(29 * 60), causes: ['poolRecycle'] }]);
  });

  it('would notice a wrong rule', () => {
    const strict = usual.map((clock) =>
      clock.restart.on === 'secondHalf' ? { ...clock, restart: { on: 'secondHalf' as const, strict: true } } : clock,
    );
    const halfway = table.find((golden) => golden.name.startsWith('G4'));
    assert.ok(halfway);
    assert.notEqual(statesOf(simulate(strict, halfway.scenario)), halfway.states);
  });
});
