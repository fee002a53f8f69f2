import type { FilePath } from '../../files/files';
import { isPlaceholder } from '../placeholder';
import type { Application, IisConfiguration, Pool, Site, VirtualDirectory } from './applicationHost';
import { matchOf, pathSegments } from './physicalPath';

/** Which pool runs a folder, and how that is known; or why it is not. */
export type PoolMapping =
  | {
      readonly pool: Pool;
      readonly site: Site;
      readonly application: Application;
      readonly directory: VirtualDirectory;
      /** A sentence for people. */
      readonly why: string;
    }
  | {
      readonly unknown: string;
      /** More than one could be meant: its settings are unknown too, not the defaults. */
      readonly ambiguous?: true;
    };

/** The application pool that runs the site whose root is `rootFolder`, found by the physical paths of `iis`. */
export function poolOf(iis: IisConfiguration, rootFolder: FilePath): PoolMapping {
  const folder = pathSegments(rootFolder);
  const name = folder[folder.length - 1];
  if (name === undefined) return { unknown: 'The root of a drive has no name to look for in applicationHost.config.' };
  let best: Match[] = [];
  for (const candidate of iis.directoriesEndingWith(name)) {
    const match = matchOf(pathSegments(candidate.physicalPath), folder);
    if (!match) continue;
    const order = best[0] ? rank(match) - rank(best[0]) : 1;
    if (order > 0) best = [{ ...match, directory: candidate.directory }];
    else if (order === 0) best.push({ ...match, directory: candidate.directory });
  }
  // Several applications may share a folder; when they also share the pool, the pool is certain.
  const found = best.slice(0, 10).map((match) => match.directory());
  const [first] = found;
  if (!first) return { unknown: `No site of applicationHost.config has a physical path that ends like ${rootFolder}.` };
  const samePool = new Set(found.map((directory) => poolNameOf(directory)?.toLowerCase())).size === 1;
  if (samePool && found.length === best.length) return mapped(iis, first);
  const names = found.slice(0, 3).map(titleOf).join(', ') + (best.length > 3 ? ' …' : '');
  return { unknown: `Several applications of applicationHost.config could be this folder: ${names}.` };
}

/**
 * The pool of the only application of a file, whose physical path is that of another machine. The site that every server
 * comes with (`Default Web Site`, an empty folder) does not count beside another.
 */
export function poolOfOnly(iis: IisConfiguration): PoolMapping {
  const sites = iis.siteNames().flatMap((name) => iis.site(name) ?? []);
  const own = sites.filter((site) => !isStock(site));
  const applications = (own.length > 0 ? own : sites).flatMap((site) => site.applications);
  const directory = applications[0]?.directories.find(({ path }) => path === '/');
  if (applications.length === 1 && directory) return mapped(iis, directory);
  return {
    unknown: `applicationHost.config has ${applications.length} applications, and none has the path of this folder.`,
  };
}

function isStock({ name, applications }: Site): boolean {
  const [only, ...others] = applications;
  const path = only?.directories[0]?.physicalPath ?? '';
  return others.length === 0 && /^default web site$/i.test(name) && /\\inetpub\\wwwroot\\?$/i.test(path);
}

interface Match {
  readonly kind: 'whole' | 'tail';
  readonly names: number;
  directory(): VirtualDirectory;
}

/** All of the physical path agreeing beats any tail; more names beat fewer. */
function rank(match: Pick<Match, 'kind' | 'names'>): number {
  return match.names + (match.kind === 'whole' ? 1000 : 0);
}

function mapped(iis: IisConfiguration, directory: VirtualDirectory): PoolMapping {
  const { application } = directory;
  const name = poolNameOf(directory);
  const who = titleOf(directory);
  if (name === undefined) return { unknown: `${who} names no application pool, and neither do the defaults.` };
  if (isPlaceholder(name))
    return { unknown: `${who} runs in the pool "${name}", which a tool fills in.`, ambiguous: true };
  const pool = iis.pool(name);
  if (!pool) return { unknown: `${who} runs in the pool "${name}", which applicationHost.config does not have.` };
  return {
    pool,
    site: application.site,
    application,
    directory,
    why: `${who} has the physical path ${directory.physicalPath} and runs in the pool "${pool.name}".`,
  };
}

function poolNameOf(directory: VirtualDirectory): string | undefined {
  const literal = directory.application.value('@applicationPool')?.literal;
  return typeof literal === 'string' ? literal : undefined;
}

function titleOf({ application, path }: VirtualDirectory): string {
  const inside = [application.path, path].map((part) => part.replace(/^\/|\/$/g, '')).filter(Boolean);
  return `"${[application.site.name, ...inside].join('/')}"`;
}
