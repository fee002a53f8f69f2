import { Language, Parser, type Node as SyntaxNode, type TreeCursor } from 'web-tree-sitter';
import type { CSharpFile, CSharpNode } from './node';

/** Where the two WebAssembly modules come from: a folder beside the bundle, an extension's address. Asked once. */
export interface CSharpModules {
  /** `web-tree-sitter.wasm`. */
  runtime(): Promise<Uint8Array>;
  /** `tree-sitter-c_sharp.wasm`. */
  grammar(): Promise<Uint8Array>;
}

export interface CSharpParser {
  /** A tree for any text, however broken; undefined only for a text too large or nested too deeply to be read. */
  parse(file: CSharpFile): CSharpNode | undefined;
}

/** Texts above this are generated, and their trees would take hundreds of megabytes. In UTF-16 units. */
export const LARGEST_CSHARP = 2_500_000;
/** Deeper trees would overflow the stack of whoever walks them. */
const DEEPEST = 2_000;

/** Loads the parser; about 0.2 s and 45 MB once, so only when a C# file matters. Rejects when a module cannot be had. */
export async function loadCSharpParser(modules: CSharpModules): Promise<CSharpParser> {
  await Parser.init({ wasmBinary: await modules.runtime() } as never);
  const language = await Language.load(await modules.grammar());
  const parser = new Parser().setLanguage(language);
  return { parse: (file) => (file.text.length > LARGEST_CSHARP ? undefined : read(parser, file)) };
}

function read(parser: Parser, file: CSharpFile): CSharpNode | undefined {
  const tree = parser.parse(file.text);
  if (!tree) return undefined;
  try {
    const cursor = tree.walk();
    try {
      return copy(cursor, file, 0);
    } finally {
      cursor.delete();
    }
  } finally {
    tree.delete();
    parser.reset();
  }
}

/** The node under the cursor as plain data; undefined when it is nested deeper than can be walked. */
function copy(cursor: TreeCursor, file: CSharpFile, depth: number): CSharpNode | undefined {
  if (depth > DEEPEST) return undefined;
  const node: SyntaxNode = cursor.currentNode;
  const children: CSharpNode[] = [];
  const { nodeType: type, nodeIsNamed: named, startIndex: start, endIndex: end, currentFieldName: field } = cursor;
  const broken = node.hasError;
  if (cursor.gotoFirstChild()) {
    do {
      const one = copy(cursor, file, depth + 1);
      if (!one) return undefined;
      children.push(one);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { type, named, field: field ?? undefined, start, end, children, broken, file };
}
