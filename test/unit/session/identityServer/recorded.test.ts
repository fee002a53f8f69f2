import assert from 'node:assert/strict';
import { generationOf } from '../../../../server/src/session/identityServer/generations';
import { answerIdentityServer, readScenario } from '../../../../server/src/session/identityServer/recorded';

describe('scenario of an IdentityServer', () => {
  const refusals: [string, Record<string, unknown>, RegExp][] = [
    ['a version that is no text', { version: 7 }, /"version" is a text/],
    ['clients that are no list', { clients: {} }, /"clients" is a list/],
    ['a client without an id', { clients: [{}] }, /clients\[0\] needs an "id"/],
    ['the same client twice', { clients: [{ id: 'a' }, { id: 'a' }] }, /same "id"/],
    ['a lifetime that is no number', { clients: [{ id: 'a', accessTokenLifetime: '5' }] }, /accessTokenLifetime/],
    ['a lifetime with a fraction', { clients: [{ id: 'a', accessTokenLifetime: 0.5 }] }, /whole seconds/],
    ['an unknown word', { clients: [{ id: 'a', accessTokenType: 'Opaque' }] }, /one of Jwt, Reference/],
    ['a flag that is a word', { options: { cookieSliding: 'yes' } }, /cookieSliding is true or false/],
    ['an event without a time', { events: [{ kind: 'tick' }] }, /events\[0\] needs "t"/],
    ['an event of no kind', { events: [{ t: 0, kind: 'dance' }] }, /unknown "kind": "dance"/],
    ['an event that is no object', { events: [null] }, /"events\[0\]" is an object/],
    ['an unknown client', { events: [{ t: 0, kind: 'refresh', client: 'b' }] }, /among the clients/],
    [
      'time that goes back',
      {
        events: [
          { t: 5, kind: 'tick' },
          { t: 4, kind: 'tick' },
        ],
      },
      /events\[1\] happens before/,
    ],
  ];
  for (const [name, input, message] of refusals) {
    it(`is refused with ${name}`, () => {
      assert.throws(() => answerIdentityServer(input), { name: 'RangeError', message });
    });
  }

  it('keeps what it was given and adds what was observed', () => {
    const answer = answerIdentityServer({
      id: 'mine',
      version: '7.4.8',
      options: {},
      clients: [],
      events: [{ t: 0, kind: 'login', note: 'x' }],
    });
    assert.deepEqual(answer, {
      id: 'mine',
      version: '7.4.8',
      options: {},
      clients: [],
      events: [
        {
          t: 0,
          kind: 'login',
          note: 'x',
          observed: { cookieSent: false, cookieIssued: true, cookieExpires: null },
        },
      ],
    });
  });

  it('has the defaults of the version', () => {
    const usage = (version: string) => readScenario({ version, clients: [{ id: 'a' }] }).clients[0]?.refreshUsage;
    assert.equal(usage('6.3.10'), 'OneTimeOnly');
    assert.equal(usage('7.0.0'), 'ReUse');
    const lifetime = (scheme: string) => readScenario({ options: { scheme } }).options;
    assert.deepEqual([lifetime('idsrv').cookieLifetime, lifetime('idsrv').cookieSliding], [36_000, false]);
    assert.deepEqual([lifetime('own').cookieLifetime, lifetime('own').cookieSliding], [14 * 86_400, true]);
  });

  it('plays events that lead nowhere', () => {
    const { events } = answerIdentityServer({
      version: '7.4.8',
      options: { serverSideSessions: true },
      clients: [{ id: 'a', offlineAccess: true }],
      events: [
        { t: 0, kind: 'refresh', client: 'a' },
        { t: 0, kind: 'introspect', client: 'a', token: 'refresh' },
        { t: 0, kind: 'userinfo', client: 'a' },
        { t: 0, kind: 'authorize', client: 'a' },
        { t: 0, kind: 'logout' },
      ],
    }) as { events: { observed: object }[] };
    assert.deepEqual(
      events.map((event) => event.observed),
      [
        { granted: false, error: 'invalid_grant', sessions: [] },
        { active: false, sessions: [] },
        { status: 401, sessions: [] },
        {
          cookieSent: false,
          cookieAccepted: false,
          cookieIssued: false,
          outcome: 'login_required',
          cookieExpires: null,
          sessions: [],
        },
        { cookieSent: false, cookieIssued: false, cookieDeleted: true, cookieExpires: null, sessions: [] },
      ],
    );
  });
});

describe('generations of IdentityServer', () => {
  const rows: [string, keyof ReturnType<typeof generationOf>, unknown][] = [
    ['IdentityServer4', 'keepsSession', false],
    ['4.1.2', 'keepsSession', false],
    ['5.0.0', 'keepsSession', true],
    ['6.0.5', 'coordinates', false],
    ['6.1.0', 'coordinates', true],
    ['6.2.5', 'saysReason', false],
    ['6.3.0', 'saysReason', true],
    ['7.2.4', 'requestExpires', false],
    ['7.3.0-rc.1', 'requestExpires', true],
    ['7.4.8', 'signOutGuarded', false],
    ['8.0.0-alpha.1', 'signOutGuarded', false],
    ['8.0.0-preview.2', 'signOutGuarded', true],
    ['10.0.0', 'signOutGuarded', true],
    ['7.*', 'requestExpires', true],
    ['7', 'requestExpires', false],
    ['', 'signOutGuarded', true],
  ];
  for (const [version, trait, value] of rows) {
    it(`${version || 'not known'}: ${trait} is ${value}`, () => assert.equal(generationOf(version)[trait], value));
  }
});
