import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files/node';
import type { Runtime } from './lsp/runtime';
import { startServer } from './lsp/server';

// An edit leaves a few megabytes of trees that live until the next one. In a large young generation they are copied in
// one go, twenty milliseconds in the middle of an answer; in a small one a little at a time (`npm run bench`).
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--semi-space-growth-factor=1');
// V8 would let the rest of the heap grow fourfold before it looks for trees that are dead.
setFlagsFromString('--heap-growing-percent=50');

const runtime: Runtime = {
  files: nodeFiles,
  turn: () => new Promise((next) => setImmediate(next)),
  timer: {
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  },
};

startServer(createConnection(ProposedFeatures.all), runtime);
