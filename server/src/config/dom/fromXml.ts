import type { FilePath } from '../../files/files';
import type { XmlDocument, XmlElement, XmlNode } from '../../syntax/xml/tree';
import { DomCharacterData, type DomChild, DomDocument, DomElement, type DomParent, NodeType, XMLNS } from './dom';

/** The mutable document for a parsed file; every element and attribute knows its place in `file`. */
export function domFromXml(source: XmlDocument, file: FilePath): DomDocument {
  const document = new DomDocument();
  fill(document, document, source.children, file);
  return document;
}

/** One element with everything below it, without parent; prefixes declared above it in the source are honoured. */
export function domElementFromXml(element: XmlElement, file: FilePath, document: DomDocument): DomElement {
  const made = makeElement(document, element, file, namespacesAbove(element));
  fill(document, made.element, element.children, file, made.scope);
  return made.element;
}

type Scope = ReadonlyMap<string, string>;

const BASE_SCOPE: Scope = new Map([
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
  ['xmlns', XMLNS],
]);

function fill(
  document: DomDocument,
  top: DomParent,
  nodes: readonly XmlNode[],
  file: FilePath,
  scope = BASE_SCOPE,
): void {
  const work: { parent: DomParent; nodes: readonly XmlNode[]; scope: Scope }[] = [{ parent: top, nodes, scope }];
  for (let job = work.pop(); job; job = work.pop()) {
    for (const node of job.nodes) {
      const child = makeChild(document, node, file, job.scope);
      child.dom.parentNode = job.parent;
      job.parent.childNodes.push(child.dom);
      if (node.kind === 'element' && node.children.length > 0)
        work.push({ parent: child.dom as DomElement, nodes: node.children, scope: child.scope });
    }
  }
}

function makeChild(
  document: DomDocument,
  node: XmlNode,
  file: FilePath,
  scope: Scope,
): { dom: DomChild; scope: Scope } {
  if (node.kind === 'element') {
    const made = makeElement(document, node, file, scope);
    return { dom: made.element, scope: made.scope };
  }
  const target = node.kind === 'instruction' ? node.target : '';
  const dom = new DomCharacterData(document, NodeType[node.kind], node.value, target);
  dom.origins.push({ file, start: node.start, end: node.end });
  return { dom, scope };
}

function makeElement(document: DomDocument, source: XmlElement, file: FilePath, outer: Scope) {
  const scope = withDeclarations(outer, source);
  const element = new DomElement(document, source.prefix, source.localName, scope.get(source.prefix) || null);
  element.origins.push({ file, start: source.start, end: source.end });
  for (const attribute of source.attributes) {
    const declaration = attribute.prefix === 'xmlns' || attribute.name === 'xmlns';
    const uri = declaration ? XMLNS : attribute.prefix ? (scope.get(attribute.prefix) ?? null) : null;
    const value = attribute.value;
    element
      .setAttributeNS(uri, attribute.prefix, attribute.localName, value)
      .origins.push({ file, start: attribute.valueStart, end: attribute.valueEnd, value });
  }
  return { element, scope };
}

function withDeclarations(outer: Scope, element: XmlElement): Scope {
  let scope: Map<string, string> | undefined;
  for (const attribute of element.attributes) {
    const prefix = attribute.name === 'xmlns' ? '' : attribute.prefix === 'xmlns' ? attribute.localName : undefined;
    if (prefix === undefined) continue;
    scope ??= new Map(outer);
    scope.set(prefix, attribute.value);
  }
  return scope ?? outer;
}

function namespacesAbove(element: XmlElement): Scope {
  const chain: XmlElement[] = [];
  for (let node = element.parent; node.kind === 'element'; node = node.parent) chain.unshift(node);
  return chain.reduce(withDeclarations, BASE_SCOPE);
}
