import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../../server/src/syntax/text';

describe('line index', () => {
  it('knows the three line ends of the LSP', () => {
    const lines = new LineIndex('a\r\nb\nc\rd');
    assert.equal(lines.lineCount, 4);
    assert.deepEqual(
      [0, 3, 5, 7].map((offset) => lines.positionAt(offset)),
      [0, 1, 2, 3].map((line) => ({ line, character: 0 })),
    );
  });

  it('clamps what lies outside', () => {
    const lines = new LineIndex('ab\ncd');
    assert.deepEqual(lines.positionAt(-5), { line: 0, character: 0 });
    assert.deepEqual(lines.positionAt(99), { line: 1, character: 2 });
    assert.equal(lines.offsetAt({ line: 0, character: 99 }), 3);
    assert.equal(lines.offsetAt({ line: 9, character: 0 }), 5);
  });

  it('goes there and back', () => {
    const text = fc.array(fc.constantFrom('a', '\u{1F600}', '\r', '\n', '\r\n')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(), (source, at) => {
        const lines = new LineIndex(source);
        const offset = at % (source.length + 1);
        assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
      }),
    );
  });
});
