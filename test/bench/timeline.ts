import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { simulate } from '../../server/src/session/simulate';
import { clicked as clicksOf, days, minutes, shop } from '../unit/session/clockSets';
import { launchChromium } from '../webview/chromium';
import { clicked, clocks, site } from '../webview/models';
import { open, type Timeline } from '../webview/page';
import { type Measure, median, percentile } from './measure';

const DIST = path.resolve(__dirname, '../../dist/webview');

/** Nine clocks, five of the ordinary site and four more. */
const nine = site(
  {},
  {
    clocks: [
      ...clocks({}),
      ...clocks({})
        .slice(0, 4)
        .map((clock) => ({ ...clock, id: `${clock.id}2`, name: `${clock.name} 2` })),
    ],
    presets: [{ id: 'one', name: 'One', scenario: clicked(0, 4, 16) }],
  },
);

/** The timeline page against the budgets of its design (part 6): times inside the page, from the change to the finished layout. */
export async function measures(): Promise<Measure[]> {
  const browser = await launchChromium();
  const opened = () => open(browser, { model: nine });
  try {
    return [
      ...sizes(),
      frame(),
      timed('timeline-playhead-move-p95', await moves(await opened()), 3),
      timed('timeline-model-p95', await models(await opened()), 8),
      await paint(await opened()),
    ];
  } finally {
    await browser.close();
  }
}

function sizes(): Measure[] {
  const script = fs.readFileSync(path.join(DIST, 'timeline.js'));
  const size = (name: string, bytes: number, budget: number): Measure => {
    const value = bytes / 1000;
    return { name, value, unit: 'kB', budget, ok: value <= budget };
  };
  return [
    size('timeline-script', script.length, 60),
    size('timeline-script-gzip', gzipSync(script).length, 22),
    size('timeline-style', fs.statSync(path.join(DIST, 'timeline.css')).size, 12),
  ];
}

/** One frame of dragging a click: a whole run. */
function frame(): Measure {
  const set = shop({ auth: minutes(30), session: minutes(20), pool: minutes(20), remember: days(180) });
  const times = Array.from({ length: 300 }, (_, i) => {
    const started = performance.now();
    simulate(set, { ...clicksOf([0, 4]), clicks: [0, 240, 300 + i] });
    return performance.now() - started;
  });
  return timed('simulate-drag-frame-p95', times.slice(100), 1);
}

function timed(name: string, times: readonly number[], budget: number): Measure {
  const value = percentile(times, 95);
  return { name, value, unit: 'ms', budget, ok: value <= budget, against: { median: median(times) } };
}

function moves({ page }: Timeline): Promise<number[]> {
  return page.evaluate(() => {
    const flag = document.querySelector<SVGElement>('.flag')!;
    flag.focus();
    const spent: number[] = [];
    for (let i = 0; i < 320; i++) {
      const key = Math.floor(i / 40) % 2 ? 'ArrowLeft' : 'ArrowRight';
      const start = performance.now();
      flag.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true }));
      document.body.getBoundingClientRect();
      spent.push(performance.now() - start);
    }
    return spent.slice(20);
  });
}

function models({ page }: Timeline): Promise<number[]> {
  return page.evaluate((model) => {
    const spent: number[] = [];
    for (let i = 0; i < 120; i++) {
      const next = model.clocks.map((clock, k) => (k === 1 ? { ...clock, length: 1200 + i } : clock));
      const data = { type: 'model', model: { ...model, clocks: next, revision: 2 + i } };
      const start = performance.now();
      window.dispatchEvent(new MessageEvent('message', { data }));
      document.body.getBoundingClientRect();
      spent.push(performance.now() - start);
    }
    return spent.slice(20);
  }, nine);
}

async function paint({ page }: Timeline): Promise<Measure> {
  const value = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now(),
  );
  return { name: 'timeline-first-paint', value, unit: 'ms', budget: 300, ok: value <= 300 };
}
