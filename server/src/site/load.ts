import { externalReferences } from '../config/aspnet/external';
import type { ExternalFile, ExternalFiles, Layer } from '../config/aspnet/layer';
import { effective } from '../config/aspnet/merge';
import { attributeOf, type ConfigSource, domSource, xmlSource } from '../config/aspnet/source';
import { applyTransform, type TransformInput, type TransformResult } from '../config/xdt/apply';
import type { FilePath } from '../files/files';
import { folderOf, isInside, join, keyOf, nameOf, relativeTo } from '../files/paths';
import type { SiteSeed } from './discover';
import type { Folders } from './folders';
import type { IisSource } from './iis';
import { type FileCache, isParsed, type ParsedFile } from './parsed';
import type { Site, SiteFile, SiteView, Variant } from './site';
import { loadSitecore, type SitecoreSite } from './sitecore';
import { roleVariants, rulesOf } from './sitecoreRoles';
import { versionText } from './sitecoreVersion';
import { loadVariants } from './variants';
import type { WorkspaceOptions } from './workspace';

/** Caches of one site that outlive its versions. */
export interface SiteKit {
  [name: string]: unknown;
}

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
      let view = views.get(name);
      if (!view) {
        view = makeView(
          site,
          webConfig,
          inputs,
          variants.find((variant) => variant.name === name) ?? null,
          base,
          external,
          folders,
        );
        views.set(name, view);
      }
      return view;
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

interface FolderConfig {
  readonly file: ParsedFile;
  readonly path: string;
  readonly source: ConfigSource;
  readonly external: ExternalFiles;
}

function makeView(
  site: Site,
  webConfig: ParsedFile,
  inputs: SiteInputs,
  variant: Variant | null,
  base: ConfigSource,
  external: ExternalFiles,
  folders: readonly FolderConfig[],
): SiteView {
  const place = inputs.iis.placeOf(site.root);
  const effectives = new Map<string, ReturnType<typeof effective>>();
  let made: { transforms: SiteView['transforms']; layers: Layer[] } | undefined;
  const layers = () => {
    if (!made) {
      const { transforms, source } = transformed(webConfig, base, variant);
      const root: Layer = {
        kind: 'web.config',
        name: nameOf(webConfig.path),
        source,
        folder: '',
        isApplication: true,
        external,
      };
      const below = folders.map(
        (f): Layer => ({
          kind: 'folder web.config',
          name: `${f.path}/${nameOf(f.file.path)}`,
          source: f.source,
          folder: f.path,
          // Said only when somebody does: a folder nobody names may still be an application.
          ...('pool' in inputs.iis.placeOf(folderOf(f.file.path)).pool && { isApplication: true }),
          external: f.external,
        }),
      );
      made = { transforms, layers: [...place.layers, root, ...below] };
    }
    return made;
  };
  let sitecore: SiteView['sitecore'];
  const view: SiteView = {
    site,
    variant,
    get transforms() {
      return layers().transforms;
    },
    pool: place.pool,
    get sitecore() {
      sitecore ??= site.sitecore?.configuration(rulesOf(view, site.sitecore, inputs.options));
      return sitecore;
    },
    effective(location = '') {
      // A role changes nothing in web.config.
      if (variant?.roles) return site.view(null).effective(location);
      let found = effectives.get(location.toLowerCase());
      if (!found) {
        found = effective(layers().layers, { ...(location && { location }), ...place.chain });
        effectives.set(location.toLowerCase(), found);
      }
      return found;
    },
  };
  return view;
}

/** The web.config after the transforms of a variant; each works on what the one before left. */
function transformed(webConfig: ParsedFile, base: ConfigSource, variant: Variant | null) {
  const transforms: { file: ParsedFile; result: TransformResult }[] = [];
  const { text, tree, path, bom } = webConfig;
  let before: TransformInput = { text, tree, file: path, bom, encoding: encodingOf(webConfig) };
  let source = base;
  for (const file of variant?.transforms ?? []) {
    const result = applyTransform(before, { text: file.text, file: file.path, tree: file.tree });
    transforms.push({ file, result });
    // A transform that fails writes no file: what was there before is deployed.
    if (!result.succeeded) continue;
    before = { text: result.text, file: path, document: result.document, bom, encoding: encodingOf(webConfig) };
    source = domSource(result.document, path);
  }
  return { transforms, source };
}

function encodingOf({ encoding }: ParsedFile): NonNullable<TransformInput['encoding']> {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : 'utf-8';
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

  return { files, sources, sections, missing, add, addListed, externals };
}
