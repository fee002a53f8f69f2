import { commands, type Disposable, type ExtensionContext, l10n, Uri, window, workspace } from 'vscode';
import { ShowTimelineCommand } from '../../server/src/lsp/protocol';
import { packagedFile } from './packaged';

/** What travels of the sample site; the first is the file to look at. */
const FILES = [
  'shop/Web.config',
  'shop/Web.Debug.config',
  'shop/Web.Release.config',
  'shop/Global.asax',
  'shop/Orders/Web.config',
  'iis/config/applicationHost.config',
  'README.md',
];

/** Set while the folder of the sample is about to be opened. */
const OPENING = 'sample.opening';

/** The sample site, copied to where it may be changed, with its timeline. */
export function registerSample(context: ExtensionContext): Disposable {
  const folder = Uri.joinPath(context.globalStorageUri, 'sample');
  void arrive(context, folder);
  return commands.registerCommand('sessionTimeline.openSample', async () => {
    for (const file of FILES) {
      const bytes = await packagedFile(context, `samples/${file}`);
      await workspace.fs.writeFile(Uri.joinPath(folder, file), bytes);
    }
    if (isOpen(folder)) return showSite(folder);
    await context.globalState.update(OPENING, true);
    await commands.executeCommand('vscode.openFolder', folder, {
      forceNewWindow: !!workspace.workspaceFolders?.length,
    });
  });
}

/** The window that opened with the sample shows what there is to see. */
async function arrive(context: ExtensionContext, folder: Uri): Promise<void> {
  if (!isOpen(folder) || !context.globalState.get(OPENING)) return;
  await context.globalState.update(OPENING, undefined);
  await showSite(folder);
}

function isOpen(folder: Uri): boolean {
  return !!workspace.workspaceFolders?.some(({ uri }) => uri.toString() === folder.toString());
}

async function showSite(folder: Uri): Promise<void> {
  const file = Uri.joinPath(folder, FILES[0]!);
  await window.showTextDocument(file, { preview: false });
  await commands.executeCommand(ShowTimelineCommand, file);
  window.setStatusBarMessage(l10n.t('A copy of the sample site: change what you like.'), 10_000);
}
