import { type Converted, convertEnum, parseBoolean, parseReal, parseWhole } from '../../appsettings/convert';
import { enumMembers, WHOLE_TYPES } from '../defaults';
import { type Call, type Machine, Thrown } from '../machine';
import { displayed, isDisplayable } from '../operators';
import {
  bool,
  FALSE,
  firstUnknown,
  isUnknown,
  NULL,
  type Place,
  placeOf,
  real,
  sourceOf,
  text,
  unknown,
  type Value,
  type WholeType,
  whole,
  withSource,
} from '../value';
import { ENUMS } from './model';

const CONVERT: Readonly<Record<string, WholeType>> = {
  ToInt32: 'int',
  ToInt64: 'long',
  ToInt16: 'short',
  ToUInt32: 'uint',
  ToUInt64: 'ulong',
  ToUInt16: 'ushort',
  ToByte: 'byte',
  ToSByte: 'sbyte',
};

/** Static methods of .NET's plain types: `int.Parse`, `Convert.ToInt32`, `Math.Max`, `string.Join`, `Enum.Parse`. */
export function basicStatic(_machine: Machine, call: Call): Value | undefined {
  const at = placeOf(call.node);
  const type = call.type!.full;
  const values = call.args.filter((argument) => argument.by === 'value').map((argument) => argument.value());
  const doubt = firstUnknown(values);
  if (call.name === 'TryParse') return tryParse(call, values, doubt, at);
  if (doubt) return doubt;
  return withOrigin(plain(type, call, values, at), values);
}

function withOrigin(value: Value | undefined, values: readonly Value[]): Value | undefined {
  return value && withSource(value, sourceOf(...values));
}

function plain(type: string, call: Call, values: readonly Value[], at: Place): Value | undefined {
  const [first, second] = values;
  const wholeType = WHOLE_TYPES[type];
  if (call.name === 'Parse' && first) {
    const read = parser(type, call);
    return read && orThrow(first, read, at);
  }
  if (wholeType && call.name === 'Max') return undefined;
  switch (type) {
    case 'System.Convert':
      return convert(call.name, first, at);
    case 'System.Math':
      return math(call.name, values, at);
    case 'System.String':
      return stringStatic(call.name, values);
    case 'System.Enum':
      return undefined;
    case 'System.Object':
      return call.name === 'Equals' && first && second && first.kind === second.kind && isDisplayable(first)
        ? bool(displayed(first) === displayed(second))
        : undefined;
    default:
      return undefined;
  }
}

type Parser = (written: string) => Converted<Value>;

function mapped<T>(read: Converted<T>, make: (value: T) => Value): Converted<Value> {
  return 'value' in read ? { value: make(read.value) } : read;
}

/** What `T.Parse` does with a text. */
function parser(type: string, call: Call): Parser | undefined {
  const wholeType = WHOLE_TYPES[type];
  if (wholeType) return (written) => mapped(parseWhole(written, wholeType), (value) => whole(value, wholeType));
  if (type === 'System.Boolean') return (written) => mapped(parseBoolean(written), bool);
  if (type === 'System.Double' || type === 'System.Single' || type === 'System.Decimal')
    return (written) =>
      mapped(parseReal(written), (value) =>
        real(value, type === 'System.Decimal' ? 'decimal' : type === 'System.Single' ? 'float' : 'double'),
      );
  if (type === 'System.Enum') {
    const named =
      call.typeArguments[0] ??
      (call.args[0]?.value().kind === 'type' ? (call.args[0].value() as Value & { kind: 'type' }).type : undefined);
    if (!named) return undefined;
    const members = named.declaration ? Object.fromEntries(enumMembers(named.declaration)) : ENUMS[named.full];
    if (!members) return undefined;
    return (written) =>
      mapped(convertEnum(written, members), (value) => ({
        kind: 'enum',
        type: named.full,
        name: Object.keys(members).find((one) => BigInt(members[one]!) === value),
        value,
      }));
  }
  return undefined;
}

function orThrow(value: Value, read: Parser, at: Place): Value {
  const written = value.kind === 'type' ? undefined : value;
  if (written?.kind === 'null') throw new Thrown('ArgumentNullException', 'null is parsed', at);
  if (written?.kind !== 'text') return unknown('the text is not known', at);
  const result = read(written.value);
  if ('fault' in result)
    throw new Thrown(/fit/.test(result.fault) ? 'OverflowException' : 'FormatException', result.fault, at);
  return result.value;
}

function tryParse(call: Call, values: readonly Value[], doubt: Value | undefined, at: Place): Value | undefined {
  const out = call.args.find((argument) => argument.by === 'out');
  const type = call.type!.full === 'System.Enum' ? 'System.Enum' : call.type!.full;
  const read = parser(type, call);
  if (!read) return undefined;
  if (doubt && isUnknown(doubt)) {
    out?.assign(doubt);
    return doubt;
  }
  const [first] = values;
  const result: Converted<Value> = first?.kind === 'text' ? read(first.value) : { fault: 'null' };
  const zero: Value = WHOLE_TYPES[type]
    ? whole(0, WHOLE_TYPES[type])
    : type === 'System.Boolean'
      ? FALSE
      : type === 'System.Enum'
        ? unknown('the text is no member', at)
        : real(0);
  out?.assign(withSource('value' in result ? result.value : zero, first?.from));
  return withSource(bool('value' in result), first?.from);
}

function convert(name: string, value: Value | undefined, at: Place): Value | undefined {
  if (!value) return undefined;
  const wholeType = CONVERT[name];
  if (wholeType) {
    if (value.kind === 'null') return whole(0, wholeType);
    if (value.kind === 'text')
      return orThrow(value, (written) => mapped(parseWhole(written, wholeType), (one) => whole(one, wholeType)), at);
    if (value.kind === 'whole' || value.kind === 'enum') return whole(value.value, wholeType);
    if (value.kind === 'bool') return whole(value.value ? 1 : 0, wholeType);
    if (value.kind === 'real') return whole(BigInt(roundToEven(value.value)), wholeType);
  }
  if (name === 'ToBoolean') {
    if (value.kind === 'null') return FALSE;
    if (value.kind === 'text') return orThrow(value, (written) => mapped(parseBoolean(written), bool), at);
    if (value.kind === 'bool') return value;
    if (value.kind === 'whole' || value.kind === 'real') return bool(Number(value.value) !== 0);
  }
  if (name === 'ToDouble' || name === 'ToDecimal' || name === 'ToSingle') {
    if (value.kind === 'null') return real(0);
    if (value.kind === 'text') return orThrow(value, (written) => mapped(parseReal(written), (one) => real(one)), at);
    if (value.kind === 'whole' || value.kind === 'real') return real(Number(value.value));
  }
  if (name === 'ToString' && isDisplayable(value)) return text(displayed(value));
  return undefined;
}

function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function math(name: string, values: readonly Value[], at: Place): Value | undefined {
  const [a, b] = values;
  if (!a) return undefined;
  const numeric = (value: Value | undefined): value is Value & { kind: 'whole' | 'real' } =>
    value?.kind === 'whole' || value?.kind === 'real';
  if (!numeric(a)) return undefined;
  if ((name === 'Max' || name === 'Min') && numeric(b)) {
    const larger = Number(a.value) >= Number(b.value) ? a : b;
    const chosen = (name === 'Max') === (larger === a) ? a : b;
    const type = a.kind === 'real' || b.kind === 'real' ? 'real' : 'whole';
    return type === 'real' ? real(Number(chosen.value)) : chosen;
  }
  if (name === 'Clamp' && numeric(b) && numeric(values[2])) {
    const c = values[2];
    if (Number(a.value) < Number(b.value)) return b;
    return Number(a.value) > Number(c.value) ? c : a;
  }
  if (name === 'Abs')
    return a.kind === 'whole' ? whole(a.value < 0n ? -a.value : a.value, a.type) : real(Math.abs(a.value), a.type);
  const one = Number(a.value);
  if (name === 'Floor') return real(Math.floor(one));
  if (name === 'Ceiling') return real(Math.ceil(one));
  if (name === 'Truncate') return real(Math.trunc(one));
  if (name === 'Round' && values.length === 1) return real(roundToEven(one));
  if (name === 'Pow' && numeric(b)) return real(one ** Number(b.value));
  if (name === 'Sqrt') return real(Math.sqrt(one));
  return unknown(`Math.${name} is not followed`, at);
}

function stringStatic(name: string, values: readonly Value[]): Value | undefined {
  const [first] = values;
  if (name === 'IsNullOrEmpty' || name === 'IsNullOrWhiteSpace') {
    if (first?.kind === 'null') return bool(true);
    return first?.kind === 'text'
      ? bool((name === 'IsNullOrEmpty' ? first.value : first.value.trim()) === '')
      : undefined;
  }
  if (name === 'Equals' && values.length >= 2) {
    const [a, b, how] = values;
    if (a?.kind === 'null' || b?.kind === 'null') return bool(a?.kind === b?.kind);
    return a?.kind === 'text' && b?.kind === 'text' ? bool(sameText(a.value, b.value, how)) : undefined;
  }
  if (name === 'Concat' && values.every(isDisplayable)) return text(values.map(displayed).join(''));
  if (name === 'Join' && values.slice(1).every(isDisplayable) && first?.kind === 'text')
    return text(values.slice(1).map(displayed).join(first.value));
  if (
    name === 'Format' &&
    first?.kind === 'text' &&
    values.slice(1).every(isDisplayable) &&
    !/\{\d+[,:]/.test(first.value)
  )
    return text(first.value.replace(/\{(\d+)\}/g, (_all, i: string) => displayed(values[Number(i) + 1] ?? NULL)));
  return undefined;
}

function sameText(a: string, b: string, how: Value | undefined): boolean {
  return how?.kind === 'enum' && /IgnoreCase/.test(how.name ?? '') ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** Methods of texts, numbers and the like. */
export function basicMethod(target: Value, call: Call): Value | undefined {
  const values = call.args.map((argument) => argument.value());
  const doubt = firstUnknown(values);
  if (doubt) return doubt;
  return withOrigin(method(target, call.name, values, placeOf(call.node)), [target, ...values]);
}

function method(target: Value, name: string, values: readonly Value[], at: Place): Value | undefined {
  const [first, second] = values;
  if (name === 'ToString' && isDisplayable(target) && values.every((value) => value.kind !== 'text'))
    return text(displayed(target));
  if (name === 'GetValueOrDefault' && target.kind !== 'object') return target.kind === 'null' ? first : target;
  if (name === 'Equals' && first) {
    if (target.kind === 'text')
      return first.kind === 'text' ? bool(sameText(target.value, first.value, second)) : FALSE;
    if (isDisplayable(target) && first.kind === target.kind) return bool(displayed(target) === displayed(first));
  }
  if (name === 'CompareTo' && target.kind === 'whole' && first?.kind === 'whole')
    return whole(target.value < first.value ? -1 : target.value > first.value ? 1 : 0);
  if (name === 'HasFlag' && target.kind === 'enum' && first?.kind === 'enum')
    return bool((target.value & first.value) === first.value);
  if (target.kind !== 'text') return undefined;
  const own = target.value;
  const other = first?.kind === 'text' || first?.kind === 'char' ? first.value : undefined;
  const fold = second?.kind === 'enum' && /IgnoreCase/.test(second.name ?? '');
  const [x, y] = fold ? [own.toLowerCase(), other?.toLowerCase()] : [own, other];
  switch (name) {
    case 'Trim':
      return values.length === 0 ? text(own.trim()) : undefined;
    case 'TrimEnd':
      return text(other === undefined ? own.trimEnd() : trimRight(own, other));
    case 'TrimStart':
      return text(
        other === undefined
          ? own.trimStart()
          : [...own].length
            ? own.replace(new RegExp(`^[${escaped(other)}]+`), '')
            : own,
      );
    case 'ToLower':
    case 'ToLowerInvariant':
      return text(own.toLowerCase());
    case 'ToUpper':
    case 'ToUpperInvariant':
      return text(own.toUpperCase());
    case 'Contains':
      return y === undefined ? undefined : bool(x.includes(y));
    case 'StartsWith':
      return y === undefined ? undefined : bool(x.startsWith(y));
    case 'EndsWith':
      return y === undefined ? undefined : bool(x.endsWith(y));
    case 'Replace':
      return other !== undefined && (second?.kind === 'text' || second?.kind === 'char')
        ? text(own.replaceAll(other, second.value))
        : undefined;
    case 'Substring': {
      if (first?.kind !== 'whole') return undefined;
      const start = Number(first.value);
      const length = second?.kind === 'whole' ? Number(second.value) : own.length - start;
      if (start < 0 || length < 0 || start + length > own.length)
        throw new Thrown('ArgumentOutOfRangeException', 'the text is too short', at);
      return text(own.slice(start, start + length));
    }
    case 'IndexOf':
      return other === undefined ? undefined : whole(own.indexOf(other));
    default:
      return undefined;
  }
}

const escaped = (characters: string): string => characters.replace(/[\\\]^-]/g, '\\$&');
const trimRight = (own: string, characters: string): string =>
  own.replace(new RegExp(`[${escaped(characters)}]+$`), '');

/** Properties of texts and the like. */
export function basicMember(target: Value, name: string): Value | undefined {
  if (target.kind === 'text' && name === 'Length') return whole(target.value.length, 'int', target.from);
  if (name === 'HasValue') return bool(target.kind !== 'null');
  if (name === 'Value' && ['whole', 'real', 'bool', 'span', 'enum', 'moment', 'char'].includes(target.kind))
    return target;
  return undefined;
}
