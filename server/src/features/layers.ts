import type { Site } from '../site/site';
import { featureSets } from './all';
import { saidBy } from './ask';
import type { FeatureInput } from './input';
import type { LayerTree } from './results';

/** The files of a site in load order, by the strongest part that has such an order; undefined where none has. */
export function layersOf(site: Site, failed: FeatureInput['failed'], sets = featureSets): LayerTree | undefined {
  return saidBy(sets, 'layers', failed, ({ layers }) => layers?.(site)).at(-1);
}
