import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { onPage } from './browser';
import { clicked, HOUR, MINUTE, site, siteWith } from './models';

const G2 = 'Signed out 18 min after the last click, 2 min before the session data ends';
const G3 = 'For 10 min the user is signed in, but the session data is gone';

describe('the person at the timeline', () => {
  it('moves the playhead by key, and the focus stays on the flag', () =>
    onPage({ model: siteWith(clicked(0, 4, 16)) }, async ({ page }) => {
      const expected: [string, string][] = [
        ['Home', '0:00'],
        ['ArrowRight', '1:00'],
        ['Shift+ArrowRight', '1:10'],
        ['Shift+ArrowLeft', '1:00'],
        ['ArrowLeft', '0:00'],
        ['ArrowLeft', '0:00'],
        ['PageDown', '4:00'],
        ['PageDown', '16:00'],
        ['PageDown', '36:00'],
        ['PageUp', '16:00'],
        ['End', '46:00'],
        ['ArrowUp', '47:00'],
        ['ArrowDown', '46:00'],
      ];
      await page.focus('.flag');
      for (const [key, time] of expected) {
        await page.keyboard.press(key);
        assert.equal((await page.textContent('.flag text'))?.trim(), time, key);
        assert.equal(await focused(page), 'flag');
      }
    }));

  it('moves by hours and days behind a break, and back into the linear segment', async () => {
    const moved = async (playhead: number, key: string) => {
      let seconds = Number.NaN;
      await onPage({ model: siteWith(clicked(0, 4, 16)), playhead }, async ({ page }) => {
        await page.focus('.flag');
        await page.keyboard.press(key);
        seconds = await at(page);
      });
      return seconds;
    };
    assert.equal(await moved(29 * HOUR, 'ArrowRight'), 30 * HOUR);
    assert.equal(await moved(60 * HOUR, 'ArrowRight'), 84 * HOUR);
    const back = await moved(HOUR, 'ArrowLeft');
    assert.ok(back > 46 * MINUTE && back < HOUR, 'not past the end of the linear segment');
  });

  it('presses and drags the playhead anywhere in the plot, in half minutes', () =>
    onPage({ model: siteWith(clicked(0, 4, 16)) }, async ({ page }) => {
      const box = await boxOf(page, '.canvas');
      await page.mouse.move(box.x + 400, box.y + 200);
      await page.mouse.down();
      const pressed = await at(page);
      await page.mouse.move(box.x + 500, box.y + 210, { steps: 5 });
      await page.mouse.up();
      assert.ok((await at(page)) > pressed);
      assert.equal((await at(page)) % 30, 0);
      assert.equal(await focused(page), 'flag');
    }));

  it('drags click 3 from 16 to 12 and back: the finding follows, the focus stays', () =>
    onPage({ model: siteWith(clicked(0, 4, 16)) }, async ({ page }) => {
      assert.equal(await heading(page), G3);
      await dragClick(page, 2, 12 * MINUTE);
      assert.equal(await heading(page), G2);
      assert.equal(await focused(page), 'click 2');
      assert.equal(
        await page.getAttribute('[data-click="2"]', 'aria-valuetext'),
        '12:00, does not renew the Auth cookie',
      );
      await dragClick(page, 2, 16 * MINUTE);
      assert.equal(await heading(page), G3);
      assert.equal(await focused(page), 'click 2');
    }));

  it('holds the click while the pointer is down, even outside the plot', () =>
    onPage({ model: siteWith(clicked(0, 4, 16)) }, async ({ page }) => {
      const dot = await boxOf(page, '[data-click="2"]');
      await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2);
      await page.mouse.down();
      await page.mouse.move(dot.x - 40, 5, { steps: 4 });
      const moved = await clickAt(page, 2);
      await page.mouse.move(dot.x - 60, 515, { steps: 4 });
      await page.mouse.up();
      assert.ok(moved < 16 * MINUTE);
      assert.ok((await clickAt(page, 2)) < moved);
      assert.equal(await focused(page), 'click 2');
    }));

  it('a dragged click stops at its neighbours, the sign-in does not move', () =>
    onPage({ model: siteWith(clicked(0, 4, 16)) }, async ({ page }) => {
      await dragClick(page, 2, MINUTE);
      assert.equal(await clickAt(page, 2), 4 * MINUTE + 10);
      await page.focus('[data-click="0"]');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Delete');
      assert.deepEqual(await clicks(page), [0, 240, 250]);
    }));

  it('adds and removes a click by keyboard alone', () =>
    onPage({ model: siteWith(clicked(0, 4)) }, async ({ page }) => {
      await page.focus('.flag');
      await page.keyboard.press('Home');
      for (let i = 0; i < 16; i++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('+');
      assert.deepEqual(await clicks(page), [0, 240, 960]);
      assert.equal(await heading(page), G3);
      assert.equal(await focused(page), 'flag');
      await page.focus('[data-click="2"]');
      await page.keyboard.press('ArrowLeft');
      assert.deepEqual(await clicks(page), [0, 240, 900]);
      await page.keyboard.press('Delete');
      assert.deepEqual(await clicks(page), [0, 240]);
      assert.equal(await focused(page), 'click 1', 'the one before has the focus');
    }));

  it('a double click on the lane of clicks adds one there', () =>
    onPage({ model: siteWith(clicked(0)) }, async ({ page }) => {
      const box = await boxOf(page, '.canvas');
      await page.mouse.dblclick(box.x + 420, box.y + 43);
      assert.equal((await clicks(page)).length, 2);
    }));

  it('walks the clocks with the arrow keys, opens a source with Enter, closes the card with Escape', () =>
    onPage({ model: site() }, async ({ page, sent }) => {
      await page.focus('[data-lane=authCookie]');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(page), 'lane sessionData');
      assert.equal(await page.locator('.card').count(), 1);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Enter');
      assert.deepEqual((await sent()).slice(1), [
        { type: 'openSource', link: 'l1', toSide: false },
        { type: 'openSource', link: 'l1', toSide: true },
      ]);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.closest('.card') !== null), true, 'into the card');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.card').count(), 0);
      assert.equal(await focused(page), 'lane sessionData');
    }));

  it('hovers a clock for its card, may move onto the card, and leaves both', () =>
    onPage({ model: site() }, async ({ page }) => {
      await page.hover('[data-lane=poolIdle] .name');
      await page.waitForSelector('.card');
      await page.hover('.card');
      assert.equal(await page.locator('.card').count(), 1);
      await page.mouse.move(600, 30);
      await page.waitForSelector('.card', { state: 'detached' });
    }));

  it('keeps the card inside the plot and off the heading', () =>
    onPage({ model: site() }, async ({ page }) => {
      const plot = await boxOf(page, '.plot');
      for (const lane of ['authCookie', 'sessionData', 'poolIdle', 'poolRecycle', 'persistentLogin']) {
        await page.focus(`[data-lane=${lane}]`);
        const card = await boxOf(page, '.card');
        assert.ok(card.y >= plot.y && card.y + card.height <= plot.y + plot.height + 1, lane);
        assert.ok(card.x >= plot.x && card.x + card.width <= plot.x + plot.width, lane);
      }
    }));

  it('can do everything without a mouse, in the order of the page', () =>
    onPage({ model: site() }, async ({ page, sent }) => {
      const stops: string[] = [];
      for (let i = 0; i < 20; i++) {
        await page.keyboard.press('Tab');
        const stop = await focused(page);
        if (stops.includes(stop)) break;
        stops.push(stop);
      }
      assert.deepEqual(stops, [
        'Show fixes',
        'Worst case',
        '0 · 4 · 12',
        'Sign in, then idle',
        'remember',
        'ping',
        'otherTraffic',
        'Chart',
        'Table',
        'lane authCookie',
        'click 0',
        'click 1',
        'click 2',
        'flag',
        'body',
      ]);
      await page.focus('.button.primary');
      await page.keyboard.press('Enter');
      assert.deepEqual((await sent()).at(-1), { type: 'showFixes', about: 'withoutData' });
    }));

  it('keeps focus and place while the configuration is typed', () =>
    onPage({ model: site() }, async ({ page }) => {
      await page.focus('.flag');
      await page.keyboard.press('PageDown');
      const before = await at(page);
      const model = site();
      await page.evaluate(async (model) => {
        for (let revision = 2; revision < 42; revision++) {
          const clocks = model.clocks.map((clock) =>
            clock.id === 'sessionData' ? { ...clock, length: 1200 + revision } : clock,
          );
          window.postMessage({ type: 'model', model: { ...model, revision, clocks } }, '*');
          await new Promise((done) => setTimeout(done, 50));
        }
      }, model);
      assert.equal(await focused(page), 'flag');
      assert.equal(await at(page), before);
      assert.match((await page.textContent('[data-lane=sessionData] .length')) ?? '', /20\u00a0min\u00a041\u00a0s/);
    }));

  it('offers fixes only in a trusted workspace', () =>
    onPage({ model: site({}, { trusted: false }) }, async ({ page }) => {
      const button = page.getByRole('button', { name: 'Show fixes' });
      assert.equal(await button.isDisabled(), true);
      assert.match((await button.getAttribute('title')) ?? '', /Trust this workspace/);
    }));

  it('offers what to do where nothing is set', () =>
    onPage(
      { model: site({}, { status: { kind: 'empty', message: 'No site was found.' }, clocks: [] }) },
      async ({ page, sent }) => {
        assert.match((await page.textContent('main')) ?? '', /No site was found\./);
        await page.click('text=Show the defaults');
        await page.click('text=Choose a web.config…');
        assert.deepEqual((await sent()).slice(1), [{ type: 'showDefaults' }, { type: 'chooseConfig' }]);
      },
    ));
});

const heading = (page: Page) => page.textContent('h1').then((text) => (text ?? '').replaceAll('\u00a0', ' '));
const at = (page: Page) => page.getAttribute('.flag', 'aria-valuenow').then(Number);
const clickAt = (page: Page, click: number) =>
  page.getAttribute(`[data-click="${click}"]`, 'aria-valuenow').then(Number);
const clicks = (page: Page) => page.$$eval('.grip', (all) => all.map((one) => Number((one as SVGElement).dataset.at)));

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as (HTMLElement & { name?: string }) | null;
    if (!element || element === document.body) return 'body';
    if (element.classList.contains('flag')) return 'flag';
    if (element.dataset.click) return `click ${element.dataset.click}`;
    if (element.dataset.lane) return `lane ${element.dataset.lane}`;
    return element.name || element.textContent || element.tagName;
  });
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box, selector);
  return box;
}

/** Drags a click to the pixel of `to` on the axis as it is when the drag begins. */
async function dragClick(page: Page, click: number, to: number): Promise<void> {
  const dot = await boxOf(page, `[data-click="${click}"]`);
  const zero = await boxOf(page, '[data-click="0"]');
  const from = await clickAt(page, click);
  const perSecond = (dot.x - zero.x) / from;
  const y = dot.y + dot.height / 2;
  const x = dot.x + dot.width / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + (to - from) * perSecond * 0.5, y, { steps: 3 });
  await page.mouse.move(x + (to - from) * perSecond, y, { steps: 3 });
  await page.mouse.up();
}
