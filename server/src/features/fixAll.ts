import type { FilePath } from '../files/files';
import { keyOf } from '../files/paths';
import type { Edit, Finding, Fix } from '../rules/rule';

/** What a run of fixes looks at. */
export interface FixJob {
  readonly findings: readonly Finding[];
  /** A file as it stands now; undefined when it is not to be written. */
  readonly textOf: (file: FilePath) => string | undefined;
  /** Findings once some files (by lower-cased path) have other texts. */
  readonly after: (texts: ReadonlyMap<string, string>) => Promise<readonly Finding[]>;
  /** Rules whose first fix is made although it is a choice: somebody has asked for it by name. */
  readonly chosenRules?: ReadonlySet<string>;
}

export interface FixResult {
  /** The files that are another text now, by path as the edits have it. */
  readonly texts: ReadonlyMap<FilePath, string>;
  readonly created: readonly { readonly file: FilePath; readonly text: string }[];
  /** What was done, in order. */
  readonly done: readonly Chosen[];
  readonly left: readonly Finding[];
}

export interface Chosen {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Fixes may uncover what their mistakes hid, but not for ever: 100,000 open tags are not closed a hundred at a time. */
const MOST_ROUNDS = 20;
const PATIENCE = 3;

/**
 * Makes every safe fix, each in the file of its finding, again and again until nothing is left to do; with
 * `chosenRules` the first fix of these rules too. Writes nothing. Comes to rest: texts that were seen before end it.
 */
export async function fixAll({ findings, textOf, after, chosenRules = new Set() }: FixJob): Promise<FixResult> {
  const texts = new Map<string, { file: FilePath; text: string }>();
  const created = new Map<string, { file: FilePath; text: string }>();
  const done: Chosen[] = [];
  const seen = new Set<string>();
  let left = findings;
  let fewest = left.length;
  let patience = PATIENCE;
  for (let round = 0; round < MOST_ROUNDS && patience > 0; round++) {
    const may = (fix: Fix) =>
      fix.edits.every(({ file }) => textOf(file) !== undefined) && !(fix.create && created.has(keyOf(fix.create.file)));
    const chosen = fixesTogether(left, (finding) => firstFix(finding, chosenRules, may));
    if (chosen.length === 0) break;
    const next = new Map(texts);
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    for (const file of new Map(edits.map((edit) => [keyOf(edit.file), edit.file])).values()) {
      const before = texts.get(keyOf(file))?.text ?? textOf(file)!;
      const own = edits.filter((edit) => keyOf(edit.file) === keyOf(file));
      next.set(keyOf(file), { file, text: applyEdits(before, own) });
    }
    // The same texts again: two fixes undo each other.
    const state = JSON.stringify([...next.values()].map(({ file, text }) => [file, text]).sort());
    const makes = chosen.flatMap(({ fix }) => fix.create ?? []);
    if (makes.length === 0 && seen.has(state)) break;
    seen.add(state);
    for (const [key, value] of next) texts.set(key, value);
    for (const made of makes) created.set(keyOf(made.file), made);
    done.push(...chosen);
    left = await after(new Map([...texts].map(([key, { text }]) => [key, text])));
    patience = left.length < fewest ? PATIENCE : patience - 1;
    fewest = Math.min(fewest, left.length);
  }
  const changed = [...texts.values()].filter(({ file, text }) => textOf(file) !== text);
  return { texts: new Map(changed.map(({ file, text }) => [file, text])), created: [...created.values()], done, left };
}

/** The fix that is made without asking: a safe one that stays in its file, or the first of a rule that was named. */
function firstFix(finding: Finding, chosenRules: ReadonlySet<string>, may: (fix: Fix) => boolean): Fix | undefined {
  const fix = chosenRules.has(finding.rule) ? finding.fixes?.[0] : finding.fixes?.find((fix) => isSafe(finding, fix));
  return fix && may(fix) ? fix : undefined;
}

/** Is it made without a person looking at it? */
export function isSafe({ at }: Pick<Finding, 'at'>, { safe, edits, create }: Fix): boolean {
  return safe === true && !create && edits.every(({ file }) => keyOf(file) === keyOf(at.file));
}

/**
 * The fixes of as many findings as can be made at once: in order of place, leaving out those whose edits touch one that
 * was taken. What touches comes in the next round.
 */
function fixesTogether(findings: readonly Finding[], fixOf: (finding: Finding) => Fix | undefined): Chosen[] {
  const taken = new Map<string, Edit[]>();
  const creates = new Set<string>();
  const chosen: Chosen[] = [];
  for (const finding of findings) {
    const fix = fixOf(finding);
    if (!fix || fix.edits.some((edit) => taken.get(keyOf(edit.file))?.some((other) => touches(edit, other)))) continue;
    if (fix.create && creates.has(keyOf(fix.create.file))) continue;
    if (fix.create) creates.add(keyOf(fix.create.file));
    for (const edit of fix.edits) taken.set(keyOf(edit.file), [...(taken.get(keyOf(edit.file)) ?? []), edit]);
    chosen.push({ fix, finding });
  }
  return chosen;
}

function touches(a: Edit, b: Edit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** A text with edits of one file applied. Edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end))
    result = result.slice(0, edit.span.start) + edit.text + result.slice(edit.span.end);
  return result;
}
