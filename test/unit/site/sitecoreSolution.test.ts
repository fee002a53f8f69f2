import assert from 'node:assert/strict';
import { clockSetOf, verdictOf } from '../../../server/src/clocks/ofSite';
import { SITECORE } from '../../../server/src/site/sitecore/key';
import type { Workspace } from '../../../server/src/site/workspace';
import { patch, setting } from '../sitecoreFixture';
import { findingsIn, siteOf, workspaceOf } from '../sites';

const STUB = '<configuration><system.web><compilation debug="true" /></system.web></configuration>';

/** A solution of two modules that bring patches and stubs, and what else is said. */
function solution(files: Readonly<Record<string, string>> = {}): Map<string, string> {
  return new Map(
    Object.entries({
      '/repo/Shop.sln': 'Microsoft Visual Studio Solution File\n',
      '/repo/src/Foundation/Base/Web.config': STUB,
      '/repo/src/Foundation/Base/Views/Web.config': STUB,
      '/repo/src/Foundation/Base/App_Config/Include/Foundation/Base.config': patch(setting('Shop.Size', '1')),
      '/repo/src/Feature/News/code/Web.config': STUB,
      '/repo/src/Feature/News/code/App_Config/Include/Foundation/Later.config': patch(setting('Shop.Size', '2')),
      ...files,
    }),
  );
}

/** Messages of errors and warnings. */
function serious(workspace: Workspace): string[] {
  const findings = findingsIn(workspace).filter(({ severity }) => severity === 'error' || severity === 'warning');
  return findings.map(({ message }) => message);
}

describe('a Sitecore solution', () => {
  it('is one site: all App_Config trees as if copied into one web root, stubs and views no sites', async () => {
    const site = await siteOf(solution());
    assert.deepEqual([site.root, site.stack, site.webConfig], ['/repo', 'sitecore', undefined]);
    assert.deepEqual(
      site.files.map(({ file, order }) => [file, order]),
      [
        ['/repo/src/Foundation/Base/App_Config/Include/Foundation/Base.config', 0],
        ['/repo/src/Feature/News/code/App_Config/Include/Foundation/Later.config', 1],
      ],
    );
    const merged = site.view(null).part(SITECORE)!.document.documentElement.textContent;
    assert.equal(merged.trim(), '');
    const [settings] = site.view(null).part(SITECORE)!.document.documentElement.children;
    assert.equal(settings!.children[0]!.getAttribute('value'), '2');
  });

  it('says nothing about users that nobody wrote', async () => {
    const workspace = await workspaceOf(solution());
    const verdict = verdictOf(workspace.sites[0]!.view(null));
    for (const bound of [verdict.signOut.least, verdict.dataLoss.most]) assert.match(JSON.stringify(bound), /unknown/);
    assert.deepEqual(serious(workspace), []);
  });

  it('joins the one whole site in it', async () => {
    const whole = `<configuration><sitecore database="x"><settings /></sitecore>${STUB.slice(15)}`;
    const site = await siteOf(
      solution({ '/repo/src/Website/Web.config': whole, '/repo/src/Website/App_Config/A.txt': '' }),
    );
    assert.equal(site.root, '/repo/src/Website');
    assert.equal(site.files.filter(({ active, layer }) => active && layer === 'Custom').length, 2);
  });

  it('leaves a site of another kind beside it alone', async () => {
    const portal = '<configuration><system.web><sessionState timeout="33" /></system.web></configuration>';
    const { sites } = await workspaceOf(solution({ '/repo/src/Portal/Web.config': portal }));
    assert.deepEqual(
      sites.map(({ root, stack }) => [root, stack]),
      [
        ['/repo', 'sitecore'],
        ['/repo/src/Portal', 'framework'],
      ],
    );
  });

  it('tells files of one path, and takes the last', async () => {
    const site = await siteOf(
      solution({
        '/repo/src/Feature/News/code/App_Config/Include/Foundation/Base.config': patch(setting('Shop.Size', '3')),
      }),
    );
    const [collision, ...others] = site.part(SITECORE)!.collisions;
    assert.deepEqual(others, []);
    assert.deepEqual(collision, {
      path: 'App_Config/Include/Foundation/Base.config',
      files: [
        '/repo/src/Feature/News/code/App_Config/Include/Foundation/Base.config',
        '/repo/src/Foundation/Base/App_Config/Include/Foundation/Base.config',
      ],
    });
  });

  it('leaves tests and build output out', async () => {
    const files = solution({
      '/repo/tests/Shop.Tests/App_Config/Include/T.config': patch(setting('Shop.Size', '9')),
      '/repo/publish/App_Config/Include/P.config': patch(setting('Shop.Size', '9')),
    });
    assert.equal((await siteOf(files)).files.length, 2);
  });

  const versions: readonly [string, Record<string, string>, string | undefined, string | undefined][] = [
    ['of nothing is not said', {}, undefined, undefined],
    [
      'stands in central packages',
      {
        '/repo/Directory.Packages.props':
          '<Project><ItemGroup><PackageVersion Include="Sitecore.Kernel" Version="10.3.1" /></ItemGroup></Project>',
      },
      '10.3.1',
      '/repo/Directory.Packages.props',
    ],
    [
      'stands in an image, its tag in an environment file',
      {
        '/repo/docker-compose.yml': 'services:\n  cm:\n    image: ${REG}sitecore-xp0-cm:${SITECORE_VERSION}\n',
        '/repo/.env': 'REG=scr/\nSITECORE_VERSION=10.1-ltsc2019\n',
      },
      '10.1',
      '/repo/docker-compose.yml',
    ],
    [
      'of XM Cloud is its own',
      {
        '/repo/src/Feature/News/code/News.csproj':
          '<Project><ItemGroup><PackageReference Include="SitecoreXmCloud.Kernel" Version="1.5.40" /></ItemGroup></Project>',
      },
      'XM Cloud',
      '/repo/src/Feature/News/code/News.csproj',
    ],
  ];
  for (const [title, files, version, from] of versions)
    it(`has a version that ${title}`, async () => {
      const site = await siteOf(solution(files));
      assert.deepEqual([site.version, site.versionFrom?.file], [version, from]);
      assert.equal(site.part(SITECORE)!.sources.generation, 'new');
    });

  const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';
  const longer = `<configuration ${XDT}><system.web><sessionState timeout="480" xdt:Transform="SetAttributes(timeout)" /></system.web></configuration>`;

  it('is deployed by the transforms of its images: what they set is known, the rest is not', async () => {
    const site = await siteOf(
      solution({
        '/repo/docker-compose.yml': 'services:\n  cm:\n    build: ./docker/build/cm\n',
        '/repo/docker/build/cm/transforms/Web.config.xdt': longer,
      }),
    );
    assert.ok(site.variants.some(({ name }) => name === 'cm'));
    const data = (variant: string | null) =>
      clockSetOf(site.view(variant)).clocks.find(({ decides }) => decides === 'data')!.length;
    assert.equal(data('cm'), 28_800);
    assert.match(JSON.stringify(data(null)), /not in the workspace/);
  });

  it('is built by XM Cloud with the transforms that its build names', async () => {
    const build = { transforms: [{ xdtPath: '/App_Data/Web.xdt', targetPath: '/web.config' }, { xdtPath: '../x' }] };
    const site = await siteOf(
      solution({
        '/repo/xmcloud.build.json': JSON.stringify(build),
        '/repo/src/Feature/News/code/App_Data/web.xdt': longer,
      }),
    );
    assert.ok(site.variants.some(({ name, transforms }) => name === 'XM Cloud' && transforms.length === 1));
  });

  it('leaves two whole sites side by side to themselves, and the modules beside them', async () => {
    const whole = `<configuration><sitecore database="x"><settings /></sitecore>${STUB.slice(15)}`;
    const { sites } = await workspaceOf(
      solution({
        '/repo/old/Web.config': whole,
        '/repo/old/App_Config/Include/Old.config': patch(setting('Old.Size', '1')),
        '/repo/new/Web.config': whole,
        '/repo/new/App_Config/Include/New.config': patch(setting('New.Size', '1')),
      }),
    );
    const patches = (root: string) =>
      sites
        .find((site) => site.root === root)!
        .files.map(({ file }) => file)
        .filter((file) => /App_Config/.test(file));
    assert.deepEqual(patches('/repo/old'), ['/repo/old/App_Config/Include/Old.config']);
    assert.deepEqual(patches('/repo/new'), ['/repo/new/App_Config/Include/New.config']);
    assert.deepEqual(
      patches('/repo').filter((file) => !file.startsWith('/repo/src/')),
      [],
    );
  });

  it('takes the rules that containers define', async () => {
    const files = solution({
      '/repo/docker-compose.yml':
        'services:\n  cm:\n    environment:\n      SITECORE_APPSETTINGS_ENV:DEFINE: uat\n      SITECORE_APPSETTINGS_ROLE:DEFINE: ContentManagement\n',
      '/repo/src/Feature/News/code/App_Config/Include/Foundation/Env.config': patch(
        '<settings><setting name="Only" value="uat" xmlns:env="http://www.sitecore.net/xmlconfig/env/" env:require="uat" /></settings>',
      ),
    });
    const site = await siteOf(files);
    const isThere = (variant: string | null) =>
      site
        .view(variant)
        .part(SITECORE)!
        .document.documentElement.children[0]!.children.some((child) => child.getAttribute('name') === 'Only');
    assert.deepEqual([isThere(null), isThere('cm')], [false, true]);
    assert.deepEqual(serious(await workspaceOf(files)), []);
  });

  it('has the role that an image of the platform brings, and no other one', async () => {
    const files = solution({
      '/repo/docker-compose.yml':
        'services:\n  cd:\n    image: scr/sitecore-xp1-cd:10.1\n    environment:\n      SITECORE_APPSETTINGS_ENV:DEFINE: uat\n',
    });
    const site = await siteOf(files);
    assert.deepEqual(site.variants.find(({ name }) => name === 'cd')?.values, {
      role: ['ContentDelivery'],
      env: ['uat'],
    });
  });

  it('may define its rules in the web.config that is not here', async () => {
    const files = solution({
      '/repo/src/Feature/News/code/App_Config/Include/Own.config': patch(
        '<settings><setting name="A" value="1" xmlns:own="http://www.sitecore.net/xmlconfig/own/" own:require="x" /></settings>',
      ),
    });
    assert.deepEqual(serious(await workspaceOf(files)), []);
  });

  it('may have broken files around it', async () => {
    const files = solution({
      '/repo/docker-compose.yml': 'services: [\n&x *y\n',
      '/repo/xmcloud.build.json': '{ "transforms": [ 5, null, { } ',
      '/repo/Directory.Packages.props': '<Project><ItemGroup><PackageVersion Include="Sitecore.Kernel" Vers',
      '/repo/.env': '\u0000=',
    });
    assert.deepEqual(serious(await workspaceOf(files)), []);
  });
});
