import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';
import type { XmlDocument, XmlElement } from '../../syntax/xml/tree';
import type { FileAccess, SiteFolders } from './access';
import { readLayers } from './layers';
import { versionOfPackages } from './statedVersion';
import { parseVersion, type SitecoreVersion } from './version';
import { type AppSettings, childNamed, type SectionHandler } from './webConfig';

/** Something in a site that tells its version, or between which versions it is. */
export interface VersionEvidence {
  /** In words, for people. */
  readonly what: string;
  /** Where a file states it. */
  readonly from?: { readonly file: FilePath; readonly span: Span };
  readonly exactly?: SitecoreVersion;
  readonly atLeast?: SitecoreVersion;
  readonly before?: SitecoreVersion;
}

export interface SiteTrees {
  readonly document: XmlDocument;
  readonly layersTree: XmlDocument | undefined;
  readonly base: XmlDocument | undefined;
  readonly appSettings: AppSettings;
  readonly handler: SectionHandler | undefined;
  readonly access: FileAccess;
  readonly folders: SiteFolders;
}

/** Looks where a site keeps its version; `version` only when a file states it. */
export async function findVersion(
  trees: SiteTrees,
): Promise<{ readonly version: SitecoreVersion | undefined; readonly evidence: readonly VersionEvidence[] }> {
  const stated = [...(await versionFile(trees)), ...(await packages(trees))];
  const evidence = [...stated, ...hints(trees)];
  return { version: stated[0]?.exactly, evidence };
}

/** `sitecore/shell/sitecore.version.xml`: `<version><major>9</major><minor>0</minor>…<revision>171219</revision>`. */
async function versionFile({ access, folders }: SiteTrees): Promise<VersionEvidence[]> {
  const file = await folders.find('sitecore/shell/sitecore.version.xml', 'file');
  const version = file && versionElement((await access.tree(file))?.root);
  return version ? [{ what: `${name(file)} says so`, from: { file, span: TOP }, exactly: version }] : [];
}

function versionElement(root: XmlElement | undefined): SitecoreVersion | undefined {
  const element = root && (root.name === 'version' ? root : childNamed(root, 'version'));
  if (!element) return undefined;
  const number = (part: string) => {
    const text = childNamed(element, part)
      ?.children.find((child) => child.kind === 'text')
      ?.value.trim();
    return text && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const major = number('major');
  if (major === undefined) return undefined;
  const [minor, update, revision] = [number('minor'), number('build'), number('revision')];
  return {
    major,
    ...(minor !== undefined && { minor }),
    ...(update !== undefined && { update }),
    ...(revision !== undefined && { revision }),
  };
}

/** `<package id="Sitecore.Kernel" version="9.0.171219" />` in packages.config; the third number is the revision there. */
async function packages({ access, folders }: SiteTrees): Promise<VersionEvidence[]> {
  const file = await folders.find('packages.config', 'file');
  const root = file && (await access.tree(file))?.root;
  if (!root) return [];
  const stated = versionOfPackages(file, (await access.tree(file))!, NO_PROPERTIES);
  if (!stated?.version) return [];
  const { version, span } = stated;
  return [{ what: `${name(file)} has the package of the kernel`, from: { file, span }, exactly: version }];
}

const NO_PROPERTIES: ReadonlyMap<string, string> = new Map();

/** Where a file as a whole is meant. */
const TOP: Span = { start: 0, end: 0 };

function hints({ document, layersTree, base, appSettings, handler }: SiteTrees): VersionEvidence[] {
  const found: VersionEvidence[] = [];
  const atLeast = (text: string, what: string) => found.push({ what, atLeast: parseVersion(text)! });
  const before = (text: string, what: string) => found.push({ what, before: parseVersion(text)! });

  if (handler?.generation === 'new') atLeast('9.0', 'the section handler is RuleBasedConfigReader');
  if (handler?.generation === 'old') before('9.0', `the section handler is ${handler.type.split(',')[0]}`);
  if (handler?.rolesModule) atLeast('8.1', 'the roles module is in use');
  if (layersTree) {
    atLeast('9.0', 'there is an App_Config/Layers.config');
    const listed = readLayers(layersTree).flatMap(({ loadOrder }) => loadOrder.map(({ path }) => path.toLowerCase()));
    if (listed.includes('owin.authentication.identityserver'))
      atLeast('9.1', 'Layers.config lists Owin.Authentication.IdentityServer');
  }
  if (base?.root?.attributes.some((a) => a.name === 'xmlns:security'))
    atLeast('9.2', '`<sitecore>` declares the namespace `security`');
  if (base && base.root?.name === 'sitecore') atLeast('8.1', '`<sitecore>` stands in a file of its own');
  const defined = new Set(appSettings.definitions.map(({ rule }) => rule));
  if (defined.has('exmenabled')) atLeast('9.0.1', 'appSettings define `exmEnabled`');
  if (defined.has('messagingtransport') || mentions(document, 'FlexibleEnvironmentConfigBuilder'))
    atLeast('10.0', 'web.config has what Sitecore 10 brought');
  return found;
}

function mentions(document: XmlDocument, word: string): boolean {
  return document.text.includes(word);
}

function name(file: FilePath): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
