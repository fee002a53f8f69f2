import type { XdtNode } from '../nodes';
import { elementsIn, inDocumentOrder, matchesTest, nodesOn, parentInTree } from './axes';
import { type Context, functions } from './functions';
import { type Expression, type Operator, parseXPath, partsOf, type Step } from './parse';
import { XPathError } from './scan';
import { compare, isNodes, toBoolean, toNumber, type Value } from './values';

/** Prefix to namespace, as an XmlNamespaceManager holds them. */
export type Namespaces = ReadonlyMap<string, string>;

/**
 * The nodes an expression finds from a node, in document order, as XmlNode.SelectNodes of System.Xml does.
 *
 * This is not the `xpath` package because the messages for wrong expressions are part of the engine's log, and
 * because that package sees other texts (`axes.ts`), has no namespace axis over this DOM and takes a hundred times
 * longer for a path of names; it is what the tests compare with. Throws XPathError.
 */
export function selectNodes(source: string, from: XdtNode, namespaces?: Namespaces): readonly XdtNode[] {
  const expression = parsed(source);
  const uris = namespaces ? resolvePrefixes(expression, namespaces) : withoutPrefixes(expression);
  const value = new Evaluation(uris).evaluate(expression, { node: from, position: 1, size: 1 });
  if (!isNodes(value)) throw new XPathError('Expression must evaluate to a node-set.');
  return value;
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

const NONE: Namespaces = new Map();

function withoutPrefixes(expression: Expression): Namespaces {
  const work = [expression];
  for (let part = work.pop(); part; part = work.pop()) {
    if (part.kind === 'variable' || part.kind === 'unknownFunction' || (part.kind === 'step' && part.prefix !== ''))
      throw new XPathError(
        'Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.',
      );
    work.push(...partsOf(part));
  }
  return NONE;
}

/** In the order System.Xml looks prefixes up, so that the first unknown one is the same: last step first. */
function resolvePrefixes(expression: Expression, namespaces: Namespaces): Namespaces {
  if (expression.kind === 'step' && findsNothing(expression)) return namespaces;
  if (expression.kind === 'step' && expression.prefix !== '' && !namespaces.has(expression.prefix))
    throw new XPathError(`Namespace prefix '${expression.prefix}' is not defined.`);
  for (const part of partsOf(expression)) resolvePrefixes(part, namespaces);
  if (expression.kind === 'variable' || expression.kind === 'unknownFunction') throw unknownFunction();
  return namespaces;
}

/** Names of namespace nodes have no prefix; System.Xml then forgets the whole path before. */
function findsNothing({ axis, prefix, test }: Step): boolean {
  return axis === 'namespace' && (prefix !== '' || (test !== 'element' && test !== 'any'));
}

const unknownFunction = () => new XPathError('XsltContext is needed for this query because of an unknown function.');

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

  /** A path is walked from its first step on, however many steps it has, without recursion. */
  #nodes(expression: Expression, context: Context): readonly XdtNode[] {
    const steps: { step: Step | undefined; conditions: Expression[] }[] = [];
    let conditions: Expression[] = [];
    let at: Expression | undefined = expression;
    while (at && (at.kind === 'step' || at.kind === 'filter'))
      if (at.kind === 'filter') {
        conditions.unshift(at.condition);
        at = at.input;
      } else {
        steps.unshift({ step: at, conditions });
        conditions = [];
        at = at.input;
      }
    let nodes = at ? this.#start(at, context) : [context.node];
    nodes = this.#filter(nodes, conditions);
    for (const { step, conditions: own } of steps) nodes = this.#walk(nodes, step!, own);
    return nodes;
  }

  #start(expression: Expression, context: Context): readonly XdtNode[] {
    if (expression.kind === 'root') return [topOf(context.node)];
    const value = this.evaluate(expression, context);
    return isNodes(value) ? value : [];
  }

  #walk(from: readonly XdtNode[], step: Step, conditions: readonly Expression[]): readonly XdtNode[] {
    const uri = step.prefix === '' ? null : (this.namespaces.get(step.prefix) ?? null);
    const found = from.map((node) => {
      const candidates = step.axis === 'child' && step.test === 'element' ? elementsIn(node) : nodesOn(step.axis, node);
      return this.#filter(
        candidates.filter((candidate) => matches(candidate, step, uri)),
        conditions,
      );
    });
    if (found.length === 1 && !isReverse(step)) return found[0]!;
    return inDocumentOrder(found.flat());
  }

  #filter(nodes: readonly XdtNode[], conditions: readonly Expression[]): readonly XdtNode[] {
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
