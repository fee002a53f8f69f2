import type { PatchAttribute, PatchElement } from './compile';
import { isPlain, UNIQUE } from './locator';
import { asBefore } from './outcome';
import { type Frame, pathTo, type Run, recordRemoval, reportProblem, touchBy, type Waiting } from './run';
import { sameContent } from './sameContent';
import { type Selection, selectChild } from './select';
import {
  insertChild,
  type MergedElement,
  type MergedNode,
  removeAllChildren,
  removeAttribute,
  removeChild,
} from './tree';

/** Puts a node, which may be among the children already, where its position says (InsertChild). */
export function placeChild(run: Run, frame: Frame, waiting: Waiting, attempt: 'first' | 'retry'): void {
  const { node, position, match } = waiting;
  const { disposition, attribute } = position;
  const parent = frame.target;
  const selection = selectChild(attribute.value, parent, () => pathTo(frame));
  const before = parent.children.indexOf(node);
  const reference = selection.kind === 'hit' ? selection.node : undefined;

  if (!reference) {
    removeChild(parent, node);
    insertChild(parent, node);
    if (attempt === 'first') {
      frame.waiting ??= [];
      frame.waiting.push(waiting);
      reportSelection(run, selection, attribute);
    }
  } else if (reference === node) {
    if (disposition === 'instead') replaceItself(run, frame, node, attribute);
  } else {
    removeChild(parent, node);
    const at = parent.children.indexOf(reference);
    insertChild(parent, node, disposition === 'after' ? at + 1 : at);
    if (disposition === 'instead') takeOut(run, frame, reference, attribute);
  }

  if (!match) return;
  const hit = reference === node ? 'self' : attempt === 'first' ? 'hit' : 'hit-later';
  const movedNow = before >= 0 && attempt === 'first' && parent.children.indexOf(node) !== before;
  match.position = {
    attribute,
    disposition,
    result: selection.kind === 'hit' ? hit : selection.kind,
    reference: reference?.kind === 'element' ? asBefore(reference) : undefined,
    moved: movedNow || (match.position?.moved ?? false),
  };
}

/** The positions without a hit, last in first out; those still without one go to the end once more. */
export function placeWaiting(run: Run, frame: Frame): void {
  for (let waiting = frame.waiting?.pop(); waiting; waiting = frame.waiting?.pop())
    if (frame.target.children.includes(waiting.node)) placeChild(run, frame, waiting, 'retry');
}

/**
 * ShouldInsertNode, new engine: an element without unique attribute whose target differs only in content is added
 * instead of moved. That is what makes several `<path patch:after="*[last()]">` add lines.
 */
export function addsInsteadOfMoving(run: Run, found: MergedElement, patch: PatchElement): boolean {
  if (run.engine.generation === 'old' || !patch.position) return false;
  if (patch.attributes.some((a) => UNIQUE.has(a.localName) && isPlain(a, run.engine.ruleSupport))) return false;
  return !sameContent(found, patch);
}

/** `instead` with the element itself as reference. */
function replaceItself(run: Run, frame: Frame, node: MergedElement, attribute: PatchAttribute): void {
  if (run.engine.generation === 'old') {
    // InsertBefore(x, x) does nothing, RemoveChild(x) then takes it away.
    takeOut(run, frame, node, attribute);
    return;
  }
  if (node.children.length === 0) return;
  removeAllChildren(node);
  for (const old of node.attributes) removeAttribute(frame.target, node, old);
}

function takeOut(run: Run, frame: Frame, node: MergedNode, attribute: PatchAttribute): void {
  if (node.kind === 'element')
    recordRemoval(run, node, frame.way, touchBy(run, attribute.xml, 'patch:instead', node.touch));
  removeChild(frame.target, node);
}

function reportSelection(run: Run, selection: Selection, attribute: PatchAttribute): void {
  const selector = `\`${attribute.value}\``;
  if (selection.kind === 'invalid') {
    const message = `${selector} is no selector that Sitecore can evaluate (${selection.message}). The element goes to the end.`;
    reportProblem(run, attribute, 'bad-position', message);
  }
  if (selection.kind === 'elsewhere') {
    const message = `${selector} points outside the children of the parent element; only a sibling can be meant. The element goes to the end.`;
    reportProblem(run, attribute, 'position-elsewhere', message);
  }
}
