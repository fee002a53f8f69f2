import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { problems, runCommand, timelineFrame } from '../../../scripts/host/workbench';
import { packageExtension, VSIX } from '../../../scripts/package';
import { ROOT } from '../../../scripts/place';
import { sampleWorkspace } from '../workspace';
import { type Editor, useEditor } from './editor';

/**
 * The face that vscode.dev runs: extension and server as workers in the browser, every file asked for through the
 * editor. VS Code runs it here too once the manifest has no `main`.
 */
describe('As a user sees it: in the browser', () => {
  let editor: Editor;
  useEditor(
    sampleWorkspace(),
    'shop/Web.config',
    (opened) => {
      editor = opened;
    },
    webOnly,
  );

  it('finds what the desktop finds, over several files, and draws it', async () => {
    const panel = await problems(editor.page);
    await panel.getByText('auth-outlives-session-data').first().waitFor();
    await runCommand(editor.page, 'Session Timeline: Show Session Timeline');
    const timeline = await timelineFrame(editor.page);
    await timeline.locator('[data-lane=poolIdle]').filter({ hasText: 'applicationHost.config' }).waitFor();
    await editor.picture('web');
  });
});

/** The packed extension without its desktop entry. */
async function webOnly(): Promise<string> {
  if (!existsSync(VSIX)) await packageExtension();
  const folder = mkdtempSync(path.join(tmpdir(), 'session-timeline-web-'));
  for (const part of ['dist', 'media', 'docs/rules', 'samples', '.vscodeignore', 'LICENSE', 'CHANGELOG.md']) {
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  }
  const { main, scripts, devDependencies, ...manifest } = JSON.parse(
    readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
  );
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const packagePath = path.join(folder, 'web.vsix');
  await createVSIX({
    cwd: folder,
    packagePath,
    readmePath: 'dist/README.md',
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return packagePath;
}
