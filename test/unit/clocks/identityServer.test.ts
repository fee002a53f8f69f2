import assert from 'node:assert/strict';
import { systemOf } from '../../../server/src/clocks/identityServer/system';
import { IDENTITY_SERVER } from '../../../server/src/site/identityServer/key';
import { workspaceOf } from '../sites';

/** A host in /ids and applications beside it, as one solution. */

const project = (folder: string, ...packages: readonly string[]) => `
  //- /all/${folder}/${folder}.csproj
  <Project Sdk="Microsoft.NET.Sdk.Web">
    <PropertyGroup><TargetFramework>net8.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
    <ItemGroup>${packages.map((name) => `<PackageReference Include="${name}" Version="7.4.8" />`).join('')}</ItemGroup>
  </Project>`;

const launch = (folder: string, url: string) => `
  //- /all/${folder}/Properties/launchSettings.json
  { "profiles": { "http": { "applicationUrl": "${url}" } } }`;

const host = (folder: string, clients: string, more = '') => `
  ${project(folder, 'Duende.IdentityServer')}
  //- /all/${folder}/Program.cs
  using Duende.IdentityServer.Models;
  var builder = WebApplication.CreateBuilder(args);
  builder.Services.AddIdentityServer(options =>
  {
      options.Authentication.CookieLifetime = TimeSpan.FromMinutes(15);
      options.Authentication.CoordinateClientLifetimesWithUserSession = true;
  }).AddServerSideSessions().AddInMemoryClients(new[] { ${clients} })${more};
  var app = builder.Build();
  app.UseIdentityServer();
  app.Run();`;

const application = (folder: string, clientId: string, authority: string, more = '', services = '') => `
  ${project(folder)}
  //- /all/${folder}/Program.cs
  var builder = WebApplication.CreateBuilder(args);
  builder.Services.AddAuthentication("cookie").AddCookie("cookie").AddOpenIdConnect("oidc", o =>
  {
      o.SignInScheme = "cookie";
      o.ClientId = "${clientId}";
      o.Authority = ${authority};
      ${more}
  });
  ${services}
  var app = builder.Build();
  app.UseAuthentication();
  app.Run();`;

const SPA =
  'new Client { ClientId = "spa", AllowOfflineAccess = true, AccessTokenLifetime = 300, BackChannelLogoutUri = "https://spa/out" }';

async function systemIn(text: string, folder = 'ids', variant: string | null = null) {
  const { sites } = await workspaceOf(text);
  const site = sites.find(({ root }) => root === `/all/${folder}`);
  assert.ok(site, `no site in ${folder}: ${sites.map(({ root }) => root)}`);
  const system = systemOf(site.view(variant), sites);
  return { site, system };
}

describe('IdentityServer systems', () => {
  it('are sites of their own kind, with the version of their package', async () => {
    const { site, system } = await systemIn(host('ids', SPA));
    assert.equal(site.stack, 'identityserver');
    assert.equal(site.version, '7.4.8');
    assert.ok(system);
  });

  it('draw a client whose code is not here from its registration', async () => {
    const { system } = await systemIn(host('ids', SPA));
    const [spa] = system?.clients ?? [];
    assert.equal(spa?.site, undefined);
    assert.deepEqual(spa?.verdict.idle, { least: 660, most: 900 });
    assert.deepEqual(spa?.verdict.noticed, { least: 660, most: 1500 });
    assert.equal(spa?.verdict.busySafe, true);
  });

  it('link an application by its client id, when nothing says where the host is', async () => {
    const { system } = await systemIn(
      host('ids', SPA) + application('web', 'spa', '"https://login.example.com"', 'o.Scope.Add("offline_access");'),
    );
    assert.equal(system?.clients[0]?.site?.root, '/all/web');
  });

  it('and by its authority, when launchSettings.json says where the host is', async () => {
    const at = (authority: string) =>
      systemIn(
        host('ids', SPA) +
          launch('ids', 'https://localhost:5001;http://localhost:5000') +
          application('web', 'spa', authority),
      );
    assert.equal((await at('"https://localhost:5001/"')).system?.clients[0]?.site?.root, '/all/web');
    assert.equal((await at('"https://localhost:6001"')).system?.clients[0]?.site, undefined);
  });

  it('take two hosts with one client id apart, or say of neither', async () => {
    const two = host('ids', SPA) + host('other', SPA);
    const web = application('web', 'spa', '"https://localhost:6001"');
    const unclear = await systemIn(two + web);
    assert.equal(unclear.system?.clients[0]?.site, undefined);
    const told = two + launch('ids', 'https://localhost:5001') + launch('other', 'https://localhost:6001') + web;
    assert.equal((await systemIn(told, 'ids')).system?.clients[0]?.site, undefined);
    assert.equal((await systemIn(told, 'other')).system?.clients[0]?.site?.root, '/all/web');
  });

  it('know what the application does: whether it asks for a refresh token, when it renews, whether it hears', async () => {
    const without = await systemIn(host('ids', SPA) + application('web', 'spa', '"https://x"'));
    assert.equal(without.system?.clients[0]?.verdict.signal, 'none');
    const early = await systemIn(
      host('ids', SPA) +
        application(
          'web',
          'spa',
          '"https://x"',
          'o.Scope.Add("offline_access");',
          'builder.Services.AddBff(); builder.Services.AddOpenIdConnectAccessTokenManagement(o => o.RefreshBeforeExpiration = TimeSpan.FromMinutes(2));',
        ),
    );
    assert.equal(early.system?.clients[0]?.verdict.idle.least, 720);
    assert.equal(early.system?.clients[0]?.verdict.noticed.most, 1500);
    const deaf = await systemIn(
      host('ids', SPA) + application('web', 'spa', '"https://x"', 'o.Scope.Add("offline_access");'),
    );
    assert.equal(deaf.system?.clients[0]?.verdict.noticed.most, null);
  });

  it('count what APIs keep of the answers about reference tokens', async () => {
    const reference = 'new Client { ClientId = "spa", AccessTokenType = AccessTokenType.Reference }';
    const api = `
      ${project('api')}
      //- /all/api/Program.cs
      var builder = WebApplication.CreateBuilder(args);
      builder.Services.AddAuthentication("token").AddOAuth2Introspection("token", o => { o.EnableCaching = true; o.CacheDuration = TimeSpan.FromMinutes(10); });
      builder.Build().Run();`;
    assert.equal((await systemIn(host('ids', reference))).system?.clients[0]?.verdict.idle.least, 900);
    const cached = await systemIn(host('ids', reference) + api);
    assert.deepEqual(cached.system?.clients[0]?.verdict.idle, { least: 300, most: 900 });
    assert.equal(cached.system?.clients[0]?.verdict.signal, 'introspection');
  });

  it('have other values in another environment', async () => {
    const text = `
      ${host('ids', 'new Client { ClientId = "spa", AllowOfflineAccess = true, AccessTokenLifetime = builder.Configuration.GetValue("Token", 300) }')}
      //- /all/ids/appsettings.Development.json
      { "Token": 3600 }`;
    assert.equal((await systemIn(text)).system?.clients[0]?.verdict.busySafe, true);
    assert.equal((await systemIn(text, 'ids', 'Development')).system?.clients[0]?.verdict.busySafe, false);
  });

  it('have no clients of machines, and say where others may come from', async () => {
    const { system } = await systemIn(
      host(
        'ids',
        'new Client { ClientId = "job", AllowedGrantTypes = GrantTypes.ClientCredentials }',
        '.AddConfigurationStore(o => { })',
      ),
    );
    assert.deepEqual(system?.clients, []);
    assert.match(system?.host.moreClients?.unknown ?? '', /store/);
  });

  it('are none where code only mentions them', async () => {
    const { sites } = await workspaceOf(`
      ${project('web')}
      //- /all/web/Program.cs
      var builder = WebApplication.CreateBuilder(args);
      // builder.Services.AddIdentityServer();
      builder.Build().Run();`);
    assert.equal(sites[0]?.stack, 'core');
    assert.equal(sites[0]?.view(null).part(IDENTITY_SERVER)?.host, undefined);
  });

  it('are linked by the authority in the workspace, where launchSettings.json says where the host is', async () => {
    const { systems } = await workspaceOf(
      host('ids', SPA) +
        launch('ids', 'https://localhost:5001') +
        application('web', 'spa', '"https://localhost:5001"'),
    );
    const [system] = systems();
    assert.deepEqual(
      system?.members.map(({ root }) => root),
      ['/all/ids', '/all/web'],
    );
    assert.deepEqual(
      system?.links.map(({ kind, name }) => [kind, name]),
      [['authority', 'https://localhost:5001']],
    );
  });
});
