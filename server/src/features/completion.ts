import { featureSets } from './all';
import { saidBy } from './ask';
import type { FeatureInput } from './input';
import type { Completion } from './results';

/** What can stand at an offset. */
export function completionsAt(input: FeatureInput, offset: number, sets = featureSets): Completion[] {
  return saidBy(sets, 'completion', input.failed, ({ completions }) => completions?.(input, offset)).flat();
}
