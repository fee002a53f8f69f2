import type { SitecoreSources } from '../config/sitecore/locate';
import { formatVersion, isAtLeast, isBefore, parseVersion, type SitecoreVersion } from '../config/sitecore/version';

/** What is known of a version: exactly one, or bounds that files give; either may be missing. */
export interface VersionBounds {
  readonly exactly?: SitecoreVersion;
  readonly atLeast?: SitecoreVersion;
  readonly before?: SitecoreVersion;
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

/** Is the site surely of `text` (`9.1`) or later? */
export function surelyAtLeast({ exactly, atLeast }: VersionBounds, text: string): boolean {
  const { major, minor = 0 } = parseVersion(text)!;
  return isAtLeast(exactly ?? atLeast, major, minor);
}

/** Is the site surely older than `text`? */
export function surelyBefore({ exactly, before }: VersionBounds, text: string): boolean {
  const limit = parseVersion(text)!;
  if (exactly) return isBefore(exactly, limit.major, limit.minor ?? 0);
  return before !== undefined && byAge(before, limit) <= 0;
}

/** `9.0.2 rev. 180604`, `9.0.1 or later, before 9.1`; undefined when nothing is known. */
export function versionText({ exactly, atLeast, before }: VersionBounds): string | undefined {
  if (exactly) return formatVersion(exactly);
  if (atLeast && before) return `${formatVersion(atLeast)} or later, before ${formatVersion(before)}`;
  if (atLeast) return `${formatVersion(atLeast)} or later`;
  return before && `before ${formatVersion(before)}`;
}

function byAge(a: SitecoreVersion, b: SitecoreVersion): number {
  return a.major - b.major || (a.minor ?? 0) - (b.minor ?? 0) || (a.update ?? 0) - (b.update ?? 0);
}
