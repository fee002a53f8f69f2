/** Sites of ASP.NET Core as texts, for the examples of rules. */

const PROJECT = `//- shop/Shop.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
</Project>`;

const BEHIND_IIS = `//- shop/web.config
<configuration>
  <system.webServer>
    <handlers>
      <add name="aspNetCore" path="*" verb="*" modules="AspNetCoreModuleV2" resourceType="Unspecified" />
    </handlers>
    <aspNetCore processPath="dotnet" arguments=".\\Shop.dll" hostingModel="inprocess" />
  </system.webServer>
</configuration>`;

/** A host with these services and this pipeline. */
export function shop(services: string, pipeline = '', usings: readonly string[] = []): string {
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '');
  const program = [
    ...usings.map((name) => `using ${name};`),
    ...(usings.length > 0 ? [''] : []),
    'var builder = WebApplication.CreateBuilder(args);',
    ...lines(services),
    'var app = builder.Build();',
    ...lines(pipeline),
    'app.MapGet("/", () => "ok");',
    'app.Run();',
  ];
  return `${PROJECT}\n//- shop/Program.cs\n${program.join('\n')}\n`;
}

/** The same behind IIS, with what else its folder holds. */
export function shopOnIis(services: string, pipeline = '', usings: readonly string[] = []): string {
  return `${BEHIND_IIS}\n${shop(services, pipeline, usings)}`;
}
