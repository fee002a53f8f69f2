/** A project and the start-up code of a host, for the examples of rules: what AddIdentityServer is followed by. */
export function hostWith(services: string, version = '7.4.8'): string {
  return `
    //- /ids/Ids.csproj
    <Project Sdk="Microsoft.NET.Sdk.Web">
      <PropertyGroup>
        <TargetFramework>net8.0</TargetFramework>
        <ImplicitUsings>enable</ImplicitUsings>
      </PropertyGroup>
      <ItemGroup>
        <PackageReference Include="Duende.IdentityServer" Version="${version}" />
      </ItemGroup>
    </Project>
    //- /ids/Program.cs
    using Duende.IdentityServer.Models;

    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddIdentityServer(${services};

    var app = builder.Build();
    app.UseIdentityServer();
    app.Run();`;
}

/** A session of fifteen minutes on the server that clients are bound to, and clients. */
export function coordinatedHost(clients: string): string {
  return hostWith(`options =>
    {
        options.Authentication.CookieLifetime = TimeSpan.FromMinutes(15);
        options.Authentication.CoordinateClientLifetimesWithUserSession = true;
    })
        .AddServerSideSessions()
        .AddOperationalStore(options => { })
        .AddInMemoryClients(new[]
        {
            ${clients}
        })`);
}
