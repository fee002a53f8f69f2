import { Random } from '../random';

/** A host as its files, and what of it no reader can know. */
export interface GeneratedHost {
  readonly id: string;
  /** By path, relative to the project. */
  readonly files: Readonly<Record<string, string>>;
}

/** Set in the second world of every host: code that asks for it may go another way there. */
export const FLAG = 'SHOP_FLAG';

const USINGS = [
  'Microsoft.AspNetCore.Antiforgery',
  'Microsoft.AspNetCore.Authentication',
  'Microsoft.AspNetCore.Authentication.BearerToken',
  'Microsoft.AspNetCore.Authentication.Cookies',
  'Microsoft.AspNetCore.Authentication.JwtBearer',
  'Microsoft.AspNetCore.Authentication.OpenIdConnect',
  'Microsoft.AspNetCore.Components.Server',
  'Microsoft.AspNetCore.DataProtection',
  'Microsoft.AspNetCore.DataProtection.KeyManagement',
  'Microsoft.AspNetCore.Identity',
  'Microsoft.AspNetCore.Mvc',
  'Microsoft.AspNetCore.Server.Kestrel.Core',
  'Microsoft.AspNetCore.SignalR',
  'Microsoft.Extensions.Options',
  'Microsoft.IdentityModel.Tokens',
];

export const PROJECT =
  '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup></Project>';

/** An options class, its properties, and the calls that make and configure it; `#` stands for a delegate. */
interface Kind {
  readonly options: string;
  readonly spans: readonly string[];
  readonly flags: readonly string[];
  /** How it comes to be, with a delegate or without. */
  readonly made: readonly string[];
  /** Its name, where it has one. */
  readonly name?: string;
}

const COOKIE = {
  options: 'CookieAuthenticationOptions',
  spans: ['ExpireTimeSpan', 'Cookie.MaxAge'],
  flags: ['SlidingExpiration'],
};
const KINDS: readonly Kind[] = [
  {
    ...COOKIE,
    made: [
      'services.AddAuthentication().AddCookie(#);',
      'services.AddAuthentication("Cookies").AddCookie("Cookies", #);',
    ],
    name: 'Cookies',
  },
  {
    ...COOKIE,
    made: ['services.AddAuthentication(o => o.DefaultScheme = Names.Shop).AddCookie(Names.Shop, #);'],
    name: 'Shop',
  },
  { ...COOKIE, made: ['services.ConfigureApplicationCookie(#);'], name: 'Identity.Application' },
  { ...COOKIE, made: ['services.ConfigureExternalCookie(#);'], name: 'Identity.External' },
  {
    options: 'OpenIdConnectOptions',
    spans: ['RemoteAuthenticationTimeout', 'ProtocolValidator.NonceLifetime', 'MaxAge', 'BackchannelTimeout'],
    flags: ['UseTokenLifetime', 'SaveTokens'],
    made: ['services.AddAuthentication().AddOpenIdConnect("oidc", #);'],
    name: 'oidc',
  },
  {
    options: 'JwtBearerOptions',
    spans: ['TokenValidationParameters.ClockSkew', 'BackchannelTimeout'],
    flags: [],
    made: ['services.AddAuthentication().AddJwtBearer(#);', 'services.AddAuthentication().AddJwtBearer("Bearer", #);'],
    name: 'Bearer',
  },
  {
    options: 'BearerTokenOptions',
    spans: ['BearerTokenExpiration', 'RefreshTokenExpiration'],
    flags: [],
    made: ['services.AddAuthentication().AddBearerToken(IdentityConstants.BearerScheme, #);'],
    name: 'Identity.Bearer',
  },
  {
    options: 'SessionOptions',
    spans: ['IdleTimeout', 'IOTimeout', 'Cookie.MaxAge'],
    flags: ['Cookie.IsEssential'],
    made: ['services.AddSession(#);'],
  },
  {
    options: 'SecurityStampValidatorOptions',
    spans: ['ValidationInterval'],
    flags: [],
    made: ['services.Configure<SecurityStampValidatorOptions>(#);'],
  },
  {
    options: 'IdentityOptions',
    spans: ['Lockout.DefaultLockoutTimeSpan'],
    flags: ['Lockout.AllowedForNewUsers'],
    made: ['services.Configure<IdentityOptions>(#);'],
  },
  {
    options: 'DataProtectionTokenProviderOptions',
    spans: ['TokenLifespan'],
    flags: [],
    made: ['services.Configure<DataProtectionTokenProviderOptions>(#);'],
  },
  { options: 'AntiforgeryOptions', spans: ['Cookie.MaxAge'], flags: [], made: ['services.AddAntiforgery(#);'] },
  {
    options: 'CookieTempDataProviderOptions',
    spans: ['Cookie.MaxAge'],
    flags: [],
    made: ['services.Configure<CookieTempDataProviderOptions>(#);', 'services.AddMvc().AddCookieTempDataProvider(#);'],
  },
  {
    options: 'CircuitOptions',
    spans: ['DisconnectedCircuitRetentionPeriod', 'JSInteropDefaultCallTimeout'],
    flags: [],
    made: ['services.AddServerSideBlazor(#);', 'services.AddRazorComponents().AddInteractiveServerComponents(#);'],
  },
  {
    options: 'HubOptions',
    spans: ['KeepAliveInterval', 'HandshakeTimeout', 'ClientTimeoutInterval'],
    flags: [],
    made: ['services.AddSignalR(#);'],
  },
  { options: 'HostOptions', spans: ['ShutdownTimeout'], flags: [], made: ['services.Configure<HostOptions>(#);'] },
];

/** The same host for the same seed and number. */
export function generateHost(seed: number, number: number): GeneratedHost {
  return new Writer(new Random(seed * 7919 + number), String(number)).host();
}

class Writer {
  readonly #random: Random;
  readonly #id: string;
  /** Members of the class of limits, classes of settings, and whatever else the code needs. */
  readonly #limits: string[] = [];
  readonly #types: string[] = [];
  readonly #setup: string[] = [];
  readonly #json: Record<string, Record<string, unknown>> = {
    'appsettings.json': {},
    'appsettings.Development.json': {},
    'appsettings.Production.json': {},
  };
  #next = 0;

  constructor(random: Random, id: string) {
    this.#random = random;
    this.#id = id;
  }

  host(): GeneratedHost {
    const random = this.#random;
    const identity = random.chance(0.35);
    const kinds = KINDS.filter(({ name }) => identity || !name?.startsWith('Identity.A')).filter(() =>
      random.chance(0.3),
    );
    const calls = kinds.flatMap((kind) => this.#kind(kind));
    if (identity)
      calls.splice(
        random.below(calls.length + 1),
        0,
        random.pick([
          'services.AddIdentity<IdentityUser, IdentityRole>();',
          'services.AddIdentity<IdentityUser, IdentityRole>(o => o.Lockout.MaxFailedAccessAttempts = 4);',
        ]),
      );
    if (!identity && kinds.some(({ name }) => name === 'Identity.External'))
      calls.push('services.AddAuthentication().AddCookie("Identity.External");');
    const files: Record<string, string> = { 'Shop.csproj': PROJECT, ...this.#layout(calls) };
    files['Usings.cs'] = USINGS.map((name) => `global using ${name};`).join('\n');
    files['Limits.cs'] =
      `namespace Shop;\npublic static class Names { public const string Shop = "Shop"; }\npublic static partial class Limits\n{\n${this.#limits.join('\n')}\n}\n${this.#types.join('\n')}\n`;
    for (const [name, values] of Object.entries(this.#json))
      if (Object.keys(values).length > 0)
        files[name] = `${random.chance(0.2) ? '// settings\n' : ''}${JSON.stringify(values, null, 2)}\n`;
    if (random.chance(0.3))
      files['Unused.cs'] =
        'namespace Shop;\npublic static class Unused { public static void AddUnused(this IServiceCollection services) { services.ConfigureAll<CookieAuthenticationOptions>(o => o.ExpireTimeSpan = TimeSpan.FromDays(99)); services.AddSession(o => o.IdleTimeout = TimeSpan.FromDays(99)); } }\n';
    return { id: this.#id, files };
  }

  #name(prefix: string): string {
    this.#next++;
    return `${prefix}${this.#next}`;
  }

  /** What makes options of a kind, and perhaps others that write them. */
  #kind(kind: Kind): string[] {
    const random = this.#random;
    const calls = [random.pick(kind.made).replace('#', () => this.#delegate(kind))];
    for (let more = random.below(3); more > 0; more--)
      calls.splice(random.below(calls.length + 1), 0, this.#writer(kind));
    return calls.flatMap((call) => [...this.#setup.splice(0), call]);
  }

  #writer(kind: Kind): string {
    const { options, name } = kind;
    const named = name === undefined ? '' : `"${name}", `;
    const random = this.#random;
    switch (random.below(9)) {
      case 0:
        return `services.PostConfigure<${options}>(${named}${this.#delegate(kind)});`;
      case 1:
        return `services.ConfigureAll<${options}>(${this.#delegate(kind)});`;
      case 2:
        return `services.AddOptions<${options}>(${named.replace(', ', '')}).Configure(${this.#delegate(kind)});`;
      case 3:
        return `services.Configure<${options}>(${this.#delegate(kind)});`;
      case 4: {
        const section = this.#section(kind);
        return `services.Configure<${options}>(${named}configuration.GetSection("${section}"));`;
      }
      case 5: {
        const setup = this.#name('Setup');
        this.#types.push(
          `public class ${setup}(IConfiguration configuration, IHostEnvironment environment) : IConfigureNamedOptions<${options}>\n{\n    public void Configure(${options} o) => Configure(Options.DefaultName, o);\n    public void Configure(string? name, ${options} o)\n    {\n        if (name == "${name ?? ''}") { ${this.#statements(kind, 'o')} }\n        _ = configuration; _ = environment;\n    }\n}`,
        );
        return random.chance(0.5)
          ? `services.ConfigureOptions<${setup}>();`
          : `services.AddSingleton<IConfigureOptions<${options}>, ${setup}>();`;
      }
      case 6:
        return `foreach (var some in new[] { "${name ?? ''}", "Other" }) services.Configure<${options}>(some, ${this.#delegate(kind)});`;
      case 7:
        return `if (${this.#condition()}) services.Configure<${options}>(${named}${this.#delegate(kind)});`;
      default:
        return `services.Configure<${options}>(${named}${this.#delegate(kind)});`;
    }
  }

  /** A delegate in one of its many forms; what it needs before it goes to the set-up. */
  #delegate(kind: Kind): string {
    const random = this.#random;
    const o = random.pick(['o', 'options', 'x']);
    const body = this.#statements(kind, o);
    const { options } = kind;
    switch (random.below(8)) {
      case 0: {
        const name = this.#name('Set');
        this.#setup.push(`void ${name}(${options} ${o})\n{\n    ${body}\n}`);
        return name;
      }
      case 1: {
        const name = this.#name('set');
        this.#setup.push(`Action<${options}> ${name} = ${o} => { ${body} };`);
        return name;
      }
      case 2:
        return `delegate (${options} ${o}) { ${body} }`;
      case 3:
        return `(${options} ${o}) => { ${body} }`;
      default:
        return `${o} => { ${body} }`;
    }
  }

  #statements(kind: Kind, o: string): string {
    const random = this.#random;
    const lines: string[] = [];
    for (let count = 1 + random.below(3); count > 0; count--) {
      const flag = kind.flags.length > 0 && random.chance(0.3);
      const property = random.pick(flag ? kind.flags : kind.spans);
      const nullable = /MaxAge|Interval|Handshake/.test(property);
      const value = () => (flag ? this.#flag() : this.#span(2));
      const target = `${o}.${property}`;
      lines.push(this.#statement(target, value, nullable));
    }
    return lines.join(' ');
  }

  #statement(target: string, value: () => string, nullable: boolean): string {
    const random = this.#random;
    const set = () => `${target} = ${value()};`;
    switch (random.below(12)) {
      case 0:
        return `if (${this.#condition()}) ${set()}`;
      case 1:
        return `if (${this.#condition()}) { ${set()} } else { ${set()} }`;
      case 2:
        return `switch (environment.EnvironmentName) { case "Development": ${set()} break; default: ${set()} break; }`;
      case 3:
        return `try { ${set()} } catch (FormatException) { ${set()} }`;
      case 4:
        return `if (${this.#condition()}) return; ${set()}`;
      case 5:
        return nullable ||
          !target.match(/TimeSpan|Timeout|Lifetime|Expiration|Lifespan|Skew/) ||
          /Use|Sliding/.test(target)
          ? set()
          : `${set()} ${target} += TimeSpan.FromMinutes(${1 + random.below(9)});`;
      case 6:
        return `// ${set()}\n    ${set()}`;
      case 7:
        return `foreach (var _ in new[] { 1, 2 }) { ${set()} }`;
      default:
        return set();
    }
  }

  #condition(): string {
    const flag = `Environment.GetEnvironmentVariable("${FLAG}")`;
    return this.#random.pick([
      `${flag} == "1"`,
      `${flag} is not null`,
      `!string.IsNullOrEmpty(${flag})`,
      'environment.IsDevelopment()',
      '!environment.IsProduction()',
      'environment.EnvironmentName == Environments.Development',
      'true',
      '1 + 1 == 3',
      `environment.IsDevelopment() && ${flag} == "1"`,
      `false || environment.IsEnvironment("production")`,
    ]);
  }

  #flag(): string {
    const random = this.#random;
    switch (random.below(5)) {
      case 0:
        return this.#condition();
      case 1:
        return `configuration.GetValue<bool>("${this.#key(random.pick([true, false, 'True', 'false']))}")`;
      case 2:
        return `!${random.pick(['true', 'false'])}`;
      default:
        return random.pick(['true', 'false']);
    }
  }

  /** A TimeSpan between a second and a year. */
  #span(depth: number): string {
    const random = this.#random;
    const number = () => 1 + random.below(90);
    const unit = () => random.pick(['Minutes', 'Hours', 'Seconds']);
    if (depth > 0 && random.chance(0.35))
      switch (random.below(6)) {
        case 0:
          return `(${this.#span(depth - 1)} + ${this.#span(depth - 1)})`;
        case 1:
          return `${this.#span(depth - 1)}.Add(${this.#span(depth - 1)})`;
        case 2:
          return `(${this.#span(depth - 1)} * ${1 + random.below(3)})`;
        case 3:
          return `(${this.#condition()} ? ${this.#span(depth - 1)} : ${this.#span(depth - 1)})`;
        case 4:
          return `(environment.EnvironmentName switch { "Development" => ${this.#span(depth - 1)}, _ => ${this.#span(depth - 1)} })`;
        default:
          return `TimeSpan.FromTicks(Math.Max(${this.#span(depth - 1)}.Ticks, TimeSpan.TicksPerMinute))`;
      }
    switch (random.below(16)) {
      case 0:
        return `new TimeSpan(${number()}, ${number()}, ${number()})`;
      case 1:
        return `new TimeSpan(${random.below(3)}, ${number()}, ${number()}, ${number()})`;
      case 2:
        return `TimeSpan.Parse("${random.pick(['00:20:00', '1.02:03:04', '0:5:0', ' 00:07 ', '3', '24:00:00', '1:2:3:4'])}")`;
      case 3:
        return `TimeSpan.FromMinutes(${random.pick(['0.5', '1.25', '7.5', '.75', '1e1'])})`;
      case 4:
        return `TimeSpan.From${unit()}(${number()} * ${1 + random.below(5)} / 2 + 1)`;
      case 5: {
        const name = this.#name('Span');
        const value = `TimeSpan.From${unit()}(${number()})`;
        this.#limits.push(
          random.pick([
            `    public static readonly TimeSpan ${name} = ${value};`,
            `    public static TimeSpan ${name} => ${value};`,
            `    public static TimeSpan ${name} { get; } = ${value};`,
            `    public static TimeSpan ${name} { get { return ${value}; } }`,
          ]),
        );
        return `Shop.Limits.${name}`;
      }
      case 6: {
        const name = this.#name('Minutes');
        this.#limits.push(
          random.pick([
            `    public const int ${name} = ${number()};`,
            `    private const int ${name}Half = ${number()};\n    public const int ${name} = ${name}Half * 2;`,
            `    public static int ${name}(int more = ${number()}) => more + 1;`,
          ]),
        );
        return `TimeSpan.FromMinutes(Shop.Limits.${name}${this.#limits.at(-1)!.includes('(int more') ? '()' : ''})`;
      }
      case 7:
        return `TimeSpan.FromMinutes(configuration.GetValue<int>("${this.#key(random.pick([number(), String(number()), '0x1f']))}"))`;
      case 8:
        return `TimeSpan.FromMinutes(configuration.GetValue("Missing:${number()}", ${number()}))`;
      case 9:
        return `configuration.GetValue<TimeSpan>("${this.#key(random.pick(['00:45:00', '2', '1.00:00:00']))}")`;
      case 10:
        return `TimeSpan.Parse(configuration["${this.#key('00:11:00')}"] ?? "00:12:00")`;
      case 11: {
        const type = this.#name('Login');
        this.#types.push(
          `public class ${type} { public int Minutes { get; set; } = ${number()}; public string? Other { get; set; } }`,
        );
        const section = this.#key(random.chance(0.5) ? { Minutes: number() } : { Other: 'x' }, false);
        return `TimeSpan.FromMinutes(configuration.GetSection("${section}").Get<Shop.${type}>()!.Minutes)`;
      }
      case 12:
        return `TimeSpan.FromMinutes(int.Parse(Environment.GetEnvironmentVariable("${FLAG}") ?? "${number()}") + 2)`;
      case 13: {
        const type = this.#name('Kind');
        this.#types.push(`public enum ${type} { Short = 1, Middle, Long = ${10 + number()} }`);
        return `TimeSpan.FromMinutes((int)Shop.${type}.${random.pick(['Short', 'Middle', 'Long'])})`;
      }
      default:
        return `TimeSpan.From${unit()}(${number()})`;
    }
  }

  /** A key that holds the value, perhaps another one in some environment, perhaps written flat or in another case. */
  #key(value: unknown, flat = true): string {
    const random = this.#random;
    const group = random.pick(['Login', 'Session', 'Security']);
    const name = this.#name('Key');
    const put = (file: string, held: unknown) => {
      const at = this.#json[file]!;
      if (flat && random.chance(0.2)) at[`${group}:${name}`] = held;
      else at[group] = { ...(at[group] as object), [name]: held };
    };
    put('appsettings.json', value);
    if (random.chance(0.25)) put(`appsettings.${random.pick(['Development', 'Production'])}.json`, value);
    const path = `${group}:${name}`;
    return random.chance(0.15) ? path.toUpperCase() : path;
  }

  #section({ spans, flags }: Kind): string {
    const random = this.#random;
    const name = this.#name('Section');
    const values: Record<string, unknown> = {};
    const put = (property: string, value: unknown) => {
      const [first, second] = property.split('.');
      if (second) values[first!] = { ...(values[first!] as object), [second]: value };
      else values[random.chance(0.2) ? property.toLowerCase() : property] = value;
    };
    for (const property of random.some(spans, 0.6)) put(property, random.pick(['00:25:00', '01:00:00', '3']));
    for (const property of random.some(flags, 0.5)) put(property, random.pick([true, false, 'true']));
    this.#json['appsettings.json']![name] = Object.keys(values).length > 0 ? values : { Nothing: 1 };
    return name;
  }

  #layout(calls: readonly string[]): Record<string, string> {
    const random = this.#random;
    const body = calls.map((call) => `    ${call}`).join('\n');
    switch (random.below(5)) {
      case 0:
        return {
          'Program.cs':
            'using Shop;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddShop(builder.Configuration, builder.Environment).AddRouting();\nvar app = builder.Build();\nawait app.RunAsync();\n',
          'Extensions/ServiceExtensions.cs': `namespace Shop;\ninternal static class ServiceExtensions\n{\n    public static IServiceCollection AddShop(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)\n    {\n${body}\n    return services;\n    }\n}\n`,
        };
      case 1:
        return {
          'Program.cs':
            'namespace Shop;\npublic class Program\n{\n    public static void Main(string[] args) => CreateHostBuilder(args).Build().Run();\n    public static IHostBuilder CreateHostBuilder(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>());\n}\n',
          'Startup.cs': `namespace Shop;\npublic partial class Startup\n{\n    private readonly IConfiguration configuration;\n    private readonly IWebHostEnvironment environment;\n    public Startup(IConfiguration configuration, IWebHostEnvironment environment) { this.configuration = configuration; this.environment = environment; }\n    public void ConfigureServices(IServiceCollection services)\n    {\n${body}\n    }\n    public void Configure(IApplicationBuilder app) { app.UseRouting(); }\n}\n`,
        };
      case 2:
        return {
          'Program.cs': `namespace Shop;\npublic static class Program\n{\n    public static async Task Main(string[] args)\n    {\n        var builder = WebApplication.CreateBuilder(args);\n        Add(builder.Services, builder.Configuration, builder.Environment);\n        var app = builder.Build();\n        await app.RunAsync();\n    }\n    private static void Add(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)\n    {\n${body}\n    }\n}\n`,
        };
      default:
        return {
          'Program.cs': `using Shop;\nvar builder = WebApplication.CreateBuilder(args);\nvar services = builder.Services;\nIConfiguration configuration = builder.Configuration;\nvar environment = builder.Environment;\n${body}\nvar app = builder.Build();\napp.MapGet("/", () => "ok");\napp.Run();\n`,
        };
    }
  }
}
