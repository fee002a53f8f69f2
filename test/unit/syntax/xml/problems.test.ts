import assert from 'node:assert/strict';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { found, mended } from './outline';

/** Text, problems with the text they mark, and the text after the first fix. */
const CASES: readonly [text: string, problems: string[], mended: string][] = [
  ['<a b="1" b="2"/>', ['duplicate-attribute: b'], '<a b="1"/>'],
  [
    '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>',
    ['duplicate-attribute: q:b'],
    '<a xmlns:p="u" xmlns:q="u" p:b="1" />',
  ],
  ['<a b="1/>', ['unclosed-quote: "1'], '<a b="1"/>'],
  ['<a b=1/>', ['missing-quote: 1'], '<a b="1"/>'],
  ["<a b=1'/>", ["missing-quote: 1'"], "<a b='1'/>"],
  ['<a b/>', ['missing-value: b'], '<a b=""/>'],
  ['<a b=/>', ['missing-value: b='], '<a b=""/>'],
  ['<a b "1"/>', ['missing-equals: b "'], '<a b="1"/>'],
  ['<a b="1"c="2"/>', ['missing-space: c'], '<a b="1" c="2"/>'],
  ['<a b="1<2<3"/>', ['unescaped-less-than: <'], '<a b="1&lt;2&lt;3"/>'],
  ['<a><b></a>', ['unclosed-element: <b>'], '<a><b /></a>'],
  ['<a><b>t\n</a>', ['unclosed-element: <b>'], '<a><b>t</b>\n</a>'],
  ['<a><b</a>', ['unclosed-tag: <b'], '<a><b /></a>'],
  ['<a <b/></a>', ['unclosed-tag: <a'], '<a> <b/></a>'],
  ['<a></b></a>', ['unexpected-end-tag: </b>'], '<a></a>'],
  ['<a><b></c></a>', ['mismatched-end-tag: </c>'], '<a><b></b></a>'],
  ['<a></a b>', ['end-tag-junk:  b'], '<a></a>'],
  ['<a></ a>', ['end-tag-junk:  '], '<a></a>'],
  ['<a/><!-- b', ['unclosed-comment: <!--'], '<a/><!-- b-->'],
  ['<a><![CDATA[ b</a>', ['unclosed-element: <a>', 'unclosed-cdata: <![CDATA['], ''],
  ['<?xml version="1.0"><a/>', ['unclosed-instruction: <?xml version="1.0">'], '<?xml version="1.0"?><a/>'],
  ['<a>1 & 2</a>', ['bad-reference: &'], '<a>1 &amp; 2</a>'],
  ['<a b="x?y=1&z=2"/>', ['bad-reference: &'], '<a b="x?y=1&amp;z=2"/>'],
  ['<a>&amp 1</a>', ['bad-reference: &amp'], '<a>&amp; 1</a>'],
  ['<a>&nbsp;</a>', ['bad-reference: &nbsp;'], '<a>&#160;</a>'],
  ['<a>&foo;</a>', ['bad-reference: &foo;'], '<a>&amp;foo;</a>'],
  ['<a>&#0;</a>', ['bad-reference: &#0;'], ''],
  [
    '<a xdt:b="1"/>',
    ['undeclared-prefix: xdt'],
    '<a xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform" xdt:b="1"/>',
  ],
  ['<p:a/>', ['undeclared-prefix: p'], ''],
  ['<a xmlns:p=""/>', ['bad-namespace: '], ''],
  ['<a xmlns:xml="u"/>', ['bad-namespace: u'], ''],
  ['', ['no-root: '], ''],
  ['<a/><b/>', ['second-root: b'], ''],
  ['<a/>text', ['text-outside-root: text'], '<a/>'],
  ['<a>]]></a>', ['stray-character: ]]>'], '<a>]]&gt;</a>'],
  ['<a>\u0001</a>', ['stray-character: \u0001'], '<a></a>'],
  ['<a>\uD800</a>', ['stray-character: \uD800'], '<a></a>'],
  ['<a / b="1"/>', ['stray-character: /'], '<a  b="1"/>'],
  ['<a / >', ['stray-character: / >'], '<a />'],
  ['<a "b"/>', ['stray-character: "', 'missing-equals: b"', 'unclosed-quote: "'], ''],
  ['<a><!x></a>', ['stray-character: <!x>'], '<a>&lt;!x></a>'],
  ['<a:b:c/>', ['bad-name: a:b:c'], ''],
  ['<a 1b="2"/>', ['bad-name: 1b'], ''],
  ['<a>1 < 2</a>', ['bad-name: <'], '<a>1 &lt; 2</a>'],
  ['<?XML version="1.0"?><a/>', ['bad-name: XML'], '<?xml version="1.0"?><a/>'],
  ['<!-- a -- b ---><a/>', ['bad-comment: --'], '<!-- a - - b - --><a/>'],
  [' <?xml version="1.0"?><a/>', ['misplaced-declaration: <?xml version="1.0"?>'], '<?xml version="1.0"?><a/>'],
  [
    '<!-- c --><?xml version="1.0"?><a/>',
    ['misplaced-declaration: <?xml version="1.0"?>'],
    '<?xml version="1.0"?>\n<!-- c --><a/>',
  ],
  [
    '<?xml encoding="utf-8"?><a/>',
    ['bad-declaration: <?xml encoding="utf-8"?>'],
    '<?xml version="1.0" encoding="utf-8"?><a/>',
  ],
  ['<!DOCTYPE a><a/>', ['doctype: <!DOCTYPE a>'], ''],
  ['<a/><!DOCTYPE a>', ['doctype: <!DOCTYPE a>'], '<a/>'],
];

describe('xml problems', () => {
  for (const [text, problems, after] of CASES) {
    it(`${JSON.stringify(text)}: ${problems.map((each) => each.split(':')[0]).join(', ')}`, () => {
      const document = parseXml(text);
      assert.deepEqual(found(document), problems);
      const fixable = document.problems.find((each) => each.fix);
      if (!after) return;
      assert.equal(mended(text, fixable!), after);
      const rest = parseXml(after).problems.filter((each) => each.severity === 'error');
      assert.deepEqual(rest, [], 'the mended text is well-formed');
    });
  }

  it('are none in what only looks odd', () => {
    const odd = [
      '<a b=\'"\' c="\'"/>',
      '<a\n  b = "1"\n/>',
      '<a b=">"/>',
      '<a>]] > ></a>',
      '<é:ñ xmlns:é="u"/>',
      '<a xml:space="preserve" xmlns=""/>',
      '<?p <a> & "?><a><?p?></a>',
      '<a><!-- & < ]]> --><![CDATA[& <!-- --]]></a>',
      '<a b="]]>"/>',
      '<a></a\n>',
      '<a>\u{1F600}&#x1F600;</a>',
    ];
    for (const text of odd) assert.deepEqual(found(parseXml(text)), [], text);
  });

  it('say every undeclared prefix once', () => {
    assert.equal(parseXml('<a p:b="1" p:c="2"><p:d/></a>').problems.length, 1);
  });

  it('come in the order of the text', () => {
    const { problems } = parseXml('<a b="1" b="2">& <c d=1></e>&x;<p:f/></a><g/>');
    assert.ok(problems.length >= 6);
    for (let i = 1; i < problems.length; i++) assert.ok(problems[i - 1]!.start <= problems[i]!.start);
  });

  it('read like sentences', () => {
    for (const [text] of CASES)
      for (const { message, fix } of parseXml(text).problems) {
        assert.match(message, /^[\p{Lu}`<].*\.$/su);
        if (fix) assert.match(fix.title, /^\p{Lu}.*[^.]$/u);
      }
  });
});
