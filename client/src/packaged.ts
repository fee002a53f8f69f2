import { type ExtensionContext, Uri, workspace } from 'vscode';

/** Bytes of a file that travels with the extension: on a disk, on a remote machine, or where a web page came from. */
export async function packagedFile(context: ExtensionContext, path: string): Promise<Uint8Array> {
  const uri = Uri.joinPath(context.extensionUri, path);
  // Web editors load extensions by address, and their file system knows none.
  if (!/^https?$/.test(uri.scheme)) return workspace.fs.readFile(uri);
  const answer = await fetch(uri.toString(true));
  if (!answer.ok) throw new Error(`${path} cannot be read: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
