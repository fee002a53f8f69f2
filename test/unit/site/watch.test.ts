import assert from 'node:assert/strict';
import { SITE_FILES } from '../../../client/src/documents';
import manifest from '../../../package.json';
import { memoryFiles } from '../../../server/src/files/memory';
import { wakingGlobs, watchedGlobs } from '../../../server/src/site/watch';
import { openWorkspace } from '../../../server/src/site/workspace';
import { patch, sitecoreFiles } from '../sitecoreFixture';

/** Something of every kind that parts read. */
const SITES = new Map([
  ...sitecoreFiles({ files: { 'App_Config/Include/a.config': patch('<settings />') } }),
  ['/site/Web.Release.config', '<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform" />'],
  ['/site/Properties/PublishProfiles/Live.pubxml', '<Project />'],
  ['/site/Global.asax', '<%@ Application %>'],
  ['/site/GLOBAL.ASAX.CS', 'class Global { }'],
  ['/site/admin/WEB.CONFIG', '<configuration />'],
  ['/site/identity/Config/production/Sitecore.xml', '<Settings />'],
  ['/site/identity/sitecoreruntime/production/own/b.xml', '<Settings />'],
  ['/site/identity/Sitecore/Sitecore.Plugin.IdentityServer/Config/identityServer.xml', '<Settings />'],
  ['/core/web.config', '<configuration><system.webServer><aspNetCore /></system.webServer></configuration>'],
  ['/iis/applicationHost.config', '<configuration />'],
  ['/iis/machine.config', '<configuration />'],
  ['/iis/web.config', '<configuration />'],
]);

describe('What clients watch', () => {
  it('is every file that reading a workspace asks for', async () => {
    const files = memoryFiles(SITES);
    await openWorkspace(files, ['/site', '/core', '/iis']);
    const asked = new Set(files.reads);
    const globs = watchedGlobs().map(asExpression);
    assert.deepEqual(
      [...asked].filter((path) => !globs.some((glob) => glob.test(path))),
      [],
    );
    for (const path of SITES.keys()) assert.ok(asked.has(path), `${path} is never read`);
  });

  it('is told to VS Code in two places that say the same', () => {
    const expected = wakingGlobs();
    assert.deepEqual(SITE_FILES, expected);
    assert.deepEqual(
      manifest.activationEvents.filter((event) => event.startsWith('workspaceContains:')),
      expected.map((glob) => `workspaceContains:${glob}`),
    );
  });
});

/** `**`, `*` and classes of letters: all that our globs use. */
function asExpression(glob: string): RegExp {
  const source = glob
    .replace(/\./g, '\\.')
    .replace(/\*\*\//g, '(?:.*/)?')
    .replace(/(?<!\.)\*(?!\*)/g, '[^/]*');
  return new RegExp(`^${source}$`);
}
