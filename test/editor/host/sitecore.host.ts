import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, fileUri, findings, has, hoverText, open, ruleOf } from './waiting';

/** Whole Sitecore trees of two generations; they lie beside the repository on some machines only. */
describe('Sitecore sites', () => {
  it('9.0 as it is delivered: 20 minutes of data under 30 of sign-in, and nothing said of its own files', async function () {
    const config = fileUri('sitecore-9.0-clean/Web.config');
    if (!(await exists(config))) return this.skip();
    const { document } = await open(config);
    const found = await findings(config, has('auth-outlives-session-data'));
    assert.match(found.find((finding) => ruleOf(finding) === 'auth-outlives-session-data')!.message, /10 min/);
    assert.match(await hoverText(document, '<sessionState mode="InProc" cookieless="false" time|out="20"'), /20 min/);
    const folder = fileUri('sitecore-9.0-clean/App_Config').toString();
    const inLayers = vscode.languages.getDiagnostics().filter(([uri]) => uri.toString().startsWith(`${folder}/`));
    assert.deepEqual(
      inLayers.flatMap(([uri, all]) => all.map((each) => `${uri.path.split('/').pop()}: ${ruleOf(each)}`)),
      [],
    );
  });

  it('9.0: explains a setting of Sitecore', async function () {
    const config = fileUri('sitecore-9.0-clean/App_Config/Sitecore.config');
    if (!(await exists(config))) return this.skip();
    const { document } = await open(config);
    assert.match(
      await hoverText(document, '<setting name="Authentication.ClientSession|Timeout"'),
      /every role: \*\*1 h\*\*/,
    );
  });

  it('10: says which file no layer loads, in a tree with transforms and roles', async function () {
    const config = fileUri('sitecore-10-custom/Website/Web.config');
    if (!(await exists(config))) return this.skip();
    const { document } = await open(config);
    assert.match(
      await hoverText(document, '<sessionState mode="InProc" cookieless="false" cookieSameSite="None" time|out'),
      /20 min/,
    );
    const loose = fileUri('sitecore-10-custom/Website/App_Config/Helix/Sitecore.Helix.Prerequisite.Items.config');
    await findings(loose, has('sitecore-file-not-loaded'));
  });
});
