import type { FileAccess } from '../../config/sitecore/access';
import { compareNames } from '../../config/sitecore/includeFiles';
import type { Entry, FilePath } from '../../files/files';
import { isInside, keyOf, relativeTo } from '../../files/paths';
import type { Folders } from '../folders';

/** Two projects bring a file of the same path: whichever is published last is there, which no file here tells. */
export interface Collision {
  /** `App_Config/Include/Feature/News.config` */
  readonly path: string;
  /** All that would lie there, in order of path. */
  readonly files: readonly FilePath[];
}

/**
 * The App_Config trees of some web roots as if copied into one: a folder that exists nowhere, whose entries are those of
 * all. Where two bring a file of one path, the last in order of path is taken and `collisions` says so.
 */
export interface ComposedRoot {
  readonly root: FilePath;
  /** Lists folders of the composed root and reads its files. Others are read where they are. */
  access(read: FileAccess['tree']): FileAccess;
  /** The real file behind a path of the composed root; the path itself where it is real. */
  real(path: FilePath): FilePath;
  readonly collisions: readonly Collision[];
}

interface ComposedFolder {
  readonly entries: Map<string, Entry>;
}

export function composedRoot(folders: Folders, root: FilePath, webRoots: readonly FilePath[]): ComposedRoot {
  const composed = new Map<string, ComposedFolder>();
  const files = new Map<string, FilePath[]>();

  for (const webRoot of webRoots) {
    const appConfig = folders.folder(webRoot, 'App_Config');
    if (!appConfig) continue;
    put(root, { name: 'App_Config', kind: 'folder' });
    for (const folder of folders.below(appConfig)) {
      const below = relativeTo(appConfig, folder);
      const at = below === '.' ? `${root}/App_Config` : `${root}/App_Config/${below}`;
      for (const entry of folders.entries(folder)) {
        put(at, entry);
        if (entry.kind !== 'file') continue;
        const key = keyOf(`${at}/${entry.name}`);
        const known = files.get(key);
        if (known) known.push(`${folder}/${entry.name}`);
        else files.set(key, [`${folder}/${entry.name}`]);
      }
    }
  }

  function put(folder: FilePath, entry: Entry): void {
    const key = keyOf(folder);
    const known = composed.get(key) ?? { entries: new Map() };
    composed.set(key, known);
    // One folder, however its projects spell it.
    const name = `${entry.kind}:${keyOf(entry.name)}`;
    if (!known.entries.has(name)) known.entries.set(name, entry);
  }

  const real = (path: FilePath) => files.get(keyOf(path))?.at(-1) ?? path;
  return {
    root,
    real,
    access: (read) => ({
      list: async (folder) =>
        isInside(root, folder)
          ? [...(composed.get(keyOf(folder))?.entries.values() ?? [])].sort((a, b) => compareNames(a.name, b.name))
          : folders.entries(folder),
      tree: (path) => read(real(path)),
    }),
    collisions: [...files.values()]
      .filter((each) => each.length > 1)
      .map((each) => ({ path: pathIn(each[0]!), files: each })),
  };
}

/** `/repo/src/Shop/App_Config/Include/A.config` as seen from its web root. */
function pathIn(file: FilePath): string {
  return file.slice(file.toLowerCase().lastIndexOf('/app_config/') + 1);
}
