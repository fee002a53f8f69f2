import type { EffectiveConfiguration } from '../config/aspnet/effective';
import type { PartId } from '../part';
import type { Site, SiteView } from '../site/site';
import type { Setting } from './setting';
import type { EffectiveSetting } from './worth';

/** What a source is asked for: one setting of one site in one variant. */
export interface Asked {
  readonly view: SiteView;
  /** Without its default when the site has no part that would apply it. */
  readonly setting: Setting;
  /** As it was asked for; may name the key of a collection or a scheme that the catalogue's path does not. */
  readonly path: string;
  /** What IIS and ASP.NET read at the virtual path that is looked at. */
  readonly configuration: EffectiveConfiguration;
  /** Another setting of the same view. */
  get(path: string): EffectiveSetting;
}

/** Reads the settings of one part, wherever they are written. */
export interface ValueSource {
  readonly part: PartId;
  /** Can a site with the part have this setting at all? It can where nothing is said. */
  has?(site: Site, setting: Setting): boolean;
  /** The paths under which a view has values of a setting, one for each scheme or client; by default its own. */
  paths?(view: SiteView, setting: Setting): readonly string[];
  value(asked: Asked): EffectiveSetting;
}
