import type { PoolMapping } from '../../config/iis/pools';
import type { IisPlace } from '../iis';
import type { SitePart } from '../sitePart';
import { IIS } from './key';

/** What has a web.config is run by IIS, and so is what an applicationHost.config names. */
export const iis: SitePart<IisPlace, PoolMapping> = {
  key: IIS,
  watches: ['**/applicationHost.config', '**/machine.config'],
  wakes: ['**/applicationHost.config'],
  async load({ webConfig, iis: source, root }) {
    const place = source.placeOf(root);
    if (!webConfig && !place.iis) return undefined;
    return { loaded: place, view: () => place.pool };
  },
};
