import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { onPage } from './browser';
import { clicked, DAY, GOLDEN, MINUTE, site, siteWith } from './models';

const heading = (page: Page) => page.textContent('h1').then(plain);

describe('the timeline says', () => {
  const headings: Record<string, string> = {
    G1: 'For 10 min the user is signed in, but the session data is gone',
    G2: 'Signed out 18 min after the last click, 2 min before the session data ends',
    G3: 'For 10 min the user is signed in, but the session data is gone',
    G4: 'For 10 min the user is signed in, but the session data is gone',
    'G4 on ASP.NET Core': 'Signed out 15 min after the last click, 5 min before the session data ends',
    G5: 'Sign-in and session data end together',
    G6: 'For 180 d the user is signed in, but the session data is gone',
    G7: 'The keep-alive page keeps the data, not the sign-in: signed out at 46:00',
    G8: 'Signed out 16 min after the last click, 14 min before the session data ends',
    G9: 'Signed out 14 min after the last click, 6 min before the session data ends',
    G10: 'For 2 min the user is signed in, but the session data is gone',
  };

  for (const { name, model, windows } of GOLDEN) {
    it(`${name}: heading, windows and strip as measured`, () =>
      onPage({ model }, async ({ page }) => {
        assert.equal(await heading(page), headings[name]);
        const strip = await page.$$eval('.state', (bars) =>
          bars.map((bar) => {
            const { state, from, to } = (bar as SVGElement).dataset;
            return { state, from: Number(from), to: to === 'never' ? null : Number(to) };
          }),
        );
        assert.deepEqual(
          strip.filter(({ state }) => state === 'signedInNoData' || state === 'dataNoSignIn'),
          windows.map(({ from, to, state }) => ({ state, from, to })),
        );
        assert.equal(strip[0]?.from, 0);
        assert.equal(strip.at(-1)?.to, null);
        for (const [i, bar] of strip.slice(1).entries()) assert.equal(bar.from, strip[i]?.to, 'no hole in the strip');
      }));
  }

  it('G10: after the loss the next click begins a new, empty session', () =>
    onPage({ model: golden('G10') }, async ({ page }) => {
      const fresh = page.locator('.state.freshSession');
      assert.equal(await fresh.getAttribute('data-from'), String(16 * MINUTE));
      assert.match(plain(await page.textContent('.state-label.freshSession')), /new/);
    }));

  it('"Show it" goes from G2 to the worst case, with the playhead in the window', () =>
    onPage(
      { model: site({}, { presets: [{ id: 'few', name: 'Few', scenario: clicked(0, 4, 12) }] }) },
      async ({ page }) => {
        assert.equal(await heading(page), headings.G2);
        await page.click('.show-it');
        assert.equal(await heading(page), headings.G3);
        const at = Number(await page.getAttribute('.flag', 'aria-valuenow'));
        const bar = page.locator('.state.signedInNoData');
        assert.ok(at > Number(await bar.getAttribute('data-from')) && at < Number(await bar.getAttribute('data-to')));
        assert.equal(await page.locator('.show-it').count(), 0, 'nothing worse to show');
      },
    ));

  it('at 25:00 in G1: signed in, session data gone; a click opens a new, empty session', () =>
    onPage({ model: golden('G1'), playhead: 25 * MINUTE }, async ({ page }) => {
      assert.equal(await page.getAttribute('.flag', 'aria-valuetext'), '25:00: signed in, session data gone');
      assert.match(plain(await page.textContent('.readout')), /a new, empty session/);
    }));

  it('hatches only what is signed in without data, dots only what is left after sign-out, and names both', () =>
    onPage({ model: golden('G3') }, async ({ page, post }) => {
      assert.deepEqual(await patterns(page), { signedInNoData: 'hatch' });
      await post({ type: 'model', model: { ...golden('G7'), revision: 2 } });
      await post({ type: 'model', model: { ...golden('G7'), revision: 3, docKey: 'other' } });
      assert.deepEqual(await patterns(page), { dataNoSignIn: 'dots' });
      for (const label of await page.locator('.state-label.dataNoSignIn text').allTextContents()) assert.ok(label);
      assert.equal(plain(await page.textContent('.dimension-label.dataNoSignIn')), '28 h 14 min');
    }));

  it('clicks that do not renew are hollow on the falling line, renewing ones start at full level', () =>
    onPage({ model: golden('G3') }, async ({ page }) => {
      const marks = await page.$$eval('[data-clock=authCookie] .mark', (all) =>
        all.map((mark) => ({
          at: Number((mark as SVGElement).dataset.at),
          renewed: (mark as SVGElement).dataset.renewed,
          hollow: mark.classList.contains('hollow'),
          y: Number(mark.getAttribute('cy')),
        })),
      );
      const [first, second] = marks;
      assert.deepEqual([first?.at, first?.renewed, first?.hollow], [4 * MINUTE, 'false', true]);
      assert.deepEqual([second?.at, second?.renewed, second?.hollow], [16 * MINUTE, 'true', false]);
      assert.ok(second!.y < first!.y);
    }));

  it('draws the half line only where a clock renews in its second half', () =>
    onPage({ model: golden('G3') }, async ({ page }) => {
      const halves = await page.$$eval('.gauge .half', (all) => all.map((one) => one.parentElement?.dataset.clock));
      assert.deepEqual(halves, ['authCookie']);
    }));

  it('every lane shows its source; a link opens it once, with Ctrl to the side', () =>
    onPage({ model: site() }, async ({ page, sent }) => {
      const sources = await page.locator('.label .source').allTextContents();
      assert.deepEqual(sources, [
        '.NET default, not set',
        'Web.config:41',
        'applicationHost.config:162',
        'IIS default, not set',
        'Sitecore.config:88',
      ]);
      await page.click('[data-lane=sessionData] .source .link');
      await page.click('[data-lane=poolIdle] .source .link', { modifiers: ['Control'] });
      assert.deepEqual((await sent()).slice(1), [
        { type: 'openSource', link: 'l1', toSide: false },
        { type: 'openSource', link: 'l3', toSide: true },
      ]);
    }));

  it('the card of a clock lists all layers in order, one of them in effect, and both causes of its end', () =>
    onPage({ model: golden('G3') }, async ({ page }) => {
      await page.focus('[data-lane=sessionData]');
      const rows = await page.$$eval('.card tr', (all) =>
        all.map((row) => [row.getAttribute('data-status'), row.querySelector('th')?.textContent]),
      );
      assert.deepEqual(rows, [
        ['overridden', '.NET default'],
        ['effective', 'Web.config:41'],
        ['unchanged', 'Web.Release.config'],
      ]);
      const text = plain(await page.textContent('.card'));
      assert.match(text, /Two causes at the same time, 36:00: Session data and App pool idle/);
      assert.equal(await page.getAttribute('[data-lane=sessionData]', 'aria-describedby'), 'card-sessionData');
    }));

  it('an unknown length is said to be unknown, with the reason, never guessed', () => {
    const model = site({ auth: { unknown: 'set by an environment variable' } });
    return onPage({ model }, async ({ page }) => {
      assert.match(plain(await page.textContent('h1')), /not known/);
      assert.equal(plain(await page.textContent('[data-lane=authCookie] .value')), 'not known');
      await page.focus('[data-lane=authCookie]');
      assert.match(plain(await page.textContent('.card')), /set by an environment variable/);
    });
  });

  it('does not say "data kept" or "nothing is lost" where the length of the session is not known', () => {
    const model = site({ session: { unknown: 'computed in code' } });
    return onPage({ model }, async ({ page }) => {
      assert.match(plain(await page.textContent('.state-label')), /data not known/);
      assert.match(
        plain(await page.textContent('.readout')),
        /What happens is not known. Session data: computed in code/,
      );
      assert.match((await page.getAttribute('.flag', 'aria-valuetext')) ?? '', /session data not known/);
      await page.click('[data-view=table]');
      assert.doesNotMatch(plain(await page.textContent('.tables')), /data kept|Nothing is lost/);
    });
  });

  it('points at no window where the length of the sign-in is not known', () =>
    onPage({ model: site({ auth: { unknown: 'computed in code' } }) }, async ({ page }) => {
      assert.equal(await page.locator('.window, .dimension.signedInNoData').count(), 0);
      assert.match(plain(await page.textContent('.state-label')), /Sign-in not known/);
    }));

  it('draws what is not known with a pattern of its own, as no neighbour, and says why', () =>
    onPage({ model: site({ auth: { unknown: 'computed in code' } }) }, async ({ page }) => {
      assert.deepEqual(await patterns(page), { notKnown: 'dashes' });
      assert.equal(await page.locator('.state').count(), 1);
      assert.match((await page.getAttribute('.flag', 'aria-valuetext')) ?? '', /^\d+:\d\d: sign-in not known$/);
      assert.match(
        plain(await page.textContent('.readout')),
        /What happens is not known. Auth cookie: computed in code/,
      );
      await page.click('[data-view=table]');
      assert.match(plain(await page.textContent('.tables')), /sign-in not known/);
      assert.doesNotMatch(plain(await page.textContent('.tables')), /signed in|signed out|data kept/);
    }));

  it('a clock that never ends runs to the edge', () =>
    onPage({ model: siteWith(clicked(0, 10), { auth: null, session: 20 * MINUTE }) }, async ({ page }) => {
      assert.equal(plain(await page.textContent('[data-lane=authCookie] .length')), 'never ends');
      assert.equal(await page.locator('[data-clock=authCookie] .end').count(), 0);
    }));

  it('counts "Remember me" only when it is ticked', () =>
    onPage({ model: site() }, async ({ page }) => {
      assert.match(plain(await page.textContent('[data-lane=persistentLogin] .value')), /not ticked/);
      await page.check('input[name=remember]');
      assert.equal(await heading(page), headings.G6);
      assert.equal(plain(await page.textContent('[data-lane=authCookie] .value')), 'not used');
      const to = await page.locator('.state.signedInNoData').getAttribute('data-to');
      assert.equal(to, String(180 * DAY));
    }));
});

function golden(name: string) {
  const found = GOLDEN.find((one) => one.name === name);
  assert.ok(found);
  return found.model;
}

async function patterns(page: Page): Promise<Record<string, string>> {
  return page.$$eval('.state', (bars) =>
    Object.fromEntries(
      bars.flatMap((bar) => {
        const pattern = /#(\w+)/.exec(getComputedStyle(bar).fill)?.[1];
        return pattern ? [[(bar as SVGElement).dataset.state!, pattern]] : [];
      }),
    ),
  );
}

function plain(text: string | null): string {
  return (text ?? '').replaceAll('\u00a0', ' ').trim();
}
