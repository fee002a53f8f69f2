import type { FilePath } from '../files/files';
import { folderOf, isInside, keyOf } from '../files/paths';
import { copyAbove, hasProject, isForTools, isForViews, isOfAnotherKind } from './bystanders';
import type { Folders } from './folders';
import { type FileCache, isParsed, type ParsedFile } from './parsed';

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
  for (const path of folders.named('web.config')) {
    const file = taken.has(keyOf(path)) ? undefined : cache.peek(path);
    const root = roots.find((one) => isInside(one, path));
    const reason = isParsed(file) && root !== undefined ? reasonFor(folders, root, file) : undefined;
    if (reason !== undefined) found.push({ file: path, reason });
  }
  return found.sort((a, b) => (keyOf(a.file) < keyOf(b.file) ? -1 : 1));
}

function reasonFor(folders: Folders, root: FilePath, file: ParsedFile): string | undefined {
  if (copyAbove(folders, root, file)) return 'it is a copy: published output, or a backup of a site';
  if (isOfAnotherKind(file)) return 'it holds no configuration of a site, and only shares its name';
  if (hasProject(folders, folderOf(file.path)) && isForTools(file))
    return 'it is there for the tools that build a library';
  return isForViews(file) ? 'it is there for views and the editor, and the site of the views is not here' : undefined;
}
