import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/host/browser';
import { ensureEmbeddedCode } from '../../../scripts/host/embedded';
import { freshProfile, installIntoEmbedded } from '../../../scripts/host/profile';
import { type RunningCode, serveWorkbench } from '../../../scripts/host/serve';
import { LIMIT, openWorkbench, takePicture } from '../../../scripts/host/workbench';
import { packageExtension, VSIX } from '../../../scripts/package';
import { artifacts } from '../../../scripts/place';

/** A real VS Code with the packed extension installed, open in a browser, as a user has it. */
export interface Editor {
  readonly page: Page;
  readonly code: RunningCode;
  /** Keeps a picture among the artefacts. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * For a suite: opens a workspace, and a file in it when one is named, before its tests, in an editor with our VSIX
 * unless another is made; keeps a picture where one fails; closes it. Without the workspace, a real site that is not at hand, the suite is skipped.
 */
export function useEditor(
  workspace: string | undefined,
  file: string | undefined,
  hand: (editor: Editor) => void,
  vsix: () => Promise<string> = ownVsix,
): void {
  let editor: Editor | undefined;

  before(async function () {
    if (!workspace) {
      process.stdout.write(`${this.test?.parent?.title}: the site is not beside this checkout, skipped\n`);
      return this.skip();
    }
    editor = await startEditor(await vsix());
    await openWorkbench(editor.page, editor.code, workspace, file && path.join(workspace, file));
    hand(editor);
  });

  after(() => editor?.close());

  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') await editor?.picture(`failed-${test.fullTitle().replace(/\W+/g, '-')}`);
  });
}

/** The one that `npm run package` left. */
async function ownVsix(): Promise<string> {
  return existsSync(VSIX) ? VSIX : packageExtension();
}

async function startEditor(vsix: string): Promise<Editor> {
  const embedded = ensureEmbeddedCode();
  const profile = freshProfile({ 'workbench.colorTheme': 'Default Dark Modern' });
  installIntoEmbedded(embedded, profile, vsix);
  const pictures = artifacts('editor');
  const code = await serveWorkbench(embedded, profile, path.join(pictures, 'user.log'));
  const browser: Browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1500, height: 940 } });
  page.setDefaultTimeout(LIMIT);
  return {
    page,
    code,
    picture: (name) => takePicture(page, path.join(pictures, `${name}.png`)),
    close: async () => {
      await browser.close();
      await code.stop();
    },
  };
}
