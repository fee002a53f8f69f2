import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree';

/** What stands at an offset, from the inside out: the part of the node, the node, its ancestors. */
export type XmlPlace =
  | {
      readonly part: 'attribute-name' | 'attribute-value' | 'attribute';
      readonly node: XmlAttribute;
      readonly element: XmlElement;
    }
  | {
      /** `tag` is the rest of a start tag, `end-tag` all of an end tag, `content` between both. */
      readonly part: 'name' | 'tag' | 'end-tag' | 'content';
      readonly node: XmlElement;
      readonly element: XmlElement;
    }
  | {
      readonly part: 'text' | 'cdata' | 'comment' | 'instruction' | 'doctype';
      readonly node: Exclude<XmlNode, XmlElement>;
      readonly element: XmlElement | undefined;
    }
  | { readonly part: 'document'; readonly node: XmlDocument; readonly element: undefined };

/**
 * The deepest place at `offset`, found by binary search on every level. Names and values count as touched at both
 * ends, where a cursor stands; everything else is half-open. The end of the text belongs to what ends there.
 */
export function nodeAt(document: XmlDocument, offset: number): XmlPlace {
  const { text } = document;
  let node: XmlDocument | XmlElement = document;
  for (;;) {
    const child: XmlNode | undefined = containing(node.children, offset, text);
    if (!child)
      return node.kind === 'document' ? { part: 'document', node, element: undefined } : inElement(node, offset, text);
    if (child.kind !== 'element')
      return { part: child.kind, node: child, element: child.parent.kind === 'element' ? child.parent : undefined };
    const inEndTag = child.closeStart >= 0 && offset > child.closeStart;
    if (inEndTag || offset < child.openEnd || (offset === child.openEnd && breaksOff(child, text)))
      return inElement(child, offset, text);
    node = child;
  }
}

/** Enclosing elements, the nearest first. */
export function ancestors(node: XmlNode | XmlAttribute): XmlElement[] {
  const found: XmlElement[] = [];
  let parent = node.kind === 'attribute' ? node.owner : node.parent;
  for (; parent.kind === 'element'; parent = parent.parent) found.push(parent);
  return found;
}

/** Qualified names from the root down: `configuration/system.web/sessionState`. */
export function pathOf(element: XmlElement): string {
  return [element, ...ancestors(element)]
    .map((each) => each.name)
    .reverse()
    .join('/');
}

/** Element children in order, all or those with a qualified name. */
export function childElements(parent: XmlElement | XmlDocument, name?: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => child.kind === 'element' && (name === undefined || child.name === name),
  );
}

/** The first attribute with a qualified name. */
export function attributeOf(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** Namespace URI of a node, '' for none, undefined when its prefix is not declared (Namespaces in XML 1.0, 6). */
export function namespaceOf(node: XmlElement | XmlAttribute): string | undefined {
  if (node.kind === 'element') return namespaceOfPrefix(node, node.prefix);
  if (node.name === 'xmlns') return XMLNS_NAMESPACE;
  return node.prefix === '' ? '' : namespaceOfPrefix(node.owner, node.prefix);
}

/** The URI a prefix is bound to at an element, '' the default namespace or none; undefined when it is not declared. */
export function namespaceOfPrefix(element: XmlElement, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NAMESPACE;
  if (prefix === 'xmlns') return XMLNS_NAMESPACE;
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let node: XmlElement | XmlDocument = element; node.kind === 'element'; node = node.parent) {
    const found = attributeOf(node, declaration);
    if (found) return found.value;
  }
  return prefix === '' ? '' : undefined;
}

/** White space at the start of the line that `offset` stands on. */
export function indentOf(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return /^[ \t]*/.exec(text.slice(start, offset + 200))![0];
}

/** The line ending a text uses: that of its first line, `\n` when it has only one. */
export function lineEndingOf(text: string): '\r\n' | '\n' | '\r' {
  const first = /\r\n?|\n/.exec(text)?.[0];
  return first === '\r\n' || first === '\r' ? first : '\n';
}

function inElement(element: XmlElement, offset: number, text: string): XmlPlace {
  const { nameStart, nameEnd, openEnd, closeStart } = element;
  if (offset >= nameStart && offset <= nameEnd) return { part: 'name', node: element, element };
  if (closeStart >= 0 && offset > closeStart) return { part: 'end-tag', node: element, element };
  if (offset >= openEnd && !(offset === openEnd && breaksOff(element, text)))
    return { part: 'content', node: element, element };
  const attribute = element.attributes[lastStartingAtOrBefore(element.attributes, offset)];
  if (!attribute || offset > attribute.end) return { part: 'tag', node: element, element };
  if (offset <= attribute.nameEnd) return { part: 'attribute-name', node: attribute, element };
  const inValue = offset >= attribute.valueStart && offset <= attribute.valueEnd;
  const hasValue = attribute.valueStart > attribute.nameEnd;
  return { part: inValue && hasValue ? 'attribute-value' : 'attribute', node: attribute, element };
}

/** A start tag without `>`: the cursor at its end is still in it. */
function breaksOff(element: XmlElement, text: string): boolean {
  return text[element.openEnd - 1] !== '>';
}

function containing(nodes: readonly XmlNode[], offset: number, text: string): XmlNode | undefined {
  const index = lastStartingAtOrBefore(nodes, offset);
  const node = nodes[index];
  if (!node) return undefined;
  const before = nodes[index - 1];
  if (node.start === offset && before?.kind === 'element' && before.openEnd === offset && breaksOff(before, text))
    return before;
  if (offset < node.end) return node;
  if (offset > node.end) return undefined;
  return offset === text.length || (node.kind === 'element' && node.openEnd === offset && breaksOff(node, text))
    ? node
    : undefined;
}

/** Index of the last one that starts at or before an offset, -1 when none does. */
function lastStartingAtOrBefore(nodes: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (nodes[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return high < 0 || nodes[low]!.start > offset ? -1 : low;
}
