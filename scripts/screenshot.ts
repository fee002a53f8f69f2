import { cpSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser } from './host/browser';
import { ensureEmbeddedCode } from './host/embedded';
import { freshProfile, installIntoEmbedded } from './host/profile';
import { serveWorkbench } from './host/serve';
import { focusFile, goTo, openWorkbench, problems, runCommand, takePicture, timelineFrame } from './host/workbench';
import { packageExtension, VSIX } from './package';
import { webpOf } from './pictures';
import { artifacts, ROOT } from './place';

/**
 * Takes the picture of the README and the walkthrough from a real VS Code with the packed extension: the sample site
 * with its findings and the worst case of its timeline.
 */
const THEME = 'Default Dark Modern';
const SIZE = { width: 1480, height: 960 };

async function main(): Promise<void> {
  const vsix = existsSync(VSIX) && process.argv.includes('--no-build') ? VSIX : await packageExtension();
  const picture = path.join(ROOT, 'media/walkthrough/timeline-dark.webp');
  await takeIn(vsix, picture);
  process.stdout.write(`${path.relative(ROOT, picture)}\n`);
}

async function takeIn(vsix: string, picture: string): Promise<void> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'session-timeline-')), 'samples');
  cpSync(path.join(ROOT, 'samples'), folder, { recursive: true });
  const embedded = ensureEmbeddedCode();
  const profile = freshProfile({ 'workbench.colorTheme': THEME });
  installIntoEmbedded(embedded, profile, vsix);
  const code = await serveWorkbench(embedded, profile, path.join(artifacts(), 'screenshot.log'));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await openWorkbench(page, code, folder, path.join(folder, 'shop/Web.config'));
    await runCommand(page, 'View: Close Primary Side Bar');
    const panel = await problems(page);
    await panel.locator('.monaco-list-row').nth(3).waitFor();
    await focusFile(page, 'Web.config');
    await goTo(page, 30, 5);
    await runCommand(page, 'Session Timeline: Show Worst Case');
    const timeline = await timelineFrame(page);
    await timeline
      .locator('.verdict h1')
      .filter({ hasText: /session data is gone/ })
      .waitFor();
    await page.mouse.move(SIZE.width / 2, 16);
    await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
    const png = path.join(artifacts(), 'screenshot.png');
    await takePicture(page, png);
    writeFileSync(picture, await webpOf(browser, png, 1200));
  } finally {
    await browser.close();
    await code.stop();
  }
}

void main();
