import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import type { Site } from './site';
import type { LinkEnd, LinkKind, SitePart } from './sitePart';

/**
 * Sites that share a sign-in, a cookie, keys or a pool: what one of them does is felt in the others. A pure view over
 * loaded sites; what is derived from a partner is kept by the system, which is another one as soon as a member is.
 */
export interface SiteSystem {
  /** In order of path. */
  readonly members: readonly Site[];
  readonly links: readonly SystemLink[];
}

export interface SystemLink {
  readonly kind: LinkKind;
  /** What is shared, as people call it: `Shop pool`, `.ASPXAUTH`. */
  readonly name: string;
  /** Who says so, and where. */
  readonly ends: readonly { readonly site: Site; readonly end: LinkEnd }[];
  /** Why it is not known whether the ends are the same thing. */
  readonly unknown?: string;
}

/**
 * The systems of some sites, each as it stands without a variant. Sites that share nothing make none. `parts` say what
 * a site has to share.
 */
export function systemsOf(sites: readonly Site[], parts: readonly SitePart[]): readonly SiteSystem[] {
  const links = linksBetween(sites, parts);
  const system = new Map<Site, Set<Site>>(sites.map((site) => [site, new Set([site])]));
  for (const { ends, unknown } of links) {
    if (unknown !== undefined) continue;
    const joined = new Set(ends.flatMap(({ site }) => [...system.get(site)!]));
    for (const site of joined) system.set(site, joined);
  }
  return [...new Set(system.values())].flatMap((members) => {
    const own = links.filter(({ ends }) => ends.some(({ site }) => members.has(site)));
    return own.length === 0 ? [] : [{ members: [...members].sort(byRoot), links: own }];
  });
}

/** The system a site is part of, if it shares anything. */
export function systemOf(systems: readonly SiteSystem[], site: Site): SiteSystem | undefined {
  return systems.find(({ members }) => members.includes(site));
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
