import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedCode } from './embedded';

/** Folders of a throw-away profile: nothing of the user's own VS Code is read or changed. */
export interface Profile {
  readonly home: string;
  readonly userData: string;
  readonly extensions: string;
}

/** Quiet and repeatable: no welcome page, no tips, no update, no network, no AI. */
const SETTINGS = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** A fresh profile below the temporary folder, with `settings` on top of the quiet ones. */
export function freshProfile(settings: Readonly<Record<string, unknown>> = {}): Profile {
  const home = mkdtempSync(path.join(tmpdir(), 'session-timeline-'));
  const profile = { home, userData: path.join(home, 'user'), extensions: path.join(home, 'extensions') };
  const user = path.join(profile.userData, 'User');
  mkdirSync(user, { recursive: true });
  mkdirSync(profile.extensions, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  return profile;
}

/**
 * Installs a VSIX into a profile of the embedded VS Code.
 * @throws with what VS Code said when it refuses.
 */
export function installIntoEmbedded(code: EmbeddedCode, profile: Profile, vsix: string): void {
  const args = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  run(code.node, [code.entry, '--install-extension', vsix, ...args]);
}

/** The same into a desktop VS Code, by its command-line tool. */
export function installIntoDesktop(command: string, profile: Profile, vsix: string): void {
  run(command, [
    `--user-data-dir=${profile.userData}`,
    `--extensions-dir=${profile.extensions}`,
    '--install-extension',
    vsix,
  ]);
}

function run(command: string, args: readonly string[]): void {
  const result = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  const said = `${result.stdout}${result.stderr}`;
  if (result.status === 0 && /successfully installed/.test(said)) return;
  throw new Error(`${path.basename(args.at(-1) ?? '')} was not installed: ${result.error?.message ?? said}`);
}
