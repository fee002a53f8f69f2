import type { CSharpNode } from '../../syntax/csharp/node';
import type { Declarations } from './declarations';
import type { Versions } from './framework/model';
import type { Heap } from './heap';
import { SCOPE, type TypeDeclaration, type TypeRef } from './types';
import type { Completion, Frame } from './value';
import { Instance, type Place, placeOf, TOUCHED, type Unknown, unknown, type Value } from './value';

/** Everything a run of start-up code knows and changes. */
export interface Machine {
  readonly declarations: Declarations;
  readonly heap: Heap;
  readonly versions: Versions;
  /** Reading and running of code, for whoever stands below it. */
  readonly code: Code;
  /** The framework's part: what code calls that the project does not declare. */
  readonly framework: Framework;
  readonly statics: Map<TypeDeclaration, Instance>;
  /** Static members that are being made: a circle reads the default. */
  readonly making: Set<unknown>;
  /** What is left of the work that may be done. */
  budget: number;
  depth: number;
  /** Nested blocks that catch: what throws in a branch nobody can decide may be caught there. */
  guarded: number;
  /** How often something was not understood: what may have thrown. */
  doubts: number;
}

/** What runs code: given to the machine, so that what it uses can use it. */
export interface Code {
  evaluate(machine: Machine, node: CSharpNode, frame: Frame, expected?: TypeRef): Value;
  execute(machine: Machine, node: CSharpNode, frame: Frame): Completion;
  /** The body of a lambda or an accessor: a block or an expression. */
  bodyValue(machine: Machine, body: CSharpNode, frame: Frame, expected?: TypeRef): Value;
  readIndex(machine: Machine, target: Value, args: readonly Value[], node: CSharpNode): Value;
  /** What a `?.` chain hangs on. */
  boundTarget(machine: Machine, node: CSharpNode, target: Value, frame: Frame): Value;
}

/** Calls and members that the project does not declare. Undefined: not known here. */
export interface Framework {
  call(machine: Machine, call: Call): Value | undefined;
  /** A member of a value. */
  member(machine: Machine, target: Value, name: string, place: Place): Value | undefined;
  /** A member of a type of the framework. */
  constant(machine: Machine, type: TypeRef, name: string, place: Place): Value | undefined;
  /** Runs after a property of a framework object was written; throws what its setter throws. */
  written(machine: Machine, target: Instance, name: string, value: Value, place: Place): void;
  create(machine: Machine, type: TypeRef, args: readonly Argument[], node: CSharpNode, frame: Frame): Value | undefined;
  index(machine: Machine, target: Value, args: readonly Value[], place: Place): Value | undefined;
  /** `target[index] = value`; false when nobody knows what that does. */
  writeIndex(machine: Machine, target: Value, args: readonly Value[], value: Value, place: Place): boolean;
}

/** An argument; target-typed ones (`new()`, `default`, `[…]`) become a value when the parameter's type is known. */
export interface Argument {
  readonly name: string | undefined;
  readonly node: CSharpNode;
  readonly by: 'value' | 'ref' | 'out';
  value(expected?: TypeRef): Value;
  /** Writes an `out` or `ref` argument back. */
  assign(value: Value): void;
}

export interface Call {
  /** Undefined for a static call. */
  readonly target: Value | undefined;
  /** Of a static call. */
  readonly type: TypeRef | undefined;
  readonly name: string;
  readonly args: readonly Argument[];
  readonly typeArguments: readonly TypeRef[];
  readonly node: CSharpNode;
  readonly frame: Frame;
}

/** An exception of the interpreted code. */
export class Thrown {
  constructor(
    /** Simple name of its type: `FormatException`. */
    readonly type: string,
    readonly message: string,
    readonly at: Place | undefined,
  ) {}
}

/** The run ends here: the server starts, or nothing more can be done. */
export class Ended {
  constructor(readonly reason: 'started' | 'budget') {}
}

export function spend(machine: Machine): void {
  if (--machine.budget < 0) throw new Ended('budget');
}

export function newScope(parent: Instance | undefined): Instance {
  return new Instance(SCOPE, parent);
}

/** The same activation with a scope of its own inside. */
export function inner(frame: Frame): Frame {
  return { ...frame, scope: newScope(frame.scope) };
}

export function findVariable(scope: Instance | undefined, name: string): Instance | undefined {
  for (let at = scope; at; at = at.parent) if (at.cells.has(name)) return at;
  return undefined;
}

/** Notes that something was not understood, and says so as a value. */
export function notUnderstood(machine: Machine, reason: string, node: CSharpNode): Unknown {
  machine.doubts++;
  return unknown(reason, placeOf(node));
}

/** Someone unknown got hold of the object: whatever it holds may have been changed. */
export function touch(machine: Machine, value: Value, why: Unknown, met = new Set<Instance>()): void {
  if (value.kind !== 'object' || met.has(value) || value.type === SCOPE) return;
  if (isShared(value)) return;
  met.add(value);
  machine.heap.write(value, TOUCHED, why);
  for (const [cell, held] of value.cells) {
    if (cell === TOUCHED || cell.startsWith('@') || cell === '$items') continue;
    if (held.kind === 'object') touch(machine, held, why, met);
    else machine.heap.write(value, cell, why);
  }
  if (value.cells.has('$items')) machine.heap.write(value, '$items', why);
}

/** Things that start-up code hands around freely, and that are not changed by whoever gets them as far as options go. */
function isShared(value: Instance): boolean {
  return value.type.full.startsWith('$host.');
}
