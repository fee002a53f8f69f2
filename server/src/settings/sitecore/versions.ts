import type { Site } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import { surelyAtLeast, surelyBefore, type VersionBounds } from '../../site/sitecore/version';
import type { Setting } from '../setting';

/** Can the site have this setting at all? Of two versions between which files do not decide, both count. */
export function isSettingOf(site: Site, setting: Setting): boolean {
  if (setting.path.startsWith('Sitecore/')) return site.part(SITECORE)?.identity !== undefined;
  const sitecore = site.part(SITECORE);
  if (!sitecore) return false;
  const { version } = sitecore;
  if (setting.since !== undefined && surelyBefore(version, setting.since)) return false;
  return setting.until === undefined || !surelyAtLeast(version, setting.until);
}

/** The default in this version; unknown when it changed and no file tells on which side of the change the site is. */
export function defaultIn(setting: Setting, version: VersionBounds): string | { readonly unknown: string } | undefined {
  const { defaults } = setting;
  if (!defaults) return setting.default;
  const possible = defaults.filter(({ since }, i) => {
    const next = defaults[i + 1]?.since;
    return !surelyBefore(version, since) && !(next !== undefined && surelyAtLeast(version, next));
  });
  const [first, ...others] = possible;
  if (!first || others.every(({ value }) => value === first.value)) return first?.value ?? setting.default;
  const words = possible.map(({ since, value }) => `${value} from Sitecore ${since}`).join(', ');
  return { unknown: `nothing sets it, its default changed (${words}), and no file tells the version` };
}
