import {
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver-types';
import { actionsAt } from '../features/inFile';
import { hashOf } from '../hash';
import { isXml, linesOf, type ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';
import { FIX_ALL, fixAllAction, quickFixes, refactorings } from './codeActions';
import { look, type ServerContext } from './context';
import { diagnosticsOf, fileFindings, SOURCE, workOutFindings } from './diagnostics';
import { severityOf } from './ranges';

export const findingCapabilities = {
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, FIX_ALL] },
  diagnosticProvider: { identifier: 'session-timeline', interFileDependencies: true, workspaceDiagnostics: true },
};

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

/** Findings, asked for by clients that pull, and their fixes. */
export function registerFindings(context: ServerContext): void {
  const { connection, guard, turn, uris, log } = context;
  const { Full, Unchanged } = DocumentDiagnosticReportKind;

  function reportOf(site: Site, file: ParsedFile, previous: string | undefined): Report {
    const items = diagnosticsOf(context, site, file);
    const resultId = resultIdOf(items);
    return resultId === previous ? { kind: Unchanged, resultId } : { kind: Full, resultId, items };
  }

  const nothing: Report = { kind: Full, items: [] };
  connection.languages.diagnostics.on(
    guard('Diagnostics', nothing, async ({ textDocument, previousResultId }): Promise<Report> => {
      const input = await look(context, textDocument.uri);
      if (input) return reportOf(input.site, input.file, previousResultId);
      return { kind: Full, items: await refusal(context, textDocument.uri) };
    }),
  );

  connection.languages.diagnostics.onWorkspace(
    guard(
      'Workspace diagnostics',
      { items: [] },
      async ({ previousResultIds }, token): Promise<WorkspaceDiagnosticReport> => {
        const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        for (;;) {
          const seen = context.revision();
          const workspace = await context.live().settled();
          const items: WorkspaceDocumentDiagnosticReport[] = [];
          const reported = new Set<string>();
          for (const site of workspace.sites) {
            await workOutFindings(site, log, turn);
            await turn();
            for (const file of site.sources.values()) {
              if (token.isCancellationRequested) return { items: [] };
              const uri = uris.uriOf(file.path);
              if (reported.has(uri)) continue;
              reported.add(uri);
              const report = reportOf(site, file, previous.get(uri));
              if (report.kind === Unchanged || (report.items.length === 0 && !previous.has(uri))) continue;
              items.push({ ...report, uri, version: context.versionOf(file) });
            }
          }
          for (const uri of previous.keys())
            if (!reported.has(uri)) items.push({ kind: Full, uri, version: null, items: [] });
          if (items.length > 0) return { items };
          // The client asks again two seconds after each answer: hold the request until there is news.
          if (seen === context.revision()) {
            const cancelled = new Promise<void>((resolve) => void token.onCancellationRequested(() => resolve()));
            await Promise.race([context.nextChange(), cancelled]);
          }
          if (token.isCancellationRequested) return { items: [] };
        }
      },
    ),
  );

  connection.onCodeAction(
    guard('Code actions', [], async ({ textDocument, range, context: wanted }): Promise<CodeAction[]> => {
      const input = await look(context, textDocument.uri);
      if (!input) return [];
      const { site, file } = input;
      const findings = fileFindings(context, site, file);
      const wants = (kind: string) =>
        !wanted.only || wanted.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      const actions: CodeAction[] = [];
      if (wants(CodeActionKind.QuickFix)) {
        const span = { start: linesOf(file).offsetAt(range.start), end: linesOf(file).offsetAt(range.end) };
        actions.push(...quickFixes(site, file, findings, span, wanted.diagnostics, uris, context.versionOf));
      }
      if (wants(CodeActionKind.RefactorExtract)) {
        const changes = actionsAt(input, linesOf(file).offsetAt(range.start));
        actions.push(...refactorings(site, changes, uris, context.versionOf));
      }
      // Only on demand: it runs the rules again on what it has mended.
      if (wanted.only && wants(FIX_ALL)) {
        const workspace = await context.live().settled();
        const after = async (texts: ReadonlyMap<string, string>) =>
          fileFindings(context, await workspace.preview(site, texts), file);
        const all = await fixAllAction(file, findings, after, uris, context.versionOf);
        if (all) actions.push(all);
      }
      return actions;
    }),
  );
}

/** A file that is not looked at says so, instead of looking clean. */
async function refusal(context: ServerContext, uri: string): Promise<Diagnostic[]> {
  const reason = (await context.live().settled()).refusal(context.uris.pathOf(uri));
  const start = { line: 0, character: 0 };
  if (!reason) return [];
  const message = `This file is not looked at: ${reason}.`;
  return [{ range: { start, end: start }, message, severity: severityOf.information, source: SOURCE }];
}

/** For clients that cannot pull: sends what has changed, and takes back what was sent for files that are gone. */
export function pusher(context: ServerContext): () => Promise<void> {
  const sent = new Map<string, string>();
  return async () => {
    const workspace = await context.live().settled();
    const left = new Set(sent.keys());
    for (const site of workspace.sites) {
      for (const file of site.sources.values()) {
        const uri = context.uris.uriOf(file.path);
        if (!left.delete(uri) && sent.has(uri)) continue;
        const diagnostics = diagnosticsOf(context, site, file);
        // Of thousands of files of code hardly one has a finding.
        if (!isXml(file) && diagnostics.length === 0 && !sent.has(uri)) continue;
        const hash = resultIdOf(diagnostics);
        if (sent.get(uri) === hash) continue;
        sent.set(uri, hash);
        await context.connection.sendDiagnostics({ uri, diagnostics });
      }
    }
    for (const uri of left) {
      sent.delete(uri);
      await context.connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  };
}

/** Tells two results apart. */
function resultIdOf(items: readonly Diagnostic[]): string {
  const text = JSON.stringify(items);
  return `${text.length}:${hashOf(text)}`;
}
