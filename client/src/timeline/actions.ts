import { commands, l10n, Range, Selection, Uri, ViewColumn, window, workspace } from 'vscode';
import type { LinkTarget } from '../../../server/src/lsp/protocol';

/** Opens the file at the value. The timeline keeps its column: files open where files are, or beside on request. */
export async function openSource(
  target: LinkTarget,
  toSide: boolean,
  panelColumn: ViewColumn | undefined,
): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(target.uri));
  const selection = new Range(target.line, target.character, target.endLine, target.endCharacter);
  await window.showTextDocument(document, {
    selection,
    viewColumn: toSide ? ViewColumn.Beside : columnForFiles(panelColumn, document.uri),
  });
}

/** Puts the cursor on a finding and offers its fixes; null: no fix is known, so Problems says what there is. */
export async function showFixes(finding: LinkTarget | null, panelColumn: ViewColumn | undefined): Promise<void> {
  if (!finding) {
    await commands.executeCommand('workbench.actions.view.problems');
    return;
  }
  const document = await workspace.openTextDocument(Uri.parse(finding.uri));
  const editor = await window.showTextDocument(document, { viewColumn: columnForFiles(panelColumn, document.uri) });
  const range = new Range(finding.line, finding.character, finding.endLine, finding.endCharacter);
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range);
  await commands.executeCommand('editor.action.quickFix');
}

/** Asks for one of the web.config files of the workspace, or for any file when there is none. */
export async function chooseConfigFile(): Promise<Uri | undefined> {
  const files = await workspace.findFiles(
    '**/[Ww][Ee][Bb].[Cc][Oo][Nn][Ff][Ii][Gg]',
    '**/{node_modules,bin,obj}/**',
    500,
  );
  if (files.length === 0) return openAnyFile();
  const items = files
    .map((uri) => ({ label: workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Which site?') });
  return chosen?.uri;
}

/** A file outside the workspace is looked at while it is open. */
async function openAnyFile(): Promise<Uri | undefined> {
  const title = l10n.t('There is no web.config in this workspace: choose one elsewhere');
  const filters = { [l10n.t('Configuration files')]: ['config'], [l10n.t('All files')]: ['*'] };
  const [chosen] = (await window.showOpenDialog({ title, filters })) ?? [];
  if (chosen) await window.showTextDocument(chosen, { preview: false });
  return chosen;
}

/** Where the file is open already, else the first column that is not the timeline's. */
function columnForFiles(panelColumn: ViewColumn | undefined, uri: Uri): ViewColumn {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  if (shown?.viewColumn) return shown.viewColumn;
  return panelColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One;
}
