import type { Generation } from './namespaces';

/** A Sitecore version as far as it is known; what is not known is left out, never filled up. */
export interface SitecoreVersion {
  readonly major: number;
  readonly minor?: number;
  /** The third number, `3` of 9.0.3. */
  readonly update?: number;
  /** `171219`, as in `rev. 171219`. */
  readonly revision?: number;
}

/** `9.1`, `9.0.2`, `8.2 rev. 160729`, `10`; undefined for anything else. */
export function parseVersion(text: string): SitecoreVersion | undefined {
  const match = /^\s*v?(\d{1,2})(?:\.(\d{1,2}))?(?:\.(\d{1,2}))?(?!\d)(?:.*?\brev\.?\s*(\d{5,7}))?/i.exec(text);
  if (!match) return undefined;
  const [, major, minor, update, revision] = match;
  return {
    major: Number(major),
    ...(minor !== undefined && { minor: Number(minor) }),
    ...(update !== undefined && { update: Number(update) }),
    ...(revision !== undefined && { revision: Number(revision) }),
  };
}

export function formatVersion(version: SitecoreVersion): string {
  const numbers = [version.major, version.minor, version.update].filter((n) => n !== undefined).join('.');
  return version.revision === undefined ? numbers : `${numbers} rev. ${version.revision}`;
}

/** Is `version` surely before major.minor? False when it is not known well enough. */
export function isBefore(version: SitecoreVersion | undefined, major: number, minor = 0): boolean {
  if (!version) return false;
  if (version.major !== major) return version.major < major;
  return version.minor !== undefined && version.minor < minor;
}

/** Is `version` surely major.minor or later? False when it is not known well enough. */
export function isAtLeast(version: SitecoreVersion | undefined, major: number, minor = 0): boolean {
  if (!version) return false;
  if (version.major !== major) return version.major > major;
  return minor === 0 || (version.minor !== undefined && version.minor >= minor);
}

export function generationOf(version: SitecoreVersion): Generation {
  return version.major >= 9 ? 'new' : 'old';
}
