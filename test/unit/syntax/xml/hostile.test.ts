import assert from 'node:assert/strict';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { checkInvariants } from './invariants';

/**
 * Texts made to cost time or stack. They are long enough that anything but linear work would not come to an end while
 * somebody waits for the tests.
 */
const LENGTH = 100_000;

const PIECES: Record<string, (n: number) => string> = {
  'nested elements': (n) => '<a>'.repeat(n) + '</a>'.repeat(n),
  'elements never closed': (n) => '<a>\n'.repeat(n),
  'tags never closed': (n) => '<a '.repeat(n),
  'tags run together': (n) => '<a'.repeat(n),
  'end tags run together': (n) => '</a'.repeat(n),
  'end tags of nothing': (n) => `${'<b>'.repeat(n)}${'</a>'.repeat(n)}`,
  'quotes never closed': (n) => `${'<a b="x\n'.repeat(n)}"`,
  'quotes of both kinds': (n) => '<a b="<a b=\''.repeat(n),
  'values without quotes': (n) => '<a/b=<'.repeat(n),
  'comments never closed': (n) => '<!--'.repeat(n),
  'instructions never closed': (n) => '<?x '.repeat(n),
  'document types never closed': (n) => '<!DOCTYPE a ['.repeat(n),
  'attributes of one element': (n) => `<a ${Array.from({ length: n }, (_, i) => `b${i}=""`).join(' ')}/>`,
  'undeclared prefixes, nested': (n) => '<a p:x="1" q:x="2">'.repeat(n),
  'plain ampersands': (n) => `<a>${'& '.repeat(n)}</a>`,
  'lone <': (n) => '<'.repeat(n),
};

describe('xml made to hurt', () => {
  for (const [name, make] of Object.entries(PIECES))
    it(name, () => {
      checkInvariants(make(500));
      assert.ok(parseXml(make(LENGTH)).problems);
    });

  it('control characters in a tag do not stop it', () => {
    assert.equal(checkInvariants('<a \0\u0001="1" b="2"/>').root!.attributes.length, 2);
  });

  it('a hundred thousand nested elements', () => {
    const document = parseXml('<a>'.repeat(100_000) + '</a>'.repeat(100_000));
    assert.equal(document.problems.length, 0);
    assert.equal(document.root!.end, 700_000);
  });
});
