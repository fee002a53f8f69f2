import type { EffectiveConfiguration } from '../config/aspnet/effective';
import type { IisConfiguration } from '../config/iis/applicationHost';
import type { PoolMapping } from '../config/iis/pools';
import type { TransformResult } from '../config/xdt/apply';
import type { FilePath } from '../files/files';
import { keyOf } from '../files/paths';
import type { PartId, PartKey } from '../part';
import type { Span } from '../syntax/text';
import type { ParsedFile } from './parsed';
import type { SiteFile } from './siteFile';

/** What a site is called by the part above all others in it; `unknown` where none says. */
export type Stack = 'framework' | 'core' | 'sitecore' | 'identityserver' | 'unknown';

/** One way to deploy a site: transforms in order, and what else is chosen. */
export interface Variant {
  readonly name: string;
  readonly transforms: readonly ParsedFile[];
  /** Names under which something is chosen, with what: `{ role: ['ContentManagement'] }`, a hosting environment. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** One web application as deployed. Immutable: a change of any file makes a new one. */
export interface Site {
  readonly root: FilePath;
  /** Folder name, as people call it. */
  readonly name: string;
  readonly stack: Stack;
  /** `9.0.2`, or what is known of it: `9.0.1 or later, before 9.1`. */
  readonly version?: string | undefined;
  /** Where a file states the version; undefined when it was assumed, worked out or said by the user. */
  readonly versionFrom?: { readonly file: FilePath; readonly span: Span } | undefined;
  /** What the site is made of, weakest first. */
  readonly parts: readonly PartId[];
  has(key: PartKey): boolean;
  /** What a part has loaded; undefined when the site has no such part. */
  part<Loaded, Viewed>(key: PartKey<Loaded, Viewed>): Loaded | undefined;
  /** Undefined where a part needs none, and for a server: an applicationHost.config whose sites are not in the workspace. */
  readonly webConfig: ParsedFile | undefined;
  /** The applicationHost.config that names the site, or that is the server. */
  readonly iis: IisConfiguration | undefined;
  readonly variants: readonly Variant[];
  readonly files: readonly SiteFile[];
  /** What was read for it, by lower-cased path. */
  readonly sources: ReadonlyMap<string, ParsedFile>;
  /** What the root element of a `configSource` file stands for, by lower-cased path: `system.web/sessionState`. */
  readonly sections: ReadonlyMap<string, string>;
  /** Does the file stand for what is installed? It is read, never changed, and nobody's here to mend. */
  isInstalled(path: FilePath): boolean;
  /** Would this file, made or mended, take part in the site? */
  awaits(path: FilePath): boolean;
  /** web.config files of folders below the root, with their virtual path. */
  readonly folders: readonly { readonly file: ParsedFile; readonly path: string }[];
  /** What it shares with other sites, as the workspace stands now; undefined when it shares nothing. */
  system(): SiteSystem | undefined;
  /** The configuration in a variant; null: as the files stand, without transform. Made once. */
  view(variant: string | null): SiteView;
}

export interface AppliedTransform {
  readonly file: ParsedFile;
  readonly result: TransformResult;
}

/** A site in one variant. */
export interface SiteView {
  readonly site: Site;
  readonly variant: Variant | null;
  /** Results of the variant's transforms, in order; empty without transforms. */
  transforms(): readonly AppliedTransform[];
  /** At the application's root, or at a virtual path below it (`admin`). Made once per path. */
  effective(location?: string): EffectiveConfiguration;
  /** The application pool that runs the site, as far as an applicationHost.config tells. */
  readonly pool: PoolMapping;
  /** The part in this variant, made when first asked for; undefined when the site has no such part. */
  part<Loaded, Viewed>(key: PartKey<Loaded, Viewed>): Viewed | undefined;
}

export type LinkKind = 'authority' | 'cookie' | 'keys' | 'origin' | 'pool';

/** What a site says it shares: half of a link. Ends of one kind and key are one link. */
export interface LinkEnd {
  readonly kind: LinkKind;
  /** Never shown; of a secret only a hash. */
  readonly key: string;
  /** As people call it. */
  readonly name: string;
  /** Where it is written; undefined for what holds by default. */
  readonly at?: { readonly file: FilePath; readonly span: Span } | undefined;
  /** The other side, when it is no site of its own. */
  readonly partner?: string;
  /** Why it is not known whether it is the same as that of others. */
  readonly unknown?: string;
}

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

/** A file of a site by path. */
export function fileIn(site: Pick<Site, 'sources'>, path: FilePath): ParsedFile | undefined {
  return site.sources.get(keyOf(path));
}
