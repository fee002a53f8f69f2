import { launchChromium } from './chromium';
import { clicked, clocks, GOLDEN, HOUR, MINUTE, site, siteWith } from './models';
import type { OpenOptions, Timeline } from './page';
import { open, THEMES } from './page';

/**
 * Pictures of the page to look at: `npx tsx test/webview/pictures.mts [name …]` writes them to `artifacts/webview`.
 * Without names, all of them.
 */
interface Picture extends OpenOptions {
  readonly name: string;
  readonly before?: (timeline: Timeline) => Promise<unknown>;
}

const WIDE_FONT = 'DejaVu Sans';
const oidc = site(
  {},
  {
    app: { name: 'Portal', stack: 'identityserver', environment: 'Production' },
    clocks: [
      ...clocks({}),
      ...['accessToken', 'refreshToken', 'idpSession', 'appDomainIdle', 'poolSchedule'].map((id, i) => ({
        ...clocks({})[i % 3]!,
        id,
        role: (['identity', 'identity', 'identity', 'server', 'server'] as const)[i]!,
        name: ['Access token', 'Refresh token', 'Sign-in at the identity server', 'App domain idle', 'Daily recycle'][
          i
        ]!,
        length: [HOUR, 15 * 24 * HOUR, 10 * HOUR, 20 * MINUTE, 24 * HOUR][i]!,
        restart: (i === 0 ? { on: 'tokenRefresh' } : i > 2 ? { on: 'everyRequest' } : { on: 'never' }) as never,
        kills: [],
      })),
    ],
  },
);

const PICTURES: readonly Picture[] = [
  ...THEMES.flatMap((theme): Picture[] => [
    { name: `${theme}`, theme, model: site() },
    { name: `${theme}-narrow`, theme, model: site(), width: 400, height: 780 },
  ]),
  ...GOLDEN.map(({ name, model }): Picture => ({ name: name.replaceAll(/[ .]/g, '-'), model })),
  { name: 'G7-dark', theme: 'dark', model: GOLDEN.find(({ name }) => name === 'G7')!.model },
  { name: 'G10-narrow', model: GOLDEN.find(({ name }) => name === 'G10')!.model, width: 400, height: 780 },
  ...THEMES.map(
    (theme): Picture => ({ name: `not-known-${theme}`, theme, model: site({ auth: { unknown: 'computed in code' } }) }),
  ),
  { name: 'data-not-known', model: site({ session: { unknown: 'Global.asax:3 sets Session.Timeout' } }) },
  { name: 'card', theme: 'dark', model: site(), before: ({ page }) => page.focus('[data-lane=sessionData]') },
  {
    name: 'card-narrow',
    model: site(),
    width: 400,
    height: 780,
    before: ({ page }) => page.focus('[data-lane=poolIdle]'),
  },
  { name: 'table', model: site(), before: ({ page }) => page.click('[data-view=table]'), height: 900 },
  {
    name: 'table-dark',
    theme: 'dark',
    model: site(),
    before: ({ page }) => page.click('[data-view=table]'),
    height: 900,
  },
  {
    name: 'table-narrow',
    model: site(),
    before: ({ page }) => page.click('[data-view=table]'),
    width: 320,
    height: 1600,
  },
  {
    name: 'stale',
    model: site(
      {},
      {
        status: {
          kind: 'stale',
          message: 'Web.config line 41 cannot be read while you type.',
          lastGood: true,
          link: 'l1',
        },
      },
    ),
  },
  {
    name: 'empty',
    model: site(
      {},
      {
        status: {
          kind: 'empty',
          message: 'No site was found. Looked for web.config in shop, and in the folders below.',
        },
        clocks: [],
      },
    ),
  },
  {
    name: 'error',
    theme: 'dark',
    model: site(
      {},
      {
        status: { kind: 'error', message: 'This timeline could not be worked out. The log says why.', lastGood: false },
        clocks: [],
      },
    ),
  },
  {
    name: 'loading',
    saved: { schema: 1, scenario: clicked(0, 4), preset: null, playhead: 600, view: 'chart', docKey: 'x' },
    before: ({ page }) => page.waitForTimeout(400),
  },
  {
    name: 'unknown',
    model: site({ session: { unknown: 'the value comes from an environment variable' } }),
    before: ({ page }) => page.focus('[data-lane=sessionData]'),
  },
  { name: 'never', model: siteWith(clicked(0, 10), { auth: null }) },
  { name: 'untrusted', theme: 'dark', model: site({}, { trusted: false }) },
  { name: 'wide-font', model: site(), font: WIDE_FONT },
  { name: 'big-font', theme: 'dark', model: site(), font: WIDE_FONT, fontSize: 16, height: 640 },
  { name: 'many-clocks', model: oidc, height: 560 },
  {
    name: 'many-clocks-scrolled',
    theme: 'dark',
    model: oidc,
    height: 480,
    before: ({ page }) => page.$eval('.scroll', (one) => one.scrollTo(0, 160)),
  },
  { name: 'very-narrow', theme: 'high-contrast', model: site(), width: 320, height: 900 },
  { name: 'very-wide', theme: 'dark', model: site(), width: 1400 },
  {
    name: 'focus',
    theme: 'dark',
    model: site(),
    before: ({ page }) => page.focus('[data-click="2"]').then(() => page.keyboard.press('Shift+ArrowRight')),
  },
  {
    name: 'odd-names',
    model: site(
      {},
      {
        clocks: clocks({}).map((clock, i) => ({
          ...clock,
          name: ['<img src=x onerror=alert(1)>', '"&<>'.repeat(60), 'עוגיית כניסה', '会话数据超时时间设置', clock.name][
            i
          ]!,
        })),
      },
    ),
  },
];

const wanted = process.argv.slice(2);
const browser = await launchChromium();
for (const picture of PICTURES) {
  if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
  const timeline = await open(browser, { ...picture, sharp: true });
  await picture.before?.(timeline);
  await timeline.page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
  await timeline.picture(picture.name);
  const problems = await timeline.problems();
  process.stdout.write(`${picture.name}${problems.length > 0 ? `: ${problems.join('; ')}` : ''}\n`);
  await timeline.close();
}
await browser.close();
