import type { Span } from '../../syntax/text';
import { DomAttribute, DomElement, type Origin } from '../dom/dom';
import type { XdtNode } from './nodes';
import { XMLNS } from './read/namespaces';
import type { TransformName } from './typeNames';

/** What one `xdt:Transform` did, for hovers, links and findings. */
export interface TransformAction {
  readonly transform: TransformName;
  readonly argumentText: string | undefined;
  readonly locator: { readonly name: string; readonly argumentText: string | undefined } | undefined;
  /** The XPath it was about; undefined when its locator is wrong. */
  readonly path: string | undefined;
  /** In the transform file: the element, and the value of its `xdt:Transform`. */
  readonly element: Span;
  readonly attribute: Span;
  /** `skipped`: nothing found to act on. */
  readonly outcome: 'done' | 'skipped' | 'failed';
  readonly targets: readonly ActionTarget[];
}

export interface ActionTarget {
  readonly effect:
    | 'replaced'
    | 'removed'
    | 'commentedOut'
    | 'attributes'
    | 'insertedInto'
    | 'insertedBefore'
    | 'insertedAfter'
    | 'present';
  /** Name of the element (or other node) acted on. */
  readonly name: string;
  /** Who made that node what it was, weakest first; the first is where it stands. */
  readonly origins: readonly Origin[];
  /** Attributes that were set, changed or lost. Those that already had the value given are `same`. */
  readonly attributes: readonly AttributeChange[];
  /** Child elements a replacement does not have any more, by name. */
  readonly childrenLost: readonly string[];
  /** False where the document is the same without this transform. */
  readonly changes: boolean;
}

export interface AttributeChange {
  readonly name: string;
  readonly change: 'added' | 'changed' | 'same' | 'lost';
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Who gave the value before, weakest first. */
  readonly origins: readonly Origin[];
}

export function structuralTarget(effect: ActionTarget['effect'], node: XdtNode): ActionTarget {
  return {
    effect,
    name: node.nodeName,
    origins: originsOf(node),
    attributes: [],
    childrenLost: [],
    changes: effect !== 'present',
  };
}

export function attributesTarget(node: XdtNode, attributes: readonly AttributeChange[]): ActionTarget {
  const changes = attributes.some(({ change }) => change !== 'same');
  return { ...structuralTarget('attributes', node), attributes, changes };
}

export function replacedTarget(node: XdtNode, replacement: DomElement): ActionTarget {
  const target = structuralTarget('replaced', node);
  if (!(node instanceof DomElement)) return target;
  const attributes = compareAttributes(node, replacement);
  const left = replacement.children.map((child) => child.nodeName);
  const childrenLost = node.children
    .map((child) => child.nodeName)
    .filter((name) => {
      const at = left.indexOf(name);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  return { ...target, attributes, childrenLost, changes: !isSame(node, replacement) };
}

function compareAttributes(before: DomElement, after: DomElement): AttributeChange[] {
  const kept = before.attributes
    .filter((attribute) => attribute.namespaceURI !== XMLNS)
    .map((attribute) => attributeChange(attribute, after.getAttribute(attribute.nodeName) ?? undefined));
  const added = after.attributes
    .filter((attribute) => !before.getAttributeNode(attribute.nodeName))
    .map(({ nodeName, value }) => addedAttribute(nodeName, value));
  return [...kept, ...added];
}

export function attributeChange(before: DomAttribute, after: string | undefined): AttributeChange {
  const change = after === undefined ? 'lost' : after === before.value ? 'same' : 'changed';
  return { name: before.nodeName, change, before: before.value, after, origins: [...before.origins] };
}

export function addedAttribute(name: string, after: string): AttributeChange {
  return { name, change: 'added', before: undefined, after, origins: [] };
}

export function originsOf(node: XdtNode): readonly Origin[] {
  return node instanceof DomElement || node instanceof DomAttribute || 'origins' in node ? [...node.origins] : [];
}

/** Same name, attributes and content, blanks between tags aside. */
function isSame(a: DomElement, b: DomElement): boolean {
  const work: [DomElement, DomElement][] = [[a, b]];
  for (let pair = work.pop(); pair; pair = work.pop()) {
    const [left, right] = pair;
    if (left.nodeName !== right.nodeName || describe(left) !== describe(right)) return false;
    if (left.children.length !== right.children.length) return false;
    left.children.forEach((child, index) => {
      work.push([child, right.children[index]!]);
    });
  }
  return true;
}

function describe(element: DomElement): string {
  const attributes = element.attributes
    .filter((attribute) => attribute.namespaceURI !== XMLNS)
    .map(({ nodeName, value }) => `${nodeName}=${value}`)
    .sort();
  const content = element.childNodes
    .filter((child) => !(child instanceof DomElement) && child.data.trim() !== '')
    .map((child) => `${child.nodeType}${(child as { data: string }).data}`);
  return JSON.stringify([attributes, content]);
}
