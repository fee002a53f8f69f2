import { allOfType, type CSharpNode, child, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import { assign, compound, step } from './assign';
import { choose } from './branches';
import { coerced, converted } from './convert';
import { createArray, createCollection, createObject } from './create';
import { defaultOf } from './defaults';

import { invoke } from './invoke';
import { literalValue, unescaped } from './literals';
import { findVariable, type Machine, notUnderstood, spend, Thrown } from './machine';
import { readMember, readSelfMember, readStatic, typeOrNamespace } from './members';
import { foreign, resolveType } from './names';
import { binary, displayed, isDisplayable, prefix } from './operators';
import { matches } from './patterns';
import type { TypeRef } from './types';
import {
  type Frame,
  firstUnknown,
  Instance,
  ITEMS,
  isUnknown,
  NULL,
  placeOf,
  sourceOf,
  TOUCHED,
  text,
  type Value,
  whole,
  withSource,
} from './value';

/** Deeper expressions are generated, and would overflow the stack. */
const DEEPEST = 900;

/** What an expression is worth. `expected` is the type that its place asks for, for `new()`, `default` and the like. */
export function evaluate(machine: Machine, node: CSharpNode, frame: Frame, expected?: TypeRef): Value {
  spend(machine);
  if (machine.depth > DEEPEST) return notUnderstood(machine, 'the expression is nested too deeply', node);
  machine.depth++;
  try {
    return expression(machine, node, frame, expected);
  } finally {
    machine.depth--;
  }
}

function expression(machine: Machine, node: CSharpNode, frame: Frame, expected: TypeRef | undefined): Value {
  const literal = literalValue(node);
  if (literal) return literal;
  const at = placeOf(node);
  const one = (field: string): CSharpNode | undefined => child(node, field);
  const of = (inner: CSharpNode | undefined, type?: TypeRef): Value =>
    inner ? evaluate(machine, inner, frame, type) : notUnderstood(machine, 'the code is incomplete here', node);
  switch (node.type) {
    case 'identifier':
      return identifier(machine, node, frame);
    case 'this':
    case 'this_expression':
      return frame.self ?? notUnderstood(machine, 'there is no object here', node);
    case 'parenthesized_expression':
    case 'checked_expression':
    case 'await_expression':
    case 'expression_element':
      return awaited(of(namedChildren(node)[0], expected));
    case 'member_access_expression':
      return memberAccess(machine, node, frame);
    case 'conditional_access_expression': {
      const target = of(one('condition') ?? namedChildren(node)[0]);
      if (target.kind === 'null') return NULL;
      const binding = namedChildren(node).at(-1)!;
      return bound(machine, binding, target, frame);
    }
    case 'invocation_expression':
      return invoke(machine, node, frame, expected);
    case 'element_access_expression': {
      const target = of(one('expression'));
      const args = allOfType(one('subscript') ?? node, 'argument').map((argument) =>
        of(namedChildren(argument).at(-1)),
      );
      return readIndex(machine, target, args, node);
    }
    case 'assignment_expression': {
      const operator = node.children.find((part) => !part.named || part.field === 'operator');
      const written = operator ? textOf(operator) : '=';
      const left = one('left');
      const right = one('right');
      if (!left || !right) return notUnderstood(machine, 'the code is incomplete here', node);
      return written === '='
        ? assign(machine, left, right, frame, node)
        : compound(machine, left, written.slice(0, -1), right, frame);
    }
    case 'binary_expression':
      return binaryExpression(machine, node, frame, expected);
    case 'prefix_unary_expression':
    case 'unary_expression': {
      const operator = node.children[0] ? textOf(node.children[0]) : '';
      const operand = node.children.at(-1);
      if ((operator === '++' || operator === '--') && operand) return step(machine, operand, operator, 'before', frame);
      return prefix(operator, of(operand), at);
    }
    case 'postfix_unary_expression': {
      const operator = node.children.at(-1) ? textOf(node.children.at(-1)!) : '';
      const operand = node.children[0];
      if ((operator === '++' || operator === '--') && operand) return step(machine, operand, operator, 'after', frame);
      return of(operand, expected);
    }
    case 'conditional_expression': {
      const [yes, no] = [one('consequence'), one('alternative')];
      if (!yes || !no) return notUnderstood(machine, 'the code is incomplete here', node);
      return choose(
        machine,
        of(one('condition')),
        () => of(yes, expected),
        () => of(no, expected),
      );
    }
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return { kind: 'function', node, scope: frame.scope, frame, ...(expected ? { type: expected } : {}) };
    case 'object_creation_expression': {
      const type = one('type');
      if (!type) return notUnderstood(machine, 'the code is incomplete here', node);
      return createObject(machine, resolveType(type, frame, machine.declarations), node, frame);
    }
    case 'implicit_object_creation_expression':
      if (!expected) return notUnderstood(machine, 'the type of `new()` is not known here', node);
      return createObject(machine, { ...expected, nullable: false }, node, frame);
    case 'anonymous_object_creation_expression':
      return anonymous(machine, node, frame);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
      return createArray(machine, node, frame, expected);
    case 'collection_expression':
    case 'initializer_expression':
      return createCollection(machine, node, frame, expected);
    case 'cast_expression': {
      const type = one('type');
      const target = type ? resolveType(type, frame, machine.declarations) : foreign('');
      return converted(machine, of(one('value'), target), target, at);
    }
    case 'as_expression':
      return asType(machine, of(one('left')), one('right'), frame);
    case 'is_expression':
    case 'is_pattern_expression': {
      const pattern = one('pattern') ?? one('right');
      if (!pattern) return notUnderstood(machine, 'the code is incomplete here', node);
      return matches(machine, of(one('expression') ?? one('left')), pattern, frame);
    }
    case 'switch_expression':
      return switchExpression(machine, node, frame, expected);
    case 'with_expression':
      return withExpression(machine, node, frame);
    case 'default_expression': {
      const type = one('type');
      const target = type ? resolveType(type, frame, machine.declarations) : expected;
      return target
        ? defaultOf(machine, target)
        : notUnderstood(machine, 'the type of `default` is not known here', node);
    }
    case 'typeof_expression': {
      const type = one('type');
      return type
        ? { kind: 'type', type: resolveType(type, frame, machine.declarations) }
        : notUnderstood(machine, 'the code is incomplete here', node);
    }
    case 'tuple_expression': {
      const args = allOfType(node, 'argument');
      return {
        kind: 'tuple',
        items: args.map((argument, i) => of(namedChildren(argument).at(-1), expected?.args[i])),
        names: args.map((argument) => (child(argument, 'name') ? textOf(child(argument, 'name')!) : undefined)),
      };
    }
    case 'interpolated_string_expression':
      return interpolated(machine, node, frame);
    case 'throw_expression': {
      const thrown = of(namedChildren(node)[0]);
      throw new Thrown(thrown.kind === 'object' ? thrown.type.name : 'Exception', 'the code throws here', at);
    }
    case 'predefined_type':
    case 'generic_name':
    case 'qualified_name':
    case 'alias_qualified_name': {
      const type = typeOrNamespace(machine, node, frame);
      if (type && 'type' in type) return { kind: 'type', type: type.type };
      return node.type === 'generic_name'
        ? identifier(machine, ofType(node, 'identifier') ?? node, frame)
        : notUnderstood(machine, `${textOf(node)} is not declared here`, node);
    }
    case 'declaration_expression':
      return notUnderstood(machine, 'a variable is declared here', node);
    case 'size_of_expression':
      return whole(4);
    default:
      return notUnderstood(machine, `${textOf(node).slice(0, 60)} is not understood`, node);
  }
}

/** A task that is awaited is its value: start-up code that waits for something outside has an unknown one. */
function awaited(value: Value): Value {
  return value;
}

function identifier(machine: Machine, node: CSharpNode, frame: Frame): Value {
  const name = textOf(node).replace(/^@/, '');
  const holder = findVariable(frame.scope, name);
  if (holder) return holder.cells.get(name)!;
  const member = readSelfMember(machine, name, frame, placeOf(node));
  if (member) return member;
  for (const opened of frame.lexical.file.statics) {
    const type = typeOrNamespace(machine, opened.split('.'), frame);
    if (!type || !('type' in type)) continue;
    const value = readStatic(machine, type.type, name, placeOf(node), frame);
    if (value) return value;
  }
  const type = typeOrNamespace(machine, node, frame);
  if (type && 'type' in type) return { kind: 'type', type: type.type };
  return notUnderstood(machine, `${name} is not declared in this project`, node);
}

function memberAccess(machine: Machine, node: CSharpNode, frame: Frame): Value {
  const target = child(node, 'expression');
  const nameNode = child(node, 'name');
  if (!target || !nameNode) return notUnderstood(machine, 'the code is incomplete here', node);
  const name = textOf(ofType(nameNode, 'identifier') ?? nameNode);
  const at = placeOf(node);
  const named = typeOrNamespace(machine, target, frame);
  if (named) {
    if ('type' in named) {
      const value = readStatic(machine, named.type, name, at, frame);
      if (value) return value;
      const nested = typeOrNamespace(machine, node, frame);
      if (nested && 'type' in nested) return { kind: 'type', type: nested.type };
      return notUnderstood(machine, `${named.type.name}.${name} is not declared in this project`, node);
    }
    const type = typeOrNamespace(machine, node, frame);
    if (type && 'type' in type) return { kind: 'type', type: type.type };
    return notUnderstood(machine, `${textOf(node)} is not declared in this project`, node);
  }
  const value = evaluate(machine, target, frame);
  if (value.kind === 'null' && target.type === 'conditional_access_expression') return NULL;
  return readMember(machine, value, name, node, frame);
}

/** `?.Name`, `?[…]` and what hangs on them. */
function bound(machine: Machine, node: CSharpNode, target: Value, frame: Frame): Value {
  switch (node.type) {
    case 'member_binding_expression': {
      const name = child(node, 'name');
      return name
        ? readMember(machine, target, textOf(name), node, frame)
        : notUnderstood(machine, 'the code is incomplete here', node);
    }
    case 'element_binding_expression': {
      const args = allOfType(node, 'argument').map((argument) =>
        evaluate(machine, namedChildren(argument).at(-1)!, frame),
      );
      return readIndex(machine, target, args, node);
    }
    case 'invocation_expression':
      return invoke(machine, node, frame, undefined, target);
    case 'member_access_expression': {
      const inner = child(node, 'expression');
      const name = child(node, 'name');
      if (!inner || !name) return notUnderstood(machine, 'the code is incomplete here', node);
      const value = bound(machine, inner, target, frame);
      return value.kind === 'null' ? NULL : readMember(machine, value, textOf(name), node, frame);
    }
    default:
      return notUnderstood(machine, `${textOf(node).slice(0, 60)} is not understood`, node);
  }
}

/** What a `?.` chain hangs on, for calls: the function of the invocation under a conditional access. */
export function boundTarget(machine: Machine, node: CSharpNode, target: Value, frame: Frame): Value {
  return node.type === 'member_binding_expression' ? target : bound(machine, node, target, frame);
}

export function readIndex(machine: Machine, target: Value, args: readonly Value[], node: CSharpNode): Value {
  if (isUnknown(target)) return target;
  const doubt = firstUnknown(args);
  if (doubt) return doubt;
  const [index] = args;
  if (target.kind === 'object') {
    const items = target.cells.get(ITEMS);
    if (items && isUnknown(items)) return items;
    if (items?.kind === 'items' && index) {
      const unsure = items.items.find((item) => item.maybe);
      if (unsure?.maybe) return unsure.maybe;
      if (index.kind === 'whole' && target.type.name !== 'Dictionary') {
        const found = items.items[Number(index.value)];
        if (!found) throw new Thrown('ArgumentOutOfRangeException', 'there is no such element', placeOf(node));
        return found.value;
      }
      const pair = items.items.find(
        ({ value }) =>
          value.kind === 'tuple' &&
          value.items[0] &&
          binary('==', value.items[0], index, undefined).kind === 'bool' &&
          (binary('==', value.items[0], index, undefined) as { value: boolean }).value,
      );
      if (pair?.value.kind === 'tuple') return pair.value.items[1]!;
      throw new Thrown('KeyNotFoundException', 'there is no such key', placeOf(node));
    }
  }
  return (
    machine.framework.index(machine, target, args, placeOf(node)) ??
    notUnderstood(machine, `${textOf(node).slice(0, 60)} is not understood`, node)
  );
}

function binaryExpression(machine: Machine, node: CSharpNode, frame: Frame, expected: TypeRef | undefined): Value {
  const left = child(node, 'left') ?? namedChildren(node)[0];
  const right = child(node, 'right') ?? namedChildren(node).at(-1);
  const operatorNode = child(node, 'operator') ?? node.children.find((part) => !part.named);
  if (!left || !right || !operatorNode) return notUnderstood(machine, 'the code is incomplete here', node);
  const operator = textOf(operatorNode);
  const a = evaluate(machine, left, frame, operator === '??' ? expected : undefined);
  if (operator === '&&' || operator === '||') {
    if (a.kind === 'bool') return a.value === (operator === '||') ? a : evaluate(machine, right, frame);
    // Whatever the unknown side is: false && x is false, true || x is true.
    const b = choose(
      machine,
      a,
      () => evaluate(machine, right, frame),
      () => ({ kind: 'void' }),
    );
    const decided = machine.heap.depth >= 0 ? evaluatePurely(machine, right, frame) : b;
    if (decided?.kind === 'bool' && decided.value === (operator === '||')) return decided;
    return isUnknown(a) ? a : notUnderstood(machine, 'the condition is not understood', node);
  }
  if (operator === '??') {
    if (a.kind === 'null') return withSource(evaluate(machine, right, frame, expected), a.from);
    if (!isUnknown(a)) return a;
    return choose(
      machine,
      a,
      () => a,
      () => evaluate(machine, right, frame, expected),
    );
  }
  if (operator === 'as') return asType(machine, a, right, frame);
  if (operator === 'is') return matches(machine, a, right, frame);
  const b = evaluate(machine, right, frame);
  const doubt = firstUnknown([a, b]);
  if (doubt && operator !== '==' && operator !== '!=') return doubt;
  return binary(operator, a, b, placeOf(node));
}

/** Its value without its effects. */
function evaluatePurely(machine: Machine, node: CSharpNode, frame: Frame): Value | undefined {
  machine.heap.begin();
  const depth = machine.heap.depth;
  try {
    return evaluate(machine, node, frame);
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    return undefined;
  } finally {
    while (machine.heap.depth > depth) machine.heap.keep();
    machine.heap.takeBack();
  }
}

function asType(machine: Machine, value: Value, type: CSharpNode | undefined, frame: Frame): Value {
  if (!type || value.kind === 'null' || isUnknown(value)) return value;
  const yes = matches(machine, value, type, frame);
  return yes.kind === 'bool' ? (yes.value ? value : NULL) : value;
}

function switchExpression(machine: Machine, node: CSharpNode, frame: Frame, expected: TypeRef | undefined): Value {
  const parts = namedChildren(node);
  const value = parts[0]
    ? evaluate(machine, parts[0], frame)
    : notUnderstood(machine, 'the code is incomplete here', node);
  const arms = parts.filter((part) => part.type === 'switch_expression_arm');
  const from = (i: number): Value => {
    const arm = arms[i];
    if (!arm) throw new Thrown('SwitchExpressionException', 'no arm matches', placeOf(node));
    const inside = namedChildren(arm);
    const guard = inside.find((part) => part.type === 'when_clause');
    const [pattern, result] = [inside[0]!, inside.at(-1)!];
    let fits = matches(machine, value, pattern, frame);
    if (guard && !(fits.kind === 'bool' && !fits.value)) {
      const also = evaluate(machine, namedChildren(guard)[0]!, frame);
      fits = fits.kind === 'bool' ? also : fits;
    }
    return choose(
      machine,
      fits,
      () => evaluate(machine, result, frame, expected),
      () => from(i + 1),
    );
  };
  const result = from(0);
  return withSource(result, sourceOf(value));
}

function withExpression(machine: Machine, node: CSharpNode, frame: Frame): Value {
  const parts = namedChildren(node);
  const original = parts[0] ? evaluate(machine, parts[0], frame) : undefined;
  if (original?.kind !== 'object') return original ?? notUnderstood(machine, 'the code is incomplete here', node);
  const copy = new Instance(original.type);
  for (const [cell, value] of original.cells) machine.heap.write(copy, cell, value);
  for (const initializer of allOfType(node, 'with_initializer')) {
    const [name, value] = [namedChildren(initializer)[0], namedChildren(initializer).at(-1)];
    if (!name || !value) continue;
    const type = memberType(machine, copy, textOf(name));
    machine.heap.write(
      copy,
      textOf(name),
      coerced(machine, evaluate(machine, value, frame, type), type, placeOf(value)),
    );
  }
  return copy;
}

function memberType(machine: Machine, object: Instance, name: string): TypeRef | undefined {
  const member = object.type.declaration?.members.find((one) => one.name === name);
  return member?.typeNode
    ? resolveType(
        member.typeNode,
        { lexical: member.lexical, type: member.owner, typeArguments: new Map() },
        machine.declarations,
      )
    : undefined;
}

function anonymous(machine: Machine, node: CSharpNode, frame: Frame): Value {
  const made = new Instance(foreign('anonymous type'));
  let name: string | undefined;
  for (const part of namedChildren(node)) {
    if (
      part.field === 'name' ||
      (part.type === 'identifier' && node.children[node.children.indexOf(part) + 1]?.type === '=')
    ) {
      name = textOf(part);
      continue;
    }
    const value = evaluate(machine, part, frame);
    machine.heap.write(made, name ?? textOf(child(part, 'name') ?? part), value);
    name = undefined;
  }
  return made;
}

function interpolated(machine: Machine, node: CSharpNode, frame: Frame): Value {
  let made = '';
  const values: Value[] = [];
  const verbatim = /^\$*@|^@\$|^\$+"""/.test(textOf(node));
  for (const part of node.children) {
    if (part.type === 'string_content' || part.type === 'interpolated_string_text' || part.type === 'escape_sequence')
      made += verbatim ? textOf(part) : unescaped(textOf(part).replaceAll('{{', '{').replaceAll('}}', '}'));
    else if (part.type === 'interpolation') {
      if (
        part.children.some(
          (inner) => inner.type === 'interpolation_format_clause' || inner.type === 'interpolation_alignment_clause',
        )
      )
        return notUnderstood(machine, 'the text is put together with a format', part);
      const inner = namedChildren(part).find(
        (one) => one.type !== 'interpolation_brace' && one.type !== 'interpolation_quote',
      );
      const value = inner ? evaluate(machine, inner, frame) : NULL;
      if (isUnknown(value)) return value;
      if (!isDisplayable(value))
        return notUnderstood(machine, 'the text is put together from something that is not known here', part);
      values.push(value);
      made += displayed(value);
    }
  }
  return text(made, sourceOf(...values));
}

/** The body of a lambda or arrow member as a value. */
export function bodyValue(machine: Machine, body: CSharpNode, frame: Frame, expected?: TypeRef): Value {
  if (body.type === 'block') {
    const completion = machine.code.execute(machine, body, frame);
    return completion?.kind === 'return' ? completion.value : { kind: 'void' };
  }
  return evaluate(machine, body, frame, expected);
}

export const isTouched = (value: Value): boolean => value.kind === 'object' && value.cells.has(TOUCHED);
