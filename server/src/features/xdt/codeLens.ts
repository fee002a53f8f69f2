import { keyOf } from '../../files/paths';
import type { Place } from '../../rules/rule';
import type { FileInput } from '../input';
import type { CodeLens } from '../results';

/** `overridden in Release, Staging`, above elements of the web.config that transforms touch. */
export function overrideLenses({ site, file }: Pick<FileInput, 'site' | 'file'>): CodeLens[] {
  if (!site.webConfig || keyOf(file.path) !== keyOf(site.webConfig.path)) return [];
  const touched = new Map<number, { names: string[]; places: Place[] }>();
  for (const variant of site.variants) {
    for (const { file: transform, result } of site.view(variant.name).transforms()) {
      for (const action of result.actions) {
        for (const target of action.targets) {
          const origin = target.origins[0];
          if (!origin || !target.changes || INSERTS.has(target.effect) || keyOf(origin.file) !== keyOf(file.path))
            continue;
          const at = touched.get(origin.start) ?? { names: [], places: [] };
          touched.set(origin.start, at);
          if (!at.names.includes(variant.name)) at.names.push(variant.name);
          at.places.push({ file: transform.path, span: action.element });
        }
      }
    }
  }
  return [...touched].map(([start, { names, places }]) => ({
    span: { start, end: start + 1 },
    title: `overridden in ${names.join(', ')}`,
    opens: places,
  }));
}

/** Their target is the neighbour of what they bring, which stays as it is. */
const INSERTS: ReadonlySet<string> = new Set(['insertedInto', 'insertedBefore', 'insertedAfter']);
