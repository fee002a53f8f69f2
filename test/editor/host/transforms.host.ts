import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, findings, has, open, positionOf, until } from './waiting';

const DEAD = 'execution-timeout-dead';

/** What one says to the server goes through the commands a user has; the rest is asked of VS Code. */
describe('Variants and transforms', () => {
  const base = () => fileUri('shop/Web.config');
  const release = () => fileUri('shop/Web.Release.config');

  it('goes from a value to the line of the transform that decides it, across files', async () => {
    const { document } = await open(base());
    await findings(base(), has(DEAD));
    const all = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      base(),
      positionOf(document, 'compilation de|bug="true"'),
    );
    const files = all.map(({ uri }) => uri.path.split('/').pop());
    assert.ok(files.includes('Web.config') && files.includes('Web.Release.config'), files.join());
  });

  it('shows what a transform makes of its web.config, side by side', async () => {
    await open(release());
    await vscode.commands.executeCommand('sessionTimeline.previewTransform', release());
    const input = await until(
      [vscode.window.tabGroups.onDidChangeTabs],
      () => {
        const found = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return found instanceof vscode.TabInputTextDiff ? found : undefined;
      },
      () => 'no diff',
    );
    assert.equal(input.modified.scheme, 'session-timeline');
    const after = await vscode.workspace.openTextDocument(input.modified);
    assert.ok(!/debug="true"/.test(after.getText()), 'the transform took debug away');
    assert.equal(after.languageId, 'xml');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('opens the effective configuration as a read-only document with origins', async () => {
    await open(base());
    await vscode.commands.executeCommand('sessionTimeline.showEffective');
    const document = await until(
      [vscode.window.onDidChangeActiveTextEditor],
      () => {
        const found = vscode.window.activeTextEditor?.document;
        return found?.uri.scheme === 'session-timeline' ? found : undefined;
      },
      () => vscode.window.activeTextEditor?.document.uri.toString() ?? 'no editor',
    );
    assert.match(document.getText(), /<configuration/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
