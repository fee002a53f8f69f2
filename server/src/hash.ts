/**
 * FNV-1a over UTF-16 units, in base 36: tells texts apart and gives none of them away by reading it. Nothing that must
 * not be guessed may rest on it.
 */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
