import {
  allOfType,
  type CSharpNode,
  child,
  childrenOf,
  hasKeyword,
  namedChildren,
  ofType,
  textOf,
} from '../../syntax/csharp/node';
import type { FileScope, Lexical, Member, TypeDeclaration } from './types';

/** A C# file as part of a project. Its tree is asked for only when somebody has to go inside. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  root(): CSharpNode | undefined;
}

/** Everything the project's files declare, by name. Files are read when one of their names is asked for. */
export interface Declarations {
  /** By full name and number of type parameters. */
  type(full: string, arity: number): TypeDeclaration | undefined;
  isNamespace(name: string): boolean;
  /** Extension methods of a name. */
  extensions(name: string): readonly Member[];
  /** Top-level statements, by file, of the files that start a host. */
  programs(): readonly { readonly statements: readonly CSharpNode[]; readonly lexical: Lexical }[];
  /** Types of the files that start a host. */
  starters(): readonly TypeDeclaration[];
  /** `[assembly: …]` attributes of the files that start a host. */
  assemblyAttributes(): readonly { readonly node: CSharpNode; readonly lexical: Lexical }[];
  /** Files that were too large or too deeply nested to be read, as far as they were asked for. */
  refused(): readonly string[];
}

const TYPES: Readonly<Record<string, TypeDeclaration['kind']>> = {
  class_declaration: 'class',
  struct_declaration: 'struct',
  record_declaration: 'record',
  record_struct_declaration: 'record',
  interface_declaration: 'interface',
  enum_declaration: 'enum',
  delegate_declaration: 'delegate',
};

/** Nodes that stand around declarations and statements of a branch the preprocessor could not decide. */
const BRANCHES = new Set(['preproc_if', 'preproc_elif', 'preproc_else']);

/** What a file that starts a host, or is asked to by the framework, has in it. */
const STARTS =
  /\b(?:WebApplication|WebHost|Host)\s*\.\s*Create|\bUseStartup\b|\bclass\s+\w*Startup\w*\b|\bstatic\s+(?:async\s+)?[\w.<>]+\s+Main\s*\(|\bnew\s+WebHostBuilder\b|\bOwinStartup\b/;

export function keyOfType(full: string, arity: number): string {
  return arity === 0 ? full : `${full}\`${arity}`;
}

/** What the names in a text tell without a tree; kept with the file by whoever has it. */
export interface NameIndex {
  readonly types: readonly string[];
  readonly extensions: readonly string[];
  readonly namespaces: readonly string[];
  readonly starts: boolean;
  readonly globalUsings: boolean;
}

/** Looks for names with patterns: what is found in comments and strings costs a tree that is not needed, no more. */
export function indexNames(path: string, text: string): NameIndex {
  const all = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))];
  return {
    types: all(
      /\b(?:class|record(?:\s+(?:struct|class))?|struct|enum|interface|delegate\s+[\w.<>?[\]]+)\s+@?([A-Za-z_]\w*)/g,
    ),
    extensions: all(/\b([A-Za-z_]\w*)\s*(?:<[^<>()]*>)?\s*\(\s*(?:\[[^\]]*\]\s*)?this\s/g),
    namespaces: all(/\bnamespace\s+([\w.]+)/g),
    starts: STARTS.test(text) || /(?:^|\/)program\.cs$/i.test(path),
    globalUsings: /^\s*global\s+using\b/m.test(text),
  };
}

/** Files of one project with what their names tell: kept as long as none of them changes. */
export interface SourceGroup {
  readonly byType: ReadonlyMap<string, readonly SourceFile[]>;
  readonly byExtension: ReadonlyMap<string, readonly SourceFile[]>;
  readonly namespaces: ReadonlySet<string>;
  readonly starting: readonly SourceFile[];
  /** Files with `global using`. */
  readonly opening: readonly SourceFile[];
  readonly names: ReadonlyMap<SourceFile, NameIndex>;
}

/** `index` may keep what it finds in a file. */
export function sourceGroup(
  files: readonly SourceFile[],
  index: (file: SourceFile) => NameIndex = ({ path, text }) => indexNames(path, text),
): SourceGroup {
  const byType = new Map<string, SourceFile[]>();
  const byExtension = new Map<string, SourceFile[]>();
  const namespaces = new Set<string>();
  const names = new Map<SourceFile, NameIndex>();
  for (const file of files) {
    const found = index(file);
    names.set(file, found);
    for (const type of found.types) push(byType, type, file);
    for (const method of found.extensions) push(byExtension, method, file);
    for (const name of found.namespaces)
      for (let at = name; at; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) namespaces.add(at);
  }
  const those = (which: (index: NameIndex) => boolean) => files.filter((file) => which(names.get(file)!));
  return {
    byType,
    byExtension,
    namespaces,
    names,
    starting: those(({ starts }) => starts),
    opening: those(({ globalUsings }) => globalUsings),
  };
}

/**
 * Reads what files declare. `implicit` are the namespaces that the project opens everywhere (ImplicitUsings, `<Using>`).
 */
export function declarationsOf(
  groups: readonly SourceGroup[],
  implicit: {
    readonly namespaces: readonly string[];
    readonly statics?: readonly string[];
    readonly aliases?: ReadonlyMap<string, string>;
  },
): Declarations {
  const global = {
    namespaces: [...implicit.namespaces],
    statics: [...(implicit.statics ?? [])],
    aliases: new Map(implicit.aliases),
  };
  const found: Found = { types: new Map(), extensions: new Map(), programs: [], assemblyAttributes: [] };
  const refused: string[] = [];
  const read = new Set<SourceFile>();
  const starting = groups.flatMap((group) => group.starting);
  for (const file of groups.flatMap((group) => group.opening))
    for (const using of usingsIn(file.root())) if (hasKeyword(using, 'global')) addUsing(using, global);

  const reach = (some: readonly SourceFile[] | undefined): void => {
    for (const file of some ?? []) {
      if (read.has(file)) continue;
      read.add(file);
      const root = file.root();
      if (root) readFile({ path: file.path, root }, global, found);
      else refused.push(file.path);
    }
  };
  const started = (): void => reach(starting);

  return {
    type(full, arity) {
      const known = found.types.get(keyOfType(full, arity));
      // Parts of a partial type may stand in files that nobody has read yet.
      const simple = full.slice(full.lastIndexOf('.') + 1);
      for (const { byType, names } of groups)
        reach(byType.get(simple)?.filter((file) => !read.has(file) && mayDeclare(names.get(file)!, full)));
      return known ?? found.types.get(keyOfType(full, arity));
    },
    isNamespace: (name) => groups.some(({ namespaces }) => namespaces.has(name)),
    extensions(name) {
      for (const { byExtension } of groups) reach(byExtension.get(name));
      return found.extensions.get(name) ?? [];
    },
    programs() {
      started();
      return found.programs;
    },
    starters() {
      started();
      return [...found.types.values()];
    },
    assemblyAttributes() {
      started();
      return found.assemblyAttributes;
    },
    refused: () => refused,
  };
}

/** Could the file declare a type of this full name, by its namespaces and the types around it? */
function mayDeclare({ namespaces, types }: NameIndex, full: string): boolean {
  const outside = full.split('.').slice(0, -1);
  // What stands between the namespace and the type are types as well.
  for (let length = outside.length; length >= 0; length--) {
    const namespace = outside.slice(0, length).join('.');
    const declared = namespace === '' || namespaces.some((one) => one === namespace || namespace.endsWith(`.${one}`));
    if (declared && outside.slice(length).every((name) => types.includes(name))) return true;
  }
  return false;
}

function push(index: Map<string, SourceFile[]>, name: string, file: SourceFile): void {
  const known = index.get(name);
  if (known) known.push(file);
  else index.set(name, [file]);
}

interface Usings {
  namespaces: string[];
  statics: string[];
  aliases: Map<string, string>;
}

interface Found {
  readonly types: Map<string, TypeDeclaration>;
  readonly extensions: Map<string, Member[]>;
  readonly programs: { statements: CSharpNode[]; lexical: Lexical }[];
  readonly assemblyAttributes: { node: CSharpNode; lexical: Lexical }[];
}

function usingsIn(node: CSharpNode | undefined): CSharpNode[] {
  return (node?.children ?? []).flatMap((one) =>
    one.type === 'using_directive' ? [one] : BRANCHES.has(one.type) ? usingsIn(one) : [],
  );
}

function addUsing(using: CSharpNode, to: Usings): void {
  const name = child(using, 'name');
  const target = using.children.filter((one) => one.named && one !== name && one.type !== 'comment').at(-1);
  if (!target) return;
  if (name) to.aliases.set(textOf(name), textOf(target).replace(/\s+/g, ''));
  else if (hasKeyword(using, 'static')) to.statics.push(textOf(target).replace(/\s+/g, ''));
  else to.namespaces.push(textOf(target).replace(/\s+/g, ''));
}

function readFile(file: { readonly path: string; readonly root: CSharpNode }, global: Usings, found: Found): void {
  const usings: Usings = {
    namespaces: [...global.namespaces],
    statics: [...global.statics],
    aliases: new Map(global.aliases),
  };
  for (const using of usingsIn(file.root)) if (!hasKeyword(using, 'global')) addUsing(using, usings);
  const scope: FileScope = { path: file.path, ...usings };
  const statements: CSharpNode[] = [];
  readMembers(file.root, { file: scope, namespace: '' }, undefined, undefined, found, statements);
  if (statements.length > 0) found.programs.push({ statements, lexical: { file: scope, namespace: '' } });
}

/** Declarations among a node's children; statements outside any type go to `statements`. */
function readMembers(
  node: CSharpNode,
  lexical: Lexical,
  outer: TypeDeclaration | undefined,
  perhaps: string | undefined,
  found: Found,
  statements: CSharpNode[],
): void {
  let here = lexical;
  for (const one of node.children) {
    if (BRANCHES.has(one.type)) {
      // Statements of a branch stay together with it: the interpreter decides.
      if (one.children.some((inner) => inner.type === 'global_statement' || inner.type.endsWith('_statement')))
        statements.push(one);
      else readMembers(one, here, outer, perhaps ?? conditionOf(one), found, statements);
    } else if (one.type === 'file_scoped_namespace_declaration') {
      here = namespaceOf(one, here);
    } else if (one.type === 'namespace_declaration') {
      const inside = namespaceOf(one, here);
      const body = child(one, 'body');
      if (!body) continue;
      const own: Usings = {
        namespaces: [...inside.file.namespaces],
        statics: [...inside.file.statics],
        aliases: new Map(inside.file.aliases),
      };
      for (const using of usingsIn(body)) addUsing(using, own);
      readMembers(body, { ...inside, file: { path: inside.file.path, ...own } }, outer, perhaps, found, statements);
    } else if (TYPES[one.type]) {
      readType(one, TYPES[one.type]!, here, outer, perhaps, found);
    } else if (one.type === 'global_attribute') {
      for (const attribute of allOfType(one, 'attribute'))
        found.assemblyAttributes.push({ node: attribute, lexical: here });
    } else if (one.type === 'global_statement') {
      statements.push(...namedChildren(one));
    } else if (one.type.endsWith('_statement') || one.type === 'block') {
      statements.push(one);
    }
  }
}

function conditionOf(branch: CSharpNode): string {
  const condition = child(branch, 'condition');
  return condition ? textOf(condition) : 'else';
}

function namespaceOf(node: CSharpNode, lexical: Lexical): Lexical {
  const name = child(node, 'name');
  const own = name ? textOf(name).replace(/\s+/g, '') : '';
  const full = lexical.namespace ? `${lexical.namespace}.${own}` : own;
  return { ...lexical, namespace: full };
}

function readType(
  node: CSharpNode,
  kind: TypeDeclaration['kind'],
  lexical: Lexical,
  outer: TypeDeclaration | undefined,
  perhaps: string | undefined,
  found: Found,
): void {
  const nameNode = child(node, 'name');
  if (!nameNode) return;
  const name = textOf(nameNode);
  const list = ofType(node, 'type_parameter_list') ?? child(node, 'type_parameters');
  const parameters = list ? allOfType(list, 'type_parameter').map((one) => textOf(child(one, 'name') ?? one)) : [];
  const full = outer ? `${outer.full}.${name}` : lexical.namespace ? `${lexical.namespace}.${name}` : name;
  const key = keyOfType(full, parameters.length);
  let type = found.types.get(key);
  if (!type) {
    type = {
      kind,
      name,
      full,
      namespace: lexical.namespace,
      outer,
      parameters,
      parts: [],
      bases: [],
      members: [],
      isStatic: hasKeyword(node, 'static'),
    };
    found.types.set(key, type);
  }
  type.parts.push({ node, lexical });
  const bases = ofType(node, 'base_list');
  if (bases)
    for (const base of namedChildren(bases))
      if (base.type !== 'argument_list') type.bases.push({ node: base, lexical });
  const primary = child(node, 'parameters') ?? ofType(node, 'parameter_list');
  if (primary && kind !== 'delegate')
    for (const parameter of allOfType(primary, 'parameter'))
      addMember(type, 'parameter', parameter, child(parameter, 'type'), lexical, perhaps);
  const body = child(node, 'body');
  if (!body) return;
  if (kind === 'enum') {
    for (const one of allOfType(body, 'enum_member_declaration'))
      addMember(type, 'enumMember', one, undefined, lexical, perhaps);
    return;
  }
  readTypeBody(body, type, lexical, perhaps, found);
}

function readTypeBody(
  body: CSharpNode,
  type: TypeDeclaration,
  lexical: Lexical,
  perhaps: string | undefined,
  found: Found,
): void {
  for (const one of body.children) {
    if (BRANCHES.has(one.type)) readTypeBody(one, type, lexical, perhaps ?? conditionOf(one), found);
    else if (TYPES[one.type]) readType(one, TYPES[one.type]!, lexical, type, perhaps, found);
    else if (one.type === 'field_declaration') {
      const declaration = ofType(one, 'variable_declaration');
      if (!declaration) continue;
      const flags = {
        isStatic: hasKeyword(one, 'static') || hasKeyword(one, 'const'),
        isConst: hasKeyword(one, 'const'),
      };
      for (const declarator of allOfType(declaration, 'variable_declarator'))
        addMember(type, 'field', declarator, child(declaration, 'type'), lexical, perhaps, flags);
    } else if (one.type === 'property_declaration')
      addMember(type, 'property', one, child(one, 'type'), lexical, perhaps);
    else if (one.type === 'constructor_declaration') addMember(type, 'constructor', one, undefined, lexical, perhaps);
    else if (one.type === 'method_declaration') {
      const member = addMember(type, 'method', one, child(one, 'returns'), lexical, perhaps);
      const first = child(one, 'parameters')?.children.find((inner) => inner.type === 'parameter');
      if (member && first && hasKeyword(first, 'this')) {
        const known = found.extensions.get(member.name);
        if (known) known.push(member);
        else found.extensions.set(member.name, [member]);
      }
    }
  }
}

function addMember(
  owner: TypeDeclaration,
  kind: Member['kind'],
  node: CSharpNode,
  typeNode: CSharpNode | undefined,
  lexical: Lexical,
  perhaps: string | undefined,
  flags?: { readonly isStatic: boolean; readonly isConst: boolean },
): Member | undefined {
  const name = child(node, 'name');
  if (!name) return undefined;
  const member: Member = {
    kind,
    name: textOf(name),
    node,
    typeNode,
    lexical,
    owner,
    isStatic: flags?.isStatic ?? (kind === 'enumMember' || hasKeyword(node, 'static')),
    isConst: flags?.isConst ?? kind === 'enumMember',
    bodiless: kind === 'method' && childrenOf(node, 'body').length === 0,
    perhaps,
  };
  owner.members.push(member);
  return member;
}
