import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { folderOf, run } from './run';
import { inShop } from './shop';

describe('command line: settings', () => {
  const shop = inShop();
  interface Row {
    path: string;
    location: string | null;
    literal: string;
    seconds?: number;
    value: string;
    variant: string | null;
    origin: { layer: string; file?: string; line?: number; column?: number };
    history: { layer: string; literal: string }[];
  }
  const rows = (...args: string[]) =>
    run(shop(), 'settings', '.', '--format', 'json', ...args).json<{ settings: Row[] }>().settings;

  it('names the file, line and column that won, and those that lost', () => {
    const row = rows().find((candidate) => candidate.path === 'system.web/sessionState/@timeout')!;
    assert.deepEqual(
      { ...row, history: row.history.map(({ layer, literal }) => ({ layer, literal })) },
      {
        site: 'shop',
        variant: null,
        location: null,
        path: 'system.web/sessionState/@timeout',
        literal: '20',
        seconds: 1200,
        value: '20',
        origin: { layer: 'web.config', file: 'shop/Web.config', line: 6, column: 28 },
        history: [
          { layer: 'default', literal: '20' },
          { layer: 'web.config', literal: '20' },
        ],
      },
    );
  });

  it('says default where nothing sets a value', () => {
    const row = rows().find((candidate) => candidate.path === 'system.web/authentication/forms/@slidingExpiration')!;
    assert.deepEqual([row.value, row.origin], ['true', { layer: 'default' }]);
  });

  it('follows the variant', () => {
    const row = rows('--variant', 'Release').find((candidate) => candidate.path === 'system.web/compilation/@debug')!;
    assert.equal(row.value, 'false');
    assert.equal(row.origin.file, 'shop/Web.Release.config');
    assert.deepEqual(
      row.history.map(({ layer }) => layer),
      ['default', 'web.config', 'transform'],
    );
  });

  it('knows layers by one word each, whatever the files are called', () => {
    const copy = folderOf(`//- s/WEB.Config
<configuration>
<appSettings file="more.config" />
<system.web><sessionState configSource="sub\\section.config" /><httpRuntime executionTimeout="60" /></system.web>
<location path="admin"><system.web><httpRuntime executionTimeout="70" /></system.web></location>
</configuration>
//- s/sub/section.config
<sessionState timeout="30" />
//- s/admin/Web.config
<configuration><system.web><httpRuntime executionTimeout="80" /></system.web></configuration>
`);
    const { settings } = run(copy, 'settings', '.', '--format', 'json').json<{ settings: Row[] }>();
    const layers = (name: string, location: string | null) =>
      settings
        .find((row) => row.path.endsWith(name) && row.location === location)!
        .history.map(({ layer, literal }) => `${layer} ${literal}`);
    assert.deepEqual(layers('sessionState/@timeout', null), ['default 20', 'configSource 30']);
    assert.deepEqual(layers('@executionTimeout', 'admin'), [
      'default 110',
      'web.config 60',
      'location 70',
      'folder web.config 80',
    ]);
    fs.rmSync(copy, { recursive: true });
  });

  it('has a row for what a location says of one folder, beside that of the application', () => {
    const copy = folderOf(`//- s/web.config
<configuration>
<system.web><httpRuntime executionTimeout="60" /><sessionState timeout="30" /></system.web>
<location path="Upload"><system.web><httpRuntime executionTimeout="600" /></system.web></location>
<location path="."><system.web><pages asyncTimeout="50" /></system.web></location>
</configuration>
`);
    const { settings } = run(copy, 'settings', '.', '--format', 'json').json<{ settings: Row[] }>();
    const located = settings.filter(({ location }) => location !== null);
    assert.deepEqual(
      located.map(({ location, path, value }) => [location, path, value]),
      [['Upload', 'system.web/httpRuntime/@executionTimeout', '600']],
    );
    const whole = settings.find(({ path }) => path === 'system.web/httpRuntime/@executionTimeout');
    assert.deepEqual([whole?.location, whole?.value], [null, '60']);
    fs.rmSync(copy, { recursive: true });
  });

  it('never prints a secret', () => {
    const copy = folderOf(`//- s/Web.config
<configuration><system.web><machineKey validationKey="DEADBEEF" decryptionKey="CAFE" /><sessionState sqlConnectionString="Password=hunter2" /></system.web></configuration>`);
    for (const args of [['settings'], ['check'], ['timeline']])
      for (const format of ['json', 'text'])
        assert.doesNotMatch(run(copy, ...args, '.', '--format', format).out, /DEADBEEF|CAFE|hunter2/);
    fs.rmSync(copy, { recursive: true });
  });
});
