import { applyEdits, fixAll } from '../../../server/src/features/fixAll';
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

/** "Fix all" as command line and editor do it, with what it did. Fails when a second run would do more. */
export async function fixEverything(
  texts: Texts,
  chosenRules?: ReadonlySet<string>,
): Promise<{ texts: Texts; left: readonly Finding[]; done: readonly { finding: Finding; fix: Fix }[] }> {
  const once = await fixOnce(texts, chosenRules);
  const twice = await fixOnce(once.texts, chosenRules);
  if (twice.done.length > 0)
    throw new Error(
      `not at rest: ${twice.done.map(({ finding, fix }) => `${finding.rule}: ${fix.title}`).join('; ')}\n${shown(once.texts)}`,
    );
  return once;
}

async function fixOnce(texts: Texts, chosenRules?: ReadonlySet<string>) {
  const names = new Map([...texts.keys()].map((file) => [keyOf(file), file]));
  const withTexts = (changed: ReadonlyMap<string, string>): Texts =>
    new Map([...texts].map(([file, text]) => [file, changed.get(keyOf(file)) ?? text]));
  const found = async (now: Texts) => findingsIn(await workspaceOf(now)).sort(byPlace);
  const result = await fixAll({
    findings: await found(texts),
    textOf: (file) => texts.get(names.get(keyOf(file)) ?? file),
    after: (changed) => found(withTexts(changed)),
    ...(chosenRules && { chosenRules }),
  });
  const after = new Map(withTexts(new Map([...result.texts].map(([file, text]) => [keyOf(file), text]))));
  for (const { file, text } of result.created) after.set(file, text);
  return { texts: after, left: result.left, done: result.done };
}

export function shown(texts: Texts): string {
  return [...texts].map(([file, text]) => `${file}\n${text}`).join('\n');
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
