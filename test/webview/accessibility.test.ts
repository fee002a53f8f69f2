import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { browser, onPage } from './browser';
import { plotContrasts } from './colours';
import { clicked, GOLDEN, site, siteWith } from './models';
import { open, THEMES } from './page';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const golden = (name: string) => GOLDEN.find((one) => one.name === name)!.model;

describe('the timeline for everyone', () => {
  for (const theme of THEMES) {
    it(`${theme}: no accessibility violations, wide and narrow, chart and table`, () =>
      onPage({ theme, model: site() }, async ({ page }) => {
        for (const width of [900, 400]) {
          await page.setViewportSize({ width, height: 900 });
          for (const view of ['chart', 'table']) {
            await page.click(`[data-view=${view}]`);
            if (view === 'chart') await page.focus('[data-lane=sessionData]');
            assert.deepEqual(await violations(page), [], `${width} px, ${view}`);
          }
        }
      }));

    it(`${theme}: letters contrast at 4.5 to 1, marks with a meaning at 3 to 1`, () =>
      onPage({ theme }, async ({ page, post }) => {
        for (const name of ['G3', 'G7', 'G10']) {
          await post({ type: 'model', model: { ...golden(name), docKey: name } });
          for (const { what, kind, contrast } of await page.evaluate(plotContrasts)) {
            assert.ok(contrast >= (kind === 'text' ? 4.5 : 3), `${name}: ${kind} "${what}" has ${contrast.toFixed(2)}`);
          }
        }
      }));
  }

  for (const theme of ['high-contrast', 'high-contrast-light'] as const) {
    it(`${theme}: nothing translucent is filled, every state has a border`, () =>
      onPage({ theme, model: golden('G10') }, async ({ page }) => {
        const translucent = await page.$$eval('.canvas svg *', (all) =>
          all.flatMap((one) => {
            if (one.closest('defs') || !(one as SVGGraphicsElement).getBBox) return [];
            const { fill, opacity, fillOpacity } = getComputedStyle(one);
            const alpha = /\/ ([\d.]+)\)|rgba\([^)]*, ([\d.]+)\)/.exec(fill);
            const value = Number(alpha?.[1] ?? alpha?.[2] ?? 1) * Number(opacity) * Number(fillOpacity);
            return fill !== 'none' && value < 1 ? [`${one.getAttribute('class')} ${fill}`] : [];
          }),
        );
        assert.deepEqual(translucent, []);
        const borders = await page.$$eval('.state', (all) => all.map((one) => getComputedStyle(one).stroke));
        assert.ok(borders.every((stroke) => stroke !== 'none'));
      }));
  }

  it('recolours when the theme changes, without a reload', () =>
    onPage({ theme: 'light', model: site() }, async ({ page, setTheme }) => {
      const colours = () =>
        page.evaluate(() =>
          ['.level', '.canvas text.strong', '.state.signedInNoData', 'body'].map((selector) => {
            const style = getComputedStyle(document.querySelector(selector)!);
            return `${style.stroke} ${style.fill} ${style.backgroundColor}`;
          }),
        );
      const light = await colours();
      await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
      await setTheme('dark');
      const dark = await colours();
      for (const [i, colour] of dark.entries()) assert.notEqual(colour, light[i]);
      assert.equal(await page.locator('body[data-same-document]').count(), 1);
    }));

  for (const theme of ['high-contrast', 'light', 'dark'] as const) {
    it(`${theme}: stays readable under forced colours`, () =>
      onPage({ theme, model: golden('G3'), forcedColors: true }, async ({ page, picture }) => {
        await picture(`forced-colors-${theme}`);
        assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), true);
        assert.ok(await page.locator('h1').isVisible());
        for (const { what, kind, contrast } of await page.evaluate(plotContrasts)) {
          assert.ok(contrast >= (kind === 'text' ? 4.5 : 3), `${kind} "${what}" has ${contrast.toFixed(2)}`);
        }
      }));
  }

  it('does not move where motion is reduced', () =>
    onPage({ model: site(), bodyClasses: ['vscode-reduce-motion'] }, async ({ page }) => {
      await page.focus('[data-lane=sessionData]');
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    }));

  it('opens in the table view for screen readers, with every number of the chart', () =>
    onPage({ model: golden('G3'), bodyClasses: ['vscode-using-screen-reader'] }, async ({ page }) => {
      assert.equal(await page.getAttribute('[data-view=table]', 'aria-pressed'), 'true');
      const table = await page.textContent('.tables');
      await page.click('[data-view=chart]');
      const chart = await page.$$eval(
        '.axis .tick, .dimension-label, .canvas .halo.strong, .label .length, .label .source',
        (all) => all.map((one) => one.textContent ?? ''),
      );
      const numbers = chart.flatMap((text) => text.match(/\d+(:\d\d)*(\u00a0(?:min|h|d|s))?/g) ?? []);
      assert.ok(numbers.length > 10);
      const missing = numbers.filter((number) => !/^\d$/.test(number) && !table?.includes(number));
      assert.deepEqual(missing, []);
    }));

  it('says the readout at most twice a second while the flag moves', () =>
    onPage({ model: siteWith(clicked(0, 4, 16)) }, async ({ page }) => {
      await page.evaluate(() => {
        const said: string[] = [];
        Object.assign(window, { said });
        const live = document.querySelector('[aria-live]')!;
        new MutationObserver(() => said.push(live.textContent ?? '')).observe(live, {
          subtree: true,
          childList: true,
          characterData: true,
        });
      });
      await page.focus('.flag');
      const start = Date.now();
      for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowLeft');
      await page.waitForFunction(() =>
        (document.querySelector('[aria-live]')?.textContent ?? '').startsWith('At 10:00'),
      );
      const spent = Date.now() - start;
      const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
      assert.ok(said.length <= spent / 500 + 2, `${said.length} in ${spent} ms`);
    }));

  it('tells the two windows apart by pattern, not by colour or lightness', async () => {
    const bars: Buffer[] = [];
    for (const name of ['G3', 'G7']) {
      await onPage({ model: golden(name) }, async ({ page }) => {
        await page.evaluate(() => {
          document.documentElement.style.filter = 'grayscale(1)';
        });
        const bar = await page.locator('.state:is(.signedInNoData, .dataNoSignIn)').boundingBox();
        const clip = { x: bar!.x + 3, y: bar!.y + 3, width: 10, height: bar!.height - 6 };
        bars.push(await page.screenshot({ clip }));
      });
    }
    const hatch = await horizontalVariance(bars[0]!);
    const dots = await horizontalVariance(bars[1]!);
    assert.ok(hatch > 100 && dots > 100, 'both are textures');
    const { page, close } = await open(await browser(), { model: golden('G3') });
    const plain = await page.locator('.state.ok').boundingBox();
    const flat = await horizontalVariance(
      await page.screenshot({ clip: { x: plain!.x + 4, y: plain!.y + 4, width: 10, height: 20 } }),
    );
    await close();
    assert.ok(flat < 5, 'what is fine is plain');
    assert.ok(Math.abs(hatch - dots) > 50, 'and not the same texture');
  });

  it('grows with the font size', () =>
    onPage({ model: site(), fontSize: 16, font: 'DejaVu Sans' }, async ({ page }) => {
      const size = await page.$eval('.canvas text', (one) => Number.parseFloat(getComputedStyle(one).fontSize));
      assert.ok(size > 13);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    }));
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate('window.axe ?? 0').then(async (known) => {
    if (!known) await page.evaluate((await import('node:fs')).readFileSync(AXE, 'utf8'));
  });
  return page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      nodes: { target: string[]; failureSummary: string }[];
    }
    const found = await axe.run({ runOnly: tags, resultTypes: ['violations'] });
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
    );
  }, RULES);
}

/** Variance of lightness along a picture's rows, measured in the browser. */
async function horizontalVariance(picture: Buffer): Promise<number> {
  const { page, close } = await open(await browser(), {});
  const value = await page.evaluate(
    async (data) => {
      const image = new Image();
      image.src = data;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
      let sum = 0;
      let squares = 0;
      const count = pixels.length / 4;
      for (let i = 0; i < pixels.length; i += 4) {
        sum += pixels[i]!;
        squares += pixels[i]! ** 2;
      }
      return squares / count - (sum / count) ** 2;
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
  await close();
  return value;
}
