import { inputOf } from '../rules/run';
import { elementPlacesOf } from '../settings/places';
import type { Span } from '../syntax/text';
import { type FeatureInput, sectionOf } from './input';

export interface CodeLens {
  readonly span: Span;
  /** Opens the timeline. */
  readonly title: string;
}

const LENS_ON = new Set(['system.web/sessionState', 'system.web/authentication/forms']);

/** The verdict, above the elements that decide it. */
export function codeLensesOf(input: Pick<FeatureInput, 'site' | 'file' | 'variant'>): CodeLens[] {
  const places = elementPlacesOf(input.file, sectionOf(input.site, input.file)).filter((place) =>
    LENS_ON.has(place.path),
  );
  if (places.length === 0) return [];
  const { verdict } = inputOf(input.site.view(input.variant));
  const title = `${verdict.text}${input.variant ? ` (${input.variant})` : ''}`;
  return places.map(({ element }) => ({ span: { start: element.start, end: element.nameEnd }, title }));
}
