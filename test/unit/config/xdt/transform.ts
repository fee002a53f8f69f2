import assert from 'node:assert/strict';
import { applyTransform, type TransformResult } from '../../../../server/src/config/xdt/apply';

export const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';

/** Transforms `Web.config` with `Web.Release.config`, whose root element gets the namespace where it says `XDT`. */
export function transform(source: string, transformation: string): TransformResult {
  return applyTransform(
    { text: source, file: 'Web.config' },
    { text: transformation.replace('XDT', XDT), file: 'Web.Release.config' },
  );
}

/** Warnings and errors as a build prints them. */
export function complaints({ messages }: TransformResult): string[] {
  return messages
    .filter(({ kind }) => kind === 'warning' || kind === 'error')
    .map(({ kind, file, line, column, text }) => `${file}(${line},${column}): ${kind}: ${text}`);
}

/** Asserts that the transform goes without a word and makes `expected`. */
export function becomes(source: string, transformation: string, expected: string): void {
  const result = transform(source, transformation);
  assert.deepEqual(complaints(result), []);
  assert.equal(result.text, expected);
  assert.equal(result.succeeded, true);
}
