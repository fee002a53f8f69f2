import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/host/browser';
import { ensureEmbeddedCode } from '../../../scripts/host/embedded';
import { freshProfile, installIntoEmbedded } from '../../../scripts/host/profile';
import { type RunningCode, serveWorkbench } from '../../../scripts/host/serve';
import { takePicture } from '../../../scripts/host/workbench';
import { packageExtension, VSIX } from '../../../scripts/package';
import { artifacts } from '../../../scripts/place';

/** A real VS Code with the packed extension installed, open in a browser, as a user has it. */
export interface Editor {
  readonly page: Page;
  readonly code: RunningCode;
  /** Keeps a picture among the artefacts. */
  picture(name: string): Promise<void>;
  /** The same where a test has failed, under its name. */
  pictureOfFailure(test: Test | undefined): Promise<void>;
  close(): Promise<void>;
}

/** Starts it with a VSIX: the one that `npm run package` left, unless another is given. */
export async function startEditor(given?: string): Promise<Editor> {
  const vsix = given ?? (existsSync(VSIX) ? VSIX : await packageExtension());
  const embedded = ensureEmbeddedCode();
  const profile = freshProfile({ 'workbench.colorTheme': 'Default Dark Modern' });
  installIntoEmbedded(embedded, profile, vsix);
  const pictures = artifacts('editor');
  const code = await serveWorkbench(embedded, profile, path.join(pictures, 'user.log'));
  const browser: Browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1500, height: 940 } });
  page.setDefaultTimeout(20_000);
  const picture = (name: string) => takePicture(page, path.join(pictures, `${name}.png`));
  return {
    page,
    code,
    picture,
    async pictureOfFailure(test) {
      if (test?.state === 'failed') await picture(`failed-${test.fullTitle().replace(/\W+/g, '-')}`);
    },
    close: async () => {
      await browser.close();
      await code.stop();
    },
  };
}
