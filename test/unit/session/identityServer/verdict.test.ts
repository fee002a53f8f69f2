import assert from 'node:assert/strict';
import { playSystem, verdictsOf } from '../../../../server/src/session/identityServer/facts';
import { client, HOUR, minutes, system } from './systems';

describe('verdict on a client', () => {
  const cookie = { cookieLifetime: minutes(15) };
  const short = { accessTokenLifetime: minutes(5) };
  const judge = (
    ...[change, options, more]: [Parameters<typeof client>[1]?, Parameters<typeof system>[1]?, object?]
  ) => {
    const made = client('spa', change);
    const [verdict] = verdictsOf(system([made], { ...cookie, ...options }, more));
    assert.ok(verdict);
    return verdict;
  };

  it('a refresh in time: silence of 11 to 15 minutes, known up to ten minutes later', () => {
    assert.deepEqual(judge(short), {
      id: 'spa',
      coordinated: true,
      signal: 'refresh',
      idle: { least: 660, most: 900 },
      noticed: { least: 660, most: 1500 },
      busySafe: true,
    });
  });

  it('an access token as long as the session or longer: a busy user is thrown out', () => {
    assert.equal(judge({ accessTokenLifetime: minutes(60) }).busySafe, false);
    assert.deepEqual(judge({ accessTokenLifetime: minutes(60) }).idle, { least: 0, most: 900 });
    assert.equal(judge({ accessTokenLifetime: minutes(15) }).busySafe, false);
    assert.equal(judge({ accessTokenLifetime: minutes(15) - 1 }).busySafe, true);
  });

  it('introspection: the cache takes the place of the token', () => {
    const reference = { accessTokenType: 'Reference', offlineAccess: false, accessTokenLifetime: 8 * HOUR } as const;
    assert.deepEqual(judge(reference).idle, { least: 900, most: 900 });
    assert.deepEqual(judge({ ...reference, cache: minutes(5) }).idle, { least: 600, most: 900 });
    assert.equal(judge({ ...reference, cache: minutes(5) }).signal, 'introspection');
    assert.equal(judge({ ...reference, cache: minutes(14) }).busySafe, true);
    assert.equal(judge({ ...reference, cache: minutes(14) + 1 }).busySafe, false);
  });

  it('no signal: the session ends its span after the sign-in, whoever is busy', () => {
    const plain = { offlineAccess: false };
    const told = judge(plain);
    assert.deepEqual([told.signal, told.idle, told.busySafe], ['none', { least: 0, most: 900 }, false]);
    assert.deepEqual(told.noticed, { least: 0, most: 1500 });
    const untold = judge({ ...plain, backChannelUri: false });
    assert.deepEqual([untold.noticed, untold.busySafe], [{ least: null, most: null }, true]);
  });

  it('not coordinated: it signals nothing and is told only when all are', () => {
    const free = judge({ ...short, coordinate: false });
    assert.deepEqual([free.coordinated, free.signal, free.busySafe], [false, 'none', true]);
    assert.equal(free.noticed.most, null);
    const all = judge({ ...short, coordinate: false }, { expiredTriggersBackchannel: true });
    assert.deepEqual([all.noticed.most, all.busySafe], [1500, false]);
    const global = judge({ ...short, coordinate: null }, { coordinateGlobal: true });
    assert.deepEqual([global.coordinated, global.signal], [true, 'refresh']);
  });

  it('without server-side sessions nothing is checked, extended or told', () => {
    for (const more of [judge(short, { serverSideSessions: false }), judge(short, {}, { version: '6.0.5' })]) {
      assert.deepEqual([more.signal, more.noticed.most, more.busySafe], ['none', null, true]);
    }
  });

  it('nobody is told without a job, a URI or an ear', () => {
    assert.equal(judge(short, { removeExpiredSessions: false }).noticed.most, null);
    assert.equal(judge({ ...short, backChannelUri: false }).noticed.most, null);
    assert.equal(judge({ ...short, hears: false }).noticed.most, null);
  });

  it('a refresh token that is dead before its first use keeps nothing', () => {
    assert.equal(judge({ ...short, refreshAbsolute: 0 }).busySafe, false);
    assert.equal(judge({ ...short, refreshAbsolute: 0, refreshExpiration: 'Sliding' }).busySafe, true);
    assert.equal(judge({ ...short, refreshExpiration: 'Sliding', refreshSliding: minutes(4) }).busySafe, false);
  });

  it('a chain that ends within a day is followed by a sign-in that extends nothing', () => {
    const chain = { refreshAbsolute: 8 * HOUR };
    assert.equal(judge({ ...short, ...chain }).busySafe, true);
    assert.equal(judge({ accessTokenLifetime: minutes(10), ...chain }).busySafe, false);
    assert.equal(judge({ accessTokenLifetime: minutes(10) }).busySafe, true);
  });

  it('lifetimes of nothing, less than nothing and 68 years give numbers', () => {
    for (const length of [0, -5, 2 ** 31]) {
      const { idle, noticed } = judge({ accessTokenLifetime: length }, { cookieLifetime: length });
      const values = [idle.least, idle.most, noticed.least, noticed.most].map(Number);
      for (const value of values) assert.ok(Number.isSafeInteger(value) && value >= 0);
      assert.ok(Number(idle.most) >= Number(idle.least));
    }
  });

  describe('what is not known', () => {
    const why = { unknown: 'it comes from a database' };
    const of = (change: object, options: object = {}) => {
      const facts = system([client('spa', short)], cookie);
      const made = { ...client('spa', short), ...change };
      const [verdict] = verdictsOf({ ...facts, options: { ...facts.options, ...options }, clients: [made] });
      assert.ok(verdict);
      return verdict;
    };

    it('makes unknown what depends on it, and nothing else', () => {
      const { idle, noticed, busySafe, coordinated, signal } = of({ accessTokenLifetime: why });
      assert.deepEqual([idle, noticed.most, busySafe], [{ least: why, most: why }, why, why]);
      assert.deepEqual([coordinated, signal], [true, 'refresh']);
      assert.equal(of({}, { coordinateGlobal: why }).busySafe, true);
      assert.deepEqual(of({ coordinate: null }, { coordinateGlobal: why }).coordinated, why);
    });

    it('does not matter where something known decides', () => {
      assert.deepEqual(of({ backChannelUri: false, hears: why }, { removeExpiredSessions: why }).noticed.most, null);
      assert.deepEqual(of({ hears: why }, { removeExpiredSessions: false }).noticed.most, null);
      assert.equal(
        of({ coordinate: why, offlineAccess: false }, { expiredTriggersBackchannel: true }).noticed.most,
        1500,
      );
      assert.deepEqual(of({ refreshUsage: why, userSsoLifetime: why }).idle, { least: 660, most: 900 });
      assert.equal(of({ coordinate: why }, { serverSideSessions: false }).signal, 'none');
    });

    it('of the version does not matter for a verdict where it is new enough, but does for a scenario', () => {
      const facts = { ...system([client('spa', short)], cookie), version: why };
      const scenario = { active: [], visits: [], signOut: null, remember: false };
      assert.deepEqual(verdictsOf(facts)[0]?.busySafe, why);
      const stateless = { ...facts, options: { ...facts.options, serverSideSessions: false } };
      assert.equal(verdictsOf(stateless)[0]?.busySafe, true);
      assert.equal(verdictsOf({ ...facts, since: '6.1' })[0]?.busySafe, true);
      assert.deepEqual(playSystem({ ...facts, since: '6.1' }, scenario).run, why);
    });

    it('leaves a client out of a scenario, and says why', () => {
      const facts = system([client('spa', short)], cookie);
      const scenario = {
        active: [{ client: 'spa', from: 0, to: 300 }],
        visits: [],
        signOut: null,
        remember: false,
      };
      const clients = [...facts.clients, { ...client('b'), accessTokenLifetime: why }];
      const played = playSystem({ ...facts, clients, rememberFor: why }, scenario);
      assert.deepEqual(played.leftOut, [{ id: 'b', reason: why }]);
      assert.deepEqual('signals' in played.run && played.run.signals, [{ at: 300, client: 'spa', kind: 'refresh' }]);
      assert.deepEqual(playSystem({ ...facts, rememberFor: why }, { ...scenario, remember: true }).run, why);
    });
  });
});
