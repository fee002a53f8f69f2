import { aspnetCatalogue } from './aspnet/catalogue';
import { codeCatalogue } from './code/catalogue';
import { iisCatalogue } from './iis/catalogue';
import type { Catalogue, Setting } from './setting';
import { sitecoreCatalogue } from './sitecore/catalogue';

/** Every known setting, part by part. */
export const catalogues: readonly Catalogue[] = [aspnetCatalogue, codeCatalogue, iisCatalogue, sitecoreCatalogue];

/** In the order of their catalogues. */
export const settings: readonly Setting[] = settingsIn(catalogues);

export function settingsIn(of: readonly Catalogue[]): Setting[] {
  return of.flatMap(({ part, settings: entries }) => entries.map((entry) => ({ ...entry, part })));
}

const byPath: ReadonlyMap<string, Setting> = new Map(settings.map((setting) => [setting.path, setting]));
const byElement: ReadonlyMap<string, readonly Setting[]> = groupedByElement();

function groupedByElement(): Map<string, Setting[]> {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) {
    if (!isInherited(setting)) continue;
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

/** Does it stand in the chain of configuration files of ASP.NET and IIS, from machine.config down to a folder's? */
export function isInherited({ level }: Pick<Setting, 'level'>): boolean {
  return level !== 'code' && level !== 'own';
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

/** The path without the keys of its collections and the names of its schemes: `add[name='Shop']`, `Client[spa]`. */
export function withoutKeys(path: string): string {
  return path.replace(/\[(?:@?[\w.-]+=(?:'[^']*'|"[^"]*")|[^\]='"]*)\]/g, '');
}
