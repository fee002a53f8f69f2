import { allOfType, type CSharpNode, child, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import { memberTarget, writeIndex } from './assign';
import { coerced } from './convert';
import { defaultOf } from './defaults';

import { TYPE_MODELS } from './framework/model';
import { argumentsIn, callMember, chooseMember } from './invoke';
import { addTo, emptyList, LIST, listOf } from './list';
import { type Argument, type Machine, newScope, notUnderstood } from './machine';
import { frameworkBases, initialValue, isAuto, record } from './members';
import { baseDeclarations, resolveType } from './names';
import { type TypeDeclaration, type TypeRef, typeNamed } from './types';
import { type Frame, Instance, ITEMS, type Item, isUnknown, placeOf, unknown, type Value, whole } from './value';

/** `new T(…) { … }`. */
export function createObject(machine: Machine, type: TypeRef, node: CSharpNode, frame: Frame): Value {
  if (type.array) return createArray(machine, node, frame, type);
  const list = child(node, 'arguments') ?? ofType(node, 'argument_list');
  const args = list ? argumentsIn(machine, list, frame) : [];
  const made = construct(machine, type, args, node, frame);
  const initializer = child(node, 'initializer') ?? ofType(node, 'initializer_expression');
  if (initializer) initialize(machine, made, initializer, frame);
  return made;
}

/** A new object, as its constructor leaves it. */
export function construct(
  machine: Machine,
  type: TypeRef,
  args: readonly Argument[],
  node: CSharpNode,
  frame: Frame,
): Value {
  const declaration = type.declaration;
  if (!declaration) {
    const special = machine.framework.create(machine, type, args, node, frame);
    if (special) return special;
    if (TYPE_MODELS[type.full]) return newFrameworkObject(machine, type);
    for (const argument of args) argument.value();
    return new Instance({ ...type, nullable: false });
  }
  if (declaration.kind === 'delegate')
    return args[0]?.value(type) ?? notUnderstood(machine, 'the code is incomplete here', node);
  const made = new Instance({ ...type, nullable: false });
  runConstructors(machine, made, declaration, args, node, frame);
  return made;
}

/** An object of the framework with its defaults. */
export function newFrameworkObject(machine: Machine, type: TypeRef): Instance {
  const made = new Instance({ ...type, nullable: false });
  fillDefaults(machine, made, type.full);
  return made;
}

function fillDefaults(machine: Machine, made: Instance, full: string): void {
  for (const [name, model] of Object.entries(TYPE_MODELS[full]?.properties ?? {})) {
    if (model.made) {
      const inner = model.of === LIST ? emptyList() : newFrameworkObject(machine, typeNamed(model.of!));
      machine.heap.write(made, name, inner);
      continue;
    }
    const value = typeof model.default === 'function' ? model.default(machine.versions) : model.default;
    if (value) machine.heap.write(made, name, value);
  }
}

function runConstructors(
  machine: Machine,
  made: Instance,
  declaration: TypeDeclaration,
  args: readonly Argument[],
  node: CSharpNode,
  frame: Frame,
): void {
  for (const base of frameworkBases(machine, made.type)) {
    fillDefaults(machine, made, base);
    if (base === LIST) machine.heap.write(made, ITEMS, { kind: 'items', items: [] });
  }
  // Fields of the most derived class first, as C# runs initializers; constructors from the base down.
  for (const one of [declaration, ...baseDeclarations(declaration, machine.declarations)])
    for (const member of one.members)
      if (
        !member.isStatic &&
        (member.kind === 'field' || (member.kind === 'property' && isAuto(member))) &&
        !isPositional(one, member.name)
      )
        if (!made.cells.has(member.name)) machine.heap.write(made, member.name, initialValue(machine, member, made));
  runConstructor(machine, made, declaration, args, node, frame, 0);
}

function isPositional(declaration: TypeDeclaration, name: string): boolean {
  return (
    declaration.kind === 'record' &&
    declaration.members.some((one) => one.kind === 'parameter' && one.name === name) &&
    !declaration.members.some((one) => one.kind === 'property' && one.name === name)
  );
}

function runConstructor(
  machine: Machine,
  made: Instance,
  declaration: TypeDeclaration,
  args: readonly Argument[],
  node: CSharpNode,
  frame: Frame,
  depth: number,
): void {
  const primary = declaration.members.filter((member) => member.kind === 'parameter');
  const constructors = declaration.members.filter((member) => member.kind === 'constructor' && !member.isStatic);
  const chosen = constructors.length > 0 ? chooseMember(machine, constructors, args, []) : undefined;
  if (chosen && depth < 20) {
    const initializer = ofType(chosen.node, 'constructor_initializer');
    callMember(machine, chosen, made, args, new Map(), node, (inside) => {
      const list = initializer && (child(initializer, 'arguments') ?? ofType(initializer, 'argument_list'));
      const passed = list ? argumentsIn(machine, list, inside) : [];
      if (initializer && /^\s*:?\s*this\b/.test(textOf(initializer)))
        runConstructor(machine, made, declaration, passed, initializer, inside, depth + 1);
      else constructBase(machine, made, declaration, passed, node, inside, depth);
    });
    return;
  }
  if (primary.length > 0) {
    const inside: Frame = {
      lexical: primary[0]!.lexical,
      type: declaration,
      typeArguments: new Map(),
      self: made,
      scope: newScope(undefined),
      yields: undefined,
      parked: [],
    };
    bindPrimary(
      machine,
      made,
      primary.map((one) => one.node),
      args,
      inside,
    );
    const bases = declaration.parts
      .map((part) => ofType(part.node, 'base_list'))
      .find((list) => list && ofType(list, 'argument_list'));
    const list = bases && ofType(bases, 'argument_list');
    // Initializers may use the parameters: they run once those are there.
    for (const member of declaration.members)
      if (!member.isStatic && (member.kind === 'field' || (member.kind === 'property' && isAuto(member))))
        machine.heap.write(made, member.name, initialValue(machine, member, made));
    constructBase(machine, made, declaration, list ? argumentsIn(machine, list, inside) : [], node, inside, depth);
    return;
  }
  constructBase(machine, made, declaration, [], node, frame, depth);
}

function bindPrimary(
  machine: Machine,
  made: Instance,
  parameters: readonly CSharpNode[],
  args: readonly Argument[],
  inside: Frame,
): void {
  for (const [i, parameter] of parameters.entries()) {
    const name = textOf(child(parameter, 'name')!);
    const typeNode = child(parameter, 'type');
    const type = typeNode ? resolveType(typeNode, inside, machine.declarations) : undefined;
    const argument = args.find((one) => one.name === name) ?? (args[i]?.name === undefined ? args[i] : undefined);
    const fallback = namedChildren(parameter).find(
      (one) => one !== typeNode && one.field !== 'name' && one.type !== 'modifier' && one.type !== 'attribute_list',
    );
    const value = argument
      ? argument.value(type)
      : fallback
        ? machine.code.evaluate(machine, fallback, inside, type)
        : unknown(`${name} is not known here`);
    const plain = coerced(machine, value, type, placeOf(parameter));
    machine.heap.write(made, name, plain);
    machine.heap.write(inside.scope, name, plain);
  }
}

function constructBase(
  machine: Machine,
  made: Instance,
  declaration: TypeDeclaration,
  args: readonly Argument[],
  node: CSharpNode,
  frame: Frame,
  depth: number,
): void {
  const base = baseDeclarations(declaration, machine.declarations)[0];
  if (base && depth < 20) runConstructor(machine, made, base, args, node, frame, depth + 1);
  else if (args.length > 0) constructFrameworkBase(machine, made, args, node, frame);
}

/** `: base("Name")` of a class that derives from one of the framework: what its constructor makes of the arguments. */
function constructFrameworkBase(
  machine: Machine,
  made: Instance,
  args: readonly Argument[],
  node: CSharpNode,
  frame: Frame,
): void {
  for (const full of frameworkBases(machine, made.type)) {
    const as = machine.framework.create(machine, typeNamed(full), args, node, frame);
    if (as?.kind !== 'object') continue;
    for (const [cell, value] of as.cells) machine.heap.write(made, cell, value);
  }
}

/** The braces after `new T(…)`: properties, elements, indexers. */
export function initialize(machine: Machine, made: Value, initializer: CSharpNode, frame: Frame): void {
  for (const part of namedChildren(initializer)) {
    if (part.type === 'assignment_expression') {
      const left = child(part, 'left');
      const right = child(part, 'right');
      if (!left || !right) continue;
      if (left.type === 'identifier') {
        const target = memberTarget(machine, made, textOf(left), left, frame);
        if (right.type === 'initializer_expression') {
          initialize(machine, target.read(), right, frame);
          continue;
        }
        const value = coerced(
          machine,
          machine.code.evaluate(machine, right, frame, target.type),
          target.type,
          placeOf(right),
        );
        if (made.kind === 'object' && !made.type.declaration) {
          record(machine, made, textOf(left), value, placeOf(part), placeOf(right));
          machine.framework.written(machine, made, textOf(left), value, placeOf(part));
        } else target.write(value, { whole: part, value: right });
      } else {
        const index = allOfType(left, 'argument').map((argument) =>
          machine.code.evaluate(machine, namedChildren(argument).at(-1)!, frame),
        );
        writeIndex(
          machine,
          made,
          index,
          machine.code.evaluate(machine, right, frame, made.kind === 'object' ? made.type.args.at(-1) : undefined),
          part,
        );
      }
    } else if (made.kind === 'object') {
      const element = made.type.args[0];
      const value: Value =
        part.type === 'initializer_expression'
          ? {
              kind: 'tuple',
              items: namedChildren(part).map((one, i) => machine.code.evaluate(machine, one, frame, made.type.args[i])),
              names: ['Key', 'Value'],
            }
          : machine.code.evaluate(machine, part, frame, element);
      addTo(machine, made, { value });
    }
  }
}

/** `new T[] { … }`, `new[] { … }`, `new T[3]`. */
export function createArray(machine: Machine, node: CSharpNode, frame: Frame, expected?: TypeRef): Value {
  const typeNode = child(node, 'type');
  const type = typeNode ? resolveType(typeNode, frame, machine.declarations) : expected;
  const element = type?.args[0];
  const initializer = child(node, 'initializer') ?? ofType(node, 'initializer_expression');
  if (initializer)
    return listOf(
      namedChildren(initializer).map((one) => ({
        value: coerced(machine, machine.code.evaluate(machine, one, frame, element), element, placeOf(one)),
      })),
      element,
    );
  const rank = typeNode && ofType(typeNode, 'array_rank_specifier');
  const size =
    rank && namedChildren(rank)[0] ? machine.code.evaluate(machine, namedChildren(rank)[0]!, frame) : whole(0);
  if (size.kind !== 'whole' || size.value > 10_000n || size.value < 0n)
    return unknown('the size of the array is not known', placeOf(node));
  const fill = element ? defaultOf(machine, element) : unknown('the element is not known', placeOf(node));
  return listOf(
    Array.from({ length: Number(size.value) }, () => ({ value: fill })),
    element,
  );
}

/** `[a, b, ..c]`. */
export function createCollection(machine: Machine, node: CSharpNode, frame: Frame, expected?: TypeRef): Value {
  const element = expected?.args[0];
  const items: Item[] = [];
  for (const outer of namedChildren(node)) {
    const part = outer.type === 'collection_element' ? namedChildren(outer)[0]! : outer;
    const spread = part.type === 'spread_element';
    const value = machine.code.evaluate(
      machine,
      spread ? namedChildren(part)[0]! : part,
      frame,
      spread ? undefined : element,
    );
    if (!spread) items.push({ value });
    else if (isUnknown(value)) return value;
    else {
      const held = value.kind === 'object' ? value.cells.get(ITEMS) : undefined;
      if (held?.kind !== 'items') return notUnderstood(machine, 'the elements are not known here', part);
      items.push(...held.items);
    }
  }
  return listOf(items, element);
}
