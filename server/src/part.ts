/**
 * A site is made of parts: a Sitecore site of `aspnet`, `iis` and `sitecore`, a site of ASP.NET Core of `core`, perhaps
 * over `iis`. A part has folders of its own on the floors that it needs, and one line in the registry of each; what it
 * loads and merges is handed out by its key, so that nobody else need know its types.
 */
export type PartId = string;

declare const types: unique symbol;

/** What a part has `Loaded` of a site, and what that is in one variant (`Viewed`). */
export interface PartKey<Loaded = unknown, Viewed = unknown> {
  readonly id: PartId;
  /** For the compiler alone; never there. */
  readonly [types]?: readonly [Loaded, Viewed];
}

/** Made once for each part, in its folder on the floor of sites. Two parts must not have one id. */
export function partKey<Loaded, Viewed = undefined>(id: PartId): PartKey<Loaded, Viewed> {
  return { id };
}
