import assert from 'node:assert/strict';
import type { Finding } from '../../../server/src/rules/rule';
import { parseFixture } from '../fixture';
import { findingsIn, workspaceOf } from '../sites';
import { fixed } from './fixing';

/** Rules of IdentityServer over the ways in which hosts are written. */

const PROJECT = `
  //- /ids/Ids.csproj
  <Project Sdk="Microsoft.NET.Sdk.Web">
    <PropertyGroup><TargetFramework>net8.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
    <ItemGroup><PackageReference Include="Duende.IdentityServer" Version="7.4.8" /></ItemGroup>
  </Project>`;

const host = (options: string, after: string, more = '') => `${PROJECT}
  //- /ids/Program.cs
  using Duende.IdentityServer.Models;
  var builder = WebApplication.CreateBuilder(args);
  builder.Services.AddIdentityServer(options =>
  {
      ${options}
  })${after};
  var app = builder.Build();
  app.UseIdentityServer();
  app.Run();
  ${more}`;

const COORDINATED = `options.Authentication.CookieLifetime = TimeSpan.FromMinutes(15);
      options.Authentication.CoordinateClientLifetimesWithUserSession = true;`;
const DURABLE = '.AddServerSideSessions().AddOperationalStore(o => { })';

async function found(text: string, rule: string): Promise<Finding[]> {
  return findingsIn(await workspaceOf(text)).filter((finding) => finding.rule === rule);
}

/** The text of a file after the first fix of the first finding. */
async function mended(text: string, rule: string, file: string): Promise<string | undefined> {
  const [finding] = await found(text, rule);
  const fix = finding?.fixes?.[0];
  assert.ok(fix, `no fix of ${rule}`);
  return fixed(parseFixture(text).files, [fix]).get(file);
}

describe('a client that refreshes too late', () => {
  const RULE = 'busy-user-signed-out';

  it('is found where only the default is too long, and gets a lifetime beside its id', async () => {
    const text = host(
      COORDINATED,
      `${DURABLE}.AddInMemoryClients(new[] { new Client { ClientId = "a", AllowOfflineAccess = true } })`,
    );
    assert.match((await found(text, RULE))[0]?.message ?? '', /`a`.*60\s?min.*15\s?min/);
    assert.match(
      (await mended(text, RULE, '/ids/Program.cs')) ?? '',
      /ClientId = "a", AccessTokenLifetime = 450, AllowOfflineAccess/,
    );
  });

  it('is mended where it is computed, assigned later, or set in a constructor', async () => {
    const later = host(
      COORDINATED,
      `${DURABLE}.AddInMemoryClients(Config.All)`,
      `//- /ids/Config.cs
      using Duende.IdentityServer.Models;
      static class Config
      {
          const int Hour = 60 * 60;
          public static List<Client> All
          {
              get
              {
                  var one = new Client { ClientId = "one", AllowOfflineAccess = true, AccessTokenLifetime = 2 * Hour };
                  var two = new Client();
                  two.ClientId = "two";
                  two.AllowOfflineAccess = true;
                  return new List<Client> { one, two };
              }
          }
      }`,
    );
    assert.equal((await found(later, RULE)).length, 2);
    assert.match((await mended(later, RULE, '/ids/Config.cs')) ?? '', /AccessTokenLifetime = 450 \}/);
    const [, two] = await found(later, RULE);
    const text = fixed(parseFixture(later).files, [two!.fixes![0]!]).get('/ids/Config.cs');
    assert.match(text ?? '', /two\.ClientId = "two";\n\s+two\.AccessTokenLifetime = 450;\n\s+two\.AllowOfflineAccess/);
  });

  it('is mended in appsettings.json where its value stands there', async () => {
    const json = (client: string) =>
      host(
        COORDINATED,
        `${DURABLE}.AddInMemoryClients(builder.Configuration.GetSection("Clients"))`,
        `//- /ids/appsettings.json\n{ "Clients": [ ${client} ] }`,
      );
    const written = json('{ "ClientId": "a", "AllowOfflineAccess": true, "AccessTokenLifetime": 7200 }');
    assert.match((await mended(written, RULE, '/ids/appsettings.json')) ?? '', /"AccessTokenLifetime": 450 \}/);
    const unwritten = json('{ "ClientId": "a", "AllowOfflineAccess": true }');
    assert.match(
      (await mended(unwritten, RULE, '/ids/appsettings.json')) ?? '',
      /"ClientId": "a", "AccessTokenLifetime": 450, /,
    );
  });

  it('is left alone when it is not coordinated, has no user, or comes from elsewhere', async () => {
    for (const client of [
      'new Client { ClientId = "a", AllowOfflineAccess = true, CoordinateLifetimeWithUserSession = false }',
      'new Client { ClientId = "a", AllowOfflineAccess = true, AllowedGrantTypes = GrantTypes.ClientCredentials }',
      'new Client { ClientId = "a", AllowOfflineAccess = true, AccessTokenLifetime = int.Parse(Environment.GetEnvironmentVariable("T")) }',
    ]) {
      assert.deepEqual(await found(host(COORDINATED, `${DURABLE}.AddInMemoryClients(new[] { ${client} })`), RULE), []);
    }
  });

  it('is found when the client alone says that it is coordinated', async () => {
    const text = host(
      'options.Authentication.CookieLifetime = TimeSpan.FromMinutes(20);',
      `${DURABLE}.AddInMemoryClients(new[] { new Client { ClientId = "a", AllowOfflineAccess = true, CoordinateLifetimeWithUserSession = true } })`,
    );
    assert.equal((await found(text, RULE)).length, 1);
  });
});

describe('coordination that cannot work', () => {
  it('is found at the option and at every client, and sessions are added where IdentityServer is', async () => {
    const text = host(
      'options.Authentication.CoordinateClientLifetimesWithUserSession = true;',
      '.AddInMemoryClients(new[] { new Client { ClientId = "a", CoordinateLifetimeWithUserSession = true } })',
    );
    assert.equal((await found(text, 'coordination-without-sessions')).length, 2);
    const mend = await mended(text, 'coordination-without-sessions', '/ids/Program.cs');
    assert.match(mend ?? '', /\}\)\.AddServerSideSessions\(\)\.AddInMemoryClients/);
  });

  it('is not said where a condition decides about sessions', async () => {
    const text = `${PROJECT}
      //- /ids/Program.cs
      using Duende.IdentityServer.Models;
      var builder = WebApplication.CreateBuilder(args);
      var ids = builder.Services.AddIdentityServer(o => o.Authentication.CoordinateClientLifetimesWithUserSession = true);
      if (Environment.GetEnvironmentVariable("SESSIONS") == "yes") ids.AddServerSideSessions();
      builder.Build().Run();`;
    assert.deepEqual(await found(text, 'coordination-without-sessions'), []);
  });
});

describe('notices of expired sessions', () => {
  const RULE = 'expiry-not-told-to-clients';
  const NOTIFIES = 'options.ServerSideSessions.ExpiredSessionsTriggerBackchannelLogout = true;';
  const URI = '.AddInMemoryClients(new[] { new Client { ClientId = "a", BackChannelLogoutUri = "https://a/out" } })';

  it('need the job, sessions and an address', async () => {
    const [job] = await found(
      host(`${NOTIFIES} options.ServerSideSessions.RemoveExpiredSessions = false;`, DURABLE + URI),
      RULE,
    );
    assert.match(job?.message ?? '', /RemoveExpiredSessions is false/);
    const [sessions] = await found(host(NOTIFIES, URI), RULE);
    assert.match(sessions?.message ?? '', /AddServerSideSessions/);
    const [addresses] = await found(
      host(NOTIFIES, `${DURABLE}.AddInMemoryClients(new[] { new Client { ClientId = "a" } })`),
      RULE,
    );
    assert.match(addresses?.message ?? '', /none of the registered clients/);
    assert.deepEqual(await found(host(NOTIFIES, DURABLE + URI), RULE), []);
    assert.deepEqual(await found(host(NOTIFIES, `${DURABLE}.AddConfigurationStore(o => { })`), RULE), []);
  });

  it('run again when the job is switched on', async () => {
    const text = host(`${NOTIFIES}\n      options.ServerSideSessions.RemoveExpiredSessions = false;`, DURABLE + URI);
    assert.match((await mended(text, RULE, '/ids/Program.cs')) ?? '', /RemoveExpiredSessions = true;/);
  });
});

describe('lifetimes of refresh tokens', () => {
  const RULE = 'refresh-lifetime-not-used';
  const of = (client: string) =>
    found(
      host('', `.AddInMemoryClients(new[] { new Client { ClientId = "a", AllowOfflineAccess = true, ${client} } })`),
      RULE,
    );

  it('of 0 are dead at once, or endless', async () => {
    assert.match((await of('AbsoluteRefreshTokenLifetime = 0'))[0]?.message ?? '', /ends in the second/);
    const [endless] = await of('AbsoluteRefreshTokenLifetime = 0, RefreshTokenExpiration = TokenExpiration.Sliding');
    assert.equal(endless?.severity, 'information');
  });

  it('are cut, or read as they stand', async () => {
    const sliding = 'RefreshTokenExpiration = TokenExpiration.Sliding';
    assert.match(
      (await of(`${sliding}, SlidingRefreshTokenLifetime = 7200, AbsoluteRefreshTokenLifetime = 3600`))[0]?.message ??
        '',
      /is cut to/,
    );
    assert.deepEqual(await of(`${sliding}, SlidingRefreshTokenLifetime = 3600`), []);
    assert.deepEqual(await of('AbsoluteRefreshTokenLifetime = 3600'), []);
  });
});

it('an IdentityServer in order has nothing to be warned of', async () => {
  const text = host(
    COORDINATED,
    `${DURABLE}.AddInMemoryClients(new[] { new Client { ClientId = "a", AllowOfflineAccess = true, AccessTokenLifetime = 300, BackChannelLogoutUri = "https://a/out" } })`,
  );
  assert.deepEqual(
    findingsIn(await workspaceOf(text)).filter(({ severity }) => severity !== 'hint'),
    [],
  );
});
