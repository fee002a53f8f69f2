import path from 'node:path';
import { openFile, openWorkbench, problems, runCommand, timelineFrame } from '../../../scripts/host/workbench';
import { siteWorkspace } from '../workspace';
import { type Editor, startEditor } from './editor';

/** A real site, with a `Web.Config` that has no sessionState element. */
describe('As a user sees it: BlogEngine', () => {
  const workspace = siteWorkspace('blogengine');
  let editor: Editor;

  before(async function () {
    if (!workspace) {
      process.stdout.write('BlogEngine is not beside this checkout: skipped\n');
      return this.skip();
    }
    editor = await startEditor();
    const config = path.join(workspace, 'BlogEngine/BlogEngine.NET/Web.Config');
    await openWorkbench(editor.page, editor.code, workspace, config);
  });

  after(() => editor?.close());

  it('finds 90 days of sign-in against 20 minutes of data, and draws it', async () => {
    const { page } = editor;
    const finding = (await problems(page))
      .locator('.monaco-list-row')
      .filter({ hasText: 'auth-outlives-session-data' });
    await finding
      .filter({ hasText: /90 days/ })
      .first()
      .waitFor();
    await openFile(page, 'BlogEngine.NET/Web.Config');
    await runCommand(page, 'Session Timeline: Show Session Timeline');
    const timeline = await timelineFrame(page);
    await timeline
      .locator('[data-lane=authCookie]')
      .filter({ hasText: /90\s+d/ })
      .waitFor();
    await timeline
      .locator('[data-lane=sessionData]')
      .filter({ hasText: /20\s+min/ })
      .waitFor();
    await editor.picture('blogengine');
  });
});
