import { applicationPools } from './catalogue/applicationPools';
import { authentication } from './catalogue/authentication';
import { identityModel } from './catalogue/identityModel';
import { machineKey } from './catalogue/machineKey';
import { owinAndCore } from './catalogue/owinAndCore';
import { processModel } from './catalogue/processModel';
import { roles } from './catalogue/roles';
import { runtime } from './catalogue/runtime';
import { sessionState } from './catalogue/sessionState';
import { sitecore } from './catalogue/sitecore';
import { sitecoreIdentity } from './catalogue/sitecoreIdentity';
import { sitecoreWeb } from './catalogue/sitecoreWeb';
import { sites } from './catalogue/sites';
import { webServer } from './catalogue/webServer';
import type { Setting } from './setting';

/** Every known setting of ASP.NET, IIS and Sitecore, in the order of their files. */
export const settings: readonly Setting[] = [
  ...sessionState,
  ...authentication,
  ...roles,
  ...runtime,
  ...machineKey,
  ...processModel,
  ...identityModel,
  ...owinAndCore,
  ...applicationPools,
  ...sites,
  ...webServer,
  ...sitecoreWeb,
  ...sitecore,
  ...sitecoreIdentity,
];

const byPath: ReadonlyMap<string, Setting> = new Map(settings.map((setting) => [setting.path, setting]));
const byElement: ReadonlyMap<string, readonly Setting[]> = groupedByElement();

function groupedByElement(): Map<string, Setting[]> {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) {
    if (isInCode(setting) || isInSitecore(setting)) continue;
    const element = elementOf(setting.path);
    const group = groups.get(element);
    if (group) group.push(setting);
    else groups.set(element, [setting]);
  }
  return groups;
}

/**
 * The setting at a path such as `system.web/sessionState/@timeout`. Keys of collections may stand in the path
 * (`…/applicationPools/add[name='Shop']/…`) and do not matter.
 */
export function settingAt(path: string): Setting | undefined {
  return byPath.get(path) ?? byPath.get(withoutKeys(path));
}

/** The settings of one element, in catalogue order. */
export function settingsOfElement(elementPath: string): readonly Setting[] {
  return byElement.get(elementPath) ?? byElement.get(withoutKeys(elementPath)) ?? [];
}

/** Is it set in code, and in no file that is read for settings? */
export function isInCode({ level }: Pick<Setting, 'level'>): boolean {
  return level === 'code';
}

/** Does it stand in Sitecore's own files, which are patched and not inherited? */
export function isInSitecore({ level }: Pick<Setting, 'level'>): boolean {
  return level === 'sitecore' || level === 'sitecoreIdentity';
}

/** `system.web/sessionState` of `system.web/sessionState/@timeout`; '' for what stands in code. */
export function elementOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/@')));
}

/**
 * What people call it: `timeout` of `system.web/sessionState/@timeout`, the name of a Sitecore setting, `ExpireTimeSpan`
 * of a path that ends in an element; the whole path for what stands in code.
 */
export function attributeOf(path: string): string {
  const named = /(?:\/setting\[name|\/param\[desc|^appSettings\/add\[key)='([^']*)'\](?:\/@value)?$/.exec(path);
  if (named) return named[1]!;
  const at = path.lastIndexOf('/@');
  return at < 0 ? path.slice(path.lastIndexOf('/') + 1) : path.slice(at + 2);
}

/** The path without the keys of its collections: `add[name='Shop']` is `add`. */
export function withoutKeys(path: string): string {
  return path.replace(/\[@?[\w.-]+=(?:'[^']*'|"[^"]*")\]/g, '');
}
