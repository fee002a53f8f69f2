import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, findings, has, hoverText, open, revert, ruleOf, timelineTabs, until } from './waiting';

const OUTLIVES = 'auth-outlives-session-data';
const ILLEGAL = 'illegal-literal';

describe('The sample shop', () => {
  const config = fileUri('shop/Web.config');

  afterEach(() => revert(config));

  it('says that the sign-in outlives the session data, with the other side and a page about it', async () => {
    await open(config);
    const found = (await findings(config, has(OUTLIVES))).find((finding) => ruleOf(finding) === OUTLIVES)!;
    assert.equal(found.source, 'Session Timeline');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(found.message, /10 min/);
    assert.ok(found.relatedInformation?.length, 'the other side is named');
    assert.ok(typeof found.code === 'object' && found.code.target, 'it links to its page');
  });

  it('says that a time span in roleManager stops the site from starting', async () => {
    const { document } = await open(config);
    const found = await findings(config, (all) => all.some(({ message }) => message.includes('cookieTimeout')));
    const error = found.find(({ message }) => message.includes('cookieTimeout'))!;
    assert.equal(error.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(error.range).replaceAll('"', ''), '00:30:00');
  });

  it('finds what is wrong in a file that nobody opened', async () => {
    const orders = fileUri('shop/Orders/Web.config');
    const found = await findings(orders, has('section-not-allowed-here'));
    assert.ok(found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error));
    assert.ok(!vscode.window.visibleTextEditors.some((editor) => editor.document.uri.toString() === orders.toString()));
  });

  it('explains a setting where the cursor is', async () => {
    const { document } = await open(config);
    await findings(config, has(OUTLIVES));
    assert.match(await hoverText(document, 'cookieName="SHOPSESSION" time|out="20"'), /20 min/);
  });

  it('writes what a number means beside it', async () => {
    const { document } = await open(config);
    await findings(config, has(OUTLIVES));
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      config,
      whole,
    );
    const labels = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
    assert.ok(
      labels.some((label) => label.includes('5 min')),
      labels.join(' | '),
    );
  });

  it('lists the settings of the file', async () => {
    await open(config);
    await findings(config, has(OUTLIVES));
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      config,
    );
    const names = (list: readonly vscode.DocumentSymbol[]): string[] =>
      list.flatMap(({ name, children }) => [name, ...names(children)]);
    assert.ok(
      names(symbols).some((name) => name.includes('sessionState')),
      names(symbols).join(', '),
    );
  });

  it('takes a finding away when its quick fix is applied', async () => {
    await open(config);
    const found = (await findings(config, has(OUTLIVES))).find((finding) => ruleOf(finding) === OUTLIVES)!;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      config,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit }) => edit);
    assert.ok(fix?.edit, `no fix among ${actions.map(({ title }) => title).join(', ')}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await findings(config, (all) => !has(OUTLIVES)(all));
  });

  it('makes what is safe with Fix All, and leaves to people what they have to decide', async () => {
    const { document } = await open(config);
    await findings(config, (all) => has(OUTLIVES)(all) && has(ILLEGAL)(all));
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [all] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      config,
      whole,
      vscode.CodeActionKind.SourceFixAll.value,
    );
    assert.ok(all?.edit, 'Fix All is offered');
    assert.ok(await vscode.workspace.applyEdit(all.edit));
    await findings(config, (left) => has(OUTLIVES)(left) && !has(ILLEGAL)(left));
    const again = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      config,
      new vscode.Range(0, 0, document.lineCount, 0),
      vscode.CodeActionKind.SourceFixAll.value,
    );
    assert.deepEqual(
      again.filter(({ edit }) => edit),
      [],
      'nothing safe is left to fix',
    );
  });

  it('follows the severity that the settings give a rule', async () => {
    await open(config);
    await findings(config, has(OUTLIVES));
    const settings = vscode.workspace.getConfiguration('sessionTimeline');
    await settings.update('rules', { [OUTLIVES]: 'off' }, vscode.ConfigurationTarget.Workspace);
    try {
      await findings(config, (all) => !has(OUTLIVES)(all));
    } finally {
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await findings(config, has(OUTLIVES));
  });

  it('opens the timeline from the code lens, once for the site', async () => {
    await open(config);
    await findings(config, has(OUTLIVES));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      config,
      50,
    );
    const { command } = lenses.find((lens) => lens.command?.command === 'sessionTimeline.show')!;
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments ?? []));
    await vscode.commands.executeCommand('sessionTimeline.show', fileUri('shop/Web.Release.config'));
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)).join(', ');
    const timelines = await until([vscode.window.tabGroups.onDidChangeTabs], timelineTabs, labels);
    assert.deepEqual(
      timelines.map(({ label }) => /shop/i.test(label)),
      [true],
    );
    await vscode.window.tabGroups.close(timelines);
  });

  it('goes on after its server is restarted', async () => {
    await open(config);
    await findings(config, has(OUTLIVES));
    await vscode.commands.executeCommand('sessionTimeline.restartServer');
    await findings(config, has(OUTLIVES));
  });
});
