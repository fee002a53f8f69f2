import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import type { Model } from '../../server/src/session/model';
import { onPage } from './browser';
import { clicked, DAY, GOLDEN, HOUR, MINUTE, site, siteWith } from './models';

const WIDTHS = [320, 400, 520, 640, 900, 1400];
const SCENARIOS = 40;

/** Sites and clicks of every shape, the same ones in every run. */
function randomModels(): Model[] {
  const length = fc.oneof(
    fc.integer({ min: 1, max: 120 }).map((n) => n * MINUTE),
    fc.integer({ min: 1, max: 3650 * 24 }).map((n) => n * HOUR),
    fc.constantFrom(null, { unknown: 'computed in code' }, 20, 3650 * DAY),
  );
  const model = fc
    .record({
      settings: fc.record({ auth: length, session: length, pool: length, sliding: fc.boolean(), strict: fc.boolean() }),
      clicks: fc.array(fc.integer({ min: 10, max: 3 * HOUR }), { maxLength: 8 }),
      late: fc.option(fc.integer({ min: HOUR, max: 40 * DAY })),
      remember: fc.boolean(),
      ping: fc.option(fc.integer({ min: 1, max: 30 }).map((n) => ({ every: n * MINUTE }))),
      otherTraffic: fc.boolean(),
    })
    .map(({ settings, clicks, late, ...rest }) => {
      const all = [0, ...clicks, ...(late === null ? [] : [late])].sort((a, b) => a - b);
      const apart = all.filter((at, i) => i === 0 || at - all[i - 1]! >= 10);
      return site(settings, { presets: [{ id: 'one', name: 'One', scenario: { clicks: apart, ...rest } }] });
    });
  return fc.sample(model, { numRuns: SCENARIOS, seed: 20 });
}

describe('the plot', () => {
  for (const width of WIDTHS) {
    it(`at ${width} px holds together for ${SCENARIOS} random sites`, () =>
      onPage({ width, height: 700 }, async ({ page }) => {
        const found = await page.evaluate(lookAtAll, randomModels());
        assert.equal(found.drawn, SCENARIOS);
        assert.deepEqual(found.troubles, []);
      }));
  }

  it('holds together in a wide font at 16 px', () =>
    onPage({ width: 640, height: 700, font: 'DejaVu Sans', fontSize: 16 }, async ({ page }) => {
      const found = await page.evaluate(lookAtAll, randomModels().slice(0, 20));
      assert.deepEqual(found.troubles, []);
    }));

  it('fits 900 by 520 without a scroll bar for the golden scenarios', () =>
    onPage({ width: 900, height: 520 }, async ({ page, post }) => {
      for (const { name, model } of GOLDEN) {
        await post({ type: 'model', model: { ...model, docKey: name } });
        assert.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true, name);
      }
    }));

  it('shows what is compared in the linear segment: 10 minutes are a quarter as long as 40', () =>
    onPage({ model: site() }, async ({ page }) => {
      const ratio = await page.evaluate(() => {
        const bar = (state: string) => document.querySelector(`.state.${state}`)!.getBoundingClientRect().width + 1.5;
        return bar('signedInNoData') / bar('ok');
      });
      assert.ok(Math.abs(ratio - 10 / 36) < 0.01, String(ratio));
    }));

  it('puts no length under a click', () =>
    onPage({ model: siteWith({ ...clicked(0, 60), ping: { every: 19 * MINUTE } }) }, async ({ page }) => {
      const label = (await page.locator('.dimension-label.dataNoSignIn').boundingBox())!;
      for (const dot of await page.locator('.dot').all()) {
        const box = (await dot.boundingBox())!;
        assert.ok(box.x >= label.x + label.width || box.x + box.width <= label.x, JSON.stringify({ box, label }));
      }
    }));

  it('cuts no name of a preset, however many there are', () => {
    const names = [
      'Worst case',
      'Sign in, then idle',
      'Editor types for an hour, then saves',
      'The same with Remember me',
    ];
    const presets = names.map((name, i) => ({ id: `${i}`, name, scenario: clicked(0, i) }));
    return onPage({ model: site({}, { presets }), width: 500 }, async ({ page }) => {
      const cut = await page.$$eval('[data-preset]', (all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
      );
      assert.deepEqual(cut, []);
    });
  });

  it('keeps more than nine rows in a plot that scrolls under its head', () => {
    const many = site();
    const clocks = Array.from({ length: 12 }, (_, i) => ({
      ...many.clocks[2]!,
      id: `server${i}`,
      name: `Server ${i}`,
    }));
    return onPage({ model: { ...many, clocks: [...many.clocks, ...clocks] } }, async ({ page }) => {
      const top = await topOf(page, '.head');
      await page.$eval('.scroll', (one) => one.scrollTo(0, 200));
      assert.equal(await topOf(page, '.head'), top);
      assert.ok((await page.locator('.flag').isVisible()) && (await page.locator('.lanes li').count()) === 17);
    });
  });
});

const topOf = (page: Page, selector: string) =>
  page.$eval(selector, (one) => Math.round(one.getBoundingClientRect().top));

/** Hands every model to the page and looks for what must not be; runs in the page, imports nothing. */
async function lookAtAll(models: Model[]): Promise<{ drawn: number; troubles: string[] }> {
  const troubles: string[] = [];
  let drawn = 0;
  for (const [index, model] of models.entries()) {
    // The page's own listener is older, so it has drawn when this one is called.
    const arrived = new Promise((done) => addEventListener('message', done, { once: true }));
    window.postMessage({ type: 'model', model: { ...model, docKey: String(index) } }, '*');
    await arrived;
    const trouble = (text: string) => troubles.push(`site ${index}: ${text}`);
    for (const element of document.querySelectorAll('.canvas *')) {
      for (const { name, value } of element.attributes) {
        if (name !== 'title' && /NaN|Infinity|undefined/.test(value)) trouble(`${element.tagName} ${name}=${value}`);
      }
    }
    if (document.documentElement.scrollWidth > innerWidth) trouble('wider than the page');
    const boxes = [...document.querySelectorAll('.axis .tick, .flag rect.cloth')].map((one) => ({
      what: one.textContent || 'flag',
      box: one.getBoundingClientRect(),
    }));
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        if (a.box.left < b.box.right && b.box.left < a.box.right) trouble(`"${a.what}" meets "${b.what}" on the axis`);
      }
    }
    for (const text of document.querySelectorAll('.label .name b, .label .source, .label .source .link')) {
      const cut = text.scrollWidth > text.clientWidth + 1;
      if (cut && !text.closest('[title]')) trouble(`"${text.textContent}" is cut without a title`);
    }
    const plot = document.querySelector('.canvas')?.getBoundingClientRect();
    for (const text of document.querySelectorAll('.canvas svg text')) {
      const box = text.getBoundingClientRect();
      if (plot && (box.left < plot.left - 1 || box.right > plot.right + 1))
        trouble(`"${text.textContent}" leaves the plot`);
    }
    const values = [...document.querySelectorAll<HTMLElement>('.label')];
    for (const label of values) {
      const name = label.querySelector('.length, .name')!.getBoundingClientRect();
      const value = label.querySelector('.value')!.getBoundingClientRect();
      if (name.right > value.left + 1) trouble(`name and value meet in ${label.dataset.lane}`);
    }
    if (document.querySelector('.flag')) drawn++;
  }
  return { drawn, troubles };
}
