import { settingsOf } from '../settings/reader';
import type { SiteView } from '../site/site';
import type { Clock, Model } from './clocks';
import { lostWork } from './sitecore';
import { isForEditors } from './sitecoreSignIn';

/** What people who edit on a site ask first; empty where nobody does. */
export function editorPresets(view: SiteView, clocks: readonly Clock[]): Model['presets'] {
  if (!view.site.sitecore || !isForEditors(view)) return [];
  const scenario = lostWork(settingsOf(view));
  const typing = { id: 'lost-work', name: 'Editor types for an hour, then saves', scenario };
  const canBeRemembered = clocks.some(({ needsRemember, inert }) => needsRemember && inert === undefined);
  if (!canBeRemembered) return [typing];
  const remembered = { ...scenario, remember: true };
  return [typing, { id: 'lost-work-remembered', name: 'The same with Remember me', scenario: remembered }];
}
