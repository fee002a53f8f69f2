import { type Browser, chromium } from 'playwright-core';
import { ensureChromium, HEADLESS_FLAGS } from '../chromium';

/** A headless Chromium for a run; the caller closes it, on signals too. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    headless: true,
    args: [...HEADLESS_FLAGS],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
