import type { ValueSource } from '../valueSource';
import { worthOf } from '../worth';

/** Code that no part reads: a setting of it is worth what .NET gives it. */
export const codeValues: ValueSource = {
  part: 'code',
  has: () => false,
  value: ({ setting, path }) => worthOf(setting, path, undefined),
};
