import assert from 'node:assert/strict';
import { memoryFiles } from '../../../server/src/files/memory';
import { settingsOf } from '../../../server/src/settings/reader';
import { openWorkspace } from '../../../server/src/site/workspace';
import { findingsIn, workspaceOf } from '../sites';

const TIMEOUT = 'system.web/sessionState/@timeout';

const site = (timeout = 30) =>
  `<configuration><system.web><sessionState timeout="${timeout}" /><compilation targetFramework="4.8" /></system.web></configuration>`;

const VIEWS = `<configuration>
  <configSections><sectionGroup name="system.web.webPages.razor" type="G, System.Web.WebPages.Razor" /></configSections>
  <system.web.webPages.razor><host factoryType="System.Web.Mvc.MvcWebRazorHostFactory, System.Web.Mvc" /></system.web.webPages.razor>
  <appSettings><add key="webpages:Enabled" value="false" /></appSettings>
  <system.web><compilation><assemblies><add assembly="System.Web.Mvc" /></assemblies></compilation></system.web>
</configuration>`;

async function rootsIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { sites } = await openWorkspace(memoryFiles(Object.entries(files)), ['/r']);
  return sites.map(({ root }) => root);
}

describe('Where one site ends', () => {
  it('is where another project or Global.asax begins', async () => {
    assert.deepEqual(
      await rootsIn({
        '/r/Portal.csproj': '<Project />',
        '/r/Web.config': site(),
        '/r/Intake/Intake.vbproj': '<Project />',
        '/r/Intake/Web.config': site(),
        '/r/legacy/GLOBAL.ASAX': '<%@ Application %>',
        '/r/legacy/web.config': site(),
        '/r/members/web.config': site(),
      }),
      ['/r', '/r/Intake', '/r/legacy'],
    );
  });

  it('takes what is published, or kept as a backup, for nobody’s while the source is there', async () => {
    const copies = [
      'publish',
      'Published',
      'PublishOutput',
      '_PublishedWebsites/Desk',
      'Backup',
      'Backup1',
      'web_backup_2019',
      'Desk - Copy',
      'Copy of Desk',
      'desk.bak',
      'old',
      'dist/site',
    ];
    const files = Object.fromEntries(copies.map((folder) => [`/r/desk/${folder}/Web.config`, site(90)]));
    const workspace = await openWorkspace(
      memoryFiles(Object.entries({ ...files, '/r/desk/Desk.csproj': '<Project />', '/r/desk/Web.config': site() })),
      ['/r'],
    );
    assert.deepEqual(
      workspace.sites.map(({ root }) => root),
      ['/r/desk'],
    );
    assert.deepEqual(workspace.sites[0]!.folders, []);
    assert.deepEqual(
      findingsIn(workspace).filter(({ at }) => at.file !== '/r/desk/Web.config'),
      [],
    );
    assert.equal(workspace.leftOut().length, copies.length);
    for (const { file, reason } of workspace.leftOut()) {
      assert.match(reason, /^it is a copy/);
      assert.equal(workspace.siteOf(file), undefined);
    }
  });

  it('knows a copy by its assemblies, whatever its name', async () => {
    assert.deepEqual(
      await rootsIn({
        '/r/Portal.csproj': '<Project />',
        '/r/Web.config': site(),
        '/r/v12/Web.config': site(),
        '/r/v12/bin/Portal.dll': 'x',
      }),
      ['/r'],
    );
  });

  it('takes a folder that only sounds like a copy for what it is', async () => {
    const { sites } = await workspaceOf(`
//- /r/Web.config
${site()}
//- /r/backup/Web.config
<configuration><system.web><authorization><deny users="?" /></authorization></system.web></configuration>`);
    assert.deepEqual(
      sites[0]!.folders.map(({ path }) => path),
      ['backup'],
    );
  });

  it('takes a project in a folder of such a name for source, unless it is a backup', async () => {
    assert.deepEqual(
      await rootsIn({
        '/r/release/Release.csproj': '<Project />',
        '/r/release/Web.config': site(),
        '/r/Backup/Web/Web.csproj': '<Project />',
        '/r/Backup/Web/Web.config': site(),
      }),
      ['/r/release'],
    );
  });

  it('takes published output for the site where there is nothing else', async () => {
    assert.deepEqual(await rootsIn({ '/r/publish/Web.config': site() }), ['/r/publish']);
  });

  it('takes files for views and for the editor for no sites', async () => {
    const plugins = Object.fromEntries(
      Array.from({ length: 59 }, (_, i) => [
        [`/r/Plugins/P${i}/P${i}.csproj`, '<Project />'],
        [`/r/Plugins/P${i}/web.config`, VIEWS],
      ]).flat() as [string, string][],
    );
    const workspace = await openWorkspace(
      memoryFiles(Object.entries({ ...plugins, '/r/Other/Views/Web.config': VIEWS, '/r/Web/Web.config': site() })),
      ['/r'],
    );
    assert.deepEqual(
      workspace.sites.map(({ root }) => root),
      ['/r/Web'],
    );
    assert.equal(workspace.leftOut().length, 60);
  });

  it('takes a library with a web.config for its tools for no site, but a project of the web or one that says nothing', async () => {
    const tools =
      '<configuration><connectionStrings><add name="a" connectionString="b" /></connectionStrings><system.web><httpRuntime targetFramework="4.8" /></system.web></configuration>';
    const library =
      '<Project><PropertyGroup><OutputType>Library</OutputType>%</PropertyGroup><ItemGroup><Compile Include="a.cs" /></ItemGroup></Project>';
    const web = '<ProjectTypeGuids>{349C5851-65DF-11DA-9384-00065B846F21}</ProjectTypeGuids>';
    assert.deepEqual(
      await rootsIn({
        '/r/library/library.csproj': library.replace('%', ''),
        '/r/library/Web.config': tools,
        '/r/sdk/sdk.csproj': '<Project Sdk="Microsoft.NET.Sdk" />',
        '/r/sdk/Web.config': tools,
        '/r/signsIn/signsIn.csproj': library.replace('%', ''),
        '/r/signsIn/Web.config': site(),
        '/r/silent/silent.csproj': '<Project />',
        '/r/silent/Web.config': tools,
        '/r/web/web.csproj': library.replace('%', web),
        '/r/web/Web.config': tools,
      }),
      ['/r/signsIn', '/r/silent', '/r/web'],
    );
  });

  it('leaves views to the site they are in', async () => {
    const { sites } = await workspaceOf(`
//- /r/Web.config
${site()}
//- /r/Areas/Admin/Views/Web.config
${VIEWS}`);
    assert.deepEqual(
      sites[0]!.folders.map(({ path }) => path),
      ['Areas/Admin/Views'],
    );
  });

  it('takes a web.config with anything of its own for a site, with views or not', async () => {
    const more = VIEWS.replace('</system.web>', '<sessionState timeout="30" /></system.web>');
    assert.deepEqual(await rootsIn({ '/r/a/web.config': more, '/r/b/Views/web.config': VIEWS }), ['/r/a']);
  });

  it('has no part of what only shares its name', async () => {
    const prefetch =
      '<configuration><cacheSize>300MB</cacheSize><template desc="a">{1B2F0C11-0000-4000-8000-0000000000A1}</template></configuration>';
    const workspace = await openWorkspace(
      memoryFiles([
        ['/r/lib/Data/Web.config', prefetch],
        ['/r/site/Web.config', site()],
        ['/r/site/Data/Web.config', prefetch],
        ['/r/stray/Web.config', '<configuration><sessionState timeout="5" /></configuration>'],
      ]),
      ['/r'],
    );
    assert.deepEqual(
      workspace.sites.map(({ root, folders }) => [root, folders.length]),
      [
        ['/r/site', 0],
        ['/r/stray', 0],
      ],
    );
    assert.deepEqual(
      workspace.leftOut().map(({ file }) => file),
      ['/r/lib/Data/Web.config', '/r/site/Data/Web.config'],
    );
  });

  it('is looked for again when the text that decides has changed', async () => {
    const files = memoryFiles([['/r/a/web.config', VIEWS]]);
    const workspace = await openWorkspace(files, ['/r']);
    assert.deepEqual(workspace.sites, []);
    files.write('/r/a/web.config', site());
    await workspace.edited(['/r/a/web.config']);
    assert.deepEqual(
      workspace.sites.map(({ root }) => root),
      ['/r/a'],
    );
    const [before] = workspace.sites;
    files.write('/r/a/web.config', site(40));
    const fresh = await workspace.edited(['/r/a/web.config']);
    assert.equal(fresh.length, 1);
    assert.notEqual(workspace.sites[0], before);
  });
});

describe('Files that configuration names', () => {
  it('are found whatever letters their folders are written in', async () => {
    const workspace = await workspaceOf(`
//- /r/CONFIG/Session.config
<sessionState timeout="45" />
//- /r/Web.config
<configuration>
  <system.web><sessionState configSource="Config\\session.config" /></system.web>
</configuration>`);
    const [only] = workspace.sites;
    const setting = settingsOf(only!.view(null)).get(TIMEOUT);
    assert.deepEqual([setting.value, setting.winner?.file], ['45', '/r/CONFIG/Session.config']);
    assert.deepEqual(
      findingsIn(workspace).filter(({ severity }) => severity === 'error'),
      [],
    );
  });
});

describe('Transforms by other names', () => {
  it('are variants: web.config.xdt, web.config.install.xdt, Web.Live.xdt; not what a package undoes', async () => {
    const xdt = '<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform" />';
    const { sites } = await workspaceOf(`
//- /r/Web.config
${site()}
//- /r/web.config.xdt
${xdt}
//- /r/web.config.install.xdt
${xdt}
//- /r/web.config.uninstall.xdt
${xdt}
//- /r/Web.Live.xdt
${xdt}`);
    assert.deepEqual(sites[0]!.variants.map(({ name }) => name).sort(), ['Live', 'install', 'web.config.xdt']);
  });
});

const iis = (applications: string) => `<configuration><system.applicationHost>
  <applicationPools><add name="A" /><add name="B"><processModel idleTimeout="00:10:00" /></add></applicationPools>
  <sites><site name="Main" id="1">${applications}</site></sites>
</system.applicationHost></configuration>`;
const application = (path: string, folder: string, pool = 'A') =>
  `<application path="${path}" applicationPool="${pool}"><virtualDirectory path="/" physicalPath="D:\\web\\${folder}" /></application>`;

async function inIis(files: Readonly<Record<string, string>>, applications: string) {
  const all = Object.entries({ ...files, '/r/iis/applicationHost.config': iis(applications) });
  const workspace = await openWorkspace(memoryFiles(all), ['/r']);
  const at = (root: string) => workspace.sites.find((one) => one.root === root)!;
  const value = (root: string, path: string, variant: string | null = null) =>
    settingsOf(at(root).view(variant)).get(path).value;
  return { workspace, at, value };
}

const POOL_IDLE = 'system.applicationHost/applicationPools/add/processModel/@idleTimeout';

describe('An application below another in IIS', () => {
  const PARENT = `<configuration>
    <appSettings><add key="a" value="1" /></appSettings>
    <location path="inner/reports"><system.web><httpRuntime executionTimeout="7" /></system.web></location>
    <system.web><sessionState mode="StateServer" timeout="60" /></system.web>
  </configuration>`;

  it('inherits by its virtual path, wherever its folder lies, and is judged with its own pool', async () => {
    const { value, at } = await inIis(
      { '/r/outer/Web.config': PARENT, '/r/elsewhere/Web.config': '<configuration />' },
      application('/', 'outer') + application('/inner', 'elsewhere', 'B'),
    );
    assert.equal(value('/r/elsewhere', TIMEOUT), '60');
    assert.equal(value('/r/elsewhere', POOL_IDLE), '00:10:00');
    assert.equal(value('/r/outer', POOL_IDLE), '00:20:00');
    const winner = settingsOf(at('/r/elsewhere').view(null)).get(TIMEOUT).winner;
    assert.equal(winner?.file, '/r/outer/Web.config');
  });

  it('overrides what it inherits, folder by folder, with locations of both', async () => {
    const { at } = await inIis(
      {
        '/r/outer/Web.config': PARENT,
        '/r/inner/Web.config': '<configuration><system.web><sessionState timeout="15" /></system.web></configuration>',
        '/r/inner/admin/Web.config':
          '<configuration><appSettings><add key="b" value="2" /></appSettings></configuration>',
      },
      application('/', 'outer') + application('/inner', 'inner'),
    );
    const settings = settingsOf(at('/r/inner').view(null));
    assert.deepEqual(
      [settings.get(TIMEOUT).value, settings.get('system.web/sessionState/@mode').value],
      ['15', 'StateServer'],
    );
    assert.equal(settings.at('reports').get('system.web/httpRuntime/@executionTimeout').value, '7');
    const keys = at('/r/inner')
      .view(null)
      .effective('admin')
      .section('appSettings')!
      .children.map(({ key }) => key);
    assert.deepEqual(keys, ['a', 'b']);
  });

  it('is a site of its own in the folder of the other too', async () => {
    const { workspace, value } = await inIis(
      {
        '/r/outer/Web.config': PARENT,
        '/r/outer/inner/Web.config': '<configuration />',
        '/r/outer/plain/Web.config': '<configuration />',
      },
      application('/', 'outer') + application('/inner', 'outer\\inner', 'B'),
    );
    assert.deepEqual(
      workspace.sites.map(({ root }) => root),
      ['/r/outer', '/r/outer/inner'],
    );
    assert.deepEqual(
      workspace.sites[0]!.folders.map(({ path }) => path),
      ['plain'],
    );
    assert.equal(value('/r/outer/inner', TIMEOUT), '60');
  });

  it('gets nothing from sections that stop there', async () => {
    const stopped = `<configuration><location path="." inheritInChildApplications="false">
      <system.web><sessionState mode="StateServer" timeout="60" /></system.web></location></configuration>`;
    const { value } = await inIis(
      { '/r/outer/Web.config': stopped, '/r/inner/Web.config': '<configuration />' },
      application('/', 'outer') + application('/inner', 'inner'),
    );
    assert.deepEqual([value('/r/outer', TIMEOUT), value('/r/inner', TIMEOUT)], ['60', '20']);
  });

  it('inherits through several, and from none of another site or beside it', async () => {
    const timeout = (minutes: number) => site(minutes);
    const { value } = await inIis(
      {
        '/r/top/Web.config': timeout(60),
        '/r/middle/Web.config':
          '<configuration><system.web><sessionState mode="StateServer" /></system.web></configuration>',
        '/r/leaf/Web.config': '<configuration />',
        '/r/beside/Web.config': timeout(5),
      },
      application('/', 'top') +
        application('/m', 'middle') +
        application('/m/l', 'leaf') +
        application('/mm', 'beside'),
    );
    assert.equal(value('/r/leaf', TIMEOUT), '60');
    assert.equal(value('/r/leaf', 'system.web/sessionState/@mode'), 'StateServer');
    assert.equal(value('/r/beside', TIMEOUT), '5');
  });

  it('runs beside the same variant of the other', async () => {
    const { value } = await inIis(
      {
        '/r/outer/Web.config': site(60),
        '/r/outer/Web.Live.config': `<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"><system.web><sessionState timeout="90" xdt:Transform="SetAttributes" /></system.web></configuration>`,
        '/r/inner/Web.config': '<configuration />',
        '/r/inner/Web.Live.config': '<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform" />',
      },
      application('/', 'outer') + application('/inner', 'inner'),
    );
    assert.deepEqual([value('/r/inner', TIMEOUT), value('/r/inner', TIMEOUT, 'Live')], ['60', '90']);
  });

  it('is another as soon as the one above it is', async () => {
    const files = memoryFiles([
      ['/r/outer/Web.config', site(60)],
      ['/r/inner/Web.config', '<configuration />'],
      ['/r/iis/applicationHost.config', iis(application('/', 'outer') + application('/inner', 'inner'))],
    ]);
    const workspace = await openWorkspace(files, ['/r']);
    files.write('/r/outer/Web.config', site(61));
    await workspace.edited(['/r/outer/Web.config']);
    const inner = workspace.sites.find(({ root }) => root === '/r/inner')!;
    assert.equal(settingsOf(inner.view(null)).get(TIMEOUT).value, '61');
    assert.equal(workspace.siteOf('/r/outer/Web.config')?.root, '/r/outer');
  });
});

describe('An applicationHost.config that is named', () => {
  const named = async (applications: string, more: Readonly<Record<string, string>> = {}) => {
    const files = memoryFiles(
      Object.entries({ ...more, '/r/src/Web.config': site(), '/else/host.config': iis(applications) }),
    );
    const { sites } = await openWorkspace(files, ['/r'], { applicationHostConfig: '/else/host.config' });
    return settingsOf(sites.find(({ root }) => root === '/r/src')!.view(null)).get(POOL_IDLE).value;
  };

  it('speaks of the one site when it has one application', async () => {
    assert.equal(await named(application('/', 'desk', 'B')), '00:10:00');
  });

  it('says nothing when it has several, or when there are several sites', async () => {
    assert.equal(await named(application('/', 'desk', 'B') + application('/x', 'other', 'B')), '00:20:00');
    assert.equal(await named(application('/', 'desk', 'B'), { '/r/two/Web.config': site() }), '00:20:00');
  });
});

describe('Templates of applicationHost.config', () => {
  it('name pools that a tool fills in: no error, and nothing known', async () => {
    const { workspace, at } = await inIis(
      { '/r/desk/Web.config': site() },
      '<application path="/" applicationPool="{PoolPlaceholder}"><virtualDirectory path="/" physicalPath="D:\\web\\desk" /></application>',
    );
    assert.deepEqual(
      findingsIn(workspace).filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.match(JSON.stringify(at('/r/desk').view(null).pool), /which a tool fills in/);
  });
});
