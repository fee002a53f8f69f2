import assert from 'node:assert/strict';
import { introspectingApisIn } from '../../../../server/src/config/identityServer/party';
import { interpreted, projectWith } from './hosts';

/** Program.cs of a host: what stands between the builder and its start. */
const program = (services: string, more = '') => `
  //- /Program.cs
  using Duende.IdentityServer.Models;
  var builder = WebApplication.CreateBuilder(args);
  ${services}
  var app = builder.Build();
  app.UseIdentityServer();
  app.Run();
  ${more}`;

async function hostOf(text: string, environment?: string) {
  const read = await interpreted(text, environment);
  assert.ok(read.host, 'no IdentityServer was found');
  return { ...read, host: read.host };
}

describe('IdentityServer in start-up code', () => {
  it('is read with its options, cookie and clients, each with its place', async () => {
    const { host, textAt } = await hostOf(
      program(`
        builder.Services.AddIdentityServer(options =>
        {
            options.Authentication.CookieLifetime = TimeSpan.FromMinutes(15);
            options.Authentication.CoordinateClientLifetimesWithUserSession = true;
            options.ServerSideSessions.RemoveExpiredSessionsFrequency = TimeSpan.FromMinutes(5);
        })
        .AddServerSideSessions()
        .AddInMemoryClients(new[]
        {
            new Client { ClientId = "shop", AllowOfflineAccess = true, AccessTokenLifetime = 60 * 5, BackChannelLogoutUri = "https://shop.example.com/logout" },
        });`),
    );
    assert.equal(host.version, '7.4.8');
    assert.equal(host.cookie.scheme, 'idsrv');
    assert.equal(host.cookie.kind, 'idsrv');
    assert.equal(host.cookie.lifetime.value, 900);
    assert.equal(host.cookie.sliding.value, false);
    assert.equal(host.serverSideSessions.value, true);
    assert.equal(host.store, 'worker');
    assert.equal(host.options.coordinate.value, true);
    assert.equal(host.options.removeExpiredFrequency.value, 300);
    assert.equal(host.options.notifyAll.value, false);
    assert.equal(host.moreClients, undefined);
    const [shop] = host.clients;
    assert.equal(shop?.id, 'shop');
    assert.equal(shop?.accessTokenLifetime.value, 300);
    assert.equal(textAt(shop?.accessTokenLifetime.at), 'AccessTokenLifetime = 60 * 5');
    assert.equal(shop?.offlineAccess.value, true);
    assert.equal(shop?.refreshUsage.value, 'ReUse');
    assert.equal(shop?.coordinate.value, null);
    assert.equal(textAt(shop?.at), 'ClientId = "shop"');
  });

  it('is none where nobody adds it', async () => {
    const { host } = await interpreted(program('// builder.Services.AddIdentityServer();'));
    assert.equal(host, undefined);
  });

  describe('the cookie that is the session', () => {
    it('is ASP.NET Identity’s where that authenticates', async () => {
      const { host } = await hostOf(
        program(`
          builder.Services.AddIdentity<IdentityUser, IdentityRole>();
          builder.Services.AddIdentityServer(o => o.Authentication.CookieLifetime = TimeSpan.FromHours(2)).AddAspNetIdentity<IdentityUser>();
          builder.Services.ConfigureApplicationCookie(o => o.ExpireTimeSpan = TimeSpan.FromHours(8));`),
      );
      assert.equal(host.cookie.scheme, 'Identity.Application');
      assert.equal(host.cookie.kind, 'own');
      assert.equal(host.cookie.lifetime.value, 8 * 3600);
      assert.equal(host.cookie.sliding.value, true);
      assert.equal(host.options.cookieLifetime.value, 2 * 3600);
    });

    it('is the one that CookieAuthenticationScheme names', async () => {
      const { host } = await hostOf(
        program(`
          builder.Services.AddIdentityServer(o => o.Authentication.CookieAuthenticationScheme = "mine");
          builder.Services.AddAuthentication().AddCookie("mine", o => o.ExpireTimeSpan = TimeSpan.FromMinutes(30));`),
      );
      assert.deepEqual([host.cookie.scheme, host.cookie.lifetime.value], ['mine', 1800]);
    });

    it('is not known where it is no cookie that is registered', async () => {
      const { host } = await hostOf(
        program(`builder.Services.AddIdentityServer(o => o.Authentication.CookieAuthenticationScheme = "elsewhere");`),
      );
      assert.deepEqual(host.cookie.lifetime.value, { unknown: 'elsewhere is no cookie that is registered here' });
    });
  });

  describe('clients', () => {
    it('are found in a static list in another file, in AddRange, in subclasses and with later assignments', async () => {
      const { host } = await hostOf(
        `${program('builder.Services.AddIdentityServer().AddInMemoryClients(Config.Clients);')}
        //- /Config.cs
        using Duende.IdentityServer.Models;
        public static class Config
        {
            const int Minute = 60;
            public static IEnumerable<Client> Clients
            {
                get
                {
                    var clients = new List<Client> { new ApiClient("api") };
                    var web = new Client { ClientId = "web" };
                    web.AccessTokenLifetime = 10 * Minute;
                    clients.AddRange(new[] { web, new Client { ClientId = "spa", AccessTokenType = AccessTokenType.Reference } });
                    return clients;
                }
            }
        }
        public class ApiClient : Client
        {
            public ApiClient(string id) { ClientId = id; AccessTokenLifetime = 120; CoordinateLifetimeWithUserSession = true; }
        }`,
      );
      assert.deepEqual(
        host.clients.map((client) => [client.id, client.accessTokenLifetime.value, client.accessTokenType.value]),
        [
          ['api', 120, 'Jwt'],
          ['web', 600, 'Jwt'],
          ['spa', 3600, 'Reference'],
        ],
      );
      assert.equal(host.clients[0]?.coordinate.value, true);
    });

    it('are read from configuration where a section is bound, at their lines there', async () => {
      const text = `${program(
        'builder.Services.AddIdentityServer().AddInMemoryClients(builder.Configuration.GetSection("IdentityServer:Clients"));',
      )}
        //- /appsettings.json
        { "IdentityServer": { "Clients": [ { "ClientId": "json", "AccessTokenLifetime": "900", "RefreshTokenExpiration": "Sliding" } ] } }`;
      const { host, textAt } = await hostOf(text);
      const [json] = host.clients;
      assert.deepEqual(
        [json?.id, json?.accessTokenLifetime.value, json?.refreshExpiration.value],
        ['json', 900, 'Sliding'],
      );
      assert.match(textAt(json?.accessTokenLifetime.at) ?? '', /900/);
    });

    it('in configuration that nobody binds are none', async () => {
      const { host } = await hostOf(`${program('builder.Services.AddIdentityServer();')}
        //- /appsettings.json
        { "IdentityServer": { "Clients": [ { "ClientId": "json" } ] } }`);
      assert.deepEqual(host.clients, []);
      assert.match(host.moreClients?.unknown ?? '', /no clients are registered/);
    });

    it('of a database are not known', async () => {
      const { host } = await hostOf(
        program('builder.Services.AddIdentityServer().AddConfigurationStore(o => { }).AddOperationalStore(o => { });'),
      );
      assert.match(host.moreClients?.unknown ?? '', /store/);
      assert.equal(host.store, 'outside');
    });

    it('without an id, with one that is taken, or switched off do not count', async () => {
      const { host } = await hostOf(
        program(`builder.Services.AddIdentityServer().AddInMemoryClients(new[] {
          new Client { ClientName = "none" },
          new Client { ClientId = "a", AccessTokenLifetime = 1 },
          new Client { ClientId = "a", AccessTokenLifetime = 2 },
          new Client { ClientId = "off", Enabled = false },
        });`),
      );
      assert.deepEqual(
        host.clients.map((client) => [client.id, client.accessTokenLifetime.value]),
        [['a', 1]],
      );
    });
  });

  it('has clients that no user signs in with a browser', async () => {
    const { host } = await hostOf(
      program(`builder.Services.AddIdentityServer().AddInMemoryClients(new[] {
        new Client { ClientId = "plain" },
        new Client { ClientId = "code", AllowedGrantTypes = GrantTypes.CodeAndClientCredentials },
        new Client { ClientId = "machine", AllowedGrantTypes = GrantTypes.ClientCredentials },
        new Client { ClientId = "device", AllowedGrantTypes = GrantTypes.DeviceFlow },
        new Client { ClientId = "named", AllowedGrantTypes = { "client_credentials" } },
        new Client { ClientId = "listed", AllowedGrantTypes = new List<string> { "authorization_code", "client_credentials" } },
      });`),
    );
    assert.deepEqual(
      host.clients.map((client) => [client.id, client.signsIn]),
      [
        ['plain', true],
        ['code', true],
        ['machine', false],
        ['device', false],
        ['named', false],
        ['listed', true],
      ],
    );
  });

  it('has server-side sessions for certain, perhaps, or not', async () => {
    const of = async (services: string) => (await hostOf(program(services))).host.serverSideSessions.value;
    assert.equal(await of('var ids = builder.Services.AddIdentityServer(); ids.AddServerSideSessions();'), true);
    assert.equal(await of('builder.Services.AddIdentityServer();'), false);
    const perhaps = await of(
      'var ids = builder.Services.AddIdentityServer(); if (Environment.GetEnvironmentVariable("X") == "1") ids.AddServerSideSessions();',
    );
    assert.equal(typeof perhaps, 'object');
    const own = await of(
      'builder.Services.AddIdentityServer().AddServerSideSessions(); builder.Services.AddTransient<ISessionCoordinationService, Mine>();',
    );
    assert.match(JSON.stringify(own), /ISessionCoordinationService/);
  });

  it('has the version of its package, and the defaults of that version', async () => {
    const of = async (...packages: [string, string][]) => {
      const services =
        'builder.Services.AddIdentityServer().AddInMemoryClients(new[] { new Client { ClientId = "a" } });';
      const { host } = await hostOf(`//- /site.csproj\n${projectWith(...packages)}${program(services)}`);
      return [host.version, host.clients[0]?.refreshUsage.value];
    };
    assert.deepEqual(await of(['Duende.IdentityServer.AspNetIdentity', '6.3.10']), ['6.3.10', 'OneTimeOnly']);
    assert.deepEqual(await of(['Duende.IdentityServer', '8.0.3']), ['8.0.3', 'ReUse']);
    assert.deepEqual(await of(['IdentityServer4', '4.1.2']), ['IdentityServer4 4.1.2', 'OneTimeOnly']);
    assert.match(JSON.stringify(await of()), /no package of IdentityServer/);
  });
});

describe('applications that sign in elsewhere', () => {
  const application = (services: string) => `
    //- /Program.cs
    var builder = WebApplication.CreateBuilder(args);
    ${services}
    var app = builder.Build();
    app.Run();`;

  it('are read with client, authority, cookie, scopes and token management', async () => {
    const { parties } = await interpreted(
      application(`
        builder.Services.AddAuthentication(o => { o.DefaultScheme = "cookie"; o.DefaultChallengeScheme = "oidc"; })
          .AddCookie("cookie", o => o.ExpireTimeSpan = TimeSpan.FromHours(1))
          .AddOpenIdConnect("oidc", o =>
          {
              o.Authority = "https://localhost:5001";
              o.ClientId = "web";
              o.Scope.Add("offline_access");
              o.SaveTokens = true;
          });
        builder.Services.AddOpenIdConnectAccessTokenManagement();`),
    );
    assert.equal(parties.length, 1);
    const [party] = parties;
    assert.equal(party?.clientId.value, 'web');
    assert.equal(party?.authority.value, 'https://localhost:5001');
    assert.equal(party?.cookie.lifetime.value, 3600);
    assert.deepEqual(party?.scopes, ['offline_access']);
    assert.equal(party?.saveTokens.value, true);
    assert.notEqual(party?.renewBefore, null);
    assert.equal(party?.bff, false);
  });

  it('say how early they renew tokens, and that they take notices', async () => {
    const { parties } = await interpreted(
      application(`
        builder.Services.AddAuthentication().AddCookie("cookie").AddOpenIdConnect("oidc", o => { o.ClientId = "web"; o.SignInScheme = "cookie"; });
        builder.Services.AddOpenIdConnectAccessTokenManagement(o => o.RefreshBeforeExpiration = TimeSpan.FromMinutes(2));
        builder.Services.AddBff();`),
    );
    assert.equal(parties[0]?.renewBefore?.value, 120);
    assert.equal(parties[0]?.bff, true);
    assert.equal(parties[0]?.cookie.lifetime.value, 14 * 86_400);
  });

  it('manage no tokens where nothing registers that', async () => {
    const { parties } = await interpreted(
      application('builder.Services.AddAuthentication().AddOpenIdConnect("oidc", o => o.ClientId = "web");'),
    );
    assert.equal(parties[0]?.renewBefore, null);
    assert.match(JSON.stringify(parties[0]?.cookie.lifetime.value), /not known/);
  });
});

describe('APIs that ask about tokens', () => {
  const api = (options: string) => `
    //- /Program.cs
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddAuthentication("token").AddOAuth2Introspection("token", o => { o.Authority = "https://localhost:5001"; ${options} });
    builder.Build().Run();`;
  const cacheOf = async (options: string) => {
    const [found] = introspectingApisIn((await interpreted(api(options))).run);
    assert.equal(found?.authority.value, 'https://localhost:5001');
    return found?.cache.value;
  };

  it('keep answers only where that is switched on', async () => {
    assert.equal(await cacheOf(''), 0);
    assert.equal(await cacheOf('o.EnableCaching = true;'), 300);
    assert.equal(await cacheOf('o.EnableCaching = true; o.CacheDuration = TimeSpan.FromMinutes(1);'), 60);
  });
});
