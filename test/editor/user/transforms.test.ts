import type { Frame, Page } from 'playwright-core';
import { choose, focusFile, openFile, problems, runCommand, timelineFrame } from '../../../scripts/host/workbench';
import { sampleWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

/** Debug is not what is deployed: what a user sees of the shop as Release deploys it. */
describe('As a user sees it: variants of the sample shop', () => {
  let editor: Editor;
  let page: Page;
  let timeline: Frame;
  useEditor(sampleWorkspace(), 'shop/Web.config', (opened) => {
    editor = opened;
    page = opened.page;
  });

  it('shows the problems, the clocks and the status of the variant that is chosen', async () => {
    await runCommand(page, 'Session Timeline: Show Session Timeline');
    timeline = await timelineFrame(page);
    await timeline
      .locator('[data-lane=authCookie]')
      .filter({ hasText: /30\s+min/ })
      .waitFor();
    const rows = (await problems(page)).locator('.monaco-list-row');
    const outlives = rows.filter({ hasText: /signed in 10 min after their session data/ });
    await outlives.waitFor();
    await focusFile(page, 'Web.config');
    await runCommand(page, 'Session Timeline: Choose Variant');
    await choose(page, 'Release');
    await timeline
      .locator('[data-lane=authCookie]')
      .filter({ hasText: /15\s+min/ })
      .waitFor();
    await outlives.waitFor({ state: 'detached' });
    await page.locator('.tab', { hasText: 'Session timeline: shop (Release)' }).waitFor();
    await page.locator('.codelens-decoration', { hasText: '(Release)' }).first().waitFor();
    await editor.picture('variant');
  });

  it('shows what a transform makes of its web.config, side by side', async () => {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, 'Web.Release.config');
    await runCommand(page, 'Session Timeline: Preview Transform');
    const after = page.locator('.monaco-diff-editor .modified-in-monaco-diff-editor');
    await after.getByText('slidingExpiration').first().waitFor();
    await editor.picture('preview');
  });

  it('opens the configuration of the variant, with lines that lead to their origin', async () => {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, 'shop/Web.config');
    await runCommand(page, 'Session Timeline: Show Effective Configuration');
    const origin = page.locator('.detected-link').filter({ hasText: 'Web.Release.config' }).first();
    await origin.waitFor();
    await editor.picture('effective');
    await origin.click({ modifiers: ['ControlOrMeta'] });
    await page.locator('.tab.active', { hasText: 'Web.Release.config' }).waitFor();
  });

  it('compares two variants', async () => {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, 'shop/Web.config');
    await runCommand(page, 'Session Timeline: Compare Variants');
    await choose(page, 'Debug');
    await choose(page, 'Release');
    await page.locator('.tab.active', { hasText: 'shop: Debug ↔ Release' }).waitFor();
    await page.locator('.monaco-diff-editor .char-insert, .monaco-diff-editor .line-insert').first().waitFor();
    await editor.picture('compare');
  });
});
