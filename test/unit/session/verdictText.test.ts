import assert from 'node:assert/strict';
import fc from 'fast-check';
import { verdict } from '../../../server/src/session/verdict';
import { MOST_CHARACTERS, shortVerdict } from '../../../server/src/session/verdictText';
import { clockSets } from './arbitraries';
import { days, minutes, shop } from './clockSets';

const short = (clocks: ReturnType<typeof shop>, most?: number) =>
  shortVerdict(verdict(clocks), most).replaceAll('\u00a0', ' ');

const WHY = { unknown: 'a reason that would take a whole line of a lens' };

describe('The verdict in a lens', () => {
  it('says the sign-out and the windows as far as there is room, the windows before the sign-out', () => {
    const usual = shop({ auth: minutes(30), session: minutes(20) });
    assert.equal(short(usual), 'Signed out after 15 to 30 min idle; 10 min without data');
    assert.equal(short(usual, 46), 'Up to 10 min signed in without data');
    assert.equal(short(usual, 30), '10 min without data');
    assert.equal(short(usual, 34), '10 min without data');
    assert.equal(short(shop({ auth: minutes(40), session: minutes(20) }), 45), 'Up to 20 min signed in without data');
    const long = shop({ auth: days(3) + 3600, session: minutes(90) });
    assert.equal(short(long), 'Up to 2 d 23 h signed in without data');
    assert.equal(
      short(shop({ auth: null, session: minutes(20) })),
      'Never signed out by being idle; no end without data',
    );
    const fixed = shop({ auth: minutes(30), sliding: false, session: minutes(20) });
    assert.equal(short(fixed), 'Signed out 30 min after sign-in; 10 min without data');
  });

  it('says what is not known without the reason', () => {
    assert.equal(
      short(shop({ auth: WHY, session: minutes(20) })),
      'Sign-out not known; session data ends after 20 min',
    );
    assert.equal(short(shop({ auth: WHY, session: WHY })), 'Sign-out not known');
  });

  it('is never longer than a lens has room for, and never empty', () => {
    fc.assert(
      fc.property(
        clockSets,
        fc.integer({ min: 20, max: MOST_CHARACTERS }),
        fc.integer({ min: 1, max: 90_000 }),
        (clocks, most, by) => {
          const longer = clocks.map((clock) => ({
            ...clock,
            length: typeof clock.length === 'number' ? clock.length * by : clock.length,
          }));
          const text = shortVerdict(verdict(longer), most);
          return text.length > 0 && text.length <= most;
        },
      ),
      { numRuns: 300 },
    );
  });
});
