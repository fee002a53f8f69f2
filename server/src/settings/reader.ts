import {
  type Contribution,
  childOf,
  type EffectiveConfiguration,
  type EffectiveElement,
  type EffectiveValue,
  lookup,
} from '../config/aspnet/effective';
import type { SitecoreSources } from '../config/sitecore/locate';
import { getOrInsertComputed } from '../maps';
import { isUnknown, type Lifetime, type Unknown } from '../session/lifetime';
import type { SiteView } from '../site/site';
import { SITECORE } from '../site/sitecore/key';
import { attributeOf, settingAt } from './catalogue';
import { checkValue, type ValueAt } from './checkValue';
import { readLiteral } from './literal';
import type { Setting } from './setting';
import { valueInSitecore } from './sitecoreSetting';
import { defaultIn, isSettingOf } from './sitecoreVersions';

/** What one setting is worth in a variant, with the layer that won and those that lost. */
export interface EffectiveSetting {
  /** With keys of collections: `system.applicationHost/applicationPools/add[name='Shop']/processModel/@idleTimeout`. */
  readonly path: string;
  readonly setting: Setting;
  /** As written by the winner, or the default; undefined when there is neither. */
  readonly literal: string | Unknown | undefined;
  /** Does any file set it? */
  readonly given: boolean;
  /** The default's text when nothing sets it; unknown when the literal cannot be read or the value not be known. */
  readonly value: string | Unknown | undefined;
  /** For durations: whole seconds, `null` for never. */
  readonly seconds: Lifetime | undefined;
  readonly winner: Contribution | undefined;
  /** Files only, weakest first, the winner last. */
  readonly history: readonly Contribution[];
}

export interface SettingsReader {
  /** @throws when the catalogue has no such setting: a mistake in our own code. */
  get(path: string): EffectiveSetting;
  /** At a virtual path below the application; made once per path. */
  at(location: string): SettingsReader;
  /** The effective element, `system.web/authentication/forms`. */
  element(path: string): EffectiveElement | undefined;
}

const readers = new WeakMap<SiteView, SettingsReader>();

export function settingsOf(view: SiteView): SettingsReader {
  return getOrInsertComputed(readers, view, () => readerOver(view, undefined));
}

function readerOver(view: SiteView, location: string | undefined): SettingsReader {
  const configuration = view.effective(location);
  const read = new Map<string, EffectiveSetting>();
  const below = new Map<string, SettingsReader>();
  const reader: SettingsReader = {
    element: (path) => elementAt(configuration, path),
    at(path) {
      return getOrInsertComputed(below, path.toLowerCase(), () => readerOver(view, path));
    },
    get(path) {
      return getOrInsertComputed(read, path, () => settingIn(view, configuration, path));
    },
  };
  return reader;
}

function settingIn(view: SiteView, configuration: EffectiveConfiguration, path: string): EffectiveSetting {
  if (path.startsWith('system.applicationHost/')) return poolSetting(view, path);
  const setting = settingAt(path);
  if (setting?.level === 'sitecore') return sitecoreSetting(view, setting);
  if (setting?.level === 'sitecoreIdentity') return identitySetting(view, setting);
  const known = getOrInsertComputed(configured, configuration, () => new Map());
  return getOrInsertComputed(known, path, () =>
    path.startsWith(PROVIDER)
      ? providerSetting(configuration, path)
      : effective(path, lookup(configuration, path), (other) => lookup(configuration, other)?.literal),
  );
}

/** What ASP.NET reads is the same for every role, and after an edit of a Sitecore patch. */
const configured = new WeakMap<EffectiveConfiguration, Map<string, EffectiveSetting>>();

const PROVIDER = 'system.web/sessionState/providers/add/';

/** Of the provider that holds the sessions; what the others say does not count. */
function providerSetting(configuration: EffectiveConfiguration, path: string): EffectiveSetting {
  const of = (name: string) => lookup(configuration, `system.web/sessionState/@${name}`)?.literal;
  const name = of('customProvider');
  if (of('mode') !== 'Custom' || typeof name !== 'string')
    return worthOf(withoutDefault(settingAt(path)!), path, undefined);
  const keyed = path.replace('/add/', `/add[name='${name}']/`);
  return { ...effective(path, lookup(configuration, keyed)), path: keyed };
}

function withoutDefault({ default: _, ...setting }: Setting): Setting {
  return setting;
}

/** A setting of the pool that runs the site; `path` names it as `…/add/processModel/@idleTimeout`. */
function poolSetting(view: SiteView, path: string): EffectiveSetting {
  if (isUnknown(view.pool)) {
    const { unknown, ambiguous } = view.pool;
    return effective(path, ambiguous && { literal: { unknown }, history: [] });
  }
  const inside = path.slice(POOL.length + 1);
  const keyed = `system.applicationHost/applicationPools/add[name='${view.pool.pool.name}']/${inside}`;
  return { ...effective(path, view.pool.pool.value(inside)), path: keyed };
}

const POOL = 'system.applicationHost/applicationPools/add';

const sitecoreWorths = new WeakMap<EffectiveValue, EffectiveSetting>();
const defaultWorths = new WeakMap<SitecoreSources, Map<string, EffectiveSetting>>();

/** In the merged configuration of the view. What was read stays read as long as neither value nor site changes. */
function sitecoreSetting(view: SiteView, setting: Setting): EffectiveSetting {
  const found = valueInSitecore(view, setting);
  const same = found && sitecoreWorths.get(found);
  if (same?.path === setting.path) return same;
  const sitecore = view.site.part(SITECORE);
  if (found || !sitecore) {
    const worth = worthInSitecore(view, setting, found);
    if (found) sitecoreWorths.set(found, worth);
    return worth;
  }
  const defaults = getOrInsertComputed(defaultWorths, sitecore.sources, () => new Map());
  return getOrInsertComputed(defaults, setting.path, () => worthInSitecore(view, setting, undefined));
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

/** Of the client of Sitecore Identity that this site is. */
function identitySetting(view: SiteView, setting: Setting): EffectiveSetting {
  const identity = view.site.part(SITECORE)?.identity;
  if (!identity) return worthOf(setting, setting.path, undefined);
  if (isUnknown(identity)) return worthOf(setting, setting.path, { literal: identity, history: [] });
  const id = settingsOf(view).get(CLIENT_ID).value;
  if (typeof id !== 'string') return worthOf(setting, setting.path, undefined);
  const client = identity.client(id, attributeOf(setting.path));
  const path = setting.path.replace('/DefaultClient/', `/${client?.key ?? 'DefaultClient'}/`);
  return worthOf(setting, path, client?.value);
}

const CLIENT_ID = "sitecore/settings/setting[name='FederatedAuthentication.IdentityServer.ClientId']/@value";

/** What a value found in files, or not found, means for a setting. */
export function effective(path: string, found: EffectiveValue | undefined, valueAt?: ValueAt): EffectiveSetting {
  const setting = settingAt(path);
  if (!setting) throw new Error(`No setting "${path}" in the catalogue`);
  return worthOf(setting, path, found, valueAt);
}

function worthOf(
  setting: Setting,
  path: string,
  found: EffectiveValue | undefined,
  valueAt?: ValueAt,
): EffectiveSetting {
  const history = found?.history ?? [];
  const winner = history[history.length - 1];
  const base = { path, setting, given: history.length > 0, winner, history };
  const literal = found ? found.literal : setting.default;
  if (literal === undefined) return { ...base, literal, value: undefined, seconds: undefined };
  if (isUnknown(literal)) return { ...base, literal, value: literal, seconds: literal };
  const reading = readLiteral(setting, literal);
  const refused = !reading.ok
    ? 'cannot be read'
    : found && checkValue(setting, literal, valueAt).some(({ kind }) => kind === 'out-of-range')
      ? 'is out of range'
      : undefined;
  if (!reading.ok || refused) {
    const unknown = { unknown: `"${literal}" ${refused}` };
    return { ...base, literal, value: unknown, seconds: unknown };
  }
  // Where a cast overflows, Infinite is anything but.
  const overflows = reading.seconds === null && setting.onInfinite;
  const seconds = overflows ? { unknown: `Infinite ${setting.onInfinite}` } : reading.seconds;
  return { ...base, literal, value: reading.normalised, seconds };
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
