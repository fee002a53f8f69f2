import { nameOf } from '../../files/paths';
import type { EffectiveValue } from '../aspnet/effective';
import type { ConfigProblem } from '../aspnet/problem';
import { type ConfigElement, type ConfigSource, elementsAt, tagOf, valuePlaceOf } from '../aspnet/source';
import { isPlaceholder } from '../placeholder';
import { lastName } from './physicalPath';
import { chainedValue, contributions, descend, type Link } from './values';

/** What an applicationHost.config says about pools and sites. Looking up a pool or a folder does not walk the file. */
export interface IisConfiguration {
  readonly source: ConfigSource;
  /** By name, without case. */
  pool(name: string): Pool | undefined;
  poolNames(): readonly string[];
  /** By name, without case. */
  site(name: string): Site | undefined;
  siteNames(): readonly string[];
  /** Virtual directories whose physical path ends with this folder name (lower case); made only when asked for. */
  directoriesEndingWith(name: string): readonly { readonly physicalPath: string; directory(): VirtualDirectory }[];
  /** `system.applicationHost/webLimits/@dynamicIdleThreshold` and other values without a collection. */
  value(path: string): EffectiveValue | undefined;
  readonly problems: readonly ConfigProblem[];
}

export interface Pool {
  readonly name: string;
  readonly element: ConfigElement;
  /** `processModel/@idleTimeout`; undefined when neither the pool nor the defaults say it. */
  value(path: string): EffectiveValue | undefined;
  /** Local times of day at which it recycles, as written: the defaults' unless cleared, then its own. */
  schedule(): readonly EffectiveValue[];
}

export interface Site {
  readonly name: string;
  readonly id: string | undefined;
  readonly element: ConfigElement;
  readonly applications: readonly Application[];
}

export interface Application {
  readonly site: Site;
  /** `/` or `/shop`. */
  readonly path: string;
  readonly element: ConfigElement;
  readonly directories: readonly VirtualDirectory[];
  /** `@applicationPool`, `@preloadEnabled`: `applicationDefaults` of the server, of the site, then its own. */
  value(path: string): EffectiveValue | undefined;
}

export interface VirtualDirectory {
  readonly application: Application;
  /** Below the application: `/` is its root. */
  readonly path: string;
  readonly physicalPath: string;
  readonly element: ConfigElement;
  /** `@allowSubDirConfig`: `virtualDirectoryDefaults` of the server, the site, the application, then its own. */
  value(path: string): EffectiveValue | undefined;
}

/**
 * Reads an applicationHost.config. Whatever is odd in it is a problem, never an exception. Only names are collected at
 * once: a server may have thousands of sites, and one of them is asked for.
 */
export function readIis(source: ConfigSource): IisConfiguration {
  const layer = nameOf(source.file);
  const at = (path: string) => (source.root ? elementsAt(source.root, path) : []);
  const repeated: ConfigProblem[] = [];
  const poolEntries = at('system.applicationHost/applicationPools').flatMap((section) => section.children);
  const siteEntries = at('system.applicationHost/sites').flatMap((section) => section.children);
  const pools = namedEntries(poolEntries, 'add', 'pool', repeated);
  const sites = namedEntries(siteEntries, 'site', 'site', repeated);
  const poolDefaults = linksOf(poolEntries, 'applicationPoolDefaults');
  const siteDefaults = defaultsIn(siteEntries, 'of all sites');
  const site = (name: string) => {
    const element = sites.get(name.toLowerCase());
    return element && siteFrom(element, siteDefaults, layer);
  };
  let directories: ReadonlyMap<string, readonly DirectoryElements[]> | undefined;
  let problems: readonly ConfigProblem[] | undefined;
  return {
    source,
    pool: (name) => {
      const element = pools.get(name.toLowerCase());
      return element && poolFrom(element, poolDefaults, layer);
    },
    poolNames: () => [...pools.values()].map(nameIn),
    site,
    siteNames: () => [...sites.values()].map(nameIn),
    directoriesEndingWith: (name) => {
      directories ??= directoriesByLastName(sites.values());
      return (directories.get(name) ?? []).map((found) => ({
        physicalPath: found.physicalPath,
        directory: () => directoryFrom(found, siteDefaults, layer),
      }));
    },
    value: (path) => {
      const cut = path.lastIndexOf('/');
      const links = at(path.slice(0, cut)).map((element) => ({ element, note: element.name }));
      return chainedValue(layer, links, path.slice(cut + 1));
    },
    get problems() {
      problems ??= [...repeated, ...missingPools(sites.values(), pools)];
      return problems;
    },
  };
}

function nameIn(element: ConfigElement): string {
  return element.value('name') ?? '';
}

/** Entries of a collection by name in lower case; a second one is a problem and does not count. */
function namedEntries(
  entries: readonly ConfigElement[],
  tag: string,
  what: string,
  problems: ConfigProblem[],
): Map<string, ConfigElement> {
  const found = new Map<string, ConfigElement>();
  for (const element of entries) {
    const name = element.name === tag ? element.value('name') : undefined;
    if (name === undefined) continue;
    const first = found.get(name.toLowerCase());
    if (!first) {
      found.set(name.toLowerCase(), element);
      continue;
    }
    problems.push({
      code: 'iis-repeated',
      severity: 'error',
      ...tagOf(element),
      message: `The ${what} "${name}" stands here a second time: IIS cannot read the section, and no site starts. Remove one of the two.`,
      related: [{ ...tagOf(first), message: 'It stands here first' }],
    });
  }
  return found;
}

function linksOf(entries: readonly ConfigElement[], name: string, whose = ''): Link[] {
  const note = whose ? `${name} ${whose}` : name;
  return entries.filter((entry) => entry.name === name).map((element) => ({ element, note }));
}

function poolFrom(element: ConfigElement, defaults: readonly Link[], layer: string): Pool {
  const name = nameIn(element);
  const chain = [...defaults, { element, note: `pool "${name}"` }];
  return {
    name,
    element,
    value: (path) => chainedValue(layer, chain, path),
    schedule: () => {
      let times: EffectiveValue[] = [];
      for (const link of chain) {
        for (const entry of descend(link.element, ['recycling', 'periodicRestart', 'schedule'])?.children ?? []) {
          const value = entry.attribute('value');
          if (entry.name === 'clear') times = [];
          else if (entry.name === 'add' && value)
            times.push({ literal: value.value, history: contributions(layer, value.origins, link.note) });
        }
      }
      return times;
    },
  };
}

/** `applicationDefaults` and `virtualDirectoryDefaults` among these elements. */
interface Defaults {
  readonly application: readonly Link[];
  readonly directory: readonly Link[];
}

function defaultsIn(entries: readonly ConfigElement[], whose: string): Defaults {
  return {
    application: linksOf(entries, 'applicationDefaults', whose),
    directory: linksOf(entries, 'virtualDirectoryDefaults', whose),
  };
}

function joined(outer: Defaults, inner: Defaults): Defaults {
  return {
    application: [...outer.application, ...inner.application],
    directory: [...outer.directory, ...inner.directory],
  };
}

function siteFrom(element: ConfigElement, outer: Defaults, layer: string): Site {
  const name = nameIn(element);
  const applications: Application[] = [];
  const site: Site = { name, id: element.value('id'), element, applications };
  const defaults = joined(outer, defaultsIn(element.children, `of "${name}"`));
  for (const child of element.children)
    if (child.name === 'application') applications.push(applicationFrom(site, child, defaults, layer));
  return site;
}

function applicationFrom(site: Site, element: ConfigElement, outer: Defaults, layer: string): Application {
  const path = element.value('path') ?? '/';
  const who = site.name + (path === '/' ? '' : path);
  const defaults = joined(outer, defaultsIn(element.children, `of "${who}"`));
  const directories: VirtualDirectory[] = [];
  const chain = [...defaults.application, { element, note: `application "${who}"` }];
  const value = (name: string) => chainedValue(layer, chain, name);
  const application: Application = { site, path, element, directories, value };
  for (const child of element.children) {
    if (child.name !== 'virtualDirectory') continue;
    const links = [...defaults.directory, { element: child, note: `virtual directory of "${who}"` }];
    directories.push({
      application,
      path: child.value('path') ?? '/',
      physicalPath: child.value('physicalPath') ?? '',
      element: child,
      value: (name) => chainedValue(layer, links, name),
    });
  }
  return application;
}

/** A virtual directory not yet made into an object. */
interface DirectoryElements {
  readonly site: ConfigElement;
  readonly directory: ConfigElement;
  readonly physicalPath: string;
}

function directoriesByLastName(sites: Iterable<ConfigElement>): Map<string, DirectoryElements[]> {
  const found = new Map<string, DirectoryElements[]>();
  for (const site of sites) {
    for (const application of site.children) {
      if (application.name !== 'application') continue;
      for (const directory of application.children) {
        const path = directory.name === 'virtualDirectory' ? directory.attribute('physicalPath') : undefined;
        if (!path) continue;
        const key = lastName(path.value);
        const elements = { site, directory, physicalPath: path.value };
        const same = found.get(key);
        if (same) same.push(elements);
        else found.set(key, [elements]);
      }
    }
  }
  return found;
}

function directoryFrom({ site, directory }: DirectoryElements, defaults: Defaults, layer: string): VirtualDirectory {
  const { applications } = siteFrom(site, defaults, layer);
  return applications.flatMap(({ directories }) => directories).find((found) => found.element === directory)!;
}

function missingPools(sites: Iterable<ConfigElement>, pools: ReadonlyMap<string, ConfigElement>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const application of [...sites].flatMap((site) => site.children)) {
    const attribute = application.name === 'application' ? application.attribute('applicationPool') : undefined;
    if (!attribute || isPlaceholder(attribute.value) || pools.has(attribute.value.toLowerCase())) continue;
    problems.push({
      code: 'iis-pool-missing',
      severity: 'error',
      ...valuePlaceOf(attribute),
      message: `There is no pool "${attribute.value}" in this file: the application answers 503. Add the pool, or name one that exists.`,
    });
  }
  return problems;
}
