import assert from 'node:assert/strict';
import type { Clock, Run } from '../../../server/src/session/clocks';
import { consequenceAt } from '../../../server/src/session/consequence';
import { heading } from '../../../server/src/session/heading';
import { simulate } from '../../../server/src/session/simulate';
import { verdict } from '../../../server/src/session/verdict';
import { clicked, days, minutes, shop } from './clockSets';

const WHY = { unknown: 'set in code' };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function statesOf(clocks: readonly Clock[], clicks: readonly number[], more = {}): string {
  const run: Run = simulate(clocks, clicked(clicks, more));
  return run.states.map(({ state, from }) => `${state} ${from / 60}`).join(', ');
}

describe('What nobody can know', () => {
  const noSignIn = shop({ auth: WHY, session: minutes(20), pool: minutes(30), recycle: minutes(60) });
  const noData = shop({ auth: minutes(30), session: WHY, pool: minutes(10) });

  it('is a state of its own from the sign-in on, when the end of the sign-in is not known', () => {
    assert.equal(statesOf(noSignIn, [0]), 'notKnown 0');
    assert.equal(statesOf(noSignIn, [0, 15, 45, 90], { ping: { every: 300 } }), 'notKnown 0');
    const data = simulate(noSignIn, clicked([0])).lanes.find(({ id }) => id === 'sessionData');
    assert.equal(data?.endsAt, minutes(20), 'what is known still ends');
  });

  it('is what a signed-in user has when only the data is not known; after the sign-out the user is signed out', () => {
    assert.equal(statesOf(noData, [0, 20]), 'notKnown 0, signedOut 50');
  });

  it('is not there for a clock that decides nothing in this scenario', () => {
    const remember = shop({ auth: minutes(30), session: minutes(30), remember: WHY });
    assert.equal(statesOf(remember, [0]), 'ok 0, signedOut 30');
    assert.equal(statesOf(remember, [0], { remember: true }), 'notKnown 0');
    const known = shop({ auth: WHY, session: minutes(20), remember: days(180) });
    assert.equal(statesOf(known, [0], { remember: true }), `ok 0, signedInNoData 20, signedOut ${180 * 24 * 60}`);
    const outside = shop({ auth: minutes(30), session: minutes(30), pool: WHY, outOfProcess: true });
    assert.equal(statesOf(outside, [0]), 'ok 0, signedOut 30');
    const recycled = shop({ auth: minutes(30), session: minutes(30), recycle: WHY });
    assert.equal(statesOf(recycled, [0]), 'ok 0, signedOut 30', 'a recycle strikes at any time, known or not');
  });

  it('is there for what something may end before its time, until that time is up', () => {
    const clocks = shop({ auth: minutes(60), session: minutes(30), pool: WHY });
    assert.equal(statesOf(clocks, [0]), 'notKnown 0, signedInNoData 30, signedOut 60');
    assert.equal(statesOf(clocks, [0], { otherTraffic: true }), 'ok 0, signedInNoData 30, signedOut 60');
    const run = simulate(clocks, clicked([0]));
    assert.equal(run.worst, null);
    assert.equal(heading(clocks, run).line, 'App pool idle: set in code. The sign-in ends at 1:00:00.');
    const keys = shop({ auth: minutes(60), session: minutes(90), pool: WHY, keysInMemory: true });
    assert.equal(statesOf(keys, [0]), 'notKnown 0, signedOut 60');
    assert.deepEqual(verdict(clocks).dataLoss, { least: WHY, most: { ...WHY } });
  });

  it('is said with its reason, in the heading and for a click', () => {
    const run = simulate(noSignIn, clicked([0]));
    assert.deepEqual(heading(noSignIn, run), {
      about: 'unknown',
      tone: 'warning',
      heading: 'When the sign-in ends is not known',
      line: 'Auth cookie: set in code. The session data ends at 20:00.',
      offersWorst: false,
    });
    assert.deepEqual(consequenceAt(noSignIn, run, minutes(25)), {
      state: 'notKnown',
      outcome: 'What happens is not known.',
      detail: 'Auth cookie: set in code.',
    });
    const ended = simulate(noData, clicked([0]));
    assert.equal(consequenceAt(noData, ended, minutes(30)).state, 'notKnown', 'the ticket is alive at its very end');
    assert.equal(consequenceAt(noData, ended, minutes(30) + 1).state, 'signedOut');
  });

  it('leaves no window, and no number that depends on it', () => {
    const found = verdict(noSignIn);
    assert.deepEqual(found.signOut, { least: WHY, most: WHY });
    assert.deepEqual(found.signedInWithoutData, WHY);
    assert.deepEqual(found.dataLoss, { least: minutes(20), most: minutes(20) });
    assert.equal(
      plain(found.text),
      'When users are signed out is not known (set in code); session data ends after 20 min idle',
    );
    assert.deepEqual(simulate(noSignIn, clicked([0])).windows, []);
  });
});
