import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, findings, has, open, positionOf, timelineTabs, until } from './waiting';

const OUTLIVES = 'auth-outlives-session-data';

/** What one says to the server goes through the commands a user has; the rest is asked of VS Code. */
describe('Variants and transforms', () => {
  const base = () => fileUri('shop/Web.config');
  const release = () => fileUri('shop/Web.Release.config');

  /** As a key binding does it, which names the variant. */
  const lookAt = async (variant: string | null) => {
    await open(base());
    await vscode.commands.executeCommand('sessionTimeline.chooseVariant', { variant });
  };

  afterEach(async () => {
    await lookAt(null);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('lists every line that has a say in a value, in every variant', async () => {
    const { document } = await open(base());
    await findings(base(), has(OUTLIVES));
    const where = (marked: string) => placesOf('vscode.executeReferenceProvider', base(), positionOf(document, marked));
    assert.deepEqual(await where('<forms name=".SHOPAUTH" loginUrl="~/Account/SignIn" defaultUrl="~/" time|out'), [
      'Web.Debug.config: 480',
      'Web.Release.config: 15',
      'Web.config: 30',
    ]);
    assert.deepEqual(await where('<compilation de|bug="true"'), [
      'Web.Release.config: RemoveAttributes(debug)',
      'Web.config: true',
    ]);
  });

  it('goes to the line that decides in the variant at hand, across files', async () => {
    const { document } = await open(base());
    const timeout = positionOf(
      document,
      '<forms name=".SHOPAUTH" loginUrl="~/Account/SignIn" defaultUrl="~/" time|out',
    );
    const definition = () => placesOf('vscode.executeDefinitionProvider', base(), timeout);
    assert.deepEqual(await definition(), ['Web.config: 30']);
    await lookAt('Release');
    assert.deepEqual(await definition(), ['Web.Release.config: 15']);
  });

  it('goes from a transform to the line it changes', async () => {
    const { document } = await open(release());
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      release(),
      9,
    );
    const link = links.find(({ range }) => document.getText(range).includes('RemoveAttributes(debug)'));
    assert.equal(link?.target?.path, base().path);
    const line = Number(/^L(\d+)/.exec(link.target.fragment)?.[1]) - 1;
    const target = await vscode.workspace.openTextDocument(base());
    assert.match(target.lineAt(line).text, /<compilation debug="true"/);
  });

  it('shows what a transform makes of its web.config, side by side', async () => {
    await open(release());
    await vscode.commands.executeCommand('sessionTimeline.previewTransform', release());
    const { original, modified } = await diffAtHand();
    assert.equal(original.toString(), base().toString());
    assert.equal(modified.scheme, 'session-timeline');
    const after = await vscode.workspace.openTextDocument(modified);
    assert.equal(after.languageId, 'xml');
    assert.match(after.getText(), /<compilation targetFramework="4.8"/);
    assert.match(after.getText(), /<forms [^>]*timeout="15"[^>]*slidingExpiration="false"/);
  });

  it('follows the transform while it is edited', async () => {
    const editor = await open(release());
    await vscode.commands.executeCommand('sessionTimeline.previewTransform', release());
    const { modified } = await diffAtHand();
    const after = await vscode.workspace.openTextDocument(modified);
    const timeout = positionOf(editor.document, '<forms timeout="|15"');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(release(), new vscode.Range(timeout, timeout.translate(0, 2)), '45');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(
      [vscode.workspace.onDidChangeTextDocument],
      () => (/<forms [^>]*timeout="45"/.test(after.getText()) ? true : undefined),
      () => after.getText(),
    );
    await open(release());
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('opens the effective configuration as a read-only document that leads to its origins', async () => {
    await lookAt('Release');
    await vscode.commands.executeCommand('sessionTimeline.showEffective');
    const { document } = await readOnlyAtHand();
    assert.equal(document.languageId, 'xml');
    const text = document.getText();
    assert.match(text, /<compilation targetFramework="4\.8" \/> <!-- Web\.Release\.config:8 RemoveAttributes -->/);
    const before = document.version;
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.version, before, 'nobody can type into it');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      9,
    );
    const link = links.find(({ range }) => document.getText(range) === 'Web.Release.config:8 RemoveAttributes');
    assert.equal(link?.target?.path, release().path);
    assert.match(link.target.fragment, /^L8/);
  });

  it('shows the problems and the clocks of the variant at hand, and takes them back', async () => {
    await open(base());
    await findings(base(), has(OUTLIVES));
    await vscode.commands.executeCommand('sessionTimeline.show', base());
    const title = (wanted: string) =>
      until(
        // A title is no event of its own: it comes with a change of the tabs.
        [vscode.window.tabGroups.onDidChangeTabs],
        () => (timelineTabs()?.some(({ label }) => label === wanted) ? true : undefined),
        () =>
          timelineTabs()
            ?.map(({ label }) => label)
            .join(', ') ?? 'no timeline',
      );
    await title('Session timeline: shop');
    await lookAt('Release');
    // 15 minutes of sign-in do not outlive 20 of data.
    await findings(base(), (all) => !has(OUTLIVES)(all));
    await title('Session timeline: shop (Release)');
    await lookAt(null);
    await findings(base(), has(OUTLIVES));
    await title('Session timeline: shop');
  });
});

/** What a provider that answers with places said, as `Web.config: 30`. */
async function placesOf(command: string, uri: vscode.Uri, at: vscode.Position): Promise<string[]> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(command, uri, at);
  const places = found.map((each) =>
    'targetUri' in each ? { uri: each.targetUri, range: each.targetRange } : { uri: each.uri, range: each.range },
  );
  return Promise.all(
    places.map(async (place) => {
      const document = await vscode.workspace.openTextDocument(place.uri);
      return `${place.uri.path.split('/').pop()}: ${document.getText(place.range)}`;
    }),
  );
}

function diffAtHand(): Promise<vscode.TabInputTextDiff> {
  return until(
    [vscode.window.tabGroups.onDidChangeTabs],
    () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff ? input : undefined;
    },
    () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? 'no tab',
  );
}

function readOnlyAtHand(): Promise<vscode.TextEditor> {
  return until(
    [vscode.window.onDidChangeActiveTextEditor],
    () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.scheme === 'session-timeline' ? editor : undefined;
    },
    () => vscode.window.activeTextEditor?.document.uri.toString() ?? 'no editor',
  );
}
