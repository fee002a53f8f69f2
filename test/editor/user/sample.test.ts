import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { openFile, openWorkbench, problems, runCommand, timelineFrame } from '../../../scripts/host/workbench';
import { type Editor, startEditor } from './editor';

/** What a user does on the first day, in a real VS Code with the packed extension. */
describe('As a user sees it: the sample shop', () => {
  let editor: Editor;
  let timeline: Frame;

  before(async () => {
    editor = await startEditor();
    await openWorkbench(editor.page, editor.code, editor.workspace, editor.file('shop/Web.config'));
  });

  after(() => editor?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await editor.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('lists the findings of the site in the Problems panel', async () => {
    const panel = await problems(editor.page);
    await panel.getByText('auth-outlives-session-data').first().waitFor();
    await panel
      .getByText(/cookieTimeout/)
      .first()
      .waitFor();
    await editor.picture('problems');
  });

  it('explains a setting under the mouse', async () => {
    const { page } = editor;
    const value = page
      .locator('.view-line')
      .filter({ hasText: '<sessionState' })
      .getByText('20', { exact: false })
      .last();
    await value.hover();
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: /20 min/ });
    await hover.first().waitFor();
    await editor.picture('hover');
    await page.keyboard.press('Escape');
  });

  it('opens the timeline from the code lens, beside the file', async () => {
    await editor.page
      .locator('.codelens-decoration a')
      .filter({ hasText: /idle|signed|data/i })
      .first()
      .click();
    timeline = await timelineFrame(editor.page);
    const heading = (await timeline.locator('h1').textContent())!;
    assert.match(heading, /10.min/);
    await editor.picture('timeline');
  });

  it('tells what happens at the playhead', async () => {
    const playhead = timeline.locator('.flag[role=slider]');
    await playhead.focus();
    await playhead.press('Home');
    const start = await playhead.getAttribute('aria-valuetext');
    for (let minute = 0; minute < 25; minute++) await playhead.press('ArrowRight');
    const later = await playhead.getAttribute('aria-valuetext');
    assert.notEqual(start, later);
    assert.match(later!, /25:00/);
  });

  it('opens the line that sets a clock', async () => {
    await timeline.locator('[data-lane=sessionData] .source').first().click();
    await editor.page
      .locator('.statusbar-item')
      .filter({ hasText: /Ln 30,/ })
      .first()
      .waitFor();
  });

  it('follows the file while it is edited', async () => {
    const { page } = editor;
    const before = (await timeline.locator('h1').textContent())!;
    await page.locator('.tab').filter({ hasText: 'Web.config' }).first().click();
    const line = page.locator('.view-line').filter({ hasText: '<sessionState' });
    await line.getByText('20', { exact: false }).last().dblclick();
    await page.keyboard.type('60');
    await timeline.locator('h1').filter({ hasNotText: before }).waitFor();
    await page.keyboard.press('ControlOrMeta+Z');
    await timeline.locator('h1').filter({ hasText: before }).waitFor();
  });

  it('applies a quick fix and the finding goes', async () => {
    const { page } = editor;
    const panel = await problems(page);
    const finding = panel.locator('.monaco-list-row').filter({ hasText: 'auth-outlives-session-data' });
    await finding.first().click();
    await page.locator('.tab').filter({ hasText: 'Web.config' }).first().click();
    await page.keyboard.press('ControlOrMeta+.');
    const menu = page.locator('.action-widget');
    await menu.waitFor();
    await editor.picture('quick-fix');
    await page.keyboard.press('Enter');
    await finding.first().waitFor({ state: 'detached' });
  });

  it('settles the rest with Fix All', async () => {
    const { page } = editor;
    await openFile(page, 'shop/Web.config');
    await runCommand(page, 'Fix All');
    const panel = await problems(page);
    await panel
      .getByText(/cookieTimeout/)
      .first()
      .waitFor({ state: 'detached' });
    await editor.picture('fix-all');
  });

  it('says in the status bar which site and variant a file belongs to, and changes the variant', async () => {
    const { page } = editor;
    await openFile(page, 'shop/Web.config');
    await runCommand(page, 'Session Timeline: Choose Variant');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Release' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('restores the timeline after the window is reloaded', async () => {
    const { page } = editor;
    await page.reload();
    await page.locator('.monaco-workbench').waitFor();
    timeline = await timelineFrame(page);
    await timeline.locator('h1').waitFor();
    await editor.picture('restored');
  });
});
