import type { FilePath } from '../../files/files';
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
  | { readonly unknown: string };

/** The application pool that runs the site whose root is `rootFolder`, found by the physical paths of `iis`. */
export function poolOf(iis: IisConfiguration, rootFolder: FilePath): PoolMapping {
  const folder = pathSegments(rootFolder);
  const name = folder[folder.length - 1];
  if (name === undefined) return { unknown: 'The root of a drive has no name to look for in applicationHost.config.' };
  let best: { directory: VirtualDirectory; kind: 'whole' | 'tail'; names: number }[] = [];
  for (const directory of iis.directoriesEndingWith(name)) {
    const match = matchOf(pathSegments(directory.physicalPath), folder);
    if (!match) continue;
    const known = best[0];
    const order = known ? rank(match) - rank(known) : 1;
    if (order > 0) best = [{ directory, ...match }];
    else if (order === 0) best.push({ directory, ...match });
  }
  const [first, second] = best;
  if (!first) return { unknown: `No site of applicationHost.config has a physical path that ends like ${rootFolder}.` };
  if (second && poolNameOf(first.directory) !== poolNameOf(second.directory))
    return {
      unknown: `Several applications of applicationHost.config could be this folder: ${best.slice(0, 3).map(titleOf).join(', ')}${best.length > 3 ? ' …' : ''}.`,
    };
  return mapped(iis, first.directory);
}

/** All of the physical path agreeing beats any tail; more names beat fewer. */
function rank(match: { kind: 'whole' | 'tail'; names: number }): number {
  return match.names + (match.kind === 'whole' ? 1000 : 0);
}

function mapped(iis: IisConfiguration, directory: VirtualDirectory): PoolMapping {
  const { application } = directory;
  const name = poolNameOf(directory);
  const who = titleOf({ directory });
  if (name === undefined) return { unknown: `${who} names no application pool, and neither do the defaults.` };
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

function titleOf({ directory }: { directory: VirtualDirectory }): string {
  const { application, path } = directory;
  const inside = [application.path, path].map((part) => part.replace(/^\/|\/$/g, '')).filter(Boolean);
  return `"${[application.site.name, ...inside].join('/')}"`;
}
