import { DomAttribute, DomCharacterData, type DomDocument, DomElement, NodeType } from '../../dom/dom';
import type { XdtNode } from '../nodes';
import { XML, XMLNS } from '../read/namespaces';
import { parentInTree, stringValue } from './axes';
import type { FunctionName } from './signatures';
import { isNodes, toBoolean, toNumber, toText, type Value } from './values';

export interface Context {
  readonly node: XdtNode;
  readonly position: number;
  readonly size: number;
}

type Implementation = (context: Context, parameters: readonly Value[]) => Value;

/** The core library of XPath 1.0 as System.Xml implements it. */
export const functions: Readonly<Record<FunctionName, Implementation>> = {
  last: ({ size }) => size,
  position: ({ position }) => position,
  count: (_, [nodes]) => set(nodes).length,
  // Without a document type no attribute is of type ID.
  id: () => [],
  name: (context, parameters) => of(context, parameters, qualifiedName),
  'local-name': (context, parameters) => of(context, parameters, localName),
  'namespace-uri': (context, parameters) => of(context, parameters, namespaceOf),
  string: (context, [value]) => text(context, value),
  concat: (_, parameters) => parameters.map(toText).join(''),
  'starts-with': (_, [whole, part]) => toText(whole!).startsWith(toText(part!)),
  contains: (_, [whole, part]) => toText(whole!).includes(toText(part!)),
  'substring-before': (_, [whole, part]) => before(toText(whole!), toText(part!)),
  'substring-after': (_, [whole, part]) => after(toText(whole!), toText(part!)),
  substring: (_, [whole, start, length]) =>
    substring(toText(whole!), toNumber(start!), length === undefined ? undefined : toNumber(length)),
  'string-length': (context, [value]) => text(context, value).length,
  'normalize-space': (context, [value]) =>
    text(context, value)
      .replace(/[ \t\r\n]+/g, ' ')
      .replace(/^ | $/g, ''),
  translate: (_, [whole, from, to]) => translate(toText(whole!), toText(from!), toText(to!)),
  boolean: (_, [value]) => toBoolean(value!),
  not: (_, [value]) => !toBoolean(value!),
  true: () => true,
  false: () => false,
  lang: ({ node }, [wanted]) => isLanguage(node, toText(wanted!)),
  number: ({ node }, [value]) => toNumber(value ?? stringValue(node)),
  sum: (_, [nodes]) => set(nodes).reduce((sum, node) => sum + toNumber(stringValue(node)), 0),
  floor: (_, [value]) => Math.floor(toNumber(value!)),
  ceiling: (_, [value]) => Math.ceil(toNumber(value!)),
  round: (_, [value]) => Math.round(toNumber(value!)),
};

function set(value: Value | undefined): readonly XdtNode[] {
  return value !== undefined && isNodes(value) ? value : [];
}

function text({ node }: Context, value: Value | undefined): string {
  return value === undefined ? stringValue(node) : toText(value);
}

function of({ node }: Context, parameters: readonly Value[], name: (node: XdtNode) => string): string {
  const target = parameters.length > 0 ? set(parameters[0])[0] : node;
  return target ? name(target) : '';
}

function qualifiedName(node: XdtNode): string {
  if (node instanceof DomAttribute && node.namespaceURI === XMLNS) return node.prefix ? node.localName : '';
  return isNamed(node) ? node.nodeName : '';
}

function localName(node: XdtNode): string {
  if (node instanceof DomElement || (node instanceof DomAttribute && node.namespaceURI !== XMLNS))
    return node.localName;
  return qualifiedName(node);
}

function namespaceOf(node: XdtNode): string {
  if (node instanceof DomElement) return node.namespaceURI ?? '';
  return node instanceof DomAttribute && node.namespaceURI !== XMLNS ? (node.namespaceURI ?? '') : '';
}

function isNamed(node: XdtNode): node is DomElement | DomAttribute | DomCharacterData {
  return (
    node instanceof DomElement ||
    node instanceof DomAttribute ||
    (node instanceof DomCharacterData && node.nodeType === NodeType.instruction)
  );
}

function before(whole: string, part: string): string {
  return part === '' ? '' : whole.slice(0, Math.max(0, whole.indexOf(part)));
}

function after(whole: string, part: string): string {
  const at = whole.indexOf(part);
  return at < 0 ? '' : whole.slice(at + part.length);
}

function substring(whole: string, first: number, count: number | undefined): string {
  const start = Math.round(first) - 1;
  if (Number.isNaN(start) || whole.length <= start) return '';
  if (count === undefined) return whole.slice(Math.max(0, start));
  const end = start + Math.round(count);
  return Number.isNaN(end) || end <= 0 ? '' : whole.slice(Math.max(0, start), Math.max(Math.max(0, start), end));
}

function translate(whole: string, from: string, to: string): string {
  let result = '';
  for (let i = 0; i < whole.length; i++) {
    const at = from.indexOf(whole[i]!);
    result += at < 0 ? whole[i] : (to[at] ?? '');
  }
  return result;
}

function isLanguage(node: XdtNode, wanted: string): boolean {
  for (let at: XdtNode | DomDocument | null = node; at; at = parentInTree(at)) {
    const language = at instanceof DomElement ? at.getAttributeNodeNS(XML, 'lang')?.value : undefined;
    if (language === undefined) continue;
    const rest = language.slice(wanted.length);
    return language.toLowerCase().startsWith(wanted.toLowerCase()) && (rest === '' || rest.startsWith('-'));
  }
  return false;
}
