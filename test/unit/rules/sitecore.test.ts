import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../scripts/place';
import { rules } from '../../../server/src/rules/all';
import type { Finding } from '../../../server/src/rules/rule';
import { type Example, patchFile, sitecoreSite } from '../../../server/src/rules/sitecore/shared/examples';
import { SITECORE } from '../../../server/src/site/sitecore/key';
import { parseFixture } from '../fixture';
import { findingsIn, workspaceOf } from '../sites';
import { fixed } from './fixing';

const ruleOf = (id: string) => rules.find((rule) => rule.id === id);

async function findings(example: Example): Promise<Finding[]> {
  const all = findingsIn(await workspaceOf(sitecoreSite(example)));
  return all.filter(({ rule }) => ruleOf(rule)!.system === 'sitecore');
}

async function ids(example: Example): Promise<string[]> {
  return [...new Set((await findings(example)).map(({ rule }) => rule))];
}

/** The forty mistakes worth a word, each with the rules that say it; `docs` for what files do not decide. */
const FORTY: readonly (readonly [number, string])[] = [
  [1, 'sitecore-namespace'],
  [2, 'sitecore-prefix-misleads'],
  [3, 'sitecore-command-unknown'],
  [4, 'sitecore-command-incomplete'],
  [5, 'sitecore-command-no-prefix'],
  [6, 'sitecore-deleteattribute-old'],
  [7, 'sitecore-position-name'],
  [8, 'sitecore-position-invalid sitecore-position-miss'],
  [9, 'sitecore-instead-self'],
  [10, 'sitecore-setting-misspelled'],
  [11, 'sitecore-override-duplicates'],
  [12, 'sitecore-patch-swallows'],
  [13, 'sitecore-overridden'],
  [14, 'sitecore-file-not-loaded sitecore-load-order-misspelled docs'],
  [15, 'sitecore-order-surprise sitecore-order-uncertain'],
  [16, 'sitecore-stock-file-edited docs'],
  [17, 'sitecore-cannot-be-patched'],
  [18, 'sitecore-patch-structure'],
  [19, 'xml-not-well-formed sitecore-require-unreadable sitecore-require-order sitecore-role-misspelled docs'],
  [20, 'sitecore-rule-undefined'],
  [21, 'sitecore-role-combination'],
  [22, 'sitecore-role-missing'],
  [23, 'sitecore-unit-mix-up illegal-literal'],
  [24, 'sitecore-client-session-timeout'],
  [25, 'sitecore-forms-timeout-dead'],
  [26, 'sitecore-cookie-ends-with-token'],
  [27, 'auth-outlives-session-data session-data-outlives-auth docs'],
  [28, 'sitecore-added-by-name'],
  [29, 'sitecore-editors-out-of-process sitecore-shared-session-in-process sitecore-session-stores-mixed'],
  [29, 'sitecore-shared-session-unknown session-provider-missing'],
  [30, 'sitecore-visits-never-end'],
  [31, 'cookieless-session'],
  [32, 'sitecore-scheduling-off'],
  [33, 'sitecore-keepalive-too-slow'],
  [34, 'sitecore-cluster-name-default sitecore-robots-undetected'],
  [35, 'sitecore-setting-gone sitecore-web-config-outdated docs'],
  [36, 'sitecore-robot-module-section sitecore-editors-taken-for-robots sitecore-media-module-outdated'],
  [37, 'sitecore-variable-misspelled sitecore-variable-in-text docs'],
  [38, 'sitecore-include-in-patch sitecore-include'],
  [39, 'sitecore-type-near-miss'],
  [40, 'require-ssl-over-http samesite-none-insecure docs'],
];

describe('Sitecore: the forty mistakes', () => {
  const undecidable = readFileSync(path.join(ROOT, 'docs/undecidable.md'), 'utf8').split('## Sitecore')[1] ?? '';

  it('are all there', () => {
    assert.deepEqual(
      [...new Set(FORTY.map(([row]) => row))],
      [...Array(40).keys()].map((i) => i + 1),
    );
  });

  for (const [row, names] of FORTY) {
    it(`${row}: ${names.replace('docs', 'and a line in the documentation')}`, () => {
      for (const name of names.split(' '))
        if (name === 'docs') assert.ok(undecidable.length > 0, 'docs/undecidable.md has no section on Sitecore');
        else assert.ok(ruleOf(name), name);
    });
  }
});

describe('Sitecore: findings', () => {
  it('carry the roles they hold for when they do not hold for all', async () => {
    const conditioned = `
      <pipelines>
        <start role:require="ContentManagement">
          <processor type="Shop" patch:before="processor[@type='Nope']" />
        </start>
      </pipelines>`;
    const base = '<pipelines><start><processor type="A" /></start></pipelines>';
    const [miss] = await findings({ base, stock: '<settings />', patch: conditioned });
    assert.equal(miss!.rule, 'sitecore-position-miss');
    assert.deepEqual(miss!.variants, ['ContentManagement']);
  });

  it('are not made about what comes with Sitecore', async () => {
    const odd = `
      <pipelines role:require="Standalone or ContentDelivery and !Reporting">
        <start>
          <processor type="X" patch:after="processor[@type='Nope']" />
        </start>
      </pipelines>`;
    assert.deepEqual(await ids({ stock: odd }), []);
    assert.deepEqual(await ids({ stock: '<settings />', patch: odd }), [
      'sitecore-require-order',
      'sitecore-position-miss',
    ]);
  });

  it('do not guess what is there when Sitecore itself is not in the workspace', async () => {
    const patch =
      '<pipelines><start><processor type="X" patch:after="processor[@type=\'Nope\']" /></start></pipelines>';
    assert.deepEqual(await ids({ patch }), []);
  });

  it('stay with the site: none on ASP.NET without Sitecore', async () => {
    const found = findingsIn(await workspaceOf('<configuration><system.web /></configuration>'));
    assert.ok(found.every(({ rule }) => ruleOf(rule)!.system !== 'sitecore'));
  });

  it('do not break on files that are no XML, no patch, or empty', async () => {
    for (const file of ['', '<', '<configuration>', '<a/>', 'x', '<configuration><sitecore><settings><setting name="'])
      await findings({ file: file || ' ', base: '<settings />' });
  });
});

describe('Sitecore: misspelled settings', () => {
  const base = '<settings><setting name="Media.MaxSizeInDatabase" value="1" /></settings>';
  const withSetting = (setting: string) => ids({ base, patch: `<settings>${setting}</settings>` });

  it('are found by case alone, and by letters only where a change is meant', async () => {
    const id = ['sitecore-setting-misspelled'];
    assert.deepEqual(await withSetting('<setting name="media.maxSizeInDatabase" value="2" />'), id);
    assert.deepEqual(await withSetting('<setting name="Media.MaxSizeInDatabse" set:value="2" />'), id);
    assert.deepEqual(await withSetting('<setting name="Media.MaxSizeInDatabases" value="2" />'), []);
    assert.deepEqual(await withSetting('<setting name="Shop.Baskets" set:value="2" />'), []);
  });

  it('are no concern where the name only has another number', async () => {
    const numbered = '<settings><setting name="Shop.Endpoint.1" value="a" /></settings>';
    const patch = '<settings><setting name="Shop.Endpoint.2" set:value="b" /></settings>';
    assert.deepEqual(await ids({ base: numbered, patch }), []);
  });
});

describe('Sitecore: who overrides whom', () => {
  const base = '<settings><setting name="Media.Size" value="50" /></settings>';
  const sets = (value: string) => `<settings><setting name="Media.Size" set:value="${value}" /></settings>`;
  const two = (first: string, second: string, values: readonly [string, string] = ['90', '120']): Example => ({
    base,
    patch: sets(values[0]),
    path: `App_Config/${first}`,
    more: `//- /site/App_Config/${second}\n${patchFile(sets(values[1]))}`,
  });

  it('names the file that decides, and removing the earlier word changes nothing', async () => {
    const example = two('Include/A.config', 'Environment/B.config');
    const [found] = await findings(example);
    assert.match(
      found!.message,
      /^B\.config is loaded later and sets settings\/setting\[@name='Media\.Size'\]\/@value to "120"/,
    );
    const after = fixed(parseFixture(sitecoreSite(example)).files, [found!.fixes![0]!]);
    assert.ok(!after.get('/site/App_Config/Include/A.config')!.includes('Media.Size'));
    const { sites } = await workspaceOf(after);
    const [setting] = sites[0]!.view(null).part(SITECORE)!.document.documentElement.children[0]!.children;
    assert.equal(setting!.getAttribute('value'), '120');
  });

  it('says nothing when both say the same, or one stands for another role', async () => {
    assert.deepEqual(await ids(two('Include/A.config', 'Include/B.config', ['90', '90'])), []);
    const forRoles = {
      ...two('Include/A.config', 'Include/B.config'),
      patch: sets('90').replace(' set', ' role:require="Processing" set'),
    };
    assert.deepEqual(
      (await findings(forRoles)).map(({ rule, variants }) => [rule, variants]),
      [['sitecore-overridden', ['Processing']]],
    );
  });

  it('tells why zzz is not the last', async () => {
    const messageOf = async (second: string) =>
      (await findings(two('Include/zzz.Shop.config', second))).find(({ rule }) => rule === 'sitecore-order-surprise')
        ?.message;
    assert.match((await messageOf('Include/Feature/A.config'))!, /stands in a sub-folder/);
    assert.match((await messageOf('Environment/A.config'))!, /belongs to the later layer Environment/);
  });

  it('is unsure of names that differ in an underscore', async () => {
    assert.ok((await ids(two('Include/Shop.config', 'Include/_Shop.config'))).includes('sitecore-order-uncertain'));
    assert.ok(!(await ids(two('Include/A.config', 'Include/B.config'))).includes('sitecore-order-uncertain'));
  });
});

describe('Sitecore: units', () => {
  const messages = async (base: string, patch: string) =>
    (await findings({ base: base.replace(' set:', ' '), patch }))
      .filter(({ rule }) => rule === 'sitecore-unit-mix-up')
      .map(({ message }) => message);
  const setting = (name: string, value: string) =>
    `<settings><setting name="${name}" set:value="${value}" /></settings>`;

  it('leaves years of days alone', async () => {
    const name = 'Authentication.ClientPersistentLoginDuration';
    for (const days of ['30', '365', '730'])
      assert.deepEqual(await messages(setting(name, '180'), setting(name, days)), []);
    const [said] = await messages(setting(name, '180'), setting(name, '43200'));
    assert.match(said!, /counts days: 43200 is 43200 days\. Write 30 if minutes were meant/);
  });

  it('knows a time where minutes are counted, and a number where a time is', async () => {
    const name = 'Authentication.ClientSessionTimeout';
    const [time] = await messages(setting(name, '60'), setting(name, '08:00:00'));
    assert.match(time!, /takes a whole number of minutes.*Write 480\./);
    const frequency = (text: string) => `<scheduling><frequency>${text}</frequency></scheduling>`;
    const [number] = await messages(frequency('00:00:05'), frequency('5'));
    assert.match(number!, /a number alone is days, so "5" is 5 days\. Write 00:05:00/);
  });
});

describe('Sitecore: fixes for robots taken for editors', () => {
  const site = (version: string): Example => ({
    generation: 'old',
    version,
    base: `
      <settings>
        <setting name="Analytics.Enabled" value="true" />
        <setting name="Analytics.AutoDetectBots" value="true" />
      </settings>`,
  });
  const severity = async (version: string) =>
    (await findings(site(version))).find(({ rule }) => rule === 'sitecore-editors-taken-for-robots')?.severity;

  it('go by revision: sure before it, silent from it on, unsure without one', async () => {
    assert.equal(await severity('8.1.151003'), 'warning');
    assert.equal(await severity('8.1.151207'), undefined);
    assert.equal(await severity('8.1.0'), 'information');
    assert.equal(await severity('7.5.141003'), 'warning');
    assert.equal(await severity('8.2.160729'), undefined);
  });
});

describe('Sitecore: forms up to 8.2', () => {
  it('count although the mode is None', async () => {
    const webConfig = `
      <system.web>
        <authentication mode="None">
          <forms timeout="90" />
        </authentication>
        <sessionState timeout="20" />
      </system.web>`;
    const all = async (example: Example) =>
      findingsIn(await workspaceOf(sitecoreSite(example))).map(({ rule }) => rule);
    const old = await all({ generation: 'old', version: '8.1.151207', webConfig });
    assert.ok(old.includes('auth-outlives-session-data') && !old.includes('forms-settings-dead'), old.join());
    const owin = await all({ version: '9.3.0', webConfig });
    assert.ok(
      !owin.includes('auth-outlives-session-data') && owin.includes('sitecore-forms-timeout-dead'),
      owin.join(),
    );
  });
});

describe('Sitecore: files that only look like a web.config', () => {
  it('are not read as one: what sc.include names belongs to Sitecore', async () => {
    const example = sitecoreSite({
      base: '<sc.include file="/App_Config/Prefetch/Web.config" />',
      more: '//- /site/App_Config/Prefetch/Web.config\n<configuration><template desc="a" /><template desc="b" /></configuration>',
    });
    const found = findingsIn(await workspaceOf(example));
    assert.deepEqual(
      found.filter(({ at }) => at.file.includes('Prefetch')).map(({ message }) => message),
      [],
    );
  });
});

describe('Sitecore: a delivery server', () => {
  const base = '<settings><setting name="Analytics.ClusterName" value="default-cd-cluster" /></settings>';
  const cluster = async (example: Example) =>
    (await findings(example)).filter(({ rule }) => rule === 'sitecore-cluster-name-default');

  it('is one that says so, in web.config or in a transform, and not one that is only looked at as one', async () => {
    assert.deepEqual(await cluster({ base }), []);
    assert.equal((await cluster({ base, roles: 'ContentDelivery' })).length, 1);
    const transform = `
      //- /site/Web.Delivery.config
      <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
        <appSettings>
          <add key="role:define" value="ContentDelivery" xdt:Transform="SetAttributes" xdt:Locator="Match(key)" />
        </appSettings>
      </configuration>`;
    const [found, ...others] = await cluster({ base, more: transform });
    assert.deepEqual([found!.at.file, found!.variants, others], ['/site/Web.Delivery.config', ['Delivery'], []]);
  });
});
