import { keyOf, nameOf } from '../files/paths';
import type { Place } from '../rules/rule';
import { linesOf, type ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';

/** What every feature is given: a file, the site it takes part in, and the variant that is looked at. */
export interface FeatureInput {
  readonly site: Site;
  readonly file: ParsedFile;
  readonly variant: string | null;
  /** A Markdown link to a place; the edge knows URIs. */
  readonly link: (place: Place, label: string) => string;
  /** One part's feature broke down; what the others say is still shown. */
  readonly failed: (what: string, error: unknown) => void;
}

/** A site in a variant, seen from one of its files: all that most features need. */
export type FileInput = Pick<FeatureInput, 'site' | 'file' | 'variant'>;

/** `Web.config:41`, as people name a place. */
export function labelOf(site: Site, place: Place): string {
  const file = site.sources.get(keyOf(place.file));
  const name = nameOf(place.file);
  return file ? `${name}:${linesOf(file).positionAt(place.span.start).line + 1}` : name;
}
