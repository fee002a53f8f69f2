import type { SitecoreConfiguration } from '../../config/sitecore/effective';
import type { SitecoreInput } from '../../config/sitecore/input';
import type { SitecoreSources } from '../../config/sitecore/locate';
import type { RuleSet } from '../../config/sitecore/require';
import type { FilePath } from '../../files/files';
import type { Unknown } from '../../session/lifetime';
import type { Span } from '../../syntax/text';
import type { Collision } from './composed';
import type { Deployments } from './deployments';
import type { SitecoreIdentity } from './identity';
import type { Stock } from './stock';
import type { VersionBounds } from './version';

/** What makes the Sitecore configuration of a site, before roles and other rules are chosen. */
export interface SitecoreSite {
  readonly sources: SitecoreSources;
  /** Between which versions the site is, as far as its files tell or the user said. */
  readonly version: VersionBounds;
  /** Is Sitecore's own `<sitecore>` in the workspace, and not only patches of it? */
  readonly complete: boolean;
  /** Files that Sitecore would load and that cannot be read, with the reason. */
  readonly unreadable: readonly { readonly file: FilePath; readonly reason: string }[];
  /** Web roots whose App_Config trees make the site, that of its own folder first where it has one. */
  readonly webRoots: readonly FilePath[];
  /** Files of one path that several of them bring. */
  readonly collisions: readonly Collision[];
  /** The installation that the user named, where the site does not bring its own. */
  readonly stock: Stock | undefined;
  /** The version that its files tell, when that is surely another than the one stated for the site. */
  readonly stockVersion: string | undefined;
  /** Where the version is stated; undefined when it is worked out, assumed or said by the user. */
  readonly versionFrom: { readonly file: FilePath; readonly span: Span } | undefined;
  /** What containers and builds of the repository make of it. */
  readonly deployments: Deployments;
  /** Sitecore Identity, when its files are in the workspace too. */
  readonly identity: SitecoreIdentity | Unknown | undefined;
  /** Base first, include files in load order. All are parsed when this is first called. */
  inputs(): readonly SitecoreInput[];
  /** What Sitecore runs with under these rules. Made once for each set of rules. */
  configuration(rules: RuleSet): SitecoreConfiguration;
}
