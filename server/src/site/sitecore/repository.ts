import { isComposeName } from '../../config/sitecore/deployment/compose';
import { environmentLines } from '../../config/sitecore/deployment/variables';
import {
  msbuildProperties,
  type StatedVersion,
  versionOfCompose,
  versionOfDockerfile,
  versionOfEnvironment,
  versionOfHints,
  versionOfPackages,
} from '../../config/sitecore/statedVersion';
import type { FilePath } from '../../files/files';
import { folderOf, isInside, keyOf, nameOf } from '../../files/paths';
import { MSBUILD } from '../../syntax/msbuild';
import type { Folders } from '../folders';
import { isParsed, type ParsedFile } from '../parsed';
import type { Loading } from '../sitePart';
import { reachesWebRoot, repositoryOf } from './solution';

/** Files of a repository beside the sites in it that say how they are built and run. All were read. */
export interface Repository {
  readonly root: FilePath;
  /** Compose files, those nearest to the root first. */
  readonly compose: readonly ParsedFile[];
  /** Values of `.env` files; the committed template counts only where there is no other. */
  readonly variables: ReadonlyMap<string, string>;
  /** xmcloud.build.json files. */
  readonly cloudBuilds: readonly ParsedFile[];
  /** What is stated of Sitecore's version, the best word of all. */
  readonly stated: StatedVersion | undefined;
  /** Every file that was looked at. */
  readonly files: readonly ParsedFile[];
}

/** The same places for those who watch files. */
export const REPOSITORY_FILES = [
  '**/*.sln',
  '**/*.slnx',
  '**/sitecore.json',
  '**/xmcloud.build.json',
  '**/*compose*.yml',
  '**/*compose*.yaml',
  '**/Dockerfile*',
  '**/.env*',
  '**/*.props',
  '**/*.csproj',
  '**/packages.config',
  '**/*.xdt',
] as const;

/** Is this an environment file of containers: `.env`, and the templates that people commit in its place? */
function isEnvironmentName(name: string): boolean {
  return /^(?:\.env(?:\.(?:template|example|sample|default|local))?|env\.(?:template|example))$/i.test(name);
}

/** Looks at what surrounds the site at `root`, as far as the workspace goes. */
export async function readRepository(loading: Loading, webRoots: readonly FilePath[]): Promise<Repository> {
  const { folders, roots, root: site } = loading;
  const root = repositoryOf(folders, roots, site);
  const kinds = namesBelow(folders, root);
  const files: ParsedFile[] = [];
  const read = async (paths: readonly FilePath[]) => {
    const found = (await Promise.all(paths.map((path) => loading.cache.load(path)))).filter(isParsed);
    files.push(...found);
    return found;
  };
  const compose = await read(kinds.compose);
  const environments = await read(kinds.environments);
  const variables = new Map<string, string>();
  // A template first: what a real file says replaces it.
  for (const { text } of [...environments].sort((a, b) => rankOf(a) - rankOf(b)))
    for (const { name, value } of environmentLines(text)) variables.set(name, value);
  const cloudBuilds = await read(kinds.cloudBuilds);
  const props = await read(kinds.props);
  const projects = await read(kinds.projects.filter((file) => webRoots.some((at) => isInside(folderOf(file), at))));
  const packages = await read(webRoots.flatMap((at) => folders.file(at, 'packages.config') ?? []));
  const docker = await read(kinds.docker);

  const properties = new Map<string, string>();
  for (const file of [...props].reverse())
    for (const [k, v] of msbuildProperties(file.tree(MSBUILD))) properties.set(k, v);
  const stated =
    first([...props, ...projects, ...packages], (file) =>
      versionOfPackages(
        file.path,
        file.tree(MSBUILD),
        new Map([...properties, ...msbuildProperties(file.tree(MSBUILD))]),
      ),
    ) ??
    first(projects, ({ path, text }) => versionOfHints(path, text)) ??
    first(compose, ({ path, text }) => versionOfCompose(path, text, variables)) ??
    first(docker, ({ path, text }) => versionOfDockerfile(path, text)) ??
    first(environments, ({ path, text }) => versionOfEnvironment(path, text)) ??
    first(compose, ({ path, text }) => cloudOfCompose(path, text));
  return { root, compose, variables, cloudBuilds, stated, files };
}

/** An xmcloud image may have a tag that only a variable of the machine gives. */
function cloudOfCompose(file: FilePath, text: string): StatedVersion | undefined {
  const image = /sitecore-xmcloud-cm\b/i.exec(text);
  return image
    ? { version: undefined, cloud: true, file, span: { start: image.index, end: image.index + image[0].length } }
    : undefined;
}

function first<T>(files: readonly ParsedFile[], find: (file: ParsedFile) => T | undefined): T | undefined {
  for (const file of files) {
    const found = find(file);
    if (found) return found;
  }
  return undefined;
}

function rankOf({ path }: ParsedFile): number {
  const name = keyOf(nameOf(path));
  if (name === '.env') return 2;
  return name === '.env.local' ? 3 : 1;
}

/** Files by what their names say they are, those nearest to the root of the repository first. */
function namesBelow(folders: Folders, root: FilePath) {
  const compose: FilePath[] = [];
  const environments: FilePath[] = [];
  const cloudBuilds: FilePath[] = [];
  const props: FilePath[] = [];
  const projects: FilePath[] = [];
  const docker: FilePath[] = [];
  for (const folder of folders.below(root)) {
    if (!reachesWebRoot(root, folder)) continue;
    for (const { name, kind } of folders.entries(folder)) {
      if (kind !== 'file') continue;
      const path = `${folder}/${name}`;
      if (isComposeName(name)) compose.push(path);
      else if (isEnvironmentName(name)) environments.push(path);
      else if (/^xmcloud\.build\.json$/i.test(name)) cloudBuilds.push(path);
      else if (/\.props$/i.test(name)) props.push(path);
      else if (/\.(?:cs|vb)proj$/i.test(name)) projects.push(path);
      else if (/^dockerfile(?:\.[\w-]+)?$|\.dockerfile$/i.test(name)) docker.push(path);
    }
  }
  const depth = (file: FilePath) => file.split('/').length;
  const nearFirst = (files: FilePath[]) =>
    files.sort((a, b) => depth(a) - depth(b) || (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return {
    compose: nearFirst(compose),
    environments: nearFirst(environments),
    cloudBuilds: nearFirst(cloudBuilds),
    props: nearFirst(props),
    projects: nearFirst(projects),
    docker: nearFirst(docker),
  };
}
