import type { Site } from './site';

/** Stands in the code that ends sign-in and session data together, and tells that it is there. */
export const TIE_MARK = 'session-timeline: sign-in and session end together';

/** Does the application end both together? Only our own code is recognised: what other code does, its text does not tell. */
export function endsTogether(site: Pick<Site, 'applicationCode'>): boolean {
  return site.applicationCode.some(({ text }) => text.includes(TIE_MARK));
}
