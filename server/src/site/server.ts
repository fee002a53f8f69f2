import { effective } from '../config/aspnet/merge';
import { folderOf, keyOf, nameOf } from '../files/paths';
import type { IisSource } from './iis';
import type { Site, SiteView } from './site';

/**
 * An applicationHost.config whose sites are somewhere else still says what the worker processes do to users: it stands
 * as a site of its own, without web.config.
 */
export function serverSites(iis: IisSource, sites: readonly Site[]): Site[] {
  const used = new Set(sites.flatMap((site) => [...site.sources.keys()]));
  return iis.hosts
    .filter(({ file, iis: configuration }) => !used.has(keyOf(file.path)) && configuration.siteNames().length > 0)
    .map(({ file, iis: configuration }) => {
      const root = folderOf(file.path);
      let view: SiteView | undefined;
      const site: Site = {
        root,
        name: nameOf(root),
        stack: 'framework',
        webConfig: undefined,
        iis: configuration,
        variants: [],
        files: [{ file: file.path, layer: 'applicationHost.config', active: true }],
        sources: new Map([[keyOf(file.path), file]]),
        sections: new Map(),
        folders: [],
        applicationCode: [],
        awaits: () => false,
        view() {
          const layer = {
            kind: 'applicationHost.config',
            name: nameOf(file.path),
            source: configuration.source,
            folder: '',
          } as const;
          view ??= {
            site,
            variant: null,
            transforms: [],
            effective: (location) => effective([layer], location ? { location } : {}),
            pool: { unknown: 'the sites of this server are not in the workspace' },
          };
          return view;
        },
      };
      return site;
    });
}
