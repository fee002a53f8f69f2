import assert from 'node:assert/strict';
import { Drive } from '../../../../server/src/session/identityServer/drive';
import type { SystemInUse } from '../../../../server/src/session/identityServer/inUse';
import { runSystem, type SystemScenario } from '../../../../server/src/session/identityServer/run';
import { client, DAY, HOUR, minutes, system } from './systems';

/** The worked examples of a distributed inactivity timeout; the cleanup job runs at 7, 17, 27, … minutes. */

const idle: SystemScenario = { active: [], visits: [], signOut: null, remember: false };

function act(id: string, from: number, to: number) {
  return { client: id, from: minutes(from), to: minutes(to) };
}

const signalsOf = (run: ReturnType<typeof runSystem>, id: string) =>
  run.signals.filter((signal) => signal.client === id).map((signal) => signal.at / 60);

const noticesOf = (run: ReturnType<typeof runSystem>) => run.notices.map(({ at, client, by }) => [client, by, at / 60]);

/** Acts at these minutes, one after the other, in one client. */
function driven(on: SystemInUse, acts: readonly [string, number][], remember = false): Drive {
  const drive = new Drive(on);
  drive.signIn(0, remember, remember ? on.rememberFor : null);
  for (const [id, at] of acts) drive.act(minutes(at), id);
  return drive;
}

const endOf = (drive: Drive) => (drive.session.at(-1)?.expires ?? 0) / 60;

describe('E1: a client that refreshes in time', () => {
  const on = system([client('a', { accessTokenLifetime: minutes(5) })], {
    cookieLifetime: minutes(15),
    expiredTriggersBackchannel: true,
  });

  it('refreshes every five minutes, the session ends at 35:00, the client is told at 37:00', () => {
    const run = runSystem(on, { ...idle, active: [act('a', 0, 20)] });
    assert.deepEqual(signalsOf(run, 'a'), [5, 10, 15, 20]);
    assert.deepEqual(
      run.session.map((piece) => piece.expires / 60),
      [15, 20, 25, 30, 35],
    );
    assert.equal(run.sessionEnds, minutes(35));
    assert.deepEqual(run.ticks, [minutes(37)]);
    assert.deepEqual(noticesOf(run), [['a', 'backChannel', 37]]);
    assert.deepEqual(run.clients[0]?.stale, [{ from: minutes(35), to: minutes(37) }]);
  });

  it('finds out at 36:00 when the user comes back and nobody told it', () => {
    const deaf = system([client('a', { accessTokenLifetime: minutes(5), backChannelUri: false })], on.options);
    const run = runSystem(deaf, { ...idle, active: [act('a', 0, 20), act('a', 36, 36)] });
    assert.deepEqual(noticesOf(run), [['a', 'refresh', 36]]);
  });

  it('is silent for as little as eleven minutes: an act at 23:59 needs no refresh', () => {
    const drive = driven(on, [...Array.from({ length: 24 }, (_, i): [string, number] => ['a', i]), ['a', 24 - 1 / 60]]);
    assert.equal(endOf(drive), 35);
  });
});

describe('E2: an access token that outlives the session', () => {
  const on = (change = {}) => system([client('a', change), client('b')], { cookieLifetime: minutes(30) });

  it('throws a busy user out at 37:00', () => {
    const run = runSystem(on(), { ...idle, active: [act('a', 0, 90)] });
    assert.equal(run.sessionEnds, minutes(30));
    assert.deepEqual(noticesOf(run), [['a', 'backChannel', 37]]);
  });

  it('or at the refresh at 60:00 when nobody tells the client', () => {
    const run = runSystem(on({ backChannelUri: false }), { ...idle, active: [act('a', 0, 90)] });
    assert.deepEqual(noticesOf(run), [['a', 'refresh', 60]]);
  });

  it('still signs a new client in at exactly 30:00, and tells all at 30:01 when that asks then', () => {
    const late = runSystem(on(), { ...idle, active: [act('a', 0, 29), act('b', 30, 30)] });
    assert.deepEqual(noticesOf(late), [
      ['a', 'backChannel', 37],
      ['b', 'backChannel', 37],
    ]);
    const drive = driven(on(), [
      ['a', 0],
      ['b', 30 + 1 / 60],
    ]);
    assert.deepEqual(drive.noticed, [{ at: minutes(30) + 1, client: 'a', by: 'backChannel' }]);
    assert.equal(drive.isSignedIn('b'), false);
  });
});

describe('E3: a reference token that APIs ask about', () => {
  const reference = (cache: number, span: number) =>
    system(
      [client('a', { accessTokenType: 'Reference', accessTokenLifetime: 8 * HOUR, offlineAccess: false, cache })],
      {
        cookieLifetime: minutes(span),
      },
    );

  it('keeps the session with every call', () => {
    const acts = [0.5, 5, 12, 31].map((at): [string, number] => ['a', at]);
    const drive = driven(reference(0, 20), acts);
    assert.equal(endOf(drive), 51);
    drive.act(minutes(52), 'a');
    assert.deepEqual(drive.noticed, [{ at: minutes(52), client: 'a', by: 'introspection' }]);
  });

  it('with a cache of five minutes ends 16 minutes after the last call', () => {
    const acts = [0.5, ...Array.from({ length: 30 }, (_, i) => i + 1)].map((at): [string, number] => ['a', at]);
    const drive = driven(reference(minutes(5), 20), acts);
    assert.deepEqual(
      drive.signals.map((signal) => signal.at / 60),
      [0.5, 6, 11, 16, 21, 26],
    );
    assert.equal(endOf(drive), 46);
  });

  it('with a cache longer than the session throws a busy user out', () => {
    const acts = [0.5, ...Array.from({ length: 30 }, (_, i) => i + 1)].map((at): [string, number] => ['a', at]);
    const drive = driven(reference(minutes(15), 10), acts);
    assert.deepEqual(drive.noticed, [{ at: minutes(16), client: 'a', by: 'introspection' }]);
  });
});

describe('E4: coordinated and uncoordinated side by side', () => {
  const c = { coordinate: false, accessTokenLifetime: minutes(5), refreshExpiration: 'Sliding' } as const;
  const lives = { refreshSliding: minutes(60), refreshAbsolute: 10 * HOUR };
  const on = (notifyAll: boolean) =>
    system([client('a'), client('c', { ...c, ...lives })], {
      cookieLifetime: minutes(20),
      expiredTriggersBackchannel: notifyAll,
    });
  const scenario = { ...idle, active: [act('a', 0, 0), act('c', 0, 60)] };

  it('an uncoordinated client neither keeps the session nor ends with it', () => {
    const run = runSystem(on(false), scenario);
    assert.equal(run.sessionEnds, minutes(20));
    assert.deepEqual(noticesOf(run), [['a', 'backChannel', 27]]);
    assert.deepEqual(signalsOf(run, 'c'), []);
    const tracks = run.clients.find((candidate) => candidate.id === 'c');
    assert.equal(tracks?.refreshTokens.at(-1)?.to, minutes(120));
    assert.equal(tracks?.accessTokens.at(-1)?.to, minutes(65));
  });

  it('unless all are told: then it is out at 27:00 though busy', () => {
    const run = runSystem(on(true), scenario);
    assert.deepEqual(noticesOf(run).sort(), [
      ['a', 'backChannel', 27],
      ['c', 'backChannel', 27],
    ]);
    const tracks = run.clients.find((candidate) => candidate.id === 'c');
    assert.equal(tracks?.refreshTokens.at(-1)?.to, minutes(85));
  });
});

describe('E5: two coordinated clients', () => {
  const on = (uri: boolean) =>
    system(
      [
        client('a', { accessTokenLifetime: minutes(5), backChannelUri: uri }),
        client('b', { accessTokenLifetime: minutes(4) }),
      ],
      {
        cookieLifetime: minutes(20),
      },
    );

  it('the busy one keeps the idle one signed in, until 67:00 both', () => {
    const run = runSystem(on(true), { ...idle, active: [act('a', 0, 0), act('b', 0, 45)] });
    assert.deepEqual(signalsOf(run, 'b'), [4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44]);
    assert.equal(run.sessionEnds, minutes(64));
    assert.deepEqual(noticesOf(run).sort(), [
      ['a', 'backChannel', 67],
      ['b', 'backChannel', 67],
    ]);
  });

  it('one without a URI finds out when it is used, or keeps the session when it is used in time', () => {
    const late = runSystem(on(false), { ...idle, active: [act('a', 0, 0), act('b', 0, 45), act('a', 70, 70)] });
    assert.deepEqual(noticesOf(late), [
      ['b', 'backChannel', 67],
      ['a', 'refresh', 70],
    ]);
    const used = runSystem(on(false), { ...idle, active: [act('a', 0, 0), act('b', 0, 45), act('a', 50, 50)] });
    assert.equal(used.sessionEnds, minutes(70));
    assert.deepEqual(noticesOf(used), [['b', 'backChannel', 77]]);
  });
});

describe('E6: remember me', () => {
  const day = (count: number) => count * 24 * 60;
  const on = (cookieSliding: boolean, version = '7.4.8') =>
    system(
      [client('a', { refreshAbsolute: 90 * DAY }), client('n')],
      { cookieLifetime: minutes(20), cookieSliding },
      { rememberFor: 30 * DAY, version },
    );
  const daily = Array.from({ length: 11 }, (_, i): [string, number] => ['a', day(i)]);

  it('the thirty days of the sign-in become the inactivity timeout', () => {
    assert.equal(endOf(driven(on(false), daily, true)), day(40));
  });

  it('without sliding the browser forgets on day 30 while the other client goes on', () => {
    const drive = driven(on(false), [...daily, ['n', day(31)], ['a', day(31)]], true);
    assert.equal(drive.isSignedIn('n'), false);
    assert.equal(drive.isSignedIn('a'), true);
  });

  it('with sliding a visit on day 12 renews row and cookie, from 7.3 on', () => {
    const visited = (version: string) => {
      const drive = driven(on(true, version), daily, true);
      drive.visit(minutes(day(12)));
      drive.act(minutes(day(35)), 'n');
      return [endOf(drive), drive.isSignedIn('n')];
    };
    assert.deepEqual(visited('7.4.8'), [day(42), true]);
    assert.deepEqual(visited('7.2.4'), [day(40), false]);
  });
});

describe('E8: silent renewal in the browser', () => {
  const on = (cookieSliding: boolean) =>
    system([client('spa', { offlineAccess: false, coordinate: false })], {
      cookieLifetime: minutes(60),
      cookieSliding,
      serverSideSessions: false,
    });
  const renewals = (slides: boolean) => {
    const drive = new Drive(on(slides));
    drive.signIn(0, false, null);
    for (const at of [55, 110, 165]) drive.visit(minutes(at));
    drive.act(minutes(170), 'spa');
    return [drive.session.map((piece) => piece.expires / 60), drive.isSignedIn('spa')];
  };

  it('keeps a sliding cookie for ever, and not one that does not slide', () => {
    assert.deepEqual(renewals(true), [[60, 115, 170, 225], true]);
    assert.deepEqual(renewals(false), [[60], false]);
  });
});
