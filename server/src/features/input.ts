import { keyOf } from '../files/paths';
import type { Place } from '../rules/rule';
import type { ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';

/** What every feature is given: a file, the site it takes part in, and the variant that is looked at. */
export interface FeatureInput {
  readonly site: Site;
  readonly file: ParsedFile;
  readonly variant: string | null;
  /** A Markdown link to a place; the edge knows URIs. */
  readonly link: (place: Place, label: string) => string;
}

/** `Web.config:41`, as people name a place. */
export function labelOf(site: Site, place: Place): string {
  const file = site.sources.get(keyOf(place.file));
  const name = place.file.slice(place.file.lastIndexOf('/') + 1);
  return file ? `${name}:${file.lines.positionAt(place.span.start).line + 1}` : name;
}

export { sectionOf } from '../site/section';
