import { mechanismOf } from '../../../clocks/sitecoreSignIn';
import { surelyAtLeast } from '../../../site/sitecoreVersion';
import type { RuleInput } from '../../rule';

/** Does OWIN sign users in: 9.1 or later, and nobody switched it off? */
export function isOwinSignIn({ view, settings }: RuleInput): boolean {
  const { sitecore } = view.site;
  return !!sitecore && surelyAtLeast(sitecore.version, '9.1') && mechanismOf(view, settings).kind === 'owin';
}
