import type { MergedElement, MergedNode } from './tree';

/**
 * Children of one element by local name, alone or with the value of one attribute, so that the thousandth `<setting>`
 * is found as fast as the first. Holds ids, because an element is another object after each copy.
 */
export class ChildIndex {
  readonly #byId = new Map<number, MergedElement>();
  /** Attribute name → `element name + NUL + value` → ids; the empty attribute name stands for no attribute at all. */
  readonly #byAttribute = new Map<string, Map<string, number[]>>();

  constructor(parent: MergedElement) {
    for (const child of parent.children) if (child.kind === 'element') this.#byId.set(child.id, child);
  }

  /** Children named so whose attribute (without namespace) has the value; order is that of adding, not of the tree. */
  find(localName: string, attribute: string, value: string): MergedElement[] {
    let keys = this.#byAttribute.get(attribute);
    if (!keys) {
      keys = new Map();
      this.#byAttribute.set(attribute, keys);
      for (const child of this.#byId.values()) addKey(keys, child, indexedValue(child, attribute));
    }
    return (keys.get(`${localName}\0${value}`) ?? []).map((id) => this.#byId.get(id)!);
  }

  add(child: MergedElement): void {
    this.#byId.set(child.id, child);
    for (const [attribute, keys] of this.#byAttribute) addKey(keys, child, indexedValue(child, attribute));
  }

  remove(child: MergedElement): void {
    this.#byId.delete(child.id);
    for (const [attribute, keys] of this.#byAttribute) removeKey(keys, child, indexedValue(child, attribute));
  }

  replace(child: MergedElement): void {
    this.#byId.set(child.id, child);
  }

  change(child: MergedElement, attribute: string, old: string | undefined, value: string | undefined): void {
    const keys = this.#byAttribute.get(attribute);
    if (!keys || old === value || !this.#byId.has(child.id)) return;
    removeKey(keys, child, old);
    addKey(keys, child, value);
  }
}

/** No attribute: then the name of the element decides alone. */
const NO_ATTRIBUTE = '';

function indexedValue(child: MergedElement, attribute: string): string | undefined {
  return attribute === NO_ATTRIBUTE ? '' : child.value(attribute);
}

function addKey(keys: Map<string, number[]>, child: MergedElement, value: string | undefined): void {
  if (value === undefined) return;
  const key = `${child.localName}\0${value}`;
  const ids = keys.get(key);
  if (ids) ids.push(child.id);
  else keys.set(key, [child.id]);
}

function removeKey(keys: Map<string, number[]>, child: MergedElement, value: string | undefined): void {
  if (value === undefined) return;
  const ids = keys.get(`${child.localName}\0${value}`);
  const at = ids?.indexOf(child.id) ?? -1;
  if (at >= 0) ids!.splice(at, 1);
}

/** Below this many children a walk is faster than an index. */
const WORTH_INDEXING = 12;

/** Children of a local name whose attribute (without namespace) has the value, in tree order. */
export function childrenWith(
  parent: MergedElement,
  localName: string,
  attribute: string,
  value: string,
): MergedElement[] {
  if (parent.children.length < WORTH_INDEXING) {
    return parent.children.filter(
      (child): child is MergedElement =>
        child.kind === 'element' && child.localName === localName && indexedValue(child, attribute) === value,
    );
  }
  parent.index ??= new ChildIndex(parent);
  const found = parent.index.find(localName, attribute, value);
  if (found.length < 2) return found;
  const wanted = new Set<MergedNode>(found);
  return parent.children.filter((child): child is MergedElement => wanted.has(child));
}

/** Children of a local name, in tree order. */
export function childrenNamed(parent: MergedElement, localName: string): MergedElement[] {
  return childrenWith(parent, localName, NO_ATTRIBUTE, '');
}
