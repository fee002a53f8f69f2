import { jsonProvider } from '../../config/appsettings/provider';
import { runHost } from '../../config/csharp/run';
import { hostSettings } from '../../config/csharp/settings';
import { derived } from '../../derived';
import type { FilePath } from '../../files/files';
import { isInside, join, keyOf } from '../../files/paths';
import { CSHARP } from '../../syntax/csharp/kind';
import { JSON_FILE } from '../../syntax/json/kind';
import { type ProjectFile, projectIn, runsCore } from '../code/project';
import { declarationsIn, loadSources, type ProjectSources } from '../code/sources';
import type { ParsedFile } from '../parsed';
import { handsRequestsOn } from '../requests';
import type { SiteView, Variant } from '../site';
import type { Claim, Loading, Search, SitePart } from '../sitePart';
import { environmentIn, environmentNames, type Variable, variablesOf } from './environments';
import { CORE, type CoreSite, type CoreView } from './key';

/**
 * ASP.NET Core: a project that runs a web host, whose start-up code is interpreted; or, without its source, a
 * web.config that hands all requests on.
 */
export const core: SitePart<CoreSite, CoreView> = {
  key: CORE,
  watches: ['**/web.config', '**/*.cs', '**/*.csproj', '**/*.json', '**/Directory.*.props'],
  wakes: ['**/web.config', '**/*.csproj'],
  kinds: [CSHARP, JSON_FILE],
  claims,
  async load(loading) {
    const { webConfig, root } = loading;
    const found = await projectIn(root, { ...loading, load: (path) => loading.cache.load(path) });
    const project = found && runsCore(found) ? found : undefined;
    const behindIis = webConfig !== undefined && handsRequestsOn(webConfig);
    if (!project && !behindIis) return undefined;
    const variables = variablesOf(webConfig);
    const environment = environmentIn(variables) ?? 'Production';
    if (!project) {
      const loaded: CoreSite = { behindIis, project, code: [], environment };
      return { loaded, stack: 'core' };
    }
    const sources = await loadSources(project, loading);
    const json = await loadJson(project, sources, loading);
    const loaded: CoreSite = { behindIis, project, code: sources.flatMap(({ files }) => files), environment };
    const names = environmentNames(json.settings, json.launch, environment);
    return {
      loaded,
      stack: 'core',
      version: project.project.targetFramework,
      variants: names.map((name): Variant => ({ name, transforms: [], values: { environment: [name] } })),
      view: (view) => viewIn(environmentOf(view, loaded), root, sources, json.files, variables),
    };
  },
};

/** Folders of projects that run a web host. */
async function claims(search: Search): Promise<readonly Claim[]> {
  const found: Claim[] = [];
  for (const top of search.roots)
    for (const folder of search.folders.below(top)) {
      if (!search.folders.entries(folder).some(({ name }) => /\.csproj$/i.test(name))) continue;
      const project = await projectIn(folder, search);
      if (project && runsCore(project)) found.push({ root: folder, own: true });
    }
  return found;
}

function environmentOf({ variant }: SiteView, site: CoreSite): string {
  return variant?.values?.environment?.[0] ?? site.environment;
}

interface JsonFiles {
  /** By lower-cased path. */
  readonly files: ReadonlyMap<string, ParsedFile>;
  readonly settings: readonly ParsedFile[];
  readonly launch: ParsedFile | undefined;
}

/** appsettings files of the content root, and every other JSON file that code names. */
async function loadJson(
  { folder }: ProjectFile,
  sources: readonly ProjectSources[],
  loading: Loading,
): Promise<JsonFiles> {
  const { folders } = loading;
  const files = new Map<string, ParsedFile>();
  const read = async (path: FilePath, layer: string): Promise<ParsedFile | undefined> => {
    const file = await loading.read(path, layer, JSON_FILE);
    if (file) files.set(keyOf(path), file);
    return file;
  };
  const settings: ParsedFile[] = [];
  for (const { kind, name } of folders.entries(folder)) {
    if (kind !== 'file' || !/^appsettings(?:\..+)?\.json$/i.test(name)) continue;
    const file = await read(`${folder}/${name}`, 'appsettings');
    if (file) settings.push(file);
  }
  if (!folders.file(folder, 'appsettings.json')) loading.awaits(`${folder}/appsettings.json`);
  for (const written of namedInCode(sources)) {
    const path = join(folder, written);
    if (files.has(keyOf(path)) || !loading.roots.some((root) => isInside(root, path))) continue;
    await read(path, 'configuration');
  }
  // A name that code puts together may be that of any file beside the project.
  if (sources.some(({ files: code }) => code.some((file) => derived(file, composesJsonName))))
    for (const { kind, name } of folders.entries(folder)) {
      const path = `${folder}/${name}`;
      if (kind !== 'file' || !/\.json$/i.test(name) || files.has(keyOf(path))) continue;
      const file = await loading.readCode(path, JSON_FILE);
      if (file) files.set(keyOf(path), file);
    }
  const properties = folders.folder(folder, 'Properties');
  const launchPath = properties && folders.file(properties, 'launchSettings.json');
  const launch = launchPath ? await loading.readCode(launchPath, JSON_FILE) : undefined;
  return { files, settings, launch };
}

/** `AddJsonFile("more.json")` and the like. */
function namedInCode(sources: readonly ProjectSources[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { files } of sources)
    for (const file of files) for (const name of derived(file, jsonNamedIn)) names.add(name);
  return names;
}

/** `AddJsonFile($"settings.{environment}.json")`, or with a name that is no text at all. */
function composesJsonName({ text }: ParsedFile): boolean {
  return /\bAddJsonFile\s*\(\s*(?!@?"(?:[^"\\]|\\.)*"\s*[,)])/.test(text);
}

const NO_NAMES: readonly string[] = [];

function jsonNamedIn({ text }: ParsedFile): readonly string[] {
  if (!text.includes('AddJsonFile')) return NO_NAMES;
  return [...text.matchAll(/"((?:[\w.\-/\\ ]|\\\\)+\.json)"/gi)].map((match) => match[1]!.replaceAll('\\\\', '/'));
}

function opensIdentityServer4({ text }: ParsedFile): boolean {
  return /\busing\s+IdentityServer4\b/.test(text);
}

function viewIn(
  environment: string,
  root: FilePath,
  sources: readonly ProjectSources[],
  files: ReadonlyMap<string, ParsedFile>,
  variables: readonly Variable[],
): CoreView {
  const { project } = sources[0]!.project;
  const identityServer4 = sources.some(({ files: code }) => code.some((file) => derived(file, opensIdentityServer4)));
  const run = runHost(
    derived(sources, declarationsIn),
    { framework: project.framework, packages: project.packages, identityServer4 },
    {
      environment,
      variables,
      json(written) {
        const file = files.get(keyOf(join(root, written)));
        return file && jsonProvider(file.tree(JSON_FILE), file.path, file.text);
      },
    },
  );
  return {
    environment,
    run,
    settings: hostSettings(run),
  };
}
