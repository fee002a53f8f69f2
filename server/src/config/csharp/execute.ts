import { allOfType, type CSharpNode, child, hasKeyword, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import { declare, deconstruct } from './assign';
import { fork, settleBreaks, tried, undecided } from './branches';
import { coerced } from './convert';
import { defaultOf } from './defaults';
import { evaluate } from './evaluate';
import { addTo } from './list';
import { inner, type Machine, notUnderstood, spend, Thrown, touch } from './machine';
import { resolveType } from './names';
import { matches } from './patterns';
import {
  type Completion,
  type Frame,
  ITEMS,
  type Item,
  isUnknown,
  NULL,
  placeOf,
  type Unknown,
  unknown,
  type Value,
  VOID,
  type Writes,
} from './value';

/** Loops that go on longer are refused. */
const MOST_ROUNDS = 1_000;

/** Runs a statement. */
export function execute(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  spend(machine);
  if (node.broken && !hasBody(node)) return broken(machine, node, frame);
  switch (node.type) {
    case 'block':
    case 'declaration_list':
      return statements(machine, namedChildren(node), inner(frame));
    case 'global_statement':
      return statements(machine, namedChildren(node), frame);
    case 'local_declaration_statement':
    case 'variable_declaration':
      return declareLocals(machine, node, frame);
    case 'expression_statement': {
      const expression = namedChildren(node)[0];
      if (expression) evaluate(machine, expression, frame);
      return undefined;
    }
    case 'if_statement': {
      const condition = evaluate(machine, child(node, 'condition') ?? node, frame);
      const [yes, no] = [child(node, 'consequence'), child(node, 'alternative')];
      return fork(
        machine,
        condition,
        frame,
        () => (yes ? execute(machine, yes, frame) : undefined),
        () => (no ? execute(machine, no, frame) : undefined),
      );
    }
    case 'return_statement': {
      const value = namedChildren(node)[0];
      return { kind: 'return', value: value ? evaluate(machine, value, frame, frame.returns) : VOID };
    }
    case 'break_statement':
      return { kind: 'break' };
    case 'continue_statement':
      return { kind: 'continue' };
    case 'throw_statement': {
      const thrown = namedChildren(node)[0] ? evaluate(machine, namedChildren(node)[0]!, frame) : NULL;
      throw new Thrown(
        thrown.kind === 'object' ? thrown.type.name : 'Exception',
        'the code throws here',
        placeOf(node),
      );
    }
    case 'yield_statement': {
      const value = namedChildren(node)[0];
      if (!value || !hasKeyword(node, 'return')) return { kind: 'return', value: VOID };
      if (frame.yields)
        addTo(machine, frame.yields, { value: evaluate(machine, value, frame, frame.yields.type.args[0]) });
      return undefined;
    }
    case 'switch_statement':
      return switchStatement(machine, node, frame);
    case 'try_statement':
      return tryStatement(machine, node, frame);
    case 'foreach_statement':
      return foreach(machine, node, frame);
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
      return loop(machine, node, frame);
    case 'using_statement': {
      const inside = inner(frame);
      const parts = namedChildren(node);
      const body = child(node, 'body') ?? parts.at(-1)!;
      for (const part of parts)
        if (part !== body)
          part.type === 'variable_declaration' ? declareLocals(machine, part, inside) : evaluate(machine, part, inside);
      return execute(machine, body, inside);
    }
    case 'lock_statement':
    case 'checked_statement':
    case 'unsafe_statement':
    case 'fixed_statement':
    case 'labeled_statement':
      return execute(machine, child(node, 'body') ?? namedChildren(node).at(-1)!, frame);
    case 'preproc_if':
    case 'preproc_elif':
    case 'preproc_else':
      return preprocessor(machine, node, frame);
    case 'local_function_statement':
    case 'empty_statement':
    case 'comment':
      return undefined;
    default:
      if (node.type.startsWith('preproc_')) return undefined;
      if (node.type.endsWith('_statement') || node.type === 'ERROR') return broken(machine, node, frame);
      evaluate(machine, node, frame);
      return undefined;
  }
}

function hasBody(node: CSharpNode): boolean {
  return [
    'block',
    'if_statement',
    'foreach_statement',
    'for_statement',
    'while_statement',
    'using_statement',
    'try_statement',
    'switch_statement',
    'preproc_if',
    'preproc_else',
    'preproc_elif',
    'global_statement',
    'lock_statement',
    'local_function_statement',
    'expression_statement',
    'local_declaration_statement',
  ].includes(node.type);
}

/** Statements in order; local functions are known before the first runs. */
export function statements(machine: Machine, all: readonly CSharpNode[], frame: Frame): Completion {
  for (const one of all)
    if (one.type === 'local_function_statement') {
      const name = child(one, 'name');
      if (name)
        machine.heap.write(frame.scope, textOf(name), { kind: 'function', node: one, scope: frame.scope, frame });
    }
  for (const one of all) {
    const completion = execute(machine, one, frame);
    if (completion) return completion;
  }
  return undefined;
}

/** Code that the parser could not read: every variable it mentions may be anything. */
function broken(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  const why = notUnderstood(machine, 'the code is not understood here', node);
  for (const name of new Set(textOf(node).match(/[A-Za-z_]\w*/g) ?? []))
    for (let at = frame.scope as typeof frame.scope | undefined; at; at = at.parent) {
      const held = at.cells.get(name);
      if (!held) continue;
      if (held.kind === 'object') touch(machine, held, why);
      else machine.heap.write(at, name, why);
      break;
    }
  return undefined;
}

function declareLocals(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  const declaration = node.type === 'variable_declaration' ? node : ofType(node, 'variable_declaration');
  if (!declaration) return undefined;
  const typeNode = child(declaration, 'type');
  const type =
    typeNode && typeNode.type !== 'implicit_type' ? resolveType(typeNode, frame, machine.declarations) : undefined;
  for (const declarator of allOfType(declaration, 'variable_declarator')) {
    const name = child(declarator, 'name');
    const initializer = namedChildren(declarator)
      .filter((one) => one !== name && one.type !== 'bracketed_argument_list')
      .at(-1);
    if (!name) {
      // `var (a, b) = …`
      const pattern = ofType(declarator, 'tuple_pattern');
      if (pattern && initializer && initializer !== pattern)
        deconstruct(machine, pattern, evaluate(machine, initializer, frame), frame);
      continue;
    }
    const value = initializer
      ? coerced(machine, evaluate(machine, initializer, frame, type), type, placeOf(initializer))
      : type
        ? defaultOf(machine, type)
        : NULL;
    declare(machine, frame, textOf(name), value, type);
  }
  return undefined;
}

function switchStatement(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  const subject = child(node, 'value');
  const body = child(node, 'body');
  if (!subject || !body) return undefined;
  const value = evaluate(machine, subject, frame);
  const from = frame.parked.length;
  const sections = allOfType(body, 'switch_section');
  const isDefault = (section: CSharpNode) =>
    section.children.some((part) => part.type === 'default' || part.type === 'discard');
  const run = (section: CSharpNode, inside: Frame): Completion => {
    const own = namedChildren(section).filter(
      (part) => part.type.endsWith('_statement') || part.type === 'block' || part.type.startsWith('preproc'),
    );
    return statements(machine, own, inside);
  };
  const labels = (section: CSharpNode) =>
    namedChildren(section).filter(
      (part) =>
        !part.type.endsWith('_statement') &&
        part.type !== 'block' &&
        part.type !== 'when_clause' &&
        !part.type.startsWith('preproc'),
    );
  const go = (i: number): Completion => {
    const section = sections[i];
    if (!section) {
      const fallback = sections.find(isDefault);
      return fallback ? run(fallback, inner(frame)) : undefined;
    }
    const inside = inner(frame);
    let fits: Value = { kind: 'bool', value: false };
    for (const label of labels(section)) {
      const one = matches(machine, value, label, inside);
      if (one.kind === 'bool' && one.value) {
        fits = one;
        break;
      }
      if (one.kind !== 'bool') fits = one;
    }
    const guard = ofType(section, 'when_clause');
    if (guard && !(fits.kind === 'bool' && !fits.value)) {
      const also = evaluate(machine, namedChildren(guard)[0]!, inside);
      fits = fits.kind === 'bool' ? also : fits;
    }
    return fork(
      machine,
      fits,
      frame,
      () => run(section, inside),
      () => go(i + 1),
    );
  };
  const completion = settleBreaks(machine, frame, from, go(0));
  return completion?.kind === 'break' ? undefined : completion;
}

function tryStatement(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  const body = child(node, 'body') ?? ofType(node, 'block');
  const catches = allOfType(node, 'catch_clause');
  const last = ofType(node, 'finally_clause');
  const finish = (completion: Completion): Completion => {
    const block = last && ofType(last, 'block');
    return (block && execute(machine, block, frame)) ?? completion;
  };
  if (!body) return undefined;
  if (catches.length === 0) return finish(execute(machine, body, frame));
  const doubts = machine.doubts;
  const parked = frame.parked.length;
  const depth = machine.heap.depth;
  machine.guarded++;
  let completion: Completion;
  try {
    completion = execute(machine, body, frame);
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    while (machine.heap.depth > depth && frame.parked.length > parked) {
      frame.parked.pop();
      machine.heap.keep();
    }
    machine.guarded--;
    const fitting = catches.find((one) => catchesType(one, thrown.type));
    if (!fitting) {
      finish(undefined);
      throw thrown;
    }
    return finish(runCatch(machine, fitting, frame));
  }
  machine.guarded--;
  if (machine.doubts > doubts) {
    // Something in there was not understood: it may have thrown, and one of the catches may have run.
    const why = unknown('an exception may have been caught here', placeOf(node));
    for (const one of catches) {
      const from = frame.parked.length;
      const way = tried(machine, () => {
        runCatch(machine, one, frame);
        return VOID;
      });
      frame.parked.length = from;
      if (!way.thrown) machine.heap.join(way.writes, new Map(), why);
    }
  }
  return finish(completion);
}

function catchesType(clause: CSharpNode, thrown: string): boolean {
  const declaration = ofType(clause, 'catch_declaration');
  const type = declaration && child(declaration, 'type');
  if (!type) return true;
  const name = textOf(type).split('.').at(-1)!;
  if (name === 'Exception' || name === 'SystemException' || name === thrown) return true;
  return (
    {
      ArgumentException: ['ArgumentNullException', 'ArgumentOutOfRangeException'],
      ArithmeticException: ['OverflowException', 'DivideByZeroException'],
    }[name] ?? []
  ).includes(thrown);
}

function runCatch(machine: Machine, clause: CSharpNode, frame: Frame): Completion {
  const inside = inner(frame);
  const name = ofType(clause, 'catch_declaration') && child(ofType(clause, 'catch_declaration')!, 'name');
  if (name) declare(machine, inside, textOf(name), unknown('an exception', placeOf(name)));
  const body = child(clause, 'body') ?? ofType(clause, 'block');
  return body ? execute(machine, body, inside) : undefined;
}

function foreach(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  const [left, right, body] = [child(node, 'left'), child(node, 'right'), child(node, 'body')];
  if (!left || !right || !body) return undefined;
  const list = evaluate(machine, right, frame);
  const held = list.kind === 'object' ? list.cells.get(ITEMS) : undefined;
  const bind = (inside: Frame, value: Value) => {
    if (left.type === 'identifier') declare(machine, inside, textOf(left), value);
    else deconstruct(machine, left, value, inside);
  };
  if (held?.kind !== 'items') {
    const why = isUnknown(list)
      ? list
      : held && isUnknown(held)
        ? held
        : notUnderstood(machine, 'the elements of the loop are not known', node);
    return perhapsOften(machine, frame, why, (inside) => {
      bind(inside, why);
      return execute(machine, body, inside);
    });
  }
  return rounds(machine, frame, held.items, (item, inside) => {
    bind(inside, item.value);
    return execute(machine, body, inside);
  });
}

function rounds(
  machine: Machine,
  frame: Frame,
  items: readonly Item[],
  run: (item: Item, inside: Frame) => Completion,
): Completion {
  const from = frame.parked.length;
  for (const item of items.slice(0, MOST_ROUNDS)) {
    const start = frame.parked.length;
    let completion = item.maybe
      ? fork(
          machine,
          item.maybe,
          frame,
          () => run(item, inner(frame)),
          () => undefined,
        )
      : run(item, inner(frame));
    completion = settleContinues(machine, frame, start, completion);
    if (completion?.kind === 'break') break;
    if (completion?.kind === 'return') return settleBreaks(machine, frame, from, completion);
  }
  const completion = settleBreaks(machine, frame, from, undefined);
  return completion?.kind === 'return' ? completion : undefined;
}

/** The end of a round: who said `continue` under an unknown condition meets the others here. */
function settleContinues(machine: Machine, frame: Frame, from: number, completion: Completion): Completion {
  if (frame.parked.length > from && frame.parked.slice(from).every((parked) => parked.completion.kind === 'continue'))
    return settleBreaks(machine, frame, from, completion);
  return completion;
}

/** A body that runs nobody knows how often: what it writes is unknown. */
function perhapsOften(machine: Machine, frame: Frame, why: Unknown, run: (inside: Frame) => Completion): Completion {
  const from = frame.parked.length;
  const way = tried(machine, () => {
    run(inner(frame));
    settleBreaks(machine, frame, from, undefined);
    return VOID;
  });
  frame.parked.length = Math.min(frame.parked.length, from);
  forget(machine, way.writes, why);
  return undefined;
}

function forget(machine: Machine, writes: Writes, why: Unknown): void {
  for (const [instance, cells] of writes)
    for (const [cell, value] of cells) {
      const before = instance.cells.get(cell);
      if (value?.kind === 'items' && (before === undefined || before.kind === 'items'))
        machine.heap.join(new Map([[instance, new Map([[cell, value]])]]), new Map(), why);
      else if (before !== undefined) machine.heap.write(instance, cell, why);
    }
}

function loop(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  const outer = inner(frame);
  const body = child(node, 'body') ?? namedChildren(node).at(-1)!;
  const initializer = child(node, 'initializer');
  if (initializer)
    initializer.type === 'variable_declaration'
      ? declareLocals(machine, initializer, outer)
      : evaluate(machine, initializer, outer);
  const condition = child(node, 'condition');
  const updates = node.children.filter((one) => one.field === 'update');
  const from = frame.parked.length;
  for (let round = 0; ; round++) {
    const first = round === 0 && node.type === 'do_statement';
    const goes: Value = first || !condition ? { kind: 'bool', value: true } : evaluate(machine, condition, outer);
    if (goes.kind === 'bool' && !goes.value) break;
    if (goes.kind !== 'bool' || round >= MOST_ROUNDS || frame.parked.length > from) {
      const why =
        goes.kind === 'bool' ? unknown('the loop goes on too long to be followed', placeOf(node)) : undecided(goes);
      machine.doubts++;
      perhapsOften(machine, outer, why, (inside) => execute(machine, body, inside));
      break;
    }
    const completion = execute(machine, body, inner(outer));
    if (completion?.kind === 'break') break;
    if (completion?.kind === 'return') return settleBreaks(machine, frame, from, completion);
    for (const update of updates) evaluate(machine, update, outer);
  }
  const completion = settleBreaks(machine, frame, from, undefined);
  return completion?.kind === 'return' ? completion : undefined;
}

/** A branch of the preprocessor that the project does not decide: both sides are one of two ways. */
function preprocessor(machine: Machine, node: CSharpNode, frame: Frame): Completion {
  const alternative = child(node, 'alternative');
  const condition = child(node, 'condition');
  const own = namedChildren(node).filter((one) => one !== alternative && one !== condition);
  if (node.type === 'preproc_else' || !condition) return statements(machine, own, frame);
  const why = unknown(`it depends on the symbol ${textOf(condition)} of the build`, placeOf(condition));
  return fork(
    machine,
    why,
    frame,
    () => statements(machine, own, frame),
    () => (alternative ? preprocessor(machine, alternative, frame) : undefined),
  );
}
