import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import type { LinkEnd, Site, SiteSystem, SystemLink } from './site';
import type { SitePart } from './sitePart';

/**
 * The systems of some sites, each as it stands without a variant. Sites that share nothing make none. `parts` say what
 * a site has to share; of systems in `before` that have the same members, the same are given back.
 */
export function systemsOf(
  sites: readonly Site[],
  parts: readonly SitePart[],
  before: readonly SiteSystem[] = [],
): readonly SiteSystem[] {
  const links = linksBetween(sites, parts);
  const system = new Map<Site, Set<Site>>(sites.map((site) => [site, new Set([site])]));
  for (const { ends, unknown } of links) {
    if (unknown !== undefined) continue;
    const joined = new Set(ends.flatMap(({ site }) => [...system.get(site)!]));
    for (const site of joined) system.set(site, joined);
  }
  return [...new Set(system.values())].flatMap((members) => {
    const own = links.filter(({ ends }) => ends.some(({ site }) => members.has(site)));
    if (own.length === 0) return [];
    const same = before.find(
      (known) => known.members.length === members.size && known.members.every((m) => members.has(m)),
    );
    return [same ?? { members: [...members].sort(byRoot), links: own }];
  });
}

/** What only one site has to offer links it to nobody, unless the partner is no site of its own. */
function linksBetween(sites: readonly Site[], parts: readonly SitePart[]): SystemLink[] {
  const byKey = new Map<string, { site: Site; end: LinkEnd }[]>();
  for (const site of sites) {
    const view = site.view(null);
    for (const part of parts) {
      if (!site.has(part.key)) continue;
      for (const end of part.shares?.(view) ?? [])
        getOrInsertComputed(byKey, `${end.kind} ${end.key}`, () => []).push({ site, end });
    }
  }
  return [...byKey.values()].flatMap((ends): SystemLink[] => {
    const [first] = ends;
    if (ends.length === 1 && first!.end.partner === undefined) return [];
    const { kind, name } = first!.end;
    const unknown = ends.find(({ end }) => end.unknown !== undefined)?.end.unknown;
    return [{ kind, name, ends, ...(unknown !== undefined && { unknown }) }];
  });
}

function byRoot(a: Site, b: Site): number {
  return keyOf(a.root) < keyOf(b.root) ? -1 : 1;
}
