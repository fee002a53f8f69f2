import type { FilePath } from '../files/files';

/** A file that takes part in a site, or that looks as if it did. */
export interface SiteFile {
  readonly file: FilePath;
  /** `web.config`, `transform`, `configSource`, `applicationHost.config`, `folder web.config`, a Sitecore layer. */
  readonly layer: string;
  /** `role:require` of the whole file. */
  readonly role?: string | undefined;
  /** Place in Sitecore's load order, from 0. */
  readonly order?: number;
  readonly active: boolean;
  /** Why it is not active. */
  readonly reason?: string;
}
