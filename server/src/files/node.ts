import { readFile } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { getOrInsertComputed } from '../maps';
import { decodeText } from './encoding';
import { BYTE_LIMIT, type Entry, type FilePath, type FileRead, type Files } from './files';
import { folderOf, isInside } from './paths';

/** Hundreds of files are read when a site is opened: the older interface takes half the time of the one with handles. */
const contentOf = promisify(readFile);

/**
 * Files on this machine's disk. Reads are refused for UNC paths (opening one hands out the user's credentials),
 * for what is not a plain file, and for links that lead out of `roots`; folders never list such links.
 */
export function nodeFiles(roots: readonly FilePath[]): Files {
  const realOf = (folder: FilePath) => fs.realpath(folder).catch(() => path.resolve(folder));
  const realRoots = Promise.all(roots.map(realOf));
  const isUnderRoot = (target: FilePath) => roots.some((root) => isInside(root, target));
  /** Any folder on the way may be a link. What the user named outside the roots must stay in its own folder. */
  const leavesRoots = async (target: FilePath): Promise<boolean> => {
    if (roots.length === 0) return false;
    const real = await fs.realpath(target);
    const allowed = isUnderRoot(target) ? await realRoots : [await realOf(folderOf(target))];
    return !allowed.some((root) => real === root || real.startsWith(root.endsWith(path.sep) ? root : root + path.sep));
  };
  /** What is no link itself goes where its folder goes: those asked for at one time share the look at it. */
  const looks = new Map<FilePath, Promise<boolean>>();
  const folderLeavesRoots = (folder: FilePath): Promise<boolean> | boolean => {
    if (!isUnderRoot(folder)) return false;
    return getOrInsertComputed(looks, folder, () => leavesRoots(folder).finally(() => looks.delete(folder)));
  };

  return {
    async read(file): Promise<FileRead> {
      if (isUnc(file)) return { kind: 'refused', reason: 'it is a network path' };
      try {
        const entry = await fs.lstat(file);
        const isLink = entry.isSymbolicLink();
        if (await (isLink ? leavesRoots(file) : folderLeavesRoots(folderOf(file))))
          return { kind: 'refused', reason: 'it is a link that leaves the workspace' };
        const target = isLink ? await fs.stat(file) : entry;
        if (!target.isFile()) return { kind: 'refused', reason: 'it is not a file' };
        if (target.size > BYTE_LIMIT)
          return { kind: 'refused', reason: `it is larger than ${BYTE_LIMIT / 1_000_000} MB` };
        const decoded = decodeText(await contentOf(file));
        if (decoded.kind !== 'text') return decoded;
        return { ...decoded, version: `${target.mtimeMs}:${target.size}` };
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
        return { kind: 'refused', reason: `it cannot be read (${code ?? String(error)})` };
      }
    },
    async list(folder): Promise<Entry[]> {
      if (isUnc(folder)) return [];
      const entries: Entry[] = [];
      const found = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
      for (const entry of found) {
        if (entry.isFile()) entries.push({ name: entry.name, kind: 'file' });
        else if (entry.isDirectory()) entries.push({ name: entry.name, kind: 'folder' });
        else if (entry.isSymbolicLink()) {
          const target = `${folder.replace(/\/$/, '')}/${entry.name}`;
          if (await leavesRoots(target).catch(() => true)) continue;
          const stat = await fs.stat(target).catch(() => undefined);
          // A linked folder may hold itself, so only files are followed.
          if (stat?.isFile()) entries.push({ name: entry.name, kind: 'file' });
        }
      }
      return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    },
  };
}

function isUnc(file: FilePath): boolean {
  return file.startsWith('//') || file.startsWith('\\\\');
}
