import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CodeActionKind, type Diagnostic, InlayHintKind, MarkupKind, SymbolKind } from 'vscode-languageserver-types';
import { codeLensesOf } from '../features/codeLens';
import { documentSymbolsOf, type SettingSymbol } from '../features/documentSymbols';
import { hoverAt } from '../features/hover';
import { inlayHintsOf } from '../features/inlayHints';
import type { FeatureInput } from '../features/input';
import { timelineModel } from '../features/timelineModel';
import { join, keyOf } from '../files/paths';
import { verdictOf } from '../session/ofSite';
import { isParsed, type ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';
import { clientFiles } from './clientFiles';
import { FIX_ALL, fixAll, quickFixes, type VersionOf } from './codeActions';
import { diagnosticsOf, fileFindings, SOURCE, siteFindings } from './diagnostics';
import { guardWith, type Log } from './guard';
import { liveWorkspace } from './live';
import {
  type SelectVariantParams,
  SelectVariantRequest,
  type Settings,
  SettingsSection,
  ShowTimelineCommand,
  SitesRequest,
  type SitesResult,
  TimelineChangedNotification,
  type TimelineModelParams,
  TimelineModelRequest,
  type TimelineModelResult,
} from './protocol';
import { rangeOf, severityOf } from './ranges';
import type { Runtime } from './runtime';
import { uris as makeUris } from './uris';

/** What tells a file that this server reads, for clients that watch files for it. */
const WATCHED = ['**/*.config', '**/*.Config', '**/[Gg]lobal.asax'];

/** Serves one client until it says goodbye. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  const uris = makeUris();
  const log: Log = connection.console;
  const guard = guardWith(log, runtime.turn);
  const can = {
    pull: false,
    refresh: false,
    watch: false,
    configuration: false,
    folders: false,
    lensRefresh: false,
    hintRefresh: false,
  };
  let settings: Settings = {
    rules: {},
    applicationHostConfig: '',
    codeLens: { enabled: true },
    inlayHints: { enabled: true },
  };
  let live: ReturnType<typeof liveWorkspace>;
  let revision = 0;
  const waiting: (() => void)[] = [];
  let stopRefresh: (() => void) | undefined;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const { textDocument, workspace } = params.capabilities;
    can.pull = !!textDocument?.diagnostic;
    can.refresh = !!workspace?.diagnostics?.refreshSupport;
    can.watch = !!workspace?.didChangeWatchedFiles?.dynamicRegistration;
    can.configuration = !!workspace?.configuration;
    can.folders = !!workspace?.workspaceFolders;
    can.lensRefresh = !!workspace?.codeLens?.refreshSupport;
    can.hintRefresh = !!workspace?.inlayHint?.refreshSupport;
    const folders =
      params.workspaceFolders?.map((folder) => uris.pathOf(folder.uri)) ??
      (params.rootUri ? [uris.pathOf(params.rootUri)] : []);
    live = liveWorkspace(
      clientFiles(connection, runtime, uris, () => folders),
      folders,
      { log, changed: announce },
    );
    return {
      serverInfo: { name: 'Session Timeline' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        inlayHintProvider: true,
        documentSymbolProvider: true,
        codeLensProvider: {},
        diagnosticProvider: { identifier: 'session-timeline', interFileDependencies: true, workspaceDiagnostics: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (can.watch)
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((globPattern) => ({ globPattern })),
      });
    await readSettings();
    if (can.folders)
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
        live.setRoots(folders.map((folder) => uris.pathOf(folder.uri)));
      });
    await live.settled();
  });

  async function readSettings(): Promise<void> {
    if (!can.configuration) return live.setOptions({});
    const given = (await connection.workspace.getConfiguration(SettingsSection)) as Partial<Settings> | null;
    settings = { ...settings, ...given, rules: given?.rules ?? {} };
    const named = settings.applicationHostConfig;
    const workspace = await connection.workspace.getWorkspaceFolders();
    const base = workspace?.[0] ? uris.pathOf(workspace[0].uri) : '/';
    live.setOptions(named ? { applicationHostConfig: join(base, named) } : {});
  }

  connection.onDidChangeConfiguration(async () => {
    await readSettings();
    announce([]);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => live.touched(changes.map((change) => uris.pathOf(change.uri))));
  documents.onDidOpen(({ document }) => live.opened(uris.pathOf(document.uri), document.getText(), document.version));
  documents.onDidChangeContent(({ document }) =>
    live.edited(uris.pathOf(document.uri), document.getText(), document.version),
  );
  documents.onDidClose(({ document }) => live.closed(uris.pathOf(document.uri)));

  /** Tells the client, once things are quiet, that what it shows of other files may be old. */
  function announce(sites: readonly Site[]): void {
    revision++;
    for (const wake of waiting.splice(0)) wake();
    stopRefresh?.();
    stopRefresh = runtime.timer.after(100, () => {
      void connection.sendNotification(TimelineChangedNotification);
      if (!can.pull) void pushDiagnostics(sites);
      else if (can.refresh) void connection.languages.diagnostics.refresh();
      if (can.lensRefresh) void connection.sendRequest(CodeLensRefreshRequest.type);
    });
  }

  async function pushDiagnostics(sites: readonly Site[]): Promise<void> {
    for (const site of sites)
      for (const file of site.sources.values())
        await connection.sendDiagnostics({
          uri: uris.uriOf(file.path),
          diagnostics: diagnosticsOf(site, file, settings.rules, uris, log),
        });
  }

  /** The file and its site, with every change so far; undefined for files that belong to no site. */
  async function look(uri: string): Promise<(FeatureInput & { document: TextDocument | undefined }) | undefined> {
    const path = uris.pathOf(uri);
    const workspace = await live.settled();
    const site = workspace.siteOf(path);
    const file = site?.sources.get(keyOf(path)) ?? workspace.file(path);
    if (!site || !isParsed(file)) return undefined;
    return {
      site,
      file,
      variant: live.variantOf(site),
      link: markdownLink(workspace.file),
      document: documents.get(uri),
    };
  }

  function markdownLink(fileOf: (path: string) => ParsedFile | undefined): FeatureInput['link'] {
    return ({ file, span }, label) => {
      const line = (fileOf(file)?.lines.positionAt(span.start).line ?? 0) + 1;
      return `[${label}](${uris.uriOf(file)}#L${line})`;
    };
  }

  /** A file that is not looked at says so, instead of looking clean. */
  async function refused(uri: string): Promise<Diagnostic[]> {
    const reason = (await live.settled()).refusal(uris.pathOf(uri));
    const start = { line: 0, character: 0 };
    if (!reason) return [];
    return [
      {
        range: { start, end: start },
        message: `This file is not looked at: ${reason}.`,
        severity: severityOf.information,
        source: SOURCE,
      },
    ];
  }

  const versionOf: VersionOf = (file) => documents.get(uris.uriOf(file.path))?.version ?? null;

  connection.onHover(
    guard('Hover', null, async ({ textDocument, position }) => {
      const input = await look(textDocument.uri);
      const hover = input && hoverAt(input, input.file.lines.offsetAt(position));
      return hover
        ? { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeOf(input.file, hover.span) }
        : null;
    }),
  );

  connection.languages.inlayHint.on(
    guard('Inlay hints', [], async ({ textDocument, range }) => {
      const input = await look(textDocument.uri);
      if (!input || !settings.inlayHints.enabled) return [];
      const span = { start: input.file.lines.offsetAt(range.start), end: input.file.lines.offsetAt(range.end) };
      return inlayHintsOf(input, span).map(({ offset, text, tooltip }) => ({
        position: input.file.lines.positionAt(offset),
        label: text,
        kind: InlayHintKind.Parameter,
        paddingLeft: true,
        tooltip,
      }));
    }),
  );

  connection.onDocumentSymbol(
    guard('Document symbols', [], async ({ textDocument }) => {
      const input = await look(textDocument.uri);
      if (!input) return [];
      const convert = (symbol: SettingSymbol): import('vscode-languageserver-types').DocumentSymbol => ({
        name: symbol.name,
        detail: symbol.detail,
        kind: symbol.kind === 'element' ? SymbolKind.Object : SymbolKind.Property,
        range: rangeOf(input.file, symbol.span),
        selectionRange: rangeOf(input.file, symbol.selection),
        children: symbol.children.map(convert),
      });
      return documentSymbolsOf(input).map(convert);
    }),
  );

  connection.onCodeLens(
    guard('Code lens', [], async ({ textDocument }) => {
      const input = await look(textDocument.uri);
      if (!input || !settings.codeLens.enabled) return [];
      return codeLensesOf(input).map(({ span, title }) => ({
        range: rangeOf(input.file, span),
        command: { title, command: ShowTimelineCommand, arguments: [textDocument.uri] },
      }));
    }),
  );

  connection.onCodeAction(
    guard('Code actions', [], async ({ textDocument, range, context }) => {
      const input = await look(textDocument.uri);
      if (!input) return [];
      const { site, file } = input;
      const findings = fileFindings(site, file, settings.rules, log);
      const wants = (kind: string) =>
        !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      const actions = [];
      if (wants(CodeActionKind.QuickFix)) {
        const span = { start: file.lines.offsetAt(range.start), end: file.lines.offsetAt(range.end) };
        actions.push(...quickFixes(site, file, findings, span, context.diagnostics, uris, versionOf));
      }
      if (context.only && wants(FIX_ALL)) {
        const workspace = await live.settled();
        const after = async (texts: ReadonlyMap<string, string>) =>
          siteFindings(await workspace.preview(site, texts), log);
        const all = await fixAll(site, file, findings, after, uris, versionOf);
        if (all) actions.push(all);
      }
      return actions;
    }),
  );

  const NOTHING: Report = { kind: DocumentDiagnosticReportKind.Full, items: [] };

  type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

  function reportOf(site: Site, file: ParsedFile, previous: string | undefined): Report {
    const items = diagnosticsOf(site, file, settings.rules, uris, log);
    const resultId = hashOf(JSON.stringify(items));
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  connection.languages.diagnostics.on(
    guard('Diagnostics', NOTHING, async ({ textDocument, previousResultId }): Promise<Report> => {
      const input = await look(textDocument.uri);
      if (!input) return { kind: DocumentDiagnosticReportKind.Full, items: await refused(textDocument.uri) };
      return reportOf(input.site, input.file, previousResultId);
    }),
  );

  connection.languages.diagnostics.onWorkspace(
    guard(
      'Workspace diagnostics',
      { items: [] as WorkspaceDocumentDiagnosticReport[] },
      async ({ previousResultIds }, token) => {
        const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        for (;;) {
          const seen = revision;
          const workspace = await live.settled();
          const items: WorkspaceDocumentDiagnosticReport[] = [];
          const reported = new Set<string>();
          for (const site of workspace.sites) {
            for (const file of site.sources.values()) {
              if (token.isCancellationRequested) return { items: [] };
              const uri = uris.uriOf(file.path);
              if (reported.has(uri)) continue;
              reported.add(uri);
              const report = reportOf(site, file, previous.get(uri));
              const nothingNew =
                report.kind === DocumentDiagnosticReportKind.Full && report.items.length === 0 && !previous.has(uri);
              if (report.kind === DocumentDiagnosticReportKind.Full && !nothingNew)
                items.push({ ...report, uri, version: versionOf(file) });
            }
          }
          for (const uri of previous.keys())
            if (!reported.has(uri))
              items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
          if (items.length > 0) return { items };
          // The client asks again two seconds after each answer: hold the request until there is news.
          if (seen === revision)
            await new Promise<void>((wake) => {
              waiting.push(wake);
              token.onCancellationRequested(wake);
            });
          if (token.isCancellationRequested) return { items: [] };
        }
      },
    ),
  );

  connection.onRequest<TimelineModelResult | null, never>(
    TimelineModelRequest,
    guard(
      'Timeline',
      null as TimelineModelResult | null,
      async ({ uri }: TimelineModelParams): Promise<TimelineModelResult | null> => {
        const workspace = await live.settled();
        const site = (uri ? workspace.siteOf(uris.pathOf(uri)) : undefined) ?? workspace.sites[0];
        const { model, places } = timelineModel(site, site ? live.variantOf(site) : null, revision);
        const links: Record<string, import('./protocol').LinkTarget> = {};
        for (const [id, place] of Object.entries(places)) {
          const source = site?.sources.get(keyOf(place.file));
          if (!source) continue;
          const { start, end } = rangeOf(source, place.span);
          links[id] = {
            uri: uris.uriOf(place.file),
            line: start.line,
            character: start.character,
            endLine: end.line,
            endCharacter: end.character,
          };
        }
        return { model, links, root: site ? uris.uriOf(site.root) : null };
      },
    ),
  );

  connection.onRequest<SitesResult, never>(
    SitesRequest,
    guard('Sites', { sites: [] } as SitesResult, async (): Promise<SitesResult> => {
      const workspace = await live.settled();
      return {
        sites: workspace.sites.map((site) => {
          const variant = live.variantOf(site);
          const findings = siteFindings(site, log);
          return {
            root: uris.uriOf(site.root),
            name: site.name,
            stack: site.stack,
            variants: site.variants.map((v) => v.name),
            variant,
            files: [...site.sources.values()].map((file) => uris.uriOf(file.path)),
            verdict: verdictOf(site.view(variant)).text,
            problem: findings.some((finding) => finding.severity === 'error' || finding.severity === 'warning'),
          };
        }),
      };
    }),
  );

  connection.onRequest(
    SelectVariantRequest,
    guard('Select variant', null, async ({ root, variant }: SelectVariantParams) => {
      live.selectVariant(uris.pathOf(root), variant);
      announce((await live.settled()).sites);
      return null;
    }),
  );

  documents.listen(connection);
  connection.listen();
}

/** FNV-1a over UTF-16 units: tells two results apart, nothing more. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}:${(hash >>> 0).toString(36)}`;
}
