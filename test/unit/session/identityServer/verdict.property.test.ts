import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Drive } from '../../../../server/src/session/identityServer/drive';
import { type ClientInUse, type SystemInUse, signalOf } from '../../../../server/src/session/identityServer/inUse';
import { boundsOfClient } from '../../../../server/src/session/identityServer/verdict';
import { explore, Naive } from './bruteForce';
import { client, system } from './systems';

/** Refresh tokens that live this long count as endless in these small systems. */
const LONG = 1000;

const small = fc.integer({ min: 0, max: 7 });
const life = fc.oneof({ weight: 2, arbitrary: small }, { weight: 3, arbitrary: fc.constant(LONG) });

const systems = fc
  .record({
    version: fc.constantFrom('4.1.2', '6.1.8', '7.2.4', '7.4.8', '8.0.3'),
    span: fc.integer({ min: 0, max: 9 }),
    cookieSliding: fc.boolean(),
    serverSideSessions: fc.boolean(),
    coordinateGlobal: fc.boolean(),
    removeExpiredSessions: fc.boolean(),
    expiredTriggersBackchannel: fc.boolean(),
    removeExpiredFrequency: fc.integer({ min: 1, max: 5 }),
    client: fc.record({
      coordinate: fc.constantFrom(true, true, null, false),
      accessTokenType: fc.constantFrom('Jwt' as const, 'Reference' as const),
      accessTokenLifetime: fc.integer({ min: 1, max: 7 }),
      offlineAccess: fc.constantFrom(true, true, false),
      refreshAbsolute: life,
      refreshSliding: life,
      refreshExpiration: fc.constantFrom('Absolute' as const, 'Sliding' as const),
      refreshUsage: fc.constantFrom('ReUse' as const, 'OneTimeOnly' as const),
      backChannelUri: fc.boolean(),
      renewBefore: fc.integer({ min: 0, max: 3 }),
      cache: fc.integer({ min: 0, max: 5 }),
      hears: fc.constantFrom(true, true, false),
    }),
  })
  .map(({ version, span, client: change, ...options }): [SystemInUse, ClientInUse] => {
    const made = client('c', change);
    return [system([made], { ...options, cookieLifetime: span }, { version }), made];
  });

/** Where the closed form is exact: no refresh token that is too old for a refresh, or at an end within the day. */
function isExact(on: SystemInUse, made: ClientInUse, gap: number): boolean {
  const { refreshAbsolute, refreshSliding, refreshExpiration, offlineAccess, accessTokenType } = made;
  const endless = refreshExpiration === 'Sliding' && refreshAbsolute === 0;
  const ends = endless ? Infinity : refreshAbsolute;
  const first = refreshExpiration === 'Absolute' ? refreshAbsolute : Math.min(refreshSliding, ends);
  const long = first >= made.accessTokenLifetime + gap && (ends >= LONG || !on.options.cookieSliding);
  return offlineAccess ? long : accessTokenType === 'Jwt' || !on.options.cookieSliding;
}

/** Do its tokens end before a session that nothing extends? */
function isSentBack(on: SystemInUse, made: ClientInUse): boolean {
  const span = on.options.cookieLifetime;
  if (made.offlineAccess) return !isExact(on, made, span);
  return made.accessTokenType === 'Reference' && made.accessTokenLifetime < span;
}

describe('verdict on a client against brute force', () => {
  it('holds for 100,000 random systems', function () {
    this.timeout(240_000);
    let count = 0;
    let exact = 0;
    fc.assert(
      fc.property(systems, fc.integer({ min: 1, max: 3 }), ([on, made], gap) => {
        count += 1;
        const span = on.options.cookieLifetime;
        const bounds = boundsOfClient(on, made, { gap, day: LONG });
        const busy = explore(on, made, range(1, gap), LONG, false);
        if (bounds.busySafe) assert.equal(busy.out, false, 'a busy user is thrown out');
        else if (isExact(on, made, gap)) assert.equal(busy.out, true, 'no busy user is thrown out');
        if (isExact(on, made, gap)) exact += 1;
        const silences = explore(on, made, range(1, span + 1), LONG, true).left.map((age) => Math.max(0, span - age));
        const [least, most] = [Math.min(...silences), Math.max(...silences)];
        if (silences.length === 0) return;
        assert.ok(least >= bounds.idle.least, `least is ${least}, said ${bounds.idle.least}`);
        assert.equal(most, bounds.idle.most);
        // A client that signals nothing and is sent back before the end: the end may be further off than said.
        const cut = signalOf(on, made) === 'none' && isSentBack(on, made);
        if (!cut) assert.ok(least <= bounds.idle.least + 1, `least is ${least}, said ${bounds.idle.least}`);
      }),
      { numRuns: 100_000 },
    );
    console.log(`      ${count} systems, ${exact} of them where the verdict is exact`);
  });
});

describe('the naive model', () => {
  it('does what the modelled server does, history by history', () => {
    let acts = 0;
    fc.assert(
      fc.property(systems, fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 }), ([on, made], pauses) => {
        const deaf = { ...made, hears: false };
        const drive = new Drive({ ...on, clients: [deaf] });
        const naive = new Naive(on, deaf);
        drive.signIn(0, false, null);
        let ages = naive.start();
        let at = 0;
        for (const pause of [0, ...pauses]) {
          at += pause;
          acts += 1;
          drive.act(at, 'c');
          const acted = naive.act(naive.later(ages, pause));
          assert.equal(drive.isSignedIn('c'), acted.kind === 'in', `at ${at}`);
          if (acted.kind === 'out') return;
          ages = acted.ages;
          const end = at - ages.session + on.options.cookieLifetime;
          if (end >= at) assert.equal(drive.session.at(-1)?.expires, end, `session at ${at}`);
        }
      }),
      { numRuns: 4000 },
    );
    console.log(`      ${acts} acts`);
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
