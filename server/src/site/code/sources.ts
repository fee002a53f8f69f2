import {
  type Declarations,
  declarationsOf,
  indexNames,
  type NameIndex,
  type SourceFile,
  type SourceGroup,
  sourceGroup,
} from '../../config/csharp/declarations';
import { IMPLICIT_NAMESPACES, type Project } from '../../config/dotnet/project';
import { derived } from '../../derived';
import type { FilePath } from '../../files/files';
import { isInside, join, keyOf } from '../../files/paths';
import { CSHARP } from '../../syntax/csharp/kind';
import type { Symbols } from '../../syntax/csharp/preprocess';
import { keepKey } from '../keep';
import { isParsed, type Loaded, type ParsedFile } from '../parsed';
import type { Loading } from '../sitePart';
import { type ProjectFile, projectAt } from './project';

/** More projects than this belong to a repository, not to one site. */
const MOST_PROJECTS = 60;
/** Read at the same time. */
const AT_ONCE = 32;

/** The C# files of a project and of the projects that it references, by project. */
export interface ProjectSources {
  readonly project: ProjectFile;
  readonly files: readonly ParsedFile[];
}

/** Reads the code of a site: nothing is parsed yet. Empty where it is not `wanted`: then nothing was taken in. */
export async function loadSources(
  project: ProjectFile,
  loading: Loading,
  wanted?: (texts: readonly string[]) => boolean,
): Promise<readonly ProjectSources[]> {
  const reader = { folders: loading.folders, roots: loading.roots, load: (path: FilePath) => loading.cache.load(path) };
  const found = new Map<string, ProjectFile>([[keyOf(project.file?.path ?? project.folder), project]]);
  const queue = [project];
  for (let next = queue.shift(); next && found.size < MOST_PROJECTS; next = queue.shift())
    for (const written of next.project.references) {
      const path = join(next.folder, written);
      // A project outside the workspace is not ours to read.
      if (found.has(keyOf(path)) || !loading.roots.some((root) => isInside(root, path))) continue;
      const referenced = await projectAt(path, reader);
      if (!referenced) continue;
      found.set(keyOf(path), referenced);
      queue.push(referenced);
    }
  const all: ProjectSources[] = [];
  for (const one of found.values()) {
    const files = await readAll(codeFiles(one, loading), loading, wanted ? undefined : CSHARP);
    all.push(asBefore({ project: one, files }, loading));
  }
  if (wanted && !wanted(all.flatMap(({ files }) => files.map(({ text }) => text)))) return [];
  for (const { project: one, files } of all) {
    if (one.file) loading.use(one.file, 'project');
    for (const props of one.shared) loading.use(props, 'project');
    for (const file of files) loading.source(file);
  }
  return all;
}

const SOURCES = keepKey(() => new Map<string, ProjectSources>());

/** The same as long as nothing of it changed, so that what is derived from it lasts: an edit touches one project. */
function asBefore(sources: ProjectSources, { keep }: Loading): ProjectSources {
  const kept = keep.of(SOURCES);
  const key = keyOf(sources.project.file?.path ?? sources.project.folder);
  const before = kept.get(key);
  const same =
    before !== undefined &&
    before.project.project === sources.project.project &&
    before.files.length === sources.files.length &&
    before.files.every((file, i) => file === sources.files[i]);
  if (same) return before;
  kept.set(key, sources);
  return sources;
}

async function readAll(
  paths: readonly FilePath[],
  loading: Loading,
  language: typeof CSHARP | undefined,
): Promise<readonly ParsedFile[]> {
  const [first] = paths;
  // One makes the language ready; what was read before need not be waited for then.
  if (first !== undefined) await loading.cache.load(first, language);
  const found: Loaded[] = [];
  for (let at = 0; at < paths.length; ) {
    const known = loading.cache.peek(paths[at]!);
    if (known) {
      found.push(known);
      at++;
      continue;
    }
    found.push(...(await Promise.all(paths.slice(at, at + AT_ONCE).map((path) => loading.cache.load(path, language)))));
    at += AT_ONCE;
  }
  const files: ParsedFile[] = [];
  for (const file of found)
    if (isParsed(file)) files.push(file);
    else if (!file.missing) loading.list({ file: file.path, layer: 'code', active: false, reason: file.reason });
  return files;
}

/** What MSBuild compiles by default: every C# file below the project that belongs to no other project. */
function codeFiles({ folder, file }: ProjectFile, { folders }: Loading): FilePath[] {
  const found: FilePath[] = [];
  const others: FilePath[] = [];
  for (const at of folders.below(folder)) {
    if (others.some((other) => isInside(other, at))) continue;
    const entries = folders.entries(at);
    if (
      at !== folder &&
      entries.some(({ name }) => /\.csproj$/i.test(name) && keyOf(`${at}/${name}`) !== keyOf(file?.path ?? ''))
    ) {
      others.push(at);
      continue;
    }
    for (const entry of entries)
      if (entry.kind === 'file' && /\.cs$/i.test(entry.name)) found.push(`${at}/${entry.name}`);
  }
  return found;
}

/** Built for DEBUG or not: nobody here knows which, so both ways count. */
const UNDECIDED: ReadonlySet<string> = new Set(['DEBUG']);

/** What the code of a site declares. */
export function declarationsIn(sources: readonly ProjectSources[]): Declarations {
  const own = sources[0]!.project.project;
  return declarationsOf(
    sources.map((one) => derived(one, groupOf)),
    {
      namespaces: [...(own.implicitUsings ? IMPLICIT_NAMESPACES : []), ...own.usings.namespaces],
      statics: own.usings.statics,
      aliases: own.usings.aliases,
    },
  );
}

function groupOf({ project, files }: ProjectSources): SourceGroup {
  const bySource = new Map(files.map((file) => [sourceOf(file, project.project), file] as const));
  return sourceGroup([...bySource.keys()], (source) => derived(bySource.get(source)!, namesIn));
}

function namesIn({ path, text }: ParsedFile): NameIndex {
  return indexNames(path, text);
}

function sourceOf(file: ParsedFile, project: Project): SourceFile {
  const symbols: Symbols = { defined: project.defined, undecided: UNDECIDED };
  return { path: file.path, text: file.text, root: () => file.tree(CSHARP).tree(file.path, symbols) };
}
