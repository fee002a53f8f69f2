import type { CSharpNode } from '../../syntax/csharp/node';
import type { Lexical, Member, NameScope, TypeDeclaration, TypeRef } from './types';

/** A piece of a file: offsets into its text without byte order mark. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export function placeOf(node: CSharpNode): Place {
  return { path: node.file.path, start: node.start, end: node.end };
}

/** Where a value was read from that is not code: a line of a configuration file, with the text that stands there. */
export interface Source {
  readonly place: Place;
  /** With its key, where it has one. */
  readonly property?: Place | undefined;
  readonly literal: string;
  /** `appsettings.Development.json`, `web.config`. */
  readonly layer: string;
}

interface Read {
  /** The configuration that the value comes from, through whatever arithmetic. */
  readonly from?: Source | undefined;
}

export type WholeType = 'int' | 'uint' | 'long' | 'ulong' | 'short' | 'ushort' | 'byte' | 'sbyte';
export type RealType = 'double' | 'float' | 'decimal';

/** What nobody can know from the source, with the reason in words and the place that says so. */
export interface Unknown extends Read {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly at?: Place | undefined;
}
export interface Whole extends Read {
  readonly kind: 'whole';
  readonly value: bigint;
  readonly type: WholeType;
}
export interface Real extends Read {
  readonly kind: 'real';
  readonly value: number;
  readonly type: RealType;
}
export interface Text extends Read {
  readonly kind: 'text';
  readonly value: string;
}
/** A TimeSpan in ticks of 100 ns. */
export interface TimeSpanValue extends Read {
  readonly kind: 'span';
  readonly ticks: bigint;
}
/** A point in time as far as it is known: the moment of the call plus a span. */
export interface Moment extends Read {
  readonly kind: 'moment';
  readonly ticks: bigint;
}
export interface EnumValue extends Read {
  readonly kind: 'enum';
  readonly type: string;
  /** Undefined for a number that has no name. */
  readonly name: string | undefined;
  readonly value: bigint;
}

export type NativeFunction = (args: readonly Value[]) => Value;

/** A delegate: a lambda, a local function, a method group or something of the framework. */
export interface FunctionValue extends Read {
  readonly kind: 'function';
  /** The lambda or the local function; undefined for the others. */
  readonly node?: CSharpNode;
  /** Scope that a lambda or local function closes over, and the activation it was made in. */
  readonly scope?: Instance;
  readonly frame?: Frame;
  /** Candidates of a method group, and the object they are called on. */
  readonly methods?: readonly Member[];
  readonly target?: Value | undefined;
  readonly native?: NativeFunction;
  /** The delegate type, where the code says it: `Action<CookieAuthenticationOptions>`. */
  readonly type?: TypeRef;
}

export type Value =
  | Unknown
  | ({ readonly kind: 'null' } & Read)
  | ({ readonly kind: 'void' } & Read)
  | ({ readonly kind: 'bool'; readonly value: boolean } & Read)
  | ({ readonly kind: 'char'; readonly value: string } & Read)
  | Whole
  | Real
  | Text
  | TimeSpanValue
  | Moment
  | EnumValue
  | FunctionValue
  | ({ readonly kind: 'type'; readonly type: TypeRef } & Read)
  | ({
      readonly kind: 'tuple';
      readonly items: readonly Value[];
      readonly names?: readonly (string | undefined)[];
    } & Read)
  | ({ readonly kind: 'items'; readonly items: readonly Item[] } & Read)
  /** Something of the framework that only the framework's model looks into. */
  | ({ readonly kind: 'native'; readonly what: string; readonly data: unknown } & Read)
  | Instance;

/**
 * Something that can change while the code runs: an object, a list, a scope of local variables, the statics of a type.
 * Its cells are written through the heap only, so that both ways of an unknown condition can be tried and joined.
 */
export class Instance {
  readonly kind = 'object';
  readonly from?: Source | undefined;
  readonly cells = new Map<string, Value>();
  constructor(
    readonly type: TypeRef,
    /** The enclosing scope, for scopes. */
    readonly parent?: Instance,
  ) {}
}

/** The cell that holds a list's elements. */
export const ITEMS = '$items';
/** The cell that says that someone unknown may have written any cell. */
export const TOUCHED = '$touched';

/** Cells and what they held before, or hold after; undefined for a cell that was not there. */
export type Writes = Map<Instance, Map<string, Value | undefined>>;

/** One activation of a method, lambda or initializer. */
export interface Frame extends NameScope {
  readonly lexical: Lexical;
  readonly type: TypeDeclaration | undefined;
  readonly typeArguments: ReadonlyMap<string, TypeRef>;
  readonly self: Value | undefined;
  readonly scope: Instance;
  /** Where `yield return` puts its values. */
  readonly yields: Instance | undefined;
  /** What it returns, where the code says it. */
  readonly returns?: TypeRef | undefined;
  /** Ways that left early under a condition nobody can decide; shared by all blocks of one activation. */
  readonly parked: Parked[];
}

export type Completion =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }
  | undefined;

/** A way that left a block early: its writes since the condition, and how it left. */
export interface Parked {
  readonly writes: Writes;
  readonly completion: NonNullable<Completion>;
  readonly why: Unknown;
}

/** An element of a list; one that is there only perhaps says why. */
export interface Item {
  readonly value: Value;
  readonly maybe?: Unknown | undefined;
}

export const NULL: Value = { kind: 'null' };
export const VOID: Value = { kind: 'void' };
export const TRUE: Value = { kind: 'bool', value: true };
export const FALSE: Value = { kind: 'bool', value: false };

export const bool = (value: boolean): Value => (value ? TRUE : FALSE);
export const text = (value: string, from?: Source): Text => ({ kind: 'text', value, from });
export const whole = (value: bigint | number, type: WholeType = 'int', from?: Source): Whole => ({
  kind: 'whole',
  value: BigInt(value),
  type,
  from,
});
export const real = (value: number, type: RealType = 'double', from?: Source): Real => ({
  kind: 'real',
  value,
  type,
  from,
});
export const span = (ticks: bigint, from?: Source): TimeSpanValue => ({ kind: 'span', ticks, from });
export const unknown = (reason: string, at?: Place): Unknown => ({ kind: 'unknown', reason, at });

export const TICKS_PER_SECOND = 10_000_000n;
export const MAX_TICKS = 2n ** 63n - 1n;
export const MIN_TICKS = -(2n ** 63n);

export const isUnknown = (value: Value): value is Unknown => value.kind === 'unknown';

/** The first unknown among values, so that what is made of them says the same reason. */
export function firstUnknown(values: readonly Value[]): Unknown | undefined {
  return values.find(isUnknown);
}

/** The first configuration source among values. */
export function sourceOf(...values: readonly Value[]): Source | undefined {
  return values.find((value) => value.from !== undefined)?.from;
}

/** The value as made from a configuration source, unless it already has one. */
export function withSource<V extends Value>(value: V, from: Source | undefined): V {
  if (!from || value.from || value.kind === 'object') return value;
  return { ...value, from };
}

/** Do both stand for the same thing? Instances are the same only as themselves. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'null':
    case 'void':
      return true;
    case 'bool':
    case 'char':
    case 'text':
    case 'whole':
      return a.value === (b as typeof a).value;
    case 'real':
      return a.value === (b as Real).value;
    case 'span':
    case 'moment':
      return a.ticks === (b as typeof a).ticks;
    case 'enum':
      return a.type === (b as EnumValue).type && a.value === (b as EnumValue).value;
    case 'unknown':
      return a.reason === (b as Unknown).reason;
    case 'function': {
      const other = b as FunctionValue;
      return (
        (a.node !== undefined && a.node === other.node && a.scope === other.scope) ||
        (a.methods !== undefined && a.methods[0] === other.methods?.[0] && a.target === other.target)
      );
    }
    case 'tuple': {
      const other = b as typeof a;
      return a.items.length === other.items.length && a.items.every((item, i) => sameValue(item, other.items[i]!));
    }
    case 'native':
      return a.data === (b as typeof a).data;
    case 'type':
      return a.type.full === (b as typeof a).type.full;
    case 'items': {
      const other = b as typeof a;
      return a.items.length === other.items.length && a.items.every((item, i) => sameItem(item, other.items[i]!));
    }
    case 'object':
      return false;
  }
}

export function sameItem(a: Item, b: Item): boolean {
  return a.maybe === b.maybe && sameValue(a.value, b.value);
}
