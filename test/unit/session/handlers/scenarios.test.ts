import assert from 'node:assert/strict';
import { answerLine } from '../../../../server/src/session/recorded/kinds';

interface Answered {
  readonly login: Record<string, unknown>;
  readonly clicks: readonly Record<string, unknown>[];
}

/** Plays a scenario; clicks as `900` or `900 write`. */
function play(kind: string, config: object, ...clicks: string[]): Answered {
  const asked = clicks.map((click) => {
    const [t, word] = click.split(' ');
    return { t: Number(t), ...(word !== undefined && { kind: word }) };
  });
  return answerLine(JSON.stringify({ kind, config, login: { t: 0 }, clicks: asked })) as unknown as Answered;
}

const each = (answered: Answered, field: string) => answered.clicks.map((click) => click[field]);

describe('ASP.NET Core, beyond the recordings', () => {
  it('has the defaults of the framework: 14 days that slide, 20 minutes of session', () => {
    const { login, clicks } = play('aspnetcore', {}, '604800', '604801', '606001');
    assert.equal(login.ticketExpires, 1_209_600);
    assert.deepEqual([clicks[0]?.reissued, clicks[1]?.reissued], [false, true]);
    assert.equal(clicks[2]?.sessionPresent, false);
  });

  it('answers 500 to a sign-in with TimeSpan.MaxValue, and nobody is signed in', () => {
    const answered = play('aspnetcore', { expireTimeSpan: 922_337_203_685.4775 }, '0', '10');
    assert.match(String(answered.login.failure), /un-representable/);
    assert.deepEqual([answered.login.setCookie, answered.login.sessionRenewed], [null, false]);
    assert.deepEqual(each(answered, 'authCookieSent'), [false, false]);
    assert.deepEqual(each(answered, 'authenticated'), [false, false]);
  });

  it('signs nobody in with a span of zero or Timeout.InfiniteTimeSpan', () => {
    assert.deepEqual(each(play('aspnetcore', { expireTimeSpan: 0 }, '0', '0.001'), 'authenticated'), [true, false]);
    assert.deepEqual(each(play('aspnetcore', { expireTimeSpan: -0.001 }, '0', '1'), 'authenticated'), [false, false]);
  });

  it('never keeps data with an idle timeout of zero or infinite, and keeps it with MaxValue', () => {
    for (const idleTimeout of [0, -0.001]) {
      const answered = play('aspnetcore', { idleTimeout }, '0', '1 write', '1');
      assert.deepEqual(each(answered, 'sessionPresent'), [false, false, false]);
      assert.deepEqual(each(answered, 'sessionRenewed'), [false, false, false]);
    }
    const forever = play('aspnetcore', { idleTimeout: 922_337_203_685 }, '1000000000');
    assert.deepEqual(each(forever, 'sessionPresent'), [true]);
  });

  it('signs in anew under the key it has, and out of store and browser', () => {
    const answered = play('aspnetcore', { ticketStore: true, client: 'browser' }, '5 login', '6 logout', '7');
    assert.deepEqual(each(answered, 'authCookieSent'), [true, true, false]);
    assert.deepEqual(each(answered, 'cookieDeleted'), [false, true, false]);
    const raw = play('aspnetcore', { ticketStore: true }, '6 logout', '7');
    assert.equal(raw.clicks[1]?.failure, 'Identity missing in session store');
  });

  it('renews at the security stamp interval, also a ticket that may not be refreshed', () => {
    const config = { expireTimeSpan: 7200, allowRefresh: false, securityStamp: { validationInterval: 1800 } };
    const answered = play('aspnetcore', config, '1800', '1801');
    assert.deepEqual(each(answered, 'validated'), [false, true]);
    assert.deepEqual(each(answered, 'ticketExpires'), [7200, 9001]);
  });

  it('keeps the end at a validation when sliding is off', () => {
    const config = { expireTimeSpan: 7200, slidingExpiration: false, securityStamp: {} };
    const answered = play('aspnetcore', config, '1801', '3602');
    assert.deepEqual(each(answered, 'ticketIssued'), [1801, 3602]);
    assert.deepEqual(each(answered, 'ticketExpires'), [7200, 7200]);
  });

  it('throws out who changed the password elsewhere, at the first request after the interval', () => {
    const config = { expireTimeSpan: 7200, securityStamp: { validationInterval: 600 } };
    const answered = play('aspnetcore', config, '10 stamp', '600', '601', '602');
    assert.deepEqual(each(answered, 'authenticated'), [null, true, false, false]);
    assert.deepEqual(each(answered, 'cookieDeleted'), [false, false, true, true]);
  });
});

describe('Katana, beyond the recordings', () => {
  it('never ends a session with a changed password while slides restart the interval', () => {
    const clicks = Array.from({ length: 10 }, (_, i) => `${(i + 1) * 55}`);
    const config = { expireTimeSpan: 100, securityStamp: { validateInterval: 60 } };
    const answered = play('katana', config, '1 stamp', ...clicks);
    assert.deepEqual(new Set(each(answered, 'renewedBy').slice(1)), new Set(['slide']));
    assert.deepEqual(new Set(each(answered, 'authenticated').slice(1)), new Set([true]));
  });

  it('replaces the hour of a token by ExpireTimeSpan at the first click after the interval', () => {
    const config = { issuedUtcOffset: -60, expiresUtcOffset: 3600, allowRefresh: false, securityStamp: {} };
    const answered = play('katana', config, '1740', '1741');
    assert.deepEqual(each(answered, 'ticketExpires'), [3600, 1741 + 14 * 86_400]);
    assert.deepEqual(each(answered, 'renewedBy'), [null, 'stamp']);
  });

  it('slides for ever without sliding while the validator signs in anew', () => {
    const config = { expireTimeSpan: 3600, slidingExpiration: false, securityStamp: { validateInterval: 1800 } };
    const answered = play('katana', config, '1801', '3602', '5403', '7204');
    assert.deepEqual(each(answered, 'ticketExpires'), [5401, 7202, 9003, 10804]);
  });

  it('overwrites given stamps before 3.0', () => {
    const given = { expireTimeSpan: 100, expiresUtcOffset: 10, issuedUtcOffset: -5 };
    assert.equal(play('katana', { ...given, version: '2.1.0' }).login.ticketExpires, 100);
    assert.equal(play('katana', { ...given, version: '3.0.0' }).login.ticketExpires, 10);
  });

  it('loses Expires at a slide with a session store in 3.0, not in 3.1', () => {
    const config = { expireTimeSpan: 100, sessionStore: true, isPersistent: true };
    assert.deepEqual(each(play('katana', { ...config, version: '3.0.1' }, '60'), 'setCookie'), [{ expires: null }]);
    assert.deepEqual(each(play('katana', { ...config, version: '3.1.0' }, '60'), 'setCookie'), [{ expires: 160 }]);
  });
});

describe('System.Web, beyond the recordings', () => {
  it('keeps the ticks of a ticket and renews at exactly half', () => {
    const answered = play('aspnet', { ticketSpanSec: 0.001 }, '0.0004999', '0.0005');
    assert.deepEqual(each(answered, 'reissued'), [false, true]);
    assert.deepEqual(each(answered, 'ticketExpires'), [0.001, 0.0015]);
  });

  it('does not push the end of session data by less than a second', () => {
    const answered = play('aspnet', { sessionTimeoutMin: 1 }, '0.999', '60.5', '60.5 write', '61.4', '120.5');
    assert.deepEqual(each(answered, 'sessionPresent'), [true, false, false, true, true]);
    assert.deepEqual(each(answered, 'sessionRenewed'), [false, false, true, false, true]);
  });

  it('does not store new data that nobody wrote', () => {
    const answered = play('aspnet', { sessionTimeoutMin: 1 }, '61', '62', '63 write', '64 nosession', '124');
    assert.deepEqual(each(answered, 'sessionPresent'), [false, false, false, null, true]);
  });
});

describe('Lines that cannot be read', () => {
  const errorOf = (line: string) => String((answerLine(line) as { error?: string }).error);

  it('say what is wrong', () => {
    const expected: Record<string, RegExp> = {
      '': /not JSON/,
      '{': /not JSON/,
      '[]': /must be an object/,
      null: /must be an object/,
      '{}': /kind must be aspnet/,
      '{"kind":"toString"}': /kind must be aspnet/,
      '{"kind":"aspnetcore","config":[]}': /config must be an object/,
      '{"kind":"aspnetcore","config":{"expireTimeSpan":"20"}}': /expireTimeSpan must be a number/,
      '{"kind":"aspnetcore","config":{"expireTimeSpan":1e999}}': /expireTimeSpan must be a number/,
      '{"kind":"aspnetcore","config":{"expireTimeSpan":1e12}}': /beyond what a TimeSpan holds/,
      '{"kind":"aspnetcore","config":{"slidingExpiration":1}}': /slidingExpiration must be true or false/,
      '{"kind":"aspnetcore","config":{"client":"phone"}}': /client must be raw, browser/,
      '{"kind":"aspnetcore","clicks":{}}': /clicks must be a list/,
      '{"kind":"aspnetcore","clicks":[1]}': /clicks\[0\] must be an object/,
      '{"kind":"aspnetcore","clicks":[{}]}': /clicks\[0\]\.t must be a number/,
      '{"kind":"aspnetcore","clicks":[{"t":1},{"t":0.5}]}': /clicks\[1\]\.t is 0\.5, before the request at 1/,
      '{"kind":"aspnetcore","clicks":[{"t":1,"kind":"hover"}]}': /kind must be login/,
      '{"kind":"aspnet","config":{"formsTimeoutMin":0.5}}': /whole minutes from 1/,
      '{"kind":"aspnet","config":{"sessionTimeoutMin":525601}}': /whole minutes from 1 to 525600/,
      '{"kind":"katana","config":{"version":"new"}}': /version must be/,
      '{"kind":"katana","config":{"securityStamp":5}}': /securityStamp must be an object/,
    };
    for (const [line, message] of Object.entries(expected)) assert.match(errorOf(line), message, line);
  });

  it('keep what they say beside the answers', () => {
    const line = { kind: 'katana', id: 7, config: { note: 'x' }, login: { t: 2, label: 'a' }, clicks: [] };
    const answered = answerLine(JSON.stringify(line)) as unknown as Answered & { id: number; config: object };
    assert.deepEqual([answered.id, answered.config, answered.login.label], [7, { note: 'x' }, 'a']);
  });
});

describe('Clocks without files', () => {
  const auth = { id: 'authCookie', role: 'identity', length: 1800, restart: { on: 'secondHalf', strict: true } };
  const data = { id: 'sessionData', role: 'data', length: 1200, restart: { on: 'everyRequest' } };
  const idle = { id: 'poolIdle', role: 'server', length: 600, restart: { on: 'everyRequest' }, kills: ['sessionData'] };

  it('have a verdict and a run', () => {
    const line = { kind: 'clocks', clocks: [auth, data, idle], scenario: { clicks: [0, 900], otherTraffic: true } };
    const answered = answerLine(JSON.stringify(line)) as unknown as {
      verdict: { signOut: object; dataLoss: object };
      run: { requests: { renewed: string[] }[] };
    };
    assert.deepEqual(answered.verdict.signOut, { least: 900, most: 1800 });
    assert.deepEqual(answered.verdict.dataLoss, { least: 1200, most: 1200 });
    assert.deepEqual(answered.run.requests.at(-1)?.renewed, ['sessionData']);
  });

  it('say which clock cannot be read', () => {
    const errorOf = (line: object) =>
      String((answerLine(JSON.stringify({ kind: 'clocks', ...line })) as { error?: string }).error);
    assert.match(errorOf({ clocks: [auth, { id: 'x' }] }), /clocks\[1\] is no clock/);
    assert.match(errorOf({ clocks: [auth], scenario: { clicks: [-1] } }), /scenario\.clicks\[0\]/);
    assert.match(errorOf({ scenario: { ping: { every: 0 } } }), /ping\.every/);
    assert.match(errorOf({ scenario: { clicks: Array.from({ length: 51 }, (_, i) => i) } }), /at most 50/);
  });
});
