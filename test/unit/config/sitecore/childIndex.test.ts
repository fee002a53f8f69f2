import assert from 'node:assert/strict';
import fc from 'fast-check';
import { childrenWith } from '../../../../server/src/config/sitecore/childIndex';
import {
  attributeOf,
  type Edition,
  insertChild,
  MergedElement,
  ownChild,
  ownedBy,
  putAttribute,
  removeAttribute,
  removeChild,
} from '../../../../server/src/config/sitecore/tree';

const by = { file: '/s', name: '' };
const touch = { by, at: { start: 0, end: 0 }, action: 'added', before: undefined } as const;

let ids = 0;
function element(localName: string, edition: number, attributes: Record<string, string> = {}): MergedElement {
  const made = new MergedElement(++ids, '', localName, '', touch, edition, by);
  for (const [name, value] of Object.entries(attributes)) set(undefined, made, name, value);
  return made;
}

function set(parent: MergedElement | undefined, target: MergedElement, localName: string, value: string): void {
  putAttribute(parent, target, { ...touch, prefix: '', localName, uri: '', value });
}

/** What a walk over all children finds. */
function walked(parent: MergedElement, name: string, attribute: string, value: string): MergedElement[] {
  return parent.children.filter(
    (child): child is MergedElement =>
      child.kind === 'element' &&
      child.localName === name &&
      (attribute === '' || attributeOf(child, attribute)?.value === value),
  );
}

const name = fc.constantFrom('a', 'b');
const key = fc.constantFrom('name', 'type');
const value = fc.constantFrom('1', '2', '3');
const kind = fc.constantFrom('add', 'remove', 'change', 'unset', 'copy', 'copy', 'look', 'look');

describe('The index of children', () => {
  it('finds what a walk finds, in every state that is kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(kind, fc.nat(), name, key, value), { maxLength: 60 }),
        fc.boolean(),
        (steps, keeps) => {
          let edition: Edition = { edition: 1, keptUpTo: 0 };
          let parent = element('p', 1);
          for (let i = 0; i < 20; i++) insertChild(parent, element(i % 2 ? 'a' : 'b', 1, { name: String(i % 4) }));
          const states = [parent];
          for (const [what, at, childName, attribute, text] of steps) {
            const old = parent.children[at % parent.children.length]! as MergedElement;
            if (what === 'copy') {
              edition = { edition: edition.edition + 1, keptUpTo: keeps ? edition.edition : 0 };
              // Sometimes the merge goes on from an older state, as it does after an edit.
              parent = ownedBy(edition, keeps ? states[at % states.length]! : parent);
              states.push(parent);
            } else if (what === 'add')
              insertChild(parent, element(childName, edition.edition, { [attribute]: text }), at % 20);
            else if (what === 'remove' && parent.children.length > 12) removeChild(parent, old);
            else if (what === 'change') set(parent, ownChild(edition, parent, old), attribute, text);
            else if (what === 'unset') {
              const own = ownChild(edition, parent, old);
              const gone = attributeOf(own, attribute);
              if (gone) removeAttribute(parent, own, gone);
            } else
              assert.deepEqual(
                childrenWith(parent, childName, attribute, text),
                walked(parent, childName, attribute, text),
              );
          }
          for (const state of keeps ? states : [parent])
            for (const attribute of ['', 'name', 'type'])
              for (const text of ['1', '2', '3'])
                assert.deepEqual(
                  childrenWith(state, 'a', attribute, attribute && text),
                  walked(state, 'a', attribute, text),
                  `${attribute} ${text}`,
                );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
