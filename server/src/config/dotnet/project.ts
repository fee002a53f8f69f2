import { attributeOf, childElements } from '../../syntax/xml/navigate';
import type { XmlDocument, XmlElement } from '../../syntax/xml/tree';

/** What a project file and the files that MSBuild reads with it say, as far as start-up code asks. */
export interface Project {
  readonly web: boolean;
  /** `net8.0`, `netcoreapp3.1`, `net48`; the highest when there are several. */
  readonly targetFramework: string | undefined;
  /** 8 for net8.0; undefined for .NET Framework and when unknown. */
  readonly framework: number | undefined;
  /** Targets .NET Framework. */
  readonly classic: boolean;
  readonly implicitUsings: boolean;
  readonly usings: {
    readonly namespaces: readonly string[];
    readonly statics: readonly string[];
    readonly aliases: ReadonlyMap<string, string>;
  };
  readonly defined: ReadonlySet<string>;
  /** Versions by lower-cased package name; empty where the version stands elsewhere. */
  readonly packages: ReadonlyMap<string, string>;
  /** Projects it references, as written. */
  readonly references: readonly string[];
  readonly userSecrets: boolean;
  /** A program of its own: neither a library nor a project of tests. */
  readonly runs: boolean;
}

/**
 * Reads a project. `shared` are the files that MSBuild reads around it, the outermost first: Directory.Build.props,
 * Directory.Packages.props. Conditions are not evaluated: of several values the last unconditional one counts, or the
 * first of all.
 */
export function readProject(project: XmlDocument, shared: readonly XmlDocument[] = []): Project {
  const documents = [...shared, project];
  const property = (name: string): string | undefined =>
    documents.map((one) => propertyOf(one, name)).findLast((value) => value !== undefined);
  const certain = (name: string): string | undefined =>
    documents.map((one) => propertyOf(one, name, true)).findLast((value) => value !== undefined);
  const root = childElements(project)[0];
  const sdk = [
    root ? writtenIn(root, 'Sdk') : undefined,
    ...elements(project, 'Sdk').map((one) => writtenIn(one, 'Name')),
  ].filter((one) => one !== undefined);
  const items = (name: string) => documents.flatMap((one) => elements(one, name));
  const framework = property('TargetFramework') ?? highest(property('TargetFrameworks'));
  const classicVersion = property('TargetFrameworkVersion');
  const target = framework ?? (classicVersion ? `net${classicVersion.replace(/[v.]/g, '')}` : undefined);
  const number = /^(?:net|netcoreapp)(\d+\.\d+)/.exec(target ?? '')?.[1];
  const used = items('Using');
  return {
    web:
      sdk.some((one) => /^Microsoft\.NET\.Sdk\.(?:Web|BlazorWebAssembly)/.test(one)) ||
      items('FrameworkReference').some((one) => writtenIn(one, 'Include') === 'Microsoft.AspNetCore.App') ||
      items('PackageReference').some((one) =>
        /^Microsoft\.AspNetCore\.(?:App|All)$/.test(writtenIn(one, 'Include') ?? ''),
      ),
    targetFramework: target,
    framework: number ? Number(number) : undefined,
    classic: target !== undefined && number === undefined && /^net\d{2,3}$/.test(target),
    // Where nothing says it, code that compiles without its usings says that they are on: a file above may not be here.
    implicitUsings: /^(?:enable|true)$/i.test(
      property('ImplicitUsings') ?? (number && Number(number) >= 6 ? 'enable' : ''),
    ),
    usings: {
      namespaces: used
        .filter((one) => !writtenIn(one, 'Static') && !writtenIn(one, 'Alias'))
        .flatMap((one) => writtenIn(one, 'Include') ?? []),
      statics: used
        .filter((one) => /^true$/i.test(writtenIn(one, 'Static') ?? ''))
        .flatMap((one) => writtenIn(one, 'Include') ?? []),
      aliases: new Map(
        used.flatMap((one) =>
          writtenIn(one, 'Alias') && writtenIn(one, 'Include')
            ? [[writtenIn(one, 'Alias')!, writtenIn(one, 'Include')!] as const]
            : [],
        ),
      ),
    },
    defined: definedOf(documents, target, number),
    packages: packagesOf(documents),
    references: elements(project, 'ProjectReference').flatMap((one) => writtenIn(one, 'Include') ?? []),
    userSecrets: property('UserSecretsId') !== undefined,
    runs:
      !/^(?:library|module)$/i.test(
        property('OutputType') ?? (sdk.includes('Microsoft.NET.Sdk.Web') ? 'Exe' : 'Library'),
      ) &&
      !/^true$/i.test(certain('IsTestProject') ?? '') &&
      !items('PackageReference').some((one) => /^Microsoft\.NET\.Test\.Sdk$/i.test(writtenIn(one, 'Include') ?? '')),
  };
}

/** What `<ImplicitUsings>` of the Web SDK opens everywhere. */
export const IMPLICIT_NAMESPACES: readonly string[] = [
  'System',
  'System.Collections.Generic',
  'System.IO',
  'System.Linq',
  'System.Net.Http',
  'System.Net.Http.Json',
  'System.Threading',
  'System.Threading.Tasks',
  'Microsoft.AspNetCore.Builder',
  'Microsoft.AspNetCore.Hosting',
  'Microsoft.AspNetCore.Http',
  'Microsoft.AspNetCore.Routing',
  'Microsoft.Extensions.Configuration',
  'Microsoft.Extensions.DependencyInjection',
  'Microsoft.Extensions.Hosting',
  'Microsoft.Extensions.Logging',
];

function elements(document: XmlDocument, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    for (const one of childElements(element)) {
      if (one.localName === name) found.push(one);
      visit(one);
    }
  };
  for (const root of childElements(document)) visit(root);
  return found;
}

function writtenIn(element: XmlElement, name: string): string | undefined {
  const attribute = attributeOf(element, name);
  if (attribute) return attribute.value;
  const below = childElements(element).find((one) => one.localName === name);
  return below ? textIn(below) : undefined;
}

function textIn(element: XmlElement): string {
  return element.children
    .map((child) => (child.kind === 'text' ? child.value : ''))
    .join('')
    .trim();
}

/** `surely`: not one that only a condition sets. */
function propertyOf(document: XmlDocument, name: string, surely = false): string | undefined {
  const all = elements(document, name).filter(
    (one) => one.parent.kind === 'element' && one.parent.localName === 'PropertyGroup',
  );
  const plain = all.filter(
    (one) => !attributeOf(one, 'Condition') && !(one.parent.kind === 'element' && attributeOf(one.parent, 'Condition')),
  );
  const chosen = plain.at(-1) ?? (surely ? undefined : all[0]);
  return chosen ? textIn(chosen) : undefined;
}

function highest(list: string | undefined): string | undefined {
  const all =
    list
      ?.split(';')
      .map((one) => one.trim())
      .filter(Boolean) ?? [];
  const rank = (one: string) => Number(/(\d+(?:\.\d+)?)/.exec(one)?.[1] ?? 0);
  return all.toSorted((a, b) => rank(a) - rank(b)).findLast((one) => /^net(?:coreapp)?\d+\.\d/.test(one)) ?? all[0];
}

/** Symbols that every build has: those of the target framework, and DefineConstants that no condition limits. */
function definedOf(
  documents: readonly XmlDocument[],
  target: string | undefined,
  number: string | undefined,
): ReadonlySet<string> {
  const defined = new Set(['TRACE']);
  for (const document of documents)
    for (const one of elements(document, 'DefineConstants')) {
      const group = one.parent;
      if (attributeOf(one, 'Condition') || (group.kind === 'element' && attributeOf(group, 'Condition'))) continue;
      for (const symbol of textIn(one).split(/[;,]/)) if (/^\s*\w+\s*$/.test(symbol)) defined.add(symbol.trim());
    }
  if (number) {
    const major = Number(number);
    defined
      .add('NETCOREAPP')
      .add('NET')
      .add(`${major >= 5 ? 'NET' : 'NETCOREAPP'}${number.replace('.', '_')}`);
    for (const version of ['1.0', '1.1', '2.0', '2.1', '2.2', '3.0', '3.1'])
      if (major >= Number(version)) defined.add(`NETCOREAPP${version.replace('.', '_')}_OR_GREATER`);
    for (let version = 5; version <= major; version++) defined.add(`NET${version}_0_OR_GREATER`);
  } else if (target) defined.add('NETFRAMEWORK').add(target.toUpperCase());
  return defined;
}

/** Package versions, central ones included (Directory.Packages.props). */
function packagesOf(documents: readonly XmlDocument[]): ReadonlyMap<string, string> {
  const central = new Map<string, string>();
  const packages = new Map<string, string>();
  const properties = (value: string | undefined) =>
    value?.replace(
      /\$\((\w+)\)/g,
      (all, name: string) => documents.map((one) => propertyOf(one, name)).findLast((one) => one !== undefined) ?? all,
    );
  for (const document of documents)
    for (const one of elements(document, 'PackageVersion')) {
      const [name, version] = [
        writtenIn(one, 'Include') ?? writtenIn(one, 'Update'),
        properties(writtenIn(one, 'Version')),
      ];
      if (name && version) central.set(name.toLowerCase(), version);
    }
  for (const document of documents)
    for (const one of elements(document, 'PackageReference')) {
      const name = (writtenIn(one, 'Include') ?? writtenIn(one, 'Update'))?.toLowerCase();
      if (!name) continue;
      const version =
        properties(writtenIn(one, 'VersionOverride') ?? writtenIn(one, 'Version')) ??
        central.get(name) ??
        packages.get(name) ??
        '';
      packages.set(name, version);
    }
  return packages;
}
