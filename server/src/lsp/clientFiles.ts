import type { Connection } from 'vscode-languageserver';
import { decodeText } from '../files/encoding';
import type { Entry, FilePath, FileRead, Files } from '../files/files';
import {
  ListFolderRequest,
  type ListFolderResult,
  ReadFileRequest,
  type ReadFileResult,
  type ReadModuleParams,
  ReadModuleRequest,
} from './protocol';
import type { Runtime } from './runtime';
import type { Uris } from './uris';

/**
 * Reads what this machine's disk has by itself, everything else (virtual workspaces, the browser) by asking the client.
 */
export function clientFiles(
  connection: Connection,
  runtime: Runtime,
  uris: Uris,
  roots: () => readonly FilePath[],
): Files {
  let disk: Files | undefined;
  let diskRoots = '';
  const onDisk = (path: FilePath): Files | undefined => {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return undefined;
    const now = roots();
    if (!disk || diskRoots !== now.join('\n')) {
      disk = runtime.files(now);
      diskRoots = now.join('\n');
    }
    return disk;
  };

  return {
    async read(path): Promise<FileRead> {
      const files = onDisk(path);
      if (files) return files.read(path);
      const result = await connection.sendRequest<ReadFileResult>(ReadFileRequest, { uri: uris.uriOf(path) });
      if (result.kind !== 'bytes') return result;
      const decoded = decodeText(bytesOf(result.base64));
      return decoded.kind === 'text' ? { ...decoded, version: result.version } : decoded;
    },
    async list(folder): Promise<readonly Entry[]> {
      const files = onDisk(folder);
      if (files) return files.list(folder);
      const entries = await connection.sendRequest<ListFolderResult>(ListFolderRequest, { uri: uris.uriOf(folder) });
      return [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    },
  };
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** A WebAssembly module that the client has. Rejects when it has none of that name. */
export async function moduleOfClient(connection: Connection, name: string): Promise<Uint8Array> {
  const params: ReadModuleParams = { name };
  return bytesOf(await connection.sendRequest<string>(ReadModuleRequest, params));
}
