import { asWritten, createdAttributes } from './assign';
import { memoOf, type PatchCharacters, type PatchElement } from './compile';
import type { Generation } from './namespaces';
import { addedBy, markBy } from './run';
import {
  type Content,
  type MergedAttribute,
  MergedElement,
  type MergedNode,
  MergedText,
  NO_EDITION,
  type SourceFile,
} from './tree';

/**
 * What becomes of a patch element inside one that is new: always the same, as long as there are no commands, positions
 * or rules in it. So it is made once per version of a file and then shared by all merges that come by, and what is in it
 * is only worked out when somebody looks.
 */
export function readyElement(patch: PatchElement, by: SourceFile, generation: Generation): MergedElement {
  const memo = memoOf(patch)[generation];
  if (memo.ready?.madeBy !== by) memo.ready = make(patch, by, generation, false);
  return memo.ready;
}

/** The same where the parent was there already: the engine leaves its mark on what it adds there. */
export function markedElement(patch: PatchElement, by: SourceFile, generation: Generation): MergedElement {
  const memo = memoOf(patch)[generation];
  if (memo.marked?.madeBy !== by) memo.marked = make(patch, by, generation, by.name !== '');
  return memo.marked;
}

/** Shared elements count downwards, so that their ids never meet those of a merge. */
let lastId = 0;

function make(patch: PatchElement, by: SourceFile, generation: Generation, isMarked: boolean): MergedElement {
  const { prefix, localName, uri } = patch;
  const content = new ReadyContent(patch, by, generation, isMarked);
  return new MergedElement(--lastId, prefix, localName, uri, addedBy(by, patch), NO_EDITION, by, content);
}

class ReadyContent implements Content {
  #simple: boolean | undefined;

  constructor(
    readonly patch: PatchElement,
    readonly by: SourceFile,
    readonly generation: Generation,
    readonly isMarked: boolean,
  ) {}

  attributes(): readonly MergedAttribute[] {
    const { patch, by, isMarked } = this;
    const attributes = createdAttributes(patch, by, this.generation, 'all');
    return isMarked ? [...attributes, markBy(by, patch, undefined)] : attributes;
  }

  children(): MergedNode[] {
    const { patch, by, generation } = this;
    const children: MergedNode[] = [];
    let comment: PatchCharacters | undefined;
    for (const child of patch.children) {
      if (child.kind === 'comment') comment = child;
      if (child.kind === 'text') {
        const before = children.length === 1 && children[0]!.kind === 'text' ? children[0] : undefined;
        children.length = 0;
        children.push(new MergedText(child, by, 'added', before));
      }
      if (child.kind !== 'element') continue;
      if (comment) children.push(new MergedText(comment, by, 'added', undefined));
      comment = undefined;
      children.push(readyElement(child, by, generation));
    }
    return children;
  }

  value(localName: string): string | undefined {
    const { patch, by, generation } = this;
    // Where prefixes or names of positions come in, only the attributes themselves can tell.
    this.#simple ??= patch.attributes.every((a) => a.uri === '' && asWritten(a, generation, by) === a);
    for (const a of this.#simple ? patch.attributes : this.attributes())
      if (a.localName === localName && a.uri === '') return a.value;
    return undefined;
  }

  mentions(word: string): boolean {
    return this.patch.source.mentions(word, this.patch.start, this.patch.end);
  }
}
