import type { FilePath } from '../files/files';
import { folderOf, isInside, keyOf, nameOf } from '../files/paths';
import { childElements } from '../syntax/xml/navigate';
import type { Folders } from './folders';
import { type ParsedFile, xmlOf } from './parsed';

/**
 * web.config files that say nothing about a site: published output and backups, whose source is beside them, and files
 * for views and for the editor.
 */

/** Tools write these, and never anything else. */
const ALWAYS = /^(?:_publishedwebsites|app\.publish|precompiledweb|_upgradereport_files|\.history|\.localhistory)$/i;

/** Copies of source, projects and all, by people and upgrade wizards. */
const BACKUP =
  /^(?:(?:.*[-_. ])?(?:backups?|bak|copy)(?:[-_. ]?\(?\d.*)?|copy of .*|old|old[-_. ].*|.*[-_. ]old|archived?)$/i;

/** What is built for a server. A folder of source may be called so too: it has a project. */
const OUTPUT =
  /^(?:publish(?:ed)?(?:[-_. ]?(?:output|site|web|files|\d.*))?|deploy(?:ed|ment)?(?:[-_. ]?output)?|out|output|dist|artifacts|release)$/i;

/** What only the web.config of an application has any use for. */
const OF_APPLICATION =
  /<(?:authentication|sessionState|machineKey|membership|roleManager|httpRuntime|compilation|aspNetCore|connectionStrings|configSections)[\s/>]/;

/** Any project of MSBuild, but for those of deployments. */
const PROJECT = /\.(?:cs|vb|fs)proj$/i;

export function hasProject(folders: Folders, folder: FilePath): boolean {
  return projectsIn(folders, folder).length > 0;
}

export function projectsIn(folders: Folders, folder: FilePath): FilePath[] {
  return folders
    .entries(folder)
    .filter(({ kind, name }) => kind === 'file' && PROJECT.test(name))
    .map(({ name }) => `${folder}/${name}`);
}

/**
 * Is a web.config below `top` a copy: does it, or a folder on the way to it, hold published output or a backup of an
 * application?
 */
export function copyAbove(folders: Folders, top: FilePath, webConfig: ParsedFile): boolean {
  const folder = folderOf(webConfig.path);
  const looksDeployed = OF_APPLICATION.test(webConfig.text);
  const isSource = hasProject(folders, folder);
  for (let at = folder; keyOf(at) !== keyOf(top) && isInside(top, at); at = folderOf(at)) {
    const name = nameOf(at);
    if (ALWAYS.test(name)) return true;
    if (looksDeployed && (BACKUP.test(name) || (!isSource && OUTPUT.test(name)))) return true;
  }
  // Assemblies without a project, in the folder of a project: what was built from it.
  return looksDeployed && !isSource && folders.skips(folder, 'bin') && hasProjectAbove();

  function hasProjectAbove(): boolean {
    for (let at = folder; keyOf(at) !== keyOf(top); ) {
      at = folderOf(at);
      if (hasProject(folders, at)) return true;
      if (!isInside(top, at) || at === folderOf(at)) return false;
    }
    return false;
  }
}

/**
 * `Views/Web.config` keeps views from being requested; the web.config of a class library with views is there so that the
 * editor completes them. Neither says anything about an application.
 */
export function isForViews(file: ParsedFile): boolean {
  return nameOf(folderOf(file.path)).toLowerCase() === 'views' || isForEditor(file);
}

/**
 * Does the file only share its name with a web.config, as `App_Config/Prefetch/Web.config` does? Nothing in it is a section
 * of .NET or declared as one, and there is text where no section has any.
 */
export function isOfAnotherKind(file: ParsedFile): boolean {
  const { root } = xmlOf(file);
  const children = root ? childElements(root) : [];
  const hasText = children.some(({ children: inside }) =>
    inside.some((node) => node.kind === 'text' && node.value.trim() !== ''),
  );
  return hasText && children.every(({ name }) => !name.includes('.') && !OF_DOTNET.has(name));
}

const OF_DOTNET = new Set([
  'appSettings',
  'assemblyBinding',
  'configBuilders',
  'configProtectedData',
  'configSections',
  'connectionStrings',
  'location',
  'mscorlib',
  'runtime',
  'startup',
  'uri',
]);

/** What a compiler, an editor or a tool reads beside the application: none of it makes one. */
const FOR_TOOLS = new Set([
  'appSettings',
  'applicationSettings',
  'configSections',
  'connectionStrings',
  'entityFramework',
  'runtime',
  'startup',
  'system.codedom',
  'system.data',
  'system.diagnostics',
  'system.serviceModel',
  'system.web',
  'system.web.webPages.razor',
  'system.webServer',
  'userSettings',
]);
const IN_SYSTEM_WEB = new Set(['compilation', 'httpHandlers', 'pages']);
const IN_WEB_SERVER = new Set(['handlers', 'validation']);

/** What makes a project of the .NET Framework a web application or a web site to Visual Studio. */
const OF_WEB_PROJECT =
  /349c5851-65df-11da-9384-00065b846f21|e24c65dc-7377-472b-9aba-bc803b73c61a|WebApplication\.targets|Sdk\.Web|SystemWeb|WebProjectProperties|UseIISExpress/i;

/** A project that builds a library, and is none for the web: what it is for is the application that uses it. */
export function isLibrary(project: ParsedFile): boolean {
  const { text } = project;
  return (
    /<OutputType>\s*Library|Sdk="Microsoft\.NET\.Sdk"/i.test(text) &&
    /<Compile |<PackageReference |Sdk=/i.test(text) &&
    !OF_WEB_PROJECT.test(text)
  );
}

/** Is there nothing in the web.config of a library that only an application has? */
export function isForTools(file: ParsedFile): boolean {
  return hasOnly(file, new Set([...IN_SYSTEM_WEB, 'httpRuntime']));
}

/** Nothing but what the compiler of views reads, and something of that. */
function isForEditor(file: ParsedFile): boolean {
  return /webPages\.razor|System\.Web\.(?:Mvc|WebPages)\b/.test(file.text) && hasOnly(file, IN_SYSTEM_WEB);
}

function hasOnly(file: ParsedFile, inSystemWeb: ReadonlySet<string>): boolean {
  const { root } = xmlOf(file);
  if (!root) return false;
  return childElements(root).every((element) => {
    const inside = childElements(element);
    if (element.name === 'system.web') return inside.every(({ name }) => inSystemWeb.has(name));
    if (element.name === 'system.webServer') return inside.every(({ name }) => IN_WEB_SERVER.has(name));
    return FOR_TOOLS.has(element.name);
  });
}
