import type { PoolMapping } from '../../config/iis/pools';
import { keyOf } from '../../files/paths';
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
  shares: ({ pool, site }) => {
    if ('unknown' in pool || !site.iis) return [];
    const { application } = pool;
    const given = application.value('@applicationPool')?.history.at(-1);
    const at = given && { file: given.file, span: given.span };
    const origin = application.element.origins[0];
    // Applications of one site of IIS are one host to a browser: it sends the cookies of the one to the other.
    const { file } = site.iis.source;
    return [
      { kind: 'pool', key: `${keyOf(file)} ${keyOf(pool.pool.name)}`, name: pool.pool.name, at },
      {
        kind: 'origin',
        key: `${keyOf(file)} ${keyOf(application.site.name)}`,
        name: application.site.name,
        at: origin && { file: origin.file, span: { start: origin.start, end: origin.end } },
      },
    ];
  },
};
