// Bundles the three faces of the product with esbuild: the extension (desktop and web), its server, the command
// line, and the timeline page. `--production` minifies and insists on every entry; `--watch` rebuilds on change.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const node = { platform: 'node', format: 'cjs', target: 'node20.18' };
const browser = { platform: 'browser', format: 'cjs', target: 'es2022' };
const worker = { platform: 'browser', format: 'iife', target: 'es2022' };

/**
 * Server and command line are one bundle, since nearly all of it is the same engine: run by itself it serves, and
 * `dist/cli.js`, which loads it, makes it the command.
 */
const SERVER_AND_COMMAND = `if (require.main === module) require('./main.node'); else require('./cli');`;
const COMMAND = `#!/usr/bin/env node\nrequire('./server.js');\n`;

/** What is bundled from what. Extension hosts hand in `vscode`; everything else travels in the bundle. */
const entries = [
  { from: 'client/src/extension.ts', to: 'extension', options: { ...node, external: ['vscode'] } },
  { from: 'server/src/main.node.ts', to: 'server', code: SERVER_AND_COMMAND, options: node },
  { from: 'client/src/extension.browser.ts', to: 'web/extension', options: { ...browser, external: ['vscode'] } },
  { from: 'server/src/main.browser.ts', to: 'web/server', options: worker },
  {
    from: 'client/webview/main.tsx',
    to: 'webview/timeline',
    options: { ...worker, jsx: 'automatic', jsxImportSource: 'preact' },
  },
];

function optionsFor({ from, to, code, options }) {
  return {
    absWorkingDir: ROOT,
    ...(code ? inline(code, from, to) : { entryPoints: { [to]: from }, outdir: 'dist' }),
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
    ...options,
  };
}

/** An entry of a line or two that stands beside `from`. */
function inline(contents, from, to) {
  return { stdin: { contents, resolveDir: path.dirname(path.join(ROOT, from)) }, outfile: `dist/${to}.js` };
}

const present = entries.filter(({ from }) => {
  if (existsSync(path.join(ROOT, from))) return true;
  if (production) throw new Error(`${from} is missing: nothing may be left out of a production build`);
  process.stderr.write(`skipped ${from}: not written yet\n`);
  return false;
});

if (watch) {
  const contexts = await Promise.all(present.map((entry) => esbuild.context(optionsFor(entry))));
  await Promise.all(contexts.map((context) => context.watch()));
  process.stderr.write('watching\n');
} else {
  // Every entry gets its turn, so that one mistake does not hide another.
  const results = await Promise.allSettled(present.map((entry) => esbuild.build(optionsFor(entry))));
  if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
  await writeFile(path.join(ROOT, 'dist/cli.js'), COMMAND, { mode: 0o755 });
}
