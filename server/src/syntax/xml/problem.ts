import type { XmlProblem } from './tree';

/** From, to, new text. */
export type Edit = readonly [start: number, end: number, text: string];

/** An error at a range, with the edits that mend it under one title. */
export function problem(
  code: XmlProblem['code'],
  start: number,
  end: number,
  message: string,
  title?: string,
  ...edits: readonly Edit[]
): XmlProblem {
  const found = { severity: 'error', code, start, end, message } as const;
  if (title === undefined) return found;
  return {
    ...found,
    fix: { title, edits: edits.map(([from, to, text]) => ({ span: { start: from, end: to }, text })) },
  };
}
