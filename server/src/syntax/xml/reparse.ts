import { nodeAt } from './navigate';
import { withValueResized } from './nodes';
import { parseXml } from './parse';
import type { XmlAttribute, XmlDocument } from './tree';

/**
 * The tree of a text that was edited. When the document before was sound and all that changed stands inside one plain
 * attribute value, as it does when somebody types a timeout, neither parser nor check runs again: everything behind
 * the value moves, and the new document is as sound as the old one.
 */
export function parseAgain(text: string, before: XmlDocument): XmlDocument {
  const old = before.text;
  if (text === old) return before;
  const shorter = Math.min(old.length, text.length);
  const start = commonStart(old, text, shorter);
  const tail = commonEnd(old, text, shorter - start);
  const attribute = before.problems.length === 0 ? plainValueAt(before, start, old.length - tail) : undefined;
  if (!attribute || !PLAIN.test(text.slice(start, text.length - tail))) return parseXml(text);
  return withValueResized(before, attribute, text);
}

/** The attribute whose quoted value holds all from `start` to `end`, when nothing in it could need a second look. */
function plainValueAt(document: XmlDocument, start: number, end: number): XmlAttribute | undefined {
  const { node } = nodeAt(document, start);
  if (!('owner' in node) || node.name.startsWith('xmlns')) return undefined;
  const { valueStart, valueEnd, rawValue } = node;
  if (start < valueStart || end > valueEnd || node.end !== valueEnd + 1 || valueStart === node.nameEnd)
    return undefined;
  return PLAIN.test(rawValue) ? node : undefined;
}

/** No reference, no markup, no quote, nothing but what may stand in any value. */
const PLAIN = /^[ !#-%(-;=-~\u00a0-\ud7ff]*$/;

/** Characters compared in one go; a slice costs no copy. */
const STRIDE = 4096;

/** Length of what two texts begin with alike, `limit` at most. */
function commonStart(a: string, b: string, limit: number): number {
  let same = 0;
  while (same + STRIDE <= limit && a.slice(same, same + STRIDE) === b.slice(same, same + STRIDE)) same += STRIDE;
  while (same < limit && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return same;
}

/** Length of what two texts end with alike, `limit` at most. */
function commonEnd(a: string, b: string, limit: number): number {
  const [aEnd, bEnd] = [a.length, b.length];
  let same = 0;
  while (
    same + STRIDE <= limit &&
    a.slice(aEnd - same - STRIDE, aEnd - same) === b.slice(bEnd - same - STRIDE, bEnd - same)
  )
    same += STRIDE;
  while (same < limit && a.charCodeAt(aEnd - same - 1) === b.charCodeAt(bEnd - same - 1)) same++;
  return same;
}
