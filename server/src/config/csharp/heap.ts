import { Instance, type Item, sameItem, sameValue, type Unknown, type Value, type Writes } from './value';

export class Heap {
  /** What cells held before each open trial wrote them, innermost last. */
  readonly #trials: Writes[] = [];

  get depth(): number {
    return this.#trials.length;
  }

  write(instance: Instance, cell: string, value: Value | undefined): void {
    const trial = this.#trials.at(-1);
    if (trial) remember(trial, instance, cell, instance.cells.get(cell));
    if (value === undefined) instance.cells.delete(cell);
    else instance.cells.set(cell, value);
  }

  /** From here on what is written can be taken back. */
  begin(): void {
    this.#trials.push(new Map());
  }

  /** Takes back what was written since the matching `begin`, and says what it was. */
  takeBack(): Writes {
    const before = this.#trials.pop() ?? new Map();
    const after: Writes = new Map();
    for (const [instance, cells] of before)
      for (const [cell, old] of cells) {
        remember(after, instance, cell, instance.cells.get(cell));
        if (old === undefined) instance.cells.delete(cell);
        else instance.cells.set(cell, old);
      }
    return after;
  }

  /** Keeps what was written since the matching `begin`. */
  keep(): void {
    const before = this.#trials.pop();
    const outer = this.#trials.at(-1);
    if (!before || !outer) return;
    for (const [instance, cells] of before) for (const [cell, old] of cells) remember(outer, instance, cell, old);
  }

  apply(writes: Writes): void {
    for (const [instance, cells] of writes) for (const [cell, value] of cells) this.write(instance, cell, value);
  }

  /** The state after one of two ways was taken, nobody knows which: cells they agree on keep their value. */
  join(one: Writes, other: Writes, why: Unknown): void {
    const met = new Map<Instance, Map<Instance, Instance>>();
    for (const writes of [one, other])
      for (const [instance, cells] of writes)
        for (const cell of cells.keys()) {
          const a = one.get(instance)?.has(cell) ? one.get(instance)!.get(cell) : instance.cells.get(cell);
          const b = other.get(instance)?.has(cell) ? other.get(instance)!.get(cell) : instance.cells.get(cell);
          this.write(instance, cell, this.joinValues(a, b, why, met));
        }
  }

  joinValues(
    a: Value | undefined,
    b: Value | undefined,
    why: Unknown,
    met = new Map<Instance, Map<Instance, Instance>>(),
  ): Value | undefined {
    if (a === undefined && b === undefined) return undefined;
    if (a === undefined || b === undefined) {
      // A cell that only one way made: a list that was made, a property that has its default in the other.
      const there = (a ?? b)!;
      return there.kind === 'items' ? joinItems([], there.items, why) : why;
    }
    if (sameValue(a, b)) return a;
    if (a.kind === 'unknown') return a;
    if (b.kind === 'unknown') return b;
    if (a.kind === 'items' && b.kind === 'items') return joinItems(a.items, b.items, why);
    if (a.kind === 'object' && b.kind === 'object' && a.type.full === b.type.full)
      return this.#joinObjects(a, b, why, met);
    return why;
  }

  #joinObjects(a: Instance, b: Instance, why: Unknown, met: Map<Instance, Map<Instance, Instance>>): Instance {
    const before = met.get(a)?.get(b);
    if (before) return before;
    const joined = new Instance(a.type, a.parent);
    if (!met.has(a)) met.set(a, new Map());
    met.get(a)!.set(b, joined);
    for (const cell of new Set([...a.cells.keys(), ...b.cells.keys()])) {
      const value = this.joinValues(a.cells.get(cell), b.cells.get(cell), why, met);
      if (value !== undefined) this.write(joined, cell, value);
    }
    return joined;
  }
}

/** What both lists begin with stays; what follows in either is there only perhaps. */
function joinItems(a: readonly Item[], b: readonly Item[], why: Unknown): Value {
  let common = 0;
  while (common < a.length && common < b.length && sameItem(a[common]!, b[common]!)) common++;
  const perhaps = (item: Item): Item => ({ value: item.value, maybe: item.maybe ?? why });
  return {
    kind: 'items',
    items: [...a.slice(0, common), ...a.slice(common).map(perhaps), ...b.slice(common).map(perhaps)],
  };
}

function remember(writes: Writes, instance: Instance, cell: string, value: Value | undefined): void {
  const cells = writes.get(instance) ?? new Map<string, Value | undefined>();
  writes.set(instance, cells);
  if (!cells.has(cell)) cells.set(cell, value);
}
