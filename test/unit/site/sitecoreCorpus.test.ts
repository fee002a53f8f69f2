import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { clocksOf } from '../../../server/src/clocks/ofSite';
import { nodeHistory } from '../../../server/src/features/nodeHistory';
import { sitecoreDocument } from '../../../server/src/features/sitecore/document';
import { timelineModel } from '../../../server/src/features/timelineModel';
import { nodeFiles } from '../../../server/src/files/node';
import { keyOf, relativeTo } from '../../../server/src/files/paths';
import { simulate } from '../../../server/src/session/simulate';
import { type EffectiveSetting, settingsOf } from '../../../server/src/settings/reader';
import { linesOf } from '../../../server/src/site/parsed';
import type { Site } from '../../../server/src/site/site';
import { SITECORE } from '../../../server/src/site/sitecore/key';
import { openWorkspace } from '../../../server/src/site/workspace';

const SITES = path.resolve(__dirname, '../../../../shared/corpus/sites');
const named = (name: string) => `sitecore/settings/setting[name='${name}']/@value`;

async function opened(name: string): Promise<Site> {
  const root = path.join(SITES, name);
  const { sites } = await openWorkspace(nodeFiles([root]), [root]);
  const sitecore = sites.filter(({ stack }) => stack === 'sitecore');
  assert.equal(sitecore.length, 1);
  return sitecore[0]!;
}

/** `App_Config/Sitecore.config:2504`. */
function originOf(site: Site, { winner }: EffectiveSetting): string | undefined {
  if (!winner) return undefined;
  const line = linesOf(site.sources.get(keyOf(winner.file))!).positionAt(winner.span.start).line + 1;
  return `${relativeTo(site.root, winner.file)}:${line}`;
}

describe('Sitecore 9.0 as it ships', () => {
  if (!existsSync(path.join(SITES, 'sitecore-9.0-clean'))) {
    it('skipped: the corpus is not beside the repository', function () {
      this.skip();
    });
    return;
  }
  let site: Site;
  before(async () => {
    site = await opened('sitecore-9.0-clean');
  });

  it('is found with all its files, and with the version as far as they tell', () => {
    assert.equal(site.version, '9.0.1 or later, before 9.1');
    assert.equal(site.files.filter(({ order }) => order !== undefined).length, 205);
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['ContentManagement', 'ContentDelivery'],
    );
    assert.deepEqual(site.view(null).part(SITECORE)?.problems, []);
  });

  it('has its values with the lines they stand on', () => {
    const reader = settingsOf(site.view(null));
    const worth = (at: string) => {
      const found = reader.get(at);
      return [found.value, originOf(site, found)];
    };
    assert.deepEqual(worth(named('Authentication.ClientSessionTimeout')), ['60', 'App_Config/Sitecore.config:2504']);
    assert.deepEqual(worth(named('Authentication.ClientPersistentLoginDuration')), [
      '180',
      'App_Config/Sitecore.config:2525',
    ]);
    assert.deepEqual(worth("sitecore/scheduling/agent[type='Sitecore.Tasks.UrlAgent']/@interval"), [
      '00:15:00',
      'App_Config/Sitecore.config:1489',
    ]);
    // A stock include file changes what Sitecore.config says.
    assert.deepEqual(worth('sitecore/scheduling/frequency'), [
      '00:00:05',
      'App_Config/Sitecore/Buckets/Sitecore.Buckets.config:19',
    ]);
  });

  it('tells content management from content delivery', () => {
    const cluster = named('Analytics.ClusterName');
    const worth = (variant: string | null) => settingsOf(site.view(variant)).get(cluster).value;
    assert.deepEqual(
      [worth(null), worth('ContentManagement'), worth('ContentDelivery')],
      ['default-cd-cluster', '', 'default-cd-cluster'],
    );
    const printed = (variant: string) => sitecoreDocument(site.view(variant))!.text;
    assert.notEqual(printed('ContentManagement'), printed('ContentDelivery'));
  });

  it('signs editors out by forms, and the lost-work preset shows it', () => {
    const view = site.view('ContentManagement');
    const clocks = new Map(clocksOf(view).map((clock) => [clock.id, clock]));
    assert.deepEqual(
      ['authCookie', 'persistentLogin', 'sessionData', 'robotSession', 'clientTicket'].map(
        (id) => clocks.get(id)?.length,
      ),
      [1800, 180 * 86_400, 1200, 60, 3600],
    );
    assert.equal(clocks.get('poolIdle')?.inert, 'kept awake');
    const { model } = timelineModel(site, 'ContentManagement', 1);
    const { scenario } = model.presets.find(({ id }) => id === 'lost-work')!;
    const run = simulate(model.clocks, scenario);
    assert.equal(run.states.find(({ state }) => state === 'dataNoSignIn')?.from, 1800);
    const delivery = timelineModel(site, 'ContentDelivery', 1).model;
    assert.equal(
      delivery.presets.some(({ id }) => id === 'lost-work'),
      false,
    );
    assert.equal(delivery.clocks.find(({ id }) => id === 'persistentLogin')?.inert, 'no editors here');
  });

  it('knows who touched what', () => {
    const found = nodeHistory(site.view(null), 'scheduling/frequency/text()');
    assert.equal(found.kind, 'found');
    if (found.kind !== 'found') return;
    assert.deepEqual(
      found.nodes[0]!.contributions.map(({ layer, before, after }) => [layer, before, after]),
      [
        ['Sitecore.config', null, '00:05:00'],
        ['Sitecore', '00:05:00', '00:00:05'],
      ],
    );
  });
});

describe('Sitecore 10 with layers of its own', () => {
  if (!existsSync(path.join(SITES, 'sitecore-10-custom'))) {
    it('skipped: the corpus is not beside the repository', function () {
      this.skip();
    });
    return;
  }

  it('has the custom layer between Modules and Custom, and roles that its patches ask for', async () => {
    const site = await opened('sitecore-10-custom');
    assert.equal(site.version, '10.0 or later');
    assert.deepEqual(
      site.part(SITECORE)?.sources.layers.map(({ name }) => name),
      ['Sitecore', 'Modules', 'DefaultSettingOverrides', 'Custom', 'Environment'],
    );
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['Debug', 'Release', 'ContentManagement', 'ContentDelivery', 'Processing', 'Reporting'],
    );
  });

  it('leaves the end of an editor’s sign-in to Sitecore Identity, and says that roles may come from outside', async () => {
    const site = await opened('sitecore-10-custom');
    const [editors] = clocksOf(site.view(null));
    assert.match(JSON.stringify(editors?.length), /Sitecore Identity decides/);
    assert.match(editors?.note ?? '', /SitecoreAppSettingsBuilder may replace them/);
    const [visitors] = clocksOf(site.view('ContentDelivery'));
    assert.deepEqual([visitors?.name, visitors?.length], ['OWIN cookie', 1800]);
  });

  it('takes `env:require` from appSettings', async () => {
    const site = await opened('sitecore-10-custom');
    const tracking = settingsOf(site.view(null)).get(named('Xdb.Tracking.Enabled'));
    assert.deepEqual(
      [tracking.value, originOf(site, tracking)],
      ['false', 'App_Config/DefaultSettingOverrides/Disable.TrackingEnabled.local.config:12'],
    );
  });
});
