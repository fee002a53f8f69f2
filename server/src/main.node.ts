import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files/node';
import type { Runtime } from './lsp/runtime';
import { startServer } from './lsp/server';

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
