import type { Span } from '../text';

/** One C# source text as it was read into a tree. */
export interface CSharpFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A piece of C# syntax: the concrete tree of the grammar as plain data, so that nothing of the parser's memory outlives
 * the reading. `type` is the grammar's name (`invocation_expression`), or the text itself for punctuation and keywords.
 */
export interface CSharpNode extends Span {
  readonly type: string;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  /** What its parent calls it (`left`, `arguments`, …); undefined where it has no name. */
  readonly field: string | undefined;
  readonly children: readonly CSharpNode[];
  /** The parser had to guess here or below: what it says is not to be trusted. */
  readonly broken: boolean;
  readonly file: CSharpFile;
}

export function textOf(node: CSharpNode): string {
  return node.file.text.slice(node.start, node.end);
}

export function child(node: CSharpNode, field: string): CSharpNode | undefined {
  return node.children.find((one) => one.field === field);
}

export function childrenOf(node: CSharpNode, field: string): readonly CSharpNode[] {
  return node.children.filter((one) => one.field === field);
}

/** The first child of one of these types. */
export function ofType(node: CSharpNode, ...types: readonly string[]): CSharpNode | undefined {
  return node.children.find((one) => types.includes(one.type));
}

export function allOfType(node: CSharpNode, ...types: readonly string[]): readonly CSharpNode[] {
  return node.children.filter((one) => types.includes(one.type));
}

/** Children that are syntax of their own: no punctuation, no comments. */
export function namedChildren(node: CSharpNode): readonly CSharpNode[] {
  return node.children.filter((one) => one.named && one.type !== 'comment');
}

/** Does it carry this keyword (`static`, `this`, `out`), bare or as a modifier? */
export function hasKeyword(node: CSharpNode, word: string): boolean {
  return node.children.some((one) => one.type === word || (one.type === 'modifier' && textOf(one) === word));
}
