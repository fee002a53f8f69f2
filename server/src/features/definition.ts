import { keyOf } from '../files/paths';
import type { Place } from '../rules/rule';
import { featureSets } from './all';
import { saidBy } from './ask';
import type { FeatureInput } from './input';

/** Where a value comes from: the line that decides it in the variant at hand, or takes it away. */
export function definitionAt(input: FeatureInput, offset: number, sets = featureSets): readonly Place[] {
  const said = saidBy(sets, 'definition', input.failed, ({ definition }) => definition?.(input, offset));
  return said.find((places) => places.length > 0) ?? [];
}

/**
 * Who has a say: every line of every variant, once. In the order in which one set knows them to count, or by file and
 * place where several have something to say.
 */
export function referencesAt(input: FeatureInput, offset: number, sets = featureSets): readonly Place[] {
  const said = saidBy(sets, 'references', input.failed, ({ references }) => references?.(input, offset));
  const spoke = said.filter((places) => places.length > 0);
  const places = [
    ...new Map(spoke.flat().map((place) => [`${keyOf(place.file)}:${place.span.start}`, place])).values(),
  ];
  return spoke.length > 1 ? places.sort(byPlace) : places;
}

function byPlace(a: Place, b: Place): number {
  const [here, there] = [keyOf(a.file), keyOf(b.file)];
  return here < there ? -1 : here > there ? 1 : a.span.start - b.span.start;
}
