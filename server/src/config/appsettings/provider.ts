import type { JsonNode, JsonTree } from '../../syntax/json/parse';

/** Where a value of configuration stands: offsets into the file's text without byte order mark. */
export interface ConfigPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** One key of one provider. */
export interface ConfigEntry {
  /** As written, parts joined with `:`. */
  readonly key: string;
  /** Null where JSON says null, or an empty object or array. */
  readonly value: string | null;
  /** The text in the file, quotes and all. */
  readonly literal: string;
  /** Undefined for a value that code made. */
  readonly place: ConfigPlace | undefined;
  /** With its key. */
  readonly property?: ConfigPlace | undefined;
  /** `appsettings.json`, `web.config`. */
  readonly layer: string;
}

/** One source of configuration, in the order they were added: a later one wins. */
export interface ConfigProvider {
  readonly layer: string;
  /** By lower-cased key. */
  readonly entries: ReadonlyMap<string, ConfigEntry>;
  /** It holds more than can be seen from here (a key vault, a database): why. */
  readonly opaque?: string;
  /** It keeps the host from starting: why. */
  readonly fails?: string;
}

/**
 * The keys of a JSON file (JsonConfigurationFileParser): paths joined with `:`, array elements by index; keys that
 * differ in case only, and texts that are no JSON object, keep the host from starting.
 */
export function jsonProvider(tree: JsonTree, path: string, text: string): ConfigProvider {
  const layer = path.slice(path.lastIndexOf('/') + 1);
  const entries = new Map<string, ConfigEntry>();
  let fails = tree.problems[0] ? `${layer} is not valid JSON: ${tree.problems[0].message}` : undefined;
  const visit = (node: JsonNode, key: string, property: JsonNode | undefined): void => {
    const put = (value: string | null) => {
      const lower = key.toLowerCase();
      if (entries.has(lower)) fails ??= `${layer} has the key ${key} twice`;
      entries.set(lower, {
        key,
        value,
        literal: text.slice(node.offset, node.offset + node.length),
        place: { path, start: node.offset, end: node.offset + node.length },
        property: property && { path, start: property.offset, end: property.offset + property.length },
        layer,
      });
    };
    const below = (name: string) => (key ? `${key}:${name}` : name);
    switch (node.type) {
      case 'object':
        if (!node.children?.length && key) put(null);
        for (const property of node.children ?? []) {
          const [name, value] = property.children ?? [];
          if (name && value) visit(value, below(String(name.value)), property);
        }
        break;
      case 'array':
        if (!node.children?.length && key) put(null);
        for (const [i, element] of (node.children ?? []).entries()) visit(element, below(String(i)), undefined);
        break;
      case 'null':
        put(null);
        break;
      case 'boolean':
        put(node.value ? 'True' : 'False');
        break;
      case 'string':
        put(String(node.value));
        break;
      case 'number':
        put(text.slice(node.offset, node.offset + node.length));
        break;
    }
  };
  if (tree.root) {
    if (tree.root.type === 'object') visit(tree.root, '', undefined);
    else fails ??= `${layer} is no JSON object`;
  }
  return { layer, entries, ...(fails ? { fails } : {}) };
}

/** Variables of the environment as keys: `__` stands for `:`; with a prefix, only those that have it, without it. */
export function variablesProvider(
  variables: readonly { readonly name: string; readonly value: string; readonly place: ConfigPlace | undefined }[],
  layer: string,
  prefix = '',
): ConfigProvider {
  const entries = new Map<string, ConfigEntry>();
  for (const { name, value, place } of variables) {
    if (!name.toLowerCase().startsWith(prefix.toLowerCase())) continue;
    const key = name.slice(prefix.length).replaceAll('__', ':');
    entries.set(key.toLowerCase(), { key, value, literal: value, place, layer });
  }
  return { layer, entries };
}
