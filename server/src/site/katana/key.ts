import type { RunHost } from '../../config/csharp/run';
import type { HostSetting } from '../../config/csharp/settings';
import { partKey } from '../../part';

/** A site of .NET Framework whose sign-in is set up with OWIN (Katana). */
export interface KatanaSite {
  /** The version of Microsoft.Owin.Host.SystemWeb or of the cookie middleware, where a file says it. */
  readonly version: string | undefined;
}

/** In one variant: appSettings of web.config, which the code may read, differ. */
export interface KatanaView {
  readonly run: RunHost;
  readonly settings: readonly HostSetting[];
}

export const KATANA = partKey<KatanaSite, KatanaView | undefined>('katana');
