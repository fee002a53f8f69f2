import { DomAttribute, DomCharacterData, DomDocument, DomElement, NodeType, type Origin } from '../dom/dom';
import {
  type ActionTarget,
  type AttributeChange,
  addedAttribute,
  attributeChange,
  attributesTarget,
  replacedTarget,
  structuralTarget,
} from './actions';
import { splitArguments } from './arguments';
import { type ElementContext, placeOf } from './elementContext';
import type { Place, TransformLog } from './log';
import { messages } from './messages';
import {
  appendChild,
  insertAfter,
  insertBefore,
  parentOf,
  Whitespace,
  XdtAttribute,
  XdtElement,
  type XdtNode,
} from './nodes';
import { EngineError, nullReference } from './read/xmlError';
import { substituteAttributes } from './tokens';
import type { TransformName } from './typeNames';
import { outerXml } from './write/serialize';
import { selectNodes } from './xpath/select';

/** One application of a transform to one node. */
export interface Application {
  readonly name: TransformName;
  readonly argumentText: string | undefined;
  readonly context: ElementContext;
  readonly target: XdtNode;
  readonly log: TransformLog;
  /** Where warnings point: the `xdt:Transform` attribute. */
  readonly place: Place;
  /** What it did, for those who want to know. */
  readonly report: (target: ActionTarget) => void;
}

export interface TransformRules {
  /** The targets of insertions are parents, and it is an error when there is none. */
  readonly inserts: boolean;
  readonly actsOnAll: boolean;
  /** Throws EngineError or XPathError. */
  readonly apply: (application: Application) => void;
}

export const transforms: Readonly<Record<TransformName, TransformRules>> = {
  Replace: { inserts: false, actsOnAll: false, apply: replace },
  Remove: { inserts: false, actsOnAll: false, apply: removeFirst },
  RemoveAll: { inserts: false, actsOnAll: true, apply: remove },
  CommentOut: { inserts: false, actsOnAll: false, apply: commentOut },
  Insert: { inserts: true, actsOnAll: false, apply: insert },
  InsertIfMissing: { inserts: true, actsOnAll: false, apply: insertIfMissing },
  InsertBefore: { inserts: true, actsOnAll: false, apply: insertAtSibling },
  InsertAfter: { inserts: true, actsOnAll: false, apply: insertAtSibling },
  SetAttributes: { inserts: false, actsOnAll: true, apply: setAttributes },
  SetTokenizedAttributes: { inserts: false, actsOnAll: true, apply: setAttributes },
  RemoveAttributes: { inserts: false, actsOnAll: true, apply: removeAttributes },
};

function replace(application: Application): void {
  const { context, target, log } = application;
  warnAboutArguments(application);
  warnAboutFurtherTargets(application);
  const { copy } = context;
  const parent = parentOf(target);
  const next = (target as DomElement).nextSibling;
  application.report(replacedTarget(target, copy));
  inheritOrigins(copy, target, application);
  parent.removeChild(target as DomElement);
  insertBefore(parent, copy, next);
  log.verbose(messages.replaced(target.nodeName));
}

/** What the replaced element was stays in the history of the new one, and of attributes both have. */
function inheritOrigins(copy: XdtElement, target: XdtNode, application: Application): void {
  markOrigins(copy, application);
  if (!(target instanceof DomElement)) return;
  copy.origins = [...target.origins, ...copy.origins];
  for (const attribute of copy.attributes) {
    const before = target.getAttributeNode(attribute.nodeName);
    if (before) attribute.origins = [...before.origins, ...attribute.origins];
  }
}

function markOrigins(copy: XdtElement, { name }: Application): void {
  const marked = (origins: readonly Origin[]) => origins.map((origin) => ({ ...origin, action: name }));
  const work: DomElement[] = [copy];
  for (let element = work.pop(); element; element = work.pop()) {
    element.origins = marked(element.origins);
    for (const attribute of element.attributes) attribute.origins = marked(attribute.origins);
    work.push(...element.children);
  }
}

function removeFirst(application: Application): void {
  warnAboutFurtherTargets(application);
  remove(application);
}

function remove(application: Application): void {
  const { target, log } = application;
  warnAboutArguments(application);
  const parent = parentOf(target);
  application.report(structuralTarget('removed', target));
  parent.removeChild(target as DomElement);
  log.verbose(messages.removed(target.nodeName));
}

function commentOut(application: Application): void {
  const { context, target, log, name } = application;
  const parent = target.parentNode;
  if (!parent) throw new EngineError(messages.cannotCommentOut);
  const node = target as DomElement;
  const comment = new DomCharacterData(context.scene.target, NodeType.comment, ` ${outerXml(target)} `);
  comment.origins = [...node.origins, { ...context.element.origins[0]!, action: name }];
  application.report(structuralTarget('commentedOut', target));
  insertAfter(parent, comment, node);
  parent.removeChild(node);
  log.verbose(messages.commentedOut(target.nodeName));
}

function insert(application: Application): void {
  warnAboutArguments(application);
  insertCopy(application);
}

function insertCopy(application: Application): void {
  const { context, target, log } = application;
  const { copy } = context;
  markOrigins(copy, application);
  appendChild(target, copy);
  application.report(structuralTarget('insertedInto', target));
  log.verbose(messages.inserted(copy.nodeName));
}

function insertIfMissing(application: Application): void {
  warnAboutArguments(application);
  const [present] = application.context.targets;
  if (present) application.report(structuralTarget('present', present));
  else insertCopy(application);
}

function insertAtSibling(application: Application): void {
  const { context, log, name } = application;
  const sibling = siblingOf(application);
  const { copy } = context;
  const parent = parentOf(sibling);
  markOrigins(copy, application);
  if (name === 'InsertBefore') insertBefore(parent, copy, sibling);
  else insertAfter(parent, copy, sibling);
  application.report(structuralTarget(name === 'InsertBefore' ? 'insertedBefore' : 'insertedAfter', sibling));
  log.verbose(messages.inserted(copy.nodeName));
}

/** The path starts at the parent, and knows no prefixes. */
function siblingOf({ name, argumentText, target }: Application): DomElement {
  const found = argumentText === undefined ? [] : splitArguments(argumentText);
  if (found.length === 0) throw new EngineError(messages.insertNeedsPath(name));
  if (found.length > 1) throw new EngineError(messages.insertTooMany(name));
  const path = found[0]!;
  const [sibling] = selectNodes(path, target);
  if (!sibling) throw new EngineError(messages.noMatch(path));
  if (!(sibling instanceof DomElement)) throw new EngineError(messages.notAnElement(path));
  return sibling;
}

function setAttributes(application: Application): void {
  const { context, target, log, name } = application;
  const given = namedAttributes(application, context.copy);
  const changes: AttributeChange[] = [];
  for (const attribute of given) {
    if (!(attribute instanceof DomAttribute)) throw notAnAttribute(attribute);
    if (!(target instanceof DomElement)) throw nullReference();
    const present = target.getAttributeNode(attribute.nodeName) ?? undefined;
    const value =
      name === 'SetTokenizedAttributes' ? substituteAttributes(attribute, target, context.copy) : attribute.value;
    changes.push(present ? attributeChange(present, value) : addedAttribute(attribute.nodeName, value));
    const origins = attribute.origins.map((origin) => ({ ...origin, action: name, value }));
    if (present) changeValue(present as XdtAttribute, value, origins);
    else addAttribute(target, attribute as XdtAttribute, value, origins, context);
    log.verbose(messages.setAttribute(attribute.nodeName));
  }
  application.report(attributesTarget(target, changes));
  if (given.length > 0) log.verbose(messages.setAttributes(given.length));
  else log.warning(messages.nothingToSet, application.place);
}

function changeValue(attribute: XdtAttribute, value: string, origins: readonly Origin[]): void {
  attribute.value = value;
  attribute.pieces = undefined;
  attribute.origins.push(...origins);
}

/** At the end, in place of one with another prefix for the same name. */
function addAttribute(
  target: DomElement,
  given: XdtAttribute,
  value: string,
  origins: readonly Origin[],
  { scene }: ElementContext,
): void {
  const same = target.getAttributeNodeNS(given.namespaceURI, given.localName);
  if (same) target.removeAttributeNode(same);
  const attribute = new XdtAttribute(target, given.prefix, given.localName, given.namespaceURI, value);
  attribute.line = scene.target.endLine;
  attribute.column = scene.target.endColumn;
  attribute.pieces = value === given.value ? given.pieces : undefined;
  attribute.origins.push(...(same?.origins ?? []), ...origins);
  target.attributes.push(attribute);
}

function removeAttributes(application: Application): void {
  const { context, target, log, name } = application;
  const found = namedAttributes(application, target);
  const changes: AttributeChange[] = [];
  for (const attribute of found) {
    if (!(attribute instanceof DomAttribute)) throw notAnAttribute(attribute);
    if (!(target instanceof DomElement)) throw nullReference();
    changes.push(attributeChange(attribute, undefined));
    target.removeAttributeNode(attribute);
    const origin = context.transformAttribute?.origins[0];
    if (origin) target.origins.push({ ...origin, action: name, value: attribute.nodeName });
    log.verbose(messages.removedAttribute(attribute.nodeName));
  }
  application.report(attributesTarget(target, changes));
  if (found.length > 0) log.verbose(messages.removedAttributes(found.length));
  else log.warning(messages.nothingToRemove, sourcePlace(target, context));
}

function sourcePlace(target: XdtNode, { scene }: ElementContext): Place {
  // A document has no owner document, and that is what the engine asks for the file's name.
  if (target instanceof DomDocument) throw nullReference();
  if (target instanceof XdtElement || target instanceof XdtAttribute) return placeOf(target, scene.sourceFile);
  return { file: scene.sourceFile, line: 0, column: 0 };
}

/** The attributes of a node that the arguments name; all without arguments. Names are XPath, unchecked. */
function namedAttributes(application: Application, node: XdtNode): readonly XdtNode[] {
  const { argumentText, log, place } = application;
  const names = argumentText === undefined ? [] : splitArguments(argumentText);
  const select = (wanted: readonly string[]) => selectNodes(wanted.map((name) => `@${name}`).join('|'), node);
  for (const name of names) if (select([name]).length === 0) log.warning(messages.argumentMatchesNothing(name), place);
  return select(names.length > 0 ? names : ['*']);
}

/** An argument can name more than attributes: `RemoveAttributes(key|..)`. */
function notAnAttribute(node: XdtNode): EngineError {
  return new EngineError(`Unable to cast object of type '${typeName(node)}' to type 'System.Xml.XmlAttribute'.`);
}

function typeName(node: XdtNode): string {
  if (node instanceof DomElement) return 'XmlFileInfoElement';
  if (node instanceof DomDocument) return 'Microsoft.Web.XmlTransform.XmlTransformableDocument';
  if (node instanceof Whitespace) return `System.Xml.Xml${node.significant ? 'Significant' : ''}Whitespace`;
  const names: Readonly<Record<number, string>> = {
    [NodeType.comment]: 'Comment',
    [NodeType.cdata]: 'CDataSection',
    [NodeType.instruction]: 'ProcessingInstruction',
  };
  return `System.Xml.Xml${names[node.nodeType] ?? 'Text'}`;
}

function warnAboutArguments({ argumentText, log, name, place }: Application): void {
  if (argumentText !== undefined) log.warning(messages.takesNoArguments(name), place);
}

function warnAboutFurtherTargets({ context, log, name, place }: Application): void {
  if (context.targets.length > 1) log.warning(messages.onlyFirst(name), place);
}
