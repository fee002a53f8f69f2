import assert from 'node:assert/strict';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { found, outline } from './outline';

const tree = (text: string) => outline(parseXml(text));

describe('xml tree of broken text', () => {
  describe('a quote that is not closed', () => {
    it('ends with its line when other markup follows', () => {
      const text = '<a>\n  <forms timeout="30\n  <b x="1"/>\n</a>';
      assert.equal(tree(text), 'a(forms![timeout=30] b[x=1])');
      assert.deepEqual(found(parseXml(text)), ['unclosed-tag: <forms timeout="30', 'unclosed-quote: "30']);
    });
    it('ends before the > of its tag', () => {
      assert.equal(tree('<a>\n<b x="1></b>\n<c y="2"/></a>'), 'a(b[x=1] c[y=2])');
      assert.equal(tree('<a>\n<b x="1/>\n<c y="2"/></a>'), 'a(b[x=1] c[y=2])');
      assert.equal(tree("<a>\n<b x='1 />\n<c y='2'/></a>"), 'a(b[x=1] c[y=2])');
    });
    it('ends before the next attribute', () => {
      assert.equal(tree('<a x="1 y="2" z="3"/>'), 'a[x=1 y=2 z=3]');
      assert.equal(tree('<a x=" y="2"/>'), 'a[x= y=2]');
      assert.equal(tree('<add key="a\n     value="b" />'), 'add[key=a value=b]');
    });
    it('at the end of the text takes the rest of its line', () => {
      assert.equal(tree('<a x="1'), 'a![x=1]');
      assert.equal(tree('<a x="'), 'a![x=]');
    });
  });

  describe('a value without proper quotes', () => {
    it('ends at white space, > or />', () => {
      assert.equal(tree('<a x=1 y=2/>'), 'a[x=1 y=2]');
      assert.equal(tree('<a x=1><b/></a>'), 'a[x=1](b)');
    });
    it('may have one quote', () => {
      assert.equal(tree('<a x=1" y="2"/>'), 'a[x=1 y=2]');
    });
    it('may be missing', () => {
      assert.equal(tree('<a x y="1" z= w="2"/>'), 'a[x= y=1 z= w=2]');
      assert.equal(tree('<a x=\ny="1"/>'), 'a[x= y=1]');
      assert.equal(tree('<a x "1"/>'), 'a[x=1]');
    });
    it('may hold < on one line', () => {
      assert.equal(tree('<a x="1 < 2" y="<b>"/>'), 'a[x=1 < 2 y=<b>]');
    });
    it('may run over lines when it closes', () => {
      assert.equal(tree('<a x="1\n2" y="3"/>'), 'a[x=1 2 y=3]');
    });
  });

  describe('a start tag that is not closed', () => {
    it('ends before the next one and has no content', () => {
      assert.equal(tree('<a>\n<b x="1"\n<c/>\n</a>'), 'a(b![x=1] c)');
      assert.equal(tree('<a><b<c/></a>'), 'a(b! c)');
      assert.equal(tree('<a><b <c <d/></a>'), 'a(b! c! d)');
    });
    it('has content when its end tag is there', () => {
      assert.equal(tree('<a>\n<b x="1"\n<c/>\n</b></a>'), 'a(b[x=1](c))');
    });
    it('keeps the blanks behind it, where the next attribute will be written', () => {
      const b = parseXml('<a>\n<b x="1"  \n<c/></a>').root!.children[1]!;
      assert.equal(b.end, 14);
    });
    it('may end in a slash', () => {
      assert.equal(tree('<a><b/<c/></a>'), 'a(b c)');
    });
  });

  describe('an element that is not closed', () => {
    it('ends where its parent ends', () => {
      assert.equal(tree('<a><b>text</a>'), 'a(b!("text"))');
    });
    it('passes on what is indented like itself', () => {
      const text = '<a>\n  <forms timeout="1">\n  <b/>\n  <c>\n    <d/>\n  </c>\n</a>';
      assert.equal(tree(text), 'a(forms![timeout=1] b c(d))');
      assert.deepEqual(found(parseXml(text)), ['unclosed-element: <forms timeout="1">']);
    });
    it('keeps what is indented deeper', () => {
      assert.equal(tree('<a>\n  <b>\n    <c/>\n  <d/>\n</a>'), 'a(b!(c) d)');
    });
    it('passes on through several levels', () => {
      assert.equal(tree('<a>\n  <b>\n  <c>\n  <d/>\n</a>'), 'a(b! c! d)');
    });
    it('ends with the text', () => {
      assert.equal(tree('<a><b>'), 'a!(b!)');
    });
  });

  describe('an end tag that fits nothing', () => {
    it('is a misspelt one when the element has no other', () => {
      const text = '<a><b>t</c><d/></a>';
      assert.equal(tree(text), 'a(b("t") d)');
      assert.deepEqual(found(parseXml(text)), ['mismatched-end-tag: </c>']);
    });
    it('is superfluous when the element has its own', () => {
      const text = '<a></b><c/></a>';
      assert.equal(tree(text), 'a(c)');
      assert.deepEqual(found(parseXml(text)), ['unexpected-end-tag: </b>']);
    });
    it('tells upper from lower case', () => {
      assert.deepEqual(found(parseXml('<Forms></forms>')), ['mismatched-end-tag: </forms>']);
    });
    it('may have no name yet', () => {
      assert.equal(tree('<a>\n <b>\n </\n</a>'), 'a(b)');
    });
    it('may not be closed', () => {
      assert.equal(tree('<a><b></b<c/></a'), 'a(b c)');
      assert.equal(tree('<a><b></b junk><c/></a>'), 'a(b c)');
    });
  });

  describe('other markup', () => {
    it('a lone < is an element without name, or nothing to worry the rest', () => {
      assert.equal(tree('<a>1 < 2 <b/></a>'), 'a("1" ?! "2" b)');
      assert.equal(tree('<a>\n  <\n  <b/></a>'), 'a(?! b)');
      assert.equal(tree('<'), '?!');
    });
    it('an XML declaration without ? ends at its >', () => {
      assert.equal(tree('<?xml version="1.0">\n<a/>'), '<?xml version="1.0"?> a');
      assert.equal(tree('<?xml version="1.0"\n<a><?p?></a>'), '<?xml version="1.0"?> a(<?p ?>)');
    });
    it('an unclosed comment runs to the end, as it is coloured', () => {
      assert.equal(tree('<a><b/><!-- <c/></a>'), 'a!(b <!-- <c/></a>-->)');
      assert.equal(tree('<a><![CDATA[ <c/></a>'), 'a!(<![CDATA[ <c/></a>]]>)');
    });
    it('an unclosed document type ends before the next tag', () => {
      assert.equal(tree('<!DOCTYPE a [\n<a/>'), '<!DOCTYPE a [> a');
      assert.equal(tree('<!DOCTYPE a\n<a/>'), '<!DOCTYPE a> a');
    });
    it('an unknown declaration is skipped', () => {
      assert.equal(tree('<a><!x y><b/></a>'), 'a(b)');
    });
  });

  it('goes on behind every kind of damage', () => {
    const broken = ['<b x="1', '<b x=', '<b', '<b x="1" y', '</b', '<!x', '<', '<b x="1"/', '<b <b', "<b x='"];
    for (const damage of broken)
      assert.match(tree(`<a>\n${damage}\n<end y="1"/>\n</a>`), /^a\(.*end\[y=1\]\)$/, damage);
  });
});
