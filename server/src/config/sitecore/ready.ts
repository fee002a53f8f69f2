import { assign, assignedAttributes, asWritten } from './assign';
import { memoOf, type PatchElement } from './compile';
import { identifyingAttributes } from './locator';
import type { Generation } from './namespaces';
import { attributeOf, MergedElement, type MergedNode, type SourceFile } from './tree';

/**
 * What becomes of a patch element inside one that is new: always the same, as long as there are no commands, positions
 * or rules in it. So it is made once per version of a file and then shared by all merges that come by.
 */
export function readyElement(patch: PatchElement, by: SourceFile, generation: Generation): MergedElement {
  const memo = memoOf(patch, generation);
  if (memo.ready?.madeBy !== by) memo.ready = make(patch, by, generation);
  return memo.ready;
}

/** Shared elements count downwards, so that their ids never meet those of a merge. */
let lastId = 0;

/** Belongs to no merge, so every merge copies before it changes. */
const NO_EDITION = -1;

function make(top: PatchElement, by: SourceFile, generation: Generation): MergedElement {
  const result = makeOne(top, by, generation);
  const work: [PatchElement, MergedElement][] = [[top, result]];
  for (let job = work.pop(); job; job = work.pop()) {
    const { children } = job[1];
    let comment: MergedNode | undefined;
    for (const child of job[0].children) {
      if (child.kind === 'element') {
        const element = makeOne(child, by, generation);
        if (comment) children.push(comment);
        comment = undefined;
        children.push(element);
        if (child.children.length > 0) work.push([child, element]);
        continue;
      }
      const { kind, value } = child;
      const node: MergedNode = { kind, value, by, at: child, action: 'added', before: undefined };
      if (kind === 'comment') comment = node;
      if (kind === 'text') {
        children.length = 0;
        children.push(node);
      }
    }
  }
  return result;
}

function makeOne(patch: PatchElement, by: SourceFile, generation: Generation): MergedElement {
  const touch = { by, at: patch, action: 'added', before: undefined } as const;
  const element = new MergedElement(--lastId, patch.prefix, patch.localName, patch.uri, touch, NO_EDITION, by);
  for (const attribute of identifyingAttributes(patch, generation, 'all'))
    assign(undefined, element, attribute, by, 'added');
  for (const attribute of assignedAttributes(patch, generation, 'all')) {
    const written = asWritten(attribute, generation, by);
    if (attributeOf(element, written.localName, written.uri)?.value === written.value) continue;
    assign(undefined, element, written, by, 'added');
  }
  return element;
}
