import assert from 'node:assert/strict';
import { hostOf, program } from '../../csharp';

const COOKIE = 'CookieAuthenticationOptions[Cookies].ExpireTimeSpan';

/** What an expression of a TimeSpan is worth as the length of a cookie. */
async function lengthOf(expression: string, more = ''): Promise<string | undefined> {
  const host = await hostOf(
    program(`services.AddAuthentication().AddCookie(o => o.ExpireTimeSpan = ${expression});`) + more,
  );
  return host.value(COOKIE);
}

describe('start-up code: lengths', () => {
  const lengths: [expression: string, length: string][] = [
    ['TimeSpan.FromMinutes(20)', '00:20:00'],
    ['TimeSpan.FromMinutes(0.5 * 3)', '00:01:30'],
    ['TimeSpan.FromHours(1, 30)', '01:30:00'],
    ['TimeSpan.FromDays(1, minutes: 5)', '1.00:05:00'],
    ['TimeSpan.FromSeconds(60 * 60 * 2)', '02:00:00'],
    ['TimeSpan.FromMinutes(7 / 2)', '00:03:00'],
    ['TimeSpan.FromMinutes(1 << 4)', '00:16:00'],
    ['TimeSpan.FromMinutes(0x14)', '00:20:00'],
    ['TimeSpan.FromTicks(TimeSpan.TicksPerMinute * 3)', '00:03:00'],
    ['new TimeSpan(20)', '00:00:00.0000020'],
    ['new(0, 20, 0)', '00:20:00'],
    ['new TimeSpan(1, 0, 75, 0)', '1.01:15:00'],
    ['new TimeSpan(hours: 2, minutes: 0, seconds: 90)', '02:01:30'],
    ['TimeSpan.Parse("20")', '20.00:00:00'],
    ['TimeSpan.Parse("24:00:00")', '24.00:00:00'],
    ['TimeSpan.Parse(" 0:15:0 ")', '00:15:00'],
    ['TimeSpan.FromDays(1) * 2', '2.00:00:00'],
    ['TimeSpan.FromHours(1).Add(TimeSpan.FromMinutes(5))', '01:05:00'],
    ['TimeSpan.FromHours(1) - TimeSpan.FromMinutes(5)', '00:55:00'],
    ['TimeSpan.FromHours(1).Multiply(1.5)', '01:30:00'],
    ['TimeSpan.FromMinutes((int)TimeSpan.FromHours(2).TotalSeconds / 60)', '02:00:00'],
    ['-TimeSpan.FromMinutes(-5)', '00:05:00'],
    ['TimeSpan.Zero', '00:00:00'],
    ['default', '00:00:00'],
    ['default(TimeSpan)', '00:00:00'],
    ['TimeSpan.MaxValue', '10675199.02:48:05.4775807'],
    ['Timeout.InfiniteTimeSpan', '-00:00:00.0010000'],
    ['args.Length >= 0 ? TimeSpan.FromMinutes(9) : TimeSpan.FromMinutes(9)', '00:09:00'],
    ['builder.Environment.IsProduction() ? TimeSpan.FromMinutes(9) : TimeSpan.FromMinutes(8)', '00:09:00'],
    [
      'builder.Environment.EnvironmentName switch { "Production" => TimeSpan.FromMinutes(7), _ => TimeSpan.Zero }',
      '00:07:00',
    ],
    ['TimeSpan.TryParse("00:04:00", out var span) ? span : TimeSpan.Zero', '00:04:00'],
    ['TimeSpan.FromMinutes(int.TryParse("x", out var n) ? n : 6)', '00:06:00'],
    ['TimeSpan.FromMinutes(Math.Max(5, 12))', '00:12:00'],
    ['TimeSpan.FromMinutes(new[] { 1, 2, 3 }.Sum())', '00:06:00'],
    ['TimeSpan.FromMinutes("abcd".Length)', '00:04:00'],
    ['TimeSpan.FromMinutes(Convert.ToInt32("11"))', '00:11:00'],
    ['TimeSpan.FromMinutes(double.Parse("1.5"))', '00:01:30'],
  ];
  for (const [expression, length] of lengths)
    it(`${expression} is ${length}`, async () => assert.equal(await lengthOf(expression), length));

  const elsewhere: [name: string, expression: string, declaration: string, length: string][] = [
    [
      'a constant',
      'Limits.Length',
      'static class Limits { const int M = 5; public static readonly TimeSpan Length = TimeSpan.FromMinutes(M * 2); }',
      '00:10:00',
    ],
    [
      'a getter',
      'Limits.Length',
      'static class Limits { public static TimeSpan Length { get { return TimeSpan.FromMinutes(3); } } }',
      '00:03:00',
    ],
    [
      'a method with a default',
      'Limits.Of()',
      'static class Limits { public static TimeSpan Of(int minutes = 8) => TimeSpan.FromMinutes(minutes); }',
      '00:08:00',
    ],
    [
      'a member of an enum',
      'TimeSpan.FromMinutes((int)Kind.Long)',
      'enum Kind { Short = 1, Middle, Long = 30 }',
      '00:30:00',
    ],
    [
      'a record with one part changed',
      'TimeSpan.FromMinutes((Policy.Default with { Minutes = 4 }).Minutes)',
      'record Policy(int Minutes, bool Slides) { public static readonly Policy Default = new(9, true); }',
      '00:04:00',
    ],
    [
      'a static constructor',
      'Limits.Length',
      'static class Limits { public static readonly TimeSpan Length; static Limits() { Length = TimeSpan.FromMinutes(2); } }',
      '00:02:00',
    ],
    [
      'a partial class',
      'Limits.B',
      'partial class Limits { const int A = 6; } partial class Limits { public static TimeSpan B = TimeSpan.FromMinutes(A); }',
      '00:06:00',
    ],
    [
      'a generic method',
      'Limits.Same(TimeSpan.FromMinutes(5))',
      'static class Limits { public static T Same<T>(T value) => value; }',
      '00:05:00',
    ],
    [
      'an extension of int',
      '15.Minutes()',
      'static class Limits { public static TimeSpan Minutes(this int value) => TimeSpan.FromMinutes(value); }',
      '00:15:00',
    ],
  ];
  for (const [name, expression, declaration, length] of elsewhere)
    it(`is found in ${name}`, async () => assert.equal(await lengthOf(expression, declaration), length));

  it('is not known where it hangs on the server, with the reason', async () => {
    assert.equal(
      await lengthOf('TimeSpan.FromMinutes(int.Parse(Environment.GetEnvironmentVariable("MINUTES")))'),
      "? MINUTES is a variable of the server's environment",
    );
  });

  it('is not known where the code throws', async () => {
    assert.match((await lengthOf('TimeSpan.Parse("25:00")'))!, /^\? the options cannot be made: OverflowException/);
  });
});

describe('start-up code: who writes last', () => {
  const written: [name: string, services: string, expected: Record<string, string | undefined>][] = [
    [
      'the last registration wins',
      `services.Configure<CookieAuthenticationOptions>("Cookies", o => o.ExpireTimeSpan = TimeSpan.FromMinutes(1));
       services.AddAuthentication().AddCookie(o => o.ExpireTimeSpan = TimeSpan.FromMinutes(2));`,
      { [COOKIE]: '00:02:00' },
    ],
    [
      'PostConfigure comes after all of them',
      `services.PostConfigure<CookieAuthenticationOptions>("Cookies", o => o.ExpireTimeSpan *= 3);
       services.AddAuthentication().AddCookie(o => o.ExpireTimeSpan = TimeSpan.FromMinutes(2));`,
      { [COOKIE]: '00:06:00' },
    ],
    [
      'unnamed options reach no scheme',
      `services.AddAuthentication().AddCookie();
       services.Configure<CookieAuthenticationOptions>(o => o.ExpireTimeSpan = TimeSpan.FromMinutes(1));`,
      { [COOKIE]: '14.00:00:00' },
    ],
    [
      'ConfigureAll and AddOptions do',
      `services.AddAuthentication().AddCookie().AddCookie("Other");
       services.ConfigureAll<CookieAuthenticationOptions>(o => o.SlidingExpiration = false);
       services.AddOptions<CookieAuthenticationOptions>("Other").Configure(o => o.ExpireTimeSpan = TimeSpan.FromHours(1));`,
      {
        'CookieAuthenticationOptions[Cookies].SlidingExpiration': 'false',
        'CookieAuthenticationOptions[Other].SlidingExpiration': 'false',
        'CookieAuthenticationOptions[Other].ExpireTimeSpan': '01:00:00',
      },
    ],
    [
      'AddIdentity makes four cookies and overwrites what came before it for the external one',
      `services.ConfigureExternalCookie(o => o.ExpireTimeSpan = TimeSpan.FromHours(1));
       services.ConfigureApplicationCookie(o => o.ExpireTimeSpan = TimeSpan.FromHours(2));
       services.AddIdentity<IdentityUser, IdentityRole>(o => o.Lockout.MaxFailedAccessAttempts = 3);`,
      {
        'CookieAuthenticationOptions[Identity.Application].ExpireTimeSpan': '02:00:00',
        'CookieAuthenticationOptions[Identity.External].ExpireTimeSpan': '00:05:00',
        'CookieAuthenticationOptions[Identity.TwoFactorRememberMe].ExpireTimeSpan': '14.00:00:00',
        'AuthenticationOptions.DefaultAuthenticateScheme': 'Identity.Application',
        'IdentityOptions.Lockout.MaxFailedAccessAttempts': '3',
        'SecurityStampValidatorOptions.ValidationInterval': '00:30:00',
      },
    ],
    [
      'a section of a bearer scheme takes back what was configured before AddJwtBearer',
      `builder.Configuration["Authentication:Schemes:Bearer:Authority"] = "https://id.example";
       services.Configure<JwtBearerOptions>("Bearer", o => o.TokenValidationParameters.ClockSkew = TimeSpan.Zero);
       services.AddAuthentication().AddJwtBearer();`,
      { 'JwtBearerOptions[Bearer].TokenValidationParameters.ClockSkew': '00:05:00' },
    ],
    [
      'a class configures options with what the container gives it',
      `services.Configure<Limits>(o => o.Minutes = 6);
       services.AddAuthentication().AddCookie();
       services.ConfigureOptions<CookieSetup>();`,
      { [COOKIE]: '00:06:00' },
    ],
    [
      "the project's own AddIdentity is not the framework's",
      'services.AddAuthentication().AddCookie(); services.AddIdentity();',
      { 'CookieAuthenticationOptions[Identity.Application].ExpireTimeSpan': undefined, [COOKIE]: '00:03:00' },
    ],
  ];
  const MORE = `
    class Limits { public int Minutes { get; set; } }
    class CookieSetup(IOptions<Limits> limits) : IConfigureNamedOptions<CookieAuthenticationOptions> {
      public void Configure(CookieAuthenticationOptions o) { }
      public void Configure(string name, CookieAuthenticationOptions o) { if (name == "Cookies") o.ExpireTimeSpan = TimeSpan.FromMinutes(limits.Value.Minutes); }
    }
    static class Own { public static void AddIdentity(this IServiceCollection services) => services.PostConfigure<CookieAuthenticationOptions>("Cookies", o => o.ExpireTimeSpan = TimeSpan.FromMinutes(3)); }`;
  for (const [name, services, expected] of written)
    it(name, async () => {
      const host = await hostOf(program(services) + MORE);
      for (const [path, value] of Object.entries(expected)) assert.equal(host.value(path), value, path);
    });

  it('takes the options that UseSession is given whole', async () => {
    const host = await hostOf(
      program(
        'services.AddSession(o => { o.IdleTimeout = TimeSpan.FromHours(1); o.IOTimeout = TimeSpan.FromSeconds(3); });',
        'app.UseSession(new SessionOptions { IdleTimeout = TimeSpan.FromMinutes(9) });',
      ),
    );
    assert.equal(host.value('SessionOptions.IdleTimeout'), '00:09:00');
    assert.equal(host.value('SessionOptions.IOTimeout'), '00:01:00');
  });
});

describe('start-up code: ways it may go', () => {
  const body = (statements: string) =>
    program(
      `services.AddAuthentication().AddCookie(o => { ${statements} });\nbool Flag() => Environment.GetEnvironmentVariable("FLAG") == "1";`,
    );
  const ways: [statements: string, length: RegExp | string][] = [
    ['if (Flag()) o.ExpireTimeSpan = TimeSpan.FromMinutes(1);', /^\? FLAG is a variable/],
    [
      'if (Flag()) o.ExpireTimeSpan = TimeSpan.FromMinutes(1); else o.ExpireTimeSpan = TimeSpan.FromMinutes(1);',
      '00:01:00',
    ],
    ['if (Flag()) o.ExpireTimeSpan = TimeSpan.FromMinutes(1); o.ExpireTimeSpan = TimeSpan.FromMinutes(2);', '00:02:00'],
    ['if (Flag()) return; o.ExpireTimeSpan = TimeSpan.FromMinutes(2);', /^\? FLAG/],
    ['o.ExpireTimeSpan = TimeSpan.FromMinutes(2); if (Flag()) return; o.SlidingExpiration = false;', '00:02:00'],
    [
      'if (Flag()) { if (Flag()) return; o.SlidingExpiration = false; } o.ExpireTimeSpan = TimeSpan.FromMinutes(2);',
      /^\? FLAG/,
    ],
    ['if (Flag()) throw new Exception(); o.ExpireTimeSpan = TimeSpan.FromMinutes(2);', '00:02:00'],
    ['if (false && Flag()) o.ExpireTimeSpan = TimeSpan.FromMinutes(2);', '14.00:00:00'],
    ['if (Flag() && false) o.ExpireTimeSpan = TimeSpan.FromMinutes(2);', '14.00:00:00'],
    ['if (true || Flag()) o.ExpireTimeSpan = TimeSpan.FromMinutes(2);', '00:02:00'],
    [
      'try { o.ExpireTimeSpan = TimeSpan.FromMinutes(3); } catch (FormatException) { o.ExpireTimeSpan = default; }',
      '00:03:00',
    ],
    [
      'try { o.ExpireTimeSpan = TimeSpan.Parse("x"); } catch (FormatException) { o.ExpireTimeSpan = TimeSpan.FromMinutes(4); }',
      '00:04:00',
    ],
    [
      'switch (builder.Environment.EnvironmentName) { case "Development": o.ExpireTimeSpan = default; break; default: o.ExpireTimeSpan = TimeSpan.FromMinutes(5); break; }',
      '00:05:00',
    ],
    [
      'switch (Environment.GetEnvironmentVariable("FLAG")) { case "a": o.ExpireTimeSpan = TimeSpan.FromMinutes(5); break; }',
      /^\? FLAG/,
    ],
    ['foreach (var minutes in new[] { 1, 2, 3 }) o.ExpireTimeSpan = TimeSpan.FromMinutes(minutes);', '00:03:00'],
    [
      'foreach (var minutes in new[] { 1, 2, 3 }) { if (minutes == 2) break; o.ExpireTimeSpan = TimeSpan.FromMinutes(minutes); }',
      '00:01:00',
    ],
    ['for (var i = 0; i < 4; i++) o.ExpireTimeSpan += TimeSpan.FromDays(1);', '18.00:00:00'],
    ['while (Flag()) o.ExpireTimeSpan = TimeSpan.FromMinutes(5);', /^\? FLAG/],
    ['while (true) { }', /goes on too long|14\.00/],
    ['Unheard.Of(o);', /^\? Unheard is not declared/],
    ['o.Cookie.MaxAge = TimeSpan.FromMinutes(1); Unheard.Of(o.Cookie);', '14.00:00:00'],
    ['/* o.ExpireTimeSpan = TimeSpan.Zero; */\n// o.ExpireTimeSpan = TimeSpan.Zero;\n', '14.00:00:00'],
    ['void Inner() => o.ExpireTimeSpan = TimeSpan.FromMinutes(7); Inner();', '00:07:00'],
    [
      'Again(3); void Again(int n) { o.ExpireTimeSpan = TimeSpan.FromMinutes(n); if (n > 1) Again(n - 1); }',
      '00:01:00',
    ],
  ];
  for (const [statements, length] of ways)
    it(statements, async () => {
      const value = (await hostOf(body(statements))).value(COOKIE);
      if (typeof length === 'string') assert.equal(value, length);
      else assert.match(value!, length);
    });

  it('counts only what is reached', async () => {
    const host = await hostOf(
      `${program('services.AddAuthentication().AddCookie();')}
       static class Legacy { public static void AddLegacy(this IServiceCollection services) => services.ConfigureAll<CookieAuthenticationOptions>(o => o.ExpireTimeSpan = TimeSpan.Zero); }`,
    );
    assert.equal(host.value(COOKIE), '14.00:00:00');
  });

  it('does not decide what a build decides', async () => {
    const text = program(
      'services.AddAuthentication().AddCookie(o => {\n#if DEBUG\no.ExpireTimeSpan = TimeSpan.Zero;\n#endif\n#if NET8_0_OR_GREATER\no.SlidingExpiration = false;\n#endif\n});',
    );
    const host = await hostOf(text);
    assert.equal(host.value(COOKIE), '? it depends on the symbol DEBUG of the build');
    assert.equal(host.value('CookieAuthenticationOptions[Cookies].SlidingExpiration'), 'false');
  });

  it('a registration that is there only perhaps makes unknown what it writes, and nothing else', async () => {
    const host = await hostOf(
      program(
        'services.AddAuthentication().AddCookie(); if (args.Length > 0) services.ConfigureAll<CookieAuthenticationOptions>(o => o.ExpireTimeSpan = TimeSpan.Zero);',
      ),
    );
    assert.equal(host.value(COOKIE), '? the arguments of the command line are not known');
    assert.equal(host.value('CookieAuthenticationOptions[Cookies].SlidingExpiration'), 'true');
  });
});

describe('start-up code: shapes of programs', () => {
  const AUTH = 'AddAuthentication().AddCookie(o => o.ExpireTimeSpan = TimeSpan.FromMinutes(5));';
  const shapes: [name: string, text: string][] = [
    ['top-level statements', program(`services.${AUTH}`)],
    [
      'a Main',
      `class Program { static async Task Main(string[] args) { var builder = WebApplication.CreateBuilder(args); Add(builder); var app = builder.Build(); await app.RunAsync(); } static void Add(WebApplicationBuilder builder) { builder.Services.${AUTH} } }`,
    ],
    [
      'a Startup class',
      `class Program { static void Main(string[] args) => CreateHostBuilder(args).Build().Run(); public static IHostBuilder CreateHostBuilder(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()); }
      class Startup { public Startup(IConfiguration configuration) { } public void ConfigureServices(IServiceCollection services) { services.${AUTH} } public void Configure(IApplicationBuilder app) { } }`,
    ],
    [
      'an old web host',
      `class Program { static void Main(string[] args) => WebHost.CreateDefaultBuilder(args).UseStartup<Startup>().Build().Run(); }
      class Startup { public void ConfigureServices(IServiceCollection services) => services.${AUTH} public void Configure(IApplicationBuilder app) { } }`.replace(
        'class Program',
        'using Microsoft.AspNetCore;\nclass Program',
      ),
    ],
    [
      'hosting extensions',
      `//- Program.cs\nvar app = WebApplication.CreateBuilder(args).ConfigureServices().ConfigurePipeline();\napp.Run();\n//- Hosting.cs\nstatic class Hosting { public static WebApplication ConfigureServices(this WebApplicationBuilder builder) { builder.Services.${AUTH} return builder.Build(); } public static WebApplication ConfigurePipeline(this WebApplication app) => app; }`,
    ],
    [
      'services of a host builder',
      `Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => services.${AUTH.slice(0, -1)}).Build().Run();`,
    ],
    [
      'a delegate in a field',
      `${program('services.AddAuthentication().AddCookie(Setups.Cookie);')} static class Setups { public static readonly Action<CookieAuthenticationOptions> Cookie = o => o.ExpireTimeSpan = new(0, 5, 0); }`,
    ],
    [
      'a method group',
      `${program('services.AddAuthentication().AddCookie(Setups.Cookie);')} static class Setups { public static void Cookie(CookieAuthenticationOptions o) { o.ExpireTimeSpan = new(0, 5, 0); } }`,
    ],
    [
      'an anonymous method',
      program(
        'services.AddAuthentication().AddCookie("Cookies", delegate (CookieAuthenticationOptions o) { o.ExpireTimeSpan = new(0, 5, 0); });',
      ),
    ],
    [
      'a builder in a variable',
      program(
        'var auth = services.AddAuthentication("Cookies"); _ = auth.AddCookie("Cookies", "Shown", static o => { o.ExpireTimeSpan = new(0, 5, 0); });',
      ),
    ],
  ];
  for (const [name, text] of shapes)
    it(name, async () => {
      const host = await hostOf(text);
      assert.deepEqual([host.run.outcome, host.value(COOKIE)], [{ kind: 'started' }, '00:05:00']);
    });
});

describe('start-up code: clients of IdentityServer', () => {
  it('are read from lists, iterators, queries, subclasses and JSON', async () => {
    const host = await hostOf(`//- Program.cs
${program(`services.AddIdentityServer(o => { o.Authentication.CookieLifetime = TimeSpan.FromHours(1); })
  .AddInMemoryClients(Config.List()).AddInMemoryClients(Config.Queried).AddInMemoryClients(builder.Configuration.GetSection("Clients"));`)}
//- Config.cs
static class Config {
  public static IEnumerable<Client> List() { yield return new Client { ClientId = "a", AccessTokenLifetime = 60 * 5 }; yield return new Api("b") { AllowOfflineAccess = true }; }
  public static IEnumerable<Client> Queried => new[] { "c", "d" }.Select(id => new Client { ClientId = id, RefreshTokenExpiration = TokenExpiration.Sliding });
}
class Api : Client { public Api(string id) { ClientId = id; AccessTokenLifetime = 30; } }
//- appsettings.json
{ "Clients": [ { "ClientId": "e", "AccessTokenLifetime": "0x10", "refreshTokenUsage": "OneTimeOnly", "DPoPClockSkew": "00:00:10" } ] }
`);
    assert.equal(host.value('CookieAuthenticationOptions[idsrv].ExpireTimeSpan'), '01:00:00');
    assert.equal(host.value('CookieAuthenticationOptions[idsrv].SlidingExpiration'), 'false');
    assert.equal(host.value('Client[a].AccessTokenLifetime'), '300');
    assert.equal(host.value('Client[b].AccessTokenLifetime'), '30');
    assert.equal(host.value('Client[b].AllowOfflineAccess'), 'true');
    assert.equal(host.value('Client[d].RefreshTokenExpiration'), 'Sliding');
    assert.equal(host.value('Client[e].AccessTokenLifetime'), '16');
    assert.equal(host.value('Client[e].RefreshTokenUsage'), 'OneTimeOnly');
    assert.equal(host.origin('Client[e].DPoPClockSkew'), 'appsettings.json:1');
  });
});

describe('start-up code: bad input', () => {
  const bad: [name: string, text: string][] = [
    ['nothing', ''],
    ['code that does not compile', program('services.AddAuthentication().AddCookie(o => { o.ExpireTimeSpan = ; if (')],
    [
      'methods that call each other in a circle',
      `${program('A(services);')} partial class Program { static void A(IServiceCollection s) => B(s); static void B(IServiceCollection s) => A(s); }`,
    ],
    [
      'a property that is itself',
      `${program('services.AddAuthentication().AddCookie(o => o.ExpireTimeSpan = X.A);')} static class X { public static TimeSpan A => B; public static TimeSpan B => A; }`,
    ],
    [
      '200 nested lambdas',
      program(`Action f = ${'() => { Action g = '.repeat(200)}null${'; g(); }'.repeat(200)};\nf();`),
    ],
    ['a class that derives from itself', `${program('new A();')} class A : B { } class B : A { }`],
    ['a long sum', program(`var x = ${'1 + '.repeat(3000)}1;`)],
  ];
  for (const [name, text] of bad)
    it(`${name}: an answer, and never a guess`, async () => {
      const host = await hostOf(text);
      for (const setting of host.settings)
        if (setting.path === COOKIE && setting.value.kind !== 'unknown')
          assert.equal(host.value(COOKIE), '14.00:00:00');
      assert.ok(host.run.outcome.kind);
    });
});
