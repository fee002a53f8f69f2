import { enumOf, WHOLE_TYPES } from './defaults';
import { ENUMS } from './framework/model';
import type { Machine } from './machine';
import { wrap } from './operators';
import type { TypeRef } from './types';
import {
  type Instance,
  isUnknown,
  type Place,
  type RealType,
  real,
  unknown,
  type Value,
  whole,
  withSource,
} from './value';

const REALS: Readonly<Record<string, RealType>> = {
  'System.Double': 'double',
  'System.Single': 'float',
  'System.Decimal': 'decimal',
};

/** An explicit conversion, `(T)value`. */
export function converted(machine: Machine, value: Value, type: TypeRef, at: Place): Value {
  if (isUnknown(value) || (value.kind === 'null' && type.nullable)) return value;
  return withSource(cast(machine, value, type, at), value.from);
}

function cast(_machine: Machine, value: Value, type: TypeRef, at: Place): Value {
  const wholeType = WHOLE_TYPES[type.full];
  if (wholeType) {
    if (value.kind === 'whole' || value.kind === 'enum') return whole(wrap(value.value, wholeType), wholeType);
    if (value.kind === 'real') {
      if (!Number.isFinite(value.value) || Math.abs(value.value) > 1e19) return unknown('the number does not fit', at);
      return whole(wrap(BigInt(Math.trunc(value.value)), wholeType), wholeType);
    }
    if (value.kind === 'char') return whole(value.value.codePointAt(0) ?? 0, wholeType);
  }
  const realType = REALS[type.full];
  if (realType && (value.kind === 'whole' || value.kind === 'real')) return real(Number(value.value), realType);
  if (value.kind === 'whole') {
    if (type.declaration?.kind === 'enum') return enumOf(type.declaration, value.value);
    const members = ENUMS[type.full];
    if (members)
      return {
        kind: 'enum',
        type: type.full,
        name: Object.entries(members).find(([, number]) => BigInt(number) === value.value)?.[0],
        value: value.value,
      };
    if (type.full === 'System.Char') return { kind: 'char', value: String.fromCharCode(Number(value.value)) };
  }
  return value;
}

/** The implicit conversions of an assignment: whole numbers widen, become real, and so on. */
export function coerced(machine: Machine, value: Value, type: TypeRef | undefined, at: Place): Value {
  if (!type || isUnknown(value)) return value;
  if (value.kind === 'whole' && (REALS[type.full] || WHOLE_TYPES[type.full]))
    return converted(machine, value, type, at);
  if (value.kind === 'real' && REALS[type.full]) return converted(machine, value, type, at);
  if (value.kind === 'whole' && (type.declaration?.kind === 'enum' || ENUMS[type.full]))
    return converted(machine, value, type, at);
  if (value.kind === 'function' && !value.type) return { ...value, type };
  return value;
}

/** The type of a value, as far as values know theirs. */
export function typeNameOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'whole':
      return Object.entries(WHOLE_TYPES).find(([, type]) => type === value.type)?.[0];
    case 'real':
      return Object.entries(REALS).find(([, type]) => type === value.type)?.[0];
    case 'text':
      return 'System.String';
    case 'bool':
      return 'System.Boolean';
    case 'char':
      return 'System.Char';
    case 'span':
      return 'System.TimeSpan';
    case 'enum':
      return value.type;
    case 'object':
      return (value as Instance).type.full;
    default:
      return undefined;
  }
}
