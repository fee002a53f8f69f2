import { remembered } from '../maps';
import type { FilePath } from './files';

/** Length of the part that `..` cannot climb above: `/`, `c:/`, `scheme://authority/`. */
function rootLength(path: FilePath): number {
  const match = /^(?:[a-z]:\/|[a-z][a-z0-9+.-]+:\/\/[^/]*\/|\/)/i.exec(path);
  return match ? match[0].length : 0;
}

/** Folder of a path, without a slash at its end, except for a root. */
export function folderOf(path: FilePath): FilePath {
  const root = rootLength(path);
  const cut = path.lastIndexOf('/');
  return cut < root ? path.slice(0, root) : path.slice(0, cut);
}

export function nameOf(path: FilePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Joins and normalises `.` and `..`; `\` in the relative part counts as `/`. */
export function join(folder: FilePath, relative: string): FilePath {
  const slashed = relative.replace(/\\/g, '/');
  const whole = rootLength(slashed) > 0 ? slashed : `${folder.replace(/\/$/, '')}/${slashed}`;
  const root = whole.slice(0, rootLength(whole));
  const parts: string[] = [];
  for (const part of whole.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return root + parts.join('/');
}

/** Is `path` the folder itself or below it? Compared without case. */
export function isInside(folder: FilePath, path: FilePath): boolean {
  const base = keyOf(folder).replace(/\/$/, '');
  const key = keyOf(path);
  return key === base || key.startsWith(`${base}/`);
}

/** `path` as seen from `folder`, with `/`; `.` for the folder itself, the whole path when it is elsewhere. */
export function relativeTo(folder: FilePath, path: FilePath): string {
  const base = folder.replace(/\/$/, '');
  if (keyOf(path) === keyOf(base)) return '.';
  return isInside(base, path) ? path.slice(base.length + 1) : path;
}

/** Key for comparing paths without case. At every edit those of all files of a site are compared again. */
export const keyOf = remembered(20_000, (path: FilePath): string => path.toLowerCase());
