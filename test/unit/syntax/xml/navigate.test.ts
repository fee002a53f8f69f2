import assert from 'node:assert/strict';
import { attributeValueEdit, escapeAttributeValue, escapeText } from '../../../../server/src/syntax/xml/escape';
import {
  ancestors,
  attributeOf,
  childElements,
  indentOf,
  lineEndingOf,
  namespaceOf,
  nodeAt,
  pathOf,
} from '../../../../server/src/syntax/xml/navigate';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { tokensOf } from '../../../../server/src/syntax/xml/tokens';

/** `|` is the offset. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const place = nodeAt(parseXml(marked.replace('|', '')), offset);
  const name = place.node.kind === 'attribute' ? `@${place.node.name}` : (place.element?.name ?? '');
  return `${place.part} ${name}`.trim();
}

describe('xml places', () => {
  it('finds names, values and the rest of a start tag', () => {
    assert.equal(at('<forms |timeout="30" />'), 'attribute-name @timeout');
    assert.equal(at('<forms timeout|="30" />'), 'attribute-name @timeout');
    assert.equal(at('<forms timeout="|30" />'), 'attribute-value @timeout');
    assert.equal(at('<forms timeout="30|" />'), 'attribute-value @timeout');
    assert.equal(at('<forms timeout=|"30" />'), 'attribute @timeout');
    assert.equal(at('<forms timeout="|" />'), 'attribute-value @timeout');
    assert.equal(at('<|forms timeout="30" />'), 'name forms');
    assert.equal(at('<forms| timeout="30" />'), 'name forms');
    assert.equal(at('<forms timeout="30" |/>'), 'tag forms');
    assert.equal(at('<forms timeout="30"  |'), 'tag forms');
    assert.equal(at('<a>\n  <forms |\n  <b/></a>'), 'tag forms');
    assert.equal(at('<a>\n  <forms t|\n  <b/></a>'), 'attribute-name @t');
    assert.equal(at('<a>\n  <fo|\n  <b/></a>'), 'name fo');
    assert.equal(at('<a>\n  <|\n  <b/></a>'), 'name');
  });

  it('finds the place in the content', () => {
    assert.equal(at('<a><b>|</b></a>'), 'content b');
    assert.equal(at('<a><b>t|t</b></a>'), 'text b');
    assert.equal(at('<a><b></b|></a>'), 'end-tag b');
    assert.equal(at('<a><!-- | --><b/></a>'), 'comment a');
    assert.equal(at('<a><b/>|<c/></a>'), 'tag c');
    assert.equal(at('<a/>\n|'), 'text');
    assert.equal(at('|'), 'document');
  });

  it('finds each of ten thousand siblings', () => {
    const document = parseXml(`<a>${'<b c="d"/>'.repeat(10_000)}</a>`);
    for (let i = 0; i < 10_000; i += 97) {
      const place = nodeAt(document, 3 + i * 10 + 6);
      assert.equal(place.part, 'attribute-value');
      assert.equal(place.element, document.root!.children[i]);
    }
  });

  it('walks up and down', () => {
    const { root } = parseXml(
      '<configuration><system.web><forms timeout="1"/><x/><forms/></system.web></configuration>',
    );
    const web = childElements(root!)[0]!;
    const forms = childElements(web, 'forms');
    assert.deepEqual(forms.map(pathOf), Array(2).fill('configuration/system.web/forms'));
    assert.deepEqual(ancestors(attributeOf(forms[0]!, 'timeout')!), [forms[0], web, root]);
    assert.equal(attributeOf(forms[1]!, 'timeout'), undefined);
  });

  it('resolves namespaces', () => {
    const { root } = parseXml('<a xmlns="d" xmlns:p="u" b="" p:b="" q:b="" xml:b=""><p:c/><e xmlns=""/></a>');
    const [b, pb, qb, xml] = root!.attributes.slice(2).map(namespaceOf);
    assert.deepEqual([b, pb, qb, xml], ['', 'u', undefined, 'http://www.w3.org/XML/1998/namespace']);
    assert.equal(namespaceOf(root!.attributes[0]!), 'http://www.w3.org/2000/xmlns/');
    assert.equal(namespaceOf(root!.attributes[1]!), 'http://www.w3.org/2000/xmlns/');
    assert.deepEqual([root!, ...childElements(root!)].map(namespaceOf), ['d', 'u', '']);
  });

  it('knows the indent and the line ending in use', () => {
    assert.equal(indentOf('<a>\r\n\t  <b/>', 9), '\t  ');
    assert.equal(indentOf('<a/>', 2), '');
    assert.deepEqual(['a\r\nb\n', 'a\nb', 'a\rb', 'a'].map(lineEndingOf), ['\r\n', '\n', '\r', '\n']);
  });
});

describe('xml tokens', () => {
  it('cover a text with their kinds', () => {
    const text = '<a b="1">t</a ><!x>';
    const tokens = tokensOf(parseXml(text)).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
    assert.deepEqual(tokens, [
      'punctuation <',
      'name a',
      'space  ',
      'attribute-name b',
      'punctuation ="',
      'attribute-value 1',
      'punctuation "',
      'punctuation >',
      'text t',
      'punctuation </',
      'name a',
      'space  ',
      'punctuation >',
      'stray <!x>',
    ]);
  });
});

describe('xml escaping', () => {
  it('of text and values reads back as it was', () => {
    const value = ` <a b="c" d='e'> & ]]> \t\r\n `;
    assert.equal(parseXml(`<a b="${escapeAttributeValue(value)}"/>`).root!.attributes[0]!.value, value);
    assert.equal(parseXml(`<a b='${escapeAttributeValue(value, "'")}'/>`).root!.attributes[0]!.value, value);
    const document = parseXml(`<a>${escapeText(value)}</a>`);
    assert.deepEqual(document.problems, []);
    assert.equal((document.root!.children[0] as { value: string }).value, value);
  });

  it('leaves the other quote alone', () => {
    assert.equal(escapeAttributeValue(`'"`, '"'), `'&quot;`);
    assert.equal(escapeAttributeValue(`'"`, "'"), `&apos;"`);
  });

  it('of a new value keeps the quotes in use and supplies missing ones', () => {
    const edited = (text: string) => {
      const { span, text: value } = attributeValueEdit(parseXml(text).root!.attributes[0]!, text, '<20>');
      return text.slice(0, span.start) + value + text.slice(span.end);
    };
    assert.equal(edited(`<a b="1"/>`), `<a b="&lt;20>"/>`);
    assert.equal(edited(`<a b='1'/>`), `<a b='&lt;20>'/>`);
    assert.equal(edited(`<a b=1/>`), `<a b="&lt;20>"/>`);
    assert.equal(edited(`<a b=1"/>`), `<a b="&lt;20>"/>`);
    assert.equal(edited(`<a b="1 c="2"/>`), `<a b="&lt;20>" c="2"/>`);
    assert.equal(edited(`<a b/>`), `<a b="&lt;20>"/>`);
    assert.equal(edited(`<a b=/>`), `<a b="&lt;20>"/>`);
  });
});
