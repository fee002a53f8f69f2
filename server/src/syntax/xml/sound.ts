import { COLON, GREATER_THAN, isSpace, QUESTION_MARK, SLASH, skipSpace } from './characters';
import { DECLARATION } from './names';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './navigate';
import {
  ATTRIBUTE_ROW,
  ATTRIBUTES_FROM,
  ATTRIBUTES_TO,
  CDATA,
  CLOSE_START,
  COMMENT,
  CONTENT_END,
  CONTENT_START,
  DOCTYPE,
  DOCUMENT,
  ELEMENT,
  END,
  INSTRUCTION,
  KIND,
  NAME_END,
  type NodeTable,
  OPEN_END,
  PARENT,
  ROW,
  SELF_CLOSING,
  START,
  TEXT,
} from './table';

/**
 * Is the markup of a text that needed no mending surely well-formed? Looks at the parser's table alone and knows only
 * what nearly all files are made of: names in ASCII, prefixes declared at the root, no document type. Whatever else it
 * meets it leaves to `wellFormed.ts`, which makes an object of every node. References and characters are not looked at.
 */
export function isMarkupSound(text: string, table: NodeTable): boolean {
  const { cells } = table;
  let root = 0;
  let prefixes: ReadonlySet<string> = new Set();
  for (let row = ROW; row < cells.length && cells[row + KIND] !== DOCUMENT; row += ROW) {
    const top = cells[row + PARENT] === 0;
    switch (cells[row + KIND]) {
      case ELEMENT: {
        if (top && root !== 0) return false;
        if (root === 0) {
          root = row;
          const declared = prefixesDeclaredBy(text, table, row);
          if (!declared) return false;
          prefixes = declared;
        }
        if (!isTagSound(text, table, row, prefixes, row === root)) return false;
        break;
      }
      case TEXT:
        if (top && skipSpace(text, cells[row + START]!) < cells[row + END]!) return false;
        break;
      case COMMENT:
        if (!isCommentSound(text, cells[row + CONTENT_START]!, cells[row + CONTENT_END]!)) return false;
        break;
      case INSTRUCTION:
        if (!isDeclarationSound(text, cells[row + START]!, cells[row + CONTENT_START]!, cells[row + CONTENT_END]!))
          return false;
        break;
      case CDATA:
        if (top) return false;
        break;
      case DOCTYPE:
        return false;
    }
  }
  return root !== 0;
}

const XMLNS = 'xmlns:';

/**
 * Undefined when a declaration needs a second look. No two prefixes share a namespace, so attributes that are spelt
 * differently are different.
 */
function prefixesDeclaredBy(text: string, { cells, attributes }: NodeTable, row: number): Set<string> | undefined {
  const prefixes = new Set<string>();
  const namespaces = new Set<string>();
  for (let at = cells[row + ATTRIBUTES_FROM]!; at < cells[row + ATTRIBUTES_TO]!; at += ATTRIBUTE_ROW) {
    if (!text.startsWith(XMLNS, attributes[at]!)) continue;
    const prefix = text.slice(attributes[at]! + XMLNS.length, attributes[at + 1]);
    const value = text.slice(attributes[at + 2], attributes[at + 3]);
    if (prefix === 'xml' || prefix === 'xmlns' || value === '' || value.includes('&')) return undefined;
    if (value === XML_NAMESPACE || value === XMLNS_NAMESPACE) return undefined;
    prefixes.add(prefix);
    namespaces.add(value);
  }
  return prefixes.size === namespaces.size ? prefixes : undefined;
}

function isTagSound(
  text: string,
  { cells, attributes }: NodeTable,
  row: number,
  prefixes: ReadonlySet<string>,
  isRoot: boolean,
): boolean {
  const nameEnd = cells[row + NAME_END]!;
  const colon = colonIn(text, cells[row + START]! + 1, nameEnd);
  if (colon === NO_NAME) return false;
  if (colon > 0 && !prefixes.has(text.slice(cells[row + START]! + 1, colon))) return false;
  const from = cells[row + ATTRIBUTES_FROM]!;
  const to = cells[row + ATTRIBUTES_TO]!;
  if (to - from > MOST_COMPARED * ATTRIBUTE_ROW) return false;
  let end = nameEnd;
  for (let at = from; at < to; at += ATTRIBUTE_ROW) {
    const start = attributes[at]!;
    if (start === end || skipSpace(text, end) !== start) return false;
    const prefixed = colonIn(text, start, attributes[at + 1]!);
    if (prefixed === NO_NAME) return false;
    if (prefixed > 0 && !isPrefixKnown(text, start, prefixed, prefixes, isRoot)) return false;
    for (let earlier = from; earlier < at; earlier += ATTRIBUTE_ROW)
      if (isSameName(text, attributes, earlier, at)) return false;
    end = attributes[at + 4]!;
  }
  const openEnd = cells[row + OPEN_END]!;
  if (text.charCodeAt(openEnd - 1) !== GREATER_THAN) return false;
  const close = cells[row + CLOSE_START] === SELF_CLOSING ? openEnd - 2 : openEnd - 1;
  return skipSpace(text, end) === close && (close === openEnd - 1 || text.charCodeAt(close) === SLASH);
}

/** Attributes of one element that are compared each with each. */
const MOST_COMPARED = 32;

/** Declarations below the root have a scope, which is not followed here. */
function isPrefixKnown(
  text: string,
  start: number,
  colon: number,
  prefixes: ReadonlySet<string>,
  isRoot: boolean,
): boolean {
  const prefix = text.slice(start, colon);
  return prefix === 'xmlns' ? isRoot : prefix === 'xml' || prefixes.has(prefix);
}

function isSameName(text: string, attributes: Int32Array, one: number, other: number): boolean {
  const from = attributes[one]!;
  const start = attributes[other]!;
  const length = attributes[other + 1]! - start;
  if (attributes[one + 1]! - from !== length) return false;
  for (let i = 0; i < length; i++) if (text.charCodeAt(from + i) !== text.charCodeAt(start + i)) return false;
  return true;
}

const NO_NAME = -1;

/** Offset of the colon in a qualified name, 0 when it has none; `NO_NAME` for what is not surely a name. */
function colonIn(text: string, start: number, end: number): number {
  let colon = 0;
  let first = true;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      if (first || colon > 0) return NO_NAME;
      colon = at;
      first = true;
    } else if (first) {
      if (!isLetter(code)) return NO_NAME;
      first = false;
    } else if (!isLetter(code) && !(code >= 45 && code <= 57 && code !== SLASH)) return NO_NAME;
  }
  return first ? NO_NAME : colon;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isCommentSound(text: string, start: number, end: number): boolean {
  const hyphens = text.indexOf('--', start);
  return hyphens >= end && (start === end || text.charCodeAt(end - 1) !== 45);
}

function isDeclarationSound(text: string, start: number, from: number, end: number): boolean {
  if (start !== 0 || !text.startsWith('xml', from) || !isSpace(text.charCodeAt(from + 3))) return false;
  return text.charCodeAt(end) === QUESTION_MARK && DECLARATION.test(text.slice(skipSpace(text, from + 3), end));
}
