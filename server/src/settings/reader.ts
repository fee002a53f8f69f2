import { childOf, type EffectiveConfiguration, type EffectiveElement } from '../config/aspnet/effective';
import { derived } from '../derived';
import { getOrInsertComputed } from '../maps';
import { isUnknown } from '../session/lifetime';
import type { Site, SiteView } from '../site/site';
import { catalogues, settingsIn, withoutKeys } from './catalogue';
import type { ValueAt } from './checkValue';
import { hiddenAt } from './hidden';
import type { Catalogue, Setting } from './setting';
import type { ValueSource } from './valueSource';
import { valueSources } from './valueSources';
import { type EffectiveSetting, withoutDefault, worthOf } from './worth';

export type { EffectiveSetting } from './worth';

export interface SettingsReader {
  /** @throws when the catalogue has no such setting: a mistake in our own code. */
  get(path: string): EffectiveSetting;
  /** What the site has settings for, in the order of the catalogue: one for each scheme or client where there are several. */
  all(): readonly EffectiveSetting[];
  /** At a virtual path below the application; made once per path. */
  at(location: string): SettingsReader;
  /** The effective element, `system.web/authentication/forms`. */
  element(path: string): EffectiveElement | undefined;
}

/** What settings there are, and who reads them. */
export interface SettingsRegistry {
  readonly catalogues: readonly Catalogue[];
  readonly sources: readonly ValueSource[];
}

const REGISTRY: SettingsRegistry = { catalogues, sources: valueSources };

/** The settings of a view; read once, but for a registry other than that of the product. */
export function settingsOf(view: SiteView, registry?: SettingsRegistry): SettingsReader {
  return registry ? readerOver(view, undefined, registry) : derived(view, readerOf);
}

function readerOf(view: SiteView): SettingsReader {
  return readerOver(view, undefined, REGISTRY);
}

/** Can the site have this setting at all? */
export function isSettingOf(site: Site, setting: Setting, { sources } = REGISTRY): boolean {
  if (!site.parts.includes(setting.part)) return false;
  return sources.find(({ part }) => part === setting.part)?.has?.(site, setting) ?? true;
}

function readerOver(view: SiteView, location: string | undefined, registry: SettingsRegistry): SettingsReader {
  const configuration = view.effective(location);
  const read = new Map<string, EffectiveSetting>();
  const below = new Map<string, SettingsReader>();
  const known = derived(registry, lookUp);
  const { sources } = registry;
  const get = (path: string): EffectiveSetting => getOrInsertComputed(read, path, () => worthAt(path));

  function worthAt(path: string): EffectiveSetting {
    const setting = known.byPath.get(path) ?? known.byPath.get(withoutKeys(path));
    const source = sources.find(({ part }) => part === setting?.part);
    if (!setting || !source) throw new Error(`No setting "${path}" in the catalogue`);
    // What no part of the site reads has no default; what is written all the same is shown.
    const asked =
      view.site.parts.includes(setting.part) || setting.level === 'code' ? setting : withoutDefault(setting);
    const hidden = hiddenAt(view, path);
    if (hidden) return worthOf(asked, path, { literal: hidden, history: [] });
    return source.value({ view, setting: asked, path, configuration, get });
  }

  return {
    get,
    all() {
      return known.settings
        .filter((setting) => isSettingOf(view.site, setting, registry))
        .flatMap((setting) => {
          const source = sources.find(({ part }) => part === setting.part);
          return (source?.paths?.(view, setting) ?? [setting.path]).map(get);
        });
    },
    at(path) {
      return getOrInsertComputed(below, path.toLowerCase(), () => readerOver(view, path, registry));
    },
    element: (path) => (hiddenAt(view, `${path}/`) ? undefined : elementAt(configuration, path)),
  };
}

function lookUp(registry: SettingsRegistry): {
  readonly settings: readonly Setting[];
  readonly byPath: ReadonlyMap<string, Setting>;
} {
  const settings = settingsIn(registry.catalogues);
  return { settings, byPath: new Map(settings.map((setting) => [setting.path, setting])) };
}

/** What `checkValue` asks about other settings, answered with what is effective. */
export function valuesIn(reader: SettingsReader): ValueAt {
  return (path) => {
    const { literal, given } = reader.get(path);
    return given || isUnknown(literal) ? literal : undefined;
  };
}

/** The element at a path; the section is the longest beginning of the path that is one. */
function elementAt(configuration: EffectiveConfiguration, path: string): EffectiveElement | undefined {
  const names = path.split('/');
  for (let length = names.length; length > 0; length--) {
    let element = configuration.section(names.slice(0, length).join('/'));
    if (!element) continue;
    for (const name of names.slice(length)) element = element && childOf(element, name);
    return element;
  }
  return undefined;
}
