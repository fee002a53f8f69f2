import type { FilePath } from '../files/files';
import { folderOf, keyOf, nameOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { copyAbove, isOfAnotherKind } from './bystanders';
import type { Folders } from './folders';
import type { MachineFiles } from './iis';
import { type FileCache, isParsed } from './parsed';
import type { Claim } from './sitePart';

/** One way to deploy a site by transforms, applied in order. */
export interface TransformVariant {
  readonly name: string;
  readonly transforms: readonly FilePath[];
}

/** What names alone tell about a site. */
export interface SiteSeed {
  readonly root: FilePath;
  readonly webConfig: FilePath | undefined;
  /** Its web.config is not in the workspace: it comes with an installation that the site is copied into. */
  readonly spread?: boolean;
  readonly transforms: readonly TransformVariant[];
  /** Publish profiles (`Properties/PublishProfiles/*.pubxml`); what they say is read when the site is loaded. */
  readonly profiles: readonly FilePath[];
  /** web.config files of folders below the root that belong to no other site, outermost first. */
  readonly folderConfigs: readonly FilePath[];
}

/** `Web.Release.config`; `web.config.xdt` and `web.config.install.xdt` as packages and deployment tools call theirs. */
const TRANSFORM_NAMES = [/^web\.(.+)\.config$/i, /^web\.(?:(.+)\.)?xdt$/i] as const;

/** Undone by a package that goes, which no site is deployed by. */
const UNDOES = /^(?:config\.)?uninstall$/i;

function variantIn(name: string): string | undefined {
  for (const pattern of TRANSFORM_NAMES) {
    const found = pattern.exec(name);
    if (!found || UNDOES.test(found[1] ?? '')) continue;
    const inside = (found[1] ?? '').replace(/^config(?:\.|$)|\.config$/i, '');
    return inside === '' ? name : inside;
  }
  return undefined;
}

/** The sites that parts have found, in order of path: a claim below another one is part of its site unless it is `own`. */
export async function discoverSites(
  folders: Folders,
  cache: Pick<FileCache, 'load'>,
  claims: readonly Claim[],
): Promise<SiteSeed[]> {
  const held = new Set(claims.flatMap(({ holds = [] }) => holds).map(keyOf));
  const claimed = new Map<string, Claim>();
  for (const claim of claims) {
    if (isHeld(claim)) continue;
    const known = claimed.get(keyOf(claim.root));
    claimed.set(keyOf(claim.root), known ? together(known, claim) : claim);
  }
  const isRoot = ({ root, own }: Claim): boolean => own === true || !claimAbove(root);
  const siteRoots = [...claimed.values()].filter(isRoot).map(({ root }) => root);
  const roots = new Set(siteRoots.map(keyOf).filter((root) => !claimed.get(root)!.spread));
  let configsBelow: ReadonlyMap<string, readonly FilePath[]> | undefined;
  return Promise.all(siteRoots.sort(byPath).map(seedOf));

  function claimAbove(folder: FilePath): boolean {
    for (let at = folderOf(folder); at !== folderOf(at); at = folderOf(at)) {
      const above = claimed.get(keyOf(at));
      if (above && !above.spread) return true;
    }
    return false;
  }

  /** Does the folder, or one above it, take part in another site? */
  function isHeld({ root, holds }: Claim): boolean {
    if (holds) return false;
    for (let at = root; ; at = folderOf(at)) {
      if (held.has(keyOf(at))) return true;
      if (at === folderOf(at)) return false;
    }
  }

  /** The root of the site that a folder belongs to. */
  function rootAbove(folder: FilePath): string {
    let at = folder;
    while (!roots.has(keyOf(at)) && at !== folderOf(at)) at = folderOf(at);
    return keyOf(at);
  }

  /** web.config files below the root of each site that is theirs, but for the one at the root. */
  function configs(): ReadonlyMap<string, readonly FilePath[]> {
    if (configsBelow) return configsBelow;
    const found = new Map<string, FilePath[]>();
    for (const path of folders.named('web.config')) {
      const folder = folderOf(path);
      const root = rootAbove(folder);
      if (root === keyOf(folder) || folders.file(folder, 'machine.config')) continue;
      getOrInsertComputed(found, root, () => []).push(path);
    }
    configsBelow = found;
    return found;
  }

  async function seedOf(root: FilePath): Promise<SiteSeed> {
    if (claimed.get(keyOf(root))!.spread)
      return { root, webConfig: undefined, spread: true, transforms: [], profiles: [], folderConfigs: [] };
    const folderConfigs: FilePath[] = [];
    for (const path of configs().get(keyOf(root)) ?? []) {
      const file = await cache.load(path);
      if (!(isParsed(file) && (isOfAnotherKind(file) || copyAbove(folders, root, file)))) folderConfigs.push(path);
    }
    return {
      root,
      webConfig: folders.file(root, 'web.config'),
      transforms: transformsOf(folders, root),
      profiles: profilesOf(folders, root),
      folderConfigs: folderConfigs.sort(byPath),
    };
  }
}

/** What two parts say of one folder: each says more about it, and neither takes anything back. */
function together(known: Claim, claim: Claim): Claim {
  return {
    ...known,
    ...claim,
    ...((known.own || claim.own) && { own: true }),
    ...((known.holds || claim.holds) && { holds: [...(known.holds ?? []), ...(claim.holds ?? [])] }),
    // Whoever found a web.config there knows that it is a site of the usual kind.
    spread: known.spread === true && claim.spread === true,
  };
}

function transformsOf(folders: Folders, root: FilePath): TransformVariant[] {
  return folders.entries(root).flatMap(({ kind, name }) => {
    const variant = kind === 'file' ? variantIn(name) : undefined;
    return variant === undefined ? [] : [{ name: variant, transforms: [`${root}/${name}`] }];
  });
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
  return variantIn(nameOf(path));
}

/** Every applicationHost.config below the folders. */
export function discoverApplicationHosts(folders: Folders): FilePath[] {
  return [...folders.named('applicationHost.config')].sort(byPath);
}

/** machine.config and, beside it, the root web.config: the first folder that has them. */
export function discoverMachine(folders: Folders): MachineFiles {
  const [machineConfig] = folders.named('machine.config');
  if (machineConfig === undefined) return {};
  const rootWebConfig = folders.file(folderOf(machineConfig), 'web.config');
  return rootWebConfig ? { machineConfig, rootWebConfig } : { machineConfig };
}

function byPath(a: FilePath, b: FilePath): number {
  return keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0;
}
