import { Thrown } from './machine';
import {
  bool,
  firstUnknown,
  isUnknown,
  MAX_TICKS,
  MIN_TICKS,
  NULL,
  type Place,
  type RealType,
  real,
  sameValue,
  sourceOf,
  span,
  text,
  unknown,
  type Value,
  type WholeType,
  whole,
  withSource,
} from './value';

const WIDTH: Readonly<Record<WholeType, readonly [bits: number, signed: boolean]>> = {
  int: [32, true],
  uint: [32, false],
  long: [64, true],
  ulong: [64, false],
  short: [16, true],
  ushort: [16, false],
  byte: [8, false],
  sbyte: [8, true],
};

/** As unchecked arithmetic keeps it. */
export function wrap(value: bigint, type: WholeType): bigint {
  const [bits, signed] = WIDTH[type];
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** A TimeSpan of ticks; what does not fit throws OverflowException, as TimeSpan's own arithmetic does. */
export function checkedSpan(ticks: bigint, at: Place | undefined): Value {
  if (ticks > MAX_TICKS || ticks < MIN_TICKS) throw new Thrown('OverflowException', 'the TimeSpan is too long', at);
  return span(ticks);
}

/** `TimeSpan.FromX(double)`: to the nearest tick since .NET Core 3.0. */
export function spanOfReal(value: number, ticksPerUnit: number, at: Place | undefined): Value {
  if (Number.isNaN(value)) throw new Thrown('ArgumentException', 'the number is NaN', at);
  const ticks = value * ticksPerUnit;
  if (ticks > 9.223372036854775e18 || ticks < -9.223372036854775e18)
    throw new Thrown('OverflowException', 'the TimeSpan is too long', at);
  return span(BigInt(Math.trunc(ticks)));
}

/** Both operands in the type that C# promotes them to. */
function promoted(
  a: Value,
  b: Value,
):
  | { whole: readonly [bigint, bigint]; type: WholeType }
  | { real: readonly [number, number]; type: RealType }
  | undefined {
  const x = numeric(a);
  const y = numeric(b);
  if (!x || !y) return undefined;
  if (x.kind === 'whole' && y.kind === 'whole') {
    const types = [x.type, y.type];
    const type: WholeType = types.includes('ulong')
      ? 'ulong'
      : types.includes('long')
        ? 'long'
        : types.includes('uint')
          ? types.includes('int')
            ? 'long'
            : 'uint'
          : 'int';
    return { whole: [x.value, y.value], type };
  }
  const types = [x.type, y.type];
  return {
    real: [Number(x.value), Number(y.value)],
    type: types.includes('decimal') ? 'decimal' : types.includes('double') ? 'double' : 'float',
  };
}

function numeric(value: Value): (Value & { kind: 'whole' | 'real' }) | undefined {
  if (value.kind === 'whole' || value.kind === 'real') return value;
  if (value.kind === 'char') return whole(value.value.codePointAt(0) ?? 0) as Value & { kind: 'whole' };
  return undefined;
}

/** A binary operator over values; what cannot be known stays unknown, what throws throws. */
export function binary(operator: string, a: Value, b: Value, at: Place | undefined): Value {
  if (operator === '==' || operator === '!=') {
    const same = equal(a, b);
    return same === undefined
      ? (firstUnknown([a, b]) ?? unknown('the two cannot be compared here', at))
      : bool(same === (operator === '=='));
  }
  const doubt = firstUnknown([a, b]);
  if (doubt) return doubt;
  return withSource(compute(operator, a, b, at), sourceOf(a, b));
}

function compute(operator: string, a: Value, b: Value, at: Place | undefined): Value {
  if (a.kind === 'null' || b.kind === 'null') {
    if (operator === '+' && (a.kind === 'text' || b.kind === 'text')) return text(displayed(a) + displayed(b));
    return ['<', '>', '<=', '>='].includes(operator) ? bool(false) : NULL;
  }
  if (operator === '+' && (a.kind === 'text' || b.kind === 'text')) {
    const doubt = [a, b].find((one) => !isDisplayable(one));
    return doubt
      ? unknown('the text is put together from something that is not known here', at)
      : text(displayed(a) + displayed(b));
  }
  if (a.kind === 'bool' && b.kind === 'bool') {
    if (operator === '&' || operator === '&&') return bool(a.value && b.value);
    if (operator === '|' || operator === '||') return bool(a.value || b.value);
    if (operator === '^') return bool(a.value !== b.value);
  }
  if (a.kind === 'enum' && b.kind === 'enum') {
    if (operator === '|') return { ...a, name: undefined, value: a.value | b.value };
    if (operator === '&') return { ...a, name: undefined, value: a.value & b.value };
    const ordered = comparison(operator, a.value, b.value);
    if (ordered !== undefined) return bool(ordered);
  }
  if (a.kind === 'span' || b.kind === 'span') return spans(operator, a, b, at);
  if (a.kind === 'moment' && b.kind === 'moment' && operator === '-') return checkedSpan(a.ticks - b.ticks, at);
  const both = promoted(a, b);
  if (both && 'whole' in both) {
    const [x, y] = both.whole;
    const ordered = comparison(operator, x, y);
    if (ordered !== undefined) return bool(ordered);
    if ((operator === '/' || operator === '%') && y === 0n)
      throw new Thrown('DivideByZeroException', 'division by zero', at);
    const value = wholeResult(operator, x, y);
    if (value === undefined) return unknown(`\`${operator}\` is not understood here`, at);
    const type = operator === '<<' || operator === '>>' ? (a.kind === 'whole' ? a.type : both.type) : both.type;
    return whole(wrap(value, type), type);
  }
  if (both && 'real' in both) {
    const [x, y] = both.real;
    const ordered = comparison(operator, x, y);
    if (ordered !== undefined) return bool(ordered);
    const value = { '+': x + y, '-': x - y, '*': x * y, '/': x / y, '%': x % y }[operator];
    if (value !== undefined) return real(value, both.type);
  }
  return unknown(`\`${operator}\` is not understood here`, at);
}

function spans(operator: string, a: Value, b: Value, at: Place | undefined): Value {
  if (a.kind === 'span' && b.kind === 'span') {
    const ordered = comparison(operator, a.ticks, b.ticks);
    if (ordered !== undefined) return bool(ordered);
    if (operator === '+') return checkedSpan(a.ticks + b.ticks, at);
    if (operator === '-') return checkedSpan(a.ticks - b.ticks, at);
    if (operator === '/') return real(Number(a.ticks) / Number(b.ticks));
  }
  const moment = a.kind === 'moment' ? a : b.kind === 'moment' ? b : undefined;
  const by = a.kind === 'span' ? a : b.kind === 'span' ? b : undefined;
  if (moment && by && (operator === '+' || operator === '-'))
    return { kind: 'moment', ticks: operator === '+' ? moment.ticks + by.ticks : moment.ticks - by.ticks };
  const number = numeric(a) ?? numeric(b);
  if (by && number && (operator === '*' || (operator === '/' && a.kind === 'span'))) {
    const factor = Number(number.value);
    if (operator === '/' && factor === 0) throw new Thrown('OverflowException', 'division by zero', at);
    return scaled(by.ticks, operator === '*' ? factor : 1 / factor, operator === '/' ? factor : undefined, at);
  }
  return unknown(`\`${operator}\` is not understood here`, at);
}

/** `TimeSpan.Multiply` and `Divide`: through double, to the nearest tick (to even at the middle). */
export function scaled(ticks: bigint, factor: number, divisor: number | undefined, at: Place | undefined): Value {
  const exact = divisor === undefined ? Number(ticks) * factor : Number(ticks) / divisor;
  if (Number.isNaN(exact)) throw new Thrown('ArgumentException', 'the number is NaN', at);
  if (Math.abs(exact) >= 9.223372036854775e18) throw new Thrown('OverflowException', 'the TimeSpan is too long', at);
  const rounded = Math.round(exact);
  return span(BigInt(Math.abs(exact % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded));
}

function comparison<T extends bigint | number>(operator: string, x: T, y: T): boolean | undefined {
  switch (operator) {
    case '<':
      return x < y;
    case '>':
      return x > y;
    case '<=':
      return x <= y;
    case '>=':
      return x >= y;
    default:
      return undefined;
  }
}

function wholeResult(operator: string, x: bigint, y: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    case '<<':
      return x << (y & 63n);
    case '>>':
      return x >> (y & 63n);
    default:
      return undefined;
  }
}

/** Undefined when nobody can say. */
export function equal(a: Value, b: Value): boolean | undefined {
  if (isUnknown(a) || isUnknown(b)) return undefined;
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind;
  const both = promoted(a, b);
  if (both) return 'whole' in both ? both.whole[0] === both.whole[1] : both.real[0] === both.real[1];
  if (a.kind !== b.kind) return undefined;
  if (a.kind === 'object') return a === b ? true : undefined;
  if (a.kind === 'native' || a.kind === 'function' || a.kind === 'moment') return sameValue(a, b) ? true : undefined;
  return sameValue(a, b);
}

export function prefix(operator: string, value: Value, at: Place | undefined): Value {
  if (isUnknown(value)) return value;
  const made = unary(operator, value, at);
  return withSource(made, value.from);
}

function unary(operator: string, value: Value, at: Place | undefined): Value {
  if (operator === '!' && value.kind === 'bool') return bool(!value.value);
  if (operator === '+') return value;
  if (operator === '-') {
    if (value.kind === 'whole') {
      const type = value.type === 'uint' ? 'long' : value.type;
      // The literal -2147483648 is one: int.
      const small = value.type === 'uint' && value.value === 2n ** 31n;
      return small ? whole(-value.value) : whole(wrap(-value.value, type), type);
    }
    if (value.kind === 'real') return real(-value.value, value.type);
    if (value.kind === 'span') return checkedSpan(-value.ticks, at);
  }
  if (operator === '~' && value.kind === 'whole') return whole(wrap(~value.value, value.type), value.type);
  return unknown(`\`${operator}\` is not understood here`, at);
}

export function isDisplayable(value: Value): boolean {
  return ['text', 'char', 'bool', 'whole', 'real', 'null', 'enum', 'span'].includes(value.kind);
}

/** `ToString()` with the invariant culture. */
export function displayed(value: Value): string {
  switch (value.kind) {
    case 'text':
    case 'char':
      return value.value;
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'whole':
      return String(value.value);
    case 'real':
      return String(value.value);
    case 'enum':
      return value.name ?? String(value.value);
    case 'span':
      return spanText(value.ticks);
    default:
      return '';
  }
}

/** `TimeSpan.ToString("c")`. */
export function spanText(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const fraction = size % 10_000_000n;
  const seconds = size / 10_000_000n;
  const two = (part: bigint) => String(part).padStart(2, '0');
  const days = seconds / 86_400n;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${two((seconds / 3600n) % 24n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${fraction ? `.${String(fraction).padStart(7, '0')}` : ''}`;
}
