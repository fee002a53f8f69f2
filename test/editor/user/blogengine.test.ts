import { openFile, problems, runCommand, timelineFrame } from '../../../scripts/host/workbench';
import { siteWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

/** A real site, with a `Web.Config` that has no sessionState element. */
describe('As a user sees it: BlogEngine', () => {
  let editor: Editor;
  useEditor(siteWorkspace('blogengine'), 'BlogEngine/BlogEngine.NET/Web.Config', (opened) => {
    editor = opened;
  });

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
