import { partKey } from '../../part';

/** A site of ASP.NET Core. */
export interface CoreSite {
  /** Does its web.config hand the requests on to it? */
  readonly behindIis: boolean;
}

export const CORE = partKey<CoreSite>('core');
