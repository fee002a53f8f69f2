import { type CSharpNode, child, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import type { Declarations } from './declarations';
import { FRAMEWORK_NAMES } from './framework/model';
import type { Lexical, NameScope, TypeDeclaration, TypeRef } from './types';

const PREDEFINED: Readonly<Record<string, string>> = {
  int: 'System.Int32',
  uint: 'System.UInt32',
  long: 'System.Int64',
  ulong: 'System.UInt64',
  short: 'System.Int16',
  ushort: 'System.UInt16',
  byte: 'System.Byte',
  sbyte: 'System.SByte',
  double: 'System.Double',
  float: 'System.Single',
  decimal: 'System.Decimal',
  bool: 'System.Boolean',
  string: 'System.String',
  char: 'System.Char',
  object: 'System.Object',
  void: 'System.Void',
  var: 'var',
};

/** The type that a piece of type syntax names. Always an answer; `foreign` when nothing here declares it. */
export function resolveType(node: CSharpNode, scope: NameScope, declarations: Declarations): TypeRef {
  switch (node.type) {
    case 'nullable_type': {
      const inner = child(node, 'type') ?? namedChildren(node)[0];
      return { ...(inner ? resolveType(inner, scope, declarations) : foreign(textOf(node))), nullable: true };
    }
    case 'array_type': {
      const inner = child(node, 'type') ?? namedChildren(node)[0];
      const element = inner ? resolveType(inner, scope, declarations) : foreign(textOf(node));
      return {
        name: 'List',
        full: 'System.Collections.Generic.List',
        args: [element],
        nullable: false,
        array: true,
        foreign: false,
      };
    }
    case 'predefined_type':
    case 'implicit_type':
      return known(PREDEFINED[textOf(node)] ?? `System.${textOf(node)}`);
    case 'ref_type':
    case 'scoped_type': {
      const inner = child(node, 'type') ?? namedChildren(node)[0];
      return inner ? resolveType(inner, scope, declarations) : foreign(textOf(node));
    }
    default:
      return (
        resolveName(
          dotted(node),
          argumentsOf(node).map((one) => resolveType(one, scope, declarations)),
          scope,
          declarations,
        ) ??
        foreign(
          textOf(node).replace(/<[\s\S]*$/, ''),
          argumentsOf(node).map((one) => resolveType(one, scope, declarations)),
        )
      );
  }
}

/** `A.B.C<D>` as `['A', 'B', 'C']`. */
export function dotted(node: CSharpNode): string[] {
  switch (node.type) {
    case 'identifier':
      return [textOf(node).replace(/^@/, '')];
    case 'generic_name':
      return [textOf(ofType(node, 'identifier') ?? node)];
    case 'qualified_name':
      return [...part(child(node, 'qualifier')), ...part(child(node, 'name'))];
    case 'member_access_expression':
      return [...part(child(node, 'expression')), ...part(child(node, 'name'))];
    case 'alias_qualified_name': {
      const alias = child(node, 'alias');
      const name = part(child(node, 'name'));
      return alias && textOf(alias) === 'global' ? ['global::', ...name] : name;
    }
    case 'nullable_type':
      return part(child(node, 'type') ?? namedChildren(node)[0]);
    default:
      return textOf(node).replace(/\s+/g, '').replace(/<.*$/, '').split('.');
  }
}

const part = (node: CSharpNode | undefined): string[] => (node ? dotted(node) : []);

function argumentsOf(node: CSharpNode): readonly CSharpNode[] {
  const generic =
    node.type === 'generic_name'
      ? node
      : ['qualified_name', 'member_access_expression', 'alias_qualified_name'].includes(node.type)
        ? child(node, 'name')
        : undefined;
  const list = generic?.type === 'generic_name' ? ofType(generic, 'type_argument_list') : undefined;
  return list ? namedChildren(list) : [];
}

const known = (full: string, args: readonly TypeRef[] = []): TypeRef => ({
  name: full.slice(full.lastIndexOf('.') + 1),
  full,
  args,
  nullable: false,
  array: false,
  foreign: false,
});
export const foreign = (name: string, args: readonly TypeRef[] = []): TypeRef => ({
  name: name.slice(name.lastIndexOf('.') + 1),
  full: name,
  args,
  nullable: false,
  array: false,
  foreign: true,
});
export const refTo = (declaration: TypeDeclaration, args: readonly TypeRef[] = []): TypeRef => ({
  name: declaration.name,
  full: declaration.full,
  args,
  nullable: false,
  array: false,
  foreign: false,
  declaration,
});

/** The type of a dotted name, or undefined when neither project nor framework has it in sight. */
export function resolveName(
  path: readonly string[],
  args: readonly TypeRef[],
  scope: NameScope,
  declarations: Declarations,
  withAliases = true,
): TypeRef | undefined {
  if (path.length === 0) return undefined;
  if (path[0] === 'global::') return absolute(path.slice(1), args, declarations);
  const [first, ...rest] = path;
  if (rest.length === 0) {
    const argument = scope.typeArguments.get(first!);
    if (argument && args.length === 0) return argument;
  }
  // The types around it, their nested types and those of their bases.
  for (let type = scope.type; type; type = type.outer) {
    const inside = nested(type, path, args, declarations);
    if (inside) return inside;
    for (const base of baseDeclarations(type, declarations)) {
      const inherited = nested(base, path, args, declarations);
      if (inherited) return inherited;
    }
  }
  if (withAliases) {
    const alias = scope.lexical.file.aliases.get(first!);
    if (alias) {
      const target = alias
        .replace(/^global::/, '')
        .replace(/<.*$/, '')
        .split('.');
      const found =
        absolute([...target, ...rest], args, declarations) ??
        resolveName([...target, ...rest], args, scope, declarations, false);
      if (found) return found;
    }
  }
  // Enclosing namespaces from the inside out, the usings with the outermost.
  for (
    let namespace = scope.lexical.namespace;
    ;
    namespace = namespace.slice(0, Math.max(0, namespace.lastIndexOf('.')))
  ) {
    const found = inProject(namespace ? [...namespace.split('.'), ...path] : path, args, declarations);
    if (found) return found;
    if (!namespace) break;
  }
  for (const namespace of scope.lexical.file.namespaces) {
    const found = inProject([...namespace.split('.'), ...path], args, declarations);
    if (found) return found;
  }
  return inFramework(path, args, scope);
}

function nested(
  type: TypeDeclaration,
  path: readonly string[],
  args: readonly TypeRef[],
  declarations: Declarations,
): TypeRef | undefined {
  if (path.length === 1 && path[0] === type.name && type.parameters.length === args.length) return refTo(type, args);
  return inProject([...type.full.split('.'), ...path], args, declarations);
}

function absolute(path: readonly string[], args: readonly TypeRef[], declarations: Declarations): TypeRef | undefined {
  return inProject(path, args, declarations) ?? frameworkType(path.slice(0, -1).join('.'), path.at(-1)!, args);
}

function inProject(path: readonly string[], args: readonly TypeRef[], declarations: Declarations): TypeRef | undefined {
  const found = declarations.type(path.join('.'), args.length);
  return found ? refTo(found, args) : undefined;
}

function inFramework(path: readonly string[], args: readonly TypeRef[], scope: NameScope): TypeRef | undefined {
  const name = path.at(-1)!;
  const qualifier = path.slice(0, -1).join('.');
  if (qualifier) {
    const exact = frameworkType(qualifier, name, args);
    if (exact) return exact;
    // `Configuration.IdentityServerOptions` below an enclosing namespace, and nested framework types, which are named by their outer type.
    for (const namespace of scope.lexical.file.namespaces) {
      const below = frameworkType(`${namespace}.${qualifier}`, name, args);
      if (below) return below;
    }
    const outer = inFramework(path.slice(0, -1), [], scope);
    return outer && !outer.foreign && path.length > 1 ? known(`${outer.full}.${name}`, args) : undefined;
  }
  const candidates = FRAMEWORK_NAMES.get(name) ?? [];
  const enclosing = scope.lexical.namespace;
  const seen = candidates.find(
    ({ namespace }) =>
      scope.lexical.file.namespaces.includes(namespace) ||
      enclosing === namespace ||
      enclosing.startsWith(`${namespace}.`),
  );
  const chosen = seen ?? candidates.find(({ basic }) => basic);
  return chosen ? known(chosen.full, args) : undefined;
}

function frameworkType(namespace: string, name: string, args: readonly TypeRef[]): TypeRef | undefined {
  const found = (FRAMEWORK_NAMES.get(name) ?? []).find((one) => one.namespace === namespace);
  return found ? known(found.full, args) : undefined;
}

/** Base classes of the project, nearest first; a circle ends the list. */
export function baseDeclarations(type: TypeDeclaration, declarations: Declarations): TypeDeclaration[] {
  const found: TypeDeclaration[] = [];
  for (let at: TypeDeclaration | undefined = type; at && found.length < 50; ) {
    const base: TypeDeclaration | undefined = at.bases
      .map(({ node, lexical }) => projectType(dotted(node), lexical, at!, declarations))
      .find((one) => one !== undefined && one.kind !== 'interface');
    if (!base || base === type || found.includes(base)) break;
    found.push(base);
    at = base;
  }
  return found;
}

function projectType(
  path: readonly string[],
  lexical: Lexical,
  from: TypeDeclaration,
  declarations: Declarations,
): TypeDeclaration | undefined {
  for (
    let namespace = from.outer?.full ?? lexical.namespace;
    ;
    namespace = namespace.slice(0, Math.max(0, namespace.lastIndexOf('.')))
  ) {
    const full = namespace ? `${namespace}.${path.join('.')}` : path.join('.');
    const found = declarations.type(full, 0) ?? declarations.type(full, 1);
    if (found) return found;
    if (!namespace) break;
  }
  for (const namespace of lexical.file.namespaces) {
    const found = declarations.type(`${namespace}.${path.join('.')}`, 0);
    if (found) return found;
  }
  return undefined;
}
