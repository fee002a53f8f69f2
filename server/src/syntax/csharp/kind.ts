import type { FileKind } from '../kind';
import type { CSharpNode } from './node';
import { type CSharpModules, type CSharpParser, loadCSharpParser } from './parser';
import { preprocess, type Symbols } from './preprocess';

/** A C# text: what it mentions is searched for free, a tree is made when somebody has to go inside. */
export interface CSharpText {
  readonly text: string;
  /**
   * The tree as a build with these symbols sees the file; undefined for a text that is too large or nested too deeply.
   * Made once for each set of symbols.
   */
  tree(path: string, symbols: Symbols): CSharpNode | undefined;
}

let modules: CSharpModules | undefined;
let loading: Promise<CSharpParser> | undefined;
let parser: CSharpParser | undefined;

/**
 * Says where the WebAssembly modules come from, by the names of their files. An edge does so before the first file is
 * read; nothing is loaded yet.
 */
export function provideCSharp(module: (name: string) => Promise<Uint8Array>): void {
  modules = { runtime: () => module('web-tree-sitter.wasm'), grammar: () => module('tree-sitter-c_sharp.wasm') };
}

export const CSHARP: FileKind<CSharpText> = {
  name: 'csharp',
  names: /\.cs$/i,
  async ready() {
    if (parser) return;
    if (!modules) throw new Error('C# cannot be read here: no edge has said where its grammar is');
    loading ??= loadCSharpParser(modules);
    try {
      parser = await loading;
    } catch (error) {
      // The next file may have more luck: the client may have been late.
      loading = undefined;
      throw error;
    }
  },
  parse(text) {
    const trees = new Map<string, CSharpNode | undefined>();
    return {
      text,
      tree(path, symbols) {
        const seen = preprocess(text, symbols);
        const known = trees.get(seen);
        if (known || trees.has(seen)) return known;
        const tree = parser?.parse({ path, text: seen });
        trees.set(seen, tree);
        return tree;
      },
    };
  },
};
