import { child, textOf } from '../../syntax/csharp/node';
import { ENUMS } from './framework/model';
import { literalValue } from './literals';
import type { Machine } from './machine';
import type { TypeDeclaration, TypeRef } from './types';
import { FALSE, NULL, real, span, type Value, type WholeType, whole } from './value';

export const WHOLE_TYPES: Readonly<Record<string, WholeType>> = {
  'System.Int32': 'int',
  'System.UInt32': 'uint',
  'System.Int64': 'long',
  'System.UInt64': 'ulong',
  'System.Int16': 'short',
  'System.UInt16': 'ushort',
  'System.Byte': 'byte',
  'System.SByte': 'sbyte',
};

/** `default(T)`. */
export function defaultOf(_machine: Machine, type: TypeRef): Value {
  if (type.nullable || type.array) return NULL;
  const wholeType = WHOLE_TYPES[type.full];
  if (wholeType) return whole(0, wholeType);
  switch (type.full) {
    case 'System.Boolean':
      return FALSE;
    case 'System.TimeSpan':
      return span(0n);
    case 'System.Double':
      return real(0);
    case 'System.Single':
      return real(0, 'float');
    case 'System.Decimal':
      return real(0, 'decimal');
    case 'System.Char':
      return { kind: 'char', value: '\0' };
  }
  if (type.declaration?.kind === 'enum') return enumOf(type.declaration, 0n);
  if (ENUMS[type.full])
    return {
      kind: 'enum',
      type: type.full,
      name: Object.entries(ENUMS[type.full]!).find(([, value]) => value === 0)?.[0],
      value: 0n,
    };
  return NULL;
}

/** A value of a project's enum by number. */
export function enumOf(declaration: TypeDeclaration, value: bigint): Value {
  const member = [...enumMembers(declaration)].find(([, number]) => number === value);
  return { kind: 'enum', type: declaration.full, name: member?.[0], value };
}

/** Numbers of an enum's members: as written, else one more than the one before. */
export function enumMembers(declaration: TypeDeclaration): ReadonlyMap<string, bigint> {
  const members = new Map<string, bigint>();
  let next = 0n;
  for (const member of declaration.members) {
    const written = child(member.node, 'value');
    if (written) {
      const literal = literalValue(written);
      if (literal?.kind === 'whole') next = literal.value;
      else if (members.has(textOf(written))) next = members.get(textOf(written))!;
      else {
        const product = textOf(written)
          .split('*')
          .map((part) => literalNumber(part));
        const shift = /^\s*(\d+)\s*<<\s*(\d+)\s*$/.exec(textOf(written));
        if (shift) next = BigInt(shift[1]!) << BigInt(shift[2]!);
        else if (product.every((part) => part !== undefined)) next = product.reduce((all, part) => all * part!, 1n);
      }
    }
    members.set(member.name, next);
    next += 1n;
  }
  return members;
}

function literalNumber(text: string): bigint | undefined {
  const plain = text.trim().replaceAll('_', '');
  return /^-?\d+$/.test(plain) ? BigInt(plain) : undefined;
}
