import assert from 'node:assert/strict';
import type { Clock, Scenario, Verdict } from '../../../server/src/session/clocks';
import { simulate } from '../../../server/src/session/simulate';
import { verdict } from '../../../server/src/session/verdict';
import { worstScenario } from '../../../server/src/session/worst';
import { days, minutes, shop } from './clockSets';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

/** The numbers in minutes, in one line. */
function numbers(found: Verdict): string {
  const show = (value: unknown) =>
    typeof value === 'number' ? String(value / 60) : value === null ? 'never' : (value as { unknown: string }).unknown;
  return [
    `out ${show(found.signOut.least)}..${show(found.signOut.most)}`,
    `loss ${show(found.dataLoss.least)}..${show(found.dataLoss.most)}`,
    `no data ${show(found.signedInWithoutData)}`,
    `no sign-in ${show(found.dataWithoutSignIn)}`,
    `safe ${show(found.safeEdit)}`,
  ].join(', ');
}

const usual = { auth: minutes(30), session: minutes(20), pool: minutes(20), recycle: minutes(29 * 60) };

describe('The verdict over all click times', () => {
  it('is the one of the command line’s promise', () => {
    const found = verdict(shop(usual));
    assert.deepEqual(found, {
      text: found.text,
      signOut: { least: 900, most: 1800 },
      dataLoss: { least: 1200, most: 1200 },
      signedInWithoutData: 600,
      dataWithoutSignIn: 300,
      safeEdit: 900,
      anytime: [{ clock: 'poolRecycle', every: 104_400 }],
    });
    assert.equal(
      plain(found.text),
      'Signed out after 15 to 30 min idle; up to 10 min signed in without session data; up to 5 min of session data left after sign-out',
    );
  });

  const table: readonly [string, Clock[], Parameters<typeof verdict>[1], string][] = [
    [
      'ASP.NET Core half life has the same bounds',
      shop({ ...usual, sliding: 'strict' }),
      {},
      'out 15..30, loss 20..20, no data 10, no sign-in 5, safe 15',
    ],
    [
      'equal lengths leave data behind',
      shop({ auth: minutes(30), session: minutes(30) }),
      {},
      'out 15..30, loss 30..30, no data 0, no sign-in 15, safe 15',
    ],
    [
      'twice the session: only the first danger',
      shop({ auth: minutes(40), session: minutes(20) }),
      {},
      'out 20..40, loss 20..20, no data 20, no sign-in 0, safe 20',
    ],
    [
      'a fixed end can come right after a click',
      shop({ ...usual, sliding: false }),
      {},
      'out 0..30, loss 20..20, no data 10, no sign-in 20, safe 0',
    ],
    [
      'a sign-in that never ends',
      shop({ ...usual, auth: null }),
      {},
      'out never..never, loss 20..20, no data never, no sign-in 0, safe 20',
    ],
    [
      'nothing ends',
      shop({ auth: null, session: null }),
      {},
      'out never..never, loss never..never, no data 0, no sign-in 0, safe never',
    ],
    [
      'the pool stops before the session',
      shop({ ...usual, session: minutes(60) }),
      {},
      'out 15..30, loss 20..20, no data 10, no sign-in 5, safe 15',
    ],
    [
      'other people keep the pool awake',
      shop({ ...usual, session: minutes(60) }),
      { otherTraffic: true },
      'out 15..30, loss 60..60, no data 0, no sign-in 45, safe 15',
    ],
    [
      'idle stop disabled',
      shop({ ...usual, session: minutes(60), pool: null }),
      {},
      'out 15..30, loss 60..60, no data 0, no sign-in 45, safe 15',
    ],
    [
      'session data out of process',
      shop({ ...usual, session: minutes(60), outOfProcess: true }),
      {},
      'out 15..30, loss 60..60, no data 0, no sign-in 45, safe 15',
    ],
    [
      'keys in memory: the pool signs everyone out',
      shop({ ...usual, auth: days(14), sliding: 'strict', keysInMemory: true }),
      {},
      'out 20..20, loss 20..20, no data 0, no sign-in 0, safe 20',
    ],
    [
      'keys in memory, data elsewhere',
      shop({ ...usual, auth: days(14), session: minutes(60), keysInMemory: true, outOfProcess: true }),
      {},
      'out 20..20, loss 60..60, no data 0, no sign-in 40, safe 20',
    ],
    [
      'pings keep the data for ever',
      shop(usual),
      { ping: { every: minutes(15) } },
      'out 15..30, loss never..never, no data 0, no sign-in never, safe 15',
    ],
    [
      'pings slower than the session',
      shop({ auth: minutes(60), session: minutes(20) }),
      { ping: { every: minutes(25) } },
      'out 30..60, loss 20..40, no data 40, no sign-in 10, safe 20',
    ],
    [
      'the remembered login replaces the cookie',
      shop({ ...usual, remember: minutes(600) }),
      { remember: true },
      'out 0..600, loss 20..20, no data 580, no sign-in 20, safe 0',
    ],
    [
      'not remembered',
      shop({ ...usual, remember: minutes(600) }),
      {},
      'out 15..30, loss 20..20, no data 10, no sign-in 5, safe 15',
    ],
    [
      'no data at all',
      shop(usual).filter((clock) => clock.role !== 'data'),
      {},
      'out 15..30, loss never..never, no data 0, no sign-in 0, safe 15',
    ],
    [
      'sign-in unknown',
      shop({ ...usual, auth: { unknown: 'set in code' } }),
      {},
      'out set in code..set in code, loss 20..20, no data set in code, no sign-in set in code, safe set in code',
    ],
    [
      'a fixed end of unknown length might also never come',
      shop({ ...usual, auth: { unknown: '?' }, sliding: false }),
      {},
      'out ?..?, loss 20..20, no data ?, no sign-in ?, safe ?',
    ],
    [
      'session unknown, out of process',
      shop({ ...usual, session: { unknown: '?' }, outOfProcess: true }),
      {},
      'out 15..30, loss ?..?, no data ?, no sign-in ?, safe ?',
    ],
    [
      'pool unknown',
      shop({ ...usual, pool: { unknown: 'no applicationHost.config' } }),
      {},
      'out 15..30, loss no applicationHost.config..no applicationHost.config, no data no applicationHost.config, no sign-in no applicationHost.config, safe no applicationHost.config',
    ],
    [
      'pool unknown, but others keep it awake',
      shop({ ...usual, pool: { unknown: '?' } }),
      { otherTraffic: true },
      'out 15..30, loss 20..20, no data 10, no sign-in 5, safe 15',
    ],
    [
      'pool unknown, but it takes nothing',
      shop({ ...usual, pool: { unknown: '?' }, outOfProcess: true }),
      {},
      'out 15..30, loss 20..20, no data 10, no sign-in 5, safe 15',
    ],
  ];
  for (const [name, clocks, options, expected] of table) {
    it(name, () => assert.equal(numbers(verdict(clocks, options)), expected));
  }

  it('ties: a session whose end signs out, a sign-out that drops the session', () => {
    const tied = (id: string, victim: string) =>
      shop(usual).map((clock) => (clock.id === id ? { ...clock, kills: [victim] } : clock));
    const signsOut = numbers(verdict(tied('sessionData', 'authCookie')));
    assert.equal(signsOut, 'out 15..20, loss 20..20, no data 0, no sign-in 5, safe 15');
    const dropsData = numbers(verdict(tied('authCookie', 'sessionData')));
    assert.equal(dropsData, 'out 15..30, loss 15..20, no data 10, no sign-in 0, safe 15');
  });

  it('names only recycles that take something', () => {
    assert.deepEqual(verdict(shop({ ...usual, outOfProcess: true })).anytime, []);
    assert.deepEqual(verdict(shop({ ...usual, recycle: null })).anytime, []);
    assert.deepEqual(verdict(shop({ ...usual, recycle: { unknown: '?' } })).anytime, []);
  });

  it('a schedule strikes at a time of day: in no run, but at any time', () => {
    const recycle = shop(usual).find((clock) => clock.id === 'poolRecycle');
    assert.ok(recycle);
    const clocks = shop({
      ...usual,
      recycle: null,
      more: [{ ...recycle, id: 'nightly', length: 86_400, timeOfDay: true }],
    });
    assert.deepEqual(verdict(clocks).anytime, [{ clock: 'nightly', every: 86_400 }]);
    const run = simulate(clocks, { clicks: [0], remember: false, ping: { every: 600 }, otherTraffic: true });
    const lane = run.lanes.find((candidate) => candidate.id === 'nightly');
    assert.deepEqual([lane?.inPlay, lane?.reason], [false, 'unknown']);
  });
});

describe('The worst-case clicks', () => {
  const sites = {
    usual: shop(usual),
    core: shop({ ...usual, sliding: 'strict' }),
    fixed: shop({ ...usual, sliding: false }),
    equal: shop({ auth: minutes(30), session: minutes(30), pool: minutes(60) }),
    shortPool: shop({ ...usual, pool: minutes(5) }),
    brief: shop({ auth: 120, session: 60 }),
    hastyPool: shop({ ...usual, pool: 40 }),
    long: shop({ auth: days(14), session: minutes(20), pool: minutes(20) }),
  };
  for (const [name, clocks] of Object.entries(sites)) {
    for (const state of ['signedInNoData', 'dataNoSignIn'] as const) {
      it(`show the widest window: ${name}, ${state}`, () => {
        const found = verdict(clocks);
        const bound = state === 'signedInNoData' ? found.signedInWithoutData : found.dataWithoutSignIn;
        if (typeof bound !== 'number' || bound === 0) return;
        const run = simulate(clocks, worstScenario(clocks, state));
        const widths = run.windows.filter((window) => window.state === state).map(({ from, to }) => (to ?? 0) - from);
        assert.deepEqual(
          run.requests.map((request) => request.at),
          worstScenario(clocks, state).clicks,
        );
        assert.ok(Math.abs(Math.max(0, ...widths) - bound) <= 1, `${widths} against ${bound}`);
      });
    }
  }

  it('are at most 50, begin with the sign-in and keep the options', () => {
    const options = { remember: true, otherTraffic: true, ping: { every: 600 } };
    const worst: Scenario = worstScenario(shop({ ...usual, remember: days(180) }), 'dataNoSignIn', options);
    assert.ok(worst.clicks.length <= 50 && worst.clicks[0] === 0);
    assert.deepEqual({ ...worst, clicks: [] }, { ...options, clicks: [] });
  });
});

describe('Data that only some requests extend', () => {
  const clocks = shop({ auth: minutes(40), session: minutes(20) }).map((clock) =>
    clock.role === 'data' ? { ...clock, restart: { on: 'everyRequest', onlyWhenUsed: true } as const } : clock,
  );

  it('may be gone at any click, and last its whole time after one', () => {
    assert.equal(numbers(verdict(clocks)), 'out 20..40, loss 0..20, no data 40, no sign-in 0, safe 0');
  });

  it('is shown as it is when every click uses it: the worst case offered is one that clicks can show', () => {
    const run = simulate(clocks, { clicks: [0], remember: false, ping: null, otherTraffic: false });
    assert.equal(run.worst?.gap, minutes(20));
    assert.deepEqual(
      run.windows.map(({ from, to }) => [from, to]),
      [[minutes(20), minutes(40)]],
    );
  });
});
