import type { Site } from '../site';
import { ASPNET } from './key';

/** Stands in the code that ends sign-in and session data together, and tells that it is there. */
export const TIE_MARK = 'session-timeline: sign-in and session end together';

/** Does the application end both together? Only our own code is recognised: what other code does, its text does not tell. */
export function endsTogether(site: Pick<Site, 'part'>): boolean {
  return (site.part(ASPNET)?.applicationCode ?? []).some(({ text }) => text.includes(TIE_MARK));
}
