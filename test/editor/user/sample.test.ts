import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import {
  cursorAt,
  focusFile,
  goTo,
  openWorkbench,
  problems,
  runCommand,
  settleCodeActions,
  timelineFrame,
} from '../../../scripts/host/workbench';
import { ROOT } from '../../../scripts/place';
import { sampleWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

const OUTLIVES = 'auth-outlives-session-data';
const WORST = 'For 10 min the user is signed in, but the session data is gone';

/** What a user does on the first day, in a real VS Code with the packed extension. */
describe('As a user sees it: the sample shop', () => {
  const workspace = sampleWorkspace();
  let editor: Editor;
  let page: Page;
  let timeline: Frame;
  useEditor(workspace, 'shop/Web.config', (opened) => {
    editor = opened;
    page = opened.page;
  });

  it('lists the findings of the site in the Problems panel', async () => {
    const panel = await problems(page);
    await panel.getByText(OUTLIVES).first().waitFor();
    await panel
      .getByText(/cookieTimeout/)
      .first()
      .waitFor();
    await editor.picture('problems');
  });

  it('explains a setting', async () => {
    await focusFile(page, 'Web.config');
    await goTo(page, ...placeOf('<sessionState mode="InProc" cookieName="SHOPSESSION" time|out'));
    await runCommand(page, 'Show or Focus Hover');
    await page
      .locator('.monaco-hover:visible')
      .filter({ hasText: /20\smin/ })
      .first()
      .waitFor();
    await editor.picture('hover');
    await page.keyboard.press('Escape');
  });

  it('opens the timeline from the code lens, beside the file', async () => {
    await goTo(page, ...placeOf('<forms| name'));
    await page
      .locator('.codelens-decoration a')
      .filter({ hasText: /10\s+min/ })
      .first()
      .click();
    timeline = await timelineFrame(page);
    await timeline.locator('.verdict h1').waitFor();
    await editor.picture('timeline');
  });

  it('shows the worst case over all click times', async () => {
    await runCommand(page, 'Session Timeline: Show Worst Case');
    await timeline
      .locator('.verdict h1')
      .filter({ hasText: words(WORST) })
      .waitFor();
    await editor.picture('worst-case');
  });

  it('tells what happens at the playhead', async () => {
    const playhead = timeline.locator('.flag[role=slider]');
    await playhead.focus();
    await page.keyboard.press('Home');
    await timeline.locator('.flag[aria-valuetext^="0:00"]').waitFor();
    await page.keyboard.press('ArrowRight');
    await timeline.locator('.flag[aria-valuetext^="1:00: signed in"]').waitFor();
    await page.keyboard.press('End');
    await timeline.locator('.flag[aria-valuetext*="signed out"]').waitFor();
  });

  it('opens the line that sets a clock', async () => {
    await focusFile(page, 'Web.config');
    await goTo(page, 1, 1);
    await timeline.locator('[data-lane=authCookie] .source button').click();
    await cursorAt(page, placeOf('<forms| name')[0]);
  });

  it('follows the file while it is edited', async () => {
    await focusFile(page, 'Web.config');
    await goTo(page, ...placeOf('cookieName="SHOPSESSION" timeout="|20"'));
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await page.keyboard.type('60');
    await timeline
      .locator('[data-lane=sessionData]')
      .filter({ hasText: /1\sh|60\smin/ })
      .waitFor();
    for (let step = 0; step < 4; step++) await page.keyboard.press('ControlOrMeta+Z');
    await timeline
      .locator('[data-lane=sessionData]')
      .filter({ hasText: /20\smin/ })
      .waitFor();
  });

  it('applies a quick fix and the finding goes', async () => {
    const finding = (await problems(page)).locator('.monaco-list-row').filter({ hasText: OUTLIVES });
    const shopFinding = finding.filter({ hasText: /10\s+min/ });
    await shopFinding.dblclick();
    await cursorAt(page, placeOf('<forms| name')[0]);
    // The second click brings the focus along; coming late, it would close the list of commands again.
    await page.locator('.editor-group-container .monaco-editor.focused').first().waitFor();
    await settleCodeActions(page);
    await runCommand(page, 'Quick Fix...');
    await page.locator('.action-widget').first().waitFor();
    await editor.picture('quick-fix');
    await page.keyboard.press('Enter');
    await shopFinding.waitFor({ state: 'detached' });
  });

  it('settles the rest with Fix All', async () => {
    await focusFile(page, 'Web.config');
    await settleCodeActions(page);
    await runCommand(page, 'Fix All');
    const panel = await problems(page);
    await panel
      .getByText(/cookieTimeout/)
      .first()
      .waitFor({ state: 'detached' });
    await editor.picture('fix-all');
  });

  it('offers the variants of the site', async () => {
    await focusFile(page, 'Web.config');
    await runCommand(page, 'Session Timeline: Choose Variant');
    const variants = page.locator('.quick-input-list .monaco-list-row');
    await variants.filter({ hasText: 'Release' }).first().waitFor();
    await variants.filter({ hasText: 'Debug' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('restores the timeline after the window is reloaded', async () => {
    await openWorkbench(page, editor.code, workspace);
    timeline = await timelineFrame(page);
    await timeline.locator('.verdict h1').waitFor();
    await editor.picture('restored');
  });
});

/** Line and column, one-based, of the `|` in a text of the sample. */
function placeOf(marked: string): [number, number] {
  const text = readFileSync(path.join(ROOT, 'samples/shop/Web.config'), 'utf8');
  const start = text.indexOf(marked.replace('|', ''));
  assert.ok(start >= 0, marked);
  const before = text.slice(0, start + marked.indexOf('|')).split('\n');
  return [before.length, before.at(-1)!.length + 1];
}

/** The words of a heading, whatever kind of blanks stand between them. */
function words(text: string): RegExp {
  return new RegExp(text.replaceAll(' ', '\\s+'));
}
