import { applyEdits, fixesTogether } from '../../../server/src/features/fixes';
import { keyOf } from '../../../server/src/files/paths';
import type { Finding, Fix } from '../../../server/src/rules/rule';
import { byPlace } from '../../../server/src/rules/run';
import type { Workspace } from '../../../server/src/site/workspace';
import { findingsIn, textsOf, workspaceOf } from '../sites';

export type Texts = ReadonlyMap<string, string>;

/** The texts with some fixes applied at once. */
export function fixed(texts: Texts, fixes: readonly Fix[]): Texts {
  const after = new Map(texts);
  for (const [file, text] of texts) {
    const edits = fixes.flatMap((fix) => fix.edits).filter((edit) => keyOf(edit.file) === keyOf(file));
    if (edits.length > 0) after.set(file, applyEdits(text, edits));
  }
  for (const { create } of fixes) if (create) after.set(create.file, create.text);
  return after;
}

/** "Fix all" as command line and editor do it. Fails when it does not come to rest. */
export async function fixEverything(texts: Texts): Promise<{ texts: Texts; left: Finding[]; rounds: number }> {
  let now = texts;
  const seen = new Set<string>();
  for (let round = 0; ; round++) {
    const left = findingsIn(await workspaceOf(now)).sort(byPlace);
    const chosen = fixesTogether(left);
    if (chosen.length === 0) return { texts: now, left, rounds: round };
    now = fixed(
      now,
      chosen.map(({ fix }) => fix),
    );
    const state = JSON.stringify([...now]);
    if (seen.has(state) || round > 20)
      throw new Error(
        `fixes undo each other: ${chosen.map(({ finding, fix }) => `${finding.rule}: ${fix.title}`).join('; ')}\n${[...now].map(([file, text]) => `${file}\n${text}`).join('\n')}`,
      );
    seen.add(state);
  }
}

/** Every file of a workspace that was read, a fixture's whole text included. */
export function allTexts(workspace: Workspace, given: Texts): Texts {
  return new Map([...given, ...textsOf(workspace)]);
}

/** `rule: message` of what is as bad as an error or a warning. */
export function badOnes(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, message }) => `${rule}: ${message}`);
}
