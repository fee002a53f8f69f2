import type { ParseError } from 'jsonc-parser';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { FilePath } from '../../files/files';
import { folderOf, isInside, join, keyOf, nameOf } from '../../files/paths';
import type { Folders } from '../folders';
import { reachesWebRoot } from './solution';

/** A transform that a container's build or XM Cloud applies to a file of the installation. */
export interface DeployedTransform {
  /** What people call the deployment: the folder of the image (`cm`), or `XM Cloud`. */
  readonly deployment: string;
  readonly file: FilePath;
  /** The file of the web root that it is applied to, `Web.config`, `App_Config/ConnectionStrings.config`. */
  readonly target: string;
}

/** `docker/build/cm/transforms/Web.config.xdt`, with any folders between (`docker/build/cm/solution/transforms`). */
const IMAGE_TRANSFORM = /^(.*)\/docker\/build\/([^/]+)\/(?:.*\/)?transforms\/(.+)\.xdt$/i;

/** Transforms in the build folders of a repository's images (Sitecore's container tooling, `Invoke-XdtTransform.ps1`). */
export function imageTransforms(folders: Folders, repository: FilePath): DeployedTransform[] {
  const found: DeployedTransform[] = [];
  for (const folder of folders.below(repository)) {
    if (!/\/docker\/build\//i.test(`${folder}/`)) continue;
    for (const { name, kind } of folders.entries(folder)) {
      const match = kind === 'file' ? IMAGE_TRANSFORM.exec(`${folder}/${name}`) : null;
      if (match && isInside(repository, match[1]!))
        found.push({ deployment: match[2]!, file: `${folder}/${name}`, target: match[3]! });
    }
  }
  return found.sort((a, b) => (keyOf(a.file) < keyOf(b.file) ? -1 : 1));
}

/**
 * `transforms` of an xmcloud.build.json: `xdtPath` and `targetPath` start at the web root of the built project. A path
 * is looked for in each web root; what leads out of one is passed over.
 */
export function cloudTransforms(
  text: string,
  webRoots: readonly FilePath[],
  folders: Folders,
): readonly DeployedTransform[] {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const list = tree && findNodeAtLocation(tree, ['transforms']);
  const found: DeployedTransform[] = [];
  for (const item of list?.type === 'array' ? (list.children ?? []) : []) {
    const xdt: unknown = findNodeAtLocation(item, ['xdtPath'])?.value;
    const target: unknown = findNodeAtLocation(item, ['targetPath'])?.value;
    if (typeof xdt !== 'string' || typeof target !== 'string') continue;
    for (const webRoot of webRoots) {
      const wanted = join(webRoot, xdt.replace(/^[~\\/]+/, ''));
      const file = isInside(webRoot, wanted) ? existing(folders, webRoot, wanted) : undefined;
      if (file)
        found.push({ deployment: 'XM Cloud', file, target: target.replace(/^[~\\/]+/, '').replace(/\\/g, '/') });
    }
  }
  return found;
}

/** The file as it is really called, whatever the case it is asked for in. */
export function existing(folders: Folders, root: FilePath, wanted: FilePath): FilePath | undefined {
  let folder = root;
  const parts = wanted.slice(root.length).split('/').filter(Boolean);
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1) return folders.file(folder, part);
    const next = folders.folder(folder, part);
    if (!next) return undefined;
    folder = next;
  }
  return undefined;
}

/** Files below a repository that are called so, nearest to its root first. */
export function filesCalled(
  folders: Folders,
  repository: FilePath,
  called: (name: string, folder: FilePath) => boolean,
): FilePath[] {
  const found: FilePath[] = [];
  for (const folder of folders.below(repository)) {
    if (!reachesWebRoot(repository, folder)) continue;
    for (const { name, kind } of folders.entries(folder))
      if (kind === 'file' && called(name, folder)) found.push(`${folder}/${name}`);
  }
  const depth = (file: FilePath) => file.split('/').length;
  return found.sort((a, b) => depth(a) - depth(b) || (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Is this a Dockerfile: `Dockerfile`, `Dockerfile.cm`, `cm.Dockerfile`? */
export function isDockerfile(name: string): boolean {
  return /^dockerfile(?:\.[\w-]+)?$|\.dockerfile$/i.test(name);
}

/** Is this an environment file of containers: `.env`, and the templates that people commit in its place? */
export function isEnvironmentFile(name: string): boolean {
  return /^(?:\.env(?:\.(?:template|example|sample|default|local))?|env\.(?:template|example))$/i.test(name);
}

/** The folder that a file of a repository lies in, by name alone. */
export function folderName(file: FilePath): string {
  return nameOf(folderOf(file));
}
