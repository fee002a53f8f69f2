import type { EffectiveValue } from '../../config/aspnet/effective';
import type { SitecoreSources } from '../../config/sitecore/locate';
import { derived } from '../../derived';
import { getOrInsertComputed } from '../../maps';
import { isUnknown } from '../../session/lifetime';
import type { SiteView } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import { isOfProvider, providerValue } from '../aspnet/provider';
import { attributeOf, isInherited } from '../catalogue';
import { inherited } from '../inherited';
import type { Setting } from '../setting';
import type { Asked, ValueSource } from '../valueSource';
import { type EffectiveSetting, withoutDefault, worthOf } from '../worth';
import { defaultIn, isSettingOf } from './versions';
import { valueInSitecore } from './written';

/** What Sitecore reads: its merged configuration, its Identity's files, and keys and providers in web.config. */
export const sitecoreValues: ValueSource = {
  part: SITECORE.id,
  has: isSettingOf,
  value(asked) {
    if (isInherited(asked.setting)) return isOfProvider(asked.path) ? providerValue(asked) : inherited(asked);
    return isOfIdentity(asked.setting) ? identityValue(asked) : mergedValue(asked.view, asked.setting);
  },
};

/** In the merged configuration of the view. What was read stays read as long as neither value nor site changes. */
function mergedValue(view: SiteView, setting: Setting): EffectiveSetting {
  const found = valueInSitecore(view, setting);
  const owner = found ?? view.site.part(SITECORE)?.sources;
  if (!owner) return worthInSitecore(view, setting, undefined);
  return getOrInsertComputed(derived(owner, worths), setting.path, () => worthInSitecore(view, setting, found));
}

/** By path, of a value or, where nothing is written, of the files of the site. */
function worths(_: EffectiveValue | SitecoreSources): Map<string, EffectiveSetting> {
  return new Map();
}

/** The default is that of the site's version. */
function worthInSitecore({ site }: SiteView, setting: Setting, found: EffectiveValue | undefined): EffectiveSetting {
  const bare = withoutDefault(setting);
  const sitecore = site.part(SITECORE);
  const fallback = sitecore && isSettingOf(site, setting) ? defaultIn(setting, sitecore.version) : undefined;
  if (isUnknown(fallback)) return worthOf(bare, setting.path, found ?? { literal: fallback, history: [] });
  const inVersion = fallback === undefined ? bare : { ...setting, default: fallback };
  if (found?.literal !== '' || setting.literal.kind === 'string') return worthOf(inVersion, setting.path, found);
  // Stock files write value="" where the code is to decide.
  const decided = worthOf(inVersion, setting.path, { ...found, literal: fallback ?? '' });
  return { ...decided, literal: '', ...(fallback === undefined && { value: '', seconds: undefined }) };
}

function isOfIdentity({ path }: Setting): boolean {
  return path.startsWith('Sitecore/');
}

/** Of the client of Sitecore Identity that this site is. */
function identityValue({ view, setting, get }: Asked): EffectiveSetting {
  const identity = view.site.part(SITECORE)?.identity;
  if (!identity) return worthOf(setting, setting.path, undefined);
  if (isUnknown(identity)) return worthOf(setting, setting.path, { literal: identity, history: [] });
  const id = get(CLIENT_ID).value;
  if (typeof id !== 'string') return worthOf(setting, setting.path, undefined);
  const client = identity.client(id, attributeOf(setting.path));
  const path = setting.path.replace('/DefaultClient/', `/${client?.key ?? 'DefaultClient'}/`);
  return worthOf(setting, path, client?.value);
}

const CLIENT_ID = "sitecore/settings/setting[name='FederatedAuthentication.IdentityServer.ClientId']/@value";
