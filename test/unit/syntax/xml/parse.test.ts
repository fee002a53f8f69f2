import assert from 'node:assert/strict';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import type { XmlElement } from '../../../../server/src/syntax/xml/tree';
import { found, outline } from './outline';

describe('xml tree of well-formed text', () => {
  const text =
    '<?xml version="1.0"?>\r\n<!-- c --><!DOCTYPE a><a x="1" p:y=\'t&amp;w\r\n\to\' xmlns:p="u">t &lt; &#x41;<b/><![CDATA[<&]]></a >\r\n';
  const document = parseXml(text);
  const root = document.root!;
  const cut = (node: { start: number; end: number }) => text.slice(node.start, node.end);

  it('has every kind of node in order', () => {
    assert.equal(
      outline(document),
      '<?xml version="1.0"?> <!-- c --> <!DOCTYPE a> a[x=1 p:y=t&w  o xmlns:p=u]("t < A" b <![CDATA[<&]]>)',
    );
    assert.deepEqual(found(document), ['doctype: <!DOCTYPE a>']);
  });

  it('knows the exact ranges of elements', () => {
    const b = root.children[1] as XmlElement;
    assert.equal(text.slice(root.nameStart, root.nameEnd), 'a');
    assert.equal(text.slice(root.openEnd - 4, root.openEnd), '"u">');
    assert.equal(text.slice(root.closeStart, root.end), '</a >');
    assert.equal(cut(b), '<b/>');
    assert.equal(b.selfClosing, true);
    assert.equal(b.closeStart, -1);
    assert.equal(b.end, b.openEnd);
    assert.equal(root.selfClosing, false);
  });

  it('knows the exact ranges of attributes', () => {
    const [x, y] = root.attributes;
    assert.equal(cut(x!), 'x="1"');
    assert.equal(text.slice(x!.nameStart, x!.nameEnd), 'x');
    assert.equal(text.slice(x!.valueStart, x!.valueEnd), '1');
    assert.equal(cut(y!), "p:y='t&amp;w\r\n\to'");
    assert.equal(y!.rawValue, 't&amp;w\r\n\to');
    assert.equal(y!.value, 't&w  o');
    assert.deepEqual([y!.prefix, y!.localName, y!.owner === root], ['p', 'y', true]);
  });

  it('knows the exact ranges of everything else', () => {
    assert.deepEqual(document.children.map(cut), [
      '<?xml version="1.0"?>',
      '\r\n',
      '<!-- c -->',
      '<!DOCTYPE a>',
      cut(root),
      '\r\n',
    ]);
    assert.deepEqual(root.children.map(cut), ['t &lt; &#x41;', '<b/>', '<![CDATA[<&]]>']);
  });

  it('gives the same objects each time', () => {
    assert.equal(document.root, root);
    const [child, attribute] = [root.children[1], root.attributes[0]];
    assert.ok(child && attribute);
    assert.equal(root.children[1], child);
    assert.equal(root.attributes[0], attribute);
    assert.equal((child as XmlElement).parent, root);
    assert.equal(root.parent, document);
  });

  it('decodes only what XML itself defines', () => {
    const value = (raw: string) => parseXml(`<a b="${raw}"/>`).root!.attributes[0]!.value;
    assert.equal(value('&amp;&lt;&gt;&quot;&apos;'), '&<>"\'');
    assert.equal(value('&#65;&#x1F600;&#xA;'), 'A\u{1F600}\n');
    for (const raw of ['&nbsp;', '&#0;', '&#xD800;', '&#x110000;', '&AMP;', '&toString;', '& ', '&;', '&#;'])
      assert.equal(value(raw), raw);
  });

  it('never expands an entity of the document type', () => {
    const bomb = parseXml('<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/passwd">]><a>&x;&y;</a>');
    assert.equal(outline(bomb), '<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/passwd">]> a("&x;&y;")');
    assert.deepEqual(
      bomb.problems.map((each) => each.code),
      ['doctype'],
    );
  });

  it('reads a document type with quotes, brackets and comments inside', () => {
    const document = parseXml('<!DOCTYPE a "]>" [ <!-- ]> --> <?p ]>?> <!ELEMENT a (#PCDATA)> ]><a/>');
    assert.equal(document.root!.name, 'a');
    assert.deepEqual(
      document.problems.map((each) => each.severity),
      ['information'],
    );
  });

  it('treats line ends of all kinds as one', () => {
    const root = parseXml('<a>1\r\n2\r3\n<![CDATA[4\r\n]]></a>').root!;
    assert.deepEqual(
      root.children.map((child) => 'value' in child && child.value),
      ['1\n2\n3\n', '4\n'],
    );
  });

  it('tolerates a stray byte order mark', () => {
    const document = parseXml('\uFEFF<?xml version="1.0"?><a/>');
    assert.deepEqual(found(document), []);
    assert.equal(document.root!.name, 'a');
  });

  it('counts in UTF-16 units', () => {
    const root = parseXml('<a b="\u{1F600}"><c/></a>').root!;
    assert.equal(root.attributes[0]!.valueEnd, 8);
    assert.equal(root.children[0]!.start, 10);
  });

  it('reads comments as XML does, not as HTML does', () => {
    assert.equal(outline(parseXml('<a><!----!><b/>--></a>')), 'a(<!----!><b/>-->)');
    assert.equal(outline(parseXml('<a><!--><b/>--></a>')), 'a(<!--><b/>-->)');
  });

  it('is an empty document for an empty text', () => {
    const document = parseXml('');
    assert.deepEqual([document.root, document.children.length, found(document)], [undefined, 0, ['no-root: ']]);
  });
});
