import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { CLIENT_ID, CLIENT_NAME } from './client';
import { start, stop } from './start';

/** vscode.dev and github.dev: the server is a worker. A factory, because restarting needs a fresh one. */
export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.js');
  start(context, (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, () => connect(script), options));
}

export function deactivate(): Promise<void> {
  return stop();
}

/**
 * Hands the client reader and writer rather than the worker: it knows a worker by `instanceof`, and VS Code's extension
 * host puts a function of its own in the place of `Worker`.
 */
async function connect(script: Uri): Promise<MessageTransports> {
  const worker = await startWorker(script);
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** A worker cannot load its script from a remote machine by address; then it is handed the script itself. */
async function startWorker(script: Uri): Promise<Worker> {
  if (script.scheme !== 'vscode-remote') return new Worker(script.toString(true));
  const source = await workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([new Uint8Array(source)], { type: 'text/javascript' }));
  return new Worker(address);
}
