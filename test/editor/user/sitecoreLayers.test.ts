import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { siteWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

const PATCH = 'Website/App_Config/DefaultSettingOverrides/Change.Mail.Settings.qacm.config';

/** The tree of layers and the colours of a patch file, in a real editor on a real site. */
describe('As a user sees it: layers of Sitecore', () => {
  let editor: Editor;
  let page: Page;
  useEditor(siteWorkspace('sitecore-10-custom'), PATCH, (opened) => {
    editor = opened;
    page = opened.page;
  });

  it('shows them in load order, with what is switched off, and opens a file', async () => {
    const tree = page.locator('.pane', { hasText: 'Sitecore Layers' }).last();
    await tree.locator('.pane-header').click();
    // Room for the whole tree: rows out of sight are not there.
    await page.locator('.pane-header', { hasText: 'sitecore-10-custom' }).click();
    const row = (text: string) => tree.locator('.monaco-list-row', { hasText: text }).first();
    await row('DefaultSettingOverrides').waitFor();
    const names = await tree.locator('.monaco-list-row .label-name').allTextContents();
    const order = ['Base', 'Sitecore', 'Modules', 'DefaultSettingOverrides', 'Custom', 'Environment', 'Not loaded'];
    assert.deepEqual(
      names.filter((name) => order.includes(name)),
      order,
    );
    await row('DefaultSettingOverrides').locator('.monaco-tl-twistie').click();
    const off = row('Change.RichTextEditorSettings.config.disable');
    await off.waitFor();
    assert.match((await off.textContent()) ?? '', /not loaded/);
    await row('Change.MediaSettings.config').click();
    await page.locator('.tab', { hasText: 'Change.MediaSettings.config' }).waitFor();
    await editor.picture('sitecore-layers');
  });
});
