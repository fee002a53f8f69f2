import type { Span } from '../../syntax/text';
import { type DomAttribute, DomElement } from '../dom/dom';
import type { ActionTarget, TransformAction } from './actions';
import { ElementContext, placeOf, type Scene, XDT } from './elementContext';
import { PlacedError, placed, type TransformLog } from './log';
import { messages } from './messages';
import type { XdtDocument } from './nodes';
import { XdtAttribute, XdtElement, type XdtNode } from './nodes';
import { XMLNS } from './read/namespaces';
import { EngineError } from './read/xmlError';
import { transforms } from './transforms';
import type { TransformName } from './typeNames';

/** Does any element declare the namespace of the transform language? Without it the engine does nothing. */
export function declaresTransforms(transform: XdtDocument): boolean {
  return elementsOf(transform).some((element) =>
    element.attributes.some((attribute) => attribute.namespaceURI === XMLNS && attribute.value === XDT),
  );
}

/** Elements of the transform namespace: the only known one is Import, which is never carried out. */
export function checkDirectives(transform: XdtDocument, scene: Scene, log: TransformLog): boolean {
  for (const element of elementsOf(transform)) {
    if (element.namespaceURI !== XDT) continue;
    const place = placeOf(element, scene.transformFile);
    if (element.localName !== 'Import') {
      log.warning(messages.unknownElement(element.nodeName), place);
      continue;
    }
    try {
      refuseImport(element, scene);
    } catch (error) {
      const at = placed(error, place);
      log.error(at.message, at.place);
      return false;
    }
  }
  return true;
}

/** Throws what the engine says of a wrong Import, and for a right one that it is not carried out. */
function refuseImport(element: XdtElement, scene: Scene): never {
  const given = new Set<string>();
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI || !['assembly', 'namespace', 'path'].includes(attribute.nodeName))
      throw new PlacedError(
        messages.importUnknownAttribute(attribute.nodeName),
        placeOf(attribute, scene.transformFile),
      );
    given.add(attribute.nodeName);
  }
  if (given.has('assembly') && given.has('path')) throw new EngineError(messages.importConflict);
  if (!given.has('assembly') && !given.has('path')) throw new EngineError(messages.importMissingAssembly);
  if (!given.has('namespace')) throw new EngineError(messages.importMissingNamespace);
  throw new EngineError(messages.importRefused);
}

function elementsOf(document: XdtDocument): XdtElement[] {
  const found: XdtElement[] = [];
  const work = [...document.children].reverse();
  for (let element = work.pop(); element; element = work.pop()) {
    found.push(element as XdtElement);
    for (let i = element.childNodes.length - 1; i >= 0; i--) {
      const child = element.childNodes[i]!;
      if (child instanceof DomElement) work.push(child);
    }
  }
  return found;
}

/** Carries out a transform file on `scene.target`: element by element, parents first. */
export function runTransforms(transform: XdtDocument, scene: Scene, log: TransformLog): TransformAction[] {
  const actions: TransformAction[] = [];
  const work: { elements: readonly DomElement[]; next: number; parent: ElementContext | undefined }[] = [
    { elements: transform.children, next: 0, parent: undefined },
  ];
  for (let job = work[work.length - 1]; job; job = work[work.length - 1]) {
    const element = job.elements[job.next++];
    if (!element) {
      work.pop();
      continue;
    }
    const context = new ElementContext(element as XdtElement, job.parent, scene);
    try {
      runElement(context, log, actions);
      work.push({ elements: element.children, next: 0, parent: context });
    } catch (error) {
      // The elements inside are not looked at then.
      const at = placed(error, context.place);
      log.error(at.message, at.place);
    }
  }
  return actions;
}

/** Throws PlacedError or EngineError for a transform that cannot even be started. */
function runElement(context: ElementContext, log: TransformLog, actions: TransformAction[]): void {
  const transform = context.transform();
  if (!transform) return;
  const before = log.suppressesWarnings;
  const suppress = context.element.getAttributeNodeNS(XDT, 'SupressWarnings');
  if (suppress) log.suppressesWarnings = toBoolean(suppress.value);
  const targets: ActionTarget[] = [];
  const outcome = execute(transform.name, transform.argumentText, context, log, (target) => targets.push(target));
  log.suppressesWarnings = before;
  actions.push({
    transform: transform.name,
    argumentText: transform.argumentText,
    locator: context.locator,
    path: context.knownPath,
    element: spanOf(context.element),
    attribute: spanOf(context.transformAttribute!),
    outcome,
    targets,
  });
}

function spanOf({ origins: [origin] }: DomElement | DomAttribute): Span {
  return { start: origin?.start ?? 0, end: origin?.end ?? 0 };
}

/** Convert.ToBoolean */
function toBoolean(value: string): boolean {
  const word = value.replace(/^[\s\u0085\0]+|[\s\u0085\0]+$/g, '').toLowerCase();
  if (word !== 'true' && word !== 'false')
    throw new EngineError(`String '${value}' was not recognized as a valid Boolean.`);
  return word === 'true';
}

function execute(
  name: TransformName,
  argumentText: string | undefined,
  context: ElementContext,
  log: TransformLog,
  report: (target: ActionTarget) => void,
): TransformAction['outcome'] {
  const rules = transforms[name];
  const place = placeOf(context.transformAttribute!, context.scene.transformFile);
  const shown = messages.withPlace(name, place.line, place.column);
  let started = false;
  try {
    const failed = rules.inserts ? context.failedParent() : context.failedTarget();
    if (failed) reportMissing(failed, context, rules.inserts, log);
    else {
      started = true;
      log.verbose(messages.executing(shown));
      log.verbose(messages.on(context.path));
      const targets = rules.inserts ? context.parents : context.targets;
      const apply = (target: XdtNode) => {
        announce(target, log);
        rules.apply({ name, argumentText, context, target, log, place, report });
      };
      if (rules.actsOnAll) applyToAll(apply, targets, context, log);
      else apply(targets[0]!);
    }
  } catch (error) {
    const at = placed(error, place);
    log.error(at.message, at.place);
    if (started) log.verbose(messages.errorDuring(name));
    else log.message(messages.notExecuting(shown));
    return 'failed';
  }
  if (started) log.verbose(messages.done(name));
  else log.message(messages.notExecuting(shown));
  return started ? 'done' : 'skipped';
}

/** An error at one of many targets names no place, and the others have their turn. */
function applyToAll(
  apply: (target: XdtNode) => void,
  targets: readonly XdtNode[],
  context: ElementContext,
  log: TransformLog,
): void {
  // Made before anything else, needed or not: what is wrong with it is said once, and with a place.
  void context.copy;
  for (const target of targets)
    try {
      apply(target);
    } catch (error) {
      log.error((error as Error).message, error instanceof PlacedError ? error.place : undefined);
    }
}

function announce(target: XdtNode, log: TransformLog): void {
  if (target instanceof XdtElement || target instanceof XdtAttribute)
    log.verbose(messages.applyingTo(target.nodeName, target.line, target.column));
  else log.verbose(messages.applyingToUnplaced(target.nodeName));
}

/** Throws PlacedError where a missing target is an error. */
function reportMissing(failed: ElementContext, context: ElementContext, isError: boolean, log: TransformLog): void {
  const { path } = failed;
  const text = context.existedInOriginal(path) ? messages.wasRemoved(path) : messages.noMatch(path);
  if (isError) throw new PlacedError(text, failed.place);
  log.warning(text, failed.place);
}
