import assert from 'node:assert/strict';
import type { Clock } from '../../../server/src/session/clocks';
import { clockFrom, isClock, isScenario } from '../../../server/src/session/outside';
import { clicked, minutes, shop } from './clockSets';

/** Every field a clock can have. */
const FULL: Required<Clock> = {
  id: 'authCookie',
  role: 'identity',
  name: 'Auth cookie',
  length: 1800,
  restart: { on: 'secondHalf', strict: true },
  pingRestarts: false,
  kills: ['sessionData'],
  uncertainty: 0,
  aliveAtEnd: true,
  maxAge: 600,
  restores: ['sessionData'],
  needsRemember: true,
  inert: 'not used',
  decides: 'signIn',
  worker: 'stops',
  livesIn: 'worker',
  keys: 'Data Protection keys',
  keysOf: 'authCookie',
  renewedWhile: 'refreshToken',
  timeOfDay: true,
  sources: [{ label: 'Web.config:3', kind: 'file', link: 's1', text: 'timeout="30"', status: 'effective' }],
  note: 'Renewed in its second half.',
};

describe('clocks from outside', () => {
  it('are those of the model, each field of which may be there or, where it is optional, not', () => {
    assert.ok(isClock(FULL));
    for (const clock of shop({ auth: 1800, session: null, pool: { unknown: 'x' }, recycle: 60, remember: 60 }))
      assert.ok(isClock(clock), clock.id);
  });

  it('are refused when any field is not what the type promises', () => {
    for (const field of Object.keys(FULL)) {
      for (const wrong of [{}, -1, Number.NaN, [1]]) {
        assert.ok(!isClock({ ...FULL, [field]: wrong }), `${field}: ${JSON.stringify(wrong)}`);
      }
    }
    for (const field of ['id', 'role', 'name', 'length', 'restart', 'pingRestarts', 'kills', 'uncertainty', 'sources'])
      assert.ok(!isClock({ ...FULL, [field]: undefined }), field);
    assert.ok(!isClock({ ...FULL, length: { unknown: 1 } }));
    assert.ok(!isClock({ ...FULL, restart: { on: 'sometimes' } }));
    assert.ok(!isClock(null));
  });

  it('of a script may leave out what their id says', () => {
    const least = { role: 'server', length: 1200, restart: { on: 'everyRequest' } };
    assert.equal(clockFrom({ ...least, id: 'poolIdle', kills: ['sessionData'] })?.worker, 'stops');
    assert.equal(clockFrom({ ...least, id: 'mine' })?.worker, 'unloads');
    assert.equal(clockFrom({ ...least, id: 'night', restart: { on: 'workerStart' } })?.worker, 'recycles');
    assert.equal(clockFrom({ ...least, id: 'poolIdle', worker: 'suspends' })?.worker, 'suspends');
    const cookie = clockFrom({ id: 'authCookie', role: 'identity', length: null, restart: { on: 'never' } });
    assert.deepEqual(cookie, {
      id: 'authCookie',
      role: 'identity',
      name: 'authCookie',
      length: null,
      restart: { on: 'never' },
      pingRestarts: false,
      kills: [],
      uncertainty: 0,
      aliveAtEnd: true,
      sources: [],
      decides: 'signIn',
    });
    assert.equal(
      clockFrom({ id: 'toString', role: 'identity', length: 5, restart: { on: 'never' } })?.decides,
      undefined,
    );
    assert.equal(clockFrom({ ...least, id: 'poolIdle', worker: 'sleeps' }), undefined);
    assert.equal(clockFrom('poolIdle'), undefined);
  });

  it('and their scenarios are checked alike', () => {
    assert.ok(isScenario(clicked([0, 4], { ping: { every: minutes(15) } })));
    for (const wrong of [{ clicks: [-1] }, { remember: 1 }, { ping: { every: 0 } }, { otherTraffic: undefined }])
      assert.ok(!isScenario({ ...clicked([0]), ...wrong }), JSON.stringify(wrong));
    assert.ok(!isScenario(clicked(Array.from({ length: 51 }, (_, at) => at))));
  });
});
