import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../scripts/place';
import { nodeFiles } from '../../../server/src/files/node';
import { relativeTo } from '../../../server/src/files/paths';
import { allVariants, findingsOf } from '../../../server/src/rules/run';
import { openWorkspace } from '../../../server/src/site/workspace';

const SITES = path.resolve(ROOT, '../shared/corpus/sites');

/** `severity rule file` of everything that is said about a real site, in all its variants. */
async function said(name: string): Promise<string[]> {
  const root = path.join(SITES, name);
  const { sites } = await openWorkspace(nodeFiles([root]), [root]);
  return sites.flatMap((site) => {
    const { findings, failures } = findingsOf(site, allVariants(site));
    assert.deepEqual(failures, []);
    return findings.map(({ severity, rule, at }) => `${severity} ${rule} ${relativeTo(site.root, at.file)}`);
  });
}

describe('Sitecore: what is said about real sites', () => {
  before(function () {
    if (!existsSync(SITES)) this.skip();
  });

  it('9.0 as it ships: nothing on its own files, and what is true of its web.config', async () => {
    const all = await said('sitecore-9.0-clean');
    assert.deepEqual(
      all.filter((line) => line.includes(' App_Config/')),
      [],
    );
    assert.deepEqual(
      all.filter((line) => line.endsWith(' Web.config')),
      ['warning auth-outlives-session-data Web.config'],
    );
  });

  it('10.0 with patches of its own: the folder that no layer names', async () => {
    assert.deepEqual(await said('sitecore-10-custom'), [
      'warning sitecore-file-not-loaded App_Config/Helix/Sitecore.Helix.Prerequisite.Items.config',
    ]);
  });
});
