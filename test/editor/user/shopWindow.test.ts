import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { choose, problems, runCommand, timelineFrame } from '../../../scripts/host/workbench';
import { sampleWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

/** What is promised before and around the work itself is there, and no link leads nowhere. */
describe('The shop window', () => {
  let editor: Editor;
  let page: Page;
  useEditor(sampleWorkspace(), 'shop/Web.config', (opened) => {
    editor = opened;
    page = opened.page;
  });

  it('opens the page of a rule from the code of its finding', async () => {
    const panel = await problems(page);
    await panel.locator('a', { hasText: 'auth-outlives-session-data' }).first().click();
    const rendered = await frameWith(page, 'h1', /^Sign-in outlives the session data$/);
    assert.match((await rendered.locator('body').textContent()) ?? '', /FormsAuthenticationModule/);
    await editor.picture('rule-page');
  });

  it('draws in the details of the extension what pictures cannot show there, and leads nowhere else', async () => {
    await runCommand(page, 'Extensions: Show Installed Extensions');
    await page.locator('.extension-list-item', { hasText: 'Session Timeline' }).first().click();
    const details = await frameWith(page, 'h1', /^Session Timeline$/);
    await details.locator('pre', { hasText: 'signed in, data gone' }).waitFor();
    assert.equal(await details.locator('img').count(), 0, 'a picture there would be broken');
    const links = await details.locator('a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
    assert.deepEqual(
      links.filter((link) => !/^(?:https:|#)/.test(link)),
      [],
    );
    await editor.picture('details');
  });

  it('leads through the first steps with a picture, and opens the sample in a window of its own', async () => {
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await choose(page, 'See when your users are signed out');
    const walkthrough = page.locator('.gettingStartedContainer');
    await walkthrough.locator('.getting-started-step', { hasText: 'See the timeline' }).click();
    const picture = walkthrough.locator('.getting-started-media img').first();
    await picture.waitFor();
    await picture.evaluate((image) => (image as HTMLImageElement).decode());
    await editor.picture('walkthrough');
    await walkthrough.locator('.getting-started-step', { hasText: 'Open a site' }).click();
    const opened = page.context().waitForEvent('page');
    await walkthrough.getByRole('button', { name: 'Open the sample site' }).first().click();
    const sample = await opened;
    await sample.locator('.tab', { hasText: 'Web.config' }).first().waitFor();
    const heading = (await timelineFrame(sample)).locator('.verdict h1');
    assert.match((await heading.textContent()) ?? '', /signed in|session data/);
    await sample.close();
  });
});

/** The frame, however deep, in which an element has a text. */
function frameWith(page: Page, selector: string, text: RegExp): Promise<Frame> {
  return new Promise((resolve) => {
    const watch = (frame: Frame) =>
      void frame
        .locator(selector)
        .filter({ hasText: text })
        .first()
        .waitFor()
        .then(
          () => {
            page.off('frameattached', watch);
            resolve(frame);
          },
          // A frame that goes away was not the one.
          () => undefined,
        );
    page.on('frameattached', watch);
    page.frames().forEach(watch);
  });
}
