import type { EffectiveConfiguration } from '../config/aspnet/effective';
import { effective } from '../config/aspnet/merge';
import { derived } from '../derived';
import { folderOf, keyOf, nameOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { ASPNET } from './aspnet/key';
import type { IisSource } from './iis';
import { IIS } from './iis/key';
import type { Site, SiteView } from './site';

/**
 * An applicationHost.config whose sites are somewhere else still says what the worker processes do to users: it stands
 * as a site of its own, without web.config. The same site as long as the file stays the same.
 */
export function serverSites(iis: IisSource, sites: readonly Site[]): Site[] {
  const used = new Set(sites.flatMap((site) => [...site.sources.keys()]));
  return iis.hosts
    .filter(({ file, iis: configuration }) => !used.has(keyOf(file.path)) && configuration.siteNames().length > 0)
    .map((host) => derived(host, serverSite));
}

function serverSite({ file, iis: configuration }: IisSource['hosts'][number]): Site {
  const root = folderOf(file.path);
  const layer = {
    kind: 'applicationHost.config',
    name: nameOf(file.path),
    source: configuration.source,
    folder: '',
  } as const;
  const effectives = new Map<string, EffectiveConfiguration>();
  const site: Site = {
    root,
    name: nameOf(root),
    stack: 'framework',
    parts: [IIS.id, ASPNET.id],
    has: ({ id }) => id === IIS.id || id === ASPNET.id,
    part: () => undefined,
    webConfig: undefined,
    iis: configuration,
    variants: [],
    files: [{ file: file.path, layer: 'applicationHost.config', active: true }],
    sources: new Map([[keyOf(file.path), file]]),
    sections: new Map(),
    folders: [],
    system: () => undefined,
    isInstalled: () => false,
    awaits: () => false,
    view: () => view,
  };
  const view: SiteView = {
    site,
    variant: null,
    part: () => undefined,
    transforms: () => [],
    effective(location = '') {
      return getOrInsertComputed(effectives, location.toLowerCase(), () =>
        effective([layer], location ? { location } : {}),
      );
    },
    pool: { unknown: 'the sites of this server are not in the workspace' },
  };
  return site;
}
