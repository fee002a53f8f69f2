import type { FileAccess } from '../../config/sitecore/access';
import { locateSitecore, type SitecoreSources } from '../../config/sitecore/locate';
import type { SitecoreVersion } from '../../config/sitecore/version';
import type { FilePath } from '../../files/files';
import type { XmlDocument } from '../../syntax/xml/tree';
import { keepKey } from '../keep';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from '../parsed';
import type { Loading } from '../sitePart';
import { NOTHING } from './nothing';

/** What was located, and all that was looked at for it: as long as that is the same, so is the result. */
interface Located {
  readonly revision: number;
  readonly read: ReadonlyMap<FilePath, XmlDocument | undefined>;
  readonly sources: SitecoreSources | undefined;
}

const LOCATED = keepKey((): { located?: Located } => ({}));

/** Where Sitecore's files are, looked for again when a name comes or goes or one that was read has changed. */
export async function located(
  { root, cache, folders, keep }: Loading,
  webConfig: ParsedFile,
  version: SitecoreVersion | undefined,
): Promise<SitecoreSources | undefined> {
  const kept = keep.of(LOCATED);
  const known = kept.located;
  if (known?.revision === folders.revision && (await isAsRead(known, cache))) return known.sources;
  const { revision } = folders;
  const read = new Map<FilePath, XmlDocument | undefined>();
  const access: FileAccess = {
    list: async (folder) => folders.entries(folder),
    async tree(path) {
      const tree = treeOf(await cache.load(path));
      read.set(path, tree);
      return tree;
    },
  };
  const section = NOTHING.root!;
  const sources = await locateSitecore(access, root, {
    webConfig: webConfig.path,
    section,
    ...(version && { version }),
  });
  kept.located = { revision, read, sources };
  return sources;
}

async function isAsRead({ read }: Located, cache: FileCache): Promise<boolean> {
  for (const [path, tree] of read) if (treeOf(await cache.load(path)) !== tree) return false;
  return true;
}

function treeOf(loaded: Awaited<ReturnType<FileCache['load']>>) {
  return isParsed(loaded) ? xmlOf(loaded) : undefined;
}
