import fc from 'fast-check';
import type { Clock, Restart, Scenario } from '../../../server/src/session/clocks';

/** Random clocks with short lives, so that a few clicks meet every boundary. */

const life = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 40 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const serverLife = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(null));

const signInRestart: fc.Arbitrary<Restart> = fc.oneof(
  { weight: 4, arbitrary: fc.boolean().map((strict): Restart => ({ on: 'secondHalf', strict })) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 45 }).map((after): Restart => ({ on: 'aged', after })) },
  { weight: 2, arbitrary: fc.constant<Restart>({ on: 'never' }) },
  { weight: 1, arbitrary: fc.constant<Restart>({ on: 'everyRequest' }) },
);

const base = { uncertainty: 0, sources: [], kills: [] as readonly string[], pingRestarts: true, aliveAtEnd: true };

export const clockSets: fc.Arbitrary<Clock[]> = fc
  .record({
    auth: life,
    restart: signInRestart,
    authAtEnd: fc.boolean(),
    authPinged: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    maxAge: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined, freq: 8 }),
    session: life,
    dataAtEnd: fc.boolean(),
    tie: fc.constantFrom('none', 'none', 'none', 'authEndsData', 'dataEndsAuth'),
    idle: fc.option(serverLife, { nil: undefined }),
    idleAtEnd: fc.boolean(),
    recycle: fc.option(serverLife, { nil: undefined }),
    inProcess: fc.boolean(),
    keysInMemory: fc.boolean(),
  })
  .map((draw) => {
    const kills = [...(draw.inProcess ? ['sessionData'] : []), ...(draw.keysInMemory ? ['authCookie'] : [])];
    const clocks: Clock[] = [
      {
        ...base,
        id: 'authCookie',
        role: 'identity',
        decides: 'signIn',
        name: 'Auth cookie',
        length: draw.auth,
        restart: draw.restart,
        pingRestarts: draw.authPinged,
        aliveAtEnd: draw.authAtEnd,
        kills: draw.tie === 'authEndsData' ? ['sessionData'] : [],
        ...(draw.auth !== null && draw.maxAge !== undefined && { maxAge: draw.maxAge }),
      },
      {
        ...base,
        id: 'sessionData',
        role: 'data',
        decides: 'data',
        name: 'Session data',
        length: draw.session,
        restart: { on: 'everyRequest' },
        aliveAtEnd: draw.dataAtEnd,
        kills: draw.tie === 'dataEndsAuth' ? ['authCookie'] : [],
      },
    ];
    if (draw.idle !== undefined) {
      const restart = { on: 'everyRequest' } as const;
      const more = { length: draw.idle, restart, kills, aliveAtEnd: draw.idleAtEnd };
      clocks.push({ ...base, id: 'poolIdle', role: 'server', worker: 'stops', name: 'App pool idle', ...more });
    }
    if (draw.recycle !== undefined) {
      const more = { length: draw.recycle, restart: { on: 'workerStart' } as const, kills, pingRestarts: false };
      clocks.push({
        ...base,
        id: 'poolRecycle',
        role: 'server',
        worker: 'recycles',
        name: 'App pool recycle',
        ...more,
      });
    }
    return clocks;
  });

const clicks = fc.array(fc.integer({ min: 1, max: 45 }), { maxLength: 8 }).map((pauses) => {
  const times = [0];
  for (const pause of pauses) times.push((times[times.length - 1] ?? 0) + pause);
  return times;
});

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  clicks,
  remember: fc.constant(false),
  ping: fc.option(fc.record({ every: fc.integer({ min: 1, max: 50 }) }), { nil: null }),
  otherTraffic: fc.boolean(),
});
