import assert from 'node:assert/strict';
import { generationOf } from '../../../../server/src/session/identityServer/generations';
import { answerLine } from '../../../../server/src/session/recorded/kinds';

const answer = (input: object) => answerLine(JSON.stringify({ kind: 'identityserver', ...input }));

describe('scenario of an IdentityServer', () => {
  const refusals: [string, Record<string, unknown>, RegExp][] = [
    ['a version that is no text', { version: 7 }, /version must be a text/],
    ['clients that are no list', { clients: {} }, /clients must be a list/],
    ['a client without an id', { clients: [{}] }, /clients\[0\]: id must be a text/],
    ['the same client twice', { clients: [{ id: 'a' }, { id: 'a' }] }, /id of their own/],
    ['a lifetime that is no number', { clients: [{ id: 'a', accessTokenLifetime: '5' }] }, /accessTokenLifetime/],
    ['a lifetime with a fraction', { clients: [{ id: 'a', accessTokenLifetime: 0.5 }] }, /whole seconds/],
    ['an unknown word', { clients: [{ id: 'a', accessTokenType: 'Opaque' }] }, /must be Jwt, Reference/],
    ['a flag that is a word', { options: { cookieSliding: 'yes' } }, /options: cookieSliding must be true or false/],
    ['an event without a time', { events: [{ kind: 'tick' }] }, /events\[0\]: t must be/],
    ['an event of no kind', { events: [{ t: 0, kind: 'dance' }] }, /kind must be login/],
    ['an event that is no object', { events: [null] }, /events\[0\] must be an object/],
    ['an unknown client', { events: [{ t: 0, kind: 'refresh', client: 'b' }] }, /id of one of the clients/],
    ['time that goes back', { events: [5, 4].map((t) => ({ t, kind: 'tick' })) }, /before the event at 5/],
  ];
  for (const [name, input, message] of refusals) {
    it(`is refused with ${name}`, () => assert.match(String(answer(input).error), message));
  }

  it('keeps what it was given and adds what was observed', () => {
    const rest = { id: 'mine', version: '7.4.8', options: {}, clients: [] };
    assert.deepEqual(answer({ ...rest, events: [{ t: 0, kind: 'login', note: 'x' }] }), {
      kind: 'identityserver',
      ...rest,
      events: [
        { t: 0, kind: 'login', note: 'x', observed: { cookieSent: false, cookieIssued: true, cookieExpires: null } },
      ],
    });
  });

  /** What the first event shows when nothing but this is written. */
  const observed = (input: object) =>
    (answer(input).events as { observed: Record<string, unknown> }[]).at(-1)?.observed;

  it('has the defaults of the version', () => {
    const usage = (version: string) =>
      observed({
        version,
        clients: [{ id: 'a', offlineAccess: true }],
        events: ['login', 'authorize', 'refresh'].map((kind) => ({ t: 0, kind, client: 'a' })),
      })?.rotated;
    assert.equal(usage('6.3.10'), true);
    assert.equal(usage('7.0.0'), false);
    const lifetime = (scheme: string) =>
      observed({ options: { scheme }, events: [{ t: 0, kind: 'login', persistent: true }] })?.cookieExpires;
    assert.equal(lifetime('idsrv'), 36_000);
    assert.equal(lifetime('own'), 14 * 86_400);
  });

  it('plays events that lead nowhere', () => {
    const { events } = answer({
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
    const noCookie = { cookieSent: false, cookieIssued: false };
    const sessions: unknown[] = [];
    assert.deepEqual(
      events.map((event) => event.observed),
      [
        { granted: false, error: 'invalid_grant', sessions },
        { active: false, sessions },
        { status: 401, sessions },
        { ...noCookie, cookieAccepted: false, outcome: 'login_required', cookieExpires: null, sessions },
        { ...noCookie, cookieDeleted: true, cookieExpires: null, sessions },
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
