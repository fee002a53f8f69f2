import { externalReferences } from '../config/aspnet/external';
import type { ExternalFile } from '../config/aspnet/layer';
import { attributeOf, type ConfigSource, xmlSource } from '../config/aspnet/source';
import type { FilePath } from '../files/files';
import { folderOf, isInside, join, keyOf, nameOf, relativeTo } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { type DeployedFrom, deployedAs, type FolderConfig } from './deployed';
import type { SiteSeed } from './discover';
import type { Folders } from './folders';
import type { IisSource } from './iis';
import type { SiteKit, WorkspaceOptions } from './options';
import { type FileCache, isParsed, type ParsedFile } from './parsed';
import type { Site, SiteView, Variant } from './site';
import { loadSitecore, type SitecoreSite } from './sitecore';
import { roleVariants, rulesOf } from './sitecoreRoles';
import { versionText } from './sitecoreVersion';
import type { SiteFile } from './siteFile';
import { loadVariants } from './variants';

export interface SiteInputs {
  readonly seed: SiteSeed;
  readonly folders: Folders;
  readonly cache: FileCache;
  readonly iis: IisSource;
  readonly options: WorkspaceOptions;
  readonly kit: SiteKit;
  /** Folders of the workspace: files named by content must lie in one of them. */
  readonly roots: readonly FilePath[];
}

/** Where an application may tie its clocks together. */
const APPLICATION_CODE = ['Global.asax', 'Global.asax.cs'];

/** Reads everything that makes a site; undefined when its web.config cannot be read. */
export async function loadSite(inputs: SiteInputs): Promise<Site | undefined> {
  const { seed, cache } = inputs;
  const webConfig = await cache.load(seed.webConfig);
  if (!isParsed(webConfig)) return undefined;
  const gathered = gather(inputs);
  const base = xmlSource(webConfig.tree, webConfig.path);
  gathered.add(webConfig, 'web.config');

  const transformed = await loadVariants(seed, cache, (file) => gathered.add(file, 'transform'));
  const loaded = await loadSitecore({ ...inputs, webConfig });
  if (loaded) gathered.addListed(loaded.files, loaded.parsed);
  for (const { file } of loaded?.site.unreadable ?? []) gathered.missing.add(keyOf(file));
  const sitecore = loaded?.site;
  const roles = sitecore ? roleVariants(sitecore, ownPatches(sitecore, gathered.sources), inputs.options) : [];
  const taken = new Set(transformed.map(({ name }) => keyOf(name)));
  const variants = [...transformed, ...roles.filter(({ name }) => !taken.has(keyOf(name)))];
  const external = await gathered.externals(folderOf(webConfig.path), [
    webConfig,
    ...variants.flatMap((v) => v.transforms),
  ]);

  const folders: FolderConfig[] = [];
  for (const path of seed.folderConfigs) {
    // Sitecore 6 to 8 has a Prefetch/Web.config that `sc.include` puts into its own configuration.
    if (sitecore?.sources.included.some((included) => keyOf(included) === keyOf(path))) continue;
    const file = await cache.load(path);
    if (!isParsed(file)) continue;
    gathered.add(file, 'folder web.config');
    const source = xmlSource(file.tree, file.path);
    folders.push({
      file,
      path: relativeTo(seed.root, folderOf(path)),
      source,
      external: await gathered.externals(folderOf(path), [file]),
    });
  }

  const applicationCode: ParsedFile[] = [];
  for (const name of APPLICATION_CODE) {
    const path = inputs.folders.file(seed.root, name);
    const file = path === undefined ? undefined : await cache.load(path);
    if (!isParsed(file)) continue;
    applicationCode.push(file);
  }

  const place = inputs.iis.placeOf(seed.root);
  for (const { file, layer } of place.files) gathered.add(file, layer);

  const read = [webConfig, ...folders.map(({ file }) => file), ...gathered.readings];
  const from: DeployedFrom = { webConfig, base, external, folders, place, iis: inputs.iis, readings: read };
  const views = new Map<string | null, SiteView>();
  const site: Site = {
    root: seed.root,
    name: nameOf(seed.root) || seed.root,
    stack: sitecore ? 'sitecore' : stackOf(base),
    version: sitecore && versionText(sitecore.version),
    sitecore,
    webConfig,
    iis: place.iis,
    variants,
    files: gathered.files,
    sources: gathered.sources,
    sections: gathered.sections,
    folders,
    applicationCode,
    awaits: (path) =>
      gathered.missing.has(keyOf(path)) ||
      APPLICATION_CODE.some((name) => keyOf(`${seed.root}/${name}`) === keyOf(path)),
    view(name) {
      return getOrInsertComputed(views, name, () =>
        makeView(site, variants.find((variant) => variant.name === name) ?? null, from, inputs),
      );
    },
  };
  return site;
}

/** Files that are not Sitecore's own: they say which roles this site tells apart. */
function ownPatches({ sources }: SitecoreSite, parsed: ReadonlyMap<string, ParsedFile>): ParsedFile[] {
  return sources.files.flatMap(({ file, layer, active }) => {
    if (!active || layer === 'Sitecore' || layer === 'Modules') return [];
    return parsed.get(keyOf(file)) ?? [];
  });
}

function makeView(site: Site, variant: Variant | null, from: DeployedFrom, inputs: SiteInputs): SiteView {
  // A role changes nothing in web.config.
  const deployed = deployedAs(variant?.roles ? null : variant, from, inputs.kit);
  let sitecore: SiteView['sitecore'];
  const view: SiteView = {
    site,
    variant,
    get transforms() {
      return deployed.transforms;
    },
    pool: from.place.pool,
    effective: deployed.effective,
    get sitecore() {
      sitecore ??= site.sitecore?.configuration(rulesOf(view, site.sitecore, inputs.options));
      return sitecore;
    },
  };
  return view;
}

function stackOf(base: ConfigSource): Site['stack'] {
  const top = base.root?.children ?? [];
  const has = (group: string, name: string) =>
    top.some(
      (e) =>
        (e.name === group || e.name === 'location') &&
        [e, ...e.children].some((x) => x.children.some((c) => c.name === name)),
    );
  return has('system.webServer', 'aspNetCore') && !top.some((e) => e.name === 'system.web') ? 'core' : 'framework';
}

/** Collects what takes part, and reads the files that files name. */
function gather({ cache, folders, roots }: SiteInputs) {
  const files: SiteFile[] = [];
  const sources = new Map<string, ParsedFile>();
  const sections = new Map<string, string>();
  const missing = new Set<string>();
  /** Files that files name, and what came of those that could not be read. */
  const readings: unknown[] = [];

  const add = (file: ParsedFile, layer: string) => {
    if (!sources.has(keyOf(file.path))) files.push({ file: file.path, layer, active: true });
    sources.set(keyOf(file.path), file);
  };

  const addListed = (listed: readonly SiteFile[], parsed: readonly ParsedFile[]) => {
    files.push(...listed.filter(({ file }) => !sources.has(keyOf(file))));
    for (const file of parsed) sources.set(keyOf(file.path), file);
  };

  async function externals(
    folder: FilePath,
    from: readonly ParsedFile[],
    depth = 0,
  ): Promise<Map<string, ExternalFile>> {
    const found = new Map<string, ExternalFile>();
    for (const file of from) {
      // Most files name no other: not a node of them need be looked at.
      if (!/configSource|file\s*=/.test(file.text)) continue;
      for (const reference of externalReferences(xmlSource(file.tree, file.path))) {
        if (found.has(reference.value)) continue;
        found.set(reference.value, await external(folder, reference, depth));
      }
    }
    return found;
  }

  async function external(
    folder: FilePath,
    reference: ReturnType<typeof externalReferences>[number],
    depth: number,
  ): Promise<ExternalFile> {
    const { value, section, attribute } = reference;
    if (/^(\\\\|\/\/)/.test(value))
      return { kind: 'refused', reason: 'it is a network path, and opening one gives away who you are.' };
    if (/^([a-z]:|[\\/])/i.test(value)) return { kind: 'refused', reason: 'it is an absolute path.' };
    const path = join(folder, value);
    if (!roots.some((root) => isInside(root, path)))
      return { kind: 'refused', reason: 'it lies outside the workspace.' };
    if (depth > 8) return { kind: 'refused', reason: 'too many files name one another.' };
    const real = folders.file(folderOf(path), nameOf(path)) ?? path;
    const loaded = await cache.load(real);
    // What is inside `<sitecore>` is none of ASP.NET's business.
    if (section !== 'sitecore') readings.push(isParsed(loaded) ? loaded : `${keyOf(path)}: ${loaded.reason}`);
    if (!isParsed(loaded)) {
      missing.add(keyOf(path));
      return loaded.missing ? { kind: 'missing', file: path } : { kind: 'refused', reason: `${loaded.reason}.` };
    }
    const already = sources.has(keyOf(loaded.path));
    add(loaded, attribute === 'file' ? 'appSettings file' : 'configSource');
    if (!sections.has(keyOf(loaded.path))) sections.set(keyOf(loaded.path), section);
    const source = xmlSource(loaded.tree, loaded.path);
    const further =
      already || !source.root || !attributeOf(source.root, 'file')
        ? undefined
        : await externals(folder, [loaded], depth + 1);
    return { kind: 'file', file: loaded.path, source, ...(further && { external: further }) };
  }

  return { files, sources, sections, missing, readings, add, addListed, externals };
}
