import assert from 'node:assert/strict';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench } from '../../../scripts/host/workbench';
import { siteWorkspace } from '../workspace';
import { type Editor, startEditor } from './editor';

const PATCH = 'Website/App_Config/DefaultSettingOverrides/Change.Mail.Settings.qacm.config';

/** The tree of layers and the colours of a patch file, in a real editor on a real site. */
describe('As a user sees it: layers of Sitecore', () => {
  const workspace = siteWorkspace('sitecore-10-custom');
  let editor: Editor;
  let page: Page;

  before(async function () {
    if (!workspace) {
      process.stdout.write('sitecore-10-custom is not beside this checkout: skipped\n');
      return this.skip();
    }
    editor = await startEditor();
    page = editor.page;
    await openWorkbench(page, editor.code, workspace, path.join(workspace, PATCH));
  });

  after(() => editor?.close());

  afterEach(function () {
    return editor?.pictureOfFailure(this.currentTest);
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
