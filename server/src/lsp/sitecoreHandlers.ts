import { sitecoreLayersOf } from '../features/sitecore/layers';
import type { ServerContext } from './context';
import { LayersRequest, type LayersResult } from './protocol';

/** What the tree of layers asks for. */
export function registerSitecore({ connection, guard, uris, live }: ServerContext): void {
  connection.onRequest<LayersResult, never>(
    LayersRequest,
    guard('Sitecore layers', { sites: [] }, async (): Promise<LayersResult> => {
      const { sites } = await live().settled();
      return {
        sites: sites
          .filter((site) => site.sitecore !== undefined)
          .map((site) => ({
            root: uris.uriOf(site.root),
            name: site.name,
            version: site.version ?? null,
            layers: sitecoreLayersOf(site).map(({ name, off, reason, files }) => ({
              name,
              off,
              reason: reason ?? null,
              files: files.map((file) => ({
                uri: uris.uriOf(file.file),
                name: file.name,
                order: file.order ?? null,
                active: file.active,
                reason: file.reason ?? null,
                role: file.role ?? null,
                stock: file.stock,
              })),
            })),
          })),
      };
    }),
  );
}
