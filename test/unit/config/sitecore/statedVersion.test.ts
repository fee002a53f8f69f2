import assert from 'node:assert/strict';
import {
  msbuildProperties,
  type StatedVersion,
  versionOfCompose,
  versionOfDockerfile,
  versionOfEnvironment,
  versionOfHints,
  versionOfImage,
  versionOfPackages,
} from '../../../../server/src/config/sitecore/statedVersion';
import { formatVersion } from '../../../../server/src/config/sitecore/version';
import { parseXml } from '../../../../server/src/syntax/xml/parse';

/** What is stated, and the words in the text that state it. */
function shown(stated: StatedVersion | undefined, text: string): string | undefined {
  if (!stated) return undefined;
  const version = stated.cloud ? 'XM Cloud' : formatVersion(stated.version!);
  return `${version} by ${text.slice(stated.span.start, stated.span.end)}`;
}

function packages(items: string, properties = ''): string | undefined {
  const text = `<Project><PropertyGroup>${properties}</PropertyGroup><ItemGroup>${items}</ItemGroup></Project>`;
  const document = parseXml(text);
  return shown(versionOfPackages('/r/Packages.props', document, msbuildProperties(document)), text);
}

describe('the version of Sitecore', () => {
  it('is that of the platform packages, the kernel first, properties filled in', () => {
    assert.equal(packages('<PackageReference Update="Sitecore.Kernel" Version="10.2.0" />'), '10.2.0 by 10.2.0');
    assert.equal(
      packages('<PackageVersion Include="Sitecore.Mvc"><Version>10.3.1</Version></PackageVersion>'),
      '10.3.1 by 10.3.1',
    );
    assert.equal(
      packages('<PackageReference Include="Sitecore.Kernel" Version="$(P)" />', '<P>9.3.0</P>'),
      '9.3.0 by $(P)',
    );
    assert.equal(
      packages(
        '<PackageReference Include="Sitecore.Mvc" Version="10.1.0" /><PackageReference Include="Sitecore.Kernel" Version="10.2.0" />',
      ),
      '10.2.0 by 10.2.0',
    );
    assert.equal(
      packages('<PackageReference Include="Sitecore.Kernel.NoReferences" Version="9.0.171219" />'),
      '9.0 rev. 171219 by 9.0.171219',
    );
    assert.equal(packages('<PackageReference Include="Sitecore.Kernel" Version="[10.2.*]" />'), '10.2 by [10.2.*]');
  });

  it('of XM Cloud is its own', () => {
    assert.equal(
      packages('<PackageReference Include="SitecoreXmCloud.Kernel" Version="1.5.40" />'),
      'XM Cloud by 1.5.40',
    );
  });

  it('is not that of other packages, nor of what cannot be read', () => {
    for (const items of [
      '<PackageReference Include="Sitecore.Commerce.Core" Version="6.0.1" />',
      '<PackageReference Include="Sitecore.Kernel" />',
      '<PackageReference Include="Sitecore.Kernel" Version="$(Unknown)" />',
      '<PackageReference Include="Glass.Mapper.Sc" Version="5.8.0" />',
      '<PackageReference',
    ])
      assert.equal(packages(items), undefined, items);
  });

  it('stands in tags of images, in compose files with their variables', () => {
    assert.deepEqual(versionOfImage('scr.sitecore.com/sxp/sitecore-xp0-cm:10.2-ltsc2019'), {
      version: { major: 10, minor: 2 },
      cloud: false,
    });
    assert.deepEqual(versionOfImage('r/sitecore-xmcloud-cm:1-ltsc2022'), { version: undefined, cloud: true });
    for (const other of ['sitecore-xp0-cm:latest', 'r/sitecore-headless-services-xp1-assets:19.0', 'redis:7', 'nginx'])
      assert.equal(versionOfImage(other), undefined, other);
    const text = 'services:\n  cm:\n    build:\n      args:\n        BASE: ${R}sitecore-xp1-cm:${V}\n';
    const variables = new Map([
      ['R', 'x/'],
      ['V', '10.3-ltsc2022'],
    ]);
    assert.equal(
      shown(versionOfCompose('/r/docker-compose.yml', text, variables), text),
      '10.3 by ${R}sitecore-xp1-cm:${V}',
    );
    assert.equal(versionOfCompose('/r/docker-compose.yml', text, new Map()), undefined);
  });

  it('stands in Dockerfiles, environment files and the hints of old projects', () => {
    const docker = 'ARG BASE_IMAGE=scr.sitecore.com/sxp/sitecore-xm1-cd:10.1-1909\nFROM ${BASE_IMAGE}\n';
    assert.equal(shown(versionOfDockerfile('/r/Dockerfile', docker), docker), `10.1 by ${docker.split('\n')[0]}`);
    const env = 'A=1\nSITECORE_VERSION=10.0.1-ltsc2019\n';
    assert.equal(shown(versionOfEnvironment('/r/.env', env), env), '10.0.1 by SITECORE_VERSION=10.0.1-ltsc2019');
    const project =
      '<HintPath>..\\packages\\Sitecore.Kernel.NoReferences.9.0.180604\\lib\\NET462\\Sitecore.Kernel.dll</HintPath>';
    assert.equal(shown(versionOfHints('/r/A.csproj', project), project), '9.0 rev. 180604 by 9.0.180604');
  });
});
