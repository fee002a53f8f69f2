import type { FileAccess } from '../../config/sitecore/access';
import { compareNames } from '../../config/sitecore/includeFiles';
import type { SitecoreSources } from '../../config/sitecore/locate';
import type { Entry, FilePath } from '../../files/files';
import { isInside, keyOf, relativeTo } from '../../files/paths';
import type { XmlDocument } from '../../syntax/xml/tree';
import type { Folders } from '../folders';

/** Projects that bring a file of one path: which of them is there in the end, no file here tells. */
export interface Collision {
  /** `App_Config/Include/Feature/News.config` */
  readonly path: string;
  /** All that would lie there, in order of path; the last is taken. */
  readonly files: readonly FilePath[];
}

/**
 * The App_Config trees of some web roots as if copied into one: a folder that need not exist, whose entries are those of
 * all. What else lies in `root` is seen there as it is.
 */
export interface ComposedRoot {
  readonly root: FilePath;
  /** Lists the composed folders, reads files where they really are. */
  access(read: (file: FilePath) => Promise<XmlDocument | undefined>): FileAccess;
  /** What was found in the composed root, with the names that files and folders really have. */
  real(sources: SitecoreSources): SitecoreSources;
  readonly collisions: readonly Collision[];
}

/** One of the trees, by its App_Config. */
export interface AppConfigTree {
  readonly folders: Folders;
  readonly appConfig: FilePath;
  /** The others are meant to lie over it. */
  readonly installed?: boolean;
}

/** What a later tree brings replaces what is there. `folders` are those that the root is in. */
export function composedRoot(folders: Folders, root: FilePath, trees: readonly AppConfigTree[]): ComposedRoot {
  const entries = new Map<string, Map<string, Entry>>();
  /** Real files and folders behind a composed path, in the order of web roots. */
  const behind = new Map<string, FilePath[]>();

  const installed = new Set<FilePath>();

  for (const { folders: names, appConfig, installed: isInstalled } of trees) {
    for (const folder of names.below(appConfig)) {
      const below = relativeTo(appConfig, folder);
      const at = below === '.' ? `${root}/App_Config` : `${root}/App_Config/${below}`;
      remember(at, folder);
      for (const entry of names.entries(folder)) {
        put(at, entry);
        if (entry.kind !== 'file') continue;
        remember(`${at}/${entry.name}`, `${folder}/${entry.name}`);
        if (isInstalled) installed.add(`${folder}/${entry.name}`);
      }
    }
  }

  /** One folder or file, however its projects spell it. */
  function put(folder: FilePath, entry: Entry): void {
    const key = keyOf(folder);
    const known = entries.get(key) ?? new Map<string, Entry>();
    entries.set(key, known);
    const name = `${entry.kind}:${keyOf(entry.name)}`;
    if (!known.has(name)) known.set(name, entry);
  }

  function remember(composed: FilePath, real: FilePath): void {
    const key = keyOf(composed);
    const known = behind.get(key);
    if (known) known.push(real);
    else behind.set(key, [real]);
  }

  function list(folder: FilePath): readonly Entry[] {
    const composed = entries.get(keyOf(folder));
    if (composed) return [...composed.values()].sort((a, b) => compareNames(a.name, b.name));
    const own = folders.entries(folder);
    const isRoot = keyOf(folder) === keyOf(root);
    const hasAppConfig = own.some(({ name, kind }) => kind === 'folder' && keyOf(name) === 'app_config');
    return isRoot && !hasAppConfig ? [...own, { name: 'App_Config', kind: 'folder' }] : own;
  }

  const realOf = (path: FilePath) => behind.get(keyOf(path))?.at(-1) ?? path;
  return {
    root,
    access: (read) => ({ list: async (folder) => list(folder), tree: (path) => read(realOf(path)) }),
    real: (sources) => ({
      ...sources,
      ...(sources.base && { base: { ...sources.base, file: realOf(sources.base.file) } }),
      files: sources.files.map((each) => ({ ...each, file: realOf(each.file) })),
      layers: sources.layers.map((layer) => (layer.folder ? { ...layer, folder: realOf(layer.folder) } : layer)),
      findInclude: (path) => {
        const found = sources.findInclude(path);
        return found && { ...found, file: realOf(found.file) };
      },
      included: sources.included.map(realOf),
    }),
    collisions: [...behind.entries()]
      .filter(([path, each]) => each.length > 1 && isInside(root, path) && /\.config$/i.test(path))
      .map(([, each]) => each.filter((file) => !installed.has(file)))
      .filter((each) => each.length > 1)
      .map((each) => ({ path: pathIn(each[0]!), files: each })),
  };
}

/** `/repo/src/Shop/App_Config/Include/A.config` as seen from its web root. */
function pathIn(file: FilePath): string {
  return file.slice(file.toLowerCase().lastIndexOf('/app_config/') + 1);
}
