import assert from 'node:assert/strict';
import { clockInSentence, duration, durationRange, timePoint } from '../../../server/src/session/words';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('Times in words', () => {
  it('writes points in time after sign-in', () => {
    const points = [0, 59, 2160, 3599, 3600, 104_400, 172_799, 172_800, 190_800, 15_552_000];
    assert.deepEqual(points.map(timePoint).map(plain), [
      '0:00',
      '0:59',
      '36:00',
      '59:59',
      '1:00:00',
      '29:00:00',
      '47:59:59',
      '2 d',
      '2 d 5 h',
      '180 d',
    ]);
  });

  it('writes durations', () => {
    const lengths = [0, 45, 600, 630, 5400, 7200, 101_640, 172_800, 176_400, 15_550_800, null];
    assert.deepEqual(lengths.map(duration).map(plain), [
      '0 s',
      '45 s',
      '10 min',
      '10 min 30 s',
      '90 min',
      '2 h',
      '28 h 14 min',
      '2 d',
      '2 d 1 h',
      '180 d',
      'no end',
    ]);
    assert.equal(duration(101_640), '28\u00a0h\u00a014\u00a0min');
  });

  it('writes ranges', () => {
    assert.equal(plain(durationRange(900, 1800)), '15 to 30 min');
    assert.equal(plain(durationRange(45, 7200)), '45 s to 2 h');
    assert.equal(plain(durationRange(1200, 1200)), '20 min');
    assert.equal(plain(durationRange(1200, null)), '20 min or more');
  });

  it('puts names into sentences', () => {
    assert.equal(clockInSentence('Auth cookie'), 'auth cookie');
    assert.equal(clockInSentence('“Remember me” login'), '“Remember me” login');
    assert.equal(clockInSentence('IIS idle stop'), 'IIS idle stop');
  });
});
