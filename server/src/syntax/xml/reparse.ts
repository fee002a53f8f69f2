import { nodeAt } from './navigate';
import { knownToBeSound } from './nodes';
import { parseXml } from './parse';
import type { XmlAttribute, XmlDocument } from './tree';

/**
 * The tree of a text that was edited. When the document before was sound and all that changed stands inside one plain
 * attribute value, as it does when somebody types a timeout, the new one is sound too and its check is spared.
 */
export function parseAgain(text: string, before: XmlDocument): XmlDocument {
  const document = parseXml(text);
  return before.problems.length === 0 && isOneValueApart(before, document) ? knownToBeSound(document) : document;
}

function isOneValueApart(before: XmlDocument, after: XmlDocument): boolean {
  const [old, text] = [before.text, after.text];
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  if (start === old.length && start === text.length) return true;
  let tail = 0;
  while (tail < shorter - start && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail))
    tail++;
  const was = plainValueAt(before, start, old.length - tail);
  const is = plainValueAt(after, start, text.length - tail);
  return was !== undefined && is !== undefined && was.start === is.start && was.valueStart === is.valueStart;
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
