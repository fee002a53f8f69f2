import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from './host/browser';
import { ROOT } from './place';

/** Draws `media/icon.png` (the Marketplace takes no SVG) from `docs/icon.svg`. */
const SIZE = 256;

async function main(): Promise<void> {
  const svg = readFileSync(path.join(ROOT, 'docs/icon.svg'), 'utf8');
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  await page.screenshot({ path: path.join(ROOT, 'media/icon.png'), omitBackground: true });
  await browser.close();
}

void main();
