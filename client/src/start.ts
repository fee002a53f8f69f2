import { EventEmitter, type ExtensionContext, l10n, languages, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { TimelineChangedNotification } from '../../server/src/lsp/protocol';
import { CLIENT_NAME, clientOptions, serveFiles } from './client';
import { registerCommands } from './commands';
import { CONFIG_FILES, isRevision, SITE_FILES } from './documents';
import { showLayerTree } from './layerTree';
import { registerPreviews } from './previews';
import { registerRulePages } from './rulePages';
import { registerSample } from './sample';
import type { Server } from './server';
import { showStatus } from './status';
import { timelinePanels } from './timeline/panel';

let running: BaseLanguageClient | undefined;

/**
 * Registers what the user sees and starts the server when there is something for it to read: VS Code activates us for
 * every XML file, and most have nothing to do with sessions.
 */
export function start(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): void {
  const log = window.createOutputChannel(CLIENT_NAME, { log: true });
  const client = createClient(clientOptions(log));
  serveFiles(client, context.extensionUri);
  // The client keeps one handler for each notification: those who listen share it.
  const changed = new EventEmitter<void>();
  client.onNotification(TimelineChangedNotification, () => changed.fire());

  let starting: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    running = client;
    starting ??= client.start().catch(async (error: unknown) => {
      starting = undefined;
      log.error(error instanceof Error ? error : String(error));
      const showLog = l10n.t('Show Log');
      const message = l10n.t('Session Timeline could not start its server.');
      if ((await window.showErrorMessage(message, showLog)) === showLog) log.show();
      throw error;
    });
    return starting;
  };

  const server: Server = {
    request: async (method, params) => {
      await ready();
      return client.sendRequest(method, params);
    },
    restart: async () => {
      if (client.isRunning()) await client.stop();
      starting = undefined;
      await ready();
    },
    onDidChange: changed.event,
  };

  const panels = timelinePanels(context, server, log);
  context.subscriptions.push(log, changed, panels, ...registerCommands(server, panels, log), ...showStatus(server));
  context.subscriptions.push(...registerPreviews(server), ...showLayerTree(server));
  context.subscriptions.push(registerRulePages(context), registerSample(context));
  startWhenNeeded(context, () => void ready().catch(() => undefined));
}

/** Ends the server with the window. */
export async function stop(): Promise<void> {
  await running?.stop();
  running = undefined;
}

function startWhenNeeded(context: ExtensionContext, startServer: () => void): void {
  const concernsUs = (document: Parameters<typeof languages.match>[1]) =>
    !isRevision(document.uri) && languages.match([...CONFIG_FILES], document) > 0;
  if (workspace.textDocuments.some(concernsUs)) {
    startServer();
    return;
  }
  const opened = workspace.onDidOpenTextDocument((document) => {
    if (!concernsUs(document)) return;
    opened.dispose();
    startServer();
  });
  context.subscriptions.push(opened);
  for (const glob of SITE_FILES) void workspace.findFiles(glob, undefined, 1).then(([site]) => site && startServer());
}
