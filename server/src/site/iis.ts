import type { ChainOptions } from '../config/aspnet/chain';
import type { Layer } from '../config/aspnet/layer';
import { xmlSource } from '../config/aspnet/source';
import { type IisConfiguration, readIis } from '../config/iis/applicationHost';
import { type PoolMapping, poolOf, poolOfOnly } from '../config/iis/pools';
import type { FilePath } from '../files/files';
import { keyOf, nameOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from './parsed';

/** Everything the applicationHost.config files of a workspace say. */
export interface IisSource {
  readonly hosts: readonly { readonly file: ParsedFile; readonly iis: IisConfiguration }[];
  readonly files: readonly ParsedFile[];
  /** Is the file one of those that speak for more than one site? */
  involves(path: FilePath): boolean;
  /** What runs the site with this root; cached. */
  placeOf(root: FilePath): IisPlace;
  /** The same where a site is the only one, and the user has said which file speaks of it. */
  withOnly(root: FilePath): IisSource;
}

export interface IisPlace {
  readonly pool: PoolMapping;
  /** machine.config and the root web.config where the workspace has them, and the applicationHost.config that names the site. */
  readonly layers: readonly Layer[];
  /** Where the site stands in IIS, and what IIS says of the folders below it. */
  readonly chain: Omit<ChainOptions, 'location'>;
  /** The files behind `layers`, with the names of their layers. */
  readonly files: readonly { readonly file: ParsedFile; readonly layer: string }[];
  readonly iis: IisConfiguration | undefined;
}

export async function loadIis(
  cache: FileCache,
  paths: readonly FilePath[],
  machine: MachineFiles = {},
): Promise<IisSource> {
  const files = (await Promise.all(paths.map((path) => cache.load(path)))).filter(isParsed);
  const hosts = files.map((file) => ({ file, iis: readIis(xmlSource(xmlOf(file), file.path)) }));
  const machineWide = await machineLayers(cache, machine);
  const shared = new Set([...paths, ...machineWide.files.map(({ file }) => file.path)].map(keyOf));
  const places = new Map<string, IisPlace>();
  const source: IisSource = {
    hosts,
    files,
    involves: (path) => shared.has(keyOf(path)),
    placeOf(root) {
      return getOrInsertComputed(places, keyOf(root), () => find(hosts, root, machineWide, poolOf));
    },
    withOnly(only) {
      if (hosts.length !== 1) return source;
      const place = find(hosts, only, machineWide, poolOfOnly);
      return { ...source, placeOf: (root) => (keyOf(root) === keyOf(only) ? place : source.placeOf(root)) };
    },
  };
  return source;
}

/** The two files of the .NET Framework itself (`…/Framework64/v4.0.30319/Config`). */
export interface MachineFiles {
  readonly machineConfig?: FilePath;
  readonly rootWebConfig?: FilePath;
}

interface MachineWide {
  readonly layers: readonly Layer[];
  readonly files: IisPlace['files'];
}

async function machineLayers(cache: FileCache, { machineConfig, rootWebConfig }: MachineFiles): Promise<MachineWide> {
  const layers: Layer[] = [];
  const files: { file: ParsedFile; layer: string }[] = [];
  for (const [kind, path] of [
    ['machine.config', machineConfig],
    ['root web.config', rootWebConfig],
  ] as const) {
    const file = path === undefined ? undefined : await cache.load(path);
    if (!isParsed(file)) continue;
    layers.push({ kind, name: kind, source: xmlSource(xmlOf(file), file.path), folder: '' });
    files.push({ file, layer: kind });
  }
  return { layers, files };
}

function find(
  hosts: IisSource['hosts'],
  root: FilePath,
  machine: MachineWide,
  poolIn: (iis: IisConfiguration, root: FilePath) => PoolMapping,
): IisPlace {
  const nobody = { ...machine, chain: {}, iis: undefined };
  if (hosts.length === 0)
    return { ...nobody, pool: { unknown: 'there is no applicationHost.config in the workspace' } };
  const mapped = hosts.map(({ file, iis }) => ({ file, iis, pool: poolIn(iis, root) }));
  const found = mapped.filter((candidate) => 'pool' in candidate.pool);
  const first = found[0];
  if (!first || !('pool' in first.pool)) return { ...nobody, pool: mapped[0]!.pool };
  if (found.length > 1)
    return {
      ...nobody,
      pool: {
        ambiguous: true,
        unknown: `several applicationHost.config files name this folder: ${found.map((f) => nameOf(f.file.path)).join(', ')}`,
      },
    };
  const { file, iis, pool } = first;
  const layer: Layer = { kind: 'applicationHost.config', name: nameOf(file.path), source: iis.source, folder: '' };
  return {
    pool,
    iis,
    layers: [...machine.layers, layer],
    files: [...machine.files, { file, layer: 'applicationHost.config' }],
    chain: chainOptionsOf(pool),
  };
}

/** What the chain of web.config files must know of IIS: applications below this one, and switches that silence files. */
function chainOptionsOf({
  pool,
  site,
  application,
  directory,
}: Extract<PoolMapping, { pool: unknown }>): IisPlace['chain'] {
  const above = application.path.replace(/\/$/, '').toLowerCase();
  const below = site.applications
    .map(({ path }) => path.toLowerCase())
    .filter((path) => path.startsWith(`${above}/`) && path !== `${above}/`)
    .map((path) => path.slice(above.length + 1));
  return {
    site: { name: site.name, application: application.path },
    applications: new Set(below),
    ignoresWebConfig: pool.value('@enableConfigurationOverride')?.literal === 'false',
    ignoresFolders: directory.value('@allowSubDirConfig')?.literal === 'false',
  };
}
