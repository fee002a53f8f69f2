import type { Entry, FilePath, Files } from '../files/files';
import { folderOf, keyOf, nameOf } from '../files/paths';

/** The names below some roots, read once and kept up to date by change events. Looked up without case. */
export interface Folders {
  /** Grows whenever a name comes or goes. */
  readonly revision: number;
  /** Entries of a folder, in name order. */
  entries(folder: FilePath): readonly Entry[];
  /** The file as it is really called (`Web.Config`), or undefined. */
  file(folder: FilePath, name: string): FilePath | undefined;
  folder(folder: FilePath, name: string): FilePath | undefined;
  /** Is there a folder of this name that is not looked into? */
  skips(folder: FilePath, name: string): boolean;
  /** Every file of this name, parents before children; looked for once as long as no name comes or goes. */
  named(name: string): readonly FilePath[];
  /** Every folder below (and with) `top`, parents before children. */
  below(top: FilePath): Generator<FilePath>;
  /** Takes note of a file or folder made or removed; true when that changed anything. */
  refresh(path: FilePath): Promise<boolean>;
}

/** Holds no configuration of a site, and is often huge. */
const SKIPPED = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.vs',
  '.idea',
  '.vscode-test',
  'obj',
  'bin',
  'packages',
  'bower_components',
  'testresults',
]);

function isSkipped(name: string): boolean {
  return SKIPPED.has(name.toLowerCase());
}

/** Sitecore loads what lies below App_Config whatever its folders are called. */
function isInConfig(folder: FilePath): boolean {
  return /\/app_config(?:\/|$)/i.test(folder);
}

interface Listing {
  readonly path: FilePath;
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
  readonly skipped: readonly string[];
}

export interface CrawlOptions {
  /** Called now and then with the number of folders read. */
  readonly progress?: (folders: number) => void;
  readonly cancelled?: () => boolean;
  /** Folders below the roots that are looked into; all where nothing is said. */
  readonly enters?: (folder: FilePath) => boolean;
}

/** Reads all folder names below the roots, sixteen at a time. */
export async function crawl(files: Files, roots: readonly FilePath[], options: CrawlOptions = {}): Promise<Folders> {
  const byFolder = new Map<string, Listing>();
  let revision = 0;

  async function read(folder: FilePath): Promise<FilePath[]> {
    const listed = await files.list(folder);
    const entries = listed.filter(({ kind, name }) => kind === 'file' || isInConfig(folder) || !isSkipped(name));
    revision++;
    const byName = new Map(entries.map((entry) => [`${entry.kind}:${entry.name.toLowerCase()}`, entry]));
    const skipped = listed.length > entries.length ? listed.filter((entry) => !entries.includes(entry)) : [];
    byFolder.set(keyOf(folder), { path: folder, entries, byName, skipped: skipped.map(({ name }) => keyOf(name)) });
    const inside = entries.filter((entry) => entry.kind === 'folder').map((entry) => child(folder, entry.name));
    return options.enters ? inside.filter(options.enters) : inside;
  }

  async function readAll(top: readonly FilePath[]): Promise<void> {
    const queue = [...top];
    const worker = async () => {
      for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
        if (options.cancelled?.()) return;
        queue.push(...(await read(folder)));
        options.progress?.(byFolder.size);
      }
    };
    // Workers end when the queue is empty for a moment; go on until it stays empty.
    while (queue.length > 0 && !options.cancelled?.()) await Promise.all(Array.from({ length: 16 }, worker));
  }

  await readAll(roots);

  const lookUp = (folder: FilePath, kind: Entry['kind'], name: string) => {
    const known = byFolder.get(keyOf(folder));
    const entry = known?.byName.get(`${kind}:${name.toLowerCase()}`);
    // As the disk spells it, the folder as well: `Config\session.config` may stand in `config`.
    return known && entry && child(known.path, entry.name);
  };

  const named = new Map<string, { readonly revision: number; readonly paths: readonly FilePath[] }>();
  const folders: Folders = {
    named(name) {
      const known = named.get(keyOf(name));
      if (known?.revision === revision) return known.paths;
      const paths = roots.flatMap((root) =>
        [...folders.below(root)].flatMap((folder) => lookUp(folder, 'file', name) ?? []),
      );
      named.set(keyOf(name), { revision, paths });
      return paths;
    },
    get revision() {
      return revision;
    },
    entries: (folder) => byFolder.get(keyOf(folder))?.entries ?? [],
    file: (folder, name) => lookUp(folder, 'file', name),
    folder: (folder, name) => lookUp(folder, 'folder', name),
    skips: (folder, name) => byFolder.get(keyOf(folder))?.skipped.includes(keyOf(name)) ?? false,
    *below(top) {
      const known = byFolder.get(keyOf(top));
      const stack = known ? [known] : [];
      for (let at = stack.pop(); at; at = stack.pop()) {
        yield at.path;
        for (let i = at.entries.length - 1; i >= 0; i--) {
          const entry = at.entries[i]!;
          const next = entry.kind === 'folder' && byFolder.get(keyOf(child(at.path, entry.name)));
          if (next) stack.push(next);
        }
      }
    },
    async refresh(path) {
      const folder = folderOf(path);
      const before = byFolder.get(keyOf(folder));
      const had =
        before?.byName.get(`file:${nameOf(path).toLowerCase()}`) ??
        before?.byName.get(`folder:${nameOf(path).toLowerCase()}`);
      const entries = await files.list(folder);
      const has = entries.find((entry) => entry.name.toLowerCase() === nameOf(path).toLowerCase());
      if (!!had === !!has && had?.name === has?.name) return false;
      if (before) await read(folder);
      else await readAll([folder]);
      if (has?.kind === 'folder') await readAll([path]);
      return true;
    },
  };
  return folders;
}

function child(folder: FilePath, name: string): FilePath {
  return `${folder.replace(/\/$/, '')}/${name}`;
}
