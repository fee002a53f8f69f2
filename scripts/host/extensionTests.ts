import { existsSync, mkdirSync, readFileSync, watch } from 'node:fs';
import path from 'node:path';
import { artifacts, ROOT } from '../place';
import type { Summary } from '../summary';
import { launchBrowser } from './browser';
import { desktopIsAtHand, type ExtensionTests, runInDesktop } from './desktop';
import { ensureEmbeddedCode } from './embedded';
import { freshProfile } from './profile';
import { serveExtensionTests } from './serve';
import { remoteUri } from './workbench';

/** An editor that has not answered by then, on the slowest of machines, never will. */
const LIMIT = 1_800_000;

/**
 * Runs a compiled test module inside the extension host of a real VS Code: the desktop one where it can be had, the
 * one from npm otherwise.
 * @throws when the editor ends or hangs without a result.
 */
export async function runExtensionTests(entry: string, workspace: string): Promise<Summary> {
  const report = path.join(freshProfile().home, 'report', 'host.json');
  mkdirSync(path.dirname(report), { recursive: true });
  const tests: ExtensionTests = { entry, workspace, env: { SESSION_TIMELINE_REPORT: report } };
  if (await desktopIsAtHand()) {
    // It ends with a failure when a test fails; what failed is in the report.
    await runInDesktop(tests).catch(() => undefined);
    return read(report);
  }
  return runInEmbedded(tests, report);
}

async function runInEmbedded({ entry, workspace, env }: ExtensionTests, report: string): Promise<Summary> {
  const log = path.join(artifacts('editor'), 'host.log');
  const code = await serveExtensionTests(ensureEmbeddedCode(), freshProfile(), log, env);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const url = new URL(code.url);
    url.searchParams.set('folder', workspace);
    url.searchParams.set(
      'payload',
      JSON.stringify([
        ['extensionDevelopmentPath', remoteUri(code, ROOT)],
        ['extensionTestsPath', remoteUri(code, entry)],
      ]),
    );
    const done = fileAppears(report);
    await page.goto(url.href, { timeout: LIMIT });
    try {
      await done;
    } catch (error) {
      await page.screenshot({ path: path.join(artifacts('editor'), 'host-without-result.png') });
      throw error;
    }
    return read(report);
  } finally {
    await browser.close();
    await code.stop();
  }
}

function fileAppears(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(path.dirname(file), () => {
      if (!existsSync(file)) return;
      end();
      resolve();
    });
    const limit = setTimeout(() => {
      end();
      reject(new Error(`the extension host gave no result within ${LIMIT / 1000} s; see artifacts/editor`));
    }, LIMIT);
    const end = () => {
      clearTimeout(limit);
      watcher.close();
    };
  });
}

function read(report: string): Summary {
  if (!existsSync(report)) throw new Error('the extension host ended without a result');
  return JSON.parse(readFileSync(report, 'utf8')) as Summary;
}
