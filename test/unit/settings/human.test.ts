import assert from 'node:assert/strict';
import fc from 'fast-check';
import { humanDuration } from '../../../server/src/settings/human';

describe('humanDuration', () => {
  const said: readonly (readonly [number | null, string])[] = [
    [null, 'never'],
    [0, '0 s'],
    [1, '1 s'],
    [90, '1 min 30 s'],
    [1200, '20 min'],
    [5400, '1 h 30 min'],
    [86_400, '1 day'],
    [90_000, '25 h'],
    [104_400, '29 h'],
    [2880 * 60, '2 days'],
    [3600 * 60, '2 days 12 h'],
    [43_200 * 60, '30 days'],
    [100_000 * 60, '69 days 10 h 40 min'],
    [525_600 * 60, '365 days'],
    [-90, '-1 min 30 s'],
    [0.5, '0.5 s'],
  ];
  for (const [seconds, text] of said)
    it(`says ${text}`, () => {
      assert.equal(humanDuration(seconds), text);
    });

  it('says the whole length and nothing else', () => {
    const units: Readonly<Record<string, number>> = { day: 86_400, days: 86_400, h: 3600, min: 60, s: 1 };
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        const parts = [...humanDuration(seconds).matchAll(/(\d+) (days?|h|min|s)/g)];
        assert.equal(
          parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0),
          seconds,
        );
      }),
    );
  });
});
