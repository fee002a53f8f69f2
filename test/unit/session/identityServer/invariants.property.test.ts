import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCoordinated } from '../../../../server/src/session/identityServer/coordination';
import { generationOf } from '../../../../server/src/session/identityServer/generations';
import { type ClientInUse, type SystemInUse, signalOf } from '../../../../server/src/session/identityServer/inUse';
import { runSystem, type SystemRun, type SystemScenario } from '../../../../server/src/session/identityServer/run';
import { IdentityServer } from '../../../../server/src/session/identityServer/server';
import { boundsOfClient } from '../../../../server/src/session/identityServer/verdict';
import { client, DAY, minutes, system } from './systems';

/** What holds in every system and scenario: the checks for a simulator of a distributed inactivity timeout. */

const clients = fc
  .record({
    coordinate: fc.constantFrom(true, true, false, null),
    accessTokenType: fc.constantFrom('Jwt' as const, 'Jwt' as const, 'Reference' as const),
    accessTokenLifetime: fc.integer({ min: 1, max: 40 }).map(minutes),
    offlineAccess: fc.boolean(),
    refreshUsage: fc.constantFrom('ReUse' as const, 'OneTimeOnly' as const),
    backChannelUri: fc.boolean(),
    cache: fc.integer({ min: 0, max: 10 }).map(minutes),
  })
  .map((change) => change);

const systems = fc
  .record({
    version: fc.constantFrom('6.1.8', '7.2.4', '7.4.8', '8.0.3'),
    span: fc.integer({ min: 2, max: 40 }).map(minutes),
    period: fc.integer({ min: 1, max: 15 }).map(minutes),
    cookieSliding: fc.boolean(),
    coordinateGlobal: fc.boolean(),
    expiredTriggersBackchannel: fc.boolean(),
    clients: fc.array(clients, { minLength: 1, maxLength: 3 }),
  })
  .map(
    ({ version, span, period, clients: changes, ...options }): SystemInUse =>
      system(
        changes.map((change, i) => client(`c${i}`, change)),
        { ...options, cookieLifetime: span, removeExpiredFrequency: period },
        { version },
      ),
  );

const ranges = fc.record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 0, max: 60 }) });

/** Every client is used at the sign-in; some go on, some rest; nobody opens a page of IdentityServer. */
const runs = fc
  .tuple(systems, fc.array(ranges, { maxLength: 3 }), fc.integer({ min: 0, max: 900 }))
  .map(([on, used, firstTick]): [SystemInUse, SystemScenario] => [
    on,
    {
      active: on.clients.flatMap(({ id }, i) => {
        const more = used[i];
        const first = { client: id, from: 0, to: 0 };
        const rest = more && { client: id, from: minutes(more.from), to: minutes(more.from + more.length) };
        return rest ? [first, rest] : [first];
      }),
      visits: [],
      signOut: null,
      remember: false,
      firstTick,
    },
  ]);

/** Was the user sent to IdentityServer for new tokens, without a refresh? */
function cameBack(on: SystemInUse, made: ClientInUse, run: SystemRun): boolean {
  const refreshes = run.signals.filter((signal) => signal.kind === 'refresh').length;
  return signalOf(on, made) !== 'none' && (run.clients[0]?.accessTokens.length ?? 0) > refreshes + 1;
}

const coordinated = (on: SystemInUse, made: ClientInUse) => isCoordinated(made, on.options, generationOf(on.version));

describe('invariants of an IdentityServer system', () => {
  it('1: a session ends its span after the last signal, or after the sign-in', () => {
    fc.assert(
      fc.property(runs, ([on, scenario]) => {
        const run = runSystem({ ...on, options: { ...on.options, cookieSliding: false } }, scenario);
        const last = Math.max(0, ...run.signals.map((signal) => signal.at));
        assert.equal(run.sessionEnds, last + on.options.cookieLifetime);
      }),
    );
  });

  it('1: and the silence of who works in one client alone lies within the verdict', () => {
    fc.assert(
      fc.property(runs, ([on]) => {
        for (const made of on.clients) {
          const alone = { ...on, clients: [made], options: { ...on.options, cookieSliding: false } };
          const bounds = boundsOfClient(alone, made);
          for (let to = 0; to < 30; to += 1) {
            const active = [{ client: made.id, from: 0, to: minutes(to) }];
            const run = runSystem(alone, { active, visits: [], signOut: null, remember: false });
            if (run.notices.some((notice) => notice.at <= minutes(to)) || cameBack(alone, made, run)) break;
            const silence = Math.max(0, run.sessionEnds - minutes(to));
            assert.ok(silence >= bounds.idle.least && silence <= bounds.idle.most, `silence ${silence} after ${to}`);
            const [notice] = run.notices;
            const noticed = notice ? notice.at - minutes(to) : Infinity;
            assert.ok(noticed >= bounds.noticed.least && noticed <= bounds.noticed.most, `noticed ${noticed}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('2: notices come at the first tick after the end, at most a period late, when nobody opens a page', () => {
    fc.assert(
      fc.property(runs, ([on, scenario]) => {
        const run = runSystem(on, { ...scenario, active: scenario.active.filter(({ from, to }) => from + to === 0) });
        for (const notice of run.notices) {
          assert.equal(notice.by, 'backChannel');
          assert.deepEqual(run.ticks, [notice.at]);
          assert.ok(
            notice.at > run.sessionEnds &&
              notice.at <= run.sessionEnds + Math.max(on.options.removeExpiredFrequency, scenario.firstTick ?? 0),
          );
        }
      }),
    );
  });

  it('2: a page opened after the end tells all at once from 7.3 on, and nobody ever before', () => {
    fc.assert(
      fc.property(systems, fc.integer({ min: 1, max: 30 }), (on, late) => {
        const told = client('told', { accessTokenLifetime: DAY });
        const end = on.options.cookieLifetime;
        const scenario = { visits: [end + late], signOut: null, remember: false, firstTick: end + late + 1 };
        const active = [{ client: 'told', from: 0, to: 0 }];
        const run = runSystem({ ...on, clients: [told] }, { ...scenario, active });
        const expected = generationOf(on.version).requestExpires ? [end + late] : [];
        assert.deepEqual(
          run.notices.map((notice) => notice.at),
          expected,
        );
      }),
    );
  });

  it('3: who acts once a minute stays in, exactly when a refresh comes before the session ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (span, token) => {
        const made = client('a', { accessTokenLifetime: minutes(token) });
        const on = system([made], { cookieLifetime: minutes(span) });
        const safe = Math.max(0, token - 1) + 1 < span;
        assert.equal(boundsOfClient(on, made).busySafe, safe);
        if (!safe) return;
        const active = [{ client: 'a', from: 0, to: minutes(200) }];
        const { notices } = runSystem(on, { active, visits: [], signOut: null, remember: false });
        assert.ok(notices.every((notice) => notice.at > minutes(200)));
      }),
    );
  });

  it('4: a JWT is good until its end and the skew, whatever happens to the session of an uncoordinated client', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 400 }), (lifetime, skew) => {
        const made = client('a', { coordinate: false, accessTokenLifetime: lifetime });
        const on = system([made], { cookieLifetime: 1, jwtClockSkew: skew });
        const server = new IdentityServer(on.version, on.options, on.clients);
        const browser = 'b1';
        server.handle({
          t: 0,
          kind: 'login',
          browser,
          persistent: false,
          expiresIn: null,
          allowRefresh: null,
          sub: 'u',
        });
        server.handle({ t: 0, kind: 'authorize', browser, client: 'a' });
        const status = (t: number) => server.handle({ t, kind: 'userinfo', browser, client: 'a' }).status;
        assert.equal(status(lifetime + skew), 200);
        assert.equal(status(lifetime + skew + 1), 401);
      }),
    );
  });

  it('5: a signal keeps the session for all; an uncoordinated client neither extends it nor ends with it', () => {
    fc.assert(
      fc.property(runs, ([on, scenario]) => {
        const run = runSystem(on, scenario);
        const named = (id: string) => on.clients.find((made) => made.id === id);
        for (const { client: id } of run.signals) assert.ok(coordinated(on, named(id) ?? client('none')));
        const beforeEnd = run.notices.filter((notice) => notice.at < run.sessionEnds);
        for (const { client: id } of beforeEnd) {
          const made = named(id) ?? client('none');
          assert.notEqual(made.accessTokenType, 'Jwt', `${id} is out while the session lives`);
        }
        if (on.options.expiredTriggersBackchannel) return;
        for (const { client: id, by } of run.notices) {
          if (by === 'backChannel') assert.ok(coordinated(on, named(id) ?? client('none')));
        }
      }),
    );
  });

  it('6: without a notice a client learns at its next refresh or introspection, not before', () => {
    fc.assert(
      fc.property(runs, ([on, scenario]) => {
        const deaf = { ...on, clients: on.clients.map((made) => ({ ...made, backChannelUri: false })) };
        const run = runSystem(deaf, scenario);
        for (const { at, client: id, by } of run.notices) {
          assert.notEqual(by, 'backChannel');
          assert.ok(run.clients.find((candidate) => candidate.id === id)?.acts.includes(at));
        }
      }),
    );
  });

  it('7: a client that still shows the user as signed in after the end is not let in without a sign-in', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 60 }), ([on, scenario], late) => {
        const fresh = client('fresh');
        const made = { ...on, clients: [...on.clients.map((old) => ({ ...old, backChannelUri: false })), fresh] };
        const ends = runSystem(made, scenario).sessionEnds;
        const at = ends + late;
        const before = scenario.active.filter(({ to }) => to < at);
        const run = runSystem(made, { ...scenario, active: [...before, { client: 'fresh', from: at, to: at }] });
        if (run.sessionEnds === ends) {
          assert.deepEqual(run.clients.find((candidate) => candidate.id === 'fresh')?.signedIn, []);
        }
      }),
    );
  });

  it('a signal of a coordinated client is what its verdict says', () => {
    fc.assert(
      fc.property(runs, ([on, scenario]) => {
        for (const { client: id, kind } of runSystem(on, scenario).signals) {
          const made = on.clients.find((candidate) => candidate.id === id) ?? client('none');
          const said = signalOf(on, made);
          assert.ok(kind === said || (said === 'introspection' && made.offlineAccess));
        }
      }),
    );
  });
});
