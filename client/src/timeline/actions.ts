import { commands, l10n, languages, Range, Selection, Uri, ViewColumn, window, workspace } from 'vscode';
import type { LinkTarget } from '../../../server/src/lsp/protocol';
import { CLIENT_NAME } from '../client';

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

/** Puts the cursor on the first finding among the files behind a timeline and offers its fixes; else Problems. */
export async function showFixes(places: readonly LinkTarget[], panelColumn: ViewColumn | undefined): Promise<void> {
  for (const uri of new Set(places.map((place) => place.uri))) {
    const finding = languages.getDiagnostics(Uri.parse(uri)).find(({ source }) => source === CLIENT_NAME);
    if (!finding) continue;
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const editor = await window.showTextDocument(document, { viewColumn: columnForFiles(panelColumn, document.uri) });
    editor.selection = new Selection(finding.range.start, finding.range.start);
    editor.revealRange(finding.range);
    await commands.executeCommand('editor.action.quickFix');
    return;
  }
  await commands.executeCommand('workbench.actions.view.problems');
}

/** Asks for one of the web.config files of the workspace. */
export async function chooseConfigFile(): Promise<Uri | undefined> {
  const files = await workspace.findFiles(
    '**/[Ww][Ee][Bb].[Cc][Oo][Nn][Ff][Ii][Gg]',
    '**/{node_modules,bin,obj}/**',
    500,
  );
  const items = files
    .map((uri) => ({ label: workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Which site?') });
  return chosen?.uri;
}

/** Where the file is open already, else the first column that is not the timeline's. */
function columnForFiles(panelColumn: ViewColumn | undefined, uri: Uri): ViewColumn {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  if (shown?.viewColumn) return shown.viewColumn;
  return panelColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One;
}
