import type { FilePath } from '../files/files';
import type { CrawlOptions } from './folders';

export interface WorkspaceOptions extends CrawlOptions {
  /** An applicationHost.config that is not in the workspace, named by the user. */
  readonly applicationHostConfig?: FilePath;
  /** Rule values that override `role:define` and the like: `{ role: ['ContentManagement'] }`. */
  readonly ruleValues?: Readonly<Record<string, readonly string[]>>;
  /** `9.0.2`, when the tree does not tell. */
  readonly sitecoreVersion?: string;
  /**
   * The installation that solutions are copied into: an instance's web root, its App_Config, or a saved ShowConfig page.
   * By version where there are several: `{ '10.2': '/stock/10.2', '9.3': … }`.
   */
  readonly sitecoreStock?: FilePath | Readonly<Record<string, FilePath>>;
}
