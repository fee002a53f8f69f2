import type { SitePlace } from '../config/aspnet/chain';
import type { Layer } from '../config/aspnet/layer';
import { xmlSource } from '../config/aspnet/source';
import { type IisConfiguration, readIis } from '../config/iis/applicationHost';
import { type PoolMapping, poolOf } from '../config/iis/pools';
import type { FilePath } from '../files/files';
import { keyOf, nameOf } from '../files/paths';
import { type FileCache, isParsed, type ParsedFile } from './parsed';

/** Everything the applicationHost.config files of a workspace say. */
export interface IisSource {
  readonly hosts: readonly { readonly file: ParsedFile; readonly iis: IisConfiguration }[];
  readonly files: readonly ParsedFile[];
  /** What runs the site with this root; cached. */
  placeOf(root: FilePath): IisPlace;
}

export interface IisPlace {
  readonly pool: PoolMapping;
  /** The applicationHost.config as the weakest layer, when it names the site. */
  readonly layers: readonly Layer[];
  /** Where the site stands in IIS, to read `<location path="Site/app">`. */
  readonly site: SitePlace | undefined;
  readonly file: ParsedFile | undefined;
  readonly iis: IisConfiguration | undefined;
}

export async function loadIis(cache: FileCache, paths: readonly FilePath[]): Promise<IisSource> {
  const files = (await Promise.all(paths.map((path) => cache.load(path)))).filter(isParsed);
  const hosts = files.map((file) => ({ file, iis: readIis(xmlSource(file.tree, file.path)) }));
  const places = new Map<string, IisPlace>();
  return {
    hosts,
    files,
    placeOf(root) {
      let place = places.get(keyOf(root));
      if (!place) {
        place = find(hosts, root);
        places.set(keyOf(root), place);
      }
      return place;
    },
  };
}

function find(hosts: IisSource['hosts'], root: FilePath): IisPlace {
  const nobody = { layers: [], site: undefined, file: undefined, iis: undefined };
  if (hosts.length === 0)
    return { ...nobody, pool: { unknown: 'there is no applicationHost.config in the workspace' } };
  const mapped = hosts.map(({ file, iis }) => ({ file, iis, pool: poolOf(iis, root) }));
  const found = mapped.filter((candidate) => 'pool' in candidate.pool);
  const first = found[0];
  if (!first || !('pool' in first.pool)) return { ...nobody, pool: mapped[0]!.pool };
  if (found.length > 1)
    return {
      ...nobody,
      pool: {
        unknown: `several applicationHost.config files name this folder: ${found.map((f) => nameOf(f.file.path)).join(', ')}`,
      },
    };
  const { file, iis, pool } = first;
  const layer: Layer = { kind: 'applicationHost.config', name: nameOf(file.path), source: iis.source, folder: '' };
  return { pool, file, iis, layers: [layer], site: { name: pool.site.name, application: pool.application.path } };
}
