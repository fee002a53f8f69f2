import assert from 'node:assert/strict';
import { memoryFiles } from '../../../server/src/files/memory';
import { settingsOf } from '../../../server/src/settings/reader';
import { openWorkspace } from '../../../server/src/site/workspace';
import { XDT } from '../features/marked';
import { siteOf, workspaceOf } from '../sites';

const set = (timeout: number) =>
  `<configuration ${XDT}><system.web><sessionState timeout="${timeout}" xdt:Transform="SetAttributes" /></system.web></configuration>`;
const TIMEOUT = 'system.web/sessionState/@timeout';

describe('finding sites', () => {
  it('takes names without case and the outermost folder with a web.config as root', async () => {
    const { sites } = await workspaceOf(`//- /repo/shop/Web.Config
<configuration />
//- /repo/shop/admin/web.config
<configuration />
//- /repo/blog/WEB.CONFIG
<configuration />
//- /repo/node_modules/x/web.config
<configuration />`);
    assert.deepEqual(
      sites.map(({ root }) => root),
      ['/repo/blog', '/repo/shop'],
    );
    assert.deepEqual(
      sites[1]!.folders.map(({ path }) => path),
      ['admin'],
    );
  });

  it('looks at several roots at once', async () => {
    const { sites } = await workspaceOf(`//- /a/Web.config
<configuration />
//- /b/Web.config
<configuration />`);
    assert.deepEqual(
      sites.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('names the file, not the folder, of a web.config in an unknown state', async () => {
    const { sites } = await workspaceOf(new Map([['/repo/Web.config', '']]));
    assert.equal(sites.length, 1);
    assert.equal(settingsOf(sites[0]!.view(null)).get(TIMEOUT).value, '20');
  });
});

describe('variants', () => {
  it('are the transforms, whatever the case of their names', async () => {
    const site = await siteOf(`//- /site/Web.config
<configuration><system.web><sessionState timeout="20" /></system.web></configuration>
//- /site/web.RELEASE.config
${set(60)}
//- /site/Web.Staging.Azure.config
${set(90)}`);
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['Staging.Azure', 'RELEASE'],
    );
    const worth = (variant: string | null) => settingsOf(site.view(variant)).get(TIMEOUT).value;
    assert.deepEqual([worth(null), worth('RELEASE'), worth('Staging.Azure')], ['20', '60', '90']);
  });

  it('of publish profiles apply the configuration first, then the profile', async () => {
    const site = await siteOf(`//- /site/Web.config
<configuration><system.web><sessionState mode="InProc" timeout="20" /></system.web></configuration>
//- /site/Web.Release.config
<configuration ${XDT}><system.web><sessionState mode="StateServer" timeout="60" xdt:Transform="SetAttributes" /></system.web></configuration>
//- /site/Web.Live.config
${set(90)}
//- /site/Properties/PublishProfiles/Live.pubxml
<Project><PropertyGroup><LastUsedBuildConfiguration>Release</LastUsedBuildConfiguration></PropertyGroup></Project>`);
    const settings = settingsOf(site.view('Live'));
    assert.equal(settings.get('system.web/sessionState/@mode').value, 'StateServer');
    assert.equal(settings.get(TIMEOUT).value, '90');
    assert.deepEqual(
      settings.get(TIMEOUT).history.map(({ literal }) => literal),
      ['20', '60', '90'],
    );
  });

  it('that fail to transform are deployed as they were', async () => {
    const site = await siteOf(`//- /site/Web.config
<configuration><system.web><sessionState timeout="20" /></system.web></configuration>
//- /site/Web.Release.config
<configuration ${XDT}><system.web><sessionState timeout="60" xdt:Transform="SetAttributes" /><a xdt:Transform="Nonsense" /></system.web></configuration>`);
    assert.equal(settingsOf(site.view('Release')).get(TIMEOUT).value, '20');
  });
});

describe('a changed file', () => {
  it('makes a new site of those it touches and leaves the others', async () => {
    const files = memoryFiles([
      [
        '/repo/a/Web.config',
        '<configuration><system.web><sessionState configSource="s.config" /></system.web></configuration>',
      ],
      ['/repo/a/s.config', '<sessionState timeout="10" />'],
      ['/repo/b/Web.config', '<configuration />'],
    ]);
    const workspace = await openWorkspace(files, ['/repo']);
    const [a, b] = workspace.sites;
    files.write('/repo/a/s.config', '<sessionState timeout="15" />');
    const before = files.reads.length;
    const fresh = await workspace.edited(['/repo/a/s.config']);
    assert.deepEqual(
      fresh.map(({ root }) => root),
      ['/repo/a'],
    );
    assert.deepEqual(files.reads.slice(before), ['/repo/a/s.config']);
    assert.notEqual(workspace.sites[0], a);
    assert.equal(workspace.sites[1], b);
    assert.equal(settingsOf(workspace.sites[0]!.view(null)).get(TIMEOUT).value, '15');
  });

  it('that was missing takes its place', async () => {
    const files = memoryFiles([
      [
        '/repo/Web.config',
        '<configuration><system.web><sessionState configSource="s.config" /></system.web></configuration>',
      ],
    ]);
    const workspace = await openWorkspace(files, ['/repo']);
    assert.match(JSON.stringify(settingsOf(workspace.sites[0]!.view(null)).get(TIMEOUT).value), /does not exist/);
    files.write('/repo/s.config', '<sessionState timeout="15" />');
    await workspace.changed(['/repo/s.config']);
    assert.equal(settingsOf(workspace.sites[0]!.view(null)).get(TIMEOUT).value, '15');
  });

  it('can be looked at without being written', async () => {
    const workspace = await workspaceOf(
      '<configuration><system.web><sessionState timeout="20" /></system.web></configuration>',
    );
    const [site] = workspace.sites;
    const other = await workspace.preview(
      site!,
      new Map([
        ['/site/web.config', '<configuration><system.web><sessionState timeout="5" /></system.web></configuration>'],
      ]),
    );
    assert.equal(settingsOf(other.view(null)).get(TIMEOUT).value, '5');
    assert.equal(settingsOf(workspace.sites[0]!.view(null)).get(TIMEOUT).value, '20');
  });
});

describe('files named by content', () => {
  it('are refused outside the workspace, on the network and by absolute path', async () => {
    for (const named of ['..\\..\\secret.config', '\\\\server\\share\\s.config', 'c:\\s.config']) {
      const site = await siteOf(
        `<configuration><system.web><sessionState configSource="${named}" /></system.web></configuration>`,
      );
      assert.match(JSON.stringify(settingsOf(site.view(null)).get(TIMEOUT).value), /not looked at/, named);
    }
  });
});

describe('files of the machine', () => {
  it('stand below every site, weakest first, and are no sites themselves', async () => {
    const site = await siteOf(`//- /repo/config/machine.config
<configuration><system.web><sessionState timeout="5" mode="StateServer" /></system.web></configuration>
//- /repo/config/web.config
<configuration><system.web><sessionState timeout="6" /></system.web></configuration>
//- /repo/shop/Web.config
<configuration><system.web><sessionState cookieless="UseCookies" /></system.web></configuration>`);
    assert.equal(site.root, '/repo/shop');
    const settings = settingsOf(site.view(null));
    assert.equal(settings.get(TIMEOUT).value, '6');
    assert.deepEqual(
      settings.get(TIMEOUT).history.map(({ layer }) => layer),
      ['machine.config', 'root web.config'],
    );
    assert.equal(settings.get('system.web/sessionState/@mode').value, 'StateServer');
  });

  it('take the pool from the applicationHost.config that names the folder', async () => {
    const site = await siteOf(`//- /repo/iis/applicationHost.config
<configuration><system.applicationHost>
  <applicationPools><add name="Shop"><processModel idleTimeout="00:05:00" /></add><applicationPoolDefaults><processModel idleTimeout="01:00:00" /></applicationPoolDefaults></applicationPools>
  <sites><site name="Shop" id="1"><application path="/" applicationPool="Shop"><virtualDirectory path="/" physicalPath="C:\\inetpub\\shop" /></application></site></sites>
</system.applicationHost></configuration>
//- /repo/shop/Web.config
<configuration />`);
    const idle = settingsOf(site.view(null)).get(
      'system.applicationHost/applicationPools/add/processModel/@idleTimeout',
    );
    assert.equal(idle.path, "system.applicationHost/applicationPools/add[name='Shop']/processModel/@idleTimeout");
    assert.equal(idle.seconds, 300);
    assert.deepEqual(
      idle.history.map(({ literal }) => literal),
      ['01:00:00', '00:05:00'],
    );
  });
});

describe('values that stop the site', () => {
  const worth = async (attribute: string) => {
    const site = await siteOf(`<configuration><system.web><sessionState ${attribute} /></system.web></configuration>`);
    return settingsOf(site.view(null)).get(TIMEOUT);
  };

  it('are unknown, with the reason, and drive no clock', async () => {
    assert.deepEqual((await worth('timeout="00:20:00"')).seconds, { unknown: '"00:20:00" cannot be read' });
    assert.deepEqual((await worth('timeout="0"')).seconds, { unknown: '"0" is out of range' });
    assert.deepEqual((await worth('timeout="600000"')).seconds, { unknown: '"600000" is out of range' });
    assert.equal((await worth('mode="SQLServer" timeout="600000"')).seconds, 36_000_000);
  });

  it('are unknown when Infinite overflows', async () => {
    assert.match(JSON.stringify((await worth('mode="Custom" timeout="Infinite"')).seconds), /unknown/);
  });
});

describe('a server whose sites are elsewhere', () => {
  const files = memoryFiles([
    [
      '/repo/iis/applicationHost.config',
      '<configuration><system.applicationHost><sites><site name="far" id="1" /></sites></system.applicationHost></configuration>',
    ],
    ['/repo/shop/web.config', '<configuration />'],
  ]);

  it('is merged once, and stays the same site while other files are edited', async () => {
    const workspace = await openWorkspace(files, ['/repo']);
    const server = () => workspace.sites.find(({ webConfig }) => !webConfig)!;
    const before = server();
    assert.equal(before.view(null).effective(), before.view(null).effective(''));
    files.write('/repo/shop/web.config', '<configuration><system.web /></configuration>');
    await workspace.edited(['/repo/shop/web.config']);
    assert.equal(server(), before);
    files.write(
      '/repo/iis/applicationHost.config',
      '<configuration><system.applicationHost><sites><site name="far" id="2" /></sites></system.applicationHost></configuration>',
    );
    await workspace.edited(['/repo/iis/applicationHost.config']);
    assert.notEqual(server(), before);
  });
});
