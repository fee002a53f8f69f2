import { type Expression, partsOf, type Step, typeOf } from './parse';
import { XPathError } from './scan';

/** Prefix to namespace, as an XmlNamespaceManager holds them. */
export type Namespaces = ReadonlyMap<string, string>;

/** Without a namespace manager System.Xml refuses prefixes, variables and functions of others. Throws XPathError. */
export function withoutPrefixes(expression: Expression): void {
  const work = [expression];
  for (let part = work.pop(); part; part = work.pop()) {
    if (part.kind === 'variable' || part.kind === 'unknownFunction' || (part.kind === 'step' && part.prefix !== ''))
      throw new XPathError(
        'Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.',
      );
    work.push(...partsOf(part));
  }
}

/**
 * Looks every prefix up in the order System.Xml does, so that the first unknown one is the same. Throws XPathError.
 * As a rule the last step of a path is looked at first. A step with a predicate on positions is evaluated apart for
 * each node it starts from, and the path to there is looked at before it.
 */
export function resolvePrefixes(expression: Expression, namespaces: Namespaces): void {
  if (expression.kind === 'step' && findsNothing(expression)) return;
  const positional = expression.kind === 'filter' ? positionalStep(expression) : undefined;
  if (positional) resolvePrefixes(positional.input, namespaces);
  resolveParts(expression, namespaces, positional?.step);
}

function resolveParts(expression: Expression, namespaces: Namespaces, alone: Step | undefined): void {
  if (expression.kind === 'step' && expression.prefix !== '' && !namespaces.has(expression.prefix))
    throw new XPathError(`Namespace prefix '${expression.prefix}' is not defined.`);
  if (alone && expression.kind === 'filter') {
    resolveParts(expression.input, namespaces, alone);
    resolvePrefixes(expression.condition, namespaces);
  } else if (expression !== alone) for (const part of partsOf(expression)) resolvePrefixes(part, namespaces);
  if (expression.kind === 'variable' || expression.kind === 'unknownFunction') throw unknownFunction();
}

/** The step under predicates of which one asks for positions, when it does not start from the context node. */
function positionalStep(filter: Expression): { step: Step; input: Expression } | undefined {
  let at = filter;
  let asks = false;
  for (; at.kind === 'filter'; at = at.input) asks ||= asksForPosition(at.condition);
  return asks && at.kind === 'step' && at.input && !findsNothing(at) ? { step: at, input: at.input } : undefined;
}

/** Does a predicate depend on the position, so that it is evaluated apart for every node a step starts from? */
export function asksForPosition(condition: Expression): boolean {
  const type = typeOf(condition);
  return type === 'number' || type === 'any' || mentionsPosition(condition);
}

/** Outside predicates of its own. */
function mentionsPosition(expression: Expression): boolean {
  if (expression.kind === 'function' && (expression.name === 'position' || expression.name === 'last')) return true;
  const parts = expression.kind === 'filter' ? [expression.input] : partsOf(expression);
  return parts.some(mentionsPosition);
}

/** Names of namespace nodes have no prefix; System.Xml then forgets the whole path before. */
export function findsNothing({ axis, prefix, test }: Step): boolean {
  return axis === 'namespace' && (prefix !== '' || (test !== 'element' && test !== 'any'));
}

export const unknownFunction = (): XPathError =>
  new XPathError('XsltContext is needed for this query because of an unknown function.');
