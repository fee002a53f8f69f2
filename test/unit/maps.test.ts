import assert from 'node:assert/strict';
import { getOrInsertComputed, remembered } from '../../server/src/maps';

describe('Things that are made once', () => {
  it('are made when they are first asked for, of the key, and kept, whatever they are', () => {
    const made: string[] = [];
    const map = new Map<string, number | boolean | null>();
    const ask = (key: string, value: number | boolean | null) =>
      getOrInsertComputed(map, key, (asked) => {
        made.push(asked);
        return value;
      });
    assert.deepEqual(
      [ask('a', 0), ask('a', 1), ask('b', false), ask('b', true), ask('c', null), ask('c', 1)],
      [0, 0, false, false, null, null],
    );
    assert.deepEqual(made, ['a', 'b', 'c']);
  });

  it('are forgotten when there are too many', () => {
    const worked: number[] = [];
    const double = remembered(2, (of: number) => {
      worked.push(of);
      return of * 2;
    });
    assert.deepEqual([1, 2, 1, 2, 3, 3, 1].map(double), [2, 4, 2, 4, 6, 6, 2]);
    assert.deepEqual(worked, [1, 2, 3, 1]);
  });
});
