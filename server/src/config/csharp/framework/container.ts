import { type CSharpNode, child, ofType } from '../../../syntax/csharp/node';
import { construct } from '../create';
import { argumentOf, callWith } from '../invoke';
import { type Argument, type Machine, newScope } from '../machine';
import { declaredType } from '../members';
import { baseDeclarations, resolveType } from '../names';
import { type Member, type TypeDeclaration, type TypeRef, typeNamed } from '../types';
import { type Frame, Instance, NULL, unknown, type Value } from '../value';
import type { Host } from './host';
import { optionsOf, registrations } from './options';

/** What the container gives for a service type. */
export function resolveService(machine: Machine, host: Host, type: TypeRef, node: CSharpNode): Value {
  switch (type.name) {
    case 'IConfiguration':
    case 'IConfigurationRoot':
    case 'ConfigurationManager':
      return host.configuration;
    case 'IWebHostEnvironment':
    case 'IHostEnvironment':
    case 'IHostingEnvironment':
      return host.environment;
    case 'IServiceProvider':
    case 'IServiceScopeFactory':
      return host.provider;
    case 'IServiceCollection':
      return host.services;
    case 'IApplicationBuilder':
      return host.app;
    case 'IOptions':
    case 'IOptionsMonitor':
    case 'IOptionsSnapshot':
      if (type.args[0]) return optionsHolder(machine, host, type.args[0], node);
  }
  const found = registrations(host)
    .filter(
      ({ registration }) =>
        registration.kind === 'service' && registration.name === type.name && registration.service.full === type.full,
    )
    .at(-1);
  if (found?.registration.kind === 'service') {
    const { value, implementation } = found.registration;
    if (value?.kind === 'object') return value;
    // What the pipeline asks for is the application itself, and has no say in its options any more.
    if (!makesOptions(machine)) return unknown(`${type.name} is a service of the application`);
    if (value?.kind === 'function') return callWith(machine, value, [host.provider], node);
    if (value) return value;
    if (implementation?.declaration) return activate(machine, host, implementation, node);
  }
  return unknown(`the container's ${type.name} is not known here`);
}

/** Are options being made just now? */
function makesOptions(machine: Machine): boolean {
  for (const made of machine.making) if (typeof made === 'string') return true;
  return false;
}

function optionsHolder(machine: Machine, host: Host, type: TypeRef, node: CSharpNode): Value {
  const holder = new Instance({ ...typeNamed('$host.optionsHolder'), args: [type] });
  const value = optionsOf(machine, host, type, '', () => newOptions(machine, type, node));
  machine.heap.write(holder, 'Value', value);
  machine.heap.write(holder, 'CurrentValue', value);
  return holder;
}

/** An options object of the project's own. */
export function newOptions(machine: Machine, type: TypeRef, node: CSharpNode): Instance {
  const made = construct(machine, type, [], node, emptyFrame());
  return made.kind === 'object' ? made : new Instance(type);
}

function emptyFrame(): Frame {
  return {
    lexical: { file: { path: '', namespaces: [], statics: [], aliases: new Map() }, namespace: '' },
    type: undefined,
    typeArguments: new Map(),
    self: undefined,
    scope: newScope(undefined),
    yields: undefined,
    parked: [],
  };
}

/** A new object whose constructor the container fills (ActivatorUtilities). */
export function activate(machine: Machine, host: Host, type: TypeRef, node: CSharpNode): Value {
  const declaration = type.declaration;
  if (!declaration) return unknown(`${type.name} is not declared in this project`);
  const constructors = declaration.members.filter((member) => member.kind === 'constructor' && !member.isStatic);
  const longest = constructors.toSorted((a, b) => parametersOf(b).length - parametersOf(a).length)[0];
  const primary = declaration.members.filter((member) => member.kind === 'parameter');
  const types = longest
    ? parametersOf(longest).map(
        (parameter) =>
          child(parameter, 'type') && resolveType(child(parameter, 'type')!, scopeOf(longest), machine.declarations),
      )
    : primary.map((parameter) => declaredType(machine, parameter));
  const args: Argument[] = types.map((one) => argumentOf(one ? resolveService(machine, host, one, node) : NULL, node));
  return construct(machine, type, args, node, emptyFrame());
}

const scopeOf = (member: Member) => ({
  lexical: member.lexical,
  type: member.owner,
  typeArguments: new Map<string, TypeRef>(),
});

export function parametersOf(member: Member): readonly CSharpNode[] {
  const list = child(member.node, 'parameters') ?? ofType(member.node, 'parameter_list');
  return list ? list.children.filter((one) => one.type === 'parameter') : [];
}

/** Interfaces of a class, written anywhere along its bases, as types. */
export function interfacesOf(machine: Machine, declaration: TypeDeclaration): readonly TypeRef[] {
  return [declaration, ...baseDeclarations(declaration, machine.declarations)].flatMap((one) =>
    one.bases.map(({ node, lexical }) =>
      resolveType(node, { lexical, type: one, typeArguments: new Map() }, machine.declarations),
    ),
  );
}

/** A method of a class or its bases by name and number of parameters. */
export function methodWith(
  machine: Machine,
  declaration: TypeDeclaration,
  name: string,
  parameters: number,
): Member | undefined {
  for (const one of [declaration, ...baseDeclarations(declaration, machine.declarations)]) {
    const found = one.members.find(
      (member) =>
        member.kind === 'method' &&
        member.name.split('.').at(-1) === name &&
        parametersOf(member).length === parameters,
    );
    if (found) return found;
  }
  return undefined;
}
