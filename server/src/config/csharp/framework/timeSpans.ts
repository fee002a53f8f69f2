import { convertTimeSpan } from '../../appsettings/convert';
import { type Argument, type Call, type Machine, Thrown } from '../machine';
import { checkedSpan, scaled, spanOfReal } from '../operators';
import {
  bool,
  firstUnknown,
  type Place,
  placeOf,
  real,
  sourceOf,
  span,
  unknown,
  type Value,
  whole,
  withSource,
} from '../value';

const TICKS_PER: Readonly<Record<string, bigint>> = {
  Days: 864_000_000_000n,
  Hours: 36_000_000_000n,
  Minutes: 600_000_000n,
  Seconds: 10_000_000n,
  Milliseconds: 10_000n,
  Microseconds: 10n,
  Ticks: 1n,
};
const ORDER = ['days', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds'];

const number = (value: Value | undefined): number | undefined =>
  value?.kind === 'whole' || value?.kind === 'real' ? Number(value.value) : undefined;

/** Static methods of TimeSpan. */
export function timeSpanStatic(_machine: Machine, call: Call): Value | undefined {
  const at = placeOf(call.node);
  const unit = /^From(Days|Hours|Minutes|Seconds|Milliseconds|Microseconds|Ticks)$/.exec(call.name)?.[1];
  const values = call.args.filter((argument) => argument.by === 'value').map((argument) => argument.value());
  const doubt = firstUnknown(values);
  if (call.name === 'TryParse' || call.name === 'TryParseExact')
    return doubt ? tryUnknown(call, doubt) : tryParse(call, values, at);
  if (doubt) return doubt;
  const from = sourceOf(...values);
  if (unit) return withSource(fromParts(unit, call.args, values, at), from);
  if (call.name === 'Parse') return withSource(parse(values[0], at), from);
  if (call.name === 'Compare') {
    const [a, b] = values;
    return a?.kind === 'span' && b?.kind === 'span'
      ? whole(a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0)
      : undefined;
  }
  return undefined;
}

function tryUnknown(call: Call, doubt: Value): Value {
  for (const argument of call.args) if (argument.by !== 'value') argument.assign(doubt);
  return doubt;
}

function tryParse(call: Call, values: readonly Value[], at: Place): Value {
  const out = call.args.find((argument) => argument.by === 'out');
  if (call.name === 'TryParseExact') {
    out?.assign(unknown('the format of the text is not followed', at));
    return unknown('the format of the text is not followed', at);
  }
  const [text] = values;
  const read = text?.kind === 'text' ? convertTimeSpan(text.value) : { fault: 'null' };
  out?.assign('value' in read ? span(read.value, text?.from) : span(0n, text?.from));
  return withSource(bool('value' in read), text?.from);
}

function parse(text: Value | undefined, at: Place): Value {
  if (text?.kind === 'null') throw new Thrown('ArgumentNullException', 'null is no TimeSpan', at);
  if (text?.kind !== 'text') return unknown('the text is not known', at);
  const read = convertTimeSpan(text.value);
  if ('fault' in read)
    throw new Thrown(/too large/.test(read.fault) ? 'OverflowException' : 'FormatException', read.fault, at);
  return span(read.value);
}

/** `FromMinutes(20)`, `FromMinutes(20.5)`, and since .NET 9 `FromMinutes(6, 50)` with the smaller units after it. */
function fromParts(unit: string, args: readonly Argument[], values: readonly Value[], at: Place): Value {
  if (values.length === 1) {
    const [value] = values;
    if (value?.kind === 'whole') return checkedSpan(value.value * TICKS_PER[unit]!, at);
    if (value?.kind === 'real') return spanOfReal(value.value, Number(TICKS_PER[unit]!), at);
    return unknown('the number is not known', at);
  }
  const first = ORDER.indexOf(unit.toLowerCase());
  let ticks = 0n;
  for (const [i, argument] of args.entries()) {
    const value = values[i];
    const name = argument.name && ORDER.includes(argument.name) ? argument.name : ORDER[first + i];
    if (value?.kind !== 'whole' || !name) return unknown('the number is not known', at);
    ticks += value.value * TICKS_PER[name[0]!.toUpperCase() + name.slice(1)]!;
  }
  return checkedSpan(ticks, at);
}

/** `new TimeSpan(…)`: one argument is ticks, three are hours, minutes and seconds, four begin with days. */
export function newTimeSpan(args: readonly Argument[], at: Place): Value {
  const values = args.map((argument) => argument.value());
  const doubt = firstUnknown(values);
  if (doubt) return doubt;
  if (args.length === 0) return span(0n);
  const orders: Readonly<Record<number, readonly string[]>> = {
    1: ['Ticks'],
    3: ['Hours', 'Minutes', 'Seconds'],
    4: ['Days', 'Hours', 'Minutes', 'Seconds'],
    5: ['Days', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'],
    6: ['Days', 'Hours', 'Minutes', 'Seconds', 'Milliseconds', 'Microseconds'],
  };
  const order = orders[args.length];
  if (!order) return unknown('new TimeSpan has no such form', at);
  let ticks = 0n;
  for (const [i, argument] of args.entries()) {
    const value = values[i];
    const name = argument.name ? argument.name[0]!.toUpperCase() + argument.name.slice(1) : order[i]!;
    if (value?.kind !== 'whole' || TICKS_PER[name] === undefined) return unknown('the number is not known', at);
    ticks += value.value * TICKS_PER[name]!;
  }
  return withSource(checkedSpan(ticks, at), sourceOf(...values));
}

/** Methods of a TimeSpan. */
export function timeSpanMethod(ticks: bigint, call: Call): Value | undefined {
  const at = placeOf(call.node);
  const values = call.args.map((argument) => argument.value());
  const doubt = firstUnknown(values);
  if (doubt) return doubt;
  const [by] = values;
  switch (call.name) {
    case 'Add':
      return by?.kind === 'span' ? checkedSpan(ticks + by.ticks, at) : undefined;
    case 'Subtract':
      return by?.kind === 'span' ? checkedSpan(ticks - by.ticks, at) : undefined;
    case 'Negate':
      return checkedSpan(-ticks, at);
    case 'Duration':
      return checkedSpan(ticks < 0n ? -ticks : ticks, at);
    case 'Multiply':
      return number(by) === undefined ? undefined : scaled(ticks, number(by)!, undefined, at);
    case 'Divide':
      if (by?.kind === 'span') return real(Number(ticks) / Number(by.ticks));
      return number(by) === undefined ? undefined : scaled(ticks, 1, number(by)!, at);
    case 'CompareTo':
      return by?.kind === 'span' ? whole(ticks < by.ticks ? -1 : ticks > by.ticks ? 1 : 0) : undefined;
    case 'Equals':
      return by?.kind === 'span' ? bool(ticks === by.ticks) : bool(false);
    default:
      return undefined;
  }
}

/** Properties of a TimeSpan. */
export function timeSpanMember(ticks: bigint, name: string): Value | undefined {
  const total = /^Total(\w+)$/.exec(name)?.[1];
  if (total && TICKS_PER[total] !== undefined) return real(Number(ticks) / Number(TICKS_PER[total]));
  switch (name) {
    case 'Ticks':
      return whole(ticks, 'long');
    case 'Days':
      return whole(ticks / TICKS_PER.Days!);
    case 'Hours':
      return whole((ticks / TICKS_PER.Hours!) % 24n);
    case 'Minutes':
      return whole((ticks / TICKS_PER.Minutes!) % 60n);
    case 'Seconds':
      return whole((ticks / TICKS_PER.Seconds!) % 60n);
    case 'Milliseconds':
      return whole((ticks / TICKS_PER.Milliseconds!) % 1000n);
    default:
      return undefined;
  }
}
