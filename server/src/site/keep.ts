/** Names something that is kept of a site from one of its versions to the next, and makes it when there is none yet. */
export interface KeepKey<Kept> {
  make(): Kept;
}

export function keepKey<Kept>(make: () => Kept): KeepKey<Kept> {
  return { make };
}

/**
 * Caches that outlive the versions of one site: mergers that go on where they were, results whose inputs may be the
 * same again. As long as the workspace, and the site's root in it; a preview has one of its own.
 */
export interface SiteKeep {
  of<Kept>(key: KeepKey<Kept>): Kept;
}

export function siteKeep(): SiteKeep {
  const kept = new Map<KeepKey<unknown>, unknown>();
  return {
    of<Kept>(key: KeepKey<Kept>): Kept {
      if (!kept.has(key)) kept.set(key, key.make());
      return kept.get(key) as Kept;
    },
  };
}
