import type { PoolMapping } from '../../config/iis/pools';
import { partKey } from '../../part';
import type { IisPlace } from '../iis';

/** Where the site stands in IIS, and in each variant the pool that runs it. */
export const IIS = partKey<IisPlace, PoolMapping>('iis');
