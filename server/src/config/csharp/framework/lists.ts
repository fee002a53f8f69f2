import { choose } from '../branches';
import { callWith } from '../invoke';
import { addTo, emptyList, listOf } from '../list';
import { type Call, type Machine, Thrown } from '../machine';
import { binary, equal } from '../operators';
import { bool, type Instance, ITEMS, type Item, isUnknown, NULL, placeOf, unknown, type Value, whole } from '../value';

/** The elements of a list; undefined for what is none or is not known. */
export function itemsOf(value: Value | undefined): readonly Item[] | undefined {
  const held = value?.kind === 'object' ? value.cells.get(ITEMS) : undefined;
  return held?.kind === 'items' ? held.items : undefined;
}

/** Methods of lists, LINQ included. */
export function listMethod(machine: Machine, list: Instance, call: Call): Value | undefined {
  const items = itemsOf(list);
  const held = list.cells.get(ITEMS);
  if (!items) return held && isUnknown(held) ? held : undefined;
  const element = list.type.args[0];
  const arg = (i: number): Value | undefined => call.args[i]?.value(i === 0 ? element : undefined);
  const first = () => arg(0);
  const on = (value: Value, i: number): Value => callWith(machine, first()!, [value, whole(i)].slice(0, 1), call.node);
  switch (call.name) {
    case 'Add':
    case 'Push':
    case 'Enqueue':
      if (call.args.length === 2)
        addTo(machine, list, {
          value: {
            kind: 'tuple',
            items: [call.args[0]!.value(list.type.args[0]), call.args[1]!.value(list.type.args[1])],
            names: ['Key', 'Value'],
          },
        });
      else if (first()) addTo(machine, list, { value: first()! });
      return list;
    case 'TryAdd':
      addTo(machine, list, {
        value: { kind: 'tuple', items: [call.args[0]!.value(), call.args[1]!.value()], names: ['Key', 'Value'] },
      });
      return bool(true);
    case 'AddRange':
    case 'UnionWith': {
      const more = itemsOf(first());
      if (more) addTo(machine, list, ...more);
      else machine.heap.write(list, ITEMS, unknown('elements are added that are not known here', placeOf(call.node)));
      return list;
    }
    case 'Insert':
      machine.heap.write(list, ITEMS, { kind: 'items', items: [{ value: arg(1)! }, ...items] });
      return { kind: 'void' };
    case 'Clear':
      machine.heap.write(list, ITEMS, { kind: 'items', items: [] });
      return { kind: 'void' };
    case 'Remove':
    case 'RemoveAll':
    case 'RemoveAt':
      machine.heap.write(list, ITEMS, unknown('elements are taken away', placeOf(call.node)));
      return bool(true);
    case 'ToList':
    case 'ToArray':
    case 'ToHashSet':
    case 'AsEnumerable':
    case 'AsReadOnly':
    case 'ToImmutableArray':
    case 'ToImmutableList':
    case 'OfType':
    case 'Cast':
    case 'Distinct':
      return listOf(items, element);
    case 'Select':
      return listOf(items.map((item, i) => ({ value: on(item.value, i), maybe: item.maybe })));
    case 'SelectMany': {
      const parts = items.map((item, i) => itemsOf(on(item.value, i)));
      return parts.every((part) => part !== undefined)
        ? listOf(parts.flatMap((part) => part!))
        : unknown('the elements are not known here', placeOf(call.node));
    }
    case 'Where': {
      const kept: Item[] = [];
      for (const [i, item] of items.entries()) {
        const fits = on(item.value, i);
        if (fits.kind === 'bool') {
          if (fits.value) kept.push(item);
        } else
          kept.push({
            value: item.value,
            maybe: isUnknown(fits) ? fits : unknown('the condition is not understood', placeOf(call.node)),
          });
      }
      return listOf(kept, element);
    }
    case 'Concat':
    case 'Union': {
      const more = itemsOf(first());
      return more ? listOf([...items, ...more], element) : undefined;
    }
    case 'Append':
      return listOf([...items, { value: first()! }], element);
    case 'Prepend':
      return listOf([{ value: first()! }, ...items], element);
    case 'Reverse':
      return listOf([...items].reverse(), element);
    case 'Skip':
    case 'Take': {
      const count = first();
      if (count?.kind !== 'whole' || items.some((item) => item.maybe)) return undefined;
      return listOf(
        call.name === 'Skip' ? items.slice(Number(count.value)) : items.slice(0, Number(count.value)),
        element,
      );
    }
    case 'ForEach':
      for (const [i, item] of items.entries())
        if (item.maybe)
          choose(
            machine,
            item.maybe,
            () => on(item.value, i),
            () => NULL,
          );
        else on(item.value, i);
      return { kind: 'void' };
    case 'First':
    case 'FirstOrDefault':
    case 'Single':
    case 'SingleOrDefault':
    case 'Last':
    case 'LastOrDefault':
    case 'Find':
      return pick(machine, call, items, call.args.length > 0 && first()?.kind === 'function' ? on : undefined);
    case 'Count':
    case 'LongCount':
    case 'Any':
    case 'All':
      return counted(call, items, call.args.length > 0 ? on : undefined);
    case 'Contains': {
      const wanted = first();
      if (!wanted) return undefined;
      const fits = items.map((item) => (item.maybe ? undefined : equal(item.value, wanted)));
      if (fits.includes(true)) return bool(true);
      return fits.includes(undefined) ? unknown('the elements are not known here', placeOf(call.node)) : bool(false);
    }
    case 'ContainsKey': {
      const wanted = first();
      return wanted
        ? bool(items.some((item) => item.value.kind === 'tuple' && equal(item.value.items[0]!, wanted) === true))
        : undefined;
    }
    case 'TryGetValue': {
      const wanted = first();
      const pair =
        wanted && items.find((item) => item.value.kind === 'tuple' && equal(item.value.items[0]!, wanted) === true);
      call.args[1]?.assign(pair?.value.kind === 'tuple' ? pair.value.items[1]! : NULL);
      return bool(pair !== undefined);
    }
    case 'Sum':
    case 'Max':
    case 'Min': {
      const numbers = items.map((item, i) => (call.args.length > 0 ? on(item.value, i) : item.value));
      if (items.some((item) => item.maybe) || numbers.length === 0) return undefined;
      return numbers.reduce((a, b) =>
        call.name === 'Sum' ? binary('+', a, b, undefined) : larger(a, b, call.name === 'Max'),
      );
    }
    case 'GetEnumerator':
      return list;
    default:
      return undefined;
  }
}

function larger(a: Value, b: Value, max: boolean): Value {
  const more = binary('>', a, b, undefined);
  return more.kind === 'bool' ? (more.value === max ? a : b) : more;
}

function pick(
  _machine: Machine,
  call: Call,
  items: readonly Item[],
  on: ((value: Value, i: number) => Value) | undefined,
): Value {
  const ordered = call.name.startsWith('Last') ? [...items].reverse() : items;
  for (const [i, item] of ordered.entries()) {
    if (item.maybe) return item.maybe;
    const fits = on ? on(item.value, i) : bool(true);
    if (fits.kind !== 'bool')
      return isUnknown(fits) ? fits : unknown('the condition is not understood', placeOf(call.node));
    if (fits.value) return item.value;
  }
  if (/OrDefault$|^Find$/.test(call.name)) return NULL;
  throw new Thrown('InvalidOperationException', 'there is no such element', placeOf(call.node));
}

function counted(call: Call, items: readonly Item[], on: ((value: Value, i: number) => Value) | undefined): Value {
  let count = 0;
  for (const [i, item] of items.entries()) {
    if (item.maybe) return item.maybe;
    const fits = on ? on(item.value, i) : bool(true);
    if (fits.kind !== 'bool')
      return isUnknown(fits) ? fits : unknown('the condition is not understood', placeOf(call.node));
    if (fits.value) count++;
  }
  if (call.name === 'Any') return bool(count > 0);
  return call.name === 'All' ? bool(count === items.length) : whole(count);
}

/** Static methods of Enumerable and Array. */
export function listStatic(machine: Machine, call: Call): Value | undefined {
  const values = call.args.map((argument) => argument.value());
  switch (call.name) {
    case 'Empty':
      return emptyList(call.typeArguments[0]);
    case 'Range': {
      const [start, count] = values;
      if (start?.kind !== 'whole' || count?.kind !== 'whole' || count.value > 10_000n) return undefined;
      return listOf(
        Array.from({ length: Number(count.value) }, (_one, i) => ({ value: whole(start.value + BigInt(i)) })),
      );
    }
    case 'Repeat': {
      const [value, count] = values;
      if (!value || count?.kind !== 'whole' || count.value > 10_000n) return undefined;
      return listOf(Array.from({ length: Number(count.value) }, () => ({ value })));
    }
    default: {
      const [list] = values;
      if (list?.kind !== 'object' || !itemsOf(list)) return undefined;
      if (call.name === 'ForEach')
        return listMethod(machine, list, { ...call, target: list, type: undefined, args: call.args.slice(1) });
      return listMethod(machine, list, { ...call, target: list, type: undefined, args: call.args.slice(1) });
    }
  }
}

export function listMember(list: Instance, name: string): Value | undefined {
  const items = itemsOf(list);
  if (!items) return undefined;
  if (name === 'Count' || name === 'Length') return items.find((item) => item.maybe)?.maybe ?? whole(items.length);
  if (name === 'Keys' || name === 'Values')
    return listOf(
      items.flatMap((item) =>
        item.value.kind === 'tuple' ? [{ value: item.value.items[name === 'Keys' ? 0 : 1]!, maybe: item.maybe }] : [],
      ),
    );
  return undefined;
}
