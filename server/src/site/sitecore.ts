import type { FileAccess } from '../config/sitecore/access';
import {
  createSitecoreMerger,
  type SitecoreConfiguration,
  type SitecoreMerger,
  sitecoreSectionOf,
} from '../config/sitecore/effective';
import type { SitecoreInput } from '../config/sitecore/input';
import { locateSitecore, type SitecoreSources } from '../config/sitecore/locate';
import type { RuleSet } from '../config/sitecore/require';
import { parseVersion, type SitecoreVersion } from '../config/sitecore/version';
import type { FilePath } from '../files/files';
import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { isUnknown, type Unknown } from '../session/lifetime';
import { parseXml } from '../syntax/xml/parse';
import type { XmlDocument } from '../syntax/xml/tree';
import type { SiteSeed } from './discover';
import type { Folders } from './folders';
import type { SiteKit, WorkspaceOptions } from './options';
import { type FileCache, isParsed, type ParsedFile } from './parsed';
import { loadIdentity, type SitecoreIdentity } from './sitecoreIdentity';
import { boundsOf, type VersionBounds } from './sitecoreVersion';
import type { SiteFile } from './siteFile';

/** What makes the Sitecore configuration of a site, before roles and other rules are chosen. */
export interface SitecoreSite {
  readonly sources: SitecoreSources;
  /** Between which versions the site is, as far as its files tell or the user said. */
  readonly version: VersionBounds;
  /** Is Sitecore's own `<sitecore>` in the workspace, and not only patches of it? */
  readonly complete: boolean;
  /** Files that Sitecore would load and that cannot be read, with the reason. */
  readonly unreadable: readonly { readonly file: FilePath; readonly reason: string }[];
  /** Sitecore Identity, when its files are in the workspace too. */
  readonly identity: SitecoreIdentity | Unknown | undefined;
  /** Base first, include files in load order. All are parsed when this is first called. */
  inputs(): readonly SitecoreInput[];
  /** What Sitecore runs with under these rules. Made once for each set of rules. */
  configuration(rules: RuleSet): SitecoreConfiguration;
}

export interface SitecoreLoading {
  readonly seed: SiteSeed;
  readonly webConfig: ParsedFile;
  readonly cache: FileCache;
  readonly folders: Folders;
  readonly options: WorkspaceOptions;
  readonly kit: SiteKit;
  readonly roots: readonly FilePath[];
}

export interface LoadedSitecore {
  readonly site: SitecoreSite;
  /** Every file in load order, those that are not loaded with the reason. */
  readonly files: readonly SiteFile[];
  readonly parsed: readonly ParsedFile[];
}

/** Reads the files of a Sitecore site; undefined when it is none. */
export async function loadSitecore(loading: SitecoreLoading): Promise<LoadedSitecore | undefined> {
  const { seed, webConfig, cache, folders, options, kit } = loading;
  const inWebConfig = sitecoreSectionOf(webConfig.tree) !== undefined;
  if (!inWebConfig && !(await hasPatches(seed, folders, cache))) return undefined;
  const version = options.sitecoreVersion === undefined ? undefined : parseVersion(options.sitecoreVersion);
  const sources = await located(loading, version);
  if (!sources) return undefined;

  const complete = sources.base !== undefined && sitecoreSectionOf(sources.base.tree) !== undefined;
  const wanted = sources.files.filter(({ file }) => /\.config$/i.test(file));
  const loaded = new Map<string, ParsedFile>();
  const reasons = new Map<string, string>();
  await Promise.all(
    wanted.map(async ({ file }) => {
      const found = await cache.load(file);
      if (!isParsed(found)) {
        reasons.set(keyOf(file), found.reason);
        return;
      }
      loaded.set(keyOf(file), found);
      // Every one is read and checked before it is merged: better while the disk is still busy with the others.
      void found.tree.problems;
    }),
  );
  const base = complete ? await cache.load(sources.base!.file) : undefined;
  const layersConfig = seed.layersConfig ? [seed.layersConfig] : [];
  const others = await Promise.all([...sources.included, ...layersConfig].map((path) => cache.load(path)));
  const identity = await identityOf(loading);
  const identityFiles = identity && !isUnknown(identity) ? identity.files : [];
  const parsed = [base, ...others, ...loaded.values(), ...identityFiles].filter(isParsed);
  return {
    site: {
      sources,
      version: boundsOf(sources, version),
      complete,
      unreadable: wanted.flatMap(({ file }) => {
        const reason = reasons.get(keyOf(file));
        return reason === undefined ? [] : [{ file, reason }];
      }),
      identity,
      ...merging(sources, loaded, complete, kit),
    },
    files: [
      ...layersConfig.map((file) => ({ file, layer: 'Layers.config', active: true })),
      ...siteFiles(sources, loaded, reasons, complete),
      ...identityFiles.map(({ path }) => ({ file: path, layer: 'Sitecore Identity', active: true })),
    ],
    parsed,
  };
}

/** Where Sitecore Identity is looked for depends on names alone; it is looked for again when one comes or goes. */
async function identityOf({ folders, roots, cache, kit }: SitecoreLoading) {
  const known = kit.sitecoreIdentity as { revision: number; found: boolean } | undefined;
  if (known?.revision === folders.revision && !known.found) return undefined;
  const { revision } = folders;
  const identity = await loadIdentity(folders, roots, cache);
  kit.sitecoreIdentity = { revision, found: identity !== undefined };
  return identity;
}

/** What was located, and all that was looked at for it: as long as that is the same, so is the result. */
interface Located {
  readonly revision: number;
  readonly read: ReadonlyMap<FilePath, XmlDocument | undefined>;
  readonly sources: SitecoreSources | undefined;
}

async function located(
  { seed, webConfig, cache, folders, kit }: SitecoreLoading,
  version: SitecoreVersion | undefined,
): Promise<SitecoreSources | undefined> {
  const known = kit.sitecoreSources as Located | undefined;
  if (known?.revision === folders.revision && (await isAsRead(known, cache))) return known.sources;
  const { revision } = folders;
  const read = new Map<FilePath, XmlDocument | undefined>();
  const access: FileAccess = {
    list: async (folder) => folders.entries(folder),
    async tree(path) {
      const tree = treeOf(await cache.load(path));
      read.set(path, tree);
      return tree;
    },
  };
  const section = NOTHING.root!;
  const sources = await locateSitecore(access, seed.root, {
    webConfig: webConfig.path,
    section,
    ...(version && { version }),
  });
  kit.sitecoreSources = { revision, read, sources } satisfies Located;
  return sources;
}

async function isAsRead({ read }: Located, cache: FileCache): Promise<boolean> {
  for (const [path, tree] of read) if (treeOf(await cache.load(path)) !== tree) return false;
  return true;
}

/** Stands for a `<sitecore>` that is not in the workspace. */
const NOTHING = parseXml('<sitecore />');

function treeOf(loaded: Awaited<ReturnType<FileCache['load']>>) {
  return isParsed(loaded) ? loaded.tree : undefined;
}

/** App_Config has files with Sitecore's patch namespace: a web.config without `<sitecore>` is then a part of one. */
async function hasPatches(seed: SiteSeed, folders: Folders, cache: FileCache): Promise<boolean> {
  const appConfig = folders.folder(seed.root, 'App_Config');
  if (!appConfig) return false;
  if (folders.file(appConfig, 'Layers.config') || folders.file(appConfig, 'Sitecore.config')) return true;
  const include = folders.folder(appConfig, 'Include');
  for (const folder of include ? folders.below(include) : [])
    for (const { name, kind } of folders.entries(folder)) {
      if (kind !== 'file' || !/\.config$/i.test(name)) continue;
      const file = await cache.load(`${folder}/${name}`);
      if (isParsed(file) && file.text.includes('http://www.sitecore.net/xmlconfig/')) return true;
    }
  return false;
}

/** Sets of rules for which the states of a merge are kept; whoever types a role makes one with each letter. */
const MOST_MERGERS = 8;

/** Mergers outlive versions of the site: after an edit only what comes after the edited file is merged again. */
function merging(
  sources: SitecoreSources,
  loaded: ReadonlyMap<string, ParsedFile>,
  complete: boolean,
  kit: SiteKit,
): Pick<SitecoreSite, 'inputs' | 'configuration'> {
  kit.sitecore ??= new Map<string, SitecoreMerger>();
  const mergers = kit.sitecore as Map<string, SitecoreMerger>;
  const made = new Map<string, SitecoreConfiguration>();
  let inputs: SitecoreInput[] | undefined;

  function inputsInOrder(): readonly SitecoreInput[] {
    if (inputs) return inputs;
    const base = complete ? sources.base! : { file: sources.webConfig, tree: NOTHING, layer: 'Sitecore.config' };
    inputs = [base];
    for (const { file, layer, active } of sources.files) {
      const parsed = active ? loaded.get(keyOf(file)) : undefined;
      if (parsed) inputs.push({ file: parsed.path, tree: parsed.tree, ...(layer !== undefined && { layer }) });
    }
    return inputs;
  }

  function mergerFor(key: string): SitecoreMerger {
    const merger = mergers.get(key) ?? createSitecoreMerger();
    mergers.delete(key);
    mergers.set(key, merger);
    for (const oldest of mergers.keys()) if (mergers.size > MOST_MERGERS) mergers.delete(oldest);
    return merger;
  }

  return {
    inputs: inputsInOrder,
    configuration(rules) {
      const key = keyOfRules(rules);
      return getOrInsertComputed(made, key, () => {
        const { generation, ruleSupport, version, findInclude } = sources;
        const options = { generation, ruleSupport, version, findInclude, rules };
        return mergerFor(key).build(inputsInOrder(), options);
      });
    },
  };
}

function keyOfRules(rules: RuleSet): string {
  return [...rules]
    .map(([rule, names]) => `${rule}=${[...names].sort().join('|')}`)
    .sort()
    .join(';');
}

function siteFiles(
  sources: SitecoreSources,
  loaded: ReadonlyMap<string, ParsedFile>,
  reasons: ReadonlyMap<string, string>,
  complete: boolean,
): SiteFile[] {
  const files: SiteFile[] = [];
  if (complete) files.push({ file: sources.base!.file, layer: 'Sitecore.config', active: true });
  for (const file of sources.included) files.push({ file, layer: 'sc.include', active: true });
  for (const { file, layer = 'none', active, reason, order } of sources.files) {
    const parsed = loaded.get(keyOf(file));
    const why = reason?.words ?? reasons.get(keyOf(file));
    files.push({
      file,
      layer,
      active: active && parsed !== undefined,
      ...(order !== undefined && { order }),
      ...(why !== undefined && { reason: why }),
      get role() {
        return parsed && requiredRole(parsed);
      },
    });
  }
  return files;
}

/** `role:require` of a file's `<sitecore>`, which decides about the whole file. */
function requiredRole(file: ParsedFile): string | undefined {
  const section = file.tree.root?.children.find((child) => child.kind === 'element');
  return section?.attributes.find(({ prefix, localName }) => prefix === 'role' && localName === 'require')?.value;
}
