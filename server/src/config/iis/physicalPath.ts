import type { FilePath } from '../../files/files';

/**
 * Physical paths of a server against folders of a workspace: drives, `%SystemDrive%` and the like differ from machine to
 * machine, so paths are compared from their end.
 */

/** Names of folders in lower case, without drive, share root or environment variable: `c:\vhosts\shop` → vhosts, shop. */
export function pathSegments(path: string): string[] {
  const parts = path.replace(/\\/g, '/').toLowerCase().split('/');
  return parts.filter((part) => part !== '' && part !== '.' && !/^[a-z]:$/.test(part) && !/^%[^%]*%$/.test(part));
}

/** How many names two paths have in common, counted from the end. */
export function commonTail(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/** Names that say nothing about which site a folder belongs to; one of them alone is no match. */
const COMMON_NAMES: ReadonlySet<string> = new Set(
  'app content dist htdocs html http httpdocs https out public public_html publish root site src web website www wwwroot'.split(
    ' ',
  ),
);

/**
 * How surely a physical path is the folder: `whole` when all of the physical path agrees, `tail` when enough of its end
 * does to tell sites apart, undefined when not.
 */
export function matchOf(
  physical: readonly string[],
  folder: readonly string[],
): { kind: 'whole' | 'tail'; names: number } | undefined {
  const names = commonTail(physical, folder);
  if (names === 0) return undefined;
  if (names === physical.length && names > 1) return { kind: 'whole', names };
  const shared = physical.slice(physical.length - names);
  return shared.some((name) => !COMMON_NAMES.has(name)) ? { kind: 'tail', names } : undefined;
}

/** `C:/x` and `/x` both: last name of a path in lower case, for an index. */
export function lastName(path: FilePath | string): string {
  const segments = pathSegments(path);
  return segments[segments.length - 1] ?? '';
}
