import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { launchBrowser } from './host/browser';
import { desktopCommand } from './host/desktop';
import { ensureEmbeddedCode } from './host/embedded';
import { freshProfile, installIntoDesktop, installIntoEmbedded, type Profile } from './host/profile';
import { type RunningCode, serveWorkbench } from './host/serve';
import { openWorkbench, takePicture, timelineFrame } from './host/workbench';
import { packageExtension } from './package';
import { artifacts, ROOT } from './place';

/**
 * `npm start [-- PATH] [--once]`: packs the extension, installs it into a throw-away profile of the VS Code at hand (or
 * of one from npm) and opens a site with its findings and its timeline. With `--once` or `CI=true` it looks that both
 * are there, keeps a picture and ends.
 */

/** What is opened. */
interface Site {
  readonly folder: string;
  readonly file: string;
}

async function main(args: readonly string[]): Promise<void> {
  const once = args.includes('--once') || process.env.CI === 'true';
  const named = args.find((argument) => !argument.startsWith('--'));
  const site = named ? siteAt(path.resolve(process.env.INIT_CWD ?? '.', named)) : sampleSite();
  say(`Packing the extension`);
  const vsix = await packageExtension();
  const profile = freshProfile({ 'sessionTimelineDemo.file': site.file });
  const demo = path.join(profile.home, 'demo.vsix');
  await createVSIX({
    cwd: path.join(ROOT, 'scripts/demo'),
    packagePath: demo,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });

  const command = once ? undefined : desktopCommand();
  if (command) {
    for (const extension of [vsix, demo]) installIntoDesktop(command, profile, extension);
    openInDesktop(command, profile, site);
    return;
  }
  const embedded = ensureEmbeddedCode();
  for (const extension of [vsix, demo]) installIntoEmbedded(embedded, profile, extension);
  const code = await serveWorkbench(embedded, profile, path.join(artifacts(), 'start.log'));
  const address = `${code.url}/?folder=${encodeURIComponent(site.folder)}`;
  await lookAtIt(code, site);
  if (once) {
    await code.stop();
    return;
  }
  say(`Session Timeline is open at ${address}`);
  say('Ctrl+C ends it.');
  if (hasDesktop()) openInBrowser(address);
}

function openInDesktop(command: string, profile: Profile, { folder }: Site): void {
  say(`Opening ${folder} in ${command}, with a profile of its own (${profile.home})`);
  const args = [
    `--user-data-dir=${profile.userData}`,
    `--extensions-dir=${profile.extensions}`,
    '--new-window',
    folder,
  ];
  spawn(command, args, { stdio: 'ignore', detached: true, shell: process.platform === 'win32' }).unref();
}

/** The proof that a user would see it: the timeline's heading, and a picture of the whole window. */
async function lookAtIt(code: RunningCode, { folder }: Site): Promise<void> {
  const browser = await launchBrowser();
  const picture = path.join(artifacts(), 'start.png');
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
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

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
