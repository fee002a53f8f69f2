import { type Project, readProject } from '../../config/dotnet/project';
import { derived } from '../../derived';
import type { FilePath } from '../../files/files';
import { folderOf, keyOf } from '../../files/paths';
import { parseXml } from '../../syntax/xml/parse';
import type { XmlDocument } from '../../syntax/xml/tree';
import type { Folders } from '../folders';
import { isParsed, type Loaded, type ParsedFile, xmlOf } from '../parsed';

/** A project file with what MSBuild reads around it. */
export interface ProjectFile {
  /** Undefined for a web site without a project. */
  readonly file: ParsedFile | undefined;
  readonly folder: FilePath;
  readonly project: Project;
  /** Directory.Build.props and Directory.Packages.props, outermost first. */
  readonly shared: readonly ParsedFile[];
}

interface Reader {
  readonly folders: Folders;
  readonly roots: readonly FilePath[];
  load(path: FilePath): Promise<Loaded>;
}

/** The project of a folder: the first that runs, or the first of all; undefined when there is none. */
export async function projectIn(folder: FilePath, reader: Reader): Promise<ProjectFile | undefined> {
  const names = reader.folders.entries(folder).filter(({ kind, name }) => kind === 'file' && /\.csproj$/i.test(name));
  const found: ProjectFile[] = [];
  for (const { name } of names) {
    const project = await projectAt(`${folder}/${name}`, reader);
    if (project) found.push(project);
  }
  return found.find(({ project }) => project.web && project.runs) ?? found[0];
}

/** A project file; undefined when it cannot be read. */
export async function projectAt(path: FilePath, reader: Reader): Promise<ProjectFile | undefined> {
  const file = await reader.load(path);
  if (!isParsed(file)) return undefined;
  const folder = folderOf(path);
  const shared: ParsedFile[] = [];
  for (const name of ['Directory.Build.props', 'Directory.Packages.props']) {
    const above = nearest(folder, name, reader);
    const props = above === undefined ? undefined : await reader.load(above);
    if (isParsed(props)) shared.push(props);
  }
  return { file, folder, shared, project: read(file, shared) };
}

/** A web site whose folder is all there is to it. */
export function bareProject(folder: FilePath): ProjectFile {
  return { file: undefined, folder, shared: [], project: readProject(parseXml('')) };
}

/** Read once for the same versions of the same files. */
function read(file: ParsedFile, shared: readonly ParsedFile[]): Project {
  const readings = derived(file, readingsOf);
  const known = readings.find(
    (one) => one.shared.length === shared.length && one.shared.every((each, i) => each === shared[i]),
  );
  if (known) return known.project;
  const project = readProject(
    xmlOf(file),
    shared.map((one): XmlDocument => xmlOf(one)),
  );
  readings.push({ shared, project });
  return project;
}

function readingsOf(_: ParsedFile): { shared: readonly ParsedFile[]; project: Project }[] {
  return [];
}

/** The nearest file of a name from a folder up, within the workspace: MSBuild takes no other. */
function nearest(folder: FilePath, name: string, { folders, roots }: Reader): FilePath | undefined {
  const tops = new Set(roots.map(keyOf));
  for (let at = folder; ; at = folderOf(at)) {
    const found = folders.file(at, name);
    if (found || tops.has(keyOf(at)) || at === folderOf(at)) return found;
  }
}

/** A program of ASP.NET Core. */
export function runsCore({ project }: ProjectFile): boolean {
  return project.web && project.runs && !project.classic;
}
