import type { EffectiveConfiguration, EffectiveElement } from '../config/aspnet/effective';
import type { ExternalFiles, Layer } from '../config/aspnet/layer';
import { effective } from '../config/aspnet/merge';
import { type ConfigSource, domSource } from '../config/aspnet/source';
import { applyTransform, type TransformInput } from '../config/xdt/apply';
import { folderOf, keyOf, nameOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import type { Standing } from './above';
import type { IisPlace, IisSource } from './iis';
import { keepKey, type SiteKeep } from './keep';
import { type ParsedFile, xmlOf } from './parsed';
import type { RootConfig } from './rootConfig';
import type { AppliedTransform, SiteView, Variant } from './site';

/** A web.config of a folder below the root. */
export interface FolderConfig {
  readonly file: ParsedFile;
  readonly path: string;
  readonly source: ConfigSource;
  readonly external: ExternalFiles;
}

/** Everything that decides what IIS and ASP.NET read. */
export interface DeployedFrom {
  /** Undefined when the site has no web.config of its own: it still inherits what the server says. */
  readonly root: RootConfig | undefined;
  /** Why nothing but what transforms set is known: `root` only stands in for a file that is not in the workspace. */
  readonly unread?: string;
  readonly folders: readonly FolderConfig[];
  /** The applications above this one in IIS, whose web.config files it inherits. */
  readonly standing: Standing;
  readonly place: IisPlace;
  readonly iis: IisSource;
  /** What was read for it, and what was missing: as long as they are the same, so is what comes out. */
  readonly readings: readonly unknown[];
}

/** What IIS and ASP.NET read in one variant. */
export type Deployed = Pick<SiteView, 'transforms' | 'effective'>;

interface Kept {
  readonly readings: readonly unknown[];
  readonly deployed: Deployed;
}

/**
 * The web.config of a variant after its transforms, merged when first asked for. It outlives versions of the site that
 * come of other files: who types in a Sitecore patch changes nothing that ASP.NET reads.
 */
export function deployedAs(variant: Variant | null, from: DeployedFrom, keep: SiteKeep): Deployed {
  const kept = keep.of(DEPLOYED);
  const name = variant ? `variant ${variant.name}` : '';
  const readings = [...from.readings, from.place, from.iis, ...(variant?.transforms ?? [])];
  const known = kept.get(name);
  if (known && isSame(known.readings, readings)) return known.deployed;
  const deployed = deploy(variant, from);
  kept.set(name, { readings, deployed });
  return deployed;
}

const DEPLOYED = keepKey(() => new Map<string, Kept>());

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((one, i) => one === now[i]);
}

function deploy(variant: Variant | null, from: DeployedFrom): Deployed {
  const effectives = new Map<string, EffectiveConfiguration>();
  let made: { transforms: readonly AppliedTransform[]; layers: readonly Layer[] } | undefined;
  const layers = () => {
    made ??= layersOf(variant, from);
    return made;
  };
  return {
    // What a transform finds or misses in a stand-in says nothing about the file that is not here.
    transforms: () => (from.unread === undefined ? layers().transforms : []),
    effective(location = '') {
      return getOrInsertComputed(effectives, location.toLowerCase(), () => {
        const path = joined(from.standing.path, location);
        const known = effective(layers().layers, { ...(path && { location: path }), ...from.standing.chain });
        return from.unread === undefined ? known : unreadBut(known, from.unread);
      });
    },
  };
}

/** A configuration of which only what is in `known` has been read: all else may be anything, for the reason. */
function unreadBut(known: EffectiveConfiguration, reason: string): EffectiveConfiguration {
  const sections = new Map<string, EffectiveElement>();
  return {
    sections: known.sections,
    problems: [],
    ownProblems: [],
    section: (path) => getOrInsertComputed(sections, path, () => hidden(known.section(path), nameOf(path), reason)),
  };
}

function hidden(element: EffectiveElement | undefined, name: string, reason: string): EffectiveElement {
  if (!element) return { name, attributes: new Map(), children: [], origins: [], opaque: reason };
  const { attributes, origins, key, blocked } = element;
  const children = element.children.map((child) => hidden(child, child.name, reason));
  return {
    ...{ name, attributes, children, origins, opaque: reason },
    ...(key !== undefined && { key }),
    ...(blocked && { blocked }),
  };
}

function joined(above: string, path: string): string {
  return [above, path].filter(Boolean).join('/');
}

function layersOf(variant: Variant | null, { root, folders, place, iis, standing }: DeployedFrom) {
  const deployed = root && transformed(root, variant);
  const below = folders.map(
    (f): Layer => ({
      kind: 'folder web.config',
      name: `${f.path}/${nameOf(f.file.path)}`,
      source: f.source,
      folder: joined(standing.path, f.path),
      // Said only when somebody does: a folder nobody names may still be an application.
      ...('pool' in iis.placeOf(folderOf(f.file.path)).pool && { isApplication: true }),
      external: f.external,
    }),
  );
  const above = standing.above.map(({ config, folder, variants }) => {
    const same = variants.find(({ name }) => variant && keyOf(name) === keyOf(variant.name)) ?? null;
    const name = `${nameOf(folderOf(config.file.path))}/${nameOf(config.file.path)}`;
    return rootLayer(config, transformed(config, same).source, folder, name);
  });
  const own = root && deployed ? [rootLayer(root, deployed.source, standing.path, nameOf(root.file.path))] : [];
  return { transforms: deployed?.transforms ?? [], layers: [...place.layers, ...above, ...own, ...below] };
}

function rootLayer({ external }: RootConfig, source: ConfigSource, folder: string, name: string): Layer {
  return { kind: 'web.config', name, source, folder, isApplication: true, external };
}

/** The web.config after the transforms of a variant; each works on what the one before left. */
function transformed({ file: webConfig, source: base }: RootConfig, variant: Variant | null) {
  const transforms: AppliedTransform[] = [];
  const { text, path, bom } = webConfig;
  let before: TransformInput = { text, tree: xmlOf(webConfig), file: path, bom, encoding: encodingOf(webConfig) };
  let source = base;
  for (const file of variant?.transforms ?? []) {
    const result = applyTransform(before, { text: file.text, file: file.path, tree: xmlOf(file) });
    transforms.push({ file, result });
    // A transform that fails writes no file: what was there before is deployed.
    if (!result.succeeded) continue;
    before = { text: result.text, file: path, document: result.document, bom, encoding: encodingOf(webConfig) };
    source = domSource(result.document, path);
  }
  return { transforms, source };
}

function encodingOf({ encoding }: ParsedFile): NonNullable<TransformInput['encoding']> {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : 'utf-8';
}
