import type { XdtNode } from '../nodes';
import { stringValue } from './axes';
import type { Operator } from './parse';

/** Node sets are in document order. */
export type Value = readonly XdtNode[] | string | number | boolean;

export function isNodes(value: Value): value is readonly XdtNode[] {
  return typeof value === 'object';
}

export function toText(value: Value): string {
  if (isNodes(value)) return value[0] ? stringValue(value[0]) : '';
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** XPath knows no exponent, but .NET writes one from 1E+15 up and below 0.0001. */
function numberText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return Object.is(value, -0) ? '-0' : String(value);
  const [digits, power] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < 15 && exponent >= -5) return plainNumber(value);
  return `${digits}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value);
  return /^[ \t\r\n]*-?(\d+\.?\d*|\.\d+)[ \t\r\n]*$/.test(text) ? Number(text) : Number.NaN;
}

export function toBoolean(value: Value): boolean {
  if (isNodes(value)) return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

/** `=`, `<` and their like (XPath 1.0, 3.4). */
export function compare(operator: Operator, left: Value, right: Value): boolean {
  if (isNodes(left) && isNodes(right))
    return left.some((a) => right.some((b) => compare(operator, stringValue(a), stringValue(b))));
  if (isNodes(left) || isNodes(right)) {
    const other = isNodes(left) ? right : left;
    if (typeof other === 'boolean') return compare(operator, toBoolean(left), toBoolean(right));
    return isNodes(left)
      ? left.some((node) => compare(operator, stringValue(node), right))
      : (right as readonly XdtNode[]).some((node) => compare(operator, left, stringValue(node)));
  }
  if (operator === '=' || operator === '!=') return (operator === '=') === isEqual(left, right);
  const a = toNumber(left);
  const b = toNumber(right);
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}

function isEqual(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right);
  return left === right;
}
