import { isComposeName } from '../../config/sitecore/deployment/compose';
import type { FilePath } from '../../files/files';
import { folderOf, isInside, keyOf, nameOf } from '../../files/paths';
import type { Folders } from '../folders';

/** The `App_Config` trees of one solution, which its build copies into one web root. */
export interface Solution {
  /** The nearest folder above that is marked as a solution; the folder of the workspace where none is. */
  readonly root: FilePath;
  /** Folders that hold an App_Config, in order of path. */
  readonly webRoots: readonly FilePath[];
}

/** Names that mark the folder of a solution. */
const MARKS: readonly RegExp[] = [/\.slnx?$/i, /^sitecore\.json$/i, /^xmcloud\.build\.json$/i];

/** Does this file mark the folder that it lies in as that of a solution? */
export function marksSolution(name: string): boolean {
  return isComposeName(name) || MARKS.some((mark) => mark.test(name));
}

/**
 * Folders whose files never reach a web root: tests, what a build or a tool put there, copies that somebody keeps.
 * (Those of packages and of build output are not even listed, see `folders.ts`.)
 */
const ELSEWHERE =
  /^(?:tests?|unit-?tests?|integrationtests?|.+[._-](?:unit|integration)?tests?|publish(?:ed)?|_publishedwebsites|output|artifacts|backups?|\.sitecore)$/i;

/** Would files below this folder reach a web root, as seen from `top`? */
export function reachesWebRoot(top: FilePath, folder: FilePath): boolean {
  for (let at = folder; isInside(top, at) && keyOf(at) !== keyOf(top); at = folderOf(at))
    if (ELSEWHERE.test(nameOf(at))) return false;
  return true;
}

/** All App_Config trees below some folders, by the solution that they belong to, in order of path. */
export function solutionsBelow(folders: Folders, roots: readonly FilePath[]): Solution[] {
  const bySolution = new Map<string, { root: FilePath; webRoots: FilePath[] }>();
  for (const top of roots)
    for (const folder of folders.below(top)) {
      if (!/^app_config$/i.test(nameOf(folder)) || !reachesWebRoot(top, folder)) continue;
      const webRoot = folderOf(folder);
      // An App_Config inside another is a folder of that one.
      if (/(?:^|\/)app_config(?:\/|$)/i.test(webRoot)) continue;
      // Without a mark, what is opened together belongs together.
      const root = solutionOf(folders, top, webRoot) ?? top;
      const known = bySolution.get(keyOf(root));
      if (known) known.webRoots.push(webRoot);
      else bySolution.set(keyOf(root), { root, webRoots: [webRoot] });
    }
  const inOrder = (a: FilePath, b: FilePath) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
  return [...bySolution.values()]
    .map(({ root, webRoots }) => ({ root, webRoots: webRoots.sort(inOrder) }))
    .sort((a, b) => inOrder(a.root, b.root));
}

/** The nearest folder from `folder` up to `top` that is marked. */
function solutionOf(folders: Folders, top: FilePath, folder: FilePath): FilePath | undefined {
  for (const at of upTo(top, folder))
    if (folders.entries(at).some(({ name, kind }) => kind === 'file' && marksSolution(name))) return at;
  return undefined;
}

/** `folder` and the folders above it, `top` last. */
export function* upTo(top: FilePath, folder: FilePath): Generator<FilePath> {
  for (let at = folder; isInside(top, at); at = folderOf(at)) {
    yield at;
    if (keyOf(at) === keyOf(top)) return;
  }
}

/**
 * Where files about a solution as a whole may lie: its own folder, the marked folders above it (a repository keeps its
 * containers beside the folder of its solution), and what is directly below those.
 */
export function repositoryOf(folders: Folders, roots: readonly FilePath[], solution: FilePath): FilePath {
  const top = roots.find((root) => isInside(root, solution)) ?? solution;
  let outermost = solution;
  for (const at of upTo(top, solution))
    if (
      folders.entries(at).some(({ name, kind }) => kind === 'file' && (marksSolution(name) || isRepositoryFile(name)))
    )
      outermost = at;
  return outermost;
}

function isRepositoryFile(name: string): boolean {
  return /^(?:\.env(?:\.\w+)?|directory\.(?:packages|build)\.props|packages\.props)$/i.test(name);
}
