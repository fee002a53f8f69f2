import type { Site, SiteView } from '../site/site';
import { featureSets } from './all';
import type { SiteDocument } from './featureSet';
import type { ComposedDocument } from './results';

/** The read-only documents of a site; first the one that the others build on. */
export function documentsOf(site: Site, sets = featureSets): SiteDocument[] {
  return documentsKnown(sets).filter(({ isOf }) => isOf(site));
}

/** Every document that any site can have. */
export function documentsKnown(sets = featureSets): SiteDocument[] {
  return sets.flatMap(({ documents }) => documents ?? []);
}

/**
 * The document of a section in a variant; without a section the one that the others build on. Undefined when the site
 * has no such document.
 */
export function composedDocument(
  view: SiteView,
  section: string | undefined,
  sets = featureSets,
): ComposedDocument | undefined {
  const document = documentsOf(view.site, sets).find((one) => section === undefined || one.section === section);
  return document?.compose(view, new Set(documentsKnown(sets).map((one) => one.section)));
}
