import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selectWithResolver } from 'xpath';
import { loadSource } from '../../../../server/src/config/xdt/load';
import { selectNodes } from '../../../../server/src/config/xdt/xpath/select';
import { Random } from '../../../oracle/random';
import { randomTree, type Node as SourceNode } from '../../../oracle/transforms/generateSource';
import { randomPath } from '../../../oracle/transforms/generateTransform';

const STYLE = { newLine: '\n', indent: ' ', declaresPrefix: true, defaultNamespace: false };
const NAMESPACES = new Map([
  ['p', 'urn:p'],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
]);

/** The package (0.0.34) counts descendants among what follows: `/a/following::b` finds the b inside a. */
const WRONG_THERE = /\b(following|preceding)::/;

/** Without texts side by side, which System.Xml takes for one and the library does not. */
function markup({ prefix, name, attributes, children }: SourceNode): string {
  const tag = prefix ? `${prefix}:${name}` : name;
  const written = attributes.map((attribute) => ` ${attribute.name}="${attribute.value}"`).join('');
  return `<${tag}${written}>${children.map((child) => ('raw' in child ? '<!--c-->' : markup(child))).join('\n')}</${tag}>`;
}

describe('XPath', () => {
  it('finds what the xpath package finds', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0 }), (seed) => {
        const random = new Random(seed);
        const document = loadSource(markup(randomTree(random, STYLE)), 'a');
        const path = randomPath(random);
        if (WRONG_THERE.test(path)) return;
        const resolver = { lookupNamespaceURI: (prefix: string) => NAMESPACES.get(prefix) ?? null };
        const expected = () => selectWithResolver(path, document as unknown as Node, resolver) as unknown;
        // Either refuses expressions that the other takes.
        const found = outcome(() => selectNodes(path, document, NAMESPACES));
        if (found === undefined) return;
        const theirs = outcome(expected);
        if (theirs === undefined) return;
        compared++;
        assert.ok(found.length === theirs.length && found.every((node, index) => node === theirs[index]), path);
      }),
      { numRuns: 600 },
    );
    assert.ok(compared > 100, `only ${compared} could be compared`);
  });

  for (const [expression, message] of [
    ['/a/', 'Expression must evaluate to a node-set.'],
    ['/a[', 'Expression must evaluate to a node-set.'],
    ['/a]', "'/a]' has an invalid token."],
    ['/a!b', "'/a!b' has an invalid token."],
    ['a:', "'a:' has an invalid qualified name."],
    ["a['b]", 'This is an unclosed string.'],
    ['count(a)', 'Expression must evaluate to a node-set.'],
    ['a[contains(b)]', "Function 'contains' in 'a[contains(b)]' has an invalid number of arguments."],
    ['a[count(1)]', "The argument to function 'count' in 'a[count(1)]' cannot be converted to a node-set."],
    ['q:a', "Namespace prefix 'q' is not defined."],
    ['$x', 'XsltContext is needed for this query because of an unknown function.'],
    ['a[f()]', 'XsltContext is needed for this query because of an unknown function.'],
    ['a::b', "'a::b' has an invalid token."],
    ['('.repeat(300), 'The xpath query is too complex.'],
  ] as const)
    it(`says of ${expression.slice(0, 20)}: ${message}`, () =>
      assert.throws(() => selectNodes(expression, loadSource('<a />', 'a'), NAMESPACES), { message }));

  it('knows no prefix at all without a namespace manager', () =>
    assert.throws(() => selectNodes('p:a', loadSource('<a />', 'a')), {
      message: /^Namespace Manager or XsltContext/,
    }));

  it('takes texts side by side for one', () => {
    const document = loadSource('<a>x<![CDATA[y]]>z</a>', 'a');
    assert.equal(selectNodes('/a/text()', document).length, 1);
    assert.equal(selectNodes("/a[text()='xyz']", document).length, 1);
  });
});

function outcome(select: () => unknown): readonly unknown[] | undefined {
  try {
    const value = select();
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
