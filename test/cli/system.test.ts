import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { folderOf, run } from './run';

/** The command line over an IdentityServer with two clients: one refreshes in time, one has too long a token. */
describe('command line: timeline of an IdentityServer', () => {
  let folder: string;
  before(() => {
    folder = folderOf(`
      //- Ids.csproj
      <Project Sdk="Microsoft.NET.Sdk.Web">
        <PropertyGroup><TargetFramework>net8.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
        <ItemGroup><PackageReference Include="Duende.IdentityServer" Version="7.4.8" /></ItemGroup>
      </Project>
      //- Program.cs
      using Duende.IdentityServer.Models;
      var builder = WebApplication.CreateBuilder(args);
      builder.Services.AddIdentityServer(o =>
      {
          o.Authentication.CookieLifetime = TimeSpan.FromMinutes(15);
          o.Authentication.CoordinateClientLifetimesWithUserSession = true;
      }).AddServerSideSessions().AddInMemoryClients(new[]
      {
          new Client { ClientId = "spa", AllowOfflineAccess = true, AccessTokenLifetime = 300, BackChannelLogoutUri = "https://spa/out" },
          new Client { ClientId = "slow", AllowOfflineAccess = true, BackChannelLogoutUri = "https://slow/out" },
      });
      var app = builder.Build();
      app.UseIdentityServer();
      app.Run();`);
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  interface Timelines {
    timelines: {
      system: {
        session: Record<string, unknown>;
        clients: Record<string, unknown>[];
      };
      run: { signals: unknown[]; notices: unknown[]; sessionEnds: number };
    }[];
  }
  const timeline = (...flags: string[]) =>
    run(folder, 'timeline', '.', '--format', 'json', ...flags).json<Timelines>().timelines[0]!;

  it('has the session and a verdict for each client', () => {
    const { system } = timeline();
    assert.deepEqual(system.session, {
      version: '7.4.8',
      scheme: 'idsrv',
      lifetime: 900,
      sliding: false,
      serverSide: true,
      store: 'worker',
      coordinated: true,
      cleanup: 600,
      notifiesAll: false,
    });
    const common = { site: null, coordinated: true, signal: 'refresh' };
    assert.deepEqual(system.clients, [
      {
        id: 'spa',
        ...common,
        idle: { least: 660, most: 900 },
        noticed: { least: 660, most: 1500 },
        busySafe: true,
      },
      {
        id: 'slow',
        ...common,
        idle: { least: 0, most: 900 },
        noticed: { least: 0, most: 1500 },
        busySafe: false,
      },
    ]);
  });

  it('plays who is active where, and says who is told when', () => {
    const { run: played } = timeline('--active', 'spa=0-20', '--active', 'slow=0');
    assert.deepEqual(
      played.signals,
      [300, 600, 900, 1200].map((at) => ({ at, client: 'spa', kind: 'refresh' })),
    );
    assert.equal(played.sessionEnds, 2100);
    assert.deepEqual(
      played.notices,
      ['slow', 'spa'].map((client) => ({ at: 2220, client, by: 'backChannel' })),
    );
  });

  it('plays a sign-out and visits', () => {
    const { run: played } = timeline('--active', 'spa=0-2', '--visit', '1', '--sign-out', '5');
    assert.deepEqual(played.notices, [{ at: 300, client: 'spa', by: 'backChannel' }]);
    assert.equal(played.sessionEnds, 300);
  });

  it('is readable as text', () => {
    const { out } = run(folder, 'timeline', '.', '--active', 'spa=0-5');
    assert.match(out, /slow .*can be SIGNED OUT/);
    assert.match(out, /spa: refresh extends the session/);
  });

  it('refuses what it cannot play', () => {
    const refused = (...flags: string[]) => {
      const { code, error } = run(folder, 'timeline', '.', ...flags);
      assert.equal(code, 2);
      return error;
    };
    assert.match(refused('--active', 'spy=0-5'), /client "spy".*spa/);
    assert.match(refused('--active', 'spa'), /--active takes/);
    assert.match(refused('--active', 'spa=5-1'), /ends before it begins/);
    assert.match(refused('--sign-out', 'never'), /not a time/);
  });
});
