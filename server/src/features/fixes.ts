import { keyOf } from '../files/paths';
import type { Edit, Finding, Fix } from '../rules/rule';

/**
 * The first fixes of as many findings as can be made at once: in order of place, leaving out those whose edits touch
 * one that was taken, and those that a person has to decide. What touches comes in the next round.
 */
export function fixesTogether(findings: readonly Finding[]): { readonly fix: Fix; readonly finding: Finding }[] {
  const taken: Edit[] = [];
  const chosen: { fix: Fix; finding: Finding }[] = [];
  for (const finding of findings) {
    const fix = finding.fixes?.[0];
    if (!fix || fix.onlyByHand || fix.edits.some((edit) => taken.some((other) => touches(edit, other)))) continue;
    if (
      fix.create &&
      chosen.some(({ fix: other }) => other.create && keyOf(other.create.file) === keyOf(fix.create!.file))
    )
      continue;
    taken.push(...fix.edits);
    chosen.push({ fix, finding });
  }
  return chosen;
}

function touches(a: Edit, b: Edit): boolean {
  if (keyOf(a.file) !== keyOf(b.file)) return false;
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** A text with edits of one file applied. Edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end))
    result = result.slice(0, edit.span.start) + edit.text + result.slice(edit.span.end);
  return result;
}
