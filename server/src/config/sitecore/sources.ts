import type { FilePath } from '../../files/files';
import type { XmlDocument } from '../../syntax/xml/tree';
import type { SourceFile } from './tree';

const sources = new WeakMap<XmlDocument, SourceFile>();

/** One object per version of a file, so that what was made from it can be told by it. */
export function sourceOf(tree: XmlDocument, file: FilePath, name: string): SourceFile {
  const known = sources.get(tree);
  if (known?.file === file && known.name === name) return known;
  const source: SourceFile = { file, name };
  sources.set(tree, source);
  return source;
}
