import type { FilePath } from '../files/files';
import { folderOf, keyOf, nameOf } from '../files/paths';
import type { Folders } from './folders';
import type { MachineFiles } from './iis';

/** One way to deploy a site by transforms, applied in order. */
export interface TransformVariant {
  readonly name: string;
  readonly transforms: readonly FilePath[];
}

/** What names alone tell about a site. */
export interface SiteSeed {
  readonly root: FilePath;
  readonly webConfig: FilePath;
  readonly transforms: readonly TransformVariant[];
  /** Publish profiles (`Properties/PublishProfiles/*.pubxml`); what they say is read when the site is loaded. */
  readonly profiles: readonly FilePath[];
  /** web.config files of folders below the root, outermost first. */
  readonly folderConfigs: readonly FilePath[];
  readonly layersConfig: FilePath | undefined;
}

const TRANSFORM_NAME = /^web\.(.+)\.config$/i;

/** The sites below the given folders. A site's root is a folder with a web.config and none in a folder above it. */
export function discoverSites(folders: Folders, roots: readonly FilePath[]): SiteSeed[] {
  const configs = new Map<string, FilePath>();
  for (const root of roots) {
    for (const folder of folders.below(root)) {
      const config = folders.file(folder, 'web.config');
      // Beside machine.config stands the root web.config of the server, which is no site.
      if (config && !folders.file(folder, 'machine.config')) configs.set(keyOf(folder), config);
    }
  }
  const siteRoots = [...configs.values()].map(folderOf).filter((folder) => !hasConfigAbove(folder));
  return siteRoots.sort(byPath).map((root) => seedOf(root));

  function hasConfigAbove(folder: FilePath): boolean {
    for (let at = folderOf(folder); at !== folderOf(at); at = folderOf(at)) if (configs.has(keyOf(at))) return true;
    return false;
  }

  function seedOf(root: FilePath): SiteSeed {
    const folderConfigs = [...folders.below(root)]
      .filter((folder) => keyOf(folder) !== keyOf(root) && configs.has(keyOf(folder)))
      .map((folder) => configs.get(keyOf(folder))!);
    const appConfig = folders.folder(root, 'App_Config');
    return {
      root,
      webConfig: configs.get(keyOf(root))!,
      transforms: transformsOf(folders, root),
      profiles: profilesOf(folders, root),
      folderConfigs: folderConfigs.sort(byPath),
      layersConfig: appConfig && folders.file(appConfig, 'Layers.config'),
    };
  }
}

function transformsOf(folders: Folders, root: FilePath): TransformVariant[] {
  return folders
    .entries(root)
    .filter((entry) => entry.kind === 'file' && TRANSFORM_NAME.test(entry.name))
    .map((entry) => ({ name: TRANSFORM_NAME.exec(entry.name)![1]!, transforms: [`${root}/${entry.name}`] }));
}

function profilesOf(folders: Folders, root: FilePath): FilePath[] {
  const properties = folders.folder(root, 'Properties') ?? folders.folder(root, 'My Project');
  const profiles = properties && folders.folder(properties, 'PublishProfiles');
  if (!profiles) return [];
  return folders
    .entries(profiles)
    .filter((entry) => entry.kind === 'file' && /\.pubxml$/i.test(entry.name))
    .map((entry) => `${profiles}/${entry.name}`);
}

/** `Web.Release.config` → `Release`; undefined for any other name. */
export function variantNameOf(path: FilePath): string | undefined {
  return TRANSFORM_NAME.exec(nameOf(path))?.[1];
}

/** Every applicationHost.config below the folders. */
export function discoverApplicationHosts(folders: Folders, roots: readonly FilePath[]): FilePath[] {
  const found: FilePath[] = [];
  for (const root of roots)
    for (const folder of folders.below(root)) {
      const file = folders.file(folder, 'applicationHost.config');
      if (file) found.push(file);
    }
  return found.sort(byPath);
}

/** machine.config and, beside it, the root web.config: the first folder that has them. */
export function discoverMachine(folders: Folders, roots: readonly FilePath[]): MachineFiles {
  for (const root of roots)
    for (const folder of folders.below(root)) {
      const machineConfig = folders.file(folder, 'machine.config');
      if (!machineConfig) continue;
      const rootWebConfig = folders.file(folder, 'web.config');
      return rootWebConfig ? { machineConfig, rootWebConfig } : { machineConfig };
    }
  return {};
}

function byPath(a: FilePath, b: FilePath): number {
  return keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0;
}
