import type { DomElement } from '../dom/dom';
import { splitArguments } from './arguments';
import { messages } from './messages';
import { EngineError } from './read/xmlError';
import type { LocatorName } from './typeNames';

/** Prefix that stands for the default namespace of a transform element in its paths. */
export const DEFAULT_PREFIX = '_defaultNamespace';

export interface Locator {
  readonly name: LocatorName;
  readonly argumentText: string | undefined;
}

/** The XPath of what an element of the transform is about. Throws EngineError for wrong arguments. */
export function pathOf(element: DomElement, locator: Locator, parentPath: string): string {
  switch (locator.name) {
    case 'Condition':
      return step(parentPath, element, exactlyOne(locator));
    case 'Match':
      return step(parentPath, element, matchPredicate(element, locator));
    case 'XPath':
      return xpath(element, locator, parentPath);
    default:
      return step(parentPath, element, '');
  }
}

/** The XPath of the parent an insertion goes to. With the locator XPath it is that path itself. */
export function parentPathOf(element: DomElement, locator: Locator, parentPath: string): string {
  return locator.name === 'XPath' ? xpath(element, locator, parentPath) : parentPath;
}

/** Relative paths start at the element, not at its parent as Microsoft's documentation lets one think. */
function xpath(element: DomElement, locator: Locator, parentPath: string): string {
  const path = exactlyOne(locator);
  return path.startsWith('/') ? path : `${slashed(step(parentPath, element, ''))}${path}`.replaceAll('/./', '/');
}

function step(parentPath: string, element: DomElement, predicate: string): string {
  const isDefault = element.namespaceURI && !element.prefix;
  const test = isDefault ? `${DEFAULT_PREFIX}:${element.localName}` : element.nodeName;
  return slashed(parentPath) + test + bracketed(predicate);
}

function slashed(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function bracketed(predicate: string): string {
  if (predicate === '') return '';
  return `${predicate.startsWith('[') ? '' : '['}${predicate}${predicate.endsWith(']') ? '' : ']'}`;
}

function exactlyOne({ name, argumentText }: Locator): string {
  const found = argumentText === undefined ? [] : splitArguments(argumentText);
  if (found.length !== 1) throw new EngineError(messages.requiresExactly(name, 1));
  return found[0]!;
}

/** Quotes in a value are not escaped, so an apostrophe breaks the path. */
function matchPredicate(element: DomElement, { name, argumentText }: Locator): string {
  if (argumentText === undefined) throw new EngineError(messages.requiresAtLeast(name, 1));
  return splitArguments(argumentText)
    .map((wanted) => {
      const attribute = element.getAttributeNode(wanted);
      if (!attribute) throw new EngineError(messages.matchAttributeMissing(wanted));
      return `@${attribute.nodeName}='${attribute.value}'`;
    })
    .join(' and ');
}
