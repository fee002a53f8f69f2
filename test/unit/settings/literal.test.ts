import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { formatTimeSpan, parseTimeSpan } from '../../../server/src/config/dotnet/timeSpan';
import { type Literal, readLiteral } from '../../../server/src/settings/literal';
import type { LiteralClass } from '../../../server/src/settings/setting';

type Answers = Readonly<Record<string, readonly (readonly [literal: string, answer: string])[]>>;
const answers: Answers = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../oracle/timespan/answers.json'), 'utf8'),
);

const read = (literal: LiteralClass, text: string) => readLiteral({ literal }, text);

/** What our reading would be called by the judge. */
function asAnswered(result: Literal, kind: 'ticks' | 'value'): string {
  if (!result.ok) return 'Exception';
  if (result.value === null) return 'Infinite';
  return kind === 'ticks' ? String(BigInt(result.seconds ?? 0) * 10_000_000n) : String(result.value);
}

const JUDGED: Readonly<Record<string, string>> = {
  FormatException: 'format',
  OverflowException: 'overflow',
  Infinite: String(2n ** 63n - 1n),
};

const WHOLE: readonly (readonly [name: string, literal: LiteralClass])[] = [
  ['minutes', { kind: 'minutes', infinite: false }],
  ['minutesOrInfinite', { kind: 'minutes', infinite: true }],
  ['seconds', { kind: 'seconds', infinite: false }],
  ['secondsOrInfinite', { kind: 'seconds', infinite: true }],
  ['timeSpanOrInfinite', { kind: 'timeSpan', infinite: true }],
  ['integer', { kind: 'integer' }],
  ['boolean', { kind: 'boolean' }],
];

describe('readLiteral against the converters of .NET', () => {
  for (const [name, literal] of WHOLE)
    it(`reads ${name} as they do`, () => {
      const kind = name === 'integer' || name === 'boolean' ? 'value' : 'ticks';
      for (const [text, answer] of answers[name]!)
        assert.equal(
          asAnswered(read(literal, text), kind),
          answer.endsWith('Exception') ? 'Exception' : answer,
          `${name} ${JSON.stringify(text)}: the judge says ${answer}`,
        );
    });

  it('reads time spans to the tick', () => {
    assert.ok(answers.timeSpan!.length > 1000);
    for (const [text, answer] of answers.timeSpan!) {
      const result = parseTimeSpan(text);
      const ours = 'ticks' in result ? String(result.ticks) : result.fault;
      const judged = JUDGED[answer] ?? answer;
      assert.equal(ours, judged, JSON.stringify(text));
    }
  });

  it('reads words as GenericEnumConverter does, lists of words apart', () => {
    const words = ['Off', 'InProc', 'StateServer', 'SQLServer', 'Custom'];
    for (const [text, answer] of answers.enum!) {
      const result = read({ kind: 'enum', words }, text);
      if (text.includes(',')) assert.equal(result.ok, false, text);
      else assert.equal(result.ok ? result.value : 'ArgumentException', answer, text);
    }
  });
});

describe('readLiteral', () => {
  const MINUTES: LiteralClass = { kind: 'minutes', infinite: true };
  const NATIVE: LiteralClass = { kind: 'nativeTimeSpan' };

  it('gives value, seconds and the one way to write it', () => {
    assert.deepEqual(read(MINUTES, ' +020\n'), { ok: true, value: 20, seconds: 1200, normalised: '20' });
    assert.deepEqual(read(MINUTES, 'Infinite'), { ok: true, value: null, seconds: null, normalised: 'Infinite' });
    assert.deepEqual(read({ kind: 'timeSpan', infinite: false }, '20'), {
      ok: true,
      value: 1_728_000,
      seconds: 1_728_000,
      normalised: '20.00:00:00',
    });
    assert.deepEqual(read({ kind: 'timeSpan', infinite: false }, '-0:0:0.5'), {
      ok: true,
      value: -0.5,
      seconds: -0.5,
      normalised: '-00:00:00.5000000',
    });
    assert.deepEqual(read({ kind: 'boolean' }, ' TRUE '), { ok: true, value: true, normalised: 'true' });
    assert.deepEqual(read({ kind: 'integer', unit: 'milliseconds' }, '1500'), {
      ok: true,
      value: 1500,
      seconds: 1.5,
      normalised: '1500',
    });
  });

  it('says why it could not be read', () => {
    const reasons: readonly (readonly [LiteralClass, string, string])[] = [
      [MINUTES, '00:20:00', 'format'],
      [MINUTES, 'infinite', 'infinite'],
      [{ kind: 'minutes', infinite: false }, 'Infinite', 'infinite'],
      [MINUTES, '', 'empty'],
      [MINUTES, '  ', 'empty'],
      [MINUTES, '99999999999999999999', 'overflow'],
      [MINUTES, '${SESSION_MINUTES}', 'placeholder'],
      [MINUTES, '#{SessionMinutes}', 'placeholder'],
      [MINUTES, '__SESSION_MINUTES__', 'placeholder'],
      [{ kind: 'integer' }, '2147483648', 'overflow'],
      [{ kind: 'enum', words: ['InProc'] }, 'inproc', 'word'],
      [NATIVE, '20', 'undocumented'],
      [NATIVE, '00:20', 'undocumented'],
      [NATIVE, ' 00:20:00', 'undocumented'],
      [NATIVE, '00:60:00', 'format'],
      [NATIVE, 'Infinite', 'infinite'],
      [{ kind: 'integer', reader: 'native' }, '-1', 'overflow'],
      [{ kind: 'integer', reader: 'native' }, '4294967296', 'overflow'],
      [{ kind: 'integer', reader: 'native' }, ' 5', 'undocumented'],
      [{ kind: 'string', nonEmpty: true }, '', 'empty'],
    ];
    for (const [literal, text, reason] of reasons)
      assert.deepEqual(read(literal, text), { ok: false, reason }, `${literal.kind} ${JSON.stringify(text)}`);
  });

  it('reads hexadecimal only where the converter of whole numbers stands in front', () => {
    assert.equal(asAnswered(read({ kind: 'integer' }, '0x14'), 'value'), '20');
    assert.equal(read({ kind: 'integer', reader: 'parse' }, '0x14').ok, false);
    assert.equal(asAnswered(read({ kind: 'integer', reader: 'parse' }, ' 10 '), 'value'), '10');
  });

  it('reads native time spans with more than a day of hours', () => {
    assert.deepEqual(read(NATIVE, '29:00:00'), { ok: true, value: 104_400, seconds: 104_400, normalised: '29:00:00' });
    assert.deepEqual(read(NATIVE, '1.05:00:00'), {
      ok: true,
      value: 104_400,
      seconds: 104_400,
      normalised: '29:00:00',
    });
    assert.deepEqual(read(NATIVE, '300.00:00:00'), {
      ok: true,
      value: 25_920_000,
      seconds: 25_920_000,
      normalised: '300.00:00:00',
    });
  });

  it('reads its own normal form back as the same value', () => {
    const classes = fc.constantFrom<LiteralClass>(
      MINUTES,
      NATIVE,
      { kind: 'seconds', infinite: true },
      { kind: 'timeSpan', infinite: true },
      { kind: 'integer' },
      { kind: 'integer', reader: 'native' },
      { kind: 'boolean' },
    );
    const texts = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.integer({ min: 0, max: 9e7 }).map(formatTimeSpan),
      fc.stringMatching(/^[-+]?[0-9:. ]{0,20}$/),
      fc.constantFrom('Infinite', 'true', 'FALSE '),
    );
    fc.assert(
      fc.property(classes, texts, (literal, text) => {
        const first = read(literal, text);
        if (!first.ok) return;
        const again = read(literal, first.normalised);
        assert.ok(again.ok && Object.is(again.value, first.value), `${literal.kind} ${text} → ${first.normalised}`);
        assert.equal(again.normalised, first.normalised);
      }),
      { numRuns: 3000 },
    );
  });

  it('answers at once whatever the text', () => {
    for (const text of [' '.repeat(200_000), '1'.repeat(200_000), `${' '.repeat(100_000)}x`, '1:'.repeat(100_000)])
      for (const [, literal] of WHOLE) assert.equal(read(literal, text).ok, false);
  });
});
