import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { runCommand, timelineFrame } from '../../../scripts/host/workbench';
import { type Editor, useEditor } from './editor';

/** A command in a folder without a site is answered, not swallowed. */
describe('As a user sees it: a folder without a site', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'session-timeline-nothing-'));
  writeFileSync(path.join(folder, 'notes.txt'), 'nothing here\n');
  let editor: Editor;
  let page: Page;
  let timeline: Frame;
  useEditor(folder, undefined, (opened) => {
    editor = opened;
    page = opened.page;
  });

  const looked = new RegExp(`Looked for .*web\\.config.* in ${path.basename(folder)}`);

  it('says what was looked for, and where', async () => {
    await commandsAreKnown(page);
    await runCommand(page, 'Session Timeline: Show Session Timeline');
    timeline = await timelineFrame(page);
    await timeline.getByText(looked).waitFor();
    await editor.picture('no-site');
  });

  it('says so to a command too', async () => {
    await runCommand(page, 'Session Timeline: Choose Variant');
    await page.locator('.notifications-toasts').getByText(looked).waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows the defaults on request', async () => {
    await timeline.getByRole('button', { name: 'Show the defaults' }).click();
    await timeline
      .locator('[data-lane=sessionData]')
      .filter({ hasText: /20\s+min/ })
      .waitFor();
    await editor.picture('defaults');
  });
});

/** No button of ours tells when the workbench has read our manifest: the palette is opened until it knows our commands. */
async function commandsAreKnown(page: Page): Promise<void> {
  const ours = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Show Session Timeline' });
  for (let known = false; !known; ) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type=text]').fill('>Session Timeline: Show');
    known = await ours
      .first()
      .waitFor({ timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
    await page.keyboard.press('Escape');
    await ours.first().waitFor({ state: 'hidden' });
  }
}
