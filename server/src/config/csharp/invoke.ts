import { allOfType, type CSharpNode, child, hasKeyword, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import { declare, targetOf } from './assign';
import { choose, settleReturns } from './branches';
import { coerced, typeNameOf } from './convert';
import { TYPE_MODELS } from './framework/model';
import { emptyList, listOf } from './list';
import { type Argument, findVariable, type Machine, newScope, notUnderstood, touch } from './machine';
import {
  declaredType,
  frameworkBases,
  memberNamed,
  methodsNamed,
  readMember,
  readSelfMember,
  typeOrNamespace,
} from './members';
import { baseDeclarations, resolveType } from './names';
import type { Lexical, Member, TypeDeclaration, TypeRef } from './types';
import {
  type Completion,
  type Frame,
  type FunctionValue,
  ITEMS,
  isUnknown,
  NULL,
  placeOf,
  text,
  unknown,
  type Value,
  VOID,
} from './value';

/** Deeper calls are circles, or nearly. */
const DEEPEST_CALL = 64;

/** A call of any kind. `target` is what a `?.` chain hangs on. */
export function invoke(
  machine: Machine,
  node: CSharpNode,
  frame: Frame,
  expected: TypeRef | undefined,
  target?: Value,
): Value {
  const called = child(node, 'function') ?? namedChildren(node)[0];
  const list = child(node, 'arguments');
  if (!called || !list) return notUnderstood(machine, 'the code is incomplete here', node);
  if (called.type === 'identifier' && textOf(called) === 'nameof') return nameOf(list);
  const args = argumentsIn(machine, list, frame);
  switch (called.type) {
    case 'identifier':
    case 'generic_name':
      return callByName(machine, called, args, node, frame);
    case 'member_access_expression':
    case 'member_binding_expression':
      return callOnTarget(machine, called, args, node, frame, target);
    default: {
      const value = machine.code.evaluate(machine, called, frame, expected);
      return callFunction(machine, value, args, node);
    }
  }
}

function nameOf(list: CSharpNode): Value {
  const names = textOf(list).match(/@?[A-Za-z_]\w*/g);
  return text(names?.at(-1) ?? '');
}

/** Arguments as written; each becomes a value when it is asked for, once. */
export function argumentsIn(machine: Machine, list: CSharpNode, frame: Frame): readonly Argument[] {
  return allOfType(list, 'argument').map((argument) => {
    const name = child(argument, 'name');
    const node =
      namedChildren(argument)
        .filter((one) => one !== name)
        .at(-1) ?? argument;
    const by = hasKeyword(argument, 'out') ? 'out' : hasKeyword(argument, 'ref') ? 'ref' : 'value';
    let held: Value | undefined;
    return {
      name: name ? textOf(name) : undefined,
      node,
      by,
      value: (type) =>
        (held ??=
          by === 'out'
            ? NULL
            : coerced(machine, machine.code.evaluate(machine, node, frame, type), type, placeOf(node))),
      assign: (value) => {
        if (node.type === 'discard') return;
        if (node.type === 'declaration_expression') {
          const variable = child(node, 'name');
          const type = child(node, 'type');
          if (variable?.type === 'identifier')
            declare(
              machine,
              frame,
              textOf(variable),
              value,
              type && type.type !== 'implicit_type' ? resolveType(type, frame, machine.declarations) : undefined,
            );
        } else targetOf(machine, node, frame).write(value);
      },
    };
  });
}

/** An argument that is a value already. */
export function argumentOf(value: Value, node: CSharpNode, name?: string): Argument {
  return { name, node, by: 'value', value: () => value, assign: () => undefined };
}

/**
 * Type arguments, each resolved when it is looked at: of the hundred services that code registers only few matter, and
 * resolving one may mean to read a file.
 */
function typeArgumentsOf(machine: Machine, name: CSharpNode, frame: Frame): readonly TypeRef[] {
  const list = name.type === 'generic_name' ? ofType(name, 'type_argument_list') : undefined;
  const types: TypeRef[] = [];
  for (const [i, node] of (list ? namedChildren(list) : []).entries()) {
    let resolved: TypeRef | undefined;
    Object.defineProperty(types, i, {
      enumerable: true,
      get: () => (resolved ??= resolveType(node, frame, machine.declarations)),
    });
  }
  return types;
}

function callByName(
  machine: Machine,
  called: CSharpNode,
  args: readonly Argument[],
  node: CSharpNode,
  frame: Frame,
): Value {
  const name = textOf(ofType(called, 'identifier') ?? called);
  const typeArguments = typeArgumentsOf(machine, called, frame);
  const holder = findVariable(frame.scope, name);
  if (holder) return callFunction(machine, holder.cells.get(name)!, args, node, typeArguments);
  for (let type: TypeDeclaration | undefined = frame.type; type; type = type.outer) {
    const methods = methodsNamed(machine, type, name);
    const chosen = methods.length > 0 ? chooseMember(machine, methods, args, typeArguments) : undefined;
    if (chosen)
      return callMember(
        machine,
        chosen,
        chosen.isStatic || type !== frame.type ? undefined : frame.self,
        args,
        bindTypes(chosen, typeArguments),
        node,
      );
    if (methods.length > 0) return giveUp(machine, `${name} is not understood`, args, node);
    const held =
      memberNamed(machine, type, name, ['field', 'property']) && readSelfMember(machine, name, frame, placeOf(called));
    if (held) return callFunction(machine, held, args, node, typeArguments);
  }
  for (const opened of frame.lexical.file.statics) {
    const type = typeOrNamespace(machine, opened.split('.'), frame);
    if (!type || !('type' in type)) continue;
    const found = callStatic(machine, type.type, name, args, typeArguments, node, frame);
    if (found) return found;
  }
  // A method that a base class of the framework has, as in a class derived from its own.
  if (frame.self) {
    const found = machine.framework.call(machine, {
      target: frame.self,
      type: undefined,
      name,
      args,
      typeArguments,
      node,
      frame,
    });
    if (found) return found;
  }
  return giveUp(machine, `${name} is not declared in this project`, args, node);
}

function callStatic(
  machine: Machine,
  type: TypeRef,
  name: string,
  args: readonly Argument[],
  typeArguments: readonly TypeRef[],
  node: CSharpNode,
  frame: Frame,
): Value | undefined {
  if (type.declaration) {
    const methods = methodsNamed(machine, type.declaration, name);
    const chosen = methods.length > 0 ? chooseMember(machine, methods, args, typeArguments) : undefined;
    if (chosen) return callMember(machine, chosen, undefined, args, bindTypes(chosen, typeArguments, type), node);
    const held = memberNamed(machine, type.declaration, name, ['field', 'property']);
    if (held) return callFunction(machine, readMember(machine, { kind: 'type', type }, name, node, frame), args, node);
    return undefined;
  }
  return machine.framework.call(machine, { target: undefined, type, name, args, typeArguments, node, frame });
}

function callOnTarget(
  machine: Machine,
  called: CSharpNode,
  args: readonly Argument[],
  node: CSharpNode,
  frame: Frame,
  bound: Value | undefined,
): Value {
  const nameNode = child(called, 'name');
  if (!nameNode) return notUnderstood(machine, 'the code is incomplete here', node);
  const name = textOf(ofType(nameNode, 'identifier') ?? nameNode);
  const typeArguments = typeArgumentsOf(machine, nameNode, frame);
  const expression = child(called, 'expression');
  if (!expression)
    return bound
      ? callOnValue(
          machine,
          machine.code.boundTarget(machine, called, bound, frame),
          name,
          args,
          typeArguments,
          node,
          frame,
        )
      : notUnderstood(machine, 'the code is incomplete here', node);
  if (expression.type === 'base' || expression.type === 'base_expression') {
    const bases = frame.type ? baseDeclarations(frame.type, machine.declarations) : [];
    const methods = bases.flatMap((base) =>
      base.members.filter((member) => member.kind === 'method' && member.name === name),
    );
    const chosen = chooseMember(machine, methods, args, typeArguments);
    return chosen
      ? callMember(machine, chosen, frame.self, args, bindTypes(chosen, typeArguments), node)
      : giveUp(machine, `base.${name} is not declared in this project`, args, node);
  }
  const named = bound ? undefined : typeOrNamespace(machine, expression, frame);
  if (named) {
    if ('type' in named) {
      const found = callStatic(machine, named.type, name, args, typeArguments, node, frame);
      return found ?? giveUp(machine, `${named.type.name}.${name} is not declared in this project`, args, node);
    }
    return giveUp(machine, `${textOf(called)} is not declared in this project`, args, node);
  }
  const target = bound
    ? machine.code.boundTarget(machine, expression, bound, frame)
    : machine.code.evaluate(machine, expression, frame);
  if (target.kind === 'null' && (expression.type === 'conditional_access_expression' || bound)) return NULL;
  return callOnValue(machine, target, name, args, typeArguments, node, frame);
}

/** A method of a value: its own, an extension of the project, or the framework's. */
export function callOnValue(
  machine: Machine,
  target: Value,
  name: string,
  args: readonly Argument[],
  typeArguments: readonly TypeRef[],
  node: CSharpNode,
  frame: Frame,
): Value {
  if (target.kind === 'type') {
    const found = callStatic(machine, target.type, name, args, typeArguments, node, frame);
    if (found) return found;
  }
  if (target.kind === 'function' && (name === 'Invoke' || name === 'DynamicInvoke'))
    return callFunction(machine, target, args, node);
  if (target.kind === 'object' && target.type.declaration) {
    const methods = methodsNamed(machine, target.type.declaration, name);
    const chosen = methods.length > 0 ? chooseMember(machine, methods, args, typeArguments) : undefined;
    if (chosen) return callMember(machine, chosen, target, args, bindTypes(chosen, typeArguments, target.type), node);
    const held = memberNamed(machine, target.type.declaration, name, ['field', 'property']);
    if (held) return callFunction(machine, readMember(machine, target, name, node, frame), args, node);
  }
  const extension = extensionFor(machine, target, name, args, typeArguments, frame);
  if (extension)
    return callMember(
      machine,
      extension,
      undefined,
      [argumentOf(target, node), ...args],
      bindTypes(extension, typeArguments),
      node,
    );
  if (isUnknown(target)) {
    for (const argument of args) giveAway(machine, argument, target);
    machine.doubts++;
    return target;
  }
  const found = machine.framework.call(machine, { target, type: undefined, name, args, typeArguments, node, frame });
  if (found) return found;
  const result = giveUp(
    machine,
    target.kind === 'null' ? `${name} is called on null` : `${name} is not declared in this project`,
    args,
    node,
  );
  if (target.kind === 'object' && TYPE_MODELS[target.type.full]) touch(machine, target, result);
  return result;
}

/** Nobody knows what the call does: what it is given may be changed, and its result is unknown. */
function giveUp(
  machine: Machine,
  reason: string,
  args: readonly Argument[],
  node: CSharpNode,
): ReturnType<typeof unknown> {
  const why = notUnderstood(machine, reason, node);
  for (const argument of args) giveAway(machine, argument, why);
  return why;
}

function giveAway(machine: Machine, argument: Argument, why: ReturnType<typeof unknown>): void {
  if (argument.by !== 'value') argument.assign(why);
  else touch(machine, argument.value(), why);
}

/** The project's extension method that a call on a value means, if one does. */
function extensionFor(
  machine: Machine,
  target: Value,
  name: string,
  args: readonly Argument[],
  typeArguments: readonly TypeRef[],
  frame: Frame,
): Member | undefined {
  const candidates = machine.declarations
    .extensions(name)
    .filter((member) => inSight(member, frame.lexical) && receives(machine, member, target));
  return candidates.length > 0
    ? chooseMember(machine, candidates, [argumentOf(target, candidates[0]!.node), ...args], typeArguments)
    : undefined;
}

function inSight(member: Member, from: Lexical): boolean {
  const namespace = member.owner.namespace;
  return (
    namespace === '' ||
    from.namespace === namespace ||
    from.namespace.startsWith(`${namespace}.`) ||
    from.file.namespaces.includes(namespace) ||
    from.file.statics.includes(member.owner.full)
  );
}

/** Interfaces and bases that things of the framework have, by their own full name. */
export const INTERFACES: Readonly<Record<string, readonly string[]>> = {
  '$host.services': [
    'IServiceCollection',
    'ServiceCollection',
    'IMvcBuilder',
    'IMvcCoreBuilder',
    'AuthenticationBuilder',
    'IdentityBuilder',
    'IIdentityServerBuilder',
    'IDataProtectionBuilder',
    'IServerSideBlazorBuilder',
    'IRazorComponentsBuilder',
    'ISignalRServerBuilder',
    'OptionsBuilder',
    'IHealthChecksBuilder',
    'IHttpClientBuilder',
    'IdentityCookiesBuilder',
    'AppAuthenticationBuilder',
  ],
  '$host.builder': ['WebApplicationBuilder', 'IHostApplicationBuilder', 'HostApplicationBuilder'],
  '$host.host': [
    'IHostBuilder',
    'IWebHostBuilder',
    'ConfigureHostBuilder',
    'ConfigureWebHostBuilder',
    'HostBuilder',
    'WebHostBuilder',
  ],
  '$host.app': ['WebApplication', 'IApplicationBuilder', 'IEndpointRouteBuilder', 'IHost', 'IWebHost', 'IAppBuilder'],
  '$host.configuration': [
    'IConfiguration',
    'IConfigurationRoot',
    'ConfigurationManager',
    'IConfigurationManager',
    'IConfigurationBuilder',
    'ConfigurationBuilder',
    'IConfigurationSection',
  ],
  '$host.environment': ['IWebHostEnvironment', 'IHostEnvironment', 'IHostingEnvironment'],
  '$host.provider': ['IServiceProvider', 'IServiceScope'],
  '$host.context': ['WebHostBuilderContext', 'HostBuilderContext'],
};

function receives(machine: Machine, member: Member, target: Value): boolean {
  const first = child(member.node, 'parameters')?.children.find((one) => one.type === 'parameter');
  const typeNode = first && child(first, 'type');
  if (!typeNode) return false;
  const written = textOf(typeNode).replace(/\?$/, '');
  const list = child(member.node, 'type_parameters') ?? ofType(member.node, 'type_parameter_list');
  if (list && allOfType(list, 'type_parameter').some((one) => textOf(child(one, 'name') ?? one) === written))
    return true;
  const type = resolveType(
    typeNode,
    { lexical: member.lexical, type: member.owner, typeArguments: new Map() },
    machine.declarations,
  );
  return accepts(machine, type, target);
}

/** Can a parameter of the type take the value? Undecided means yes for objects of unknown making only. */
export function accepts(machine: Machine, type: TypeRef, value: Value): boolean {
  if (type.full === 'System.Object' || type.full === 'var') return true;
  switch (value.kind) {
    case 'null':
      return true;
    case 'unknown':
      return false;
    case 'object': {
      const known = INTERFACES[value.type.full];
      if (known) return known.includes(type.name);
      if (value.type.full === type.full) return true;
      if (value.type.name === 'List' || value.cells.has(ITEMS))
        return /Enumerable|Collection|List|Set|Dictionary|Array|Params/.test(type.name);
      const declaration = value.type.declaration;
      if (declaration) {
        for (const one of [declaration, ...baseDeclarations(declaration, machine.declarations)])
          if (one.full === type.full || one.bases.some((base) => textOf(base.node).split(/[.<]/).includes(type.name)))
            return true;
        return frameworkBases(machine, value.type).includes(type.full);
      }
      return value.type.foreign || type.foreign;
    }
    case 'function':
      return (
        /^(?:Action|Func|Predicate|Delegate|MulticastDelegate|Expression|RequestDelegate)$/.test(type.name) ||
        type.declaration?.kind === 'delegate' ||
        type.foreign
      );
    case 'text':
      return type.full === 'System.String' || type.name === 'PathString' || /^IEnumerable$/.test(type.name);
    case 'whole':
      return /^System\.(?:U?Int\d+|S?Byte|Double|Single|Decimal)$/.test(type.full);
    case 'real':
      return /^System\.(?:Double|Single|Decimal)$/.test(type.full);
    default:
      return typeNameOf(value) === undefined || typeNameOf(value) === type.full;
  }
}

interface Parameter {
  readonly node: CSharpNode;
  readonly name: string;
  readonly type: CSharpNode | undefined;
  readonly fallback: CSharpNode | undefined;
  readonly many: boolean;
}

function parameterNodes(list: CSharpNode): readonly CSharpNode[] {
  return list.type === 'implicit_parameter' || list.type === 'identifier'
    ? [list]
    : allOfType(list, 'parameter', 'implicit_parameter');
}

function readParameters(list: CSharpNode): readonly Parameter[] {
  const read: Parameter[] = parameterNodes(list).map((node) => {
    const name = node.type === 'parameter' ? child(node, 'name') : node;
    const type = child(node, 'type');
    const fallback =
      node.type === 'parameter'
        ? namedChildren(node).find(
            (one) => one !== type && one !== name && one.type !== 'modifier' && one.type !== 'attribute_list',
          )
        : undefined;
    return { node, name: name ? textOf(name).replace(/^@/, '') : '', type, fallback, many: hasKeyword(node, 'params') };
  });
  // The grammar leaves `params T[] name` flat in the list.
  if (list.children.some((one) => one.type === 'params')) {
    const name = list.children.filter((one) => one.field === 'name').at(-1);
    if (name)
      read.push({
        node: name,
        name: textOf(name),
        type: list.children.filter((one) => one.field === 'type').at(-1),
        fallback: undefined,
        many: true,
      });
  }
  return read;
}

const TARGET_TYPED = new Set([
  'implicit_object_creation_expression',
  'default_expression',
  'collection_expression',
  'lambda_expression',
  'anonymous_method_expression',
  'conditional_expression',
  'switch_expression',
]);

/** The overload that fits the arguments best; undefined when none takes that many. */
export function chooseMember(
  machine: Machine,
  members: readonly Member[],
  args: readonly Argument[],
  typeArguments: readonly TypeRef[],
): Member | undefined {
  let best: { member: Member; score: number } | undefined;
  for (const member of members) {
    const score = fitness(machine, member, args, typeArguments);
    if (score !== undefined && (!best || score > best.score)) best = { member, score };
  }
  return best?.member;
}

function fitness(
  machine: Machine,
  member: Member,
  args: readonly Argument[],
  typeArguments: readonly TypeRef[],
): number | undefined {
  const generic = typeParametersOf(member);
  if (typeArguments.length > 0 && typeArguments.length !== generic.length) return undefined;
  const list = child(member.node, 'parameters') ?? ofType(member.node, 'parameter_list');
  const parameters = list ? readParameters(list) : [];
  const many = parameters.at(-1)?.many ?? false;
  const positional = args.filter((one) => one.name === undefined);
  if (positional.length > parameters.length && !many) return undefined;
  if (args.some((one) => one.name !== undefined && !parameters.some((parameter) => parameter.name === one.name)))
    return undefined;
  let score = member.bodiless ? -5 : 0;
  for (const [i, parameter] of parameters.entries()) {
    const argument =
      args.find((one) => one.name === parameter.name) ?? (i < positional.length ? positional[i] : undefined);
    if (!argument) {
      if (!parameter.fallback && !parameter.many) return undefined;
      score -= 0.1;
      continue;
    }
    if (!parameter.type || parameter.many || generic.includes(textOf(parameter.type))) continue;
    const type = resolveType(
      parameter.type,
      { lexical: member.lexical, type: member.owner, typeArguments: new Map() },
      machine.declarations,
    );
    if (argument.node.type.startsWith('lambda') || argument.node.type.startsWith('anonymous_method')) {
      if (!accepts(machine, type, { kind: 'function' })) return undefined;
    } else if (!TARGET_TYPED.has(argument.node.type) && argument.by === 'value') {
      const value = argument.value();
      if (isUnknown(value)) continue;
      if (!accepts(machine, type, value)) score -= 2;
      else if (typeNameOf(value) === type.full) score += 1;
    }
  }
  return score;
}

function typeParametersOf(member: Member): readonly string[] {
  const list = child(member.node, 'type_parameters') ?? ofType(member.node, 'type_parameter_list');
  return list ? allOfType(list, 'type_parameter').map((one) => textOf(child(one, 'name') ?? one)) : [];
}

function bindTypes(member: Member, typeArguments: readonly TypeRef[], owner?: TypeRef): ReadonlyMap<string, TypeRef> {
  const bound = new Map<string, TypeRef>();
  owner?.declaration?.parameters.forEach((name, i) => {
    const type = owner.args[i];
    if (type) bound.set(name, type);
  });
  typeParametersOf(member).forEach((name, i) => {
    const type = typeArguments[i];
    if (type) bound.set(name, type);
  });
  return bound;
}

/** Runs a method of the project. `before` runs with the parameters bound (constructors call their base then). */
export function callMember(
  machine: Machine,
  member: Member,
  self: Value | undefined,
  args: readonly Argument[],
  typeArguments: ReadonlyMap<string, TypeRef>,
  node: CSharpNode,
  before?: (frame: Frame) => void,
): Value {
  if (member.perhaps !== undefined && !before) {
    const why = unknown(`${member.name} depends on the symbol ${member.perhaps} of the build`, placeOf(node));
    return choose(
      machine,
      why,
      () => callMember(machine, { ...member, perhaps: undefined }, self, args, typeArguments, node),
      () => VOID,
    );
  }
  const scope = newScope(undefined);
  const returns = declaredType(machine, member, typeArguments);
  const body = child(member.node, 'body') ?? ofType(member.node, 'arrow_expression_clause', 'block');
  if (!body && !before) return giveUp(machine, `${member.name} has no body here`, args, node);
  const yields = body && hasYield(body) ? emptyList(returns?.args[0]) : undefined;
  const frame: Frame = {
    lexical: member.lexical,
    type: member.owner,
    typeArguments,
    self,
    scope,
    yields,
    returns: taskResult(returns),
    parked: [],
  };
  const list = child(member.node, 'parameters') ?? ofType(member.node, 'parameter_list');
  const parameters = list ? readParameters(list) : [];
  bind(machine, parameters, args, frame);
  before?.(frame);
  return body ? finish(machine, body, parameters, args, frame, node) : VOID;
}

function taskResult(type: TypeRef | undefined): TypeRef | undefined {
  return type && (type.name === 'Task' || type.name === 'ValueTask') ? type.args[0] : type;
}

function bind(machine: Machine, parameters: readonly Parameter[], args: readonly Argument[], frame: Frame): void {
  const positional = args.filter((one) => one.name === undefined);
  for (const [i, parameter] of parameters.entries()) {
    const type = parameter.type ? resolveType(parameter.type, frame, machine.declarations) : undefined;
    if (parameter.many) {
      const rest = positional.slice(i);
      const single = rest.length === 1 ? rest[0]!.value(type) : undefined;
      const whole = single?.kind === 'object' && single.cells.has(ITEMS) ? single : undefined;
      declare(
        machine,
        frame,
        parameter.name,
        whole ??
          listOf(
            rest.map((one) => ({ value: one.value(type?.args[0]) })),
            type?.args[0],
          ),
        type,
      );
      continue;
    }
    const argument = args.find((one) => one.name === parameter.name) ?? positional[i];
    const value = argument
      ? argument.value(type)
      : parameter.fallback
        ? machine.code.evaluate(machine, parameter.fallback, frame, type)
        : NULL;
    declare(
      machine,
      frame,
      parameter.name,
      coerced(machine, value, type, placeOf(parameter.type ?? argument?.node ?? parameter.node)),
      type,
    );
  }
}

function finish(
  machine: Machine,
  body: CSharpNode,
  parameters: readonly Parameter[],
  args: readonly Argument[],
  frame: Frame,
  node: CSharpNode,
): Value {
  if (machine.depth > DEEPEST_CALL * 12 || machine.making.size > DEEPEST_CALL)
    return giveUp(machine, 'the calls are nested too deeply', args, node);
  const key = {};
  machine.making.add(key);
  let completion: Completion;
  try {
    if (body.type === 'block')
      completion = settleReturns(machine, frame, 0, machine.code.execute(machine, body, frame));
    else {
      const expression = body.type === 'arrow_expression_clause' ? namedChildren(body)[0] : body;
      completion = expression
        ? { kind: 'return', value: machine.code.evaluate(machine, expression, frame, frame.returns) }
        : undefined;
    }
  } finally {
    machine.making.delete(key);
  }
  const positional = args.filter((one) => one.name === undefined);
  for (const [i, parameter] of parameters.entries()) {
    const argument = args.find((one) => one.name === parameter.name) ?? positional[i];
    if (argument && argument.by !== 'value') argument.assign(frame.scope.cells.get(parameter.name) ?? NULL);
  }
  if (frame.yields) return frame.yields;
  return completion?.kind === 'return' ? completion.value : VOID;
}

function hasYield(node: CSharpNode): boolean {
  return node.children.some(
    (one) =>
      one.type === 'yield_statement' || (!/lambda|anonymous_method|local_function/.test(one.type) && hasYield(one)),
  );
}

/** Calls a delegate. */
export function callFunction(
  machine: Machine,
  value: Value,
  args: readonly Argument[],
  node: CSharpNode,
  typeArguments: readonly TypeRef[] = [],
): Value {
  if (value.kind !== 'function')
    return giveUp(machine, isUnknown(value) ? value.reason : 'what is called here is not known', args, node);
  if (value.native) return value.native(args.map((one) => one.value()));
  if (value.methods) {
    const chosen = chooseMember(machine, value.methods, args, typeArguments);
    if (!chosen) return giveUp(machine, 'no method takes these arguments', args, node);
    return callMember(
      machine,
      chosen,
      chosen.isStatic ? undefined : value.target,
      args,
      bindTypes(chosen, typeArguments),
      node,
    );
  }
  const source = value.node;
  if (!source || !value.frame) return giveUp(machine, 'what is called here is not known', args, node);
  const body = child(source, 'body') ?? ofType(source, 'block');
  if (!body) return giveUp(machine, 'the code is incomplete here', args, node);
  const list = child(source, 'parameters') ?? ofType(source, 'parameter_list');
  const generic = child(source, 'type_parameters') ?? ofType(source, 'type_parameter_list');
  const types = new Map(value.frame.typeArguments);
  if (generic)
    allOfType(generic, 'type_parameter').forEach((one, i) => {
      const type = typeArguments[i];
      if (type) types.set(textOf(child(one, 'name') ?? one), type);
    });
  const returnsNode = child(source, 'type') ?? child(source, 'returns');
  const withTypes: Frame = { ...value.frame, typeArguments: types };
  const returns =
    returnsNode && returnsNode.type !== 'implicit_type'
      ? taskResult(resolveType(returnsNode, withTypes, machine.declarations))
      : value.type?.name === 'Func'
        ? value.type.args.at(-1)
        : undefined;
  const frame: Frame = {
    ...withTypes,
    scope: newScope(value.scope),
    yields: hasYield(body) ? emptyList(returns?.args[0]) : undefined,
    returns,
    parked: [],
  };
  const parameters = list ? readParameters(list) : [];
  bind(machine, parameters, args, frame);
  return finish(machine, body, parameters, args, frame, node);
}

/** Calls a delegate with values, as the framework does. */
export function callWith(machine: Machine, value: Value, values: readonly Value[], node: CSharpNode): Value {
  return callFunction(
    machine,
    value,
    values.map((one) => argumentOf(one, node)),
    node,
  );
}

/** The type that a delegate's parameter is declared with. */
export function parameterType(machine: Machine, value: FunctionValue, index: number): TypeRef | undefined {
  if (value.type?.args[index]) return value.type.args[index];
  const member = value.methods?.[0];
  const source = value.node ?? member?.node;
  if (!source) return undefined;
  const list = child(source, 'parameters') ?? ofType(source, 'parameter_list');
  const parameter = list && readParameters(list)[index];
  if (!parameter?.type) return undefined;
  const scope = member
    ? { lexical: member.lexical, type: member.owner, typeArguments: new Map<string, TypeRef>() }
    : value.frame;
  return scope ? resolveType(parameter.type, scope, machine.declarations) : undefined;
}
