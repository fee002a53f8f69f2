import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../../package.json';
import { fileUri, open } from './waiting';

const ID = `${manifest.publisher}.${manifest.name}`;

describe('Documents', () => {
  it('knows a web.config as XML in any case, with or without a declaration', async () => {
    for (const file of [
      'shop/Web.config',
      'shop/Web.Release.config',
      'names/WEB.CONFIG',
      'iis/config/applicationHost.config',
    ]) {
      assert.equal((await open(fileUri(file))).document.languageId, 'xml', file);
    }
  });

  it('leaves .config files that are not XML alone', async () => {
    assert.notEqual((await open(fileUri('names/maven.config'))).document.languageId, 'xml');
    assert.deepEqual(vscode.languages.getDiagnostics(fileUri('names/maven.config')), []);
  });

  it('is active in a workspace that holds a web.config', async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension, `${ID} is not installed`);
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    for (const { command } of manifest.contributes.commands) assert.ok(commands.includes(command), command);
  });
});
