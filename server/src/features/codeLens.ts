import { keyOf } from '../files/paths';
import type { Place } from '../rules/rule';
import { inputOf } from '../rules/run';
import { elementPlacesOf } from '../settings/places';
import type { Span } from '../syntax/text';
import { type FeatureInput, sectionOf } from './input';

export interface CodeLens {
  readonly span: Span;
  readonly title: string;
  /** What a click does: open the timeline, or go to these places. */
  readonly opens: 'timeline' | readonly Place[];
}

const LENS_ON = new Set(['system.web/sessionState', 'system.web/authentication/forms']);

/** The verdict above the elements that decide it, and above any element the variants that change it. */
export function codeLensesOf(input: Pick<FeatureInput, 'site' | 'file' | 'variant'>): CodeLens[] {
  return [...verdictLenses(input), ...overrideLenses(input)];
}

function verdictLenses(input: Pick<FeatureInput, 'site' | 'file' | 'variant'>): CodeLens[] {
  const places = elementPlacesOf(input.file, sectionOf(input.site, input.file)).filter((place) =>
    LENS_ON.has(place.path),
  );
  if (places.length === 0) return [];
  const { verdict } = inputOf(input.site.view(input.variant));
  const title = `${verdict.text}${input.variant ? ` (${input.variant})` : ''}`;
  return places.map(({ element }) => ({
    span: { start: element.start, end: element.nameEnd },
    title,
    opens: 'timeline',
  }));
}

/** `overridden in Release, Staging`, above elements of the web.config that transforms touch. */
function overrideLenses({ site, file }: Pick<FeatureInput, 'site' | 'file'>): CodeLens[] {
  if (!site.webConfig || keyOf(file.path) !== keyOf(site.webConfig.path)) return [];
  const touched = new Map<number, { names: string[]; places: Place[] }>();
  for (const variant of site.variants) {
    for (const { file: transform, result } of site.view(variant.name).transforms) {
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
