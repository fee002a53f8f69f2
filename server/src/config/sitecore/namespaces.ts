/** Namespaces of Sitecore patch files. Compared exactly, the slash at the end included (XmlPatchHelper uses `==`). */
export const PATCH = 'http://www.sitecore.net/xmlconfig/';
export const SET = 'http://www.sitecore.net/xmlconfig/set/';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const XML = 'http://www.w3.org/XML/1998/namespace';

/** The two engines: `old` is Sitecore 6 to 8.2 (every attribute identifies), `new` is 9.0 and later. */
export type Generation = 'old' | 'new';

/**
 * Rule that a namespace stands for: `role` for `…/xmlconfig/role/`. Undefined for any other namespace, and for `set`.
 * Every real file names prefix and namespace alike; where they differ the namespace is taken.
 */
export function ruleOfNamespace(uri: string): string | undefined {
  if (!uri.startsWith(PATCH) || !uri.endsWith('/') || uri === PATCH || uri === SET) return undefined;
  const name = uri.slice(PATCH.length, -1);
  return name.includes('/') ? undefined : name.toLowerCase();
}

/** What a command element (`patch:…`) does; undefined for a name that the engine passes over in silence. */
export function commandOf(localName: string, generation: Generation): Command | undefined {
  switch (localName) {
    case 'a':
    case 'attribute':
      return 'attribute';
    case 'd':
    case 'delete':
      return 'delete';
    case 'da':
    case 'deleteattribute':
      return generation === 'new' ? 'deleteattribute' : undefined;
    default:
      return undefined;
  }
}

export type Command = 'attribute' | 'delete' | 'deleteattribute';

/** Where a position attribute puts its element; undefined for names that are no position. */
export function dispositionOf(localName: string): Disposition | undefined {
  switch (localName) {
    case 'b':
    case 'before':
      return 'before';
    case 'a':
    case 'after':
      return 'after';
    case 'i':
    case 'instead':
      return 'instead';
    default:
      return undefined;
  }
}

export type Disposition = 'before' | 'after' | 'instead';
