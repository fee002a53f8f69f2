// Bundles the three faces of the product with esbuild: the extension (desktop and web), its server with the command
// line, and the timeline page. `--production` minifies and insists on every entry; `--watch` rebuilds on change.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { noticesFor } from './notices.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const node = { platform: 'node', format: 'cjs', target: 'node20.18' };
const browser = { platform: 'browser', format: 'cjs', target: 'es2022' };
const worker = { platform: 'browser', format: 'iife', target: 'es2022' };

/**
 * The server of desktops, the one of web editors and the command line are one bundle, since nearly all of it is the same
 * engine: in a worker it serves the page that made it, run by itself it serves, and `dist/cli.js`, which loads it, makes
 * it the command. What only one of them needs is not run in the others.
 */
const SERVER_AND_COMMAND = `
if (typeof importScripts === 'function') require('./main.browser');
else if (require.main === module) require('./main.node');
else require('./cli');`;
const COMMAND = `#!/usr/bin/env node\nrequire('./server.js');\n`;

/** Packages say of some files that they are for browsers only; the bundle of the server is for both. */
const browserFiles = {
  name: 'browser files',
  setup(build) {
    build.onResolve({ filter: /^vscode-[a-z-]+\/browser$/ }, async ({ path: name, kind, importer, resolveDir }) => {
      // Where the package itself is found, for this importer: there may be two versions of it.
      const { path: common } = await build.resolve(name.replace(/\/browser$/, ''), { kind, importer, resolveDir });
      return { path: common.replace(/lib.common.api\.js$/, path.normalize('lib/browser/main.js')) };
    });
  },
};

/** What is bundled from what. Extension hosts hand in `vscode`; everything else travels in the bundle. */
const entries = [
  { from: 'client/src/extension.ts', to: 'extension', options: { ...node, external: ['vscode'] } },
  {
    from: 'server/src/main.node.ts',
    to: 'server',
    code: SERVER_AND_COMMAND,
    options: { ...node, plugins: [browserFiles] },
  },
  { from: 'client/src/extension.browser.ts', to: 'web/extension', options: { ...browser, external: ['vscode'] } },
  {
    from: 'client/webview/main.tsx',
    to: 'webview/timeline',
    options: { ...worker, jsx: 'automatic', jsxImportSource: 'preact' },
  },
];

/** What travels as it is: the parser for C# and its grammar, loaded when a C# file matters. */
const COPIED = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
];

function optionsFor({ from, to, code, options }) {
  return {
    absWorkingDir: ROOT,
    ...(code ? inline(code, from, to) : { entryPoints: { [to]: from }, outdir: 'dist' }),
    bundle: true,
    // Of one the main finds its modules at run time only, of the other it asks for its own address, which a bundle has not.
    alias: {
      'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
      // Its build for Node asks for modules of Node, which a worker has not.
      yaml: path.join(ROOT, 'node_modules/yaml/browser/index.js'),
      'web-tree-sitter': path.join(ROOT, 'node_modules/web-tree-sitter/web-tree-sitter.cjs'),
    },
    metafile: true,
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
  await mkdir(path.join(ROOT, 'dist'), { recursive: true });
  await writeFile(path.join(ROOT, 'dist/cli.js'), COMMAND, { mode: 0o755 });
  for (const file of COPIED) await copyFile(path.join(ROOT, file), path.join(ROOT, 'dist', path.basename(file)));
  const bundled = results.flatMap(({ value }) => Object.keys(value?.metafile.inputs ?? {}));
  await writeFile(path.join(ROOT, 'dist/THIRD-PARTY-NOTICES.txt'), noticesFor([...bundled, ...COPIED], ROOT));
}
