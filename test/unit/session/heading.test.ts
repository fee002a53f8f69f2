import assert from 'node:assert/strict';
import { heading } from '../../../server/src/session/heading';
import { simulate } from '../../../server/src/session/simulate';
import { clicked, minutes, shop } from './clockSets';

const usual = shop({ auth: minutes(30), session: minutes(20) });

describe('The heading', () => {
  const says = (...clicks: number[]) =>
    heading(usual, simulate(usual, clicked(clicks))).heading.replace(/\u00a0/g, ' ');

  it('measures from the last click that still counted, not from clicks of a user who is signed out', () => {
    assert.equal(says(0, 4, 12), 'Signed out 18 min after the last click, 2 min before the session data ends');
    assert.match(says(0, 4, 12, 31), /^Signed out 18 min after the last click/);
    assert.match(says(0, 4, 12, 40), /^Signed out 18 min after the last click/);
  });
});
