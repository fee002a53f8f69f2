import type { FilePath } from '../files/files';
import { nameOf } from '../files/paths';
import { siteParts } from '../site/parts';

/** What to say where there is no site: what was looked for, and where. */
export function nothingFound(roots: readonly FilePath[], parts = siteParts): string {
  const files = parts.flatMap(({ wakes }) => wakes ?? []).map((pattern) => pattern.replace(/^(?:\*\*\/)?/, ''));
  if (roots.length === 0) return `No folder is open. Open one that holds ${listOf(files, 'or')}.`;
  const folders = roots.map((root) => nameOf(root) || root);
  return `No site was found. Looked for ${listOf(files, 'and')} in ${listOf(folders, 'and')}, and in the folders below.`;
}

/** `a, b and c` */
function listOf(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}
