import { keyOf } from '../files/paths';
import type { Edit, Finding, Fix } from '../rules/rule';
import type { ParsedFile } from '../site/parsed';

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

/** A comment that silences a rule for the line of a finding, or for its file. */
export function suppressionFixes(file: ParsedFile, finding: Finding): Fix[] {
  const line = file.lines.positionAt(lineStartOf(file, finding.at.span.start)).line;
  const start = file.lines.offsetAt({ line, character: 0 });
  const indent = /^[ \t]*/.exec(file.text.slice(start))![0];
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const first = file.tree.root;
  const fixes: Fix[] = [
    {
      title: `Accept this here: silence ${finding.rule} for this line`,
      edits: [
        {
          file: file.path,
          span: { start, end: start },
          text: `${indent}<!-- session-timeline-disable-next-line ${finding.rule} -->${eol}`,
        },
      ],
    },
  ];
  if (first)
    fixes.push({
      title: `Accept this in the whole file: silence ${finding.rule}`,
      edits: [
        {
          file: file.path,
          span: { start: first.openEnd, end: first.openEnd },
          text: `${eol}${indent || '  '}<!-- session-timeline-disable ${finding.rule} -->`,
        },
      ],
    });
  return fixes;
}

/** A comment cannot stand inside a tag: the start of the element that holds the offset. */
function lineStartOf(file: ParsedFile, offset: number): number {
  let best = offset;
  const work = [...file.tree.children];
  for (let node = work.pop(); node; node = work.pop()) {
    if (node.kind !== 'element' || offset < node.start || offset >= node.end) continue;
    if (offset < node.openEnd) best = node.start;
    work.push(...node.children);
  }
  return best;
}
