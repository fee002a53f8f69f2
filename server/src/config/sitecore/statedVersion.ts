import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';
import { childElements } from '../../syntax/xml/navigate';
import type { XmlDocument, XmlElement } from '../../syntax/xml/tree';
import { composeServices } from './deployment/compose';
import { environmentLines, substituted } from './deployment/variables';
import { parseVersion, type SitecoreVersion } from './version';
import { attributeValue } from './webConfig';

/** A version that a file of the repository states, and where. */
export interface StatedVersion {
  /** Undefined for XM Cloud, whose editions have no number of that kind. */
  readonly version: SitecoreVersion | undefined;
  readonly cloud: boolean;
  readonly file: FilePath;
  readonly span: Span;
}

/**
 * Packages that carry the version of the platform itself. Others of the name (`Sitecore.Commerce.*`,
 * `Sitecore.ContentSearch.Azure`, JSS) count in another way.
 */
const PLATFORM =
  /^Sitecore\.(?:Kernel|Mvc|Client|Logging|Analytics|ContentSearch|Assemblies\.(?:Platform|SitecoreExperiencePlatform\w*)|Owin(?:\.Authentication)?)(?:\.NoReferences)?$/i;

const CLOUD = /^SitecoreXmCloud\./i;

/** `$(Name)` of MSBuild, from the property groups of some files. */
export type Properties = ReadonlyMap<string, string>;

/** The properties of a project or props file that are plain text, by lower-cased name; the last one counts. */
export function msbuildProperties(document: XmlDocument): Map<string, string> {
  const found = new Map<string, string>();
  for (const group of document.root ? childElements(document.root, 'PropertyGroup') : [])
    for (const property of childElements(group)) found.set(property.name.toLowerCase(), textOf(property));
  return found;
}

/**
 * What `<PackageReference>` and `<PackageVersion>` of a project, `Packages.props` or `Directory.Packages.props`, or a
 * `packages.config`, say of the platform's version. The kernel's own package counts before the others.
 */
export function versionOfPackages(
  file: FilePath,
  document: XmlDocument,
  properties: Properties,
): StatedVersion | undefined {
  let best: { readonly stated: StatedVersion; readonly kernel: boolean } | undefined;
  for (const element of packageElements(document)) {
    const name =
      attributeValue(element, 'Include') ?? attributeValue(element, 'Update') ?? attributeValue(element, 'id');
    if (!name) continue;
    const cloud = CLOUD.test(name.trim());
    if (!cloud && !PLATFORM.test(name.trim())) continue;
    const written = versionTextOf(element);
    const version = written && packageVersion(expand(written.text, properties));
    if (!version && !cloud) continue;
    const kernel = /Kernel/i.test(name);
    if (best && (best.kernel || !kernel)) continue;
    const span = written?.span ?? { start: element.start, end: element.openEnd };
    best = { stated: { version: cloud ? undefined : version, cloud, file, span }, kernel };
  }
  return best?.stated;
}

function packageElements(document: XmlDocument): XmlElement[] {
  const { root } = document;
  if (!root) return [];
  if (root.localName === 'packages') return childElements(root, 'package');
  return childElements(root)
    .filter(({ localName }) => localName === 'ItemGroup')
    .flatMap((group) => childElements(group))
    .filter(({ localName }) => /^(?:PackageReference|PackageVersion|GlobalPackageReference)$/.test(localName));
}

function versionTextOf(element: XmlElement): { readonly text: string; readonly span: Span } | undefined {
  for (const name of ['VersionOverride', 'Version', 'version']) {
    const attribute = element.attributes.find((each) => each.name === name);
    if (attribute) return { text: attribute.value, span: { start: attribute.valueStart, end: attribute.valueEnd } };
    const child = childElements(element).find((each) => each.localName === name);
    if (child)
      return { text: textOf(child), span: { start: child.openEnd, end: Math.max(child.openEnd, child.closeStart) } };
  }
  return undefined;
}

function expand(text: string, properties: Properties, depth = 0): string {
  if (depth > 8) return text;
  return text.replace(/\$\(([\w.-]+)\)/g, (whole, name: string) => {
    const value = properties.get(name.toLowerCase());
    return value === undefined ? whole : expand(value, properties, depth + 1);
  });
}

/** `10.2.0`, `[10.3.1]`, `10.2.*`, and `9.0.171219`, whose third number is the revision. */
export function packageVersion(text: string): SitecoreVersion | undefined {
  const parts = /^\s*[[(]?\s*(\d{1,2})\.(\d{1,2})(?:\.(\d+))?/.exec(text);
  if (!parts) return undefined;
  const [major, minor] = [Number(parts[1]), Number(parts[2])];
  // Sitecore 6 is the oldest with packages of the kind; a lower or much higher number is some other counting.
  if (major < 6 || major > 12) return undefined;
  if (parts[3] === undefined) return { major, minor };
  const third = Number(parts[3]);
  return { major, minor, ...(third > 9999 ? { revision: third } : { update: third }) };
}

/** A Sitecore image with its tag: `scr.sitecore.com/sxp/sitecore-xp0-cm:10.2-ltsc2019`. */
const IMAGE = /(?:^|[/\s"'=])sitecore-((?:xp|xm|xmcloud|sxp)\w*(?:-\w+)*):([\w.-]+)/i;

/** Images of modules (`sitecore-headless-services-xp1-assets`, `-sxa-`) count versions of their own. */
const MODULE_IMAGE = /-assets$|^(?:xp|xm)\w*-(?:spe|sxa|jss|headless|management)/i;

/** The version that the tag of a platform image says; undefined for any other text. */
export function versionOfImage(image: string): { version: SitecoreVersion | undefined; cloud: boolean } | undefined {
  const found = IMAGE.exec(image);
  if (!found || MODULE_IMAGE.test(found[1]!)) return undefined;
  if (/^xmcloud/i.test(found[1]!)) return { version: undefined, cloud: true };
  const version = parseVersion(found[2]!);
  return version && version.major >= 9 && version.major <= 12 ? { version, cloud: false } : undefined;
}

/** The first platform image of a compose file, in `image` or in the arguments of a build. */
export function versionOfCompose(
  file: FilePath,
  text: string,
  variables: ReadonlyMap<string, string>,
): StatedVersion | undefined {
  for (const { image, args } of composeServices(text))
    for (const value of [image, ...args.values()]) {
      const known = value && substituted(value.text, variables);
      const stated = known && 'text' in known ? versionOfImage(known.text) : undefined;
      if (value && stated) return { ...stated, file, span: value.span };
    }
  return undefined;
}

/** The image that a Dockerfile starts from, or names as the default of an argument. */
export function versionOfDockerfile(file: FilePath, text: string): StatedVersion | undefined {
  for (const line of text.matchAll(/^[ \t]*(?:FROM|ARG)[ \t]+(.*)$/gim)) {
    const stated = versionOfImage(` ${line[1]!}`);
    if (stated) return { ...stated, file, span: { start: line.index, end: line.index + line[0].trimEnd().length } };
  }
  return undefined;
}

/** `SITECORE_VERSION=10.2-ltsc2019` of a `.env`, as Sitecore's own container packages name it. */
export function versionOfEnvironment(file: FilePath, text: string): StatedVersion | undefined {
  for (const { name, value, start, end } of environmentLines(text)) {
    if (!/^SITECORE_(?:XP\d?_|XM\d?_|BASE_)?VERSION$|^SITECORE_TAG$/i.test(name)) continue;
    const version = parseVersion(value);
    if (version && version.major >= 6 && version.major <= 12)
      return { version, cloud: false, file, span: { start, end } };
  }
  return undefined;
}

/** `packages\Sitecore.Kernel.NoReferences.9.0.180604\lib` in the hints of a project of the old kind. */
export function versionOfHints(file: FilePath, text: string): StatedVersion | undefined {
  const hint = /Sitecore\.(?:Kernel|Mvc|Client|Logging)(?:\.NoReferences)?\.(\d{1,2}\.\d{1,2}\.\d+)[\\/]lib/i.exec(
    text,
  );
  const version = hint && packageVersion(hint[1]!);
  if (!hint || !version) return undefined;
  const start = hint.index + hint[0].indexOf(hint[1]!);
  return { version, cloud: false, file, span: { start, end: start + hint[1]!.length } };
}

function textOf(element: XmlElement): string {
  return element.children
    .map((node) => (node.kind === 'text' || node.kind === 'cdata' ? node.value : ''))
    .join('')
    .trim();
}
