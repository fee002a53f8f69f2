import type { Entry, FilePath, Files } from '../../files/files';
import { isInside, join } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { parseXml } from '../../syntax/xml/parse';
import type { XmlDocument } from '../../syntax/xml/tree';

/** What locating a configuration needs to know of files; a caller with a cache of its own hands that in. */
export interface FileAccess {
  list(folder: FilePath): Promise<readonly Entry[]>;
  /** The parsed file; the same object while the file does not change. Undefined when it cannot be read. */
  tree(file: FilePath): Promise<XmlDocument | undefined>;
}

/** Reads and parses through `files`, each version of a file once. */
export function fileAccess(files: Files): FileAccess {
  const parsed = new Map<FilePath, { version: string; tree: XmlDocument }>();
  return {
    list: (folder) => files.list(folder),
    async tree(file) {
      const read = await files.read(file);
      if (read.kind !== 'text') return undefined;
      const known = parsed.get(file);
      if (known?.version === read.version) return known.tree;
      const tree = parseXml(read.text);
      parsed.set(file, { version: read.version, tree });
      return tree;
    },
  };
}

/** Finds files and folders below a site's root by names in any case, as Windows does. */
export interface SiteFolders {
  readonly root: FilePath;
  entries(folder: FilePath): Promise<readonly Entry[]>;
  /** `/App_Config/Include/` or `App_Config\Sitecore.config` as they are really called; undefined when not there. */
  find(relative: string, kind: Entry['kind']): Promise<FilePath | undefined>;
}

export function siteFolders(access: FileAccess, root: FilePath): SiteFolders {
  const listings = new Map<FilePath, Promise<readonly Entry[]>>();

  function entries(folder: FilePath): Promise<readonly Entry[]> {
    return getOrInsertComputed(listings, folder, () => access.list(folder));
  }

  async function find(relative: string, kind: Entry['kind']): Promise<FilePath | undefined> {
    if (leavesRoot(root, relative)) return undefined;
    let folder = root;
    const parts = partsOf(relative);
    for (const [at, part] of parts.entries()) {
      const wanted = at < parts.length - 1 ? 'folder' : kind;
      const entry = pick(await entries(folder), part, wanted);
      if (!entry) return undefined;
      folder = `${folder.replace(/\/$/, '')}/${entry.name}`;
    }
    return folder;
  }

  return { root, entries, find };
}

/** The entry called so; of two that differ only in case the one spelt alike. */
function pick(entries: readonly Entry[], name: string, kind: Entry['kind']): Entry | undefined {
  const key = name.toLowerCase();
  const fitting = entries.filter((entry) => entry.kind === kind && entry.name.toLowerCase() === key);
  return fitting.find((entry) => entry.name === name) ?? fitting[0];
}

function partsOf(relative: string): string[] {
  return relative
    .replace(/^~/, '')
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.');
}

/** Drives, network paths and ways up lead out of the site; they are refused. */
export function leavesRoot(root: FilePath, relative: string): boolean {
  if (/^\s*(?:[a-z]:|\\\\|\/\/|[a-z][a-z0-9+.-]+:\/\/)/i.test(relative)) return true;
  const parts = partsOf(relative);
  return parts.includes('..') || !isInside(root, join(root, parts.join('/')));
}
