import * as vscode from 'vscode';
import { fileUri, findings, has, open, revert } from './waiting';

const OUTLIVES = 'auth-outlives-session-data';
const BREAKS_OFF = 'file-not-understood';

describe('Bad input', () => {
  it('keeps the findings of other files when one is empty, binary or half typed', async () => {
    for (const file of ['bad/empty/Web.config', 'bad/halfTyped/Web.config']) await open(fileUri(file));
    const config = fileUri('shop/Web.config');
    await open(config);
    await findings(config, has(OUTLIVES));
  });

  it('says where a half-typed file breaks off, and is quiet again when it is whole', async () => {
    const config = fileUri('shop/Web.config');
    const editor = await open(config);
    await findings(config, has(OUTLIVES));
    const end = editor.document.getText().lastIndexOf('</configuration>');
    const close = new vscode.Range(editor.document.positionAt(end), editor.document.positionAt(end + 16));
    await editor.edit((edit) => edit.replace(close, ''));
    await findings(config, has(BREAKS_OFF));
    await revert(config);
    await findings(config, (all) => has(OUTLIVES)(all) && !has(BREAKS_OFF)(all));
  });
});
