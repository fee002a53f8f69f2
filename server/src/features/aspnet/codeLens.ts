import { inputOf } from '../../rules/run';
import { MOST_CHARACTERS, shortVerdict } from '../../session/verdictText';
import { elementPlacesOf } from '../../settings/places';
import { sectionOf } from '../../site/section';
import type { FileInput } from '../input';
import type { CodeLens } from '../results';

const LENS_ON = new Set(['system.web/sessionState', 'system.web/authentication/forms']);

/** The verdict above the elements that decide it. */
export function verdictLenses(input: FileInput): CodeLens[] {
  const places = elementPlacesOf(input.file, sectionOf(input.site, input.file)).filter((place) =>
    LENS_ON.has(place.path),
  );
  if (places.length === 0) return [];
  const { verdict } = inputOf(input.site.view(input.variant));
  const where = input.variant ? ` (${cut(input.variant)})` : '';
  const title = `${shortVerdict(verdict, MOST_CHARACTERS - where.length)}${where}`;
  return places.map(({ element }) => ({
    span: { start: element.start, end: element.nameEnd },
    title,
    opens: 'timeline',
  }));
}

/** Names of variants have no limit; a lens has. */
function cut(name: string): string {
  return name.length <= 24 ? name : `${name.slice(0, 23)}…`;
}
