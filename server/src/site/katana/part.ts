import type { ConfigPlace } from '../../config/appsettings/provider';
import type { Contribution, EffectiveConfiguration } from '../../config/aspnet/effective';
import type { Surroundings } from '../../config/csharp/framework/host';
import { katanaSettings, runKatana } from '../../config/csharp/katana';
import { derived } from '../../derived';
import { join } from '../../files/paths';
import { isUnknown } from '../../session/lifetime';
import { CSHARP } from '../../syntax/csharp/kind';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import { bareProject, projectIn } from '../code/project';
import { declarationsIn, loadSources, type ProjectSources } from '../code/sources';
import { type ParsedFile, xmlOf } from '../parsed';
import { handsRequestsOn } from '../requests';
import type { SiteView } from '../site';
import type { SitePart } from '../sitePart';
import { KATANA, type KatanaSite, type KatanaView } from './key';

/** OWIN on .NET Framework: a web application whose start-up class builds a pipeline. */
export const katana: SitePart<KatanaSite, KatanaView | undefined> = {
  key: KATANA,
  watches: ['**/*.cs', '**/*.csproj', '**/packages.config'],
  kinds: [CSHARP],
  async load(loading) {
    const { webConfig, root, cache } = loading;
    if (!webConfig || handsRequestsOn(webConfig)) return undefined;
    const project = (await projectIn(root, { ...loading, load: (path) => cache.load(path) })) ?? bareProject(root);
    if (project.project.framework !== undefined) return undefined;
    const sources = await loadSources(project, loading, mentionsOwin);
    const first = sources.flatMap(({ files }) => files)[0];
    if (!first) return undefined;
    // Only now is the grammar worth its loading.
    await cache.load(first.path, CSHARP);
    const packages = await cache.load(join(root, 'packages.config'));
    const loaded: KatanaSite = {
      version: owinVersion(sources, packages && 'text' in packages ? packagesIn(packages) : undefined),
    };
    return { loaded, view: (view) => viewIn(view, sources) };
  },
};

/** Code that builds a pipeline names its builder. */
function mentionsOwin(texts: readonly string[]): boolean {
  return texts.some((text) => /\bIAppBuilder\b/.test(text));
}

/** Packages whose version is that of the middlewares, the one under System.Web first. */
const OWIN = ['microsoft.owin.host.systemweb', 'microsoft.owin.security.cookies', 'microsoft.owin'];

function owinVersion(
  sources: readonly ProjectSources[],
  listed: ReadonlyMap<string, string> | undefined,
): string | undefined {
  for (const packages of [...sources.map(({ project }) => project.project.packages), listed])
    for (const name of OWIN) {
      const version = packages?.get(name);
      if (version) return version;
    }
  return undefined;
}

/** `<package id="Microsoft.Owin" version="4.2.2" />` of packages.config, by lower-cased id. */
function packagesIn(file: ParsedFile): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  for (const root of childElements(xmlOf(file)))
    for (const entry of childElements(root)) {
      const [id, version] = [attributeOf(entry, 'id')?.value, attributeOf(entry, 'version')?.value];
      if (id && version) packages.set(id.toLowerCase(), version);
    }
  return packages;
}

function viewIn(view: SiteView, sources: readonly ProjectSources[]): KatanaView | undefined {
  const configuration = view.effective();
  const appSettings = appSettingsOf(configuration);
  const surroundings: Surroundings = {
    environment: '',
    json: () => undefined,
    variables: [],
    appSettings,
    sessionTimeout: sessionTimeoutOf(configuration),
  };
  const versions = { framework: undefined, packages: new Map<string, string>() };
  const run = runKatana(
    derived(sources, declarationsIn),
    versions,
    surroundings,
    appSettings.get('owin:appstartup')?.value,
  );
  return run && { run, settings: katanaSettings(run) };
}

function placeOf({ file, span }: Contribution): ConfigPlace {
  return { path: file, start: span.start, end: span.end };
}

function appSettingsOf(configuration: EffectiveConfiguration): NonNullable<Surroundings['appSettings']> {
  const found = new Map<string, { value: string; place: ConfigPlace; literal: string; layer: string }>();
  for (const entry of configuration.section('appSettings')?.children ?? []) {
    const key = entry.attributes.get('key')?.literal;
    const value = entry.attributes.get('value');
    const winner = value?.history.at(-1);
    if (typeof key !== 'string' || typeof value?.literal !== 'string' || !winner) continue;
    found.set(key.toLowerCase(), {
      value: value.literal,
      place: placeOf(winner),
      literal: value.literal,
      layer: winner.layer,
    });
  }
  return found;
}

function sessionTimeoutOf(configuration: EffectiveConfiguration): Surroundings['sessionTimeout'] {
  const timeout = configuration.section('system.web/sessionState')?.attributes.get('timeout');
  const winner = timeout?.history.at(-1);
  if (!timeout || isUnknown(timeout.literal) || !winner || !/^\d+$/.test(timeout.literal)) return undefined;
  return { minutes: Number(timeout.literal), place: placeOf(winner), literal: timeout.literal, layer: winner.layer };
}
