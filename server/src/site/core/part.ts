import { handsRequestsOn } from '../requests';
import type { SitePart } from '../sitePart';
import { CORE, type CoreSite } from './key';

/** ASP.NET Core, as far as a web.config tells. */
export const core: SitePart<CoreSite> = {
  key: CORE,
  watches: ['**/web.config'],
  async load({ webConfig }) {
    if (!webConfig || !handsRequestsOn(webConfig)) return undefined;
    return { loaded: { behindIis: true }, stack: 'core' };
  },
};
