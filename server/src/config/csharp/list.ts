import type { Machine } from './machine';
import { type TypeRef, typeNamed } from './types';
import { Instance, ITEMS, type Item, isUnknown } from './value';

export const LIST = 'System.Collections.Generic.List';

export function emptyList(element?: TypeRef): Instance {
  return listOf([], element);
}

export function listOf(items: readonly Item[], element?: TypeRef): Instance {
  const made = new Instance({ ...typeNamed(LIST), args: element ? [element] : [] });
  made.cells.set(ITEMS, { kind: 'items', items });
  return made;
}

/** Adds to a list. */
export function addTo(machine: Machine, list: Instance, ...items: readonly Item[]): void {
  const held = list.cells.get(ITEMS);
  if (held && isUnknown(held)) return;
  const before = held?.kind === 'items' ? held.items : [];
  machine.heap.write(list, ITEMS, { kind: 'items', items: [...before, ...items] });
}
