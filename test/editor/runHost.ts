import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { runExtensionTests } from '../../scripts/host/extensionTests';
import { artifacts, ROOT } from '../../scripts/place';
import { freshWorkspace } from './workspace';

/**
 * Bundles the tests of `host/`, runs them inside a real VS Code, prints and leaves the summary. With `--prepare` it only
 * makes ready what the launch configuration for debugging them needs.
 */
async function main(argument: string | undefined): Promise<void> {
  const entry = path.join(ROOT, 'dist/test/editor.js');
  await esbuild.build({
    entryPoints: [path.join(ROOT, 'test/editor/host/index.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  if (argument === '--prepare') {
    const workspace = path.join(artifacts('editor'), 'workspace');
    rmSync(workspace, { recursive: true, force: true });
    cpSync(freshWorkspace(), workspace, { recursive: true });
    return;
  }
  const summary = await runExtensionTests(entry, freshWorkspace());
  for (const { title, message } of summary.failures) process.stdout.write(`✗ ${title}\n${message}\n\n`);
  process.stdout.write(`${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped\n`);
  if (argument) writeFileSync(argument, JSON.stringify(summary, null, 2));
  process.exitCode = summary.failed > 0 ? 1 : 0;
}

void main(process.argv[2]);
