import type { SitecoreConfiguration } from './effective';
import { PATCH, XMLNS } from './namespaces';
import { type ConfigAttribute, type ConfigElement, ConfigText } from './view';

/** Something that is not the same in two configurations: two roles, or before and after an edit. */
export type Difference =
  | { readonly kind: 'element'; readonly left: ConfigElement; readonly right: undefined }
  | { readonly kind: 'element'; readonly left: undefined; readonly right: ConfigElement }
  /** Both elements are there; one side has no such attribute, or another value. */
  | {
      readonly kind: 'attribute';
      readonly name: string;
      readonly left: ConfigAttribute | undefined;
      readonly right: ConfigAttribute | undefined;
      readonly elements: Pair;
    }
  | {
      readonly kind: 'text';
      readonly left: ConfigText | undefined;
      readonly right: ConfigText | undefined;
      readonly elements: Pair;
    }
  /** The same children in another order. */
  | { readonly kind: 'order'; readonly elements: Pair };

export interface Pair {
  readonly left: ConfigElement;
  readonly right: ConfigElement;
}

/**
 * What is different, in the order of the left one. Children are paired by name and by what tells siblings apart (`name`,
 * `id`, `type` …); among equals by their order. Comments and `patch:source` do not count.
 */
export function compareConfigurations(left: SitecoreConfiguration, right: SitecoreConfiguration): Difference[] {
  const differences: Difference[] = [];
  const work: Pair[] = [{ left: left.document.documentElement, right: right.document.documentElement }];
  const sameVariables = haveSameVariables(left, right);
  for (let pair = work.pop(); pair; pair = work.pop()) {
    // What both took from a file unchanged is one object; only variables in it can make a difference.
    const { merged } = pair.left;
    if (merged === pair.right.merged && (sameVariables || merged.content?.mentions('$(') === false)) continue;
    compareAttributes(pair, differences);
    compareTexts(pair, differences);
    const pairs = pairChildren(pair, differences);
    for (let i = pairs.length - 1; i >= 0; i--) work.push(pairs[i]!);
  }
  return differences;
}

function haveSameVariables({ variables: left }: SitecoreConfiguration, { variables: right }: SitecoreConfiguration) {
  const names = new Set([...left.all.keys(), ...right.all.keys()]);
  return [...names].every(
    (name) => left.resolve(`$(${name})`, 'attribute') === right.resolve(`$(${name})`, 'attribute'),
  );
}

function compareAttributes({ left, right }: Pair, differences: Difference[]): void {
  const names = new Set([...attributesOf(left).keys(), ...attributesOf(right).keys()]);
  for (const name of names) {
    const [a, b] = [attributesOf(left).get(name), attributesOf(right).get(name)];
    if (a?.value !== b?.value)
      differences.push({ kind: 'attribute', name, left: a, right: b, elements: { left, right } });
  }
}

function attributesOf(element: ConfigElement): Map<string, ConfigAttribute> {
  const counted = element.attributes.filter(({ merged }) => merged.uri !== PATCH && merged.uri !== XMLNS);
  return new Map(counted.map((attribute) => [attribute.name, attribute]));
}

function compareTexts({ left, right }: Pair, differences: Difference[]): void {
  const [a, b] = [textsOf(left), textsOf(right)];
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    if (a[i]?.data !== b[i]?.data)
      differences.push({ kind: 'text', left: a[i], right: b[i], elements: { left, right } });
}

function textsOf(element: ConfigElement): ConfigText[] {
  return element.childNodes.filter(
    (node): node is ConfigText =>
      node instanceof ConfigText && (node.merged.kind === 'text' || node.merged.kind === 'cdata'),
  );
}

function pairChildren({ left, right }: Pair, differences: Difference[]): Pair[] {
  const waiting = new Map<string, ConfigElement[]>();
  for (const child of right.children) {
    const key = keyOf(child);
    const list = waiting.get(key);
    if (list) list.push(child);
    else waiting.set(key, [child]);
  }
  const taken = new Map<string, number>();
  const pairs: Pair[] = [];
  for (const child of left.children) {
    const key = keyOf(child);
    const at = taken.get(key) ?? 0;
    const partner = waiting.get(key)?.[at];
    if (partner) {
      taken.set(key, at + 1);
      pairs.push({ left: child, right: partner });
    } else differences.push({ kind: 'element', left: child, right: undefined });
  }
  for (const [key, list] of waiting)
    for (const child of list.slice(taken.get(key) ?? 0))
      differences.push({ kind: 'element', left: undefined, right: child });
  const reordered = pairs.some(({ right: child }, i) => i > 0 && child.place < pairs[i - 1]!.right.place);
  if (reordered) differences.push({ kind: 'order', elements: { left, right } });
  return pairs;
}

const TELLING = ['name', 'uid', 'id', 'type', 'method', 'desc', 'hint', 'path', 'key', 'serviceType', 'trigger', 'ref'];

function keyOf(element: ConfigElement): string {
  const parts = [element.nodeName];
  const unique = element.getAttribute('name') ?? element.getAttribute('uid');
  if (unique !== null) return `${parts[0]}\0${unique}`;
  for (const name of TELLING) parts.push(element.getAttribute(name) ?? '');
  return parts.join('\0');
}
