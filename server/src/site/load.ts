import { xmlSource } from '../config/aspnet/source';
import type { FilePath } from '../files/files';
import { folderOf, keyOf, nameOf, relativeTo } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import type { PartKey } from '../part';
import { standingOf } from './above';
import { type DeployedFrom, deployedAs, type FolderConfig } from './deployed';
import type { SiteSeed } from './discover';
import { externalReader } from './external';
import type { Folders } from './folders';
import { type Gathered, gather } from './gather';
import type { IisSource } from './iis';
import { keepKey, type SiteKeep } from './keep';
import type { WorkspaceOptions } from './options';
import { type FileCache, isParsed, type ParsedFile, parsedFile, xmlOf } from './parsed';
import type { Site, SiteSystem, SiteView, Variant } from './site';
import type { LoadedPart, Loading, SitePart, StandIn } from './sitePart';
import { transformVariants } from './transforms';

export interface SiteInputs {
  readonly seed: SiteSeed;
  /** Of every site of the workspace: an application inherits from those above it in IIS. */
  readonly seeds: readonly SiteSeed[];
  readonly folders: Folders;
  readonly outside: Loading['outside'];
  readonly cache: FileCache;
  readonly iis: IisSource;
  readonly options: WorkspaceOptions;
  readonly keep: SiteKeep;
  /** Folders of the workspace: files named by content must lie in one of them. */
  readonly roots: readonly FilePath[];
  /** What the site may be made of, weakest first. */
  readonly parts: readonly SitePart[];
  readonly systemOf: (site: Site) => SiteSystem | undefined;
}

type LoadedParts = ReadonlyMap<string, LoadedPart>;

/** Reads everything that makes a site; undefined when its web.config cannot be read, or no part has anything in it. */
export async function loadSite(inputs: SiteInputs): Promise<Site | undefined> {
  const { seed, cache } = inputs;
  const gathered = gather();
  const webConfig = seed.webConfig === undefined ? undefined : await cache.load(seed.webConfig);
  if (webConfig && !isParsed(webConfig)) return undefined;
  if (webConfig) gathered.use(webConfig, 'web.config');
  const transformed = await transformVariants(seed, cache, (file) => gathered.use(file, 'transform'));
  const parts = await loadParts(inputs, webConfig, gathered);
  if (parts.size === 0) return undefined;
  const variants = allVariants(transformed, parts);
  const from = await readConfiguration(inputs, webConfig, gathered, variants, parts);
  return siteFrom(inputs, webConfig, gathered, parts, variants, from);
}

async function loadParts(
  inputs: SiteInputs,
  webConfig: ParsedFile | undefined,
  gathered: Gathered,
): Promise<LoadedParts> {
  const { seed, cache } = inputs;
  const loaded = new Map<string, LoadedPart>();
  const read = async (
    path: FilePath,
    take: (file: ParsedFile) => void,
    language?: Parameters<FileCache['load']>[1],
  ) => {
    const file = await cache.load(path, language);
    if (isParsed(file)) take(file);
    else gathered.awaits(path);
    return isParsed(file) ? file : undefined;
  };
  const loading: Loading = {
    ...inputs,
    root: seed.root,
    webConfig,
    spread: seed.spread === true,
    part: <Loaded, Viewed>(key: PartKey<Loaded, Viewed>) => loaded.get(key.id)?.loaded as Loaded | undefined,
    sources: gathered.sources,
    use: gathered.use,
    source: gathered.source,
    list: gathered.list,
    awaits: gathered.awaits,
    read: (path, layer, language) => read(path, (file) => gathered.use(file, layer), language),
    readCode: (path, language) => read(path, gathered.source, language),
  };
  for (const part of inputs.parts) {
    const own = await part.load(loading);
    if (own) loaded.set(part.key.id, own);
  }
  return loaded;
}

/** Transforms first; a name is used once. */
function allVariants(transformed: readonly Variant[], parts: LoadedParts): Variant[] {
  const variants = [...transformed];
  for (const { variants: own = [] } of parts.values()) {
    const taken = new Set(variants.map(({ name }) => keyOf(name)));
    variants.push(...own.filter(({ name }) => !taken.has(keyOf(name))));
  }
  return variants;
}

/** What is read over the web.config: the files it names, those of folders below it, and those of the server. */
async function readConfiguration(
  inputs: SiteInputs,
  webConfig: ParsedFile | undefined,
  gathered: Gathered,
  variants: readonly Variant[],
  parts: LoadedParts,
): Promise<DeployedFrom> {
  const { seed, cache } = inputs;
  // A part may read a web.config below the root as something else (Prefetch/Web.config of an `sc.include`).
  const taken = new Set(gathered.sources.keys());
  const standIn = webConfig ? undefined : [...parts.values()].findLast((part) => part.standIn)?.standIn;
  const file = webConfig ?? (standIn && standInFile(standIn, seed.root, inputs.keep));
  // What an installation elsewhere names lies beside it.
  const beside = standIn && 'file' in standIn ? [folderOf(standIn.file.path)] : [];
  const external = externalReader({ ...inputs, roots: [...inputs.roots, ...beside] }, gathered);
  const root = file && {
    file,
    source: xmlSource(xmlOf(file), file.path),
    external: await external.of(folderOf(file.path), [file, ...variants.flatMap((v) => v.transforms)]),
  };
  const folders: FolderConfig[] = [];
  for (const path of seed.folderConfigs) {
    if (taken.has(keyOf(path))) continue;
    const file = await cache.load(path);
    if (!isParsed(file)) continue;
    gathered.use(file, 'folder web.config');
    folders.push({
      file,
      path: relativeTo(seed.root, folderOf(path)),
      source: xmlSource(xmlOf(file), file.path),
      external: await external.of(folderOf(path), [file]),
    });
  }
  const standing = await standingOf(inputs, gathered, external);
  const place = inputs.iis.placeOf(seed.root);
  for (const { file, layer } of place.files) gathered.use(file, layer);
  const above = standing.above.flatMap(({ config, variants }) => [
    config.file,
    ...variants.flatMap(({ transforms }) => transforms),
  ]);
  const readings = [webConfig, ...above, ...folders.map(({ file }) => file), ...external.readings];
  return {
    root,
    ...(standIn && 'reason' in standIn && { unread: standIn.reason }),
    folders,
    standing,
    place,
    iis: inputs.iis,
    readings,
  };
}

/** The same file as long as the text is: what was made of it stays. */
function standInFile(standIn: StandIn, root: FilePath, keep: SiteKeep): ParsedFile {
  if ('file' in standIn) return standIn.file;
  const { text } = standIn;
  return getOrInsertComputed(keep.of(STAND_INS), text, () => {
    const read = { kind: 'text', text, version: 'stand-in', encoding: 'utf-8', bom: false } as const;
    return parsedFile(`${root}/Web.config`, read);
  });
}

const STAND_INS = keepKey(() => new Map<string, ParsedFile>());

function siteFrom(
  inputs: SiteInputs,
  webConfig: ParsedFile | undefined,
  gathered: Gathered,
  parts: LoadedParts,
  variants: readonly Variant[],
  from: DeployedFrom,
): Site {
  const { root } = inputs.seed;
  const views = new Map<string | null, SiteView>();
  const named = [...parts.values()];
  const site: Site = {
    root,
    name: nameOf(root) || root,
    stack: named.findLast(({ stack }) => stack !== undefined)?.stack ?? 'unknown',
    version: named.findLast(({ version }) => version !== undefined)?.version,
    versionFrom: named.findLast(({ version }) => version !== undefined)?.versionFrom,
    parts: [...parts.keys()],
    has: ({ id }) => parts.has(id),
    part: <Loaded, Viewed>({ id }: PartKey<Loaded, Viewed>) => parts.get(id)?.loaded as Loaded | undefined,
    webConfig,
    iis: from.place.iis,
    variants,
    files: gathered.files,
    sources: gathered.sources,
    sections: gathered.sections,
    folders: from.folders,
    system: () => inputs.systemOf(site),
    isInstalled: (path) => named.some((part) => part.isInstalled?.(path)),
    awaits: (path) => gathered.missing.has(keyOf(path)),
    view(name) {
      return getOrInsertComputed(views, name, () =>
        makeView(site, variants.find((variant) => variant.name === name) ?? null, parts, from, inputs.keep),
      );
    },
  };
  return site;
}

function makeView(
  site: Site,
  variant: Variant | null,
  parts: LoadedParts,
  from: DeployedFrom,
  keep: SiteKeep,
): SiteView {
  // What changes no file is deployed as the files stand.
  const deployed = deployedAs(variant && variant.transforms.length > 0 ? variant : null, from, keep);
  const viewed = new Map<string, unknown>();
  const view: SiteView = {
    site,
    variant,
    transforms: deployed.transforms,
    pool: from.place.pool,
    effective: deployed.effective,
    part<Loaded, Viewed>({ id }: PartKey<Loaded, Viewed>) {
      const part = parts.get(id);
      if (!part?.view) return undefined;
      return getOrInsertComputed(viewed, id, () => part.view!(view)) as Viewed;
    },
  };
  return view;
}
