import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';

/**
 * The browser that the page tests and the embedded VS Code run in. npm cannot bring one, so it is looked for in the
 * usual places and, on a machine without one, installed by whatever means that machine has.
 */

/** For a headless browser that tests drive: no sandbox (containers run as root), no GPU, no calls home. */
export const HEADLESS_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const ADVICE = `Chromium is needed and could not be installed. Install one of these and try again:
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
  anywhere         npx playwright-core install chromium
or set CHROMIUM to the path of a Chromium, Chrome or Edge that is already here.`;

/** Path of a Chromium, Chrome or Edge on this machine, or undefined. `CHROMIUM` wins when set. */
export function findChromium(): string | undefined {
  return candidates().find((file) => existsSync(file));
}

/**
 * Path of a browser, installed first when there is none: by apt-get when it is here and we are root, otherwise into
 * Playwright's own cache.
 * @throws when neither works, with what to install.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  for (const [command, ...args] of installers()) {
    process.stderr.write(`No Chromium here. Running: ${command} ${args.join(' ')}\n`);
    const run = spawnSync(command!, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (run.status !== 0) process.stderr.write(`${command} ended with ${run.status ?? run.error?.message}\n`);
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(ADVICE);
}

function candidates(): string[] {
  const named = process.env.CHROMIUM ? [process.env.CHROMIUM] : [];
  return [...named, ...onPath(), ...inUsualPlaces(), chromium.executablePath()].filter(Boolean);
}

function onPath(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function inUsualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((variable) => {
      const base = process.env[variable];
      if (!base) return [];
      return [`${base}\\Google\\Chrome\\Application\\chrome.exe`, `${base}\\Microsoft\\Edge\\Application\\msedge.exe`];
    });
  }
  return [];
}

function installers(): string[][] {
  const apt = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const lists = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq', 'update'];
  const browser = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq', 'install', '-y', '--no-install-recommends'];
  const playwright = createRequire(import.meta.url)
    .resolve('playwright-core/package.json')
    .replace(/package\.json$/, 'cli.js');
  return [
    ...(apt ? [lists, [...browser, 'chromium', 'fonts-dejavu-core']] : []),
    [process.execPath, playwright, 'install', ...(apt ? ['--with-deps'] : []), 'chromium'],
  ];
}
