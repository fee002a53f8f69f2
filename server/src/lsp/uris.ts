import { URI } from 'vscode-uri';
import type { FilePath } from '../files/files';
import { keyOf } from '../files/paths';

/** Between the client's URIs and our paths. Remembers how the client wrote a URI, since there is more than one way. */
export interface Uris {
  pathOf(uri: string): FilePath;
  uriOf(path: FilePath): string;
}

export function uris(): Uris {
  const written = new Map<string, string>();
  return {
    pathOf(text) {
      const path = pathOfUri(text);
      written.set(keyOf(path), text);
      return path;
    },
    uriOf: (path) => written.get(keyOf(path)) ?? uriOfPath(path),
  };
}

export function pathOfUri(text: string): FilePath {
  const uri = URI.parse(text);
  if (uri.scheme !== 'file') return `${uri.scheme}://${uri.authority}${uri.path}`;
  if (uri.authority) return `//${uri.authority}${uri.path}`;
  return /^\/[a-z]:/i.test(uri.path) ? uri.path[1]!.toLowerCase() + uri.path.slice(2) : uri.path;
}

export function uriOfPath(path: FilePath): string {
  const other = /^([a-z][a-z0-9+.-]+):\/\/([^/]*)(.*)$/i.exec(path);
  if (other) return URI.from({ scheme: other[1]!, authority: other[2]!, path: other[3]! }).toString();
  return URI.file(path).toString();
}
