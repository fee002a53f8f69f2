import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import manifest from '../package.json';
import { packagedReadme } from './packagedReadme';
import { ROOT } from './place';

/** Where `npm run package` leaves the extension. */
export const VSIX = path.join(ROOT, `${manifest.name}-${manifest.version}.vsix`);

/** Builds for production and packs; the bundles hold every dependency, so none travels beside them. */
export async function packageExtension(): Promise<string> {
  rmSync(VSIX, { force: true });
  const readme = 'dist/README.md';
  mkdirSync(path.join(ROOT, 'dist'), { recursive: true });
  writeFileSync(path.join(ROOT, readme), packagedReadme(readFileSync(path.join(ROOT, 'README.md'), 'utf8')));
  await createVSIX({
    cwd: ROOT,
    packagePath: VSIX,
    readmePath: readme,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return VSIX;
}

async function main(): Promise<void> {
  const file = await packageExtension();
  process.stdout.write(`${path.relative(ROOT, file)}: ${Math.round(statSync(file).size / 1000)} kB\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main();
