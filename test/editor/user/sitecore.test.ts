import type { Page } from 'playwright-core';
import {
  choose,
  find,
  focusFile,
  openFile,
  problems,
  runCommand,
  timelineFrame,
} from '../../../scripts/host/workbench';
import { siteWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

interface SitecoreSite {
  readonly folder: string;
  readonly webConfig: string;
  /** What stands on the lane of the sign-in in each role. */
  readonly signIn: { readonly ContentManagement: RegExp; readonly ContentDelivery: RegExp };
  /** A lane that only content managers have. */
  readonly managersOnly: string;
  /** Rule of a finding in it. */
  readonly finding: string;
}

const SITES: readonly SitecoreSite[] = [
  {
    folder: 'sitecore-9.0-clean',
    webConfig: 'Web.config',
    signIn: { ContentManagement: /30\s+min/, ContentDelivery: /30\s+min/ },
    managersOnly: 'Client ticket',
    finding: 'auth-outlives-session-data',
  },
  {
    folder: 'sitecore-10-custom',
    webConfig: 'Website/Web.config',
    signIn: { ContentManagement: /not known/i, ContentDelivery: /30\s+min/ },
    managersOnly: 'Client ticket',
    finding: 'sitecore-file-not-loaded',
  },
];

/** Whole Sitecore trees, each with a content management and a content delivery role. */
for (const { folder, webConfig, signIn, managersOnly, finding } of SITES) {
  describe(`As a user sees it: ${folder}`, () => {
    let editor: Editor;
    let page: Page;
    useEditor(siteWorkspace(folder), webConfig, (opened) => {
      editor = opened;
      page = opened.page;
    });

    it('draws the timelines of its content management and content delivery roles', async () => {
      await runCommand(page, 'Session Timeline: Show Session Timeline');
      const timeline = await timelineFrame(page);
      await timeline.locator('.verdict h1').waitFor();
      for (const [role, said] of Object.entries(signIn)) {
        await focusFile(page, 'Web.config');
        await runCommand(page, 'Session Timeline: Choose Variant');
        await choose(page, role);
        await page.locator('.tab', { hasText: `(${role})` }).waitFor();
        await timeline
          .locator('[data-lane=authCookie], [data-lane=signIn]')
          .first()
          .filter({ hasText: said })
          .waitFor();
        const managers = timeline.locator('[data-lane]').filter({ hasText: managersOnly });
        await managers.first().waitFor({ state: role === 'ContentManagement' ? 'attached' : 'detached' });
        await editor.picture(`${folder}-${role}`);
      }
    });

    it('plays the hour of an editor who types and then saves', async () => {
      await focusFile(page, 'Web.config');
      await runCommand(page, 'Session Timeline: Choose Variant');
      await choose(page, 'ContentManagement');
      const timeline = await timelineFrame(page);
      await timeline.locator('[data-preset]').filter({ hasText: 'Editor types for an hour, then saves' }).click();
      await timeline.locator('.verdict h1').waitFor();
      await editor.picture(`${folder}-lost-work`);
    });

    it('lists what is wrong with it', async () => {
      await (await problems(page)).getByText(finding).first().waitFor();
      await editor.picture(`${folder}-problems`);
    });

    it('shows the merged configuration of a role, which leads to its patches', async () => {
      await runCommand(page, 'View: Close All Editors');
      await runCommand(page, 'View: Hide Panel');
      await openFile(page, 'Sitecore.config');
      await runCommand(page, 'Session Timeline: Show Effective Configuration');
      await choose(page, 'Sitecore configuration');
      await page.locator('.tab.active', { hasText: 'sitecore (ContentManagement) effective.xml' }).waitFor();
      await find(page, 'patch:source');
      await page.locator('.detected-link').filter({ hasText: 'patch:source' }).first().waitFor();
      await page.mouse.move(700, 16);
      await editor.picture(`${folder}-effective`);
    });

    it('compares its roles', async () => {
      await runCommand(page, 'View: Close All Editors');
      await openFile(page, 'Sitecore.config');
      await runCommand(page, 'Session Timeline: Compare Variants');
      await choose(page, 'Sitecore configuration');
      await choose(page, 'ContentManagement');
      await choose(page, 'ContentDelivery');
      await page.locator('.tab.active', { hasText: 'ContentManagement ↔ ContentDelivery' }).waitFor();
      await page.locator('.monaco-diff-editor :is(.line-insert, .line-delete)').first().waitFor();
      await editor.picture(`${folder}-compare`);
    });
  });
}
