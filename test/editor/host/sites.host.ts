import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, fileUri, findings, has, hoverText, open, ruleOf } from './waiting';

const OUTLIVES = 'auth-outlives-session-data';

/** Sites that real people run; they lie beside the repository on some machines only. */
describe('Real sites', () => {
  it('BlogEngine: 90 days signed in against 20 minutes of data, from a file without sessionState', async function () {
    const config = fileUri('blogengine/BlogEngine/BlogEngine.NET/Web.Config');
    if (!(await exists(config))) return this.skip();
    const { document } = await open(config);
    assert.equal(document.languageId, 'xml');
    assert.ok(!document.getText().includes('<sessionState'));
    const found = (await findings(config, has(OUTLIVES))).find((finding) => ruleOf(finding) === OUTLIVES)!;
    assert.match(found.message, /90 d|20 min/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      config,
      found.range,
    );
    const fix = actions.find(({ edit }) => edit);
    assert.ok(fix?.edit, 'it can be fixed');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await findings(config, (all) => !has(OUTLIVES)(all));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('SmartStore: 30 days signed in against 10 minutes of data; debug is a matter of its transforms', async function () {
    const config = fileUri('smartstore/src/Presentation/SmartStore.Web/Web.config');
    if (!(await exists(config))) return this.skip();
    const { document } = await open(config);
    const found = await findings(config, has(OUTLIVES));
    assert.ok(!found.some(({ message }) => message.includes('executionTimeout')));
    assert.match(await hoverText(document, 'execution|Timeout="'), /executionTimeout/);
  });
});
