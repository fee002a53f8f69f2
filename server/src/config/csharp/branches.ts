import { type Machine, Thrown } from './machine';
import {
  type Completion,
  type Frame,
  isUnknown,
  sameValue,
  sourceOf,
  type Unknown,
  unknown,
  type Value,
  VOID,
  type Writes,
  withSource,
} from './value';

/** Why a condition that is not true or false cannot be decided. */
export function undecided(condition: Value): Unknown {
  return isUnknown(condition) ? condition : unknown('the condition is not understood');
}

/** One of two values by a condition; both are tried when nobody can decide, and what they agree on is known. */
export function choose(machine: Machine, condition: Value, yes: () => Value, no: () => Value): Value {
  if (condition.kind === 'bool') return withSource((condition.value ? yes : no)(), sourceOf(condition));
  const why = undecided(condition);
  const one = tried(machine, yes);
  const other = tried(machine, no);
  if (one.thrown && other.thrown) throw one.thrown;
  // A way that throws is no way that a running host went, unless someone catches it.
  if ((one.thrown || other.thrown) && machine.guarded === 0) {
    const only = one.thrown ? other : one;
    machine.heap.apply(only.writes);
    return only.value!;
  }
  machine.heap.join(one.writes, other.writes, why);
  if (!one.value || !other.value) return why;
  const joined = machine.heap.joinValues(one.value, other.value, why);
  return joined ?? why;
}

interface Tried {
  readonly value: Value | undefined;
  readonly thrown: Thrown | undefined;
  readonly writes: Writes;
}

/** Runs something and takes its writes back. */
export function tried(machine: Machine, run: () => Value): Tried {
  machine.heap.begin();
  const depth = machine.heap.depth;
  let value: Value | undefined;
  let thrown: Thrown | undefined;
  try {
    value = run();
  } catch (caught) {
    if (!(caught instanceof Thrown)) throw caught;
    thrown = caught;
  }
  while (machine.heap.depth > depth) machine.heap.keep();
  return { value, thrown, writes: machine.heap.takeBack() };
}

/**
 * Goes one of two ways by a condition. When nobody can decide, both are tried; a way that leaves early is set aside in
 * `frame.parked` until the block that it leaves is over (`settle`), while the other goes on.
 */
export function fork(
  machine: Machine,
  condition: Value,
  frame: Frame,
  yes: () => Completion,
  no: () => Completion,
): Completion {
  if (condition.kind === 'bool') return (condition.value ? yes : no)();
  const why = undecided(condition);
  const one = attempt(machine, frame, yes);
  const other = attempt(machine, frame, no);
  if (one.thrown && other.thrown) throw one.thrown;
  if ((one.thrown || other.thrown) && machine.guarded === 0) {
    const only = one.thrown ? other : one;
    machine.heap.apply(only.writes);
    return only.completion;
  }
  if (one.thrown || other.thrown) {
    machine.doubts++;
    machine.heap.join(one.writes, other.writes, why);
    return (one.thrown ? other : one).completion;
  }
  const [a, b] = [one.completion, other.completion];
  if (a?.kind === b?.kind) {
    machine.heap.join(one.writes, other.writes, why);
    const mixed = one.mixed ?? other.mixed;
    if (mixed && !a) setAside(machine, frame, new Map(), mixed, why);
    return joinCompletions(machine, a, b, why);
  }
  const [left, on] = a ? [one, other] : [other, one];
  setAside(machine, frame, left.writes, left.completion!, why);
  machine.heap.apply(on.writes);
  if (on.mixed) setAside(machine, frame, new Map(), on.mixed, why);
  return on.completion;
}

/** One way has left; from here on every write is one of two ways. */
function setAside(
  machine: Machine,
  frame: Frame,
  writes: Writes,
  completion: NonNullable<Completion>,
  why: Unknown,
): void {
  frame.parked.push({ writes, completion, why });
  machine.heap.begin();
}

function joinCompletions(machine: Machine, a: Completion, b: Completion, why: Unknown): Completion {
  if (a?.kind === 'return' && b?.kind === 'return') {
    if (sameValue(a.value, b.value)) return a;
    return { kind: 'return', value: machine.heap.joinValues(a.value, b.value, why) ?? why };
  }
  return a;
}

interface Attempt {
  readonly completion: Completion;
  /** It went on, but perhaps it had left before. */
  readonly mixed: Completion;
  readonly thrown: Thrown | undefined;
  readonly writes: Writes;
}

function attempt(machine: Machine, frame: Frame, run: () => Completion): Attempt {
  machine.heap.begin();
  const depth = machine.heap.depth;
  const from = frame.parked.length;
  let completion: Completion;
  let mixed: Completion;
  let thrown: Thrown | undefined;
  try {
    completion = run();
    if (frame.parked.length > from) {
      mixed = completion ? undefined : frame.parked.at(-1)!.completion;
      completion = meet(machine, frame, from, completion);
      if (mixed) completion = undefined;
    }
  } catch (caught) {
    if (!(caught instanceof Thrown)) throw caught;
    thrown = caught;
    frame.parked.length = from;
  }
  while (machine.heap.depth > depth) machine.heap.keep();
  return { completion, mixed, thrown, writes: machine.heap.takeBack() };
}

/** Every way that was set aside since `from` meets the one that went on. */
function meet(machine: Machine, frame: Frame, from: number, completion: Completion): Completion {
  let result = completion;
  while (frame.parked.length > from) {
    const parked = frame.parked.pop()!;
    machine.heap.join(parked.writes, machine.heap.takeBack(), parked.why);
    if (parked.completion.kind === 'return')
      result = joinCompletions(
        machine,
        parked.completion,
        result?.kind === 'return' ? result : { kind: 'return', value: VOID },
        parked.why,
      );
  }
  return result;
}

/** Ends a method: all ways that returned early meet. */
export function settleReturns(machine: Machine, frame: Frame, from: number, completion: Completion): Completion {
  return meet(machine, frame, from, completion);
}

/** Ends a loop or a switch: ways that broke out of it meet the one that went on; those that returned stay set aside. */
export function settleBreaks(machine: Machine, frame: Frame, from: number, completion: Completion): Completion {
  const returned = frame.parked.slice(from).find((parked) => parked.completion.kind === 'return');
  if (frame.parked.length === from) return completion;
  const result = meet(machine, frame, from, completion);
  if (returned && completion?.kind !== 'return') {
    setAside(machine, frame, new Map(), returned.completion, returned.why);
    return completion;
  }
  return result;
}
