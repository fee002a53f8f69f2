import { allOfType, type CSharpNode, child, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import { declare } from './assign';
import { typeNameOf } from './convert';
import { type Machine, notUnderstood } from './machine';
import { frameworkBases, readMember, typeOrNamespace } from './members';
import { baseDeclarations, resolveType } from './names';
import { binary } from './operators';
import type { TypeRef } from './types';
import { bool, FALSE, type Frame, isUnknown, placeOf, TRUE, type Value } from './value';

/** Does the value match? Variables of the pattern are declared; unknown where nobody can say. */
export function matches(machine: Machine, value: Value, pattern: CSharpNode, frame: Frame): Value {
  switch (pattern.type) {
    case 'discard':
      return TRUE;
    case 'parenthesized_pattern':
      return matches(machine, value, namedChildren(pattern)[0]!, frame);
    case 'negated_pattern': {
      const inner = matches(machine, value, namedChildren(pattern)[0]!, frame);
      return inner.kind === 'bool' ? bool(!inner.value) : inner;
    }
    case 'or_pattern':
    case 'and_pattern': {
      const either = pattern.type === 'or_pattern';
      const [a, b] = namedChildren(pattern).map((part) => matches(machine, value, part, frame));
      if (!a || !b) return notUnderstood(machine, 'the code is incomplete here', pattern);
      for (const one of [a, b]) if (one.kind === 'bool' && one.value === either) return one;
      return a.kind === 'bool' ? b : a;
    }
    case 'constant_pattern':
      return constant(machine, value, namedChildren(pattern)[0] ?? pattern, frame);
    case 'relational_pattern': {
      const operator = textOf(pattern.children.find((part) => !part.named) ?? pattern).trim();
      if (value.kind === 'null') return FALSE;
      const limit = machine.code.evaluate(machine, namedChildren(pattern).at(-1)!, frame);
      return isUnknown(value) ? value : binary(operator, value, limit, placeOf(pattern));
    }
    case 'declaration_pattern': {
      const type = child(pattern, 'type');
      const name = child(pattern, 'name');
      const fits = type ? ofKind(machine, value, resolveType(type, frame, machine.declarations)) : TRUE;
      if (name && !(fits.kind === 'bool' && !fits.value)) declare(machine, frame, textOf(name), value);
      return fits;
    }
    case 'var_pattern': {
      const name = namedChildren(pattern).at(-1);
      if (name?.type === 'identifier') declare(machine, frame, textOf(name), value);
      return TRUE;
    }
    case 'type_pattern': {
      const type = child(pattern, 'type') ?? namedChildren(pattern)[0]!;
      return ofKind(machine, value, resolveType(type, frame, machine.declarations));
    }
    case 'recursive_pattern':
      return recursive(machine, value, pattern, frame);
    default:
      return constant(machine, value, pattern, frame);
  }
}

/** A constant, or a type where the name is one (`is Foo`). */
function constant(machine: Machine, value: Value, node: CSharpNode, frame: Frame): Value {
  const named = typeOrNamespace(machine, node, frame);
  if (named && 'type' in named) return ofKind(machine, value, named.type);
  if (['nullable_type', 'array_type', 'predefined_type'].includes(node.type))
    return ofKind(machine, value, resolveType(node, frame, machine.declarations));
  const wanted = machine.code.evaluate(machine, node, frame);
  return binary('==', value, wanted, placeOf(node));
}

function recursive(machine: Machine, value: Value, pattern: CSharpNode, frame: Frame): Value {
  if (value.kind === 'null') return FALSE;
  const type = child(pattern, 'type');
  let result: Value = type
    ? ofKind(machine, value, resolveType(type, frame, machine.declarations))
    : isUnknown(value)
      ? value
      : TRUE;
  if (result.kind === 'bool' && !result.value) return result;
  const clause = ofType(pattern, 'property_pattern_clause');
  for (const sub of clause ? allOfType(clause, 'subpattern') : []) {
    const parts = namedChildren(sub);
    const member = isUnknown(value) ? value : readMember(machine, value, textOf(parts[0]!), sub, frame);
    const fits = matches(machine, member, parts.at(-1)!, frame);
    if (fits.kind === 'bool' && !fits.value) return fits;
    if (fits.kind !== 'bool') result = fits;
  }
  if (ofType(pattern, 'positional_pattern_clause'))
    result = notUnderstood(machine, 'the pattern is not understood', pattern);
  const name = child(pattern, 'name');
  if (name) declare(machine, frame, textOf(name), value);
  return result;
}

/** Is the value of a type? */
export function ofKind(machine: Machine, value: Value, type: TypeRef): Value {
  if (value.kind === 'null') return FALSE;
  if (isUnknown(value)) return value;
  if (type.full === 'System.Object' || type.full === 'var') return TRUE;
  const own = typeNameOf(value);
  if (own === undefined) return undecidedKind(machine, type);
  if (own === type.full) return TRUE;
  if (value.kind === 'object') {
    const declaration = value.type.declaration;
    const bases = [...(declaration ? [declaration, ...baseDeclarations(declaration, machine.declarations)] : [])];
    if (bases.some((base) => base.full === type.full)) return TRUE;
    if (frameworkBases(machine, value.type).includes(type.full)) return TRUE;
    for (const base of bases)
      for (const { node, lexical } of base.bases)
        if (
          resolveType(node, { lexical, type: base, typeArguments: new Map() }, machine.declarations).full === type.full
        )
          return TRUE;
    if (!type.declaration && !declaration) return undecidedKind(machine, type);
  }
  return FALSE;
}

function undecidedKind(machine: Machine, type: TypeRef): Value {
  machine.doubts++;
  return { kind: 'unknown', reason: `nobody can say whether it is a ${type.name}` };
}
