import assert from 'node:assert/strict';
import { rules } from '../../../server/src/rules/all';
import { parseFixture } from '../fixture';
import { findingsIn, workspaceOf } from '../sites';

/** An expectation of a rule that is not there would be met by nothing, or never. */
const KNOWN: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/**
 * Compares the findings of the marked rules, and of `alsoNone`, with the marks in a text: place, rule, and the message
 * as far as it is written.
 */
export async function findsMarked(text: string, ...alsoNone: string[]): Promise<void> {
  const { files, expectations } = parseFixture(text);
  const looked = new Set([...alsoNone, ...expectations.map(({ rule }) => rule)]);
  assert.ok(looked.size > 0, 'nothing is marked, and no rule is named');
  for (const rule of looked) assert.ok(KNOWN.has(rule), `there is a rule ${rule}`);
  const found = findingsIn(await workspaceOf(files)).filter(({ rule }) => looked.has(rule));
  const said = (file: string, start: number, end: number, rule: string, message: string) =>
    `${file}: ${files.get(file)!.slice(start, end)} ~ ${rule}: ${message}`;
  const actual = found.map(({ at, rule, message }) => {
    const expected = expectations.find((e) => e.file === at.file && e.start === at.span.start && e.rule === rule);
    return said(at.file, at.span.start, at.span.end, rule, message.slice(0, expected?.message.length));
  });
  const wanted = expectations.map(({ file, start, end, rule, message }) => said(file, start, end, rule, message));
  assert.deepEqual(actual.sort(), wanted.sort());
}
