import type { ConfigElement } from './source';

/** `lockAttributes` and its kin: they bind levels below the one that says so, never the same file. */
export interface Lock {
  readonly level: number;
  readonly element: ConfigElement;
  readonly item: boolean;
  readonly attributes: Names | undefined;
  readonly elements: Names | undefined;
}

/** `only` these are locked, or all `except` these. */
interface Names {
  readonly only?: ReadonlySet<string>;
  readonly except?: ReadonlySet<string>;
}

const LOCK_ATTRIBUTES: ReadonlySet<string> = new Set([
  'lockItem',
  'lockAttributes',
  'lockAllAttributesExcept',
  'lockElements',
  'lockAllElementsExcept',
]);

/** Attributes that any element may carry and that are no values of it. */
export function isLockAttribute(name: string): boolean {
  return LOCK_ATTRIBUTES.has(name);
}

/** The lock an element puts on the levels below `level`, if it puts any. */
export function lockOf(element: ConfigElement, level: number): Lock | undefined {
  if (!element.carries(LOCK_ATTRIBUTES)) return undefined;
  const of = (name: string) => element.value(name);
  return {
    level,
    element,
    item: of('lockItem')?.toLowerCase() === 'true',
    attributes: namesOf(of('lockAttributes'), of('lockAllAttributesExcept')),
    elements: namesOf(of('lockElements'), of('lockAllElementsExcept')),
  };
}

function namesOf(listed: string | undefined, except: string | undefined): Names | undefined {
  if (listed !== undefined) {
    const names = split(listed);
    return names.has('*') ? { except: new Set() } : { only: names };
  }
  return except === undefined ? undefined : { except: split(except) };
}

/** Lists may be separated by `,`, `;` or `:` (ConfigurationLockCollection.SetFromList). */
function split(list: string): Set<string> {
  return new Set(
    list
      .split(/[,;:]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
}

/** The lock of a higher level that forbids an attribute here. */
export function lockOnAttribute(locks: readonly Lock[], name: string, level: number): Lock | undefined {
  return locks.find((lock) => lock.level < level && holds(lock.attributes, name));
}

/** The lock of a higher level that forbids a child element (or, for collections, `add`, `remove`, `clear`). */
export function lockOnChild(locks: readonly Lock[], name: string, level: number): Lock | undefined {
  return locks.find((lock) => lock.level < level && holds(lock.elements, name));
}

/** The `lockItem` of a higher level on the element itself. */
export function lockOnItem(locks: readonly Lock[], level: number): Lock | undefined {
  return locks.find((lock) => lock.level < level && lock.item);
}

function holds(names: Names | undefined, name: string): boolean {
  if (!names) return false;
  return names.only ? names.only.has(name) : !names.except!.has(name);
}
