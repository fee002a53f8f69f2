import { layersOf } from '../features/layers';
import { failedIn, type ServerContext } from './context';
import { LayersRequest, type LayersResult } from './protocol';

/** What the tree of layers asks for. */
export function registerLayers(context: ServerContext): void {
  const { connection, guard, uris, live } = context;
  connection.onRequest<LayersResult, never>(
    LayersRequest,
    guard('Layers', { sites: [] }, async (): Promise<LayersResult> => {
      const { sites } = await live().settled();
      return {
        sites: sites.flatMap((site) => {
          const tree = layersOf(site, failedIn(context, site));
          if (!tree) return [];
          const { product, version, layers } = tree;
          return {
            root: uris.uriOf(site.root),
            name: site.name,
            product,
            version: version ?? null,
            layers: layers.map(({ name, off, reason, files }) => ({
              name,
              off,
              reason: reason ?? null,
              files: files.map((file) => ({
                uri: uris.uriOf(file.file),
                name: file.name,
                order: file.order ?? null,
                active: file.active,
                reason: file.reason ?? null,
                condition: file.condition ?? null,
                stock: file.stock,
              })),
            })),
          };
        }),
      };
    }),
  );
}
