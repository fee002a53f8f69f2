import assert from 'node:assert/strict';
import { hostOf, program } from '../../csharp';

const COOKIE = 'CookieAuthenticationOptions[Cookies].ExpireTimeSpan';

function host(services: string, files: Record<string, string>, environment?: string) {
  const texts = Object.entries(files).map(([path, text]) => `//- ${path}\n${text}\n`);
  return hostOf(
    `//- Program.cs\n${program(services)}class Login { public int Minutes { get; set; } = 7; public TimeSpan? Idle { get; set; } public List<int> Steps { get; } = new() { 1 }; }\n${texts.join('')}`,
    environment,
  );
}

const cookie = (expression: string) => `services.AddAuthentication().AddCookie(o => o.ExpireTimeSpan = ${expression});`;

describe('configuration of a host', () => {
  const reads: [name: string, expression: string, json: string, length: string][] = [
    [
      'a key that is missing is zero',
      'TimeSpan.FromMinutes(builder.Configuration.GetValue<int>("A:B"))',
      '{}',
      '00:00:00',
    ],
    ['or what the call says', 'TimeSpan.FromMinutes(builder.Configuration.GetValue("A:B", 30))', '{}', '00:30:00'],
    [
      'hexadecimal is a number',
      'TimeSpan.FromMinutes(builder.Configuration.GetValue<int>("A:B"))',
      '{"A":{"B":"0x14"}}',
      '00:20:00',
    ],
    ['a bare number is days', 'builder.Configuration.GetValue<TimeSpan>("a:b")', '{"A":{"B":"20"}}', '20.00:00:00'],
    [
      'keys are compared without case',
      'TimeSpan.FromMinutes(int.Parse(builder.Configuration["a:B"]))',
      '{"A":{"b":5}}',
      '00:05:00',
    ],
    [
      'flat keys are paths',
      'TimeSpan.FromMinutes(builder.Configuration.GetSection("A").GetValue<double>("B"))',
      '{"A:B":2.5}',
      '00:02:30',
    ],
    [
      'a fallback holds where the key is missing',
      'TimeSpan.Parse(builder.Configuration["A"] ?? "00:10:00")',
      '{}',
      '00:10:00',
    ],
    [
      'a settings class is bound over its defaults',
      'TimeSpan.FromMinutes(builder.Configuration.GetSection("L").Get<Login>().Minutes)',
      '{"L":{"Idle":"00:01:00"}}',
      '00:07:00',
    ],
    [
      'and by what is there',
      'TimeSpan.FromMinutes(builder.Configuration.GetSection("L").Get<Login>()!.Minutes)',
      '{"L":{"minutes":"9"}}',
      '00:09:00',
    ],
    [
      'lists grow',
      'TimeSpan.FromMinutes(builder.Configuration.GetSection("L").Get<Login>()!.Steps.Sum())',
      '{"L":{"Steps":[2,3]}}',
      '00:06:00',
    ],
    [
      'a nullable property may stay empty',
      'builder.Configuration.GetSection("L").Get<Login>()!.Idle ?? TimeSpan.FromMinutes(4)',
      '{"L":{"Idle":""}}',
      '00:04:00',
    ],
    [
      'comments and a trailing comma are allowed',
      'builder.Configuration.GetValue<TimeSpan>("A")',
      '{ // a\n "A": "00:03:00", }',
      '00:03:00',
    ],
    [
      'a string is what it says',
      'TimeSpan.FromMinutes($"{builder.Configuration["A"]}1".Length)',
      '{"A":"x"}',
      '00:02:00',
    ],
  ];
  for (const [name, expression, json, length] of reads)
    it(name, async () =>
      assert.equal((await host(cookie(expression), { 'appsettings.json': json })).value(COOKIE), length),
    );

  it('is one per environment, and says where it stands', async () => {
    const files = { 'appsettings.json': '{\n"Minutes": 20 }', 'appsettings.Development.json': '{\n\n"Minutes": 480 }' };
    const services = cookie('TimeSpan.FromMinutes(builder.Configuration.GetValue<int>("Minutes"))');
    const production = await host(services, files);
    assert.deepEqual([production.value(COOKIE), production.origin(COOKIE)], ['00:20:00', 'appsettings.json:2']);
    const development = await host(services, files, 'Development');
    assert.deepEqual(
      [development.value(COOKIE), development.origin(COOKIE)],
      ['08:00:00', 'appsettings.Development.json:3'],
    );
  });

  it('is overridden by variables of web.config, two underscores for a colon', async () => {
    const found = await host(cookie('builder.Configuration.GetValue<TimeSpan>("A:B")'), {
      'appsettings.json': '{"A":{"B":"00:01:00"}}',
      'web.config': '<environmentVariable name="A__B" value="00:02:00" />',
    });
    assert.deepEqual([found.value(COOKIE), found.origin(COOKIE)], ['00:02:00', 'web.config:1']);
  });

  it('is read from files that code adds, which win over variables', async () => {
    const found = await host(
      `builder.Configuration.AddJsonFile("more/limits.json");\n${cookie('builder.Configuration.GetValue<TimeSpan>("A")')}`,
      {
        'appsettings.json': '{"A":"00:01:00"}',
        'more/limits.json': '{"A":"00:05:00"}',
      },
    );
    assert.deepEqual([found.value(COOKIE), found.origin(COOKIE)], ['00:05:00', 'more/limits.json:1']);
  });

  it('is not known where a source is added that is not here', async () => {
    const added = `builder.Configuration.AddAzureKeyVault(new Uri("https://vault.example"), null);\n`;
    const missing = await host(added + cookie('TimeSpan.FromMinutes(builder.Configuration.GetValue<int>("A"))'), {});
    assert.match(missing.value(COOKIE)!, /^\? A may stand in AzureKeyVault/);
  });

  it('stops the host where two keys differ in case only, or where it is no JSON', async () => {
    for (const json of ['{"A":1,"a":2}', '{"A":']) {
      const found = await host(cookie('TimeSpan.Zero'), { 'appsettings.json': json });
      assert.equal(found.run.outcome.kind, 'throws', json);
    }
  });

  it('throws where a text is no value of its type', async () => {
    const found = await host(cookie('TimeSpan.FromMinutes(builder.Configuration.GetValue("A", 5))'), {
      'appsettings.json': '{"A":""}',
    });
    assert.match(found.value(COOKIE)!, /^\? the options cannot be made/);
  });

  it('binds whole options', async () => {
    const found = await host(
      'services.AddAuthentication().AddCookie(); services.Configure<CookieAuthenticationOptions>("Cookies", builder.Configuration.GetSection("C")); services.AddSession(builder.Configuration.GetSection("S").Bind);',
      {
        'appsettings.json':
          '{"C":{"expireTimeSpan":"00:30:00","Cookie":{"MaxAge":"01:00:00"}},"S":{"IdleTimeout":"00:02:00"}}',
      },
    );
    assert.equal(found.value(COOKIE), '00:30:00');
    assert.equal(found.value('CookieAuthenticationOptions[Cookies].Cookie.MaxAge'), '01:00:00');
  });

  it('reads no limits of Kestrel by itself, and the shutdown timeout always', async () => {
    const found = await host('builder.WebHost.ConfigureKestrel(o => { });', {
      'appsettings.json': '{"Kestrel":{"Limits":{"KeepAliveTimeout":"00:09:00"}},"shutdownTimeoutSeconds":"7"}',
    });
    assert.equal(found.value('KestrelServerOptions.Limits.KeepAliveTimeout'), '00:02:10');
    assert.equal(found.value('HostOptions.ShutdownTimeout'), '00:00:07');
  });
});

describe('a key that no file has', () => {
  it('is set where the host runs, when the host cannot start without it; the rest is known all the same', async () => {
    const found = await host(
      `${cookie('TimeSpan.FromMinutes(5)')}
       var url = builder.Configuration["IdentityUrl"] ?? throw new InvalidOperationException("no url");
       services.AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(url.Length));`,
      {},
    );
    assert.equal(found.run.outcome.kind, 'started');
    assert.equal(found.value(COOKIE), '00:05:00');
    assert.match(found.value('SessionOptions.IdleTimeout')!, /^\? IdentityUrl is set in no file here/);
  });

  it('makes unknown what options make of it, and leaves their other properties known', async () => {
    const found = await host(
      'services.AddAuthentication().AddCookie(o => { o.SlidingExpiration = false; o.ExpireTimeSpan = TimeSpan.Parse(builder.Configuration["A"]!); });',
      {},
    );
    assert.match(found.value(COOKIE)!, /^\? A is set in no file here/);
    assert.equal(found.value('CookieAuthenticationOptions[Cookies].SlidingExpiration'), 'false');
  });

  it('does not excuse what throws for another reason', async () => {
    const found = await host(
      `var a = builder.Configuration["A"];\nvar b = TimeSpan.Parse("x");\n${cookie('TimeSpan.FromMinutes(5)')}`,
      {},
    );
    assert.equal(found.run.outcome.kind, 'throws');
  });
});
