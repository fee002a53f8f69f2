import { allOfType, type CSharpNode, child, hasKeyword, ofType } from '../../syntax/csharp/node';
import { settleReturns } from './branches';
import { coerced } from './convert';
import { defaultOf, enumMembers } from './defaults';
import { propertyModel } from './framework/model';
import { findVariable, type Machine, newScope, notUnderstood } from './machine';
import { baseDeclarations, dotted, resolveName, resolveType } from './names';
import { type Member, type TypeDeclaration, type TypeRef, typeNamed } from './types';
import { type Frame, Instance, isUnknown, type Place, placeOf, TOUCHED, unknown, type Value, VOID } from './value';

/** Undefined: a value, or nothing at all. */
export function typeOrNamespace(
  machine: Machine,
  node: CSharpNode | readonly string[],
  frame: Frame,
): { readonly type: TypeRef } | { readonly namespace: string } | undefined {
  if (isNode(node)) {
    if (node.type === 'predefined_type') return { type: resolveType(node, frame, machine.declarations) };
    if (
      !['identifier', 'member_access_expression', 'qualified_name', 'alias_qualified_name', 'generic_name'].includes(
        node.type,
      )
    )
      return undefined;
    // A name that is a value stays one (the rule for `Color Color`).
    const first = dotted(node)[0]!;
    if (!isPath(node)) return undefined;
    if (first !== 'global::' && isValueName(machine, first, frame)) {
      // A property that is named like its type: the type is meant where the member is one of its statics.
      return undefined;
    }
  }
  const path = isNode(node) ? dotted(node) : node;
  const args = isNode(node) ? typeArgumentsOf(machine, node, frame) : [];
  const type = resolveName(path, args, frame, machine.declarations);
  if (type) return { type };
  const name = path.filter((step) => step !== 'global::').join('.');
  if (machine.declarations.isNamespace(name)) return { namespace: name };
  if (isNode(node) && /^(?:System|Microsoft|Duende|IdentityServer4|Owin)(?:\.|$)/.test(name))
    return { namespace: name };
  for (let at = frame.lexical.namespace; at; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
    if (machine.declarations.isNamespace(`${at}.${name}`)) return { namespace: `${at}.${name}` };
  return undefined;
}

const isNode = (node: CSharpNode | readonly string[]): node is CSharpNode => !Array.isArray(node);

/** Only names joined by dots. */
function isPath(node: CSharpNode): boolean {
  if (['identifier', 'generic_name', 'qualified_name', 'alias_qualified_name', 'predefined_type'].includes(node.type))
    return true;
  const inner = child(node, 'expression');
  return node.type === 'member_access_expression' && inner !== undefined && isPath(inner);
}

function typeArgumentsOf(machine: Machine, node: CSharpNode, frame: Frame): readonly TypeRef[] {
  const name = node.type === 'generic_name' ? node : child(node, 'name');
  const list = name?.type === 'generic_name' ? ofType(name, 'type_argument_list') : undefined;
  return list
    ? list.children.filter((one) => one.named).map((one) => resolveType(one, frame, machine.declarations))
    : [];
}

function isValueName(machine: Machine, name: string, frame: Frame): boolean {
  if (findVariable(frame.scope, name)) return true;
  for (let type = frame.type; type; type = type.outer) {
    const member = memberNamed(machine, type, name, ['field', 'property', 'enumMember', 'parameter']);
    if (member) {
      // `Color Color`: a property with the name of its type; members that only the type has mean the type.
      return true;
    }
  }
  return false;
}

/** A member of a type or of its bases. */
export function memberNamed(
  machine: Machine,
  type: TypeDeclaration,
  name: string,
  kinds: readonly Member['kind'][],
): Member | undefined {
  for (const one of [type, ...baseDeclarations(type, machine.declarations)]) {
    const found = one.members.find((member) => member.name === name && kinds.includes(member.kind));
    if (found) return found;
  }
  return undefined;
}

const VALUES: readonly Member['kind'][] = ['field', 'property', 'parameter', 'enumMember'];

/** A field, property or method of the object or type that the code stands in, or of those around it. */
export function readSelfMember(machine: Machine, name: string, frame: Frame, at: Place): Value | undefined {
  for (let type = frame.type; type; type = type.outer) {
    const member = memberNamed(machine, type, name, VALUES);
    if (member) {
      if (member.isStatic) return readStaticMember(machine, member, at);
      if (type === frame.type && frame.self?.kind === 'object')
        return readInstanceMember(machine, frame.self, member, name, at);
      return unknown(`${name} belongs to an object that is not known here`, at);
    }
    const methods = methodsNamed(machine, type, name);
    if (methods.length > 0)
      return { kind: 'function', methods, target: type === frame.type ? frame.self : undefined, frame };
  }
  return undefined;
}

export function methodsNamed(machine: Machine, type: TypeDeclaration, name: string): readonly Member[] {
  const found: Member[] = [];
  for (const one of [type, ...baseDeclarations(type, machine.declarations)])
    found.push(...one.members.filter((member) => member.kind === 'method' && member.name === name));
  return found;
}

/** A static member of a type; undefined when it has none of that name. */
export function readStatic(machine: Machine, type: TypeRef, name: string, at: Place, frame: Frame): Value | undefined {
  if (type.declaration) {
    const member = memberNamed(machine, type.declaration, name, VALUES);
    if (member)
      return member.isStatic
        ? readStaticMember(machine, member, at)
        : unknown(`${name} belongs to an object that is not known here`, at);
    const methods = methodsNamed(machine, type.declaration, name);
    if (methods.length > 0) return { kind: 'function', methods, target: undefined, frame };
    // A constant that a framework base class has.
    for (const base of type.declaration.bases) {
      const resolved = resolveType(
        base.node,
        { lexical: base.lexical, type: undefined, typeArguments: new Map() },
        machine.declarations,
      );
      const inherited = resolved.declaration ? undefined : machine.framework.constant(machine, resolved, name, at);
      if (inherited) return inherited;
    }
    return undefined;
  }
  return machine.framework.constant(machine, type, name, at);
}

function frameOf(member: Member, self: Value | undefined): Frame {
  return {
    lexical: member.lexical,
    type: member.owner,
    typeArguments: new Map(),
    self,
    scope: newScope(undefined),
    yields: undefined,
    parked: [],
  };
}

function readStaticMember(machine: Machine, member: Member, at: Place): Value {
  if (member.perhaps !== undefined)
    return unknown(`${member.name} depends on the symbol ${member.perhaps} of the build`, at);
  if (member.kind === 'enumMember')
    return {
      kind: 'enum',
      type: member.owner.full,
      name: member.name,
      value: enumMembers(member.owner).get(member.name) ?? 0n,
    };
  if (member.kind === 'property' && !isAuto(member)) return readComputed(machine, member, undefined, at);
  const statics = staticsOf(machine, member.owner);
  const held = statics.cells.get(member.name);
  if (held) return held;
  if (machine.making.has(member)) return memberDefault(machine, member);
  machine.making.add(member);
  try {
    const value = initialValue(machine, member, undefined);
    machine.heap.write(statics, member.name, value);
    return value;
  } finally {
    machine.making.delete(member);
  }
}

/** The statics of a type; its static constructor runs when it is first asked for. */
export function staticsOf(machine: Machine, type: TypeDeclaration): Instance {
  let statics = machine.statics.get(type);
  if (statics) return statics;
  statics = new Instance(typeNamed(`$statics.${type.full}`));
  machine.statics.set(type, statics);
  const initializer = type.members.find((member) => member.kind === 'constructor' && member.isStatic);
  const body = initializer && child(initializer.node, 'body');
  if (initializer && body) {
    for (const member of type.members)
      if (member.isStatic && (member.kind === 'field' || (member.kind === 'property' && isAuto(member))))
        machine.heap.write(statics, member.name, initialValue(machine, member, undefined));
    machine.code.bodyValue(machine, body, frameOf(initializer, undefined));
  }
  return statics;
}

/** What a field or auto property starts with. */
export function initialValue(machine: Machine, member: Member, self: Value | undefined): Value {
  const initializer = initializerOf(member);
  const type = declaredType(machine, member);
  if (!initializer) return memberDefault(machine, member);
  if (member.perhaps !== undefined)
    return unknown(`${member.name} depends on the symbol ${member.perhaps} of the build`, placeOf(member.node));
  return coerced(
    machine,
    machine.code.evaluate(machine, initializer, frameOf(member, self), type),
    type,
    placeOf(initializer),
  );
}

export function initializerOf(member: Member): CSharpNode | undefined {
  if (member.kind === 'property') {
    const value = child(member.node, 'value');
    return value?.type === 'arrow_expression_clause' ? undefined : value;
  }
  const name = child(member.node, 'name');
  return member.node.children
    .filter((one) => one.named && one !== name && one.type !== 'bracketed_argument_list')
    .at(-1);
}

export function declaredType(
  machine: Machine,
  member: Member,
  typeArguments: ReadonlyMap<string, TypeRef> = new Map(),
): TypeRef | undefined {
  return member.typeNode
    ? resolveType(member.typeNode, { lexical: member.lexical, type: member.owner, typeArguments }, machine.declarations)
    : undefined;
}

function memberDefault(machine: Machine, member: Member): Value {
  const type = declaredType(machine, member);
  return type ? defaultOf(machine, type) : unknown(`${member.name} has no value here`, placeOf(member.node));
}

/** A property without code of its own. */
export function isAuto(member: Member): boolean {
  if (child(member.node, 'value')?.type === 'arrow_expression_clause') return false;
  const accessors = child(member.node, 'accessors');
  return accessors !== undefined && allOfType(accessors, 'accessor_declaration').every((one) => !child(one, 'body'));
}

function readComputed(machine: Machine, member: Member, self: Value | undefined, at: Place): Value {
  if (machine.making.size > 400) return unknown(`${member.name} calls itself`, at);
  const key = { member };
  machine.making.add(key);
  try {
    const frame = frameOf(member, self);
    const arrow = child(member.node, 'value');
    const type = declaredType(machine, member);
    if (arrow?.type === 'arrow_expression_clause') {
      const body = arrow.children.find((one) => one.named);
      return body
        ? coerced(machine, machine.code.evaluate(machine, body, frame, type), type, at)
        : unknown('the code is incomplete here', at);
    }
    const getter = accessor(member, 'get');
    const body = getter && child(getter, 'body');
    if (!body) return unknown(`${member.name} cannot be read`, at);
    const inside = body.type === 'arrow_expression_clause' ? body.children.find((one) => one.named)! : body;
    if (inside.type !== 'block') return coerced(machine, machine.code.evaluate(machine, inside, frame, type), type, at);
    const value = machine.code.bodyValue(machine, inside, frame);
    const settled = settleReturns(machine, frame, 0, { kind: 'return', value });
    return settled?.kind === 'return' ? settled.value : VOID;
  } finally {
    machine.making.delete(key);
  }
}

function accessor(member: Member, word: 'get' | 'set'): CSharpNode | undefined {
  const accessors = child(member.node, 'accessors');
  return (
    accessors &&
    allOfType(accessors, 'accessor_declaration').find(
      (one) => hasKeyword(one, word) || (word === 'set' && hasKeyword(one, 'init')),
    )
  );
}

function readInstanceMember(machine: Machine, self: Instance, member: Member, name: string, at: Place): Value {
  if (member.kind === 'property' && !isAuto(member)) return readComputed(machine, member, self, at);
  const held = self.cells.get(name);
  if (held) return held;
  const touched = self.cells.get(TOUCHED);
  if (touched) return touched;
  return memberDefault(machine, member);
}

/** A member of a value. */
export function readMember(machine: Machine, target: Value, name: string, node: CSharpNode, frame: Frame): Value {
  const at = placeOf(node);
  if (isUnknown(target)) return target;
  if (target.kind === 'null') return notUnderstood(machine, `${name} is read from null`, node);
  if (target.kind === 'type')
    return (
      readStatic(machine, target.type, name, at, frame) ??
      notUnderstood(machine, `${target.type.name}.${name} is not understood`, node)
    );
  if (target.kind === 'object') {
    const declaration = target.type.declaration;
    if (declaration) {
      const member = memberNamed(machine, declaration, name, VALUES);
      if (member)
        return member.isStatic
          ? readStaticMember(machine, member, at)
          : readInstanceMember(machine, target, member, name, at);
      const methods = methodsNamed(machine, declaration, name);
      if (methods.length > 0) return { kind: 'function', methods, target, frame };
    }
    const held = target.cells.get(name);
    if (held) return held;
    const special = machine.framework.member(machine, target, name, at);
    if (special) return special;
    const touched = target.cells.get(TOUCHED);
    if (touched) return touched;
  } else if (target.kind === 'tuple') {
    const i = target.names?.indexOf(name) ?? -1;
    const item = target.items[i >= 0 ? i : Number(/^Item(\d)$/.exec(name)?.[1] ?? 0) - 1];
    if (item) return item;
  } else {
    const special = machine.framework.member(machine, target, name, at);
    if (special) return special;
  }
  return notUnderstood(machine, `${name} is not known here`, node);
}

/** The type that a member of an object asks for. */
export function typeOfMember(machine: Machine, target: Value, name: string): TypeRef | undefined {
  if (target.kind === 'type') {
    const member = target.type.declaration && memberNamed(machine, target.type.declaration, name, VALUES);
    return member ? declaredType(machine, member) : undefined;
  }
  if (target.kind !== 'object') return undefined;
  const declaration = target.type.declaration;
  const member = declaration && memberNamed(machine, declaration, name, VALUES);
  if (member) return declaredType(machine, member);
  return frameworkProperty(machine, target.type, name);
}

const PROPERTY_TYPES: Readonly<Record<string, string>> = {
  span: 'System.TimeSpan',
  bool: 'System.Boolean',
  int: 'System.Int32',
  long: 'System.Int64',
  string: 'System.String',
};

function frameworkProperty(machine: Machine, type: TypeRef, name: string): TypeRef | undefined {
  for (const full of [type.full, ...frameworkBases(machine, type)]) {
    const model = propertyModel(full, name);
    if (!model) continue;
    const named = typeNamed(model.of ?? PROPERTY_TYPES[model.type] ?? 'System.Object');
    return { ...named, nullable: model.nullable ?? false };
  }
  return undefined;
}

/** Full names of the framework classes that a project class derives from. */
export function frameworkBases(machine: Machine, type: TypeRef): readonly string[] {
  if (!type.declaration) return [];
  return [type.declaration, ...baseDeclarations(type.declaration, machine.declarations)].flatMap((one) =>
    one.bases
      .map(({ node, lexical }) =>
        resolveType(node, { lexical, type: one, typeArguments: new Map() }, machine.declarations),
      )
      .filter((base) => !base.declaration && !base.foreign)
      .map((base) => base.full),
  );
}

/** Writes a property or field; properties with code of their own run it. */
export function writeMember(
  machine: Machine,
  target: Value,
  name: string,
  value: Value,
  node: CSharpNode,
  written?: Assignment,
): void {
  const at = placeOf(node);
  if (target.kind === 'type') {
    const member = target.type.declaration && memberNamed(machine, target.type.declaration, name, VALUES);
    if (member) machine.heap.write(staticsOf(machine, member.owner), name, value);
    return;
  }
  if (target.kind !== 'object') {
    machine.doubts++;
    return;
  }
  const member = target.type.declaration && memberNamed(machine, target.type.declaration, name, VALUES);
  if (member?.kind === 'property' && !isAuto(member)) {
    const setter = accessor(member, 'set');
    const body = setter && child(setter, 'body');
    if (!body) return;
    const inside: Frame = { ...frameOf(member, target), scope: newScope(undefined) };
    machine.heap.write(inside.scope, 'value', value);
    machine.code.bodyValue(
      machine,
      body.type === 'arrow_expression_clause' ? body.children.find((one) => one.named)! : body,
      inside,
    );
    settleReturns(machine, inside, 0, undefined);
    return;
  }
  if (member?.isStatic) {
    machine.heap.write(staticsOf(machine, member.owner), name, value);
    return;
  }
  record(machine, target, name, value, written ? placeOf(written.whole) : at, written && placeOf(written.value));
  machine.framework.written(machine, target, name, value, at);
}

/** One write of a property, weakest first in its history. */
export interface Write {
  readonly value: Value;
  /** The assignment, or the call that writes. */
  readonly at: Place;
  /** The expression that is assigned. */
  readonly expression?: Place | undefined;
}

/** An assignment, and what it assigns. */
export interface Assignment {
  readonly whole: CSharpNode;
  readonly value: CSharpNode;
}

const HISTORY = '@';

/** Writes a cell and remembers who did. */
export function record(
  machine: Machine,
  target: Instance,
  name: string,
  value: Value,
  at: Place,
  expression?: Place,
): void {
  machine.heap.write(target, name, value);
  const before = target.cells.get(HISTORY + name);
  const items = before?.kind === 'items' ? before.items : [];
  const write: Write = { value, at, expression };
  machine.heap.write(target, HISTORY + name, {
    kind: 'items',
    items: [...items.slice(-20), { value: { kind: 'native', what: 'write', data: write } }],
  });
}

/** Who wrote a property, in order. */
export function writesOf(target: Instance, name: string): readonly Write[] {
  const history = target.cells.get(HISTORY + name);
  return history?.kind === 'items'
    ? history.items.flatMap(({ value }) => (value.kind === 'native' ? [value.data as Write] : []))
    : [];
}
