import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
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
  const kinds = kindsOf(language);
  return { parse: (file) => (file.text.length > LARGEST_CSHARP ? undefined : read(parser, kinds, file)) };
}

function read(parser: Parser, kinds: Kinds, file: CSharpFile): CSharpNode | undefined {
  const tree = parser.parse(file.text);
  if (!tree) return undefined;
  try {
    const cursor = tree.walk();
    try {
      return copy(cursor, kinds, file, tree.rootNode.hasError, 0);
    } finally {
      cursor.delete();
    }
  } finally {
    tree.delete();
    parser.reset();
  }
}

/** What the grammar's numbers stand for. Asked for each node they would cost as much as the parsing. */
interface Kinds {
  readonly types: readonly string[];
  readonly named: readonly boolean[];
  readonly fields: readonly (string | null)[];
}

function kindsOf(language: Language): Kinds {
  const ids = Array.from({ length: language.nodeTypeCount }, (_, id) => id);
  return {
    types: ids.map((id) => language.nodeTypeForId(id) ?? ''),
    named: ids.map((id) => language.nodeTypeIsNamed(id)),
    fields: language.fields,
  };
}

/** The number of nodes that the parser could not make sense of. */
const ERROR = 65_535;

/** The node under the cursor as plain data; undefined when it is nested deeper than can be walked. */
function copy(
  cursor: TreeCursor,
  kinds: Kinds,
  file: CSharpFile,
  doubtful: boolean,
  depth: number,
): CSharpNode | undefined {
  if (depth > DEEPEST) return undefined;
  const children: CSharpNode[] = [];
  const { nodeTypeId: id, startIndex: start, endIndex: end, currentFieldId } = cursor;
  const broken = doubtful && cursor.currentNode.hasError;
  if (cursor.gotoFirstChild()) {
    do {
      const one = copy(cursor, kinds, file, broken, depth + 1);
      if (!one) return undefined;
      children.push(one);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  const type = id === ERROR ? 'ERROR' : kinds.types[id]!;
  const field = kinds.fields[currentFieldId] ?? undefined;
  return { type, named: id === ERROR || kinds.named[id]!, field, start, end, children, broken, file };
}
