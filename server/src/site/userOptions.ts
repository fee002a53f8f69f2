import type { FilePath } from '../files/files';
import type { WorkspaceOptions } from './options';
import { siteParts } from './parts';

/** What parts read in the user's settings; `pathOf` is what a path in them means. */
export function optionsGiven(
  given: Readonly<Record<string, unknown>>,
  pathOf: (named: string) => FilePath,
): Partial<WorkspaceOptions> {
  return Object.assign({}, ...siteParts.map((part) => part.options?.(given, pathOf)));
}
