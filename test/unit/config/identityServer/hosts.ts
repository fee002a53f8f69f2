import type { RunHost } from '../../../../server/src/config/csharp/run';
import type { Place } from '../../../../server/src/config/csharp/value';
import { type IdentityServerHost, identityServerIn } from '../../../../server/src/config/identityServer/host';
import { type RelyingParty, relyingPartiesIn } from '../../../../server/src/config/identityServer/party';
import { hostOf } from '../../csharp';
import { parseFixture } from '../../fixture';

/** A project in memory, its start-up code interpreted in one environment. */
export interface Interpreted {
  readonly run: RunHost;
  readonly host: IdentityServerHost | undefined;
  readonly parties: readonly RelyingParty[];
  /** What stands at a place. */
  textAt(place: Place | undefined): string | undefined;
}

/** `text` holds `//- path` files; a project file that is left out references Duende IdentityServer 7.4.8. */
export async function interpreted(text: string, environment?: string): Promise<Interpreted> {
  const { files } = parseFixture(text);
  const project = files.has('/site.csproj')
    ? ''
    : `//- /site.csproj\n${projectWith(['Duende.IdentityServer', '7.4.8'])}\n`;
  const { run, settings } = await hostOf(`${project}${text}`, environment);
  const textAt = (place: Place | undefined) => place && files.get(`/${place.path}`)?.slice(place.start, place.end);
  const host = identityServerIn(run, settings, {
    texts: [...files.values()],
    textAt: (place) => textAt(place) ?? '',
  });
  return { run, host, parties: relyingPartiesIn(run), textAt };
}

export function projectWith(...packages: readonly [name: string, version: string][]): string {
  const references = packages.map(([name, version]) => `<PackageReference Include="${name}" Version="${version}" />`);
  return `<Project Sdk="Microsoft.NET.Sdk.Web">
    <PropertyGroup><TargetFramework>net8.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
    <ItemGroup>${references.join('')}</ItemGroup>
  </Project>`;
}
