import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium';
import type { OpenOptions, Timeline } from './page';
import { open } from './page';

/** One browser for all page tests, closed after the last of them. */
let running: Promise<Browser> | undefined;

after(async () => {
  await (await running)?.close();
});

export function browser(): Promise<Browser> {
  running ??= launchChromium();
  return running;
}

/** Opens the page, lets `look` look at it, and closes it whatever happens. Nothing may have gone wrong on the page. */
export async function onPage(options: OpenOptions, look: (timeline: Timeline) => Promise<void>): Promise<void> {
  const timeline = await open(await browser(), options);
  try {
    await look(timeline);
    const problems = await timeline.problems();
    if (problems.length > 0) throw new Error(problems.join('\n'));
  } finally {
    await timeline.close();
  }
}
