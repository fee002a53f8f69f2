import type { SiteView } from '../site/site';
import { featureSets } from './all';
import type { NodeHistories } from './results';

/** Who had a hand in what an expression means: as the strongest part that understands it tells. */
export function nodeHistory(view: SiteView, expression: string, sets = featureSets): NodeHistories {
  for (const { history } of [...sets].reverse()) {
    const found = history?.(view, expression);
    if (found) return found;
  }
  return { kind: 'invalid', message: 'nothing of this site is called so; name a setting as `settings` prints it' };
}
