import assert from 'node:assert/strict';
import { memoryFiles } from '../../../server/src/files/memory';
import type { Workspace } from '../../../server/src/site/workspace';
import { openWorkspace } from '../../../server/src/site/workspace';
import { sitecoreFiles } from '../sitecoreFixture';
import { workspaceOf } from '../sites';

const KEY = 'A1'.repeat(64);
const forms = (name: string, more = '') =>
  `<configuration><system.web><authentication mode="Forms"><forms name="${name}" ${more}/></authentication>
    <machineKey validationKey="${KEY}" decryptionKey="${KEY}" /></system.web></configuration>`;

const HOST = `<configuration><system.applicationHost>
  <applicationPools><add name="Shop" /><add name="Blog" /></applicationPools>
  <sites><site name="Main" id="1">
    <application path="/" applicationPool="Shop"><virtualDirectory path="/" physicalPath="c:\\sites\\shopfront" /></application>
    <application path="/blog" applicationPool="Blog"><virtualDirectory path="/" physicalPath="c:\\sites\\weblog" /></application>
  </site>
  <site name="Other" id="2">
    <application path="/" applicationPool="Shop"><virtualDirectory path="/" physicalPath="c:\\sites\\intranet" /></application>
  </site></sites>
</system.applicationHost></configuration>`;

const told = (workspace: Workspace) =>
  workspace.systems().map(({ members, links }) => ({
    members: members.map(({ name }) => name),
    links: links.map(({ kind, name, ends, unknown }) =>
      [kind, name, ends.map(({ site }) => site.name).join('+'), ...(unknown ? [unknown] : [])].join(' '),
    ),
  }));

describe('Systems of sites', () => {
  it('join what runs in one pool, stands on one host, shares a cookie or its keys', async () => {
    const workspace = await workspaceOf(
      new Map([
        ['/w/shopfront/Web.config', forms('.A')],
        ['/w/weblog/Web.config', forms('.A')],
        ['/w/intranet/Web.config', forms('.B', 'domain="example.org" ')],
        ['/w/alone/Web.config', '<configuration />'],
        ['/w/iis/applicationHost.config', HOST],
      ]),
    );
    assert.deepEqual(told(workspace), [
      {
        members: ['intranet', 'shopfront', 'weblog'],
        links: [
          'pool Shop intranet+shopfront',
          'keys machineKey intranet+shopfront+weblog',
          'origin Main shopfront+weblog',
          'cookie .A shopfront+weblog',
        ],
      },
    ]);
    const [system] = workspace.systems();
    for (const { ends } of system!.links) for (const { end } of ends) assert.ok(end.at, `${end.kind} of ${end.name}`);
    assert.ok(!JSON.stringify(system!.links.map(({ ends }) => ends.map(({ end }) => end))).includes('A1A1'));
  });

  it('say nothing of sites whose host nobody knows, unless the cookie has a domain', async () => {
    const site = (more: string) =>
      `<configuration><system.web><authentication mode="Forms"><forms ${more} /></authentication></system.web></configuration>`;
    const files = (more: string) =>
      new Map([
        ['/w/a/Web.config', site(more)],
        ['/w/b/Web.config', site(more)],
      ]);
    assert.deepEqual(told(await workspaceOf(files(''))), []);
    assert.deepEqual(told(await workspaceOf(files('domain="example.org"'))), [
      { members: ['a', 'b'], links: ['cookie .ASPXAUTH a+b'] },
    ]);
  });

  it('are others as soon as a partner is', async () => {
    const files = memoryFiles([
      ['/w/a/Web.config', forms('.A')],
      ['/w/b/Web.config', forms('.A')],
    ]);
    const workspace = await openWorkspace(files, ['/w']);
    const before = workspace.systems();
    assert.equal(workspace.systems(), before);
    files.write('/w/b/Web.config', forms('.A', 'timeout="5" '));
    await workspace.changed(['/w/b/Web.config']);
    assert.notEqual(workspace.systems()[0], before[0]);
    assert.equal(workspace.systems()[0]!.members[0], before[0]!.members[0]);
  });

  it('know Sitecore with the application that signs its editors in, and say when there are two', async () => {
    const identity = (folder: string) =>
      [
        `/site/${folder}/Config/production/a.xml`,
        '<Settings><Sitecore><IdentityServer><Clients /></IdentityServer></Sitecore></Settings>',
      ] as const;
    const one = await workspaceOf(new Map([...sitecoreFiles(), identity('identity')]));
    assert.deepEqual(told(one), [{ members: ['site'], links: ['authority Sitecore Identity site'] }]);
    const two = await workspaceOf(new Map([...sitecoreFiles(), identity('identity'), identity('other')]));
    assert.deepEqual(told(two)[0]?.links, [
      'authority Sitecore Identity site there are 2 installations of Sitecore Identity in the workspace',
    ]);
  });
});
