import assert from 'node:assert/strict';
import fc from 'fast-check';
import { childElements } from '../../../../server/src/syntax/xml/navigate';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { parseAgain } from '../../../../server/src/syntax/xml/reparse';
import type { XmlDocument, XmlElement, XmlNode } from '../../../../server/src/syntax/xml/tree';

const TEXT = `<?xml version="1.0"?>
<configuration xmlns:x="urn:x">
  <!-- a comment -->
  <system.web a='1' x:b="2">
    <sessionState timeout="20" mode="InProc" note="a &amp; b" />
    <forms timeout = '30' /> text &lt; <![CDATA[ ]]>
  </system.web>
</configuration>
`;

const piece = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '<',
    '&',
    '&amp;',
    '>',
    '=',
    ' ',
    '\n',
    '',
    '30',
    'x',
    'xmlns',
    '/',
    '\u0001',
    '\ud800',
    'é',
  ),
  fc.string({ maxLength: 3 }),
);

describe('A document that was edited', () => {
  it('is what a fresh look makes of it, whatever was typed where', () => {
    const before = parseXml(TEXT);
    assert.deepEqual(before.problems, []);
    fc.assert(
      fc.property(fc.nat(TEXT.length), fc.nat(4), piece, (at, removed, typed) => {
        const text = TEXT.slice(0, at) + typed + TEXT.slice(at + removed);
        assertFresh(parseAgain(text, before), text);
      }),
      { numRuns: 5000 },
    );
  });

  it('is so after one edit of a value upon the other, until it is empty and on', () => {
    const values = fc.array(fc.tuple(fc.nat(3), fc.stringMatching(/^[a-z0-9.:]{0,6}$/)), { maxLength: 8 });
    fc.assert(
      fc.property(values, (edits) => {
        let document = parseXml(TEXT);
        for (const [which, value] of edits) {
          const attribute = elementsOf(document).flatMap(({ attributes }) => attributes)[which + 1]!;
          const text = document.text.slice(0, attribute.valueStart) + value + document.text.slice(attribute.valueEnd);
          document = parseAgain(text, document);
          assertFresh(document, text);
        }
      }),
    );
  });

  it('is so wherever the texts begin to differ in a file of some size', () => {
    const text = `<a>${'<b c="12345678"/>'.repeat(2000)}</a>`;
    const before = parseXml(text);
    fc.assert(
      fc.property(fc.nat(1999), fc.nat(8), fc.stringMatching(/^[0-9]{0,3}$/), (which, at, typed) => {
        const offset = 3 + which * 17 + 6 + at;
        const edited = text.slice(0, offset) + typed + text.slice(offset);
        assertFresh(parseAgain(edited, before), edited);
      }),
      { numRuns: 50 },
    );
  });

  it('is not read again for another number of as many digits, and is for anything else', () => {
    const text = '<forms timeout="20" name="a" />';
    const before = parseXml(text);
    const isReadAgain = (from: string, to: string) =>
      tableOf(parseAgain(text.replace(from, to), before)) !== tableOf(before);
    assert.equal(isReadAgain('20', '30'), false);
    assert.equal(isReadAgain('20', '&x'), true);
    assert.equal(isReadAgain('name', 'size'), true);
  });
});

/** Every node with all its ranges and values, and every problem, as the parser has them. */
function assertFresh(document: XmlDocument, text: string): void {
  const fresh = parseXml(text);
  assert.equal(document.text, text);
  assert.deepEqual(document.problems, fresh.problems);
  assert.deepEqual(document.children.map(contentOf), fresh.children.map(contentOf));
}

function contentOf(node: XmlNode): unknown[] {
  const { kind, start, end } = node;
  if (node.kind !== 'element') return [kind, start, end, node.value];
  const { name, nameStart, nameEnd, openEnd, selfClosing, closeStart } = node;
  const attributes = node.attributes.map((each) => [each.start, each.nameEnd, each.valueStart, each.end, each.value]);
  return [
    start,
    end,
    name,
    nameStart,
    nameEnd,
    openEnd,
    selfClosing,
    closeStart,
    attributes,
    node.children.map(contentOf),
  ];
}

function elementsOf(parent: XmlDocument | XmlElement): XmlElement[] {
  return childElements(parent).flatMap((child) => [child, ...elementsOf(child)]);
}

/** The parser's table, which two trees share only when the second was made without the parser. */
function tableOf(document: XmlDocument): unknown {
  return (document as XmlDocument & { table: unknown }).table;
}
