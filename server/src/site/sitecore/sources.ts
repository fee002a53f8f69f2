import { sitecoreSectionOf } from '../../config/sitecore/effective';
import { type LocateOptions, locateSitecore, type SitecoreSources } from '../../config/sitecore/locate';
import type { FilePath } from '../../files/files';
import { parseXml } from '../../syntax/xml/parse';
import type { XmlDocument } from '../../syntax/xml/tree';
import { keepKey } from '../keep';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from '../parsed';
import type { Loading } from '../sitePart';
import type { ComposedRoot } from './composed';
import { IN_ITS_FILE, type Stock, sectionOf } from './stock';

/** What was located, and all that was looked at for it: as long as that is the same, so is the result. */
interface Located {
  readonly revision: number;
  /** What was said of versions. */
  readonly asked: string;
  readonly read: ReadonlyMap<FilePath, XmlDocument | undefined>;
  readonly sources: SitecoreSources | undefined;
}

const LOCATED = keepKey((): { located?: Located } => ({}));

/** Where Sitecore's files are, looked for again when a name comes or goes or one that was read has changed. */
export async function located(
  { root, cache, folders, keep }: Loading,
  composed: ComposedRoot,
  webConfig: ParsedFile | undefined,
  versions: Pick<LocateOptions, 'version' | 'stated'>,
  stock: Stock | undefined,
): Promise<SitecoreSources | undefined> {
  const kept = keep.of(LOCATED);
  const known = kept.located;
  const tree = stock?.kind === 'tree' ? stock : undefined;
  const asked = JSON.stringify([versions, stock?.kind, stock?.path, tree?.folders.revision]);
  if (known?.revision === folders.revision && known.asked === asked && (await isAsRead(known, cache)))
    return known.sources;
  const { revision } = folders;
  const read = new Map<FilePath, XmlDocument | undefined>();
  const absent = `${root}/Web.config`;
  const access = composed.access(async (path) => {
    if (!webConfig && path === absent) return NO_WEB_CONFIG;
    const parsed = treeOf(await cache.load(path));
    read.set(path, parsed);
    return parsed;
  });
  const section = sectionOf(stock);
  const own = webConfig && (section === IN_ITS_FILE || sitecoreSectionOf(xmlOf(webConfig)) !== undefined);
  const from = (own ? webConfig : (tree?.webConfig ?? webConfig))?.path ?? absent;
  const found = await locateSitecore(access, root, { webConfig: from, section, ...versions });
  const sources = found && withPage(composed.real(found), stock);
  if (stock?.kind === 'page') read.set(stock.path, xmlOf(stock.page));
  kept.located = { revision, asked, read, sources };
  return sources;
}

/** A page of everything is the base itself, whatever the web.config names. */
function withPage(sources: SitecoreSources, stock: Stock | undefined): SitecoreSources {
  if (stock?.kind !== 'page') return sources;
  return {
    ...sources,
    base: { file: stock.page.path, tree: xmlOf(stock.page), layer: 'Sitecore.config' },
    problems: sources.problems.filter(({ code, file }) => code !== 'missing-file' || file !== sources.webConfig),
  };
}

/** Stands for the web.config of the installation that modules are copied into. */
const NO_WEB_CONFIG = parseXml('<configuration />');

async function isAsRead({ read }: Located, cache: FileCache): Promise<boolean> {
  for (const [path, tree] of read) if (treeOf(await cache.load(path)) !== tree) return false;
  return true;
}

function treeOf(loaded: Awaited<ReturnType<FileCache['load']>>) {
  return isParsed(loaded) ? xmlOf(loaded) : undefined;
}
