import { child, textOf } from '../../syntax/csharp/node';
import { declare } from './assign';
import { settleReturns } from './branches';
import type { Declarations } from './declarations';
import { bodyValue, boundTarget, evaluate, readIndex } from './evaluate';
import { execute, statements } from './execute';
import { addDefaultProviders } from './framework/configuration';
import { parametersOf } from './framework/container';
import { frameworkFor } from './framework/framework';
import { type Host, newHost, type Surroundings } from './framework/host';
import { build, startUp } from './framework/hosting';
import type { Versions } from './framework/model';
import { Heap } from './heap';
import { argumentOf, callMember } from './invoke';
import { Ended, type Framework, type Machine, newScope, Thrown } from './machine';
import { refTo } from './names';
import type { Member } from './types';
import { type Frame, type Place, placeOf, unknown } from './value';

/** Steps of work that a host may take; generated code stops here and what it did not reach is unknown. */
const BUDGET = 400_000;

/** A host after its start-up code ran. */
export interface RunHost {
  readonly machine: Machine;
  readonly host: Host;
  /** How it went: to the start of the server, to the end of the code, or not that far. */
  readonly outcome:
    | { readonly kind: 'started' }
    | { readonly kind: 'ended' }
    | { readonly kind: 'throws'; readonly message: string; readonly at: Place | undefined }
    | { readonly kind: 'refused'; readonly message: string }
    | { readonly kind: 'none' };
}

/** A machine and a host that nothing has run on yet. */
export function newRun(
  declarations: Declarations,
  versions: Versions,
  surroundings: Surroundings,
  outside: Iterable<string> = [],
): { readonly machine: Machine; readonly host: Host } {
  const heap = new Heap();
  let framework: Framework | undefined;
  const machine: Machine = {
    code: { evaluate, execute, bodyValue, readIndex, boundTarget },
    declarations,
    heap,
    versions,
    get framework() {
      return framework!;
    },
    statics: new Map(),
    making: new Set(),
    budget: BUDGET,
    depth: 0,
    guarded: 0,
    doubts: 0,
  };
  const host = newHost(machine, surroundings, outside);
  framework = frameworkFor(host);
  return { machine, host };
}

/** Runs the start-up code of an ASP.NET Core host in one environment. Never throws. */
export function runHost(declarations: Declarations, versions: Versions, surroundings: Surroundings): RunHost {
  const run = (outside: ReadonlySet<string>): RunHost => {
    const { machine, host } = newRun(declarations, versions, surroundings, outside);
    return { machine, host, outcome: outcomeOf(machine, () => start(machine, host)) };
  };
  const first = run(new Set());
  const outside = new Set<string>();
  let last = first;
  for (; last.outcome.kind === 'throws'; last = run(outside)) {
    // A host that is deployed does start: a key that it fails without is set where it runs.
    const { asked } = last.host.absent;
    if (asked === undefined || outside.has(asked) || outside.size >= MOST_OUTSIDE) return first;
    outside.add(asked);
  }
  return last;
}

/** More keys than this are not what keeps a host from starting. */
const MOST_OUTSIDE = 20;

/** Runs something of the interpreted code; every way that it can end is an answer. */
export function outcomeOf(machine: Machine, run: () => boolean): RunHost['outcome'] {
  try {
    return run() ? { kind: 'ended' } : { kind: 'none' };
  } catch (caught) {
    if (caught instanceof Ended)
      return caught.reason === 'started'
        ? { kind: 'started' }
        : { kind: 'refused', message: 'the start-up code does more than can be followed' };
    if (caught instanceof Thrown)
      return { kind: 'throws', message: `${caught.type}: ${caught.message}`, at: caught.at };
    // The engine's own stack is the last bound.
    if (caught instanceof RangeError)
      return { kind: 'refused', message: 'the start-up code is nested more deeply than can be followed' };
    throw caught;
  } finally {
    machine.depth = 0;
    while (machine.heap.depth > 0) machine.heap.keep();
  }
}

function start(machine: Machine, host: Host): boolean {
  const { declarations } = machine;
  const args = unknown('the arguments of the command line are not known');
  const program = declarations.programs()[0];
  if (program) {
    const frame: Frame = {
      lexical: program.lexical,
      type: undefined,
      typeArguments: new Map(),
      self: undefined,
      scope: newScope(undefined),
      yields: undefined,
      parked: [],
    };
    declare(machine, frame, 'args', args);
    settleReturns(machine, frame, 0, statements(machine, program.statements, frame));
    return true;
  }
  const main = entryPoint(declarations);
  if (main) {
    const passed = parametersOf(main).map(() => argumentOf(args, main.node));
    callMember(machine, main, undefined, passed, new Map(), main.node);
    return true;
  }
  const startup = declarations
    .starters()
    .find((type) => type.name === 'Startup' && type.members.some((member) => member.name === 'ConfigureServices'));
  if (!startup) return false;
  const node = startup.parts[0]!.node;
  addDefaultProviders(machine, host, placeOf(node));
  for (const pipeline of startUp(machine, host, refTo(startup), node)) pipeline();
  build(machine, host, node);
  return true;
}

function entryPoint(declarations: Declarations): Member | undefined {
  for (const type of declarations.starters())
    for (const member of type.members)
      if (
        member.kind === 'method' &&
        member.name === 'Main' &&
        member.isStatic &&
        (child(member.node, 'body') || /=>/.test(textOf(member.node)))
      )
        return member;
  return undefined;
}
