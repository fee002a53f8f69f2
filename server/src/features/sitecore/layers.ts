import type { FilePath } from '../../files/files';
import { keyOf, relativeTo } from '../../files/paths';
import { isStock } from '../../rules/sitecore/shared/files';
import type { Site } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import type { FileLayer, LayerFile, LayerTree } from '../results';

/** The base, then the layers in load order, then what no layer holds; undefined for sites without Sitecore. */
export function sitecoreLayersOf(site: Site): LayerTree | undefined {
  const sitecore = site.part(SITECORE);
  if (!sitecore) return undefined;
  const { sources } = sitecore;
  const known = new Map(site.files.map((file) => [keyOf(file.file), file]));
  const filesOf = (folder: FilePath | undefined, belongs: (layer: string | undefined, file: FilePath) => boolean) =>
    sources.files
      .filter(({ layer, file }) => belongs(layer, file))
      .map(
        ({ file, layer, active, reason, order }): LayerFile => ({
          file,
          name: relativeTo(folder ?? site.root, file),
          order: order === undefined ? undefined : order + 2,
          active: active && known.get(keyOf(file))?.active !== false,
          reason: reason?.words ?? known.get(keyOf(file))?.reason,
          condition: known.get(keyOf(file))?.role,
          stock: isStock(file, layer, sitecore),
        }),
      );
  const base: LayerFile[] = sitecore.complete
    ? [
        {
          file: sources.base!.file,
          name: relativeTo(site.root, sources.base!.file),
          order: 1,
          active: true,
          reason: undefined,
          condition: undefined,
          stock: true,
        },
      ]
    : [];
  const layers = sources.layers.map(
    (layer): FileLayer => ({
      name: layer.name,
      folder: layer.folder,
      off: layer.off,
      reason: layer.off ? 'switched off in Layers.config' : layer.folder ? undefined : 'its folder is not there',
      files: filesOf(layer.folder, (name) => name === layer.name),
    }),
  );
  const outside = filesOf(undefined, (name) => name === undefined);
  const all: FileLayer[] = [
    {
      name: 'Base',
      folder: undefined,
      off: false,
      reason: base.length > 0 ? undefined : "Sitecore's own configuration is not in the workspace",
      files: base,
    },
    ...layers,
    ...(outside.length > 0
      ? [{ name: 'Not loaded', folder: undefined, off: true, reason: 'no layer names these folders', files: outside }]
      : []),
  ];
  return { product: 'Sitecore', version: site.version, layers: all };
}
