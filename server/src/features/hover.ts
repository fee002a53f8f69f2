import { featureSets } from './all';
import { saidBy } from './ask';
import type { FeatureInput } from './input';
import type { Hover } from './results';

/** What stands at an offset: its worth, then what the line does to other files, or else where one is. */
export function hoverAt(input: FeatureInput, offset: number, sets = featureSets): Hover | undefined {
  const said = saidBy(sets, 'hover', input.failed, ({ hover }) => hover?.(input, offset));
  const strongest = (kind: Hover['tells']) => said.findLast(({ tells }) => tells === kind);
  const value = strongest('value');
  const effect = strongest('effect');
  if (value && effect) return { ...value, markdown: `${value.markdown}\n\n---\n\n${effect.markdown}` };
  return value ?? effect ?? strongest('place');
}
