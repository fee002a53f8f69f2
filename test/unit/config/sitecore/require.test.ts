import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateRequire, parseRequire } from '../../../../server/src/config/sitecore/require';
import { judge, namesIn, rulesFrom } from '../../../../server/src/config/sitecore/rules';

const holds = (text: string, ...names: string[]) => evaluateRequire(parseRequire(text), new Set(names));

describe('Expressions in role:require', () => {
  it('names, case does not count', () => {
    assert.equal(holds('Standalone', 'standalone'), true);
    assert.equal(holds('ContentDelivery', 'standalone'), false);
    assert.equal(holds('my-role_1.x/y', 'my-role_1.x/y'), true);
    assert.equal(holds('', 'a'), true);
  });
  it('operators as words and as signs', () => {
    assert.equal(holds('a or b', 'b'), true);
    assert.equal(holds('a | b', 'b'), true);
    assert.equal(holds('a and b', 'b'), false);
    assert.equal(holds('a & b', 'a', 'b'), true);
    assert.equal(holds('!a', 'b'), true);
    assert.equal(holds('TRUE or false'), true);
    assert.equal(holds('(a or b) and !c', 'a'), true);
  });
  it('`and` and `or` have the same rank and are read from left to right', () => {
    assert.equal(holds('a or b and c', 'a'), false);
    assert.equal(holds('a and b or c', 'c'), true);
    assert.equal(holds('a or b and !c', 'a', 'c'), false);
  });
  it('`!` after an operator swallows all that follows', () => {
    // a or ((!b) and c)
    assert.equal(holds('a or !b and c', 'a'), true);
    assert.equal(holds('a and !b or c', 'c'), false);
    assert.equal(holds('!a and b', 'b'), true);
  });
  it('a comma stops Sitecore', () => {
    const expression = parseRequire('a, b');
    assert.equal(evaluateRequire(expression, new Set(['a'])), undefined);
    assert.deepEqual(
      expression.problems.map(({ code, start, end }) => ({ code, start, end })),
      [{ code: 'comma', start: 1, end: 2 }],
    );
  });
  it('what cannot be read is said, with its place', () => {
    const problem = (text: string) => {
      const [first] = parseRequire(text).problems;
      return `${first?.code} ${first?.start}-${first?.end}`;
    };
    assert.equal(problem('a or'), 'incomplete 4-4');
    assert.equal(problem('or a'), 'incomplete 0-2');
    assert.equal(problem('(a'), 'parenthesis 2-2');
    assert.equal(problem(')'), 'parenthesis 0-1');
    assert.equal(problem('a + b'), 'character 2-3');
    assert.equal(problem('  '), 'incomplete 2-2');
    assert.equal(problem('a b'), 'leftover 2-3');
    assert.equal(problem('('.repeat(5000)), 'too-deep 101-102');
  });
  it('a mixture without parentheses is doubtful, but read', () => {
    const mixed = (text: string) => parseRequire(text).problems.some(({ code }) => code === 'mixed');
    assert.equal(mixed('a or b and c'), true);
    assert.equal(mixed('(a or b) and c'), false);
    assert.equal(mixed('a or b or c'), false);
  });
  it('every name has its place', () => {
    assert.deepEqual(
      parseRequire('(One or !two)').names.map(({ name, start, end }) => [name, start, end]),
      [
        ['One', 1, 4],
        ['two', 9, 12],
      ],
    );
  });
  it('never throws', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', 'and', 'or', '!', '(', ')', ',', '|', '&', 'true', '-', 'ä'));
    fc.assert(
      fc.property(text, (parts) => {
        const expression = parseRequire(parts.join(''));
        evaluateRequire(expression, new Set(['a']));
        for (const { start, end } of expression.problems) assert.ok(0 <= start && start <= end);
      }),
    );
  });
});

describe('Rules from appSettings', () => {
  const names = (rule: string, ...definitions: [string, string][]) =>
    [...(rulesFrom(definitions.map(([key, value]) => ({ key, value }))).get(rule) ?? [])].join(' ');

  it('any key that ends in :define, split at comma, bar and semicolon', () => {
    assert.equal(names('role', ['role:define', 'ContentManagement, Indexing']), 'contentmanagement indexing');
    assert.equal(names('my', [' My:Define ', 'A|B;C,,A']), 'a b c');
    assert.equal(names('a:b', ['a:b:define', 'x']), 'x');
  });
  it('a part with a blank in it is dropped', () => {
    assert.deepEqual([...namesIn('Content Management, Indexing')], ['indexing']);
  });
  it('defaults where nothing is defined', () => {
    assert.equal(names('role'), 'standalone');
    assert.equal(names('search'), 'lucene');
    assert.equal(names('role', ['role:define', '']), 'standalone');
    assert.equal(rulesFrom([]).get('env')?.has(''), true);
  });
  it('numbered roles and dedicated publishing stand for more', () => {
    assert.equal(names('role', ['role:define', 'delivery-2']), 'delivery delivery-2');
    assert.equal(
      names('role', ['role:define', 'dedicated-publishing']),
      'publishing publishing-1 dedicated-publishing',
    );
  });
  it('a later definition replaces an earlier one', () => {
    assert.equal(names('role', ['role:define', 'A'], ['ROLE:define', 'B']), 'b');
  });
  it('a rule that nobody defines', () => {
    assert.deepEqual(judge('mine', 'a', rulesFrom([])), { kind: 'unknown-rule', holds: false });
    assert.deepEqual(judge('mine', '!a', rulesFrom([])), { kind: 'unknown-rule', holds: true });
  });
});
