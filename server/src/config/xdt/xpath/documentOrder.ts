import { DomAttribute, type DomChild, type DomElement, indexIn } from '../../dom/dom';
import type { XdtNode } from '../nodes';
import { NamespaceNode, parentInTree } from './axes';

/** Sorts into document order and drops repetitions. */
export function inDocumentOrder(nodes: readonly XdtNode[]): XdtNode[] {
  const unique = withoutRepetitions(nodes);
  if (unique.length < 2) return unique;
  const paths = new Map(unique.map((node) => [node, pathOf(node)]));
  return unique.sort((a, b) => comparePaths(paths.get(a)!, paths.get(b)!));
}

/** Namespace nodes are made anew each time they are asked for. */
function withoutRepetitions(nodes: readonly XdtNode[]): XdtNode[] {
  const seen = new Map<DomElement, Set<string>>();
  return [...new Set(nodes)].filter((node) => {
    if (!(node instanceof NamespaceNode)) return true;
    const names = seen.get(node.ownerElement) ?? new Set();
    seen.set(node.ownerElement, names);
    return names.size < names.add(node.nodeName).size;
  });
}

/** Indexes from the top; attributes stand before children. */
function pathOf(node: XdtNode): number[] {
  const path: number[] = [];
  for (let at = node; ; ) {
    const parent = parentInTree(at);
    if (!parent) return path.reverse();
    path.push(
      at instanceof DomAttribute
        ? attributeOrder(parent as DomElement, at)
        : indexIn(parent.childNodes, at as DomChild),
    );
    at = parent;
  }
}

/** Below zero: namespaces stand before attributes, and those before children. */
function attributeOrder(element: DomElement, attribute: DomAttribute): number {
  if (attribute instanceof NamespaceNode) return attribute.rank - 0x40000000;
  return element.attributes.indexOf(attribute) - element.attributes.length - 1;
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
