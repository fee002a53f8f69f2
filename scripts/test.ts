import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from './chromium';
import { ensureEmbeddedCode } from './host/embedded';
import { artifacts, ROOT } from './place';
import type { Summary } from './summary';

/**
 * `npm test`: types, style, build, then every suite, each in a process of its own. Ends with one line of numbers, for
 * people and build servers alike. `npm test -- unit lsp` runs only the suites named.
 */

interface Result {
  readonly name: string;
  readonly seconds: number;
  readonly summary: Summary;
}

/** A step that is right or wrong as a whole; it counts only when it is wrong. */
interface Check {
  readonly name: string;
  run(): Promise<void>;
}

interface Suite {
  readonly name: string;
  readonly folder: string;
  /** Suites that a user's machine is spared. */
  readonly onlyInCi?: boolean;
  /** Script and arguments; the file for the summary is added. */
  readonly command: readonly string[];
  readonly needs: readonly ('build' | 'chromium' | 'vsix')[];
}

const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');

const CHECKS: readonly Check[] = [
  { name: 'types', run: () => tool('typescript', 'tsc', ['-p', '.']) },
  { name: 'lint', run: () => tool('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']) },
];

const SUITES: readonly Suite[] = [
  mocha('unit', 'test/unit', []),
  mocha('lsp', 'test/lsp', ['build']),
  mocha('command line', 'test/cli', ['build']),
  mocha('webview', 'test/webview', ['build', 'chromium']),
  {
    name: 'editor: in the extension host',
    folder: 'test/editor/host',
    command: ['test/editor/runHost.ts'],
    needs: ['build', 'chromium'],
  },
  mocha('editor: as a user sees it', 'test/editor/user', ['vsix', 'chromium']),
  // Microsoft's transform engine beside ours, on pairs that nobody has seen; needs .NET and says so where there is none.
  { name: 'oracle', folder: 'test/oracle', onlyInCi: true, command: ['scripts/oracleSuite.ts'], needs: [] },
];

function mocha(name: string, folder: string, needs: Suite['needs']): Suite {
  return { name, folder, command: ['scripts/mocha.ts', folder], needs };
}

async function main(wanted: readonly string[]): Promise<void> {
  const results: Result[] = [];
  const suites = SUITES.filter(
    ({ name, folder, onlyInCi }) =>
      (onlyInCi ? process.env.CI || wanted.length > 0 : holdsTests(folder)) &&
      (wanted.length === 0 || wanted.some((word) => name.includes(word))),
  );
  const needs = new Set(suites.flatMap((suite) => suite.needs));

  if (wanted.length === 0) results.push(...(await Promise.all(CHECKS.map(check))));
  if (needs.has('chromium')) {
    results.push(
      await check({
        name: 'browser and editor to test in',
        run: async () => void [ensureChromium(), ensureEmbeddedCode()],
      }),
    );
  }
  if (needs.has('vsix')) results.push(await check({ name: 'package', run: () => script([TSX, 'scripts/package.ts']) }));
  else if (needs.has('build')) results.push(await check({ name: 'build', run: () => script(['scripts/build.mjs']) }));
  for (const suite of suites) results.push(await run(suite));

  print(results);
  process.exitCode = results.some(({ summary }) => summary.failed > 0) ? 1 : 0;
}

async function check({ name, run }: Check): Promise<Result> {
  const started = Date.now();
  const failures: { title: string; message: string }[] = [];
  try {
    await run();
  } catch (error) {
    failures.push({ title: name, message: error instanceof Error ? error.message : String(error) });
  }
  return report({
    name,
    seconds: secondsSince(started),
    summary: { passed: 0, failed: failures.length, skipped: 0, failures },
  });
}

async function run({ name, command }: Suite): Promise<Result> {
  const started = Date.now();
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'session-timeline-summary-')), 'summary.json');
  let ended = '';
  try {
    await script([TSX, ...command, file]);
  } catch (error) {
    ended = error instanceof Error ? error.message : String(error);
  }
  const summary: Summary = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0, failures: [{ title: name, message: `ended without a result\n${ended}` }] };
  return report({ name, seconds: secondsSince(started), summary });
}

function report(result: Result): Result {
  const { name, seconds, summary } = result;
  const counts = summary.passed + summary.failed > 0 ? `${summary.passed} passed, ${summary.failed} failed` : 'ok';
  const skipped = summary.skipped > 0 ? `, ${summary.skipped} skipped` : '';
  process.stdout.write(`${summary.failed > 0 ? '✗' : '✓'} ${name}: ${counts}${skipped} (${seconds.toFixed(1)} s)\n`);
  return result;
}

function print(results: readonly Result[]): void {
  for (const { name, summary } of results) {
    for (const { title, message } of summary.failures) process.stdout.write(`\n✗ ${name}: ${title}\n${message}\n`);
  }
  const sum = (of: (summary: Summary) => number) => results.reduce((total, { summary }) => total + of(summary), 0);
  process.stdout.write(`\nPictures and logs: ${path.relative(ROOT, artifacts())}\n`);
  process.stdout.write(`${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed\n`);
}

/** The command of an installed package. */
function tool(packageName: string, command: string, args: readonly string[]): Promise<void> {
  const folder = path.join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return script([path.join(folder, typeof bin === 'string' ? bin : bin[command]), ...args]);
}

/** An endless loop is a failure, not a wait; how fast a machine is, is none of its business. */
const GUARD_MINUTES = 60;

/** Runs a script with this Node. @throws with all it said when it fails or does not end. */
function script(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    const limit = setTimeout(() => {
      said.push(Buffer.from(`\nstopped after ${GUARD_MINUTES} minutes`));
      killAll(child);
      setTimeout(() => killAll(child, 'SIGKILL'), 20_000).unref();
    }, GUARD_MINUTES * 60_000);
    const killWithUs = () => killAll(child);
    process.once('exit', killWithUs);
    child.once('error', reject);
    child.once('close', (status) => {
      clearTimeout(limit);
      process.off('exit', killWithUs);
      if (status === 0) resolve();
      else reject(new Error(Buffer.concat(said).toString().trim().slice(-20_000)));
    });
  });
}

/** Ends a suite; what it started in groups of their own (browsers, editors) it ends itself. */
function killAll(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (child.exitCode !== null || child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, signal);
  } catch {
    // It ended by itself in between.
  }
}

function holdsTests(folder: string): boolean {
  const full = path.join(ROOT, folder);
  return (
    existsSync(full) &&
    readdirSync(full, { recursive: true, encoding: 'utf8' }).some((name) => /\.(test|host)\.tsx?$/.test(name))
  );
}

function secondsSince(started: number): number {
  return (Date.now() - started) / 1000;
}

// Without a listener a signal ends this process and leaves the suites.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

void main(process.argv.slice(2));
