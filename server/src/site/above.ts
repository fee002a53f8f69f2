import type { ChainOptions } from '../config/aspnet/chain';
import { xmlSource } from '../config/aspnet/source';
import type { PoolMapping } from '../config/iis/pools';
import { folderOf, keyOf } from '../files/paths';
import type { SiteSeed } from './discover';
import type { externalReader } from './external';
import type { Gathered } from './gather';
import type { IisSource } from './iis';
import { type FileCache, isParsed, xmlOf } from './parsed';
import type { RootConfig } from './rootConfig';
import type { Variant } from './site';
import { transformVariants } from './transforms';

/** An application of the same IIS site on the way to this one: its web.config is inherited, wherever its folder lies. */
export interface ApplicationAbove {
  readonly config: RootConfig;
  /** Virtual path of its application below the topmost: '' for that one itself, `intranet`. */
  readonly folder: string;
  /** A variant of the same name is what is deployed beside this one. */
  readonly variants: readonly Variant[];
}

/** Where an application stands below others of its IIS site. */
export interface Standing {
  /** Outermost first. */
  readonly above: readonly ApplicationAbove[];
  /** Its own virtual path below the topmost, `intranet/hr`; '' when nothing is above it. */
  readonly path: string;
  /** As the topmost application is told of IIS: everything below counts from there. */
  readonly chain: Omit<ChainOptions, 'location'>;
}

interface Reading {
  readonly seed: SiteSeed;
  readonly seeds: readonly SiteSeed[];
  readonly cache: FileCache;
  readonly iis: IisSource;
}

type Mapped = Extract<PoolMapping, { pool: unknown }>;

/**
 * The applications above a site (BaseConfigurationRecord: the configuration path of a child begins with that of its
 * parent application), as far as the workspace holds them.
 */
export async function standingOf(
  { seed, seeds, cache, iis }: Reading,
  gathered: Gathered,
  external: ReturnType<typeof externalReader>,
): Promise<Standing> {
  const place = iis.placeOf(seed.root);
  const alone = { above: [], path: '', chain: place.chain };
  const own = rootOf(place.pool);
  if (!own) return alone;
  const parents = seeds
    .flatMap((other) => {
      const mapped = rootOf(iis.placeOf(other.root).pool);
      return mapped && other.webConfig && isAbove(mapped, own)
        ? [{ seed: other, webConfig: other.webConfig, mapped }]
        : [];
    })
    .sort((a, b) => segments(a.mapped).length - segments(b.mapped).length);
  const top = parents[0];
  if (!top) return alone;
  const above: ApplicationAbove[] = [];
  for (const { seed: parent, webConfig, mapped } of parents) {
    const file = await cache.load(webConfig);
    if (!isParsed(file)) continue;
    const variants = await transformVariants(parent, cache, (transform) => gathered.source(transform));
    gathered.use(file, 'web.config of the application above');
    above.push({
      folder: below(top.mapped, mapped),
      variants,
      config: {
        file,
        source: xmlSource(xmlOf(file), file.path),
        external: await external.of(folderOf(file.path), [file, ...variants.flatMap(({ transforms }) => transforms)]),
      },
    });
  }
  return { above, path: below(top.mapped, own), chain: iis.placeOf(top.seed.root).chain };
}

/** The mapping of a folder that is the root of an application, and not of a virtual directory inside one. */
function rootOf(pool: PoolMapping): Mapped | undefined {
  return 'pool' in pool && pool.directory.path === '/' ? pool : undefined;
}

function isAbove(one: Mapped, other: Mapped): boolean {
  const [mine, theirs] = [segments(one), segments(other)];
  return (
    one.site.element === other.site.element &&
    mine.length < theirs.length &&
    mine.every((name, at) => keyOf(name) === keyOf(theirs[at]!))
  );
}

function below(top: Mapped, mapped: Mapped): string {
  return segments(mapped).slice(segments(top).length).join('/');
}

function segments({ application }: Mapped): string[] {
  return application.path.split('/').filter(Boolean);
}
