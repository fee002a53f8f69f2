import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { join } from '../files/paths';
import { optionsGiven } from '../site/userOptions';
import { watchedGlobs } from '../site/watch';
import { provideCSharp } from '../syntax/csharp/kind';
import { clientFiles, moduleOfClient } from './clientFiles';
import type { ServerContext } from './context';
import { registerDocuments } from './documentHandlers';
import { featureCapabilities, registerFeatures } from './featureHandlers';
import { findingCapabilities, pusher, registerFindings } from './findingHandlers';
import { guardWith } from './guard';
import { registerLayers } from './layerHandlers';
import { type LiveWorkspace, liveWorkspace } from './live';
import {
  type InitializationOptions,
  type Settings,
  SettingsSection,
  TimelineChangedNotification,
  VirtualScheme,
} from './protocol';
import type { Runtime } from './runtime';
import { registerTimeline } from './timelineHandlers';
import { uris as makeUris } from './uris';

/** How long things must be quiet before clients are told that what they show of other files may be old. */
const QUIET = 100;

/** What holds where the user has set nothing. */
const DEFAULTS: Settings = {
  rules: {},
  applicationHostConfig: '',
  codeLens: { enabled: true },
  inlayHints: { enabled: true },
};

/** Serves one client until it says goodbye. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  const uris = makeUris();
  const log = connection.console;
  let can = abilities({});
  let settings = DEFAULTS;
  let checksXml = true;
  let rulePages = runtime.rulePages;
  let live: LiveWorkspace | undefined;
  let revision = 0;
  let waiting: (() => void)[] = [];
  let stopAnnouncing: (() => void) | undefined;

  const context: ServerContext = {
    connection,
    uris,
    log,
    guard: guardWith(log, runtime.turn),
    turn: runtime.turn,
    live() {
      if (!live) throw new Error('asked before initialize');
      return live;
    },
    settings: () => settings,
    revision: () => revision,
    rulePage: (id) => rulePages?.replace('{id}', id),
    nextChange: () => new Promise((wake) => void waiting.push(wake)),
    versionOf: (file) => documents.get(uris.uriOf(file.path))?.version ?? null,
  };
  registerFeatures(context);
  registerFindings(context);
  registerLayers(context);
  registerTimeline(context, changed);
  const { refreshDocuments } = registerDocuments(context);
  const push = pusher(context);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    can = abilities(params.capabilities);
    const options = params.initializationOptions as Partial<InitializationOptions> | undefined;
    checksXml = options?.checksXml ?? true;
    rulePages = options?.rulePages ?? runtime.rulePages;
    const folders = (params.workspaceFolders ?? []).map(({ uri }) => uris.pathOf(uri));
    if (!params.workspaceFolders && params.rootUri) folders.push(uris.pathOf(params.rootUri));
    const files = clientFiles(connection, runtime, uris, () => folders);
    provideCSharp(runtime.module ?? ((name) => moduleOfClient(connection, name)));
    live = liveWorkspace(files, folders, { log, changed });
    return {
      serverInfo: { name: 'Session Timeline' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...featureCapabilities,
        ...findingCapabilities,
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          textDocumentContent: { schemes: [VirtualScheme] },
        },
      },
    };
  });

  connection.onInitialized(async () => {
    const watchers = watchedGlobs().map((globPattern) => ({ globPattern }));
    if (can.watch) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    // Most clients tell of changed settings only those who ask to be told.
    if (can.settings)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: SettingsSection });
    await readSettings();
    if (can.folders)
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
        context.live().setRoots(folders.map(({ uri }) => uris.pathOf(uri)));
      });
    await context.live().settled();
  });

  /** What relative paths of settings start from. A client that says it has folders may still not answer for them. */
  async function firstRoot(): Promise<string | undefined> {
    if (!can.folders) return undefined;
    const folders = await connection.workspace.getWorkspaceFolders().catch(() => null);
    const [first] = folders ?? [];
    return first && uris.pathOf(first.uri);
  }

  /** What others say already is said by us only when the user asks for it. */
  const quiet = (): Settings['rules'] => (checksXml ? {} : { 'xml-not-well-formed': 'off' });

  /** `sent`: what a client that cannot be asked has sent of its own accord. */
  async function readSettings(sent?: Partial<Settings> | null): Promise<void> {
    const asked = can.configuration ? await connection.workspace.getConfiguration(SettingsSection) : sent;
    const given: Partial<Settings> = asked ?? {};
    settings = { ...DEFAULTS, ...given, rules: { ...quiet(), ...given.rules } };
    const host = settings.applicationHostConfig;
    const root = await firstRoot();
    const pathOf = (named: string) => join(root ?? '/', named);
    context
      .live()
      .setOptions({ ...(host && { applicationHostConfig: pathOf(host) }), ...optionsGiven({ ...given }, pathOf) });
  }

  connection.onDidChangeConfiguration(async ({ settings: sent }) => {
    await readSettings(sent?.[SettingsSection]);
    changed();
  });
  connection.onDidChangeWatchedFiles(({ changes }) =>
    context.live().touched(changes.map(({ uri }) => uris.pathOf(uri))),
  );
  documents.onDidOpen(({ document: d }) => context.live().opened(uris.pathOf(d.uri), d.getText(), d.version));
  documents.onDidChangeContent(({ document: d }) => context.live().edited(uris.pathOf(d.uri), d.getText(), d.version));
  documents.onDidClose(({ document: d }) => context.live().closed(uris.pathOf(d.uri)));

  function changed(): void {
    revision++;
    const wakes = waiting;
    waiting = [];
    for (const wake of wakes) wake();
    stopAnnouncing?.();
    stopAnnouncing = runtime.timer.after(QUIET, announce);
  }

  function announce(): void {
    void connection.sendNotification(TimelineChangedNotification);
    if (!can.pull) void push();
    else if (can.diagnosticRefresh) void connection.languages.diagnostics.refresh();
    if (can.lensRefresh) void connection.sendRequest(CodeLensRefreshRequest.type);
    if (can.content) refreshDocuments();
  }

  documents.listen(connection);
  connection.listen();
}

function abilities({ textDocument, workspace }: ClientCapabilities) {
  return {
    pull: !!textDocument?.diagnostic,
    diagnosticRefresh: !!workspace?.diagnostics?.refreshSupport,
    lensRefresh: !!workspace?.codeLens?.refreshSupport,
    watch: !!workspace?.didChangeWatchedFiles?.dynamicRegistration,
    settings: !!workspace?.didChangeConfiguration?.dynamicRegistration,
    configuration: !!workspace?.configuration,
    folders: !!workspace?.workspaceFolders,
    content: !!workspace?.textDocumentContent,
  };
}
