import { sitecoreSectionOf } from '../../config/sitecore/effective';
import { type LocateOptions, locateSitecore } from '../../config/sitecore/locate';
import { formatVersion, type SitecoreVersion } from '../../config/sitecore/version';
import { derived } from '../../derived';
import type { FilePath } from '../../files/files';
import { folderOf, isInside, keyOf, nameOf } from '../../files/paths';
import { parseXml } from '../../syntax/xml/parse';
import type { Folders } from '../folders';
import { keepKey } from '../keep';
import type { WorkspaceOptions } from '../options';
import { isParsed, type ParsedFile, xmlOf } from '../parsed';
import type { Loading } from '../sitePart';
import { composedRoot } from './composed';
import { NOTHING } from './nothing';
import { boundsOf, surelyAtLeast, surelyBefore, type VersionBounds, versionText } from './version';

/** What the user named as the installation that a solution is copied into. */
export type Stock = StockTree | StockPage | NoStock;

/** The web root of an instance, or as much of it as somebody copied. */
export interface StockTree {
  readonly kind: 'tree';
  readonly path: FilePath;
  readonly folders: Folders;
  readonly appConfig: FilePath;
  /** Is there an App_Config/Sitecore.config, as from 8.1 on? */
  readonly hasBase: boolean;
  readonly webConfig: ParsedFile | undefined;
}

/** A saved ShowConfig page: everything merged, in one file. */
export interface StockPage {
  readonly kind: 'page';
  readonly path: FilePath;
  readonly page: ParsedFile;
}

/** It was named, and nothing can be made of it. */
export interface NoStock {
  readonly kind: 'none';
  readonly path: FilePath;
  /** As the end of a sentence about it, with a full stop. */
  readonly reason: string;
}

/** `<sitecore>` as a web.config of 8.1 and later has it. */
export const IN_ITS_FILE = parseXml('<sitecore configSource="App_Config\\Sitecore.config" />').root!;

/** Where copies of an instance or of its image have the web root. */
const ON_THE_WAY = /\/(?:inetpub|wwwroot|website|sitecore|sitecore\/shell)$/i;

/**
 * The path for a version: what is named for all of them, or under the longest beginning of the version's number. Where
 * the version is not known, only what is named for all.
 */
export function stockPathFor(
  named: WorkspaceOptions['sitecoreStock'],
  version: SitecoreVersion | undefined,
): FilePath | undefined {
  if (named === undefined || typeof named === 'string') return named || undefined;
  const text = version && formatVersion({ ...version, revision: undefined } as SitecoreVersion);
  const fits = (prefix: string) => text !== undefined && (text === prefix || text.startsWith(`${prefix}.`));
  const [best] = Object.keys(named)
    .filter(fits)
    .sort((a, b) => b.length - a.length);
  return best === undefined ? undefined : named[best];
}

/** Reads what lies at the path. Of a web root only its App_Config and the files directly in it are looked at. */
export async function readStock({ outside, cache }: Loading, path: FilePath): Promise<Stock> {
  const top = /^app_config$/i.test(nameOf(path)) ? folderOf(path) : path;
  const folders = await outside(top, (folder) => isInConfig(top, folder) || ON_THE_WAY.test(folder));
  const isFolder = folders.entries(top).length > 0;
  if (!isFolder) return readPage(path, await cache.load(path));
  const appConfig = [...folders.below(top)].find((folder) => isInConfig(top, folder));
  if (!appConfig) return { kind: 'none', path, reason: 'it has no App_Config.' };
  const webRoot = folderOf(appConfig);
  const named = folders.file(webRoot, 'web.config');
  const loaded = named === undefined ? undefined : await cache.load(named);
  const webConfig = isParsed(loaded) ? loaded : undefined;
  const hasBase = folders.file(appConfig, 'Sitecore.config') !== undefined;
  const inWebConfig = webConfig && sitecoreSectionOf(xmlOf(webConfig));
  if (!hasBase && !(inWebConfig && isWritten(inWebConfig)))
    return { kind: 'none', path, reason: "it has patches, and not Sitecore's own `<sitecore>`." };
  return { kind: 'tree', path, folders, appConfig, hasBase, webConfig };
}

function isInConfig(top: FilePath, folder: FilePath): boolean {
  return /(?:^|\/)app_config(?:\/|$)/i.test(folder.slice(top.length));
}

/** Is something in it, rather than the name of another file? */
export function isWritten({ attributes }: NonNullable<ReturnType<typeof sitecoreSectionOf>>): boolean {
  return !attributes.some(({ name }) => name === 'configSource');
}

function readPage(path: FilePath, loaded: Awaited<ReturnType<Loading['cache']['load']>>): Stock {
  if (!isParsed(loaded))
    return { kind: 'none', path, reason: loaded.missing ? 'there is nothing at this path.' : `${loaded.reason}.` };
  const { root, problems } = xmlOf(loaded);
  const section = sitecoreSectionOf(xmlOf(loaded));
  if (!section || section.children.length === 0) {
    const found = root ? `its root is \`<${root.name}>\`` : 'it is no XML';
    return {
      kind: 'none',
      path,
      reason: `it is no page of ShowConfig: ${found}, and there is no \`<sitecore>\` in it.`,
    };
  }
  if (problems.length > 0) return { kind: 'none', path, reason: 'it is no well-formed XML.' };
  return { kind: 'page', path, page: loaded };
}

const VERSION = keepKey((): { of?: string; bounds?: VersionBounds } => ({}));

/** Between which versions the installation is; looked at again when a name in it comes or goes. */
export async function versionOfStock(stock: StockTree | StockPage, loading: Loading): Promise<VersionBounds> {
  const kept = loading.keep.of(VERSION);
  const look = stock.kind === 'page' ? stock.page.version : `${stock.folders.revision} ${stock.webConfig?.version}`;
  const of = `${stock.path} ${look}`;
  if (kept.of !== of) Object.assign(kept, { bounds: await findVersion(stock, loading), of });
  return kept.bounds!;
}

async function findVersion(stock: StockTree | StockPage, { cache }: Loading): Promise<VersionBounds> {
  const root = stock.kind === 'page' ? folderOf(stock.path) : folderOf(stock.appConfig);
  const folders = stock.kind === 'page' ? undefined : stock.folders;
  const webConfig = stock.kind === 'page' ? stock.page.path : stock.webConfig?.path;
  const absent = `${root}/Web.config`;
  const read = async (path: FilePath) => {
    if (webConfig === undefined && path === absent) return parseXml('<configuration />');
    const file = await cache.load(path);
    return isParsed(file) ? xmlOf(file) : undefined;
  };
  const access =
    stock.kind === 'page'
      ? { list: async () => [], tree: read }
      : composedRoot(folders!, root, [{ folders: folders!, appConfig: stock.appConfig }]).access(read);
  const options: LocateOptions = { webConfig: webConfig ?? absent, section: sectionOf(stock) };
  const sources = await locateSitecore(access, root, options);
  return sources ? boundsOf(sources, undefined) : {};
}

/** Taken for the `<sitecore>` of a web.config without one. */
export function sectionOf(stock: Stock | undefined): NonNullable<LocateOptions['section']> {
  return stock?.kind === 'tree' && stock.hasBase ? IN_ITS_FILE : NOTHING.root!;
}

/** What the two versions are, when they are surely not the same: `Sitecore 10.2` and `Sitecore 10.3`. */
export function otherVersion(stated: SitecoreVersion, { exactly, atLeast, before }: VersionBounds): string | undefined {
  const isOther = exactly
    ? exactly.major !== stated.major ||
      (exactly.minor !== undefined && stated.minor !== undefined && exactly.minor !== stated.minor)
    : (atLeast && surelyBefore({ exactly: stated }, formatVersion(atLeast))) ||
      (before && surelyAtLeast({ exactly: stated }, formatVersion(before)));
  if (!isOther) return undefined;
  return versionText({ ...(exactly && { exactly }), ...(atLeast && { atLeast }), ...(before && { before }) });
}

/** Did the instance run with these files when its page was saved? They are merged into it already then. */
export function holdsAlready({ page }: StockPage, files: readonly FilePath[]): boolean {
  const merged = derived(page, sourcesNamed);
  return files.some((file) => merged.has(keyOf(nameOf(file))));
}

/** Names of the files that the page says its nodes come from, lower-cased. */
function sourcesNamed({ text }: ParsedFile): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/\bpatch:source="([^"]+)"/g)].map(([, name]) => keyOf(nameOf(name!.replaceAll('\\', '/')))),
  );
}

/** Is this a file of the installation? */
export function isOfStock(stock: Stock | undefined, file: FilePath): boolean {
  if (stock?.kind === 'tree') return isInside(folderOf(stock.appConfig), file);
  return stock?.kind === 'page' && keyOf(stock.path) === keyOf(file);
}
