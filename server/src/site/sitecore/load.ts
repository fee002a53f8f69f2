import { sitecoreSectionOf } from '../../config/sitecore/effective';
import type { SitecoreSources } from '../../config/sitecore/locate';
import { ruleOfNamespace } from '../../config/sitecore/namespaces';
import type { RuleSet } from '../../config/sitecore/require';
import { judge, rulesFrom } from '../../config/sitecore/rules';
import { parseVersion, type SitecoreVersion } from '../../config/sitecore/version';
import type { FilePath } from '../../files/files';
import { keyOf } from '../../files/paths';
import { isUnknown } from '../../session/lifetime';
import { namespaceOf } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import type { Folders } from '../folders';
import { keepKey } from '../keep';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from '../parsed';
import type { SiteFile } from '../siteFile';
import type { Loading } from '../sitePart';
import { type AppConfigTree, composedRoot } from './composed';
import { hasPatchFiles, webRootsOf } from './composition';
import { readDeployments } from './deployments';
import { loadIdentity } from './identity';
import { merging } from './merging';
import { type Repository, readRepository } from './repository';
import type { SitecoreSite } from './sitecoreSite';
import { located } from './sources';
import { isWritten, otherVersion, readStock, type Stock, stockPathFor, versionOfStock } from './stock';
import { boundsOf, type VersionBounds } from './version';

export interface LoadedSitecore {
  readonly site: SitecoreSite;
  /** Every file in load order, those that are not loaded with the reason. */
  readonly files: readonly SiteFile[];
  readonly parsed: readonly ParsedFile[];
}

/** Reads the files of a Sitecore site; undefined when it is none. */
export async function loadSitecore(loading: Loading): Promise<LoadedSitecore | undefined> {
  const { root, webConfig, cache, folders, roots, options, keep } = loading;
  const webRoots = webRootsOf(folders, roots, root);
  const inWebConfig = webConfig !== undefined && sitecoreSectionOf(xmlOf(webConfig)) !== undefined;
  if (!inWebConfig && !(await hasPatches(webRoots, folders, cache))) return undefined;
  const repository = await readRepository(loading, webRoots);
  const version = options.sitecoreVersion === undefined ? undefined : parseVersion(options.sitecoreVersion);
  const stated = repository.stated?.version;
  const stock = hasOwnBase(loading, webRoots) ? undefined : await stockFor(loading, version ?? stated);
  const installed = stock && stock.kind !== 'none' ? await versionOfStock(stock, loading) : {};
  const known = version ?? stated;
  const stockVersion = known && otherVersion(known, installed);
  const composed = composedRoot(folders, root, [...treesOf(stock), ...webRoots.flatMap((at) => treeAt(folders, at))]);
  // What is stated of the site counts more than what an installation of another version tells.
  const taken = version ?? (stockVersion === undefined ? undefined : stated);
  const sources = await located(
    loading,
    composed,
    webConfig,
    {
      ...(taken && { version: taken }),
      ...((stated ?? installed.exactly) && { stated: stated ?? installed.exactly! }),
    },
    stock,
  );
  if (!sources) return undefined;
  const deployments = await readDeployments(loading, repository, webRoots);

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
      void xmlOf(found).problems;
    }),
  );
  const base = complete ? await cache.load(sources.base!.file) : undefined;
  const trees = [...webRoots.flatMap((webRoot) => treeAt(folders, webRoot)), ...treesOf(stock)];
  const layersConfig = trees.flatMap((tree) => tree.folders.file(tree.appConfig, 'Layers.config') ?? []).slice(0, 1);
  const colliding = composed.collisions.flatMap(({ files }) => files);
  const others = await Promise.all(
    [...sources.included, ...layersConfig, ...colliding].map((path) => cache.load(path)),
  );
  const identity = await identityOf(loading);
  const identityFiles = identity && !isUnknown(identity) ? identity.files : [];
  const standIn = stock?.kind === 'tree' && !webConfig ? stock.webConfig : undefined;
  const parsed = [base, standIn, ...others, ...loaded.values(), ...identityFiles, ...repository.files].filter(isParsed);
  return {
    site: {
      sources,
      version: version === undefined && isCloud(repository, sources) ? CLOUD : boundsOf(sources, version),
      versionFrom: version === undefined ? versionPlace(repository, sources, stockVersion !== undefined) : undefined,
      stock,
      stockVersion,
      webRoots,
      collisions: composed.collisions,
      deployments,
      complete,
      unreadable: wanted.flatMap(({ file }) => {
        const reason = reasons.get(keyOf(file));
        return reason === undefined ? [] : [{ file, reason }];
      }),
      identity,
      ...merging(sources, loaded, complete, keep),
    },
    files: [
      ...layersConfig.map((file) => ({ file, layer: 'Layers.config', active: true })),
      ...siteFiles(sources, loaded, reasons, complete, rulesAsWritten(loading, sources)),
      ...identityFiles.map(({ path }) => ({ file: path, layer: 'Sitecore Identity', active: true })),
    ],
    parsed,
  };
}

/** What is known of XM Cloud: its engine is that of the newest numbered version. */
const CLOUD: VersionBounds = { cloud: true, atLeast: { major: 10, minor: 3 } };

function isCloud({ stated }: Repository, { version }: SitecoreSources): boolean {
  return stated?.cloud === true && version === undefined;
}

/** The site's own word where it has one, then that of the repository. */
function versionPlace(
  { stated }: Repository,
  { evidence }: SitecoreSources,
  statedFirst: boolean,
): SitecoreSite['versionFrom'] {
  const place = stated && { file: stated.file, span: stated.span };
  if (statedFirst && place) return place;
  return evidence.find(({ from }) => from)?.from ?? place;
}

const IDENTITY = keepKey((): { nothingAt?: number } => ({}));

/** Where Sitecore Identity is looked for depends on names alone; it is looked for again when one comes or goes. */
async function identityOf({ folders, roots, cache, keep }: Loading) {
  const known = keep.of(IDENTITY);
  if (known.nothingAt === folders.revision) return undefined;
  const { revision } = folders;
  const identity = await loadIdentity(folders, roots, cache);
  if (!identity) known.nothingAt = revision;
  return identity;
}

function treeAt(folders: Folders, webRoot: FilePath): AppConfigTree[] {
  const appConfig = folders.folder(webRoot, 'App_Config');
  return appConfig === undefined ? [] : [{ folders, appConfig }];
}

function treesOf(stock: Stock | undefined): AppConfigTree[] {
  if (stock?.kind !== 'tree') return [];
  return [{ folders: stock.folders, appConfig: stock.appConfig, installed: true }];
}

/** Does the site bring Sitecore's own `<sitecore>`? It is not mixed with that of an installation elsewhere. */
function hasOwnBase({ webConfig, folders }: Loading, webRoots: readonly FilePath[]): boolean {
  const section = webConfig && sitecoreSectionOf(xmlOf(webConfig));
  if (section && isWritten(section)) return true;
  return webRoots
    .flatMap((webRoot) => treeAt(folders, webRoot))
    .some(({ appConfig }) => folders.file(appConfig, 'Sitecore.config') !== undefined);
}

async function stockFor(loading: Loading, version: SitecoreVersion | undefined): Promise<Stock | undefined> {
  const path = stockPathFor(loading.options.sitecoreStock, version);
  return path === undefined ? undefined : readStock(loading, path);
}

/** App_Config has patches, or what only Sitecore has there: a web.config without `<sitecore>` is then a part of one. */
async function hasPatches(webRoots: readonly FilePath[], folders: Folders, cache: FileCache): Promise<boolean> {
  for (const webRoot of webRoots) {
    const appConfig = folders.folder(webRoot, 'App_Config');
    if (!appConfig) continue;
    if (folders.file(appConfig, 'Layers.config') || folders.file(appConfig, 'Sitecore.config')) return true;
    if (await hasPatchFiles({ folders, load: cache.load }, webRoot)) return true;
  }
  return false;
}

function siteFiles(
  sources: SitecoreSources,
  loaded: ReadonlyMap<string, ParsedFile>,
  reasons: ReadonlyMap<string, string>,
  complete: boolean,
  rules: RuleSet | undefined,
): SiteFile[] {
  const files: SiteFile[] = [];
  if (complete) files.push({ file: sources.base!.file, layer: 'Sitecore.config', active: true });
  for (const file of sources.included) files.push({ file, layer: 'sc.include', active: true });
  for (const { file, layer = 'none', active, reason, order } of sources.files) {
    const parsed = loaded.get(keyOf(file));
    const leftOut = parsed && rules && leftOutBecause(parsed, rules);
    const why = reason?.words ?? reasons.get(keyOf(file)) ?? leftOut;
    files.push({
      file,
      layer,
      active: active && parsed !== undefined && leftOut === undefined,
      ...(order !== undefined && { order }),
      ...(why !== undefined && { reason: why }),
      role: parsed && requiredRole(parsed),
    });
  }
  return files;
}

/** The rules of the site as its files stand; undefined where the web.config that defines them is not here. */
function rulesAsWritten({ webConfig, options }: Loading, sources: SitecoreSources): RuleSet | undefined {
  if (!webConfig || sources.ruleSupport !== 'all') return undefined;
  const stated = Object.entries(options.ruleValues ?? {});
  return rulesFrom([
    ...sources.definitions,
    ...stated.map(([rule, values]) => ({ key: `${rule}:define`, value: values.join('|') })),
  ]);
}

/** The condition on a file's `<sitecore>` that does not hold, in words: the whole file is left out then. */
function leftOutBecause(file: ParsedFile, rules: RuleSet): string | undefined {
  for (const attribute of sectionOf(file)?.attributes ?? []) {
    const rule = attribute.localName === 'require' ? ruleOfNamespace(namespaceOf(attribute) ?? '') : undefined;
    const verdict = rule === undefined ? undefined : judge(rule, attribute.value, rules);
    if (!rule || !verdict || verdict.kind === 'holds' || (verdict.kind === 'unknown-rule' && verdict.holds)) continue;
    const defined = [...(rules.get(rule) ?? [])].filter(Boolean).join(', ') || 'nothing';
    return `${attribute.name}="${attribute.value}" does not hold: ${rule} is ${defined}`;
  }
  return undefined;
}

/** `role:require` of a file's `<sitecore>`, which decides about the whole file. */
function requiredRole(file: ParsedFile): string | undefined {
  return sectionOf(file)?.attributes.find(({ prefix, localName }) => prefix === 'role' && localName === 'require')
    ?.value;
}

/** `<sitecore>` of a patch file. */
function sectionOf(file: ParsedFile): XmlElement | undefined {
  return xmlOf(file).root?.children.find((child): child is XmlElement => child.kind === 'element');
}
