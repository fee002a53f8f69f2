import type { FilePath, Files } from '../files/files';
import { isInside, keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { TEXT } from '../syntax/plain';
import { XML } from '../syntax/xml/kind';
import { discoverApplicationHosts, discoverMachine, discoverSites, type SiteSeed } from './discover';
import { crawl, type Folders } from './folders';
import { type IisSource, loadIis } from './iis';
import { type SiteKeep, siteKeep } from './keep';
import { type LeftOut, leftOutOf } from './leftOut';
import { loadSite } from './load';
import type { WorkspaceOptions } from './options';
import { cacheWith, type FileCache, fileCache, isParsed, type ParsedFile, type UnreadableFile } from './parsed';
import { siteParts } from './parts';
import { serverSites } from './server';
import type { Site, SiteSystem } from './site';
import type { Claim, SitePart } from './sitePart';
import { systemsOf } from './system';

/**
 * All sites below some folders, kept up to date by `changed`. Sites are immutable; a change makes new ones of those it
 * touches and leaves the others as they are.
 */
export interface Workspace {
  readonly roots: readonly FilePath[];
  /** In order of path. */
  readonly sites: readonly Site[];
  readonly folders: Folders;
  /** Files that look like a site's and are none's, with the reason, in order of path. */
  leftOut(): readonly LeftOut[];
  /** Sites that share something; the same list as long as no site is new. */
  systems(): readonly SiteSystem[];
  /** The site a file takes part in. */
  siteOf(path: FilePath): Site | undefined;
  /** A file that was read for some site. */
  file(path: FilePath): ParsedFile | undefined;
  /** Why a file is not looked at, when it was asked for and could not be read. */
  refusal(path: FilePath): string | undefined;
  /** Every file that was asked for, is there, and could not be read. */
  refusals(): readonly UnreadableFile[];
  /**
   * Files that were edited, made or removed. @returns the sites that are new because of it.
   */
  changed(paths: readonly FilePath[]): Promise<readonly Site[]>;
  /** Files whose content alone changed: typing in an open document. No folder is looked at. */
  edited(paths: readonly FilePath[]): Promise<readonly Site[]>;
  /** The site as it would be with other texts in some of its files (by lower-cased path). Changes nothing. */
  preview(site: Site, texts: ReadonlyMap<string, string>): Promise<Site>;
}

/** `parts` is what the sites may be made of: the registry, but for tests. */
export async function openWorkspace(
  files: Files,
  roots: readonly FilePath[],
  options: WorkspaceOptions = {},
  parts: readonly SitePart[] = siteParts,
): Promise<Workspace> {
  const folders = await crawl(files, roots, options);
  const kinds = [...parts.flatMap((part) => part.kinds ?? []), XML, TEXT];
  const cache = fileCache(files, kinds);
  const keeps = new Map<string, SiteKeep>();
  /** Names below folders that the user named, by path. */
  const named = new Map<string, Promise<Folders>>();
  const outside = (folder: FilePath, enters: (folder: FilePath) => boolean) =>
    getOrInsertComputed(named, folder, () => crawl(files, [folder], { enters }));
  /** Files whose text decides where sites are, by lower-cased path. */
  const deciding = new Set<string>();
  let iis = await readIis(cache, folders, options);
  let seeds: SiteSeed[] = [];
  let sites: Site[] = [];
  let bySource = new Map<string, Site>();
  let systems: readonly SiteSystem[] | undefined;
  let kept: readonly SiteSystem[] = [];
  let leftOut: ReadonlyMap<string, LeftOut> | undefined;

  await discover();
  await rebuild();

  async function rebuild(touched?: ReadonlySet<string>): Promise<Site[]> {
    const old = new Map(sites.map((site) => [keyOf(site.root), site]));
    const fresh: Site[] = [];
    systems = undefined;
    leftOut = undefined;
    sites = [];
    for (const seed of seeds) {
      const known = old.get(keyOf(seed.root));
      if (known && touched && !touched.has(keyOf(seed.root))) {
        sites.push(known);
        continue;
      }
      const keep = getOrInsertComputed(keeps, keyOf(seed.root), siteKeep);
      const site = await loadSite({ seed, seeds, folders, outside, cache, iis, options, keep, roots, parts, systemOf });
      if (!site) continue;
      sites.push(site);
      fresh.push(site);
    }
    sites.push(...serverSites(iis, sites));
    bySource = new Map();
    // What lies in the folder of one site and is read by others too belongs to the first.
    for (const isOwn of [true, false])
      for (const site of sites)
        for (const [key, { path }] of site.sources)
          if (!bySource.has(key) && isInside(site.root, path) === isOwn) bySource.set(key, site);
    return fresh;
  }

  /** @returns whether the sites are in other places, or of other files, than before. */
  async function discover(): Promise<boolean> {
    const before = JSON.stringify(seeds);
    seeds = await discoverSites(folders, cache, await claims());
    const [only, ...others] = seeds;
    const isOnly = options.applicationHostConfig !== undefined && only && others.length === 0;
    if (isOnly && 'unknown' in iis.placeOf(only.root).pool) iis = iis.withOnly(only.root);
    return JSON.stringify(seeds) !== before;
  }

  async function claims(): Promise<Claim[]> {
    deciding.clear();
    const load = (path: FilePath) => {
      deciding.add(keyOf(path));
      return cache.load(path);
    };
    const found = await Promise.all(
      parts.map(async (part) => (await part.claims?.({ folders, roots, iis, load })) ?? []),
    );
    return found.flat();
  }

  /** The names among which a path is listed, or would be. */
  async function foldersOf(path: FilePath): Promise<Folders> {
    const outer = [...named].find(([top]) => isInside(top, path) && !roots.some((root) => isInside(root, path)));
    return outer ? outer[1] : folders;
  }

  async function takeIn(paths: readonly FilePath[], structure: boolean): Promise<readonly Site[]> {
    const touched = new Set<string>();
    let everywhere = structure;
    let decides = false;
    for (const path of paths) {
      cache.forget(path);
      if (iis.involves(path)) everywhere = true;
      if (deciding.has(keyOf(path))) decides = true;
      for (const site of sites) if (site.sources.has(keyOf(path)) || site.awaits(path)) touched.add(keyOf(site.root));
    }
    if (everywhere) iis = await readIis(cache, folders, options);
    if ((everywhere || decides) && (await discover())) everywhere = true;
    if (everywhere) return rebuild();
    return touched.size > 0 ? rebuild(touched) : [];
  }

  /** The same systems as before where no member is new. */
  function systemsNow(): readonly SiteSystem[] {
    if (!systems) systems = kept = systemsOf(sites, parts, kept);
    return systems;
  }

  function systemOf(site: Site): SiteSystem | undefined {
    return systemsNow().find(({ members }) => members.includes(site));
  }

  /** By lower-cased path. */
  function left(): ReadonlyMap<string, LeftOut> {
    leftOut ??= new Map(leftOutOf(folders, roots, cache, bySource).map((file) => [keyOf(file.file), file]));
    return leftOut;
  }

  return {
    roots,
    folders,
    get sites() {
      return sites;
    },
    leftOut: () => [...left().values()],
    systems: systemsNow,
    siteOf(path) {
      const exact = bySource.get(keyOf(path));
      if (exact || left().has(keyOf(path))) return exact;
      return sites.filter((site) => isInside(site.root, path)).sort((a, b) => b.root.length - a.root.length)[0];
    },
    file(path) {
      const loaded = cache.peek(path);
      return isParsed(loaded) ? loaded : undefined;
    },
    refusals: () => cache.refused(),
    refusal(path) {
      const loaded = cache.peek(path);
      return loaded && !isParsed(loaded) && !loaded.missing ? loaded.reason : undefined;
    },
    async preview(site, texts) {
      const seed = seeds.find((candidate) => keyOf(candidate.root) === keyOf(site.root));
      const loaded =
        seed &&
        (await loadSite({
          seed,
          seeds,
          folders,
          outside,
          cache: cacheWith(cache, texts, kinds),
          iis,
          options,
          keep: siteKeep(),
          roots,
          parts,
          systemOf,
        }));
      return loaded ?? site;
    },
    async edited(paths) {
      return takeIn(paths, false);
    },
    async changed(paths) {
      let structure = false;
      for (const path of paths) if (await (await foldersOf(path)).refresh(path)) structure = true;
      return takeIn(paths, structure);
    },
  };
}

async function readIis(cache: FileCache, folders: Folders, options: WorkspaceOptions): Promise<IisSource> {
  const named = options.applicationHostConfig;
  return loadIis(cache, named ? [named] : discoverApplicationHosts(folders), discoverMachine(folders));
}
