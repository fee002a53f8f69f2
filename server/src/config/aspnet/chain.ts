import { derived } from '../../derived';
import { type Layer, type Location, locationsOf } from './layer';
import type { ConfigElement } from './source';

/** Where the site stands in IIS: needed to read locations of machine-wide files, whose paths begin with the site's name. */
export interface SitePlace {
  readonly name: string;
  /** Path of the application in its site: `/` or `/shop`. */
  readonly application: string;
}

export interface ChainOptions {
  /** The virtual path below the application root to look at: a folder or a file. Without one: the application itself. */
  readonly location?: string;
  readonly site?: SitePlace;
  /** Virtual paths below the application root, in lower case, that IIS runs as applications; undefined when unknown. */
  readonly applications?: ReadonlySet<string>;
  /** The pool says `enableConfigurationOverride="false"`: what web.config files say in IIS's sections does not count. */
  readonly ignoresWebConfig?: boolean;
  /** The virtual directory says `allowSubDirConfig="false"`: web.config files of folders are not read. */
  readonly ignoresFolders?: boolean;
}

/** One element that holds sections for one level: the root of a file, or one of its `<location>`s. */
export interface Container {
  readonly layer: Layer;
  readonly location: Location | undefined;
  /** Number of the level the file itself belongs to; locks bind files of higher numbers. */
  readonly fileLevel: number;
  readonly level: Level;
  elements(path: string): readonly ConfigElement[];
}

/** machine.config is level 0, the root web.config 1, applicationHost.config 2; the path's folders follow. */
export interface Level {
  readonly number: number;
  /** Virtual path below the application root, as written; undefined above the application root. */
  readonly path: string | undefined;
  /** At or above the root of the application that is looked at, or known to be an application. */
  readonly atApplication: boolean;
  /** Did anybody say whether the folder is an application? */
  readonly certain: boolean;
}

export const APPLICATION_HOST_LEVEL = 2;

/**
 * What speaks for a path, weakest first. At every level: the `<location>`s for exactly this level of the files above it,
 * farthest file first, then the level's own file (BaseConfigurationRecord.InitConfig, SectionRecord.AddLocationInput).
 */
export function chainOf(layers: readonly Layer[], options: ChainOptions): Container[] {
  const above = options.site ? [options.site.name, ...segments(options.site.application)] : [];
  const below = segments(options.location ?? '');
  const path = [...above, ...below];
  const depthOf = (layer: Layer) => above.length + segments(layer.folder).length;
  const speaking = layers.filter((layer) => {
    if (isMachineWide(layer)) return true;
    if (options.ignoresFolders && layer.kind === 'folder web.config') return false;
    return isPrefix(segments(layer.folder), below);
  });
  const said = new Map(speaking.filter((layer) => !isMachineWide(layer)).map((layer) => [depthOf(layer), layer]));
  /** Is the folder at this depth an application? Undefined when nobody says. */
  const isApplication = (depth: number): boolean | undefined =>
    depth <= above.length
      ? true
      : (options.applications?.has(path.slice(above.length, depth).join('/').toLowerCase()) ??
        said.get(depth)?.isApplication);
  let applicationDepth = above.length;
  for (let depth = path.length; depth > applicationDepth; depth--) if (isApplication(depth)) applicationDepth = depth;
  const levels: Level[] = [0, 1, APPLICATION_HOST_LEVEL].map((number) => ({
    number,
    path: undefined,
    atApplication: true,
    certain: true,
  }));
  for (let depth = 0; depth <= path.length; depth++) {
    // Without a site, depth 0 is the application root.
    if (depth === 0 && above.length > 0) continue;
    levels.push({
      number: APPLICATION_HOST_LEVEL + 1 + depth,
      path: depth >= above.length ? below.slice(0, depth - above.length).join('/') : undefined,
      atApplication: depth <= applicationDepth,
      certain: isApplication(depth) !== undefined,
    });
  }
  const files = speaking.map((layer) => readFile(layer, above, depthOf(layer)));
  const containers: Container[] = [];
  for (const level of levels) {
    for (const file of files) {
      if (file.level < level.number) {
        for (const location of file.locations.get(keyOfDepth(path, level.number)) ?? [])
          if (appliesTo(location, file.level, applicationDepth)) containers.push(container(file, level, location));
      } else if (file.level === level.number) {
        for (const location of file.locations.get(OWN) ?? [])
          if (appliesTo(location, file.level, applicationDepth)) containers.push(container(file, level, location));
        if (file.layer.source.root) containers.push(container(file, level, undefined));
      }
    }
  }
  return containers;
}

/** Key of path-less locations. */
const OWN = '.';

interface ReadFile {
  readonly layer: Layer;
  readonly level: number;
  /** By absolute virtual path in lower case. */
  readonly locations: ReadonlyMap<string, readonly Location[]>;
}

function readFile(layer: Layer, above: readonly string[], depth: number): ReadFile {
  const locations = new Map<string, Location[]>();
  const base = isMachineWide(layer) ? [] : [...above, ...segments(layer.folder)];
  for (const location of locationsOf(layer)) {
    // Paths of machine-wide files begin with the site's name; without a site nobody knows whether they are meant for it.
    if (location.path !== '' && isMachineWide(layer) && !isBelow(above[0], location.path)) continue;
    const key = location.path === '' ? OWN : [...base, ...segments(location.path)].join('/').toLowerCase();
    const same = locations.get(key);
    if (same) same.push(location);
    else locations.set(key, [location]);
  }
  return { layer, level: levelOf(layer, depth), locations };
}

/** Does a path begin with the site's name? Without a site: no. */
function isBelow(site: string | undefined, path: string): boolean {
  return site !== undefined && path.toLowerCase().startsWith(site.toLowerCase());
}

function container(file: ReadFile, level: Level, location: Location | undefined): Container {
  const holder = location?.element ?? file.layer.source.root!;
  return {
    layer: file.layer,
    location,
    fileLevel: file.level,
    level,
    elements: (path) => {
      const [first, ...rest] = path.split('/');
      let found: readonly ConfigElement[] = derived(holder, byName).get(first!) ?? [];
      for (const name of rest)
        found = found.flatMap((element) => element.children.filter((child) => child.name === name));
      return found;
    },
  };
}

function byName(holder: ConfigElement): ReadonlyMap<string, readonly ConfigElement[]> {
  const found = new Map<string, ConfigElement[]>();
  for (const child of holder.children) {
    const same = found.get(child.name);
    if (same) same.push(child);
    else found.set(child.name, [child]);
  }
  return found;
}

/** `inheritInChildApplications="false"` counts where the file stands above the application that is looked at. */
function appliesTo(location: Location, fileLevel: number, applicationDepth: number): boolean {
  return location.inheritInChildApplications || fileLevel >= APPLICATION_HOST_LEVEL + 1 + applicationDepth;
}

function levelOf(layer: Layer, depth: number): number {
  switch (layer.kind) {
    case 'machine.config':
      return 0;
    case 'root web.config':
      return 1;
    case 'applicationHost.config':
      return APPLICATION_HOST_LEVEL;
    default:
      return APPLICATION_HOST_LEVEL + 1 + depth;
  }
}

function keyOfDepth(path: readonly string[], level: number): string {
  const depth = level - APPLICATION_HOST_LEVEL - 1;
  return depth < 0 ? '' : path.slice(0, depth).join('/').toLowerCase();
}

export function isMachineWide(layer: Layer): boolean {
  return layer.kind === 'machine.config' || layer.kind === 'root web.config' || layer.kind === 'applicationHost.config';
}

function segments(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
}

function isPrefix(shorter: readonly string[], longer: readonly string[]): boolean {
  return shorter.length <= longer.length && shorter.every((part, i) => part.toLowerCase() === longer[i]!.toLowerCase());
}

/**
 * The virtual paths for which these files say something of their own, '' first: folders with a web.config and targets of
 * `<location>`s, in lower case. Problems of a `<location>` show only when its path is looked at.
 */
export function configuredPaths(layers: readonly Layer[]): string[] {
  const found = new Set<string>(['']);
  for (const layer of layers) {
    if (isMachineWide(layer)) continue;
    const folder = segments(layer.folder);
    found.add(folder.join('/').toLowerCase());
    for (const { path } of locationsOf(layer)) found.add([...folder, ...segments(path)].join('/').toLowerCase());
  }
  return [...found];
}
