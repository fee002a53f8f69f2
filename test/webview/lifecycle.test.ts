import assert from 'node:assert/strict';
import { isPersisted } from '../../client/webview/messages';
import { onPage } from './browser';
import { clicked, MINUTE, site } from './models';

describe('the life of the page', () => {
  it('says it is ready, once, and shows nothing in a hurry', () =>
    onPage({}, async ({ page, sent }) => {
      assert.deepEqual(await sent(), [{ type: 'ready', schema: 1 }]);
      assert.equal(await page.textContent('h1'), 'Reading configuration…');
      const delay = await page.$eval('.waiting', (one) => getComputedStyle(one).animationDelay);
      assert.equal(delay, '0.15s');
    }));

  it('keeps what the person set, small and after every change', () =>
    onPage({ model: site() }, async ({ page, kept }) => {
      await page.check('input[name=remember]');
      await page.click('[data-view=table]');
      await page.waitForFunction(() => JSON.parse(sessionStorage.getItem('state') ?? '{}').view === 'table');
      const { state } = await kept();
      assert.ok(isPersisted(state));
      assert.deepEqual(state, {
        schema: 1,
        scenario: { ...clicked(0, 4, 16), remember: true },
        preset: 'worst',
        playhead: null,
        view: 'table',
        docKey: 'shop/release',
      });
      assert.ok(JSON.stringify(state).length < 2048);
    }));

  it('keeps at most four times a second while something is dragged', () =>
    onPage({ model: site() }, async ({ page, kept }) => {
      const before = (await kept()).times;
      const start = Date.now();
      await page.mouse.move(400, 250);
      await page.mouse.down();
      for (let x = 400; x < 700; x += 10) await page.mouse.move(x, 250);
      await page.mouse.up();
      const { times } = await kept();
      assert.ok(times - before <= (Date.now() - start) / 250 + 2, `${times - before} times`);
    }));

  it('comes back after a reload with scenario, playhead and view before the model is there', () => {
    const saved = {
      schema: 1,
      scenario: { clicks: [0, 300], remember: true, ping: null, otherTraffic: false },
      preset: null,
      playhead: 10 * MINUTE,
      view: 'chart',
      docKey: 'shop/release',
    };
    return onPage({ saved }, async ({ page, post }) => {
      assert.equal(await page.isChecked('input[name=remember]'), true);
      assert.match((await page.textContent('main')) ?? '', /At 10:00/);
      await post({ type: 'model', model: site() });
      assert.equal(await page.getAttribute('.flag', 'aria-valuenow'), String(10 * MINUTE));
      assert.equal(await page.getAttribute('[data-click="1"]', 'aria-valuenow'), '300');
    });
  });

  it('survives a reload as a webview does', () =>
    onPage({ model: site() }, async ({ page, post }) => {
      await page.click('[data-preset=few]');
      await page.focus('.flag');
      await page.keyboard.press('Home');
      await page.reload();
      await post({ type: 'model', model: site() });
      assert.equal(await page.getAttribute('[data-preset=few]', 'aria-pressed'), 'true');
      assert.equal(await page.getAttribute('.flag', 'aria-valuenow'), '0');
    }));

  it('does not carry a scenario from one site to another, and starts clean from a state it cannot read', () =>
    onPage({ saved: { schema: 1, scenario: 'odd' } }, async ({ page, post }) => {
      await post({ type: 'model', model: site() });
      assert.equal(await page.getAttribute('[data-preset=worst]', 'aria-pressed'), 'true');
      await page.click('[data-preset=few]');
      await post({ type: 'model', model: site({}, { docKey: 'blog' }) });
      assert.equal(await page.getAttribute('[data-preset=worst]', 'aria-pressed'), 'true');
    }));

  it('shows a note beside the last good picture while a file cannot be read, and takes the note away', () =>
    onPage({ model: site(), playhead: 20 * MINUTE }, async ({ page, post, sent }) => {
      const picture = await page.innerHTML('.canvas');
      const place = await page.locator('.plot').boundingBox();
      const message = 'Web.config line 41 cannot be read while you type.';
      const stale = { kind: 'stale', message, lastGood: true, link: 'l1' };
      await post({ type: 'model', model: { ...site(), revision: 2, status: stale } });
      assert.equal(await page.textContent('.note'), `${stale.message} Showing the last good timeline.`);
      assert.equal(await page.innerHTML('.canvas'), picture);
      assert.deepEqual(await page.locator('.plot').boundingBox(), place, 'nothing jumps while somebody types');
      assert.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true);
      await page.click('.note .link');
      assert.deepEqual((await sent()).at(-1), { type: 'openSource', link: 'l1', toSide: false });
      await post({ type: 'model', model: { ...site(), revision: 3 } });
      assert.equal(await page.locator('.note').count(), 0);
      assert.equal(await page.getAttribute('.flag', 'aria-valuenow'), String(20 * MINUTE));
    }));

  it('the worst case stays the worst case while timeouts are typed', () =>
    onPage({ model: site() }, async ({ page, post }) => {
      const presets = [{ id: 'worst', name: 'Worst case', scenario: clicked(0, 7, 22) }];
      await post({ type: 'model', model: site({}, { revision: 2, presets }) });
      assert.equal(await page.getAttribute('[data-click="2"]', 'aria-valuenow'), String(22 * MINUTE));
    }));

  it('runs no timer when nothing happens', () =>
    onPage({ model: site() }, async ({ page, kept }) => {
      const before = await page.innerHTML('#root');
      const { times } = await kept();
      await page.evaluate(() => new Promise((done) => setTimeout(done, 600)));
      assert.equal(await page.innerHTML('#root'), before);
      assert.equal((await kept()).times, times);
    }));
});
