import xpath from 'xpath';
import { remembered } from '../../maps';
import { childrenWith } from './childIndex';
import { PATCH } from './namespaces';
import type { MergedElement, MergedNode } from './tree';
import { ConfigDocument, ConfigElement, ConfigText } from './view';

/**
 * What a position (`patch:before="…"`) points at: SelectSingleNode relative to the parent element, XPath 1.0, without
 * namespace prefixes.
 */
export type Selection =
  | { readonly kind: 'hit'; readonly node: MergedNode }
  | { readonly kind: 'miss' }
  /** Something was found, but not a child of the parent: the engine throws when it inserts there. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'invalid'; readonly message: string };

const MISS: Selection = { kind: 'miss' };

/**
 * Evaluates `expression` below `parent`; `path` gives the elements from the root to it. The selectors that nearly every
 * file uses are answered directly, all others by the XPath library.
 */
export function selectChild(
  expression: string,
  parent: MergedElement,
  path: () => readonly MergedElement[],
): Selection {
  const simple = parseSimple(expression);
  return simple ? selectSimple(simple, parent) : selectByXPath(expression, path());
}

/** `name`, `*`, each with at most one of `[n]`, `[last()]`, `[@a='v']`, `[@a='v' and @b='w']`. */
interface Simple {
  /** Undefined for `*`. */
  readonly name: string | undefined;
  readonly test:
    | { readonly kind: 'place'; readonly place: number }
    | { readonly kind: 'last' }
    | {
        readonly kind: 'attributes';
        readonly attributes: readonly { readonly name: string; readonly value: string }[];
      };
}

const NAME = '[A-Za-z_][\\w.-]*';
const LITERAL = `(?:'[^']*'|"[^"]*")`;
/** Of white space XPath knows these four. */
const S = '[ \\t\\r\\n]*';
const TEST = `${S}@(${NAME})${S}=${S}(${LITERAL})${S}`;
const LAST = `(?:position${S}\\(${S}\\)${S}=${S})?(last)${S}\\(${S}\\)`;
const SIMPLE = new RegExp(
  `^${S}(\\*|${NAME})${S}(?:\\[${S}(?:(\\d{1,9})|${LAST}|${TEST}(?:and${TEST})?)${S}\\]${S})?$`,
);

/** The parts of a frequent selector, null for one that needs the library. */
export const parseSimple = remembered(5_000, readSimple);

function readSimple(expression: string): Simple | null {
  if (expression.length > 2_000) return null;
  const match = SIMPLE.exec(expression);
  if (!match) return null;
  const name = match[1] === '*' ? undefined : match[1]!;
  if (match[3]) return { name, test: { kind: 'last' } };
  if (match[4]) {
    const attributes = [{ name: match[4], value: match[5]!.slice(1, -1) }];
    if (match[6]) attributes.push({ name: match[6], value: match[7]!.slice(1, -1) });
    return { name, test: { kind: 'attributes', attributes } };
  }
  return { name, test: { kind: 'place', place: match[2] ? Number(match[2]) : 1 } };
}

function selectSimple(simple: Simple, parent: MergedElement): Selection {
  const { name, test } = simple;
  const fits = (node: MergedNode): node is MergedElement =>
    node.kind === 'element' && (name === undefined || (node.localName === name && node.uri === ''));
  const hit = (node: MergedNode | undefined): Selection => (node ? { kind: 'hit', node } : MISS);
  switch (test.kind) {
    case 'last':
      return hit(parent.children.findLast(fits));
    case 'place': {
      let left = test.place;
      return hit(parent.children.find((node) => fits(node) && --left === 0));
    }
    case 'attributes': {
      const [first, second] = test.attributes;
      const rest = (node: MergedElement) => !second || node.value(second.name) === second.value;
      if (name !== undefined)
        return hit(childrenWith(parent, name, first!.name, first!.value).find((node) => fits(node) && rest(node)));
      return hit(parent.children.find((n) => fits(n) && n.value(first!.name) === first!.value && rest(n)));
    }
  }
}

interface Evaluator {
  evaluateNodeSet(options: object): { first(): unknown; toArray(): unknown[] };
}

/** Above this an expression could keep the server busy: every `//` or axis multiplies the nodes visited. */
const MOST_WALKS = 4;
const LONGEST = 2_000;

const parse = remembered(5_000, tryParse);

function tryParse(expression: string): Evaluator | { readonly message: string } {
  const walks = expression.match(/\/\/|::/g)?.length ?? 0;
  if (expression.length > LONGEST || walks > MOST_WALKS) return { message: 'The selector is too complex to evaluate.' };
  try {
    return (xpath as unknown as { parse(text: string): Evaluator }).parse(expression);
  } catch (error) {
    return { message: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Through the library only; `selectChild` must answer the same. */
export function selectByXPath(expression: string, path: readonly MergedElement[]): Selection {
  const parsed = parse(expression);
  if ('message' in parsed) return { kind: 'invalid', message: parsed.message };
  const parent = viewAt(path);
  try {
    const found = parsed.evaluateNodeSet({ node: parent, isHtml: false, allowAnyNamespaceForNoPrefix: false }).first();
    if (!found) return MISS;
    const isChild = (found instanceof ConfigElement || found instanceof ConfigText) && found.parentNode === parent;
    return isChild ? { kind: 'hit', node: found.merged } : { kind: 'elsewhere' };
  } catch (error) {
    return { kind: 'invalid', message: messageOf(error) };
  }
}

export type Nodes =
  | { readonly kind: 'found'; readonly nodes: readonly unknown[] }
  | { readonly kind: 'invalid'; readonly message: string };

/** All nodes that an XPath finds from the root element of a document, in document order; `patch` is a known prefix. */
export function selectNodes(expression: string, document: ConfigDocument): Nodes {
  const parsed = parse(expression);
  if ('message' in parsed) return { kind: 'invalid', message: parsed.message };
  try {
    const namespaces = { patch: PATCH };
    const options = { node: document.documentElement, isHtml: false, allowAnyNamespaceForNoPrefix: false, namespaces };
    return { kind: 'found', nodes: parsed.evaluateNodeSet(options).toArray() };
  } catch (error) {
    return { kind: 'invalid', message: messageOf(error) };
  }
}

/** The element at the end of a path from the root, in a document of its own. */
export function viewAt(path: readonly MergedElement[]): ConfigElement {
  let view = new ConfigDocument(path[0]!).documentElement;
  for (const element of path.slice(1)) view = view.childNodes[childPlace(view.merged, element)] as ConfigElement;
  return view;
}

function childPlace(parent: MergedElement, child: MergedElement): number {
  return parent.children.indexOf(child);
}
