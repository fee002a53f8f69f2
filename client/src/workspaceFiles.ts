import { FileSystemError, FileType, Uri, type workspace as VSCodeWorkspace } from 'vscode';
import { BYTE_LIMIT } from '../../server/src/files/files';
import type { ListFolderResult, ReadFileResult } from '../../server/src/lsp/protocol';

type Workspace = Pick<typeof VSCodeWorkspace, 'fs' | 'getWorkspaceFolder'>;

/** Bytes of a file of the workspace; what lies outside is refused, whatever a configuration file names. */
export async function readFile(workspace: Workspace, uri: Uri): Promise<ReadFileResult> {
  if (!workspace.getWorkspaceFolder(uri)) return { kind: 'refused', reason: 'it is outside the workspace' };
  try {
    const stat = await workspace.fs.stat(uri);
    if (stat.type & FileType.Directory) return { kind: 'refused', reason: 'it is a folder' };
    if (stat.size > BYTE_LIMIT) return { kind: 'refused', reason: `it is larger than ${BYTE_LIMIT / 1_000_000} MB` };
    const bytes = await workspace.fs.readFile(uri);
    return { kind: 'bytes', base64: base64Of(bytes), version: `${stat.mtime}-${stat.size}` };
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return { kind: 'missing' };
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Files and folders in name order; links are left out, since where they lead is not known here. */
export async function listFolder(workspace: Workspace, uri: Uri): Promise<ListFolderResult> {
  if (!workspace.getWorkspaceFolder(uri)) return [];
  try {
    const entries = await workspace.fs.readDirectory(uri);
    return entries
      .filter(([, type]) => type === FileType.File || type === FileType.Directory)
      .map(([name, type]) => ({ name, kind: type === FileType.File ? ('file' as const) : ('folder' as const) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** A WebAssembly module that travels with the extension; a server must not read anything else of it. */
export async function readModule(workspace: Pick<Workspace, 'fs'>, extension: Uri, name: string): Promise<string> {
  if (!/^[\w-]+\.wasm$/.test(name)) throw new Error(`${name} is no module`);
  return base64Of(await workspace.fs.readFile(Uri.joinPath(extension, 'dist', name)));
}

/** The web extension host has no `Buffer`, and `btoa` takes one character for each byte. */
function base64Of(bytes: Uint8Array): string {
  const chunk = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return btoa(binary);
}
