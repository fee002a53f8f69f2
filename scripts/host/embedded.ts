import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../place';

/**
 * A real VS Code from npm, for machines that can reach a package registry and nothing else: code-server with the
 * Node it wants, both as npm packages. Its native modules are not built; VS Code logs that and does without.
 */
export interface EmbeddedCode {
  /** The Node that runs it. */
  readonly node: string;
  /** code-server: installs extensions, serves the workbench as a user sees it. */
  readonly entry: string;
  /** VS Code's own server: takes the payload that extension tests are started with. */
  readonly server: string;
}

const CODE_SERVER = '4.139.1';
const NODE_MAJOR = '24';

/** Where the packages are, or would be. */
const HOME = path.join(ROOT, '.vscode-test', `code-server-${CODE_SERVER}-node-${NODE_MAJOR}`);

/** Installed once into `.vscode-test` (about 800 MB, half a minute), then found there. */
export function ensureEmbeddedCode(): EmbeddedCode {
  if (!existsSync(HOME)) install();
  const codeServer = path.join(HOME, 'node_modules/code-server');
  return {
    node: path.join(HOME, 'node_modules', nodePackage(), 'bin/node'),
    entry: path.join(codeServer, 'out/node/entry.js'),
    server: path.join(codeServer, 'lib/vscode/out/server-main.js'),
  };
}

/** Built aside and renamed when whole, so that an interrupted install is never taken for a good one. */
function install(): void {
  const parent = path.dirname(HOME);
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent);
  const aside = mkdtempSync(path.join(parent, 'partial-'));
  process.stderr.write(`Installing VS Code from npm into ${path.relative(ROOT, HOME)}\n`);
  writeFileSync(path.join(aside, 'package.json'), '{ "private": true }\n');
  npm(aside, [`${nodePackage()}@${NODE_MAJOR}`, `code-server@${CODE_SERVER}`]);
  npm(path.join(aside, 'node_modules/code-server/lib/vscode'), ['--omit=dev']);
  renameSync(aside, HOME);
}

function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (name.startsWith('partial-')) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function npm(folder: string, args: readonly string[]): void {
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args];
  const run = spawnSync('npm', flags, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.status !== 0) {
    throw new Error(`npm ${flags.join(' ')} failed in ${folder}:\n${run.error?.message ?? run.stderr}`);
  }
}

function nodePackage(): string {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}
