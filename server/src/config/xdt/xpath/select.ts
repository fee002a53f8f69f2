import { DomDocument } from '../../dom/dom';
import type { XdtNode } from '../nodes';
import { attributesNamed, elementsIn, matchesTest, NamespaceNode, nodesOn, parentInTree } from './axes';
import { inDocumentOrder } from './documentOrder';
import { type Context, functions } from './functions';
import { type Expression, type Operator, parseXPath, type Step } from './parse';
import {
  asksForPosition,
  findsNothing,
  type Namespaces,
  resolvePrefixes,
  unknownFunction,
  withoutPrefixes,
} from './prefixes';
import { nodeSetExpected } from './scan';
import { compare, isNodes, toBoolean, toNumber, type Value } from './values';

/**
 * The nodes an expression finds from a node, in document order, as XmlNode.SelectNodes of System.Xml does.
 *
 * This is not the `xpath` package because what System.Xml says of wrong expressions is part of the engine's log, and
 * because that package finds other nodes: it counts descendants among what follows, takes texts side by side for
 * several (`axes.ts`) and has no namespace axis over this DOM. The tests compare with it where it is right. Throws
 * XPathError.
 */
export function selectNodes(source: string, from: XdtNode, namespaces?: Namespaces): readonly XdtNode[] {
  const expression = parsed(source);
  if (namespaces) resolvePrefixes(expression, namespaces);
  else withoutPrefixes(expression);
  const value = new Evaluation(namespaces ?? new Map()).evaluate(expression, { node: from, position: 1, size: 1 });
  if (!isNodes(value)) throw nodeSetExpected();
  return value.map((node) => (node instanceof NamespaceNode ? node.declaration : node));
}

const KEPT = 500;
const cache = new Map<string, Expression>();

/** The same few expressions come again with every key stroke. */
function parsed(source: string): Expression {
  const known = cache.get(source);
  if (known) return known;
  const expression = parseXPath(source);
  if (cache.size >= KEPT) cache.clear();
  cache.set(source, expression);
  return expression;
}

class Evaluation {
  constructor(readonly namespaces: Namespaces) {}

  evaluate(expression: Expression, context: Context): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'group':
        return this.evaluate(expression.inner, context);
      case 'operator':
        return this.#operator(expression.operator, expression.left, expression.right, context);
      case 'function':
        return functions[expression.name](
          context,
          expression.parameters.map((parameter) => this.evaluate(parameter, context)),
        );
      case 'variable':
      case 'unknownFunction':
        throw unknownFunction();
      default:
        return this.#nodes(expression, context);
    }
  }

  #operator(operator: Operator, left: Expression, right: Expression, context: Context): Value {
    if (operator === 'or') return this.#isTrue(left, context) || this.#isTrue(right, context);
    if (operator === 'and') return this.#isTrue(left, context) && this.#isTrue(right, context);
    const a = this.evaluate(left, context);
    const b = this.evaluate(right, context);
    switch (operator) {
      case '|':
        return inDocumentOrder([...(a as XdtNode[]), ...(b as XdtNode[])]);
      case '+':
        return toNumber(a) + toNumber(b);
      case '-':
        return toNumber(a) - toNumber(b);
      case '*':
        return toNumber(a) * toNumber(b);
      case 'div':
        return toNumber(a) / toNumber(b);
      case 'mod':
        return toNumber(a) % toNumber(b);
      default:
        return compare(operator, a, b);
    }
  }

  #isTrue(expression: Expression, context: Context): boolean {
    return toBoolean(this.evaluate(expression, context));
  }

  #nodes(expression: Expression, context: Context): readonly XdtNode[] {
    const { start, conditions, steps } = pathOf(expression);
    let nodes = this.#filter(start ? this.#start(start, context) : [context.node], conditions);
    for (const { step, conditions: own } of steps) nodes = this.#walk(nodes, step, own);
    return nodes;
  }

  #start(expression: Expression, context: Context): readonly XdtNode[] {
    if (expression.kind === 'root') return [topOf(context.node)];
    const value = this.evaluate(expression, context);
    // `count(*)/a` parses.
    if (!isNodes(value)) throw nodeSetExpected();
    return value;
  }

  #walk(from: readonly XdtNode[], step: Step, conditions: readonly Expression[]): readonly XdtNode[] {
    const uri = step.prefix === '' ? null : (this.namespaces.get(step.prefix) ?? null);
    if (from.length === 1 && !isReverse(step)) return this.#filter(candidates(from[0]!, step, uri), conditions);
    const starts = conditions.some(asksForPosition) ? from : withSiblingsAsked(from, step);
    return inDocumentOrder(starts.flatMap((node) => this.#filter(candidates(node, step, uri), conditions)));
  }

  #filter(nodes: readonly XdtNode[], conditions: readonly Expression[]): readonly XdtNode[] {
    if (conditions.length === 0) return nodes;
    return conditions.reduce<readonly XdtNode[]>(
      (left, condition) =>
        left.filter((node, index) => {
          const context = { node, position: index + 1, size: left.length };
          const value = this.evaluate(condition, context);
          return typeof value === 'number' ? value === index + 1 : toBoolean(value);
        }),
      nodes,
    );
  }
}

/** A path as it is walked: from where, and which way. */
interface Path {
  /** Undefined: from the context node. */
  readonly start: Expression | undefined;
  readonly conditions: readonly Expression[];
  readonly steps: readonly { readonly step: Step; readonly conditions: readonly Expression[] }[];
}

const paths = new WeakMap<Expression, Path>();

/** Steps hang from the last to the first; taken apart once, they need no recursion however many they are. */
function pathOf(expression: Expression): Path {
  const known = paths.get(expression);
  if (known) return known;
  const steps: { step: Step; conditions: Expression[] }[] = [];
  let conditions: Expression[] = [];
  let start: Expression | undefined = expression;
  while (start && (start.kind === 'step' || start.kind === 'filter'))
    if (start.kind === 'filter') {
      conditions.unshift(start.condition);
      start = start.input;
    } else {
      steps.unshift({ step: start, conditions });
      conditions = [];
      start = start.input;
    }
  const path = { start, conditions, steps };
  paths.set(expression, path);
  return path;
}

/** The nodes of one step from one node, nearest first. */
function candidates(node: XdtNode, step: Step, uri: string | null): readonly XdtNode[] {
  const isNamedAttribute = step.axis === 'attribute' && step.test === 'attribute' && step.name !== '';
  if (isNamedAttribute) return attributesNamed(node, step.name, uri);
  const reached = step.axis === 'child' && step.test === 'element' ? elementsIn(node) : nodesOn(step.axis, node);
  return reached.filter((candidate) => matches(candidate, step, uri));
}

/**
 * System.Xml asks for following siblings once for each parent, and takes the document for its own parent: with the
 * document among the nodes asked, `//following-sibling::*` misses what follows its first child.
 */
function withSiblingsAsked(from: readonly XdtNode[], { axis }: Step): readonly XdtNode[] {
  if (axis !== 'following-sibling' || !from.some((node) => node instanceof DomDocument)) return from;
  return from.filter((node) => !(node.parentNode instanceof DomDocument));
}

function isReverse({ axis }: Step): boolean {
  return axis.startsWith('ancestor') || axis.startsWith('preceding');
}

function topOf(node: XdtNode): XdtNode {
  let top = node;
  for (let up = parentInTree(top); up; up = parentInTree(up)) top = up;
  return top;
}

function matches(node: XdtNode, step: Step, uri: string | null): boolean {
  if (step.axis === 'namespace') return matchesNamespace(node, step);
  if (!matchesTest(node, step.test)) return false;
  if (step.name === '' && step.prefix === '') return true;
  const named = node as { localName?: string; namespaceURI?: string | null; target?: string };
  if (step.name !== '' && (named.localName ?? named.target) !== step.name) return false;
  return step.test === 'instruction' || (named.namespaceURI ?? null) === uri;
}

function matchesNamespace(node: XdtNode, step: Step): boolean {
  if (findsNothing(step)) return false;
  const { prefix, localName } = node as unknown as { prefix: string; localName: string };
  return step.name === '' || step.name === (prefix === '' ? '' : localName);
}
