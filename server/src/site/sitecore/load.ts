import { sitecoreSectionOf } from '../../config/sitecore/effective';
import type { SitecoreSources } from '../../config/sitecore/locate';
import { parseVersion } from '../../config/sitecore/version';
import type { FilePath } from '../../files/files';
import { keyOf } from '../../files/paths';
import { isUnknown } from '../../session/lifetime';
import type { Folders } from '../folders';
import { keepKey } from '../keep';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from '../parsed';
import type { SiteFile } from '../siteFile';
import type { Loading } from '../sitePart';
import { loadIdentity } from './identity';
import { merging } from './merging';
import type { SitecoreSite } from './sitecoreSite';
import { located } from './sources';
import { boundsOf } from './version';

export interface LoadedSitecore {
  readonly site: SitecoreSite;
  /** Every file in load order, those that are not loaded with the reason. */
  readonly files: readonly SiteFile[];
  readonly parsed: readonly ParsedFile[];
}

/** Reads the files of a Sitecore site; undefined when it is none. */
export async function loadSitecore(loading: Loading): Promise<LoadedSitecore | undefined> {
  const { root, webConfig, cache, folders, options, keep } = loading;
  if (!webConfig) return undefined;
  const inWebConfig = sitecoreSectionOf(xmlOf(webConfig)) !== undefined;
  if (!inWebConfig && !(await hasPatches(root, folders, cache))) return undefined;
  const version = options.sitecoreVersion === undefined ? undefined : parseVersion(options.sitecoreVersion);
  const sources = await located(loading, webConfig, version);
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
      void xmlOf(found).problems;
    }),
  );
  const base = complete ? await cache.load(sources.base!.file) : undefined;
  const layersConfig = layersConfigOf(root, folders);
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
      ...merging(sources, loaded, complete, keep),
    },
    files: [
      ...layersConfig.map((file) => ({ file, layer: 'Layers.config', active: true })),
      ...siteFiles(sources, loaded, reasons, complete),
      ...identityFiles.map(({ path }) => ({ file: path, layer: 'Sitecore Identity', active: true })),
    ],
    parsed,
  };
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

function layersConfigOf(root: FilePath, folders: Folders): FilePath[] {
  const appConfig = folders.folder(root, 'App_Config');
  const file = appConfig && folders.file(appConfig, 'Layers.config');
  return file === undefined ? [] : [file];
}

/** App_Config has files with Sitecore's patch namespace: a web.config without `<sitecore>` is then a part of one. */
async function hasPatches(root: FilePath, folders: Folders, cache: FileCache): Promise<boolean> {
  const appConfig = folders.folder(root, 'App_Config');
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
      role: parsed && requiredRole(parsed),
    });
  }
  return files;
}

/** `role:require` of a file's `<sitecore>`, which decides about the whole file. */
function requiredRole(file: ParsedFile): string | undefined {
  const section = xmlOf(file).root?.children.find((child) => child.kind === 'element');
  return section?.attributes.find(({ prefix, localName }) => prefix === 'role' && localName === 'require')?.value;
}
