import assert from 'node:assert/strict';
import { clockSet } from '../../../server/src/clocks/ofSite';
import type { ClockSource } from '../../../server/src/clocks/source';
import { CLOCK_SOURCES } from '../../../server/src/clocks/sources';
import { featureSets } from '../../../server/src/features/all';
import type { FeatureSet } from '../../../server/src/features/featureSet';
import { hoverAt } from '../../../server/src/features/hover';
import type { FeatureInput } from '../../../server/src/features/input';
import { writtenHoverAt } from '../../../server/src/features/settings/hover';
import { memoryFiles } from '../../../server/src/files/memory';
import { rules } from '../../../server/src/rules/all';
import { replaceValue } from '../../../server/src/rules/edits';
import { rule } from '../../../server/src/rules/rule';
import { findingsOf } from '../../../server/src/rules/run';
import { settingsOf } from '../../../server/src/settings/reader';
import { isXml } from '../../../server/src/site/parsed';
import { siteParts } from '../../../server/src/site/parts';
import { wakingGlobs, watchedGlobs } from '../../../server/src/site/watch';
import { openWorkspace } from '../../../server/src/site/workspace';
import { LAMP_REGISTRY } from './settings';
import { LAMP, lamp } from './site';

const parts = [...siteParts, lamp];

const clocks: ClockSource = {
  id: 'lamp',
  claims: ({ view }) => view.site.has(LAMP),
  clocks: ({ view, cite }, below) => {
    const burns = settingsOf(view, LAMP_REGISTRY).get('Lamp[desk].Burns');
    return [
      ...below,
      {
        id: 'lamp',
        role: 'server',
        name: 'Lamp',
        length: burns.seconds!,
        restart: { on: 'everyRequest' },
        pingRestarts: false,
        kills: [],
        uncertainty: 0,
        aliveAtEnd: true,
        sources: cite.setting(burns),
      },
    ];
  },
};

const burnsLong = rule({
  id: 'lamp-burns-long',
  severity: 'warning',
  system: 'xml',
  title: 'Lamp burns long',
  explains: 'A lamp that burns long gets hot.',
  source: 'the toy',
  fixable: true,
  examples: { bad: '', good: '' },
  check({ view }, report) {
    const { seconds, winner } = settingsOf(view, LAMP_REGISTRY).get('Lamp[desk].Burns');
    if (!winner || typeof seconds !== 'number' || seconds <= 30) return;
    const edit = replaceValue(view.site, winner, '30')!;
    report({
      at: { file: winner.file, span: winner.span },
      message: `It burns ${seconds} s`,
      fixes: [{ title: 'Let it burn for 30 s', edits: [edit] }],
    });
  },
});

const feature: FeatureSet = {
  name: 'lamp',
  hover: (input, offset) => writtenHoverAt(input, offset, settingsOf(input.site.view(input.variant), LAMP_REGISTRY)),
};

async function workspace(text = 'lit\nburns: 90\n') {
  const files = memoryFiles(
    new Map([
      ['/desk/toy.lamp', text],
      ['/shop/Web.config', '<configuration />'],
    ]),
  );
  return openWorkspace(files, ['/desk', '/shop'], {}, parts);
}

async function desk(text?: string) {
  const { sites } = await workspace(text);
  return sites.find(({ root }) => root === '/desk')!;
}

describe('A part that the product has never heard of', () => {
  it('is a site without a web.config, of its own version and variants', async () => {
    const site = await desk();
    assert.deepEqual(site.parts, ['lamp']);
    assert.deepEqual([site.stack, site.version, site.webConfig], ['unknown', '1.0', undefined]);
    assert.deepEqual(site.files, [{ file: '/desk/toy.lamp', layer: 'lamp', active: true }]);
    assert.deepEqual(
      site.variants.map(({ name }) => name),
      ['dimmed'],
    );
    assert.equal(site.view(null).part(LAMP)?.bright, true);
    assert.equal(site.view('dimmed').part(LAMP)?.bright, false);
    assert.equal(isXml(site.sources.get('/desk/toy.lamp')!), false);
  });

  it('leaves the other sites as they are', async () => {
    const { sites } = await workspace();
    const shop = sites.find(({ root }) => root === '/shop')!;
    assert.equal(shop.part(LAMP), undefined);
    assert.equal(shop.view(null).part(LAMP), undefined);
    assert.deepEqual(shop.parts, ['iis', 'aspnet']);
  });

  it('comes and goes with the text that its claim depends on', async () => {
    const files = memoryFiles([['/desk/toy.lamp', 'dark']]);
    const opened = await openWorkspace(files, ['/desk'], {}, parts);
    assert.deepEqual(opened.sites, []);
    files.write('/desk/toy.lamp', 'lit');
    await opened.changed(['/desk/toy.lamp']);
    assert.deepEqual(
      opened.sites.map(({ root }) => root),
      ['/desk'],
    );
  });

  it('has settings with a path, a default and a place of their own', async () => {
    const settings = settingsOf((await desk()).view(null), LAMP_REGISTRY);
    const [only, ...others] = settings.all();
    assert.deepEqual(
      [only?.path, only?.seconds, only?.winner?.file, others],
      ['Lamp[desk].Burns', 90, '/desk/toy.lamp', []],
    );
    const dark = settingsOf((await desk('lit')).view(null), LAMP_REGISTRY);
    assert.deepEqual([dark.get('Lamp.Burns').seconds, dark.get('Lamp.Burns').given], [60, false]);
  });

  it('gets none of the defaults of ASP.NET', async () => {
    const settings = settingsOf((await desk()).view(null));
    assert.equal(settings.get('system.web/sessionState/@timeout').value, undefined);
    assert.equal(settings.get('system.web/authentication/forms/@timeout').value, undefined);
  });

  it('has a clock, and a sign-in that is not known', async () => {
    const made = clockSet((await desk()).view(null), [...CLOCK_SOURCES, clocks]).clocks;
    assert.deepEqual(
      made.map(({ id, length }) => [id, typeof length === 'object' ? 'not known' : length]),
      [
        ['authCookie', 'not known'],
        ['lamp', 90],
      ],
    );
  });

  it('has findings with a fix in its own language, and no rule of others says anything', async () => {
    const { findings, failures } = findingsOf(await desk(), [null, 'dimmed'], [...rules, burnsLong]);
    assert.deepEqual(failures, []);
    assert.deepEqual(
      findings.map(({ rule: id, message, fixes }) => [id, message, fixes?.[0]?.edits]),
      [['lamp-burns-long', 'It burns 90 s', [{ file: '/desk/toy.lamp', span: { start: 11, end: 13 }, text: '30' }]]],
    );
  });

  it('has a hover', async () => {
    const site = await desk();
    const file = site.sources.get('/desk/toy.lamp')!;
    const link: FeatureInput['link'] = (_, label) => label;
    const input: FeatureInput = { site, file, variant: null, link, failed: assert.fail };
    const hover = hoverAt(input, 6, [...featureSets, feature]);
    assert.match(hover!.markdown, /How long the lamp burns\.[\s\S]*90 seconds|1 min 30 s/);
    assert.deepEqual(hover!.span, { start: 4, end: 13 });
    assert.equal(hoverAt(input, 1, [...featureSets, feature]), undefined);
  });

  it('is watched', () => {
    assert.ok(watchedGlobs(parts).includes('**/*.[Ll][Aa][Mm][Pp]'));
    assert.ok(wakingGlobs(parts).includes('**/[Tt][Oo][Yy].[Ll][Aa][Mm][Pp]'));
  });
});
