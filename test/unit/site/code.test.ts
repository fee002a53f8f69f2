import assert from 'node:assert/strict';
import { katanaStartUp } from '../../../server/src/config/startUp/katana';
import { readModule } from '../../../server/src/files/modules';
import { settingsOf } from '../../../server/src/settings/reader';
import { CORE } from '../../../server/src/site/core/key';
import { KATANA } from '../../../server/src/site/katana/key';
import type { Site } from '../../../server/src/site/site';
import { provideCSharp } from '../../../server/src/syntax/csharp/kind';
import { siteOf, workspaceOf } from '../sites';

provideCSharp(readModule);

const WEB =
  '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>';
const PROGRAM = `var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication("web").AddCookie("web", o =>
{
    o.ExpireTimeSpan = TimeSpan.FromMinutes(builder.Configuration.GetValue("Minutes", 30));
});
var app = builder.Build();
app.Run();`;

const LENGTH = 'CookieAuthenticationOptions[web].ExpireTimeSpan';
const valueIn = (site: Site, variant: string | null, path = LENGTH) => settingsOf(site.view(variant)).get(path);

describe('a site of ASP.NET Core', () => {
  it('is a project with the Web SDK, and needs no web.config', async () => {
    const site = await siteOf(`//- /shop/Shop.csproj\n${WEB}\n//- /shop/Program.cs\n${PROGRAM}`);
    assert.deepEqual([site.stack, site.version, site.root], ['core', 'net8.0', '/shop']);
    assert.equal(valueIn(site, null).seconds, 1800);
    assert.deepEqual([...site.sources.keys()].sort(), ['/shop/program.cs', '/shop/shop.csproj']);
  });

  it('has its environments for variants, each with a value of its own', async () => {
    const site = await siteOf(
      `//- /shop/Shop.csproj\n${WEB}\n//- /shop/Program.cs\n${PROGRAM}\n//- /shop/appsettings.json\n{ "Minutes": 20 }\n//- /shop/appsettings.Staging.json\n{ "Minutes": 5 }\n//- /shop/Properties/launchSettings.json\n{ "profiles": { "a": { "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Local" } } } }`,
    );
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['Production', 'Development', 'Staging', 'Local'],
    );
    assert.deepEqual(
      [null, 'Production', 'Staging', 'Local'].map((name) => valueIn(site, name).seconds),
      [1200, 1200, 300, 1200],
    );
    const { winner, history } = valueIn(site, 'Staging');
    assert.equal(winner?.file, '/shop/appsettings.Staging.json');
    assert.deepEqual(
      history.map(({ kind, file }) => [kind, file]),
      [
        ['code', '/shop/Program.cs'],
        ['file', '/shop/appsettings.Staging.json'],
      ],
    );
  });

  it('runs as web.config says', async () => {
    const site = await siteOf(
      `//- /shop/Shop.csproj\n${WEB}\n//- /shop/Program.cs\n${PROGRAM}\n//- /shop/appsettings.Staging.json\n{ "Minutes": 5 }\n//- /shop/web.config\n<configuration><system.webServer><aspNetCore processPath="dotnet"><environmentVariables><environmentVariable name="ASPNETCORE_ENVIRONMENT" value="Staging" /></environmentVariables></aspNetCore></system.webServer></configuration>`,
    );
    assert.equal(site.part(CORE)?.environment, 'Staging');
    assert.equal(valueIn(site, null).seconds, 300);
  });

  it('is no site of ASP.NET because of a web.config that says little', async () => {
    const site = await siteOf(
      `//- /shop/Shop.csproj\n${WEB}\n//- /shop/Program.cs\n${PROGRAM}\n//- /shop/web.config\n<configuration><system.webServer /></configuration>`,
    );
    assert.deepEqual(site.parts, ['iis', 'core', 'code']);
  });

  it('finds what a project that it references does', async () => {
    const site = await siteOf(`//- /all/Web/Web.csproj
<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="..\\Auth\\Auth.csproj" /></ItemGroup></Project>
//- /all/Web/Program.cs
using Auth;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSignIn();
builder.Build().Run();
//- /all/Auth/Auth.csproj
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>
//- /all/Auth/SignIn.cs
using Microsoft.Extensions.DependencyInjection;
namespace Auth;
public static class SignIn { public static void AddSignIn(this IServiceCollection services) => services.AddAuthentication("web").AddCookie("web", o => o.ExpireTimeSpan = Limits.Length); }
//- /all/Auth/Limits.cs
namespace Auth;
static class Limits { public static readonly System.TimeSpan Length = System.TimeSpan.FromHours(2); }
`);
    assert.equal(valueIn(site, null).seconds, 7200);
  });

  it('reads JSON files whose names code puts together', async () => {
    const site = await siteOf(
      `//- /shop/Shop.csproj\n${WEB}\n//- /shop/Program.cs\n${PROGRAM.replace('args);', 'args);\nbuilder.Configuration.AddJsonFile($"limits.{builder.Environment.EnvironmentName}.json", optional: true);')}\n//- /shop/limits.Production.json\n{ "Minutes": 4 }`,
    );
    assert.deepEqual([valueIn(site, null).seconds, valueIn(site, 'Development').seconds], [240, 1800]);
  });

  it('is neither a library nor a project of tests', async () => {
    const { sites } = await workspaceOf(`//- /all/A/A.csproj
<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><OutputType>Library</OutputType></PropertyGroup></Project>
//- /all/T/T.csproj
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0" /></ItemGroup></Project>
//- /all/T/appsettings.json
{}
`);
    assert.deepEqual(sites, []);
  });

  it('is read again where an edit changes it, whatever file that is', async () => {
    const files = new Map([
      ['/shop/Shop.csproj', WEB],
      ['/shop/Program.cs', PROGRAM],
      ['/shop/appsettings.json', '{ "Minutes": 20 }'],
    ]);
    const workspace = await workspaceOf(files);
    const preview = await workspace.preview(
      workspace.sites[0]!,
      new Map([['/shop/appsettings.json', '{ "Minutes": 7 }']]),
    );
    assert.equal(valueIn(preview, null).seconds, 420);
    assert.equal(valueIn(workspace.sites[0]!, null).seconds, 1200);
  });
});

const CLASSIC =
  '<Project><PropertyGroup><TargetFrameworkVersion>v4.8</TargetFrameworkVersion></PropertyGroup></Project>';
const owin = (body: string, attribute = '[assembly: OwinStartup(typeof(Shop.Startup))]') => `using System;
using System.Configuration;
using System.Web.Configuration;
using Microsoft.AspNet.Identity;
using Microsoft.AspNet.Identity.Owin;
using Microsoft.Owin;
using Microsoft.Owin.Security.Cookies;
using Microsoft.Owin.Security.OAuth;
using Microsoft.Owin.Security.OpenIdConnect;
using Owin;
${attribute}
namespace Shop {
  public partial class Startup {
    public void Configuration(IAppBuilder app) { ConfigureAuth(app); }
  }
  public partial class Startup {
    public void ConfigureAuth(IAppBuilder app) { ${body} }
  }
}`;

const katana = (
  body: string,
  config = '<configuration><system.web><sessionState timeout="35" /></system.web></configuration>',
  more = '',
) =>
  siteOf(
    `//- /shop/Web.config\n${config}\n//- /shop/Shop.csproj\n${CLASSIC}\n//- /shop/App_Start/Startup.Auth.cs\n${owin(body)}${more}`,
  );

describe('a site with OWIN start-up code', () => {
  it('has its cookies, each with what it says and what the framework says', async () => {
    const site = await katana(`
      app.UseCookieAuthentication(new CookieAuthenticationOptions {
        AuthenticationType = DefaultAuthenticationTypes.ApplicationCookie,
        ExpireTimeSpan = TimeSpan.FromMinutes(30), SlidingExpiration = false,
        Provider = new CookieAuthenticationProvider {
          OnValidateIdentity = SecurityStampValidator.OnValidateIdentity<UserManager, User>(validateInterval: TimeSpan.FromMinutes(10), regenerateIdentity: (manager, user) => null)
        }
      });
      app.UseExternalSignInCookie(DefaultAuthenticationTypes.ExternalCookie);
      app.UseOAuthAuthorizationServer(new OAuthAuthorizationServerOptions { });`);
    assert.deepEqual([site.stack, site.parts], ['framework', ['iis', 'aspnet', 'katana', 'code']]);
    const get = (path: string) => valueIn(site, null, path).value;
    assert.equal(get('CookieAuthenticationOptions[ApplicationCookie].ExpireTimeSpan'), '00:30:00');
    assert.equal(get('CookieAuthenticationOptions[ApplicationCookie].SlidingExpiration'), 'false');
    assert.equal(get('CookieAuthenticationOptions[ExternalCookie].ExpireTimeSpan'), '00:05:00');
    assert.equal(get('SecurityStampValidator[ApplicationCookie].OnValidateIdentity(validateInterval)'), '00:10:00');
    assert.equal(get('OAuthAuthorizationServerOptions.AccessTokenExpireTimeSpan'), '00:20:00');
    const { cookies } = katanaStartUp(site.view(null).part(KATANA)!.run);
    assert.deepEqual(
      cookies.map(({ authenticationType, mode, stamp }) => [authenticationType, mode, stamp?.regenerates]),
      [
        ['ApplicationCookie', 'active', false],
        ['ExternalCookie', 'passive', undefined],
      ],
    );
  });

  it('takes lengths from appSettings and from the session timeout, in each variant', async () => {
    const site = await katana(
      `app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "a", ExpireTimeSpan = TimeSpan.FromMinutes(int.Parse(ConfigurationManager.AppSettings["Minutes"] ?? "14")) });
       app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "b", ExpireTimeSpan = ((SessionStateSection)WebConfigurationManager.GetSection("system.web/sessionState")).Timeout });`,
      '<configuration><appSettings><add key="Minutes" value="45" /></appSettings><system.web><sessionState timeout="35" /></system.web></configuration>',
      `\n//- /shop/Web.Release.config\n<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"><appSettings><add key="Minutes" value="15" xdt:Transform="SetAttributes" xdt:Locator="Match(key)" /></appSettings></configuration>`,
    );
    const length = (variant: string | null, scheme: string) =>
      valueIn(site, variant, `CookieAuthenticationOptions[${scheme}].ExpireTimeSpan`).seconds;
    assert.deepEqual([length(null, 'a'), length('Release', 'a'), length(null, 'b')], [2700, 900, 2100]);
  });

  it('has the cookie of a class that derives from the options of the framework', async () => {
    const site = await katana('app.UseCookieAuthentication(new Mine());');
    const own = `namespace Shop { class Mine : Microsoft.Owin.Security.Cookies.CookieAuthenticationOptions { public Mine() : base("Own") { ExpireTimeSpan = System.TimeSpan.FromMinutes(25); } } }`;
    const derived = await katana('app.UseCookieAuthentication(new Mine());', undefined, `\n//- /shop/Mine.cs\n${own}`);
    assert.equal(valueIn(derived, null, 'CookieAuthenticationOptions[Own].ExpireTimeSpan').seconds, 1500);
    assert.deepEqual(site.view(null).part(KATANA)!.settings, []);
  });

  it('has the token lifetime of OpenID Connect on unless code turns it off', async () => {
    const site = await katana(
      `app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions { ClientId = "x" });`,
    );
    assert.equal(
      valueIn(site, null, 'OpenIdConnectAuthenticationOptions[OpenIdConnect].UseTokenLifetime').value,
      'true',
    );
  });

  it('does not have what nobody calls', async () => {
    const site = await siteOf(
      `//- /shop/Web.config\n<configuration><system.web /></configuration>\n//- /shop/Auth.cs\n${owin('app.UseCookieAuthentication(new CookieAuthenticationOptions());', '').replaceAll('class Startup', 'class Helper')}`,
    );
    assert.deepEqual(site.view(null).part(KATANA), undefined);
  });
});
