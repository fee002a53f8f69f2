import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { main } from '../../../server/src/cli/main';
import { patch, setting, sitecoreFiles } from '../sitecoreFixture';

const TICKET = 'Authentication.ClientSessionTimeout';
const PATCH = 'App_Config/Include/zzz.Custom.config';

describe('the command line on a Sitecore site', () => {
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-cli-'));
    const files = sitecoreFiles({
      base: setting(TICKET, '60'),
      systemWeb: '<authentication mode="Forms" /><sessionState timeout="20" />',
      files: { [PATCH]: patch(setting(TICKET, '120'), 'role:require="ContentManagement"') },
    });
    for (const [name, text] of files) {
      const file = path.join(folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  async function run(...argv: string[]): Promise<{ code: number; out: string; error: string }> {
    const out: string[] = [];
    const error: string[] = [];
    const streams = {
      out: (text: string | Uint8Array) => void out.push(text.toString()),
      error: (text: string) => void error.push(text),
      colour: false,
    };
    const code = await main(argv, folder, streams, () => Promise.reject(new Error('no server here')));
    return { code, out: out.join(''), error: error.join('') };
  }

  it('lists the files of the site with layer, order and role', async () => {
    const { sites } = JSON.parse((await run('sites', '.', '--format', 'json')).out);
    assert.deepEqual([sites[0].stack, sites[0].version], ['sitecore', '9.0 or later']);
    assert.deepEqual(sites[0].variants, ['ContentManagement', 'ContentDelivery']);
    const own = sites[0].files.find(({ file }: { file: string }) => file.endsWith('zzz.Custom.config'));
    assert.deepEqual(own, {
      file: `site/${PATCH}`,
      layer: 'Custom',
      order: 0,
      role: 'ContentManagement',
      active: false,
      reason: 'role:require="ContentManagement" does not hold: role is standalone',
    });
  });

  it('lays a solution over the installation that is named', async () => {
    const repository = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-cli-'));
    try {
      const module = path.join(repository, 'src/News/App_Config/Include');
      fs.mkdirSync(module, { recursive: true });
      fs.writeFileSync(path.join(repository, 'Shop.sln'), '');
      fs.writeFileSync(path.join(module, 'News.config'), patch(setting('News.Size', '1')));
      const effective = ['effective', repository, '--section', 'sitecore'] as const;
      const { code, out } = await run(...effective, '--sitecore-stock', 'site');
      assert.equal(code, 0);
      assert.match(out, new RegExp(`name="${TICKET}" value="60"[^]*name="News.Size"`));
      assert.doesNotMatch((await run(...effective)).out, new RegExp(TICKET));
      const missing = await run('check', repository, '--sitecore-stock', 'nowhere');
      assert.deepEqual([missing.code, missing.out, missing.error.includes('nowhere does not exist.')], [2, '', true]);
    } finally {
      fs.rmSync(repository, { recursive: true });
    }
  });

  it('prints the effective configuration of a role', async () => {
    const forRole = async (role: string) => (await run('effective', '.', '--section', 'sitecore', '--role', role)).out;
    assert.match(await forRole('ContentManagement'), /value="120" patch:source="zzz.Custom.config"/);
    assert.match(await forRole('contentdelivery'), /value="60" \/>/);
  });

  it('prints the history of a node', async () => {
    const found = await run(
      'history',
      '.',
      `//setting[@name='${TICKET}']/@value`,
      '--role',
      'ContentManagement',
      '--format',
      'json',
    );
    const { schema, node, contributions } = JSON.parse(found.out);
    assert.equal(schema, 1);
    assert.equal(node, `sitecore/settings/setting[@name='${TICKET}']/@value`);
    assert.deepEqual(contributions, [
      {
        file: 'site/App_Config/Sitecore.config',
        line: 1,
        column: contributions[0].column,
        layer: 'Sitecore.config',
        action: 'added',
        before: null,
        after: '60',
      },
      {
        file: `site/${PATCH}`,
        line: 3,
        column: contributions[1].column,
        layer: 'Custom',
        action: 'overwritten',
        before: '60',
        after: '120',
      },
    ]);
  });

  it('says that nothing is there, and what is wrong with an expression', async () => {
    const nothing = await run('history', '.', '//nothing', '--format', 'json');
    assert.deepEqual([nothing.code, JSON.parse(nothing.out).node], [0, null]);
    assert.match(nothing.error, /Nothing/);
    const wrong = await run('history', '.', '//a[');
    assert.deepEqual([wrong.code, wrong.out], [2, '']);
  });

  it('lists settings with their origin in a role, with other rule values and versions', async () => {
    const worth = async (...flags: string[]) => {
      const { settings } = JSON.parse((await run('settings', '.', '--format', 'json', ...flags)).out);
      return settings.find(({ path: at }: { path: string }) => at.includes(TICKET));
    };
    assert.equal((await worth()).value, '60');
    const role = await worth('--variant', 'ContentManagement');
    assert.deepEqual(
      [role.value, role.seconds, role.origin.layer, role.origin.file],
      ['120', 7200, 'Custom', `site/${PATCH}`],
    );
    assert.equal((await worth('--rule', 'role=ContentManagement')).value, '120');
  });

  it('runs the timeline of all roles', async () => {
    const { timelines } = JSON.parse(
      (
        await run(
          'timeline',
          '.',
          '--variant',
          'all',
          '--sitecore-version',
          '9.0',
          '--rule',
          'search=Solr',
          '--format',
          'json',
        )
      ).out,
    );
    assert.deepEqual(
      timelines.map(({ variant }: { variant: string | null }) => variant),
      [null, 'ContentManagement', 'ContentDelivery'],
    );
  });

  it('checks all roles', async () => {
    const { sites } = JSON.parse((await run('check', '.', '--format', 'json', '--fail-on', 'never')).out);
    assert.deepEqual(sites[0].variants, ['ContentManagement', 'ContentDelivery']);
  });

  it('has no Sitecore section for other sites', async () => {
    const other = path.join(folder, 'other');
    fs.mkdirSync(other);
    fs.writeFileSync(path.join(other, 'Web.config'), '<configuration />');
    const { code, error } = await run('effective', 'other', '--section', 'sitecore');
    assert.equal(code, 2);
    assert.match(error, /no Sitecore configuration/);
    fs.rmSync(other, { recursive: true });
  });
});
