import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { readModule } from './files/modules';
import { nodeFiles } from './files/node';
import type { Runtime } from './lsp/runtime';
import { startServer } from './lsp/server';

/** Bytes of the young generation, both of its halves. */
const YOUNG_GENERATION = 8 * 1024 * 1024;

fixYoungGeneration();
// V8 would let the rest of the heap grow fourfold before it looks for trees that are dead.
setFlagsFromString('--heap-growing-percent=50');

/** They travel beside the bundle. */
const pages = join(__dirname, '../docs/rules');

const runtime: Runtime = {
  files: nodeFiles,
  module: readModule,
  rulePages: existsSync(pages) ? `${pathToFileURL(pages).href}/{id}.md` : undefined,
  turn: () => new Promise((next) => setImmediate(next)),
  timer: {
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  },
};

startServer(createConnection(ProposedFeatures.all), runtime);

/**
 * An edit leaves a few megabytes of trees that live until the next one. A large young generation copies them in one go,
 * twenty milliseconds in the middle of an answer, and holds memory that nothing else gets; a small one copies everything
 * twice (`npm run bench`). Its size is an option of the process only, and editors start servers as they like: here it is
 * made to grow, by objects that live, and then kept from growing.
 */
function fixYoungGeneration(): void {
  const living: number[][] = [];
  while (youngGeneration() < YOUNG_GENERATION && living.length < 1000) living.push(new Array(5000).fill(0));
  setFlagsFromString('--semi-space-growth-factor=1');
}

function youngGeneration(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
}
