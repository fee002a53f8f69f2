import type { FilePath } from '../files/files';
import { keyOf } from '../files/paths';
import { copyAbove, hasProject, isForTools, isForViews, isOfAnotherKind } from './bystanders';
import type { Folders } from './folders';
import { type FileCache, isParsed } from './parsed';

/** A file that looks as if it were part of a site. */
export interface LeftOut {
  readonly file: FilePath;
  /** Why it takes part in none, as the end of a sentence. */
  readonly reason: string;
}

/** The web.config files that were looked at and belong to nobody. */
export function leftOutOf(
  folders: Folders,
  roots: readonly FilePath[],
  cache: Pick<FileCache, 'peek'>,
  taken: { has(key: string): boolean },
): LeftOut[] {
  const found: LeftOut[] = [];
  for (const root of roots)
    for (const folder of folders.below(root)) {
      const path = folders.file(folder, 'web.config');
      const file = path === undefined || taken.has(keyOf(path)) ? undefined : cache.peek(path);
      if (!isParsed(file)) continue;
      if (copyAbove(folders, root, file))
        found.push({ file: file.path, reason: 'it is a copy: published output, or a backup of a site' });
      else if (isOfAnotherKind(file))
        found.push({ file: file.path, reason: 'it holds no configuration of a site, and only shares its name' });
      else if (hasProject(folders, folder) && isForTools(file))
        found.push({ file: file.path, reason: 'it is there for the tools that build a library' });
      else if (isForViews(file))
        found.push({
          file: file.path,
          reason: 'it is there for views and the editor, and the site of the views is not here',
        });
    }
  return found.sort((a, b) => (keyOf(a.file) < keyOf(b.file) ? -1 : 1));
}
