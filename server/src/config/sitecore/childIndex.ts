/** An element whose children can be looked up; `Element` is what they and it are. */
export interface Indexed<Element extends Indexed<Element>> {
  readonly kind: 'element';
  readonly id: number;
  readonly localName: string;
  readonly children: readonly (Element | Characters)[];
  index: ChildIndex<Element> | undefined;
  /** Value of an attribute without namespace. */
  value(localName: string): string | undefined;
}

interface Characters {
  readonly kind: 'text' | 'cdata' | 'comment' | 'instruction';
}

/** Mostly there is one, which needs no list. */
type Ids = number | number[];
/** Element name → value → ids. Values keep their hashes; a key put together from both would be hashed at each look. */
type Keys = Map<string, Map<string, Ids>>;

/**
 * Children of one element by local name, alone or with the value of one attribute, so that the thousandth `<setting>`
 * is found as fast as the first. Holds ids, because an element is another object after each copy. An index over another
 * one, of an element that does not change any more, holds only what is different from that.
 */
export class ChildIndex<Element extends Indexed<Element>> {
  /** Undefined for a child that is in the index below and gone from this one. */
  private readonly byId = new Map<number, Element | undefined>();
  /** By attribute name; the empty one stands for no attribute at all. */
  private readonly byAttribute = new Map<string, Keys>();
  private readonly below: ChildIndex<Element> | undefined;
  private readonly depth: number;

  constructor(parent: Element, below?: ChildIndex<Element>) {
    this.below = below;
    this.depth = below ? below.depth + 1 : 0;
    if (!below) for (const child of parent.children) if (child.kind === 'element') this.byId.set(child.id, child);
  }

  /** The index for a copy of the element, which itself keeps this one. */
  static over<Element extends Indexed<Element>>(element: Element): ChildIndex<Element> | undefined {
    if (!isIndexed(element)) return undefined;
    if (!element.index || element.index.depth >= MOST_LAYERS) element.index = new ChildIndex(element);
    return new ChildIndex(element, element.index);
  }

  /** Children named so whose attribute (without namespace) has the value; order is that of adding, not of the tree. */
  find(localName: string, attribute: string, value: string): readonly Element[] {
    const ids = this.idsOf(attribute, localName, value);
    if (ids === undefined) return NO_ELEMENTS;
    return typeof ids === 'number' ? [this.child(ids)!] : ids.map((id) => this.child(id)!);
  }

  has(id: number): boolean {
    return this.child(id) !== undefined;
  }

  add(child: Element): void {
    this.byId.set(child.id, child);
    for (const [attribute, keys] of this.byAttribute)
      this.addKey(keys, attribute, child, indexedValue(child, attribute));
  }

  remove(child: Element): void {
    if (this.below) this.byId.set(child.id, undefined);
    else this.byId.delete(child.id);
    for (const [attribute, keys] of this.byAttribute)
      this.removeKey(keys, attribute, child, indexedValue(child, attribute));
  }

  replace(child: Element): void {
    this.byId.set(child.id, child);
  }

  change(child: Element, attribute: string, old: string | undefined, value: string | undefined): void {
    const keys = this.byAttribute.get(attribute);
    if (!keys || old === value || !this.child(child.id)) return;
    this.removeKey(keys, attribute, child, old);
    this.addKey(keys, attribute, child, value);
  }

  private child(id: number): Element | undefined {
    return this.byId.has(id) ? this.byId.get(id) : this.below?.child(id);
  }

  private idsOf(attribute: string, localName: string, value: string): Ids | undefined {
    const own = this.keysOf(attribute).get(localName)?.get(value);
    return own ?? this.below?.idsOf(attribute, localName, value);
  }

  /** Made when they are first asked for: all of them, or those that differ from the index below. */
  private keysOf(attribute: string): Keys {
    let keys = this.byAttribute.get(attribute);
    if (keys) return keys;
    keys = new Map();
    for (const [id, child] of this.byId) {
      const before = this.below?.child(id);
      const old = before && indexedValue(before, attribute);
      const value = child && indexedValue(child, attribute);
      if (before && child && old === value) continue;
      if (before) this.removeKey(keys, attribute, before, old);
      if (child) this.addKey(keys, attribute, child, value);
    }
    this.byAttribute.set(attribute, keys);
    return keys;
  }

  private addKey(keys: Keys, attribute: string, { id, localName }: Element, value: string | undefined): void {
    if (value === undefined) return;
    let byValue = keys.get(localName);
    if (!byValue) {
      byValue = new Map();
      keys.set(localName, byValue);
    }
    const ids = byValue.get(value);
    if (typeof ids === 'object') ids.push(id);
    else byValue.set(value, withId(ids ?? this.below?.idsOf(attribute, localName, value), id));
  }

  private removeKey(keys: Keys, attribute: string, { id, localName }: Element, value: string | undefined): void {
    if (value === undefined) return;
    const ids = keys.get(localName)?.get(value) ?? this.below?.idsOf(attribute, localName, value);
    if (ids === undefined) return;
    const list = typeof ids === 'number' ? [ids] : ids;
    if (!list.includes(id)) return;
    const rest = list.filter((other) => other !== id);
    const byValue = keys.get(localName);
    if (byValue) byValue.set(value, rest);
    else keys.set(localName, new Map([[value, rest]]));
  }
}

function withId(ids: Ids | undefined, id: number): Ids {
  if (ids === undefined) return id;
  return typeof ids === 'number' ? [ids, id] : [...ids, id];
}

export const NO_ELEMENTS: readonly never[] = [];

/** Indexes over one another; beyond that a new one is made. */
const MOST_LAYERS = 3;

/** No attribute: then the name of the element decides alone. */
const NO_ATTRIBUTE = '';

function indexedValue<Element extends Indexed<Element>>(child: Element, attribute: string): string | undefined {
  return attribute === NO_ATTRIBUTE ? '' : child.value(attribute);
}

/** Below this many children a walk is faster than an index. */
const WORTH_INDEXING = 12;

export function isIndexed<Element extends Indexed<Element>>(parent: Element): boolean {
  return parent.children.length >= WORTH_INDEXING;
}

/** Children of a local name whose attribute (without namespace) has the value, in tree order. */
export function childrenWith<Element extends Indexed<Element>>(
  parent: Element,
  localName: string,
  attribute: string,
  value: string,
): readonly Element[] {
  if (!isIndexed(parent)) {
    const found: Element[] = [];
    for (const child of parent.children)
      if (child.kind === 'element' && child.localName === localName && indexedValue(child, attribute) === value)
        found.push(child);
    return found;
  }
  parent.index ??= new ChildIndex(parent);
  const found = parent.index.find(localName, attribute, value);
  return found.length < 2 ? found : inOrder(parent, new Set(found));
}

function inOrder<Element extends Indexed<Element>>(
  parent: Element,
  wanted: ReadonlySet<Element | Characters>,
): readonly Element[] {
  return parent.children.filter((child): child is Element => wanted.has(child));
}

/** Children of a local name, in tree order. */
export function childrenNamed<Element extends Indexed<Element>>(
  parent: Element,
  localName: string,
): readonly Element[] {
  return childrenWith(parent, localName, NO_ATTRIBUTE, '');
}
