import assert from 'node:assert/strict';
import { memoryFiles } from '../../../server/src/files/memory';
import { settingsOf } from '../../../server/src/settings/reader';
import { SITECORE } from '../../../server/src/site/sitecore/key';
import { openWorkspace } from '../../../server/src/site/workspace';
import { XDT } from '../features/marked';
import { patch, setting, sitecoreFiles } from '../sitecoreFixture';
import { siteOf } from '../sites';

const TICKET = "sitecore/settings/setting[name='Authentication.ClientSessionTimeout']/@value";
const PATCH = 'App_Config/Include/zzz.Custom.config';

/** The stock value, and a patch for content management servers. */
const roles = {
  base: setting('Authentication.ClientSessionTimeout', '60'),
  files: {
    [PATCH]: patch(setting('Authentication.ClientSessionTimeout', '120'), 'role:require="ContentManagement"'),
  },
};

describe('a Sitecore site', () => {
  it('is one whose web.config has <sitecore>', async () => {
    const site = await siteOf(sitecoreFiles());
    assert.equal(site.stack, 'sitecore');
    assert.equal(site.version, '9.0 or later');
    assert.equal(site.part(SITECORE)?.complete, true);
  });

  it('is one whose App_Config has patches, even if the web.config of the repository says nothing', async () => {
    const site = await siteOf(
      new Map([
        ['/site/Web.config', '<configuration />'],
        ['/site/App_Config/Include/A.config', patch(setting('Authentication.ClientSessionTimeout', '90'))],
      ]),
    );
    assert.equal(site.stack, 'sitecore');
    assert.equal(site.part(SITECORE)?.complete, false);
    assert.equal(settingsOf(site.view(null)).get(TICKET).value, '90');
  });

  it('is none because of an App_Config with other files', async () => {
    const site = await siteOf(
      new Map([
        ['/site/Web.config', '<configuration />'],
        ['/site/App_Config/Include/Connections.config', '<connectionStrings />'],
      ]),
    );
    assert.equal(site.stack, 'framework');
    assert.equal(site.view(null).part(SITECORE), undefined);
  });

  it('merges what the repository has when Sitecore.config is not checked in', async () => {
    const site = await siteOf(sitecoreFiles({ ...roles, base: undefined }));
    const { value, given } = settingsOf(site.view('ContentManagement')).get(TICKET);
    assert.deepEqual([value, given], ['120', true]);
    const elsewhere = settingsOf(site.view('ContentDelivery')).get(TICKET);
    assert.deepEqual([elsewhere.value, elsewhere.given], ['60', false]);
  });

  it('takes a stated version in place of what files tell', async () => {
    const site = await siteOf(sitecoreFiles(), { sitecoreVersion: '9.0.2' });
    assert.equal(site.version, '9.0.2');
  });

  it('lists its files with layer and load order, and why others are not loaded', async () => {
    const site = await siteOf(
      sitecoreFiles({
        files: {
          'App_Config/Include/b.config': patch('', 'role:require="ContentDelivery"'),
          'App_Config/Include/a.config.disabled': patch(''),
          'App_Config/Sitecore/Stock.config': patch(''),
          'App_Config/Elsewhere/c.config': patch(''),
        },
      }),
    );
    const listed = site.files.map(({ file, layer, role, active, order }) => [
      file.slice('/site/'.length),
      layer,
      active,
      order,
      role,
    ]);
    assert.deepEqual(listed, [
      ['Web.config', 'web.config', true, undefined, undefined],
      ['App_Config/Layers.config', 'Layers.config', true, undefined, undefined],
      ['App_Config/Sitecore.config', 'Sitecore.config', true, undefined, undefined],
      ['App_Config/Sitecore/Stock.config', 'Sitecore', true, 0, undefined],
      ['App_Config/Include/a.config.disabled', 'Custom', false, undefined, undefined],
      ['App_Config/Include/b.config', 'Custom', false, 1, 'ContentDelivery'],
      ['App_Config/Elsewhere/c.config', 'none', false, undefined, undefined],
    ]);
    assert.match(site.files.find(({ layer }) => layer === 'none')?.reason ?? '', /no layer/);
    const leftOut = site.files.find(({ role }) => role)?.reason;
    assert.equal(leftOut, 'role:require="ContentDelivery" does not hold: role is standalone');
  });

  it('has folders of any name below App_Config', async () => {
    const site = await siteOf(
      sitecoreFiles({
        files: { 'App_Config/Include/bin/x.config': patch(setting('Authentication.ClientSessionTimeout', '7')) },
      }),
    );
    assert.equal(settingsOf(site.view(null)).get(TICKET).value, '7');
  });
});

describe('roles as variants', () => {
  it('are those for editors and for visitors, and null is what web.config says', async () => {
    const site = await siteOf(sitecoreFiles(roles));
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['ContentManagement', 'ContentDelivery'],
    );
    const worth = (variant: string | null) => settingsOf(site.view(variant)).get(TICKET).value;
    assert.deepEqual([worth(null), worth('ContentManagement'), worth('ContentDelivery')], ['60', '120', '60']);
  });

  it('leave out the one that web.config defines', async () => {
    const site = await siteOf(
      sitecoreFiles({ ...roles, appSettings: '<add key="role:define" value="contentmanagement" />' }),
    );
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['ContentDelivery'],
    );
    assert.equal(settingsOf(site.view(null)).get(TICKET).value, '120');
  });

  it('add what own patches ask for, names of their own together with the defined roles', async () => {
    const site = await siteOf(
      sitecoreFiles({
        files: {
          [PATCH]:
            patch(`<settings><setting name="Authentication.ClientSessionTimeout" value="5" role:require="Demo and Standalone" />
            <setting name="Other" value="1" role:require="Processing" /></settings>`),
          'App_Config/Sitecore/Stock.config': patch('', 'role:require="Reporting or DedicatedDispatch"'),
        },
      }),
    );
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['ContentManagement', 'ContentDelivery', 'Processing', 'Standalone, Demo'],
    );
    assert.equal(settingsOf(site.view('Standalone, Demo')).get(TICKET).value, '5');
  });

  it('are what the user named, in all variants', async () => {
    const site = await siteOf(sitecoreFiles(roles), { ruleValues: { role: ['ContentManagement'] } });
    assert.deepEqual(site.variants, []);
    assert.equal(settingsOf(site.view(null)).get(TICKET).value, '120');
  });

  it('do not exist where Sitecore knows no roles', async () => {
    const site = await siteOf(sitecoreFiles({ ...roles, reader: 'ConfigReader' }));
    assert.deepEqual(site.variants, []);
  });

  it('of a transform are those that its appSettings define', async () => {
    const site = await siteOf(
      sitecoreFiles({
        ...roles,
        appSettings: '<add key="role:define" value="ContentDelivery" />',
        files: {
          ...roles.files,
          'Web.Live.config': `<configuration ${XDT}><appSettings><add key="role:define" value="ContentManagement" xdt:Transform="SetAttributes" xdt:Locator="Match(key)" /></appSettings></configuration>`,
        },
      }),
    );
    assert.equal(settingsOf(site.view(null)).get(TICKET).value, '60');
    assert.equal(settingsOf(site.view('Live')).get(TICKET).value, '120');
  });

  it('share what ASP.NET reads', async () => {
    const site = await siteOf(sitecoreFiles(roles));
    assert.equal(site.view('ContentManagement').effective(), site.view(null).effective());
  });

  it('do not hide that the environment may replace them', async () => {
    const files = sitecoreFiles({ ...roles });
    files.set(
      '/site/Web.config',
      files.get('/site/Web.config')!.replace('<appSettings>', '<appSettings configBuilders="Env">'),
    );
    const site = await siteOf(files);
    assert.equal(site.part(SITECORE)?.sources.rulesFromEnvironment, 'Env');
  });
});

describe('an edit of a Sitecore file', () => {
  async function opened() {
    const files = memoryFiles(sitecoreFiles(roles));
    const workspace = await openWorkspace(files, ['/site']);
    return { files, workspace, before: workspace.sites[0]! };
  }

  it('reads that file alone, and merges only from there on', async () => {
    const { files, workspace, before } = await opened();
    for (const variant of [null, 'ContentManagement']) assert.ok(before.view(variant).part(SITECORE));
    const reads = files.reads.length;
    files.write(`/site/${PATCH}`, patch(setting('Authentication.ClientSessionTimeout', '240')));
    const [site] = await workspace.edited([`/site/${PATCH}`]);
    assert.deepEqual(files.reads.slice(reads), [`/site/${PATCH}`]);
    assert.equal(settingsOf(site!.view(null)).get(TICKET).value, '240');
    assert.equal(site!.view(null).effective(), before.view(null).effective());
    assert.equal(settingsOf(before.view(null)).get(TICKET).value, '60');
  });

  it('of Sitecore.config counts', async () => {
    const { files, workspace } = await opened();
    files.write(
      '/site/App_Config/Sitecore.config',
      '<sitecore><settings><setting name="Authentication.ClientSessionTimeout" value="1" /></settings></sitecore>',
    );
    const [site] = await workspace.edited(['/site/App_Config/Sitecore.config']);
    assert.equal(settingsOf(site!.view(null)).get(TICKET).value, '1');
  });

  it('of web.config changes the roles', async () => {
    const { files, workspace, before } = await opened();
    const text = before.webConfig!.text.replace(
      '<appSettings>',
      '<appSettings><add key="role:define" value="ContentManagement" />',
    );
    files.write('/site/Web.config', text);
    const [site] = await workspace.edited(['/site/Web.config']);
    assert.equal(settingsOf(site!.view(null)).get(TICKET).value, '120');
  });

  it('that makes it unreadable leaves the rest merged', async () => {
    const { files, workspace } = await opened();
    files.write(`/site/${PATCH}`, '<configuration><sitecore>');
    const [site] = await workspace.edited([`/site/${PATCH}`]);
    assert.equal(settingsOf(site!.view('ContentManagement')).get(TICKET).value, '60');
    assert.deepEqual(
      site!
        .view(null)
        .part(SITECORE)!
        .problems.map(({ code }) => code),
      ['broken-file'],
    );
  });

  it('that makes a new file takes it in, and one that removes it takes it out', async () => {
    const { files, workspace } = await opened();
    const added = '/site/App_Config/Include/zzzz.config';
    files.write(added, patch(setting('Authentication.ClientSessionTimeout', '3')));
    await workspace.changed([added]);
    assert.equal(settingsOf(workspace.sites[0]!.view(null)).get(TICKET).value, '3');
    files.remove(added);
    await workspace.changed([added]);
    assert.equal(settingsOf(workspace.sites[0]!.view(null)).get(TICKET).value, '60');
  });
});
