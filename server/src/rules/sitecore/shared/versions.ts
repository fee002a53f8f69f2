import { mechanismOf } from '../../../clocks/sitecoreSignIn';
import { SITECORE } from '../../../site/sitecore/key';
import { surelyAtLeast } from '../../../site/sitecore/version';
import type { RuleInput } from '../../rule';

/** Does OWIN sign users in: 9.1 or later, and nobody switched it off? */
export function isOwinSignIn({ view, settings }: RuleInput): boolean {
  const sitecore = view.site.part(SITECORE);
  return !!sitecore && surelyAtLeast(sitecore.version, '9.1') && mechanismOf(view, settings).kind === 'owin';
}
