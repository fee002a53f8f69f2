import type { HostSetting } from '../../config/csharp/settings';
import { partKey } from '../../part';

/** A site with start-up code that is read, whichever framework runs it. */
export interface CodeSite {
  /** Symbols, files or projects that were too much to be followed, in words. */
  readonly unread: readonly string[];
}

/** Its options in one variant. */
export interface CodeView {
  /** By path: `CookieAuthenticationOptions[Cookies].ExpireTimeSpan`. */
  readonly options: ReadonlyMap<string, HostSetting>;
}

export const CODE = partKey<CodeSite, CodeView>('code');
