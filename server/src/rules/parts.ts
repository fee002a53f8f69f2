import type { PartKey } from '../part';
import { SITECORE } from '../site/sitecore/key';
import type { System } from './rule';

/** Systems whose rules look at what their part has made of a site: where a site has no such part they see nothing. */
export const partOfSystem: Readonly<Partial<Record<System, PartKey>>> = { sitecore: SITECORE };
