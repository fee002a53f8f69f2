import { getOrInsertComputed } from '../maps';
import { settingsOf } from '../settings/reader';
import type { SiteView } from '../site/site';
import type { Clock, Verdict } from './clocks';
import { frameworkClocks } from './framework';
import { sitecoreClocks } from './sitecore';
import { verdict } from './verdict';

const clocksByView = new WeakMap<SiteView, readonly Clock[]>();
const verdictByView = new WeakMap<SiteView, Verdict>();

/** The clocks of a site in a variant, from its effective settings. Made once per view. */
export function clocksOf(view: SiteView): readonly Clock[] {
  return getOrInsertComputed(clocksByView, view, () => {
    const settings = settingsOf(view);
    return view.site.sitecore ? sitecoreClocks(view, settings) : frameworkClocks(view, settings);
  });
}

/** What holds over every click history, without remember-me and without other users. Made once per view. */
export function verdictOf(view: SiteView): Verdict {
  return getOrInsertComputed(verdictByView, view, () => verdict(clocksOf(view)));
}
