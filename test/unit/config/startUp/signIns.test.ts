import assert from 'node:assert/strict';
import { signInsIn } from '../../../../server/src/config/startUp/signIns';

const signIns = (...texts: string[]) => signInsIn(texts.map((text, i) => ({ path: `/site/${i}.cs`, text })));
const reasonIn = (value: unknown) => (value as { unknown?: string } | null)?.unknown ?? '';
const signIn = (properties: string) =>
  `await HttpContext.SignInAsync(user, new AuthenticationProperties { ${properties} });`;

describe('What sign-ins in code give their tickets', () => {
  it('is nothing where no sign-in says anything', () => {
    const { expiresUtc, allowRefresh } = signIns('HttpContext.SignInAsync(user);');
    assert.deepEqual([expiresUtc, allowRefresh], [null, null]);
  });

  it('is read where it stands in so many words', () => {
    const lengths: Record<string, number> = {
      'DateTimeOffset.UtcNow.AddMinutes(20)': 1200,
      'DateTime.UtcNow.AddDays(1.5)': 129_600,
      'DateTimeOffset.UtcNow.Add(TimeSpan.FromHours(8))': 28_800,
      'DateTimeOffset.UtcNow + TimeSpan.FromHours(2)': 7200,
    };
    for (const [code, seconds] of Object.entries(lengths))
      assert.equal(signIns(signIn(`ExpiresUtc = ${code}, IsPersistent = true`)).expiresUtc, seconds, code);
  });

  it('is not known where code computes it, or sign-ins differ', () => {
    assert.match(
      reasonIn(signIns(signIn('ExpiresUtc = Now(settings)')).expiresUtc),
      /computes its end: ExpiresUtc = Now/,
    );
    const twice = signIns(
      signIn('ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(20)'),
      signIn('ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(30)'),
    );
    assert.match(reasonIn(twice.expiresUtc), /different lengths/);
    const some = signIns(
      `${signIn('ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(20)')} HttpContext.SignInAsync(other);`,
    );
    assert.match(reasonIn(some.expiresUtc), /different lengths/);
  });

  it('knows AllowRefresh of the same initializer', () => {
    const both = signIns(signIn('AllowRefresh = false, ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(20)'));
    assert.deepEqual([both.expiresUtc, both.allowRefresh], [1200, false]);
  });

  it('is not in comments and strings, other types, or tickets of refresh tokens', () => {
    const none = [
      `// ${signIn('ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(20)')}`,
      `/* ${signIn('ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(20)')} */`,
      `var text = "new AuthenticationProperties { ExpiresUtc = 1 }";`,
      'var token = new RefreshToken { ExpiresUtc = DateTime.UtcNow.AddMinutes(20) };',
      'class Refresh : IAuthenticationTokenProvider { void X() { context.Ticket.Properties.ExpiresUtc = token.ExpiresUtc; } }',
      'if (ticket.Properties.ExpiresUtc == null) return;',
    ];
    for (const text of none) assert.equal(signIns(text).expiresUtc, null, text);
  });

  it('reads assignments to properties', () => {
    const text =
      'options.Events.OnSigningIn = context => { context.Properties.ExpiresUtc = DateTimeOffset.UtcNow.AddHours(1); };';
    assert.equal(signIns(text).expiresUtc, 3600);
  });

  it('never throws on broken code', () => {
    const text = signIn('ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(20)');
    for (let end = 0; end <= text.length; end += 1) signIns(text.slice(0, end), text.slice(end));
  });
});
