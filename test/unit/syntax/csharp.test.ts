import assert from 'node:assert/strict';
import { type CSharpNode, textOf } from '../../../server/src/syntax/csharp/node';
import { conditionOf, preprocess } from '../../../server/src/syntax/csharp/preprocess';
import { csharpParser } from '../csharp';

const SYMBOLS = { defined: new Set(['NET8_0']), undecided: new Set(['DEBUG']) };

describe('C# syntax', () => {
  it('keeps offsets: the leaves of a tree are its text', async () => {
    const text = 'using A;\nclass B { int C() => 1 + /* é😀 */ 2; }\n';
    const root = (await csharpParser()).parse({ path: 'a.cs', text })!;
    const leaves: string[] = [];
    const visit = (node: CSharpNode) =>
      node.children.length === 0 ? leaves.push(textOf(node)) : node.children.forEach(visit);
    visit(root);
    assert.equal(leaves.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
    assert.equal(root.broken, false);
  });

  it('gives a tree for every beginning of a text', async () => {
    const { parse } = await csharpParser();
    const text =
      'var b = WebApplication.CreateBuilder(args);\nb.Services.AddSession(o => { o.IdleTimeout = TimeSpan.FromMinutes(20); });\nclass A<T> where T : new() { string S => $"{1:x}"; }';
    for (let end = 0; end <= text.length; end++)
      assert.ok(parse({ path: 'a.cs', text: text.slice(0, end) }), text.slice(0, end));
  });

  it('refuses a text that only a machine can have written', async () => {
    const { parse } = await csharpParser();
    assert.equal(parse({ path: 'a.cs', text: ' '.repeat(3_000_000) }), undefined);
    assert.equal(parse({ path: 'a.cs', text: `${'class A { '.repeat(3000)}${'}'.repeat(3000)}` }), undefined);
  });

  it('takes out what a build leaves out, and nothing moves', () => {
    const text =
      '#if NET8_0\r\na\r\n#else\r\nb\r\n#endif\r\n#if DEBUG\nc\n#else\nd\n#endif\n#if X\n#if DEBUG\ne\n#endif\n#elif NET8_0\nf\n#endif\n';
    const done = preprocess(text, SYMBOLS);
    assert.equal(done.length, text.length);
    assert.deepEqual(
      done
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean),
      ['a', '#if DEBUG', 'c', '#else', 'd', '#endif', 'f'],
    );
  });

  it('decides conditions as far as symbols are known', () => {
    const conditions: [string, boolean | undefined][] = [
      ['NET8_0 && !X', true],
      ['DEBUG', undefined],
      ['DEBUG && X', false],
      ['DEBUG || NET8_0', true],
      ['(X || NET8_0) == true // why', true],
      ['!DEBUG', undefined],
    ];
    for (const [condition, value] of conditions) assert.equal(conditionOf(condition, SYMBOLS), value, condition);
  });
});
