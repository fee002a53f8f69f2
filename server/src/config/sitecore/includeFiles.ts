import type { FilePath } from '../../files/files';
import { keyOf, nameOf } from '../../files/paths';
import type { SiteFolders } from './access';
import type { LayerDefinition } from './layers';

/** A file in or near the folders that Sitecore loads, in load order where it takes part. */
export interface IncludeFile {
  readonly file: FilePath;
  /** Name of the layer; the old scheme has `Components` and `Include`. */
  readonly layer: string | undefined;
  readonly active: boolean;
  /** Why it does not take part. */
  readonly reason?: { readonly code: InactiveCode; readonly words: string };
  /** Counts from 0 through all active files. */
  readonly order?: number;
}

export type InactiveCode = 'extension' | 'file-off' | 'folder-off' | 'layer-off' | 'outside-layers';

/** A layer as it was found on disk. */
export interface FoundLayer extends LayerDefinition {
  /** Undefined when the folder is not there, which is harmless. */
  readonly folder: FilePath | undefined;
}

/** Walks the folders of all layers in load order. */
export async function listIncludeFiles(
  folders: SiteFolders,
  layers: readonly LayerDefinition[],
): Promise<{ readonly files: readonly IncludeFile[]; readonly layers: readonly FoundLayer[] }> {
  const list = new List();
  const found: FoundLayer[] = [];
  for (const layer of layers) {
    const folder = layer.includeFolder ? await folders.find(layer.includeFolder, 'folder') : undefined;
    found.push({ ...layer, folder });
    if (folder) await listLayer(folders, { ...layer, folder }, list);
  }
  return { files: list.files, layers: found };
}

async function listLayer(folders: SiteFolders, layer: LayerDefinition & { folder: FilePath }, list: List) {
  const { name } = layer;
  if (layer.off) {
    const words = `the layer ${name} is switched off in Layers.config`;
    for (const file of await filesBelow(folders, layer.folder)) list.skip(file, name, 'layer-off', words);
    return;
  }
  // What is switched off stays off, wherever else it is met.
  for (const entry of layer.loadOrder.filter((e) => e.off)) {
    for (const file of await filesOf(folders, layer.folder, entry)) {
      const code = entry.kind === 'file' ? 'file-off' : 'folder-off';
      list.skip(file, name, code, `\`${entry.path}\` is switched off in the load order of the layer ${name}`);
    }
  }
  for (const entry of layer.loadOrder.filter((e) => !e.off))
    for (const file of await filesOf(folders, layer.folder, entry)) list.take(file, name);
  for (const file of await filesBelow(folders, layer.folder)) list.take(file, name);
}

async function filesOf(
  folders: SiteFolders,
  layerFolder: FilePath,
  entry: { readonly path: string; readonly kind: 'file' | 'folder' },
): Promise<FilePath[]> {
  const within = layerFolder.slice(folders.root.replace(/\/$/, '').length);
  const found = await folders.find(`${within}/${entry.path}`, entry.kind);
  if (!found || found === layerFolder) return [];
  return entry.kind === 'file' ? [found] : filesBelow(folders, found);
}

/** Files that belong to App_Config but to no layer: they are never loaded. */
export async function listOutside(
  folders: SiteFolders,
  layers: readonly FoundLayer[],
  isPatch: (file: FilePath) => Promise<boolean>,
): Promise<readonly IncludeFile[]> {
  const appConfig = await folders.find('App_Config', 'folder');
  if (!appConfig) return [];
  const loaded = new Set(layers.flatMap(({ folder }) => (folder ? [keyOf(folder)] : [])));
  const list = new List();
  for (const { name, kind } of await folders.entries(appConfig)) {
    const folder = `${appConfig}/${name}`;
    if (kind === 'file') {
      // Layers.config, ConnectionStrings.config and others belong there; a patch file does not.
      if (/\.config$/i.test(name) && (await isPatch(folder)))
        list.skip(folder, undefined, 'outside-layers', 'no layer contains the folder App_Config itself');
      continue;
    }
    // What is loaded ahead of databases is no patch.
    if (loaded.has(keyOf(folder)) || keyOf(name) === 'prefetch') continue;
    for (const file of await filesBelow(folders, folder, loaded))
      list.skip(file, undefined, 'outside-layers', 'no layer of Layers.config names this folder');
  }
  return list.files;
}

/**
 * Files first, then sub-folders, each by name without case (upper-cased, as NTFS sorts). The comparison that the new
 * engine uses is not known; names that hinge on punctuation may come in another order there.
 */
async function filesBelow(
  folders: SiteFolders,
  top: FilePath,
  except: ReadonlySet<string> = new Set(),
): Promise<FilePath[]> {
  const files: FilePath[] = [];
  const work = [top];
  for (let folder = work.pop(); folder !== undefined; folder = work.pop()) {
    if (except.has(keyOf(folder))) continue;
    const entries = [...(await folders.entries(folder))].sort((a, b) => compareNames(a.name, b.name));
    for (const entry of entries) if (entry.kind === 'file') files.push(`${folder}/${entry.name}`);
    for (const entry of entries.reverse()) {
      if (entry.kind !== 'folder') continue;
      work.push(`${folder}/${entry.name}`);
      // Asked for now, needed soon: the disk can read ahead.
      void folders.entries(`${folder}/${entry.name}`);
    }
  }
  return files;
}

export function compareNames(a: string, b: string): number {
  const left = a.toUpperCase();
  const right = b.toUpperCase();
  return left < right ? -1 : left > right ? 1 : 0;
}

class List {
  readonly files: IncludeFile[] = [];
  readonly #seen = new Set<string>();
  #order = 0;

  /** A file counts once, where it is met first. */
  take(file: FilePath, layer: string): void {
    if (!this.#isNew(file)) return;
    if (/\.config$/i.test(file)) this.files.push({ file, layer, active: true, order: this.#order++ });
    else this.#inactive(file, layer, 'extension', extensionWords(file));
  }

  skip(file: FilePath, layer: string | undefined, code: InactiveCode, words: string): void {
    if (!this.#isNew(file)) return;
    if (/\.config$/i.test(file)) this.#inactive(file, layer, code, words);
    else this.#inactive(file, layer, 'extension', extensionWords(file));
  }

  /** Only names that look like configuration are worth a word; a readme is none. */
  #inactive(file: FilePath, layer: string | undefined, code: InactiveCode, words: string): void {
    if (/\.config/i.test(nameOf(file))) this.files.push({ file, layer, active: false, reason: { code, words } });
  }

  #isNew(file: FilePath): boolean {
    const key = keyOf(file);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

function extensionWords(file: FilePath): string {
  const ending = /\.[^.]*$/.exec(nameOf(file))?.[0] ?? '';
  return `Sitecore loads only names that end in \`.config\`; this one ends in \`${ending}\``;
}
