import { allOfType, type CSharpNode, child, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import { choose } from './branches';
import { coerced } from './convert';
import { findVariable, type Machine, notUnderstood, touch } from './machine';
import {
  type Assignment,
  declaredType,
  memberNamed,
  readMember,
  readSelfMember,
  staticsOf,
  typeOfMember,
  typeOrNamespace,
  writeMember,
} from './members';
import { resolveType } from './names';
import { binary } from './operators';
import type { TypeRef } from './types';
import { type Frame, ITEMS, isUnknown, NULL, placeOf, unknown, type Value, whole } from './value';

/** Something that can be written: a variable, a property, an element. */
export interface Target {
  readonly type: TypeRef | undefined;
  read(): Value;
  /** `written`: the assignment as a whole, and what it assigns. */
  write(value: Value, written?: Assignment): void;
}

/** Where a variable's declared type is kept, beside the variable. */
export const TYPE_OF = ':';

export function targetOf(machine: Machine, node: CSharpNode, frame: Frame): Target {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'postfix_unary_expression':
      return targetOf(machine, namedChildren(node)[0]!, frame);
    case 'identifier':
      return variable(machine, node, frame);
    case 'declaration_expression':
    case 'declaration_pattern':
      return declaration(machine, node, frame);
    case 'member_access_expression': {
      const expression = child(node, 'expression');
      const name = child(node, 'name');
      if (!expression || !name) break;
      const named = typeOrNamespace(machine, expression, frame);
      const target: Value = named
        ? 'type' in named
          ? { kind: 'type', type: named.type }
          : unknown('this is a namespace')
        : machine.code.evaluate(machine, expression, frame);
      return memberTarget(machine, target, textOf(name), node, frame);
    }
    case 'element_access_expression':
      return element(machine, node, frame);
  }
  return {
    type: undefined,
    read: () => notUnderstood(machine, `${textOf(node).slice(0, 60)} is not understood`, node),
    write: () => {
      machine.doubts++;
    },
  };
}

export function memberTarget(machine: Machine, target: Value, name: string, node: CSharpNode, frame: Frame): Target {
  return {
    type: typeOfMember(machine, target, name),
    read: () => readMember(machine, target, name, node, frame),
    write: (value, written) => writeMember(machine, target, name, value, node, written),
  };
}

function variable(machine: Machine, node: CSharpNode, frame: Frame): Target {
  const name = textOf(node).replace(/^@/, '');
  const holder = findVariable(frame.scope, name);
  if (holder) {
    const declared = holder.cells.get(TYPE_OF + name);
    return {
      type: declared?.kind === 'type' ? declared.type : undefined,
      read: () => holder.cells.get(name) ?? NULL,
      write: (value) => machine.heap.write(holder, name, value),
    };
  }
  for (let type = frame.type; type; type = type.outer) {
    const member = memberNamed(machine, type, name, ['field', 'property', 'parameter']);
    if (!member) continue;
    return {
      type: declaredType(machine, member, frame.typeArguments),
      read: () =>
        readSelfMember(machine, name, frame, placeOf(node)) ?? unknown(`${name} is not known here`, placeOf(node)),
      write: (value) => {
        if (member.isStatic) machine.heap.write(staticsOf(machine, member.owner), name, value);
        else if (frame.self) writeMember(machine, frame.self, name, value, node);
      },
    };
  }
  for (const opened of frame.lexical.file.statics) {
    const type = typeOrNamespace(machine, opened.split('.'), frame);
    if (
      type &&
      'type' in type &&
      type.type.declaration &&
      memberNamed(machine, type.type.declaration, name, ['field', 'property'])
    )
      return memberTarget(machine, { kind: 'type', type: type.type }, name, node, frame);
  }
  // A member that only a base class of the framework has, as in a class derived from its options.
  const self = frame.self;
  if (self?.kind === 'object' && name !== '_') return memberTarget(machine, self, name, node, frame);
  return {
    type: undefined,
    read: () => unknown(`${name} is not declared here`, placeOf(node)),
    write: () => undefined,
  };
}

function declaration(machine: Machine, node: CSharpNode, frame: Frame): Target {
  const name = child(node, 'name');
  const typeNode = child(node, 'type');
  const type =
    typeNode && typeNode.type !== 'implicit_type' ? resolveType(typeNode, frame, machine.declarations) : undefined;
  return {
    type,
    read: () => NULL,
    write: (value) => {
      if (name?.type === 'identifier') declare(machine, frame, textOf(name), value, type);
    },
  };
}

/** Makes a local variable. */
export function declare(machine: Machine, frame: Frame, name: string, value: Value, type?: TypeRef): void {
  const plain = name.replace(/^@/, '');
  machine.heap.write(frame.scope, plain, value);
  if (type) machine.heap.write(frame.scope, TYPE_OF + plain, { kind: 'type', type });
}

function element(machine: Machine, node: CSharpNode, frame: Frame): Target {
  const expression = child(node, 'expression');
  const target = expression
    ? machine.code.evaluate(machine, expression, frame)
    : unknown('the code is incomplete here');
  const args = allOfType(child(node, 'subscript') ?? node, 'argument').map((argument) =>
    machine.code.evaluate(machine, namedChildren(argument).at(-1)!, frame),
  );
  const type = target.kind === 'object' ? target.type.args.at(-1) : undefined;
  return {
    type,
    read: () => machine.code.readIndex(machine, target, args, node),
    write: (value) => writeIndex(machine, target, args, value, node),
  };
}

export function writeIndex(
  machine: Machine,
  target: Value,
  args: readonly Value[],
  value: Value,
  node: CSharpNode,
): void {
  if (isUnknown(target)) return;
  const [index] = args;
  const items = target.kind === 'object' ? target.cells.get(ITEMS) : undefined;
  if (target.kind === 'object' && items?.kind === 'items' && index) {
    if (isUnknown(index)) {
      touch(machine, target, index);
      return;
    }
    const at =
      target.type.name === 'Dictionary'
        ? items.items.findIndex(({ value: pair }) => pair.kind === 'tuple' && binaryTrue(pair.items[0]!, index))
        : index.kind === 'whole'
          ? Number(index.value)
          : -1;
    const stored: Value =
      target.type.name === 'Dictionary' ? { kind: 'tuple', items: [index, value], names: ['Key', 'Value'] } : value;
    const next = [...items.items];
    if (at >= 0 && at < next.length) next[at] = { value: stored };
    else next.push({ value: stored });
    machine.heap.write(target, ITEMS, { kind: 'items', items: next });
    return;
  }
  if (!machine.framework.writeIndex(machine, target, args, value, placeOf(node))) machine.doubts++;
}

function binaryTrue(a: Value, b: Value): boolean {
  const same = binary('==', a, b, undefined);
  return same.kind === 'bool' && same.value;
}

/** `left = right`. */
export function assign(
  machine: Machine,
  left: CSharpNode,
  right: CSharpNode,
  frame: Frame,
  assignment: CSharpNode,
): Value {
  if (left.type === 'tuple_expression') {
    const value = machine.code.evaluate(machine, right, frame);
    deconstruct(machine, left, value, frame);
    return value;
  }
  if (left.type === 'declaration_expression' && child(left, 'name')?.type !== 'identifier') {
    const value = machine.code.evaluate(machine, right, frame);
    deconstruct(machine, left, value, frame);
    return value;
  }
  const target = targetOf(machine, left, frame);
  const value = coerced(
    machine,
    machine.code.evaluate(machine, right, frame, target.type),
    target.type,
    placeOf(right),
  );
  target.write(value, { whole: assignment, value: right });
  return value;
}

/** `(a, var b) = value`. */
export function deconstruct(machine: Machine, left: CSharpNode, value: Value, frame: Frame): void {
  const parts =
    left.type === 'tuple_expression'
      ? allOfType(left, 'argument').map((argument) => namedChildren(argument).at(-1)!)
      : namedChildren(ofType(left, 'tuple_pattern', 'parenthesized_variable_designation') ?? left);
  for (const [i, part] of parts.entries()) {
    const item =
      value.kind === 'tuple'
        ? (value.items[i] ?? NULL)
        : isUnknown(value)
          ? value
          : unknown('the parts of the value are not known here', placeOf(left));
    if (part.type === 'tuple_expression' || part.type === 'tuple_pattern') deconstruct(machine, part, item, frame);
    else if (
      part.type === 'identifier' &&
      (left.type === 'tuple_pattern' ||
        left.type === 'declaration_expression' ||
        left.type === 'parenthesized_variable_designation')
    )
      declare(machine, frame, textOf(part), item);
    else targetOf(machine, part, frame).write(item);
  }
}

/** `left op= right`. */
export function compound(machine: Machine, left: CSharpNode, operator: string, right: CSharpNode, frame: Frame): Value {
  const target = targetOf(machine, left, frame);
  const before = target.read();
  if (operator === '??') {
    if (before.kind !== 'null' && !isUnknown(before)) return before;
    const value = isUnknown(before)
      ? choose(
          machine,
          before,
          () => before,
          () => machine.code.evaluate(machine, right, frame, target.type),
        )
      : coerced(machine, machine.code.evaluate(machine, right, frame, target.type), target.type, placeOf(right));
    target.write(value);
    return value;
  }
  const by = machine.code.evaluate(machine, right, frame, target.type);
  if ((operator === '+' || operator === '-') && (before.kind === 'function' || by.kind === 'function')) {
    target.write(by);
    return by;
  }
  const value = coerced(machine, binary(operator, before, by, placeOf(left)), target.type, placeOf(left));
  target.write(value);
  return value;
}

/** `x++` and its like. */
export function step(
  machine: Machine,
  node: CSharpNode,
  operator: string,
  when: 'before' | 'after',
  frame: Frame,
): Value {
  const target = targetOf(machine, node, frame);
  const before = target.read();
  const after = binary(operator[0]!, before, whole(1), placeOf(node));
  target.write(coerced(machine, after, target.type, placeOf(node)));
  return when === 'before' ? after : before;
}
