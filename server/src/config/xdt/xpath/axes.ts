import {
  DomAttribute,
  DomCharacterData,
  type DomChild,
  DomDocument,
  DomElement,
  indexIn,
  NodeType,
} from '../../dom/dom';
import { Declaration, Doctype, type XdtNode } from '../nodes';
import { XML, XMLNS } from '../read/namespaces';
import type { Axis, NodeTest } from './parse';

/**
 * The tree as XPath over System.Xml's DOM sees it: texts, CDATA and white space side by side are one node (the first
 * stands for it), declaration and document type are none, nor is white space beside the root element.
 */
export function isVisible(node: DomChild): boolean {
  if (node instanceof Declaration || node instanceof Doctype) return false;
  if (!isTextual(node)) return true;
  return node.parentNode instanceof DomElement && !isTextual(node.previousSibling);
}

export function isTextual(node: XdtNode | null): node is DomCharacterData {
  return node instanceof DomCharacterData && (node.nodeType === NodeType.text || node.nodeType === NodeType.cdata);
}

/** The nodes of a text run, beginning with `first`. */
export function textRun(first: DomCharacterData): DomCharacterData[] {
  const run: DomCharacterData[] = [];
  for (let node: DomChild | null = first; isTextual(node); node = node.nextSibling) run.push(node);
  return run;
}

export function parentInTree(node: XdtNode): DomElement | DomDocument | null {
  return node instanceof DomAttribute ? node.ownerElement : node.parentNode;
}

/** Child elements: by far the most frequent step, and no text has to be looked at for it. */
export function elementsIn(node: XdtNode): readonly XdtNode[] {
  return node instanceof DomElement || node instanceof DomDocument ? node.children : [];
}

/** The one attribute of a name, if it is there; a declaration is none. */
export function attributesNamed(node: XdtNode, localName: string, uri: string | null): readonly XdtNode[] {
  const attribute = node instanceof DomElement && uri !== XMLNS ? node.getAttributeNodeNS(uri, localName) : null;
  return attribute ? [attribute] : [];
}

function childrenOf(node: XdtNode): DomChild[] {
  return node instanceof DomElement || node instanceof DomDocument ? node.childNodes.filter(isVisible) : [];
}

/** The nodes on an axis from a node, nearest first, so that reverse axes come in reverse document order. */
export function nodesOn(axis: Axis, node: XdtNode): XdtNode[] {
  switch (axis) {
    case 'self':
      return [node];
    case 'child':
      return childrenOf(node);
    case 'parent':
      return ancestors(node).slice(0, 1);
    case 'attribute':
      return node instanceof DomElement ? node.attributes.filter((a) => a.namespaceURI !== XMLNS) : [];
    case 'ancestor':
      return ancestors(node);
    case 'ancestor-or-self':
      return [node, ...ancestors(node)];
    case 'descendant':
      return descendants(node);
    case 'descendant-or-self':
      return [node, ...descendants(node)];
    case 'following-sibling':
      return followingSiblings(node);
    case 'preceding-sibling':
      return precedingSiblings(node);
    case 'following':
      return following(node);
    case 'preceding':
      return preceding(node);
    case 'namespace':
      return node instanceof DomElement ? namespaceNodes(node) : [];
  }
}

function ancestors(node: XdtNode): XdtNode[] {
  const found: XdtNode[] = [];
  for (let up = parentInTree(node); up; up = parentInTree(up)) found.push(up);
  return found;
}

function descendants(node: XdtNode): XdtNode[] {
  const found: XdtNode[] = [];
  const work = childrenOf(node).reverse();
  for (let next = work.pop(); next; next = work.pop()) {
    found.push(next);
    if (next instanceof DomElement)
      for (let i = next.childNodes.length - 1; i >= 0; i--) {
        const child = next.childNodes[i]!;
        if (isVisible(child)) work.push(child);
      }
  }
  return found;
}

function followingSiblings(node: XdtNode): DomChild[] {
  if (node instanceof DomAttribute || !node.parentNode) return [];
  const all = node.parentNode.childNodes;
  const found: DomChild[] = [];
  for (let i = indexIn(all, node as DomChild) + 1; i < all.length; i++) if (isVisible(all[i]!)) found.push(all[i]!);
  return found;
}

function precedingSiblings(node: XdtNode): DomChild[] {
  if (node instanceof DomAttribute || !node.parentNode) return [];
  const all = node.parentNode.childNodes;
  const found: DomChild[] = [];
  for (let i = indexIn(all, node as DomChild) - 1; i >= 0; i--) if (isVisible(all[i]!)) found.push(all[i]!);
  return found;
}

function following(node: XdtNode): XdtNode[] {
  const found: XdtNode[] = node instanceof DomAttribute ? descendants(node.ownerElement) : [];
  for (const at of elementAndAncestors(node))
    for (const sibling of followingSiblings(at)) found.push(sibling, ...descendants(sibling));
  return found;
}

function preceding(node: XdtNode): XdtNode[] {
  const found: XdtNode[] = [];
  for (const at of elementAndAncestors(node))
    for (const sibling of precedingSiblings(at)) found.push(...descendants(sibling).reverse(), sibling);
  return found;
}

function elementAndAncestors(node: XdtNode): XdtNode[] {
  const start = node instanceof DomAttribute ? node.ownerElement : node;
  return [start, ...ancestors(start)];
}

/** The declarations in force at an element, the nearest of each prefix, and `xml` that needs none. */
export function namespacesInScope(element: DomElement): DomAttribute[] {
  const found = new Map<string, DomAttribute>();
  for (let at: DomElement | DomDocument | null = element; at instanceof DomElement; at = at.parentNode)
    for (const attribute of at.attributes)
      if (attribute.namespaceURI === XMLNS && !found.has(attribute.nodeName)) found.set(attribute.nodeName, attribute);
  const unset = found.get('xmlns');
  if (unset?.value === '') found.delete('xmlns');
  return [...found.values(), new DomAttribute(element, 'xmlns', 'xml', XMLNS, XML)];
}

/** A declaration as XPath sees it: a node of its own at every element it is in force at. */
export class NamespaceNode extends DomAttribute {
  constructor(
    element: DomElement,
    readonly declaration: DomAttribute,
    readonly rank: number,
  ) {
    super(element, declaration.prefix, declaration.localName, XMLNS, declaration.value);
  }
}

function namespaceNodes(element: DomElement): NamespaceNode[] {
  return namespacesInScope(element).map((declaration, rank) => new NamespaceNode(element, declaration, rank));
}

export function matchesTest(node: XdtNode, test: NodeTest): boolean {
  switch (test) {
    case 'any':
      return true;
    case 'element':
      return node instanceof DomElement;
    case 'attribute':
      return node instanceof DomAttribute;
    case 'text':
      return isTextual(node);
    case 'comment':
      return node.nodeType === NodeType.comment;
    case 'instruction':
      return node.nodeType === NodeType.instruction;
  }
}

export function stringValue(node: XdtNode): string {
  if (node instanceof DomAttribute) return node.value;
  if (node instanceof DomElement) return node.textContent;
  if (node instanceof DomDocument) return node.documentElement?.textContent ?? '';
  if (node.nodeType !== NodeType.text && node.nodeType !== NodeType.cdata) return node.data;
  return textRun(node)
    .map((part) => part.data)
    .join('');
}
