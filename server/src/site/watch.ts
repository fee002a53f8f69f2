import { siteParts } from './parts';
import type { SitePart } from './sitePart';

/** Globs of all files that parts read, each once, for clients that tell of changes on disk. */
export function watchedGlobs(parts: readonly SitePart[] = siteParts): string[] {
  return [...new Set(parts.flatMap(({ watches }) => watches))].map(inAnyCase);
}

/** Globs of the files that are reason enough to look at a workspace before any of its files is opened. */
export function wakingGlobs(parts: readonly SitePart[] = siteParts): string[] {
  return [...new Set(parts.flatMap(({ wakes = [] }) => wakes))].map(inAnyCase);
}

/** Editors compare as the disk does, IIS and ASP.NET without case: `web` is `[Ww][Ee][Bb]`. */
function inAnyCase(glob: string): string {
  return glob.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
}
