import type { FilePath } from '../../files/files';
import type { XmlAttribute, XmlDocument, XmlElement } from '../../syntax/xml/tree';
import { type FileAccess, leavesRoot, type SiteFolders } from './access';
import type { Generation } from './namespaces';
import { ruleOfKey } from './rules';

/** What a web.config says about how Sitecore reads its configuration. */
export interface SectionHandler {
  /** `type` of the section, `Sitecore.Configuration.RuleBasedConfigReader, Sitecore.Kernel`. */
  readonly type: string;
  /** Undefined for a reader of somebody's own. */
  readonly generation: Generation | undefined;
  /** The roles module for 8.1 and 8.2. */
  readonly rolesModule: boolean;
}

/** The section handler of `<sitecore>` in `<configSections>`. */
export function sectionHandlerOf(document: XmlDocument): SectionHandler | undefined {
  const sections = document.root && childNamed(document.root, 'configSections');
  const section = sections?.children.find(
    (child): child is XmlElement =>
      child.kind === 'element' && child.name === 'section' && attributeValue(child, 'name') === 'sitecore',
  );
  const type = section && attributeValue(section, 'type')?.trim();
  if (!type) return undefined;
  const className = type.split(',')[0]!.trim();
  const simpleName = className.slice(className.lastIndexOf('.') + 1);
  return { type, generation: generationOfReader(simpleName), rolesModule: /RoleConfigReader$/.test(simpleName) };
}

function generationOfReader(name: string): Generation | undefined {
  if (/RuleBasedConfigReader$/.test(name)) return 'new';
  return /^(?:Role)?ConfigReader$/.test(name) ? 'old' : undefined;
}

/** An `<add key="…:define" value="…">` of appSettings. */
export interface DefinitionInFile {
  readonly key: string;
  readonly value: string;
  readonly rule: string;
  readonly file: FilePath;
  readonly keyAttribute: XmlAttribute;
  readonly valueAttribute: XmlAttribute | undefined;
}

export interface AppSettings {
  readonly definitions: readonly DefinitionInFile[];
  /** All values by key, for the module's `include:override`. */
  readonly values: ReadonlyMap<string, string>;
  /** `configBuilders="…"` is set: the environment may replace any value unseen. */
  readonly fromEnvironment: string | undefined;
}

/** appSettings with `configSource` and `file` followed. Keys are compared without case; the last one counts. */
export async function readAppSettings(
  document: XmlDocument,
  file: FilePath,
  access: FileAccess,
  folders: SiteFolders,
): Promise<AppSettings> {
  const definitions = new Map<string, DefinitionInFile>();
  const values = new Map<string, string>();

  function read(section: XmlElement, from: FilePath): void {
    for (const child of section.children) {
      if (child.kind !== 'element') continue;
      if (child.name === 'clear') {
        definitions.clear();
        values.clear();
      }
      const keyAttribute = child.attributes.find((a) => a.name === 'key');
      if (!keyAttribute) continue;
      const key = keyAttribute.value;
      const rule = ruleOfKey(key);
      if (child.name === 'remove') {
        values.delete(key.toLowerCase());
        if (rule !== undefined) definitions.delete(rule);
      }
      if (child.name !== 'add') continue;
      const valueAttribute = child.attributes.find((a) => a.name === 'value');
      const value = valueAttribute?.value ?? '';
      values.set(key.toLowerCase(), value);
      if (rule !== undefined) definitions.set(rule, { key, value, rule, file: from, keyAttribute, valueAttribute });
    }
  }

  async function readFile(name: string): Promise<XmlElement | undefined> {
    const path = leavesRoot(folders.root, name) ? undefined : await folders.find(name, 'file');
    const root = path ? (await access.tree(path))?.root : undefined;
    if (!path || root?.name !== 'appSettings') return undefined;
    read(root, path);
    return root;
  }

  const section = document.root && childNamed(document.root, 'appSettings');
  let fromEnvironment = section && attributeValue(section, 'configBuilders');
  if (section) {
    const source = attributeValue(section, 'configSource');
    const external = source ? await readFile(source) : undefined;
    if (external) fromEnvironment ??= attributeValue(external, 'configBuilders');
    read(section, file);
    const added = attributeValue(section, 'file');
    if (added) await readFile(added);
  }
  return { definitions: [...definitions.values()], values, fromEnvironment };
}

export function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find((child): child is XmlElement => child.kind === 'element' && child.name === name);
}

export function attributeValue(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}
