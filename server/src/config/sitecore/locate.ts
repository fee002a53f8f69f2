import type { FilePath } from '../../files/files';
import { nameOf } from '../../files/paths';
import type { XmlDocument, XmlElement } from '../../syntax/xml/tree';
import { type FileAccess, leavesRoot, type SiteFolders, siteFolders } from './access';
import { isWellFormed } from './compile';
import { sitecoreSectionOf } from './effective';
import type { FindInclude } from './include';
import { type FoundLayer, type IncludeFile, listIncludeFiles, listOutside } from './includeFiles';
import type { SitecoreInput, SitecoreOptions } from './input';
import { type LayerDefinition, readLayers, STOCK_LAYERS } from './layers';
import type { RuleSupport } from './locatorTerms';
import type { Generation } from './namespaces';
import type { SitecoreProblem } from './outcome';
import { type RuleDefinition, rulesFrom } from './rules';
import { substitute } from './variables';
import { generationOf, isBefore, type SitecoreVersion } from './version';
import { findVersion, type VersionEvidence } from './versionEvidence';
import {
  type AppSettings,
  attributeValue,
  type DefinitionInFile,
  readAppSettings,
  type SectionHandler,
  sectionHandlerOf,
} from './webConfig';

/** Everything that makes the Sitecore configuration of one site, before anything is merged. */
export interface SitecoreSources {
  readonly root: FilePath;
  readonly webConfig: FilePath;
  readonly handler: SectionHandler | undefined;
  readonly generation: Generation;
  readonly ruleSupport: RuleSupport;
  /** Undefined when nothing says it; see `evidence` for what narrows it down. */
  readonly version: SitecoreVersion | undefined;
  readonly evidence: readonly VersionEvidence[];
  /** The file that holds `<sitecore>`: the web.config or the one its `configSource` names. */
  readonly base: SitecoreInput | undefined;
  readonly layers: readonly FoundLayer[];
  /** Active files in load order, and those that do not count, with the reason. */
  readonly files: readonly IncludeFile[];
  readonly definitions: readonly DefinitionInFile[];
  /** Set when the environment may replace values of appSettings, and with them the rules. */
  readonly rulesFromEnvironment: string | undefined;
  /** Files that `sc.include` names, already read. */
  readonly findInclude: FindInclude;
  readonly included: readonly FilePath[];
  readonly problems: readonly SitecoreProblem[];
}

export interface LocateOptions {
  /** Taken instead of what is found; decides the engine too. */
  readonly version?: SitecoreVersion;
  /** What files elsewhere in the repository state, where the site itself states nothing. */
  readonly stated?: SitecoreVersion;
  /** The web.config, when it is called otherwise. */
  readonly webConfig?: FilePath;
  /** Taken for the `<sitecore>` of a web.config that has none: a workspace may hold a site's own patches only. */
  readonly section?: XmlElement;
}

/**
 * Finds out how the Sitecore site below `root` is configured. Undefined when there is no `<sitecore>` in its web.config
 * (or app.config, as test projects have it).
 */
export async function locateSitecore(
  access: FileAccess,
  root: FilePath,
  options: LocateOptions = {},
): Promise<SitecoreSources | undefined> {
  const folders = siteFolders(access, root);
  const webConfig =
    options.webConfig ?? (await folders.find('web.config', 'file')) ?? (await folders.find('app.config', 'file'));
  const document = webConfig && (await access.tree(webConfig));
  const section = document && (sitecoreSectionOf(document) ?? options.section);
  if (!section) return undefined;

  const handler = sectionHandlerOf(document);
  const appSettings = await readAppSettings(document, webConfig, access, folders);
  const layersFile = await folders.find('App_Config/Layers.config', 'file');
  const layersTree = layersFile ? await access.tree(layersFile) : undefined;
  const problems: SitecoreProblem[] = [];
  const base = await findBase(
    section,
    { file: webConfig, tree: document, layer: 'Sitecore.config' },
    access,
    folders,
    problems,
  );
  const found = await findVersion({ document, layersTree, base: base?.tree, appSettings, handler, access, folders });
  const version = options.version ?? found.version ?? options.stated;

  const generation = options.version
    ? generationOf(options.version)
    : (handler?.generation ?? (version ? generationOf(version) : generationBy(found.evidence)));
  const baseSection = base && sitecoreSectionOf(base.tree);
  const ruleSupport = ruleSupportOf(generation, handler, baseSection);
  const layers = generation === 'new' ? newLayers(layersFile, layersTree, problems) : oldFolders(handler, appSettings);
  const listed = await listIncludeFiles(folders, layers);
  const outside =
    generation === 'new' ? await listOutside(folders, listed.layers, (file) => isPatchFile(access, file)) : [];
  const includes = await loadIncludes(baseSection, base?.file ?? webConfig, access, folders, problems);

  return {
    root,
    webConfig,
    handler,
    generation,
    ruleSupport,
    version,
    evidence: found.evidence,
    base,
    layers: listed.layers,
    files: [...listed.files, ...outside],
    definitions: [...appSettings.definitions, ...definitionsOnRoot(baseSection, base?.file ?? webConfig, ruleSupport)],
    rulesFromEnvironment: appSettings.fromEnvironment,
    findInclude: (path) => includes.get(path),
    included: [...includes.values()].map(({ file }) => file),
    problems,
  };
}

/** `<configuration>` with `<sitecore>` in it, and not the one that a web.config has. */
async function isPatchFile(access: FileAccess, file: FilePath): Promise<boolean> {
  const root = (await access.tree(file))?.root;
  return (
    root?.name === 'configuration' &&
    root.children.some((child) => child.kind === 'element' && child.name === 'sitecore')
  );
}

/** The options for a build; `rules` replaces definitions of the same key (`role:define`). */
export function optionsFor(sources: SitecoreSources, rules: readonly RuleDefinition[] = []): SitecoreOptions {
  const { generation, ruleSupport, version, findInclude } = sources;
  return { generation, ruleSupport, version, findInclude, rules: rulesFrom([...sources.definitions, ...rules]) };
}

/** Reads all active files; those that vanished meanwhile are left out. */
export async function readInputs(sources: SitecoreSources, access: FileAccess): Promise<SitecoreInput[]> {
  if (!sources.base) return [];
  const active = sources.files.filter((file) => file.active);
  const inputs = await Promise.all(
    active.map(async ({ file, layer }) => {
      const tree = await access.tree(file);
      return tree ? [{ file, tree, layer }] : [];
    }),
  );
  return [sources.base, ...inputs.flat()];
}

async function findBase(
  section: XmlElement,
  webConfig: SitecoreInput,
  access: FileAccess,
  folders: SiteFolders,
  problems: SitecoreProblem[],
): Promise<SitecoreInput | undefined> {
  const source = section.attributes.find((attribute) => attribute.name === 'configSource');
  if (!source) return webConfig;
  const at = { file: webConfig.file, start: source.valueStart, end: source.valueEnd };
  if (leavesRoot(folders.root, source.value)) {
    const message = `\`${source.value}\` leads out of the site; \`configSource\` has to name a file below it.`;
    problems.push({ ...at, code: 'include-outside', message });
    return undefined;
  }
  const file = await folders.find(source.value, 'file');
  const tree = file && (await access.tree(file));
  if (tree) return { ...webConfig, file, tree };
  problems.push({
    ...at,
    code: 'missing-file',
    message: `\`${source.value}\` is not there, so there is no Sitecore configuration.`,
  });
  return undefined;
}

/** Nearly every site in use is of 9.0 or later: the engine of today, unless something says that the site is older. */
function generationBy(evidence: readonly VersionEvidence[]): Generation {
  return evidence.some(({ before }) => before && generationOf(before) === 'new' && isBefore(before, 9, 1))
    ? 'old'
    : 'new';
}

function ruleSupportOf(
  generation: Generation,
  handler: SectionHandler | undefined,
  section: XmlElement | undefined,
): RuleSupport {
  if (generation === 'new') return 'all';
  // The first editions of the module take the roles from the root element.
  const definesRoles = section?.attributes.some((a) => a.name === 'role:define') ?? false;
  return handler?.rolesModule || definesRoles ? 'role' : 'none';
}

function definitionsOnRoot(
  section: XmlElement | undefined,
  file: FilePath,
  ruleSupport: RuleSupport,
): DefinitionInFile[] {
  const attribute = ruleSupport === 'role' && section?.attributes.find((a) => a.name === 'role:define');
  if (!attribute) return [];
  const { name: key, value } = attribute;
  return [{ key, value, rule: 'role', file, keyAttribute: attribute, valueAttribute: attribute }];
}

/** Without a Layers.config that can be read, the layers are those that Sitecore ships. */
function newLayers(
  file: FilePath | undefined,
  tree: XmlDocument | undefined,
  problems: SitecoreProblem[],
): readonly LayerDefinition[] {
  if (!file || !tree) return STOCK_LAYERS;
  const layers = readLayers(tree);
  if (!isWellFormed(tree) || tree.root?.name !== 'layers') {
    const message = 'Sitecore cannot read this file: it needs well-formed XML with the root `<layers>`.';
    const { start, openEnd } = tree.root ?? { start: 0, openEnd: 0 };
    problems.push({ file, start, end: openEnd, code: 'broken-file', message });
    if (layers.length === 0) return STOCK_LAYERS;
  }
  return layers;
}

/** Sitecore 6 to 8.2: two folders (AutoIncludeFilesLoader); the roles module may name others in place of Include. */
function oldFolders(handler: SectionHandler | undefined, appSettings: AppSettings): readonly LayerDefinition[] {
  const override = handler?.rolesModule ? appSettings.values.get('include:override') : undefined;
  const named = override?.split(/[;|]/).filter((folder) => folder.trim() !== '');
  const include = named?.length ? named.map((folder) => folder.trim()) : ['/App_Config/Include'];
  return ['/App_Config/Sitecore/Components', ...include].map((includeFolder) => ({
    name: nameOf(includeFolder.replace(/[\\/]+$/, '').replace(/\\/g, '/')),
    includeFolder,
    off: false,
    loadOrder: [],
    element: undefined,
  }));
}

/** All files that `sc.include` may reach from the base, by the path that it asks for. */
async function loadIncludes(
  section: XmlElement | undefined,
  file: FilePath,
  access: FileAccess,
  folders: SiteFolders,
  problems: SitecoreProblem[],
): Promise<Map<string, { file: FilePath; tree: XmlDocument }>> {
  const includes = new Map<string, { file: FilePath; tree: XmlDocument }>();
  const asked = new Set<string>();
  const work = section ? [{ element: section, file }] : [];
  for (let job = work.pop(); job; job = work.pop()) {
    for (const include of includesIn(job.element)) {
      const path = include.path.toLowerCase();
      if (asked.has(path)) continue;
      asked.add(path);
      if (leavesRoot(folders.root, path)) {
        const { start, end } = include.element;
        const message = `\`${include.path}\` leads out of the site and is not read.`;
        problems.push({ file: job.file, start, end, code: 'include-outside', message });
        continue;
      }
      const found = await folders.find(path, 'file');
      const tree = found && (await access.tree(found));
      if (!tree) continue;
      includes.set(`/${path.replace(/\\/g, '/').replace(/^\/+/, '')}`, { file: found, tree });
      if (tree.root) work.push({ element: tree.root, file: found });
    }
  }
  return includes;
}

function includesIn(top: XmlElement): { readonly element: XmlElement; readonly path: string }[] {
  const found: { element: XmlElement; path: string }[] = [];
  const work = [top];
  for (let element = work.pop(); element; element = work.pop()) {
    if (element.localName === 'sc.include') {
      const path = withAncestors(attributeValue(element, 'file') ?? '', element);
      if (path) found.push({ element, path });
    }
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]!;
      if (child.kind === 'element') work.push(child);
    }
  }
  return found;
}

function withAncestors(value: string, element: XmlElement): string {
  let text = value;
  for (let node = element.parent; node.kind === 'element' && text.includes('$('); node = node.parent) {
    for (const { localName, value: own } of node.attributes) text = substitute(text, `$(${localName})`, own);
    text = substitute(text, '$(name)', node.localName);
  }
  return text;
}
