import type { CSharpNode } from '../../syntax/csharp/node';

/** A type as code names it, resolved as far as the project and the known framework go. */
export interface TypeRef {
  /** Without namespace and type arguments: `List`. */
  readonly name: string;
  /** With namespace, as far as it is known: `Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions`. */
  readonly full: string;
  readonly args: readonly TypeRef[];
  /** `T?`: its default is null whatever T is. */
  readonly nullable: boolean;
  readonly array: boolean;
  /** The project's own declaration, if it is one. */
  readonly declaration?: TypeDeclaration | undefined;
  /** True when neither the project nor the framework's model knows it. */
  readonly foreign: boolean;
}

/** What one file can see: its usings and aliases, and the namespace and types it stands in. */
export interface FileScope {
  readonly path: string;
  /** Namespaces opened with `using`, global and implicit ones included. */
  readonly namespaces: readonly string[];
  /** Types opened with `using static`. */
  readonly statics: readonly string[];
  /** `using X = A.B.C`. */
  readonly aliases: ReadonlyMap<string, string>;
}

export interface Lexical {
  readonly file: FileScope;
  /** The namespace it stands in; empty for the global one. */
  readonly namespace: string;
}

export interface Member {
  readonly kind: 'field' | 'property' | 'method' | 'constructor' | 'enumMember' | 'parameter';
  readonly name: string;
  readonly node: CSharpNode;
  /** Type as written; undefined where there is none. */
  readonly typeNode: CSharpNode | undefined;
  readonly lexical: Lexical;
  readonly owner: TypeDeclaration;
  readonly isStatic: boolean;
  readonly isConst: boolean;
  /** Abstract, extern or partial without a body. */
  readonly bodiless: boolean;
  /** Stands in a branch of the preprocessor that nobody can decide: the symbol in words. */
  readonly perhaps: string | undefined;
}

export interface TypeDeclaration {
  readonly kind: 'class' | 'struct' | 'record' | 'interface' | 'enum' | 'delegate';
  readonly name: string;
  readonly full: string;
  readonly namespace: string;
  readonly outer: TypeDeclaration | undefined;
  /** Names of its type parameters. */
  readonly parameters: readonly string[];
  /** All parts of a partial type. */
  readonly parts: { readonly node: CSharpNode; readonly lexical: Lexical }[];
  /** Base class and interfaces as written, each with where it is written. */
  readonly bases: { readonly node: CSharpNode; readonly lexical: Lexical }[];
  readonly members: Member[];
  readonly isStatic: boolean;
}

export const typeNamed = (full: string, args: readonly TypeRef[] = []): TypeRef => ({
  name: full.slice(full.lastIndexOf('.') + 1),
  full,
  args,
  nullable: false,
  array: false,
  foreign: false,
});

export const OBJECT = typeNamed('System.Object');
export const SCOPE = typeNamed('$scope');

/** Where a name is looked up: the file, the namespace and the types around it, and the type arguments in force. */
export interface NameScope {
  readonly lexical: Lexical;
  readonly type: TypeDeclaration | undefined;
  readonly typeArguments: ReadonlyMap<string, TypeRef>;
}
