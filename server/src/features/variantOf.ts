import type { FilePath } from '../files/files';
import { keyOf, nameOf } from '../files/paths';
import type { Site } from '../site/site';

/**
 * The variant that is looked at from a file: a transform means the variant that applies it, whatever is chosen for the
 * site; any other file means the chosen one (null: as the files stand).
 */
export function variantFor(site: Pick<Site, 'variants'>, path: FilePath, chosen: string | null): string | null {
  const key = keyOf(path);
  const using = site.variants
    .filter(({ transforms }) => transforms.some((file) => keyOf(file.path) === key))
    .map(({ name }) => name);
  if (using.length === 0 || (chosen !== null && using.includes(chosen))) return chosen;
  // `Web.Release.config` is Release's, whichever publish profile applies it as well.
  return using.find((name) => nameOf(key).endsWith(`.${keyOf(name)}.config`)) ?? using[0]!;
}
