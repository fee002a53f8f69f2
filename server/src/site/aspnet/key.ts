import { partKey } from '../../part';
import type { ParsedFile } from '../parsed';

/** An application of ASP.NET on the .NET Framework: `system.web` counts, and so do its defaults. */
export interface AspNetSite {
  /** Global.asax and the class behind it, as far as they exist. */
  readonly applicationCode: readonly ParsedFile[];
  /** All code of the application, pages included: parents before children, at most `MOST_CODE` files. */
  readonly code: readonly ParsedFile[];
}

export const ASPNET = partKey<AspNetSite>('aspnet');
