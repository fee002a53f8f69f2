/** Sites of .NET Framework with OWIN start-up code as texts, for the examples of rules. */

const WEB_CONFIG = `//- shop/Web.config
<configuration>
  <system.web>
    <compilation targetFramework="4.8" />
    <authentication mode="None" />
    <sessionState mode="InProc" timeout="20" />
  </system.web>
</configuration>`;

const USINGS = [
  'System',
  'Microsoft.AspNet.Identity',
  'Microsoft.AspNet.Identity.Owin',
  'Microsoft.Owin',
  'Microsoft.Owin.Security.Cookies',
  'Microsoft.Owin.Security.OpenIdConnect',
  'Owin',
];

/** Start-up code that does this with `app`; `packages`: id and version of NuGet packages. */
export function owin(configuration: string, packages: Readonly<Record<string, string>> = {}): string {
  const body = configuration
    .split('\n')
    .map((line) => `            ${line.trimEnd()}`.trimEnd())
    .join('\n');
  const references = Object.entries(packages).map(
    ([id, version]) => `  <package id="${id}" version="${version}" targetFramework="net48" />`,
  );
  return `${WEB_CONFIG}
//- shop/Shop.csproj
<Project ToolsVersion="15.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
  <PropertyGroup><TargetFrameworkVersion>v4.8</TargetFrameworkVersion></PropertyGroup>
</Project>
${references.length > 0 ? `//- shop/packages.config\n<packages>\n${references.join('\n')}\n</packages>\n` : ''}//- shop/App_Start/Startup.Auth.cs
${USINGS.map((name) => `using ${name};`).join('\n')}

[assembly: OwinStartup(typeof(Shop.Startup))]
namespace Shop
{
    public class Startup
    {
        public void Configuration(IAppBuilder app)
        {
${body}
        }
    }
}
`;
}
