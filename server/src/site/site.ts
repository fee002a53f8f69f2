import type { EffectiveConfiguration } from '../config/aspnet/effective';
import type { IisConfiguration } from '../config/iis/applicationHost';
import type { PoolMapping } from '../config/iis/pools';
import type { SitecoreConfiguration } from '../config/sitecore/effective';
import type { TransformResult } from '../config/xdt/apply';
import type { FilePath } from '../files/files';
import { keyOf } from '../files/paths';
import type { ParsedFile } from './parsed';
import type { SitecoreSite } from './sitecore';
import type { SiteFile } from './siteFile';

export type Stack = 'framework' | 'core' | 'sitecore' | 'identityserver';

/** One way to deploy a site: transforms in order, and rule values for Sitecore. */
export interface Variant {
  readonly name: string;
  readonly transforms: readonly ParsedFile[];
  readonly roles?: readonly string[];
}

/** One web application as deployed. Immutable: a change of any file makes a new one. */
export interface Site {
  readonly root: FilePath;
  /** Folder name, as people call it. */
  readonly name: string;
  readonly stack: Stack;
  /** `9.0.2`, or what is known of it: `9.0.1 or later, before 9.1`. */
  readonly version?: string | undefined;
  /** Where the Sitecore configuration comes from; undefined for sites of other stacks. */
  readonly sitecore?: SitecoreSite | undefined;
  /** Undefined for a server: an applicationHost.config whose sites are not in the workspace. */
  readonly webConfig: ParsedFile | undefined;
  /** The applicationHost.config that names the site, or that is the server. */
  readonly iis: IisConfiguration | undefined;
  readonly variants: readonly Variant[];
  readonly files: readonly SiteFile[];
  /** What was read for it, by lower-cased path. */
  readonly sources: ReadonlyMap<string, ParsedFile>;
  /** What the root element of a `configSource` file stands for, by lower-cased path: `system.web/sessionState`. */
  readonly sections: ReadonlyMap<string, string>;
  /** Would this file, made or mended, take part in the site? */
  awaits(path: FilePath): boolean;
  /** Global.asax and the class behind it, as far as they exist. */
  readonly applicationCode: readonly ParsedFile[];
  /** web.config files of folders below the root, with their virtual path. */
  readonly folders: readonly { readonly file: ParsedFile; readonly path: string }[];
  /** The configuration in a variant; null: as the files stand, without transform. Made once. */
  view(variant: string | null): SiteView;
}

/** A site in one variant. */
export interface SiteView {
  readonly site: Site;
  readonly variant: Variant | null;
  /** Results of the variant's transforms, in order; empty without transforms. */
  readonly transforms: readonly { readonly file: ParsedFile; readonly result: TransformResult }[];
  /** At the application's root, or at a virtual path below it (`admin`). Made once per path. */
  effective(location?: string): EffectiveConfiguration;
  /** The application pool that runs the site, as far as an applicationHost.config tells. */
  readonly pool: PoolMapping;
  /** What Sitecore runs with in this variant; merged when first asked for. Undefined for sites of other stacks. */
  readonly sitecore?: SitecoreConfiguration | undefined;
}

/** A file of a site by path, code included. */
export function fileIn(site: Site, path: FilePath): ParsedFile | undefined {
  const key = keyOf(path);
  return site.sources.get(key) ?? site.applicationCode.find((file) => keyOf(file.path) === key);
}
