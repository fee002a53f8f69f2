import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { cursorAt, focusFile, openFile, timelineFrame } from '../../../scripts/host/workbench';
import { ROOT } from '../../../scripts/place';
import { sampleWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

/** A transform is looked at as what it deploys, and the button of the timeline means what its heading says. */
describe('As a user sees it: a transform of the sample shop', () => {
  let editor: Editor;
  let page: Page;
  let timeline: Frame;
  useEditor(sampleWorkspace(), 'shop/Web.Release.config', (opened) => {
    editor = opened;
    page = opened.page;
  });

  const tab = (title: string) => page.locator('.tab', { has: page.getByText(title, { exact: true }) });
  const titleButton = () =>
    page
      .locator('.editor-group-container.active .editor-actions')
      .getByLabel(/^Show Session Timeline/)
      .first();

  it('means Release in the lens and behind the button in the title', async () => {
    await page.locator('.codelens-decoration', { hasText: '(Release)' }).first().waitFor();
    await titleButton().click();
    timeline = await timelineFrame(page);
    await timeline
      .locator('[data-lane=authCookie]')
      .filter({ hasText: /15\s+min/ })
      .waitFor();
    await tab('Session timeline: shop (Release)').waitFor();
    await editor.picture('release-file');
  });

  it('shows the finding in the heading when asked for fixes', async () => {
    await timeline.getByRole('button', { name: 'Show fixes' }).click();
    await cursorAt(page, lineOf('<forms timeout="15"'));
    await page.locator('.action-widget').first().waitFor();
    await editor.picture('show-fixes');
    await page.keyboard.press('Escape');
  });

  it('follows to the web.config, which means the files as they stand', async () => {
    await openFile(page, 'shop/Web.config');
    await focusFile(page, 'Web.config');
    await titleButton().click();
    await tab('Session timeline: shop').waitFor();
    await timeline
      .locator('[data-lane=authCookie]')
      .filter({ hasText: /30\s+min/ })
      .waitFor();
  });
});

function lineOf(text: string): number {
  const file = readFileSync(path.join(ROOT, 'samples/shop/Web.Release.config'), 'utf8');
  return file.slice(0, file.indexOf(text)).split('\n').length;
}
