import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { ROOT } from '../place';
import type { Profile } from './profile';

/** The desktop VS Code of `@vscode/test-electron`, for machines that can download it and have a screen for it. */

/** `SESSION_TIMELINE_HOST=desktop|embedded` decides; otherwise desktop where it is downloaded or can be. */
export async function desktopIsAtHand(): Promise<boolean> {
  const wanted = process.env.SESSION_TIMELINE_HOST;
  if (wanted) return wanted === 'desktop';
  if (!hasScreen()) return false;
  return isDownloaded() || canDownload();
}

export interface ExtensionTests {
  /** Compiled module that exports `run()`. */
  readonly entry: string;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs extension tests in it; resolves when they have ended, whatever they say. */
export async function runInDesktop({ entry, workspace, env }: ExtensionTests): Promise<void> {
  await runTests({
    vscodeExecutablePath: await downloadAndUnzipVSCode('stable'),
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: entry,
    extensionTestsEnv: { ...env },
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
    ],
  });
}

/** The `code` command of a desktop VS Code on the PATH, or undefined. */
export function desktopCommand(): string | undefined {
  if (process.env.SESSION_TIMELINE_HOST === 'embedded') return undefined;
  const found = ['code', 'code-insiders', 'codium'].find(
    (command) => spawnSync(command, ['--version'], { shell: process.platform === 'win32' }).status === 0,
  );
  return found && hasScreen() ? found : undefined;
}

/** A window of its own on a folder. `ended` resolves when it is closed, by whom ever. */
export function openDesktop(
  command: string,
  profile: Profile,
  folder: string,
): { readonly ended: Promise<void>; stop(): void } {
  const flags = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  const child = spawn(command, [...flags, '--new-window', '--wait', folder], {
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  const stop = () => {
    const editor = processOf(profile);
    if (editor !== undefined && child.exitCode === null) process.kill(editor);
    child.kill();
  };
  return { ended, stop };
}

/** The command hands over to a process of its own, whose number VS Code keeps in the profile. */
function processOf(profile: Profile): number | undefined {
  const file = path.join(profile.userData, 'code.lock');
  const number = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return number > 0 ? number : undefined;
}

function hasScreen(): boolean {
  return process.platform !== 'linux' || !!process.env.DISPLAY || !!process.env.WAYLAND_DISPLAY;
}

function isDownloaded(): boolean {
  const cache = path.join(ROOT, '.vscode-test');
  return existsSync(cache) && readdirSync(cache).some((name) => name.startsWith('vscode-'));
}

async function canDownload(): Promise<boolean> {
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(5000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
