import type { SitecoreSources } from '../../config/sitecore/locate';
import { formatVersion, parseVersion, type SitecoreVersion } from '../../config/sitecore/version';

/** What is known of a version: exactly one, or bounds that files give; either may be missing. */
export interface VersionBounds {
  readonly exactly?: SitecoreVersion;
  readonly atLeast?: SitecoreVersion;
  readonly before?: SitecoreVersion;
  /** XM Cloud, which has the engine of the newest version and no number of that kind. */
  readonly cloud?: boolean;
}

/** The narrowest bounds of all evidence. `stated` is what the user said; it silences the files. */
export function boundsOf(sources: SitecoreSources, stated: SitecoreVersion | undefined): VersionBounds {
  const exactly = stated ?? sources.version;
  if (exactly) return { exactly };
  const evidence = [...sources.evidence, ...withoutIdentityServer(sources)];
  const lower = evidence.flatMap(({ atLeast }) => atLeast ?? []).sort(byAge);
  const upper = evidence.flatMap(({ before }) => before ?? []).sort(byAge);
  return {
    ...(lower.length > 0 && { atLeast: lower[lower.length - 1]! }),
    ...(upper.length > 0 && { before: upper[0]! }),
  };
}

/** Layers.config of 9.1 and later lists the folder of Sitecore Identity behind that of Owin.Authentication. */
function withoutIdentityServer({ layers }: SitecoreSources): { atLeast?: undefined; before: SitecoreVersion }[] {
  const listed = layers.flatMap(({ loadOrder }) => loadOrder.map(({ path }) => path.toLowerCase()));
  const old = listed.includes('owin.authentication') && !listed.includes('owin.authentication.identityserver');
  return old ? [{ before: parseVersion('9.1')! }] : [];
}

/** Is the site surely of `text` (`9.1`, `9.0.2`) or later? */
export function surelyAtLeast({ exactly, atLeast }: VersionBounds, text: string): boolean {
  const version = exactly ?? atLeast;
  const limit = parseVersion(text)!;
  if (!version || version.major !== limit.major) return version !== undefined && version.major > limit.major;
  return numberedAtLeast([version.minor, version.update], [limit.minor ?? 0, limit.update ?? 0]);
}

/** Is the site surely older than `text`? */
export function surelyBefore({ exactly, before }: VersionBounds, text: string): boolean {
  const limit = parseVersion(text)!;
  if (!exactly) return before !== undefined && byAge(before, limit) <= 0;
  if (exactly.major !== limit.major) return exactly.major < limit.major;
  if (exactly.minor === undefined || exactly.minor !== (limit.minor ?? 0))
    return exactly.minor !== undefined && exactly.minor < (limit.minor ?? 0);
  return exactly.update !== undefined && exactly.update < (limit.update ?? 0);
}

/** Later numbers count only while the earlier ones are equal; a number that is not known may be anything from 0 up. */
function numberedAtLeast(numbers: readonly (number | undefined)[], limits: readonly number[]): boolean {
  for (const [i, limit] of limits.entries()) {
    const number = numbers[i];
    if (number === undefined) return limits.slice(i).every((rest) => rest === 0);
    if (number !== limit) return number > limit;
  }
  return true;
}

/** `9.0.2 rev. 180604`, `9.0.1 or later, before 9.1`; undefined when nothing is known. */
export function versionText({ exactly, atLeast, before, cloud }: VersionBounds): string | undefined {
  if (cloud) return 'XM Cloud';
  if (exactly) return formatVersion(exactly);
  if (atLeast && before) return `${formatVersion(atLeast)} or later, before ${formatVersion(before)}`;
  if (atLeast) return `${formatVersion(atLeast)} or later`;
  return before && `before ${formatVersion(before)}`;
}

function byAge(a: SitecoreVersion, b: SitecoreVersion): number {
  return a.major - b.major || (a.minor ?? 0) - (b.minor ?? 0) || (a.update ?? 0) - (b.update ?? 0);
}
