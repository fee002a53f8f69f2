import { pathToFileURL } from 'node:url';
import type { Frame, Locator, Page } from 'playwright-core';
import type { RunningCode } from './serve';

/** Driving a workbench in a browser page, by what a user sees and types. */

/** What has not come by then, on the slowest of machines, will not come. */
export const LIMIT = 180_000;

/** Opens a folder, and a configuration file in it when one is named; resolves when the workbench is drawn. */
export async function openWorkbench(page: Page, code: RunningCode, folder: string, file?: string): Promise<void> {
  const url = new URL(code.url);
  url.searchParams.set('folder', pathToFileURL(folder).pathname);
  if (file) url.searchParams.set('payload', JSON.stringify([['openFile', remoteUri(code, file)]]));
  await page.goto(url.href);
  await page.locator('.monaco-workbench').waitFor();
  // The button in the title comes with our manifest: from here on the command palette knows our commands.
  if (file) await page.locator('.editor-actions [aria-label^="Show Session Timeline"]').first().waitFor();
}

/** URI of a file as the workbench knows it. */
export function remoteUri(code: RunningCode, file: string): string {
  return `vscode-remote://127.0.0.1:${code.port}${pathToFileURL(file).pathname}`;
}

/** Runs a command by its title, through the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.waitFor();
  await input.fill(`>${title}`);
  // While the list is still being narrowed down a row may move away under a click: the one that Enter takes is certain.
  await page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}

/** Picks an entry of the list that is open, by its label: with the keyboard, since rows move while a list still grows. */
export async function choose(page: Page, label: string): Promise<void> {
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const entry = rows.filter({ has: page.locator('.label-name', { hasText: new RegExp(`^${label}$`) }) });
  await page.locator('.quick-input-widget input[type=text]').fill(label);
  await entry.first().waitFor();
  const focused = entry.and(page.locator('.focused'));
  // Other entries may hold the same words and stand before it.
  for (let moves = await rows.count(); moves > 0 && (await focused.count()) === 0; moves--)
    await page.keyboard.press('ArrowDown');
  await focused.first().waitFor();
  await page.keyboard.press('Enter');
}

/** Puts the keyboard into a file that is open already, wherever it was before. */
export async function focusFile(page: Page, name: string): Promise<void> {
  const group = page
    .locator('.editor-group-container')
    .filter({ has: page.locator('.tab', { hasText: name }) })
    .first();
  await group.locator('.tab', { hasText: name }).first().click();
  await group.locator('.monaco-editor.focused').waitFor();
}

/** Opens a file of the workspace by a part of its path. */
export async function openFile(page: Page, part: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+P');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.waitFor();
  await input.fill(part);
  // Files opened before stand in the list until the search has answered: the row must be the one that is meant.
  const name = part.split('/').at(-1)!;
  const folder = part.slice(0, -name.length).replace(/\/$/, '');
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name', { hasText: name }) })
    .filter(folder ? { has: page.locator('.label-description', { hasText: new RegExp(`${folder}$`) }) } : {})
    .first()
    .click();
  await page.locator('.tab.active').filter({ hasText: name }).first().waitFor();
}

/** Goes to the first place of a text in the file that has the keyboard. */
export async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+F');
  const widget = page.locator('.find-widget.visible');
  await widget.locator('textarea').first().fill(text);
  await widget.locator('.matchesCount', { hasText: /^1 of/ }).waitFor();
  await page.keyboard.press('Escape');
  await widget.waitFor({ state: 'detached' });
}

/** Puts the cursor into the file that is open; one-based, as the status bar says it. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('ControlOrMeta+P');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await cursorAt(page, line, column);
}

/** Resolves when the status bar says that the cursor is there. */
export async function cursorAt(page: Page, line: number, column?: number): Promise<void> {
  const place = new RegExp(`Ln ${line}, Col ${column ?? ''}`);
  await page.locator('.statusbar-item').filter({ hasText: place }).first().waitFor();
}

/**
 * Resolves when VS Code asks for no code actions any more. Two requests under way at once cost it one of them, without a
 * word (`CodeActionModel`), and it makes its own: for a light bulb, a quarter of a second after cursor or problems have
 * changed and right after a quick fix; one that comes upon a quick fix is put aside for half a second and then takes the
 * place of whatever the user has asked for meanwhile. The first of those ends the putting aside, so that all have come a
 * second later, on the clock of the page.
 */
export async function settleCodeActions(page: Page): Promise<void> {
  for (let step = 0; step < 2; step++)
    await page.evaluate(() => new Promise<void>((resolve) => void setTimeout(resolve, 500)));
}

/** The Problems panel, opened when it is not. */
export async function problems(page: Page): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await runCommand(page, 'Problems: Focus on Problems View');
  await panel.waitFor();
  return panel;
}

/** The page inside the timeline panel. Webviews live in frames within frames, which come and go. */
export function timelineFrame(page: Page): Promise<Frame> {
  return new Promise((resolve, reject) => {
    const watch = (frame: Frame) => {
      const script = frame.locator('script[src*="timeline.js"]');
      // A frame that goes away while it is watched was not the one.
      script.waitFor({ state: 'attached', timeout: LIMIT }).then(
        () => settle(() => resolve(frame)),
        () => undefined,
      );
    };
    const settle = (then: () => void) => {
      page.off('frameattached', watch);
      clearTimeout(limit);
      then();
    };
    const limit = setTimeout(() => {
      const urls = page.frames().map((frame) => frame.url());
      settle(() => reject(new Error(`no timeline among ${urls.join(', ')}`)));
    }, LIMIT);
    page.on('frameattached', watch);
    page.frames().forEach(watch);
  });
}

/** Writes a picture of the window, with everything faded in that is still fading. */
export async function takePicture(page: Page, file: string): Promise<void> {
  await page.screenshot({ path: file, animations: 'disabled' });
}
