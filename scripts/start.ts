import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { launchBrowser } from './host/browser';
import { desktopCommand, openDesktop } from './host/desktop';
import { ensureEmbeddedCode } from './host/embedded';
import { freshProfile, installIntoDesktop, installIntoEmbedded, type Profile } from './host/profile';
import { type RunningCode, serveWorkbench } from './host/serve';
import { LIMIT, openWorkbench, takePicture, timelineFrame } from './host/workbench';
import { packageExtension } from './package';
import { artifacts, ROOT } from './place';

/**
 * `npm start [-- PATH] [--once]`: packs the extension, installs it into a throw-away profile of the VS Code at hand (or
 * of one from npm) and opens a site with its findings and its timeline. It waits for as long as the editor lives, and
 * ends what it started on Ctrl+C. With `--once` or `CI=true` it looks that both are there, keeps a picture and ends.
 */

/** What is opened. */
interface Site {
  readonly folder: string;
  readonly file: string;
}

const WHAT_TO_TRY = `What to try first:
  1. Problems (below the editor) says which timeouts do not fit together, with the line; Ctrl+. on one offers fixes.
  2. The timeline beside the file: drag a click or the flag, press "Worst case"; it follows while you type.
  3. Hover over timeout="20" in Web.config: what it is worth, who decided it, what it does to users.
  4. F1, "Session Timeline: Choose Variant…": the same site as Release or Debug deploys it.`;

/** What has to be ended or cleared away, the latest first. */
const started: (() => Promise<void> | void)[] = [];

async function main(args: readonly string[]): Promise<void> {
  const once = args.includes('--once') || process.env.CI === 'true';
  const named = args.find((argument) => !argument.startsWith('--'));
  const site = named ? siteAt(path.resolve(process.env.INIT_CWD ?? '.', named)) : sampleSite();
  const command = once ? undefined : desktopCommand();
  say('Packing the extension …');
  const vsix = await packageExtension();
  const profile = freshProfile({ 'sessionTimelineDemo.file': site.file });
  started.push(() => rmSync(profile.home, { recursive: true, force: true }));
  const demo = path.join(profile.home, 'demo.vsix');
  await createVSIX({
    cwd: path.join(ROOT, 'scripts/demo'),
    packagePath: demo,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  if (command) return inDesktop(command, profile, site, [vsix, demo]);
  return inEmbedded(profile, site, [vsix, demo], once);
}

async function inDesktop(
  command: string,
  profile: Profile,
  { folder }: Site,
  extensions: readonly string[],
): Promise<void> {
  say(`Installing it into ${command}, in a profile of its own …`);
  for (const extension of extensions) installIntoDesktop(command, profile, extension);
  const { ended, stop } = openDesktop(command, profile, folder);
  started.push(stop);
  say(`${folder} is open in ${command}. This waits until its window is closed; Ctrl+C closes it.`);
  say(WHAT_TO_TRY);
  await ended;
}

async function inEmbedded(profile: Profile, site: Site, extensions: readonly string[], once: boolean): Promise<void> {
  say('Looking for VS Code; the first time it is installed from npm, 800 MB into .vscode-test …');
  const embedded = ensureEmbeddedCode();
  say('Installing the extension into it …');
  for (const extension of extensions) installIntoEmbedded(embedded, profile, extension);
  say('Waiting for VS Code to answer …');
  const code = await serveWorkbench(embedded, profile, path.join(artifacts(), 'start.log'));
  started.push(() => code.stop());
  if (once) return lookAtIt(code, site);
  const address = `${code.url}/?folder=${encodeURIComponent(site.folder)}`;
  say(`\nSession Timeline is open at ${address}`);
  say('This waits for as long as VS Code lives; Ctrl+C ends it.');
  say(`${WHAT_TO_TRY}\n`);
  if (hasDesktop()) openInBrowser(address);
  // A look that fails says nothing about the editor that the user has open.
  lookAtIt(code, site).catch((error: unknown) => ending || say(`No picture was taken: ${firstLine(error)}`));
  await code.ended;
  if (!ending)
    throw new Error(`VS Code has ended by itself; see ${path.relative(ROOT, path.join(artifacts(), 'start.log'))}`);
}

let ending = false;

/** Ends everything, once. */
async function endAll(): Promise<void> {
  ending = true;
  for (const end of started.splice(0).reverse()) await end();
}

/** The proof that a user would see it: the timeline's heading, and a picture of the whole window. */
async function lookAtIt(code: RunningCode, { folder }: Site): Promise<void> {
  const browser = await launchBrowser();
  started.push(() => browser.close());
  const picture = path.join(artifacts(), 'start.png');
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  page.setDefaultTimeout(LIMIT);
  try {
    await openWorkbench(page, code, folder);
    const timeline = await timelineFrame(page);
    const heading = await timeline.locator('.verdict h1, .empty h1').first().textContent();
    await page.locator('.markers-panel').waitFor();
    say(`The timeline says: ${heading?.trim()}`);
  } finally {
    await takePicture(page, picture);
    await browser.close();
    say(`A picture of it: ${path.relative(ROOT, picture)}`);
  }
}

/** A copy, so that fixes can be tried without changing the checkout. */
function sampleSite(): Site {
  const folder = mkdtempSync(path.join(tmpdir(), 'session-timeline-sample-'));
  started.push(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(path.join(ROOT, 'samples'), folder, { recursive: true });
  return { folder, file: path.join(folder, 'shop/Web.config') };
}

function siteAt(target: string): Site {
  if (!existsSync(target)) throw new Error(`${target} does not exist`);
  if (statSync(target).isFile()) return { folder: path.dirname(target), file: target };
  const file = mainConfigBelow(target);
  if (!file) throw new Error(`no web.config, applicationHost.config or App_Config below ${target}`);
  return { folder: target, file };
}

/** The web.config nearest to the top, else another file that a timeline can start from. */
function mainConfigBelow(folder: string): string | undefined {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !/node_modules/.test(name));
  const depth = (name: string) => name.split(path.sep).length;
  for (const wanted of [
    /(^|[\\/])web\.config$/i,
    /(^|[\\/])applicationHost\.config$/i,
    /App_Config[\\/]Sitecore\.config$/i,
  ]) {
    const [first] = files.filter((name) => wanted.test(name)).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
    if (first) return path.join(folder, first);
  }
  return undefined;
}

function hasDesktop(): boolean {
  return process.platform !== 'linux' || !!process.env.DISPLAY || !!process.env.WAYLAND_DISPLAY;
}

function openInBrowser(address: string): void {
  const opener = { darwin: ['open'], win32: ['cmd', '/c', 'start', '""'] }[process.platform as string] ?? ['xdg-open'];
  spawnSync(opener[0]!, [...opener.slice(1), address], { stdio: 'ignore' });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}

// A terminal sends it to everyone, and the runner of this script hands on its own: the second is no hurry.
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => {
    if (ending) return;
    say('\nEnding what was started …');
    void endAll().then(() => process.exit(status));
  });

main(process.argv.slice(2))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  })
  .then(endAll);
