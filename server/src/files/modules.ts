import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** WebAssembly modules that travel beside the bundle, and the packages that they come from. */
const PACKAGES: Readonly<Record<string, string>> = {
  'web-tree-sitter.wasm': 'web-tree-sitter',
  'tree-sitter-c_sharp.wasm': 'tree-sitter-c-sharp',
};

/** Bytes of a module. Rejects when it is neither beside the bundle nor, where the source runs unbundled, installed. */
export async function readModule(name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(__dirname, name));
  } catch {
    return readFile(join(__dirname, '../../../node_modules', PACKAGES[name] ?? '', name));
  }
}
