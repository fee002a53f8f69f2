import assert from 'node:assert/strict';
import type { Clock } from '../../../server/src/session/clocks';
import { heading } from '../../../server/src/session/heading';
import { simulate } from '../../../server/src/session/simulate';

const minutes = (n: number) => n * 60;

function framework(signIn: number, data: number): Clock[] {
  const base = { pingRestarts: false, kills: [], uncertainty: 0, aliveAtEnd: true, sources: [] };
  return [
    {
      ...base,
      id: 'authCookie',
      role: 'identity',
      name: 'Auth cookie',
      length: minutes(signIn),
      restart: { on: 'secondHalf', strict: false },
    },
    {
      ...base,
      id: 'sessionData',
      role: 'data',
      name: 'Session data',
      length: minutes(data),
      restart: { on: 'everyRequest' },
    },
  ];
}

describe('the heading', () => {
  const says = (...clicks: number[]) => {
    const clocks = framework(30, 20);
    const run = simulate(clocks, { clicks: clicks.map(minutes), remember: false, ping: null, otherTraffic: false });
    return heading(clocks, run).heading.replace(/\u00a0/g, ' ');
  };

  it('measures from the last click that still counted, not from clicks of a user who is signed out', () => {
    assert.equal(says(0, 4, 12), 'Signed out 18 min after the last click, 2 min before the session data ends');
    assert.match(says(0, 4, 12, 31), /^Signed out 18 min after the last click/);
    assert.match(says(0, 4, 12, 40), /^Signed out 18 min after the last click/);
  });
});
