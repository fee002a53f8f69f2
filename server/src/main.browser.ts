import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { Runtime } from './lsp/runtime';
import { startServer } from './lsp/server';

declare const self: DedicatedWorkerGlobalScope;
type DedicatedWorkerGlobalScope = Worker;

const runtime: Runtime = {
  // A worker has no disk: the client reads for it.
  files: () => undefined,
  turn: () => new Promise((next) => setTimeout(next)),
  timer: {
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  },
};

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), runtime);
