import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findChromium, HEADLESS_FLAGS } from '../../scripts/chromium';

/**
 * A headless Chromium for page tests: `CHROMIUM` names one, otherwise the usual places are looked through.
 * @throws when there is none, with what to install.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error(
      'The page tests need Chromium and there is none. Install it: `apt-get install -y chromium` or ' +
        '`npx playwright-core install chromium`, or set CHROMIUM to the path of a Chromium, Chrome or Edge.',
    );
  }
  return chromium.launch({ executablePath, args: [...HEADLESS_FLAGS, '--font-render-hinting=none'] });
}
