import { nameOf } from '../../files/paths';
import type { EffectiveValue } from '../aspnet/effective';
import type { ConfigProblem } from '../aspnet/problem';
import { attributeOf, type ConfigElement, type ConfigSource, elementsAt, tagOf, valuePlaceOf } from '../aspnet/source';
import { lastName } from './physicalPath';
import { chainedValue, contributions, descend, type Link } from './values';

/** What an applicationHost.config says about pools and sites. Looking up a pool or a folder does not walk the file. */
export interface IisConfiguration {
  readonly source: ConfigSource;
  /** By name, without case. */
  pool(name: string): Pool | undefined;
  poolNames(): readonly string[];
  readonly sites: readonly Site[];
  site(name: string): Site | undefined;
  /** Virtual directories whose physical path ends with this folder name (lower case). */
  directoriesEndingWith(name: string): readonly VirtualDirectory[];
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

/** Reads an applicationHost.config. Whatever is odd in it is a problem, never an exception. */
export function readIis(source: ConfigSource): IisConfiguration {
  const problems: ConfigProblem[] = [];
  const layer = nameOf(source.file);
  const at = (path: string) => (source.root ? elementsAt(source.root, path) : []);
  const pools = readPools(at('system.applicationHost/applicationPools'), layer, problems);
  const sites = readSites(at('system.applicationHost/sites'), layer, problems);
  const sitesByName = new Map([...sites].reverse().map((site) => [site.name.toLowerCase(), site]));
  const byLastName = new Map<string, VirtualDirectory[]>();
  for (const directory of sites.flatMap((site) =>
    site.applications.flatMap((application) => application.directories),
  )) {
    const key = lastName(directory.physicalPath);
    const same = byLastName.get(key);
    if (same) same.push(directory);
    else byLastName.set(key, [directory]);
  }
  reportMissingPools(sites, pools, problems);
  return {
    source,
    pool: (name) => pools.get(name.toLowerCase()),
    poolNames: () => [...pools.values()].map((pool) => pool.name),
    sites,
    site: (name) => sitesByName.get(name.toLowerCase()),
    directoriesEndingWith: (name) => byLastName.get(name) ?? [],
    value: (path) => {
      const cut = path.lastIndexOf('/');
      const links = at(path.slice(0, cut)).map((element) => ({ element, note: element.name }));
      return chainedValue(layer, links, path.slice(cut + 1));
    },
    problems,
  };
}

function readPools(sections: readonly ConfigElement[], layer: string, problems: ConfigProblem[]): Map<string, Pool> {
  const pools = new Map<string, Pool>();
  const entries = sections.flatMap((section) => section.children);
  const defaults = entries
    .filter((entry) => entry.name === 'applicationPoolDefaults')
    .map((element) => ({ element, note: 'applicationPoolDefaults' }));
  for (const element of entries) {
    const name = attributeOf(element, 'name')?.value;
    if (element.name !== 'add' || name === undefined) continue;
    const first = pools.get(name.toLowerCase());
    if (first) reportTwice(`The pool "${name}"`, element, first.element, problems);
    else pools.set(name.toLowerCase(), poolFrom(name, element, defaults, layer));
  }
  return pools;
}

function poolFrom(name: string, element: ConfigElement, defaults: readonly Link[], layer: string): Pool {
  const chain = [...defaults, { element, note: `pool "${name}"` }];
  return {
    name,
    element,
    value: (path) => chainedValue(layer, chain, path),
    schedule: () => {
      let times: EffectiveValue[] = [];
      for (const link of chain) {
        for (const entry of descend(link.element, ['recycling', 'periodicRestart', 'schedule'])?.children ?? []) {
          const value = attributeOf(entry, 'value');
          if (entry.name === 'clear') times = [];
          else if (entry.name === 'add' && value)
            times.push({ literal: value.value, history: contributions(layer, value.origins, link.note) });
        }
      }
      return times;
    },
  };
}

function readSites(sections: readonly ConfigElement[], layer: string, problems: ConfigProblem[]): Site[] {
  const entries = sections.flatMap((section) => section.children);
  const defaults = defaultsIn(entries, 'of all sites');
  const first = new Map<string, ConfigElement>();
  const sites: Site[] = [];
  for (const element of entries) {
    const name = attributeOf(element, 'name')?.value;
    if (element.name !== 'site' || name === undefined) continue;
    const other = first.get(name.toLowerCase());
    if (other) reportTwice(`The site "${name}"`, element, other, problems);
    else first.set(name.toLowerCase(), element);
    if (!other) sites.push(siteFrom(name, element, defaults, layer));
  }
  return sites;
}

/** `applicationDefaults` and `virtualDirectoryDefaults` among these elements. */
interface Defaults {
  readonly application: readonly Link[];
  readonly directory: readonly Link[];
}

function defaultsIn(entries: readonly ConfigElement[], whose: string): Defaults {
  const of = (name: string) =>
    entries.filter((entry) => entry.name === name).map((element) => ({ element, note: `${name} ${whose}` }));
  return { application: of('applicationDefaults'), directory: of('virtualDirectoryDefaults') };
}

function joined(outer: Defaults, inner: Defaults): Defaults {
  return {
    application: [...outer.application, ...inner.application],
    directory: [...outer.directory, ...inner.directory],
  };
}

function siteFrom(name: string, element: ConfigElement, outer: Defaults, layer: string): Site {
  const applications: Application[] = [];
  const site: Site = { name, id: attributeOf(element, 'id')?.value, element, applications };
  const defaults = joined(outer, defaultsIn(element.children, `of "${name}"`));
  for (const child of element.children)
    if (child.name === 'application') applications.push(applicationFrom(site, child, defaults, layer));
  return site;
}

function applicationFrom(site: Site, element: ConfigElement, outer: Defaults, layer: string): Application {
  const path = attributeOf(element, 'path')?.value ?? '/';
  const who = site.name + (path === '/' ? '' : path);
  const defaults = joined(outer, defaultsIn(element.children, `of "${who}"`));
  const directories: VirtualDirectory[] = [];
  const chain = [...defaults.application, { element, note: `application "${who}"` }];
  const application: Application = {
    site,
    path,
    element,
    directories,
    value: (value) => chainedValue(layer, chain, value),
  };
  for (const child of element.children) {
    if (child.name !== 'virtualDirectory') continue;
    const directory = [...defaults.directory, { element: child, note: `virtual directory of "${who}"` }];
    directories.push({
      application,
      path: attributeOf(child, 'path')?.value ?? '/',
      physicalPath: attributeOf(child, 'physicalPath')?.value ?? '',
      element: child,
      value: (value) => chainedValue(layer, directory, value),
    });
  }
  return application;
}

function reportTwice(what: string, element: ConfigElement, first: ConfigElement, problems: ConfigProblem[]): void {
  problems.push({
    code: 'iis-repeated',
    severity: 'error',
    ...tagOf(element),
    message: `${what} stands here a second time: IIS cannot read the section, and no site starts. Remove one of the two.`,
    related: [{ ...tagOf(first), message: 'It stands here first' }],
  });
}

function reportMissingPools(sites: readonly Site[], pools: ReadonlyMap<string, Pool>, problems: ConfigProblem[]): void {
  for (const application of sites.flatMap((site) => site.applications)) {
    const attribute = attributeOf(application.element, 'applicationPool');
    if (!attribute || pools.has(attribute.value.toLowerCase())) continue;
    problems.push({
      code: 'iis-pool-missing',
      severity: 'error',
      ...valuePlaceOf(attribute),
      message: `There is no pool "${attribute.value}" in this file: the application answers 503. Add the pool, or name one that exists.`,
    });
  }
}
