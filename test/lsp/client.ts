import { type ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  type Range,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';

import type { InitializationOptions } from '../../server/src/lsp/protocol';

export const ROOT = path.resolve(__dirname, '../..');

/** A real client that talks to the bundled server over standard input and output. */
export interface Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly result: InitializeResult;
  /** Milliseconds from the start of the process until `initialize` was answered. */
  readonly initialized: number;
  uri(relative: string): string;
  open(relative: string, text: string): Promise<void>;
  /** Replaces the whole text. */
  change(relative: string, text: string): Promise<void>;
  /** Replaces a range, as typing does. */
  type(relative: string, range: Range, text: string): Promise<void>;
  diagnostics(relative: string): Promise<Diagnostic[]>;
  stop(): Promise<void>;
}

export const FULL: ClientCapabilities = {
  textDocument: {
    diagnostic: { relatedDocumentSupport: false },
    publishDiagnostics: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true } },
};

export async function startClient(
  folder: string,
  capabilities: ClientCapabilities = FULL,
  initializationOptions?: InitializationOptions,
  /** What the client answers to the server's own requests. */
  prepare?: (connection: ProtocolConnection) => void,
): Promise<Client> {
  const started = performance.now();
  const server = spawn(process.execPath, [path.join(ROOT, 'dist/cli.js'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout!),
    new StreamMessageWriter(server.stdin!),
  );
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('workspace/codeLens/refresh', () => null);
  prepare?.(connection);
  connection.listen();
  const uri = (relative: string) => pathToFileURL(path.join(folder, relative)).toString();
  const result = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).toString(),
    workspaceFolders: [{ uri: pathToFileURL(folder).toString(), name: 'test' }],
    capabilities,
    initializationOptions,
  });
  const initialized = performance.now() - started;
  await connection.sendNotification(InitializedNotification.type, {});
  const versions = new Map<string, number>();
  const changed = (relative: string, change: TextDocumentContentChangeEvent) => {
    const version = (versions.get(relative) ?? 0) + 1;
    versions.set(relative, version);
    return connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uri(relative), version },
      contentChanges: [change],
    });
  };
  return {
    connection,
    process: server,
    result,
    initialized,
    uri,
    async open(relative, text) {
      versions.set(relative, 1);
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(relative), languageId: 'xml', version: 1, text },
      });
    },
    change: (relative, text) => changed(relative, { text }),
    type: (relative, range, text) => changed(relative, { range, text }),
    async diagnostics(relative) {
      const report: DocumentDiagnosticReport = await connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri: uri(relative) },
      });
      if (report.kind !== 'full') throw new Error('expected a full report');
      return report.items;
    },
    async stop() {
      const left = new Promise((done) => server.once('exit', done));
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await left;
      connection.dispose();
    },
  };
}
