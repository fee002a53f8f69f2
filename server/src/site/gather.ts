import type { FilePath } from '../files/files';
import { keyOf } from '../files/paths';
import type { ParsedFile } from './parsed';
import type { SiteFile } from './siteFile';

/** What takes part in a site, collected while it is read. */
export interface Gathered {
  /** In the order in which they were taken in. */
  readonly files: readonly SiteFile[];
  readonly sources: ReadonlyMap<string, ParsedFile>;
  /** What the root element of a `configSource` file stands for. */
  readonly sections: Map<string, string>;
  readonly missing: ReadonlySet<string>;
  use(file: ParsedFile, layer: string): void;
  source(file: ParsedFile): void;
  list(file: SiteFile): void;
  awaits(path: FilePath): void;
}

export function gather(): Gathered {
  const files: SiteFile[] = [];
  const sources = new Map<string, ParsedFile>();
  const missing = new Set<string>();
  const source = (file: ParsedFile) => void sources.set(keyOf(file.path), file);
  return {
    files,
    sources,
    sections: new Map(),
    missing,
    source,
    use(file, layer) {
      if (!sources.has(keyOf(file.path))) files.push({ file: file.path, layer, active: true });
      source(file);
    },
    list(file) {
      if (!sources.has(keyOf(file.file))) files.push(file);
    },
    awaits: (path) => void missing.add(keyOf(path)),
  };
}
