import { extensions, type LogOutputChannel, Uri, workspace } from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, vsdiag } from 'vscode-languageclient';
import {
  type FileSystemParams,
  type InitializationOptions,
  ListFolderRequest,
  type ListFolderResult,
  ReadFileRequest,
  type ReadFileResult,
  type ReadModuleParams,
  ReadModuleRequest,
} from '../../server/src/lsp/protocol';
import { CODE_FILES, CONFIG_FILES, isRevision } from './documents';
import { RULE_PAGES } from './rulePages';
import { listFolder, readFile, readModule } from './workspaceFiles';

export const CLIENT_ID = 'sessionTimeline';
export const CLIENT_NAME = 'Session Timeline';

/** Says itself what is not well-formed; two squiggles under one mistake help nobody. */
const OTHER_XML = 'redhat.vscode-xml';

/** What desktop and web share; each adds only how its server is started. */
export function clientOptions(log: LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [...CONFIG_FILES, ...CODE_FILES] as LanguageClientOptions['documentSelector'],
    outputChannel: log,
    initializationOptions: {
      checksXml: !extensions.getExtension(OTHER_XML),
      rulePages: RULE_PAGES,
    } satisfies InitializationOptions,
    // Set whole: the client merges over "never", so a key left out would switch that trigger off.
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true, onTabs: false },
    middleware: {
      provideDiagnostics: (document, previousResultId, token, next) => {
        const uri = document instanceof Uri ? document : document.uri;
        if (!isRevision(uri)) return next(document, previousResultId, token);
        return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
      },
    },
    markdown: { isTrusted: false, supportHtml: false },
  };
}

/** Answers the server's questions about files that are not on its disk. */
export function serveFiles(client: BaseLanguageClient, extension: Uri): void {
  client.onRequest<ReadFileResult, void>(ReadFileRequest, ({ uri }: FileSystemParams) =>
    readFile(workspace, Uri.parse(uri)),
  );
  client.onRequest<ListFolderResult, void>(ListFolderRequest, ({ uri }: FileSystemParams) =>
    listFolder(workspace, Uri.parse(uri)),
  );
  client.onRequest<string, void>(ReadModuleRequest, ({ name }: ReadModuleParams) =>
    readModule(workspace, extension, name),
  );
}
