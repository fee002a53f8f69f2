import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Waiting for what the editor says, never for time to pass. */

/** What has not come by then, on the slowest of machines, will not come. */
const LIMIT = 120_000;

/** Resolves with the first thing `look` finds, now or after any of the events; `seen` says what was there instead. */
export function until<T>(
  events: readonly vscode.Event<unknown>[],
  look: () => T | undefined | Promise<T | undefined>,
  seen: () => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const listening: vscode.Disposable[] = [];
    const limit = setTimeout(() => settle(() => reject(new Error(`waited in vain; there was ${seen()}`))), LIMIT);
    const settle = (then: () => void) => {
      clearTimeout(limit);
      vscode.Disposable.from(...listening).dispose();
      then();
    };
    const again = async () => {
      try {
        const found = await look();
        if (found !== undefined) settle(() => resolve(found));
      } catch (error) {
        settle(() => reject(error));
      }
    };
    for (const event of events) listening.push(event(() => void again()));
    void again();
  });
}

/** The findings of a file as soon as `when` holds for them. */
export function findings(
  uri: vscode.Uri,
  when: (findings: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(uri);
  return until(
    [vscode.languages.onDidChangeDiagnostics],
    () => (when(now()) ? now() : undefined),
    () =>
      now()
        .map((finding) => `${ruleOf(finding)} (${finding.message})`)
        .join('; ') || 'nothing',
  );
}

/** Rule of a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function has(rule: string): (findings: readonly vscode.Diagnostic[]) => boolean {
  return (findings) => findings.some((finding) => ruleOf(finding) === rule);
}

/** A file of the workspace that VS Code was opened with. */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'VS Code was opened without a folder');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** Opens a file in an editor; `at` is a text in it, the cursor goes before its `|`. */
export async function open(uri: vscode.Uri, at?: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  if (at) {
    const position = positionOf(document, at);
    editor.selection = new vscode.Selection(position, position);
  }
  return editor;
}

/** Where a text with one `|` in it stands. */
export function positionOf(document: vscode.TextDocument, marked: string): vscode.Position {
  const before = marked.indexOf('|');
  const start = document.getText().indexOf(marked.replace('|', ''));
  assert.ok(before >= 0 && start >= 0, `"${marked}" is not in ${document.uri.path}`);
  return document.positionAt(start + before);
}

/** What is shown at a place of a document, marked by one `|` in a text of it. */
export async function hoverText(document: vscode.TextDocument, marked: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, marked),
  );
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((each) => (typeof each === 'string' ? each : each.value)),
  );
  return texts.join('\n');
}

/** Throws away every edit of a file. */
export async function revert(uri: vscode.Uri): Promise<void> {
  await open(uri);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

/** Tabs that show a timeline, or undefined. */
export function timelineTabs(): vscode.Tab[] | undefined {
  const open = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('sessionTimeline.timeline'),
    );
  return open.length > 0 ? open : undefined;
}
