import { sitecoreSectionOf } from '../../config/sitecore/effective';
import { derived } from '../../derived';
import type { FilePath } from '../../files/files';
import { isInside, keyOf } from '../../files/paths';
import { childElements } from '../../syntax/xml/navigate';
import type { Folders } from '../folders';
import { isParsed, xmlOf } from '../parsed';
import type { Claim, Search } from '../sitePart';
import { reachesWebRoot, type Solution, solutionsBelow } from './solution';

/**
 * The sites that solutions are built into: all App_Config trees of a solution end in one web root. Where one of them is
 * a whole site, the others join it; where none is, the site has no web.config here. A solution with several whole sites
 * does not say which of them a module is for, so each of those is a site, and what is left makes one of its own.
 */
export async function sitecoreClaims(search: Search): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const solution of solutionsIn(search.folders, search.roots)) {
    const whole: FilePath[] = [];
    const modules: FilePath[] = [];
    for (const webRoot of solution.webRoots) {
      if (await isWhole(search, webRoot)) whole.push(webRoot);
      else if (await hasPatchFiles(search, webRoot)) modules.push(webRoot);
    }
    keptOf(search.folders).whole.set(keyOf(solution.root), new Set(whole.map(keyOf)));
    if (whole.length === 0 && modules.length === 0) continue;
    const stubs = await stubsOf(search, solution, [...whole, ...modules]);
    const holds = [...modules, ...stubs];
    for (const root of whole) claims.push({ root, own: true, ...(whole.length === 1 && { holds }) });
    if (whole.length === 1 || modules.length === 0) continue;
    // A module that is a solution by itself is what it always was: a web root that lacks most of its site.
    const [only, ...others] = modules;
    if (others.length === 0 && keyOf(only!) === keyOf(solution.root) && search.folders.file(only!, 'web.config'))
      claims.push({ root: only!, own: true });
    else claims.push({ root: solution.root, own: true, holds, spread: true });
  }
  return claims;
}

/**
 * The web roots whose App_Config trees make the site at `root`, that of the root itself first where it has one. Of several
 * whole sites each is made of its own tree alone, and none is part of what the modules beside them make.
 */
export function webRootsOf(folders: Folders, roots: readonly FilePath[], root: FilePath): readonly FilePath[] {
  const key = keyOf(root);
  const solution = solutionsIn(folders, roots).find(
    (each) => keyOf(each.root) === key || each.webRoots.some((webRoot) => keyOf(webRoot) === key),
  );
  if (!solution) return [root];
  const whole = keptOf(folders).whole.get(keyOf(solution.root)) ?? new Set();
  if (whole.size > 1 && whole.has(key)) return [root];
  const webRoots = whole.size > 1 ? solution.webRoots.filter((each) => !whole.has(keyOf(each))) : solution.webRoots;
  const others = webRoots.filter((webRoot) => keyOf(webRoot) !== key);
  return others.length === webRoots.length ? others : [root, ...others];
}

/** The same solutions as long as no name has come or gone; kept as long as the folders of the workspace. */
function solutionsIn(folders: Folders, roots: readonly FilePath[]): readonly Solution[] {
  const kept = keptOf(folders);
  if (kept.revision !== folders.revision) {
    kept.solutions = solutionsBelow(folders, roots);
    kept.revision = folders.revision;
  }
  return kept.solutions;
}

interface Kept {
  revision: number;
  solutions: readonly Solution[];
  /** Web roots that are sites by themselves, by the root of their solution; known once sites have been looked for. */
  readonly whole: Map<string, ReadonlySet<string>>;
}

function keptOf(folders: Folders): Kept {
  return derived(folders, emptyKept);
}

function emptyKept(): Kept {
  return { revision: -1, solutions: [], whole: new Map() };
}

/** Does the web root bring Sitecore's own configuration, or a web.config that decides about users? */
async function isWhole(search: Search, webRoot: FilePath): Promise<boolean> {
  const { folders } = search;
  const path = folders.file(webRoot, 'web.config');
  if (path === undefined) return false;
  const appConfig = folders.folder(webRoot, 'App_Config');
  if (appConfig && (folders.file(appConfig, 'Sitecore.config') || folders.file(appConfig, 'Layers.config')))
    return true;
  const file = await search.load(path);
  return isParsed(file) && (sitecoreSectionOf(xmlOf(file)) !== undefined || !(await isStub(search, path)));
}

/** Is there a patch file below App_Config? A folder for connection strings alone makes nothing Sitecore's. */
export async function hasPatchFiles(
  { folders, load }: Pick<Search, 'folders' | 'load'>,
  webRoot: FilePath,
): Promise<boolean> {
  const appConfig = folders.folder(webRoot, 'App_Config');
  for (const folder of appConfig ? folders.below(appConfig) : [])
    for (const { name, kind } of folders.entries(folder)) {
      // What Sitecore loads ahead of its databases: no patches, and nobody else's either.
      if (kind === 'folder' && /^prefetch$/i.test(name)) return true;
      if (kind !== 'file' || !/\.config$/i.test(name)) continue;
      const file = await load(`${folder}/${name}`);
      if (isParsed(file) && /<sitecore\b/.test(file.text) && /<configuration\b/.test(file.text)) return true;
    }
  return false;
}

/**
 * web.config files of the solution's other projects that are there for the editor's sake only: what they lack is in the
 * installation, and what they say about compiling views is nothing about users.
 */
async function stubsOf(search: Search, solution: Solution, taken: readonly FilePath[]): Promise<FilePath[]> {
  const { folders } = search;
  const stubs: FilePath[] = [];
  for (const folder of folders.below(solution.root)) {
    const path = folders.file(folder, 'web.config');
    if (path === undefined || taken.some((root) => isInside(root, folder))) continue;
    if (stubs.some((stub) => isInside(stub, folder))) continue;
    if (keyOf(folder) === keyOf(solution.root)) continue;
    if (!reachesWebRoot(solution.root, folder) || (await isStub(search, path))) stubs.push(folder);
  }
  return stubs;
}

/** Sections of `system.web` by which a site decides about its users. */
const ABOUT_USERS: ReadonlySet<string> = new Set([
  ...['authentication', 'sessionState', 'machineKey', 'membership', 'roleManager', 'authorization', 'profile'],
  ...['httpCookies', 'identity'],
]);

async function isStub({ load }: Search, path: FilePath): Promise<boolean> {
  const file = await load(path);
  const root = isParsed(file) ? xmlOf(file).root : undefined;
  if (!root) return false;
  const sections = childElements(root);
  if (sections.some(({ localName }) => localName === 'connectionStrings' || localName === 'system.identityModel'))
    return false;
  return !sections
    .filter(({ localName }) => localName === 'system.web')
    .flatMap((section) => childElements(section))
    .some(({ localName }) => ABOUT_USERS.has(localName));
}
