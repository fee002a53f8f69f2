import type { EffectiveConfiguration } from '../config/aspnet/effective';
import type { ExternalFiles, Layer } from '../config/aspnet/layer';
import { effective } from '../config/aspnet/merge';
import { type ConfigSource, domSource } from '../config/aspnet/source';
import { applyTransform, type TransformInput } from '../config/xdt/apply';
import { folderOf, nameOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import type { IisPlace, IisSource } from './iis';
import { keepKey, type SiteKeep } from './keep';
import { type ParsedFile, xmlOf } from './parsed';
import type { AppliedTransform, SiteView, Variant } from './site';

/** A web.config of a folder below the root. */
export interface FolderConfig {
  readonly file: ParsedFile;
  readonly path: string;
  readonly source: ConfigSource;
  readonly external: ExternalFiles;
}

/** The web.config at the root, and what it names. */
export interface RootConfig {
  readonly file: ParsedFile;
  readonly source: ConfigSource;
  readonly external: ExternalFiles;
}

/** Everything that decides what IIS and ASP.NET read. */
export interface DeployedFrom {
  /** Undefined when the site has no web.config of its own: it still inherits what the server says. */
  readonly root: RootConfig | undefined;
  readonly folders: readonly FolderConfig[];
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
    transforms: () => layers().transforms,
    effective(location = '') {
      return getOrInsertComputed(effectives, location.toLowerCase(), () =>
        effective(layers().layers, { ...(location && { location }), ...from.place.chain }),
      );
    },
  };
}

function layersOf(variant: Variant | null, { root, folders, place, iis }: DeployedFrom) {
  const deployed = root && transformed(root, variant);
  const below = folders.map(
    (f): Layer => ({
      kind: 'folder web.config',
      name: `${f.path}/${nameOf(f.file.path)}`,
      source: f.source,
      folder: f.path,
      // Said only when somebody does: a folder nobody names may still be an application.
      ...('pool' in iis.placeOf(folderOf(f.file.path)).pool && { isApplication: true }),
      external: f.external,
    }),
  );
  const own = root && deployed ? [rootLayer(root, deployed.source)] : [];
  return { transforms: deployed?.transforms ?? [], layers: [...place.layers, ...own, ...below] };
}

function rootLayer({ file, external }: RootConfig, source: ConfigSource): Layer {
  return { kind: 'web.config', name: nameOf(file.path), source, folder: '', isApplication: true, external };
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
