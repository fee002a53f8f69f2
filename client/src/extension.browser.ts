import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { CLIENT_ID, CLIENT_NAME } from './client';
import { start, stop } from './start';

/** vscode.dev and github.dev: the server is a worker. A factory, because restarting needs a fresh one. */
export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, 'dist/web/server.js').toString(true);
  start(context, (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, async () => new Worker(script), options));
}

export function deactivate(): Promise<void> {
  return stop();
}
