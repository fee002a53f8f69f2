import type { FilePath, Files } from './files';
import { keyOf } from './paths';

/** Open documents on top of other files: what the user sees counts, saved or not. */
export interface OverlayFiles extends Files {
  open(path: FilePath, text: string, version: number): void;
  close(path: FilePath): void;
}

export function overlayFiles(below: Files): OverlayFiles {
  const open = new Map<string, { text: string; version: number }>();
  return {
    open: (path, text, version) => void open.set(keyOf(path), { text, version }),
    close: (path) => void open.delete(keyOf(path)),
    async read(path) {
      const document = open.get(keyOf(path));
      if (!document) return below.read(path);
      return { kind: 'text', text: document.text, version: `open:${document.version}`, encoding: 'utf-8', bom: false };
    },
    list: (folder) => below.list(folder),
  };
}
