import { decodeText } from './encoding';
import type { Entry, FilePath, FileRead, Files } from './files';
import { folderOf, keyOf, nameOf } from './paths';

/** Files that exist only in memory: tests, open documents, the browser. Names are compared without case. */
export interface MemoryFiles extends Files {
  /** Puts or replaces a file. */
  write(path: FilePath, text: string): void;
  remove(path: FilePath): void;
  /** Paths read so far, in order, for tests of caching. */
  readonly reads: readonly FilePath[];
}

export function memoryFiles(texts: Iterable<readonly [FilePath, string]> = []): MemoryFiles {
  const files = new Map<string, { path: FilePath; text: string; version: number }>();
  const reads: FilePath[] = [];
  let clock = 0;
  const write = (path: FilePath, text: string) => void files.set(keyOf(path), { path, text, version: ++clock });
  for (const [path, text] of texts) write(path, text);

  return {
    reads,
    write,
    remove: (path) => void files.delete(keyOf(path)),
    async read(path): Promise<FileRead> {
      reads.push(path);
      const file = files.get(keyOf(path));
      if (!file) return { kind: 'missing' };
      const { damage } = stored(file.text);
      const read = {
        kind: 'text',
        text: file.text,
        version: String(file.version),
        encoding: 'utf-8',
        bom: false,
      } as const;
      return damage === undefined ? read : { ...read, damage };
    },
    async list(folder): Promise<Entry[]> {
      const base = keyOf(folder).replace(/\/$/, '');
      const entries = new Map<string, Entry>();
      for (const { path } of files.values()) {
        for (let at = path, kind: Entry['kind'] = 'file'; at !== folderOf(at); at = folderOf(at), kind = 'folder') {
          if (keyOf(folderOf(at)).replace(/\/$/, '') !== base) continue;
          entries.set(nameOf(at), { name: nameOf(at), kind });
          break;
        }
      }
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/** What is odd about a text as UTF-8: its XML declaration may name another encoding. */
function stored(text: string): { readonly damage?: string } {
  const head = decodeText(new TextEncoder().encode(text.slice(0, 256)));
  return head.kind === 'text' && head.damage !== undefined ? { damage: head.damage } : {};
}
