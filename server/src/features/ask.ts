import type { FeatureSet } from './featureSet';
import type { FeatureInput } from './input';

/**
 * What each set says, weakest first; `ask` returns undefined where a set has nothing to say. A set that breaks down
 * silences nothing but itself.
 */
export function saidBy<Answer>(
  sets: readonly FeatureSet[],
  what: string,
  failed: FeatureInput['failed'],
  ask: (set: FeatureSet) => Answer | undefined,
): Answer[] {
  const said: Answer[] = [];
  for (const set of sets) {
    try {
      const answer = ask(set);
      if (answer !== undefined) said.push(answer);
    } catch (error) {
      failed(`${what} of ${set.name}`, error);
    }
  }
  return said;
}
