import type { CSharpNode } from '../../../syntax/csharp/node';
import type { Machine } from '../machine';
import { baseDeclarations, resolveType } from '../names';
import type { Member, TypeDeclaration, TypeRef } from '../types';

/** A class of the project and its bases, itself first. */
export function declaredTypes(machine: Machine, declaration: TypeDeclaration): readonly TypeDeclaration[] {
  return [declaration, ...baseDeclarations(declaration, machine.declarations)];
}

declaredTypes.resolve = (machine: Machine, member: Member, node: CSharpNode): TypeRef =>
  resolveType(node, { lexical: member.lexical, type: member.owner, typeArguments: new Map() }, machine.declarations);
