import { type FixResult, fixAll } from '../features/fixAll';
import { keyOf } from '../files/paths';
import { rules } from '../rules/all';
import type { Finding } from '../rules/rule';
import { byPlace } from '../rules/run';
import type { ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';
import { whyNotUnderstood } from '../site/understood';
import { type Arguments, UsageError } from './arguments';
import { unknownWord } from './nearest';
import { type Opened, shown } from './open';
import type { Streams } from './output';
import { unifiedDiff } from './unifiedDiff';
import { encode, writeText } from './write';

/** A site with the variants that are looked at. */
export interface Looked {
  readonly site: Site;
  readonly variants: readonly (string | null)[];
}

/** Does the command line ask for fixes? Naming a rule to fix, or asking what would be done, says so too. */
export function wantsFixes(args: Arguments): boolean {
  return args.given('fix') || args.given('dry-run') || args.list('fix-rule').length > 0;
}

/** The rules named by `--fix-rule`. @throws UsageError for one that does not exist. */
export function rulesToFix(args: Arguments): ReadonlySet<string> {
  const ids = rules.map(({ id }) => id);
  for (const id of args.list('fix-rule'))
    if (!ids.includes(id)) throw new UsageError(unknownWord(`No rule is called "${id}"`, id, ids));
  return new Set(args.list('fix-rule'));
}

/** Works out every safe fix, and the first ones of the rules that were named. Writes nothing. */
export async function workOutFixes(
  opened: Opened,
  looked: readonly Looked[],
  found: (looked: Looked) => readonly Finding[],
  chosenRules: ReadonlySet<string>,
  streams: Streams,
): Promise<FixResult> {
  const told = new Set<string>();
  /** The text of a file that can be written as it was read; says once of the others that they cannot. */
  const textOf = (file: string): string | undefined => {
    const source = sourceOf(looked, file);
    if (!source) return undefined;
    const reason = whyNotWritten(source);
    if (reason === undefined) return source.text;
    if (!told.has(file)) streams.error(`${shown(opened, file)} is not fixed: ${reason}.\n`);
    told.add(file);
    return undefined;
  };
  const first = looked.map((one) => found(one));
  return fixAll({
    findings: first.flat().sort(byPlace),
    textOf,
    chosenRules,
    async after(texts) {
      const all: Finding[] = [];
      for (const [index, one] of looked.entries()) {
        const touched = [...texts.keys()].some((key) => one.site.sources.has(key));
        const site = touched ? await opened.workspace.preview(one.site, texts) : one.site;
        all.push(...(touched ? found({ ...one, site }) : first[index]!));
      }
      return all.sort(byPlace);
    },
  });
}

/** Writes what was worked out, and says what was done: one line a fix. */
export async function writeFixes(
  opened: Opened,
  looked: readonly Looked[],
  { texts, created, done }: FixResult,
  say: (line: string) => void,
): Promise<void> {
  for (const [file, text] of texts) await writeText(file, text, sourceOf(looked, file));
  for (const { file, text } of created) await writeText(file, text, undefined);
  for (const { finding, fix } of done) say(`Fixed ${shown(opened, finding.at.file)}: ${fix.title} [${finding.rule}]\n`);
  await opened.workspace.changed([...texts.keys(), ...created.map(({ file }) => file)]);
}

/** The same as a unified diff, files in order of path. */
export function diffOfFixes(opened: Opened, looked: readonly Looked[], { texts, created }: FixResult): string {
  const changed = [...texts].map(([file, text]) => {
    const source = sourceOf(looked, file)!;
    const marked = (one: string) => (source.bom ? `\ufeff${one}` : one);
    return { file: shown(opened, file), before: marked(source.text), after: marked(text) };
  });
  const made = created.map(({ file, text }) => ({ file: shown(opened, file), before: undefined, after: text }));
  return [...changed, ...made]
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, before, after }) => unifiedDiff(file, before, after))
    .join('');
}

/** Bytes that a text does not show would be lost. */
function whyNotWritten(source: ParsedFile): string | undefined {
  if (whyNotUnderstood(source)) return 'it is not what its name says, see its finding';
  try {
    encode(source.text, source);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function sourceOf(looked: readonly Looked[], file: string): ParsedFile | undefined {
  for (const { site } of looked) {
    const source = site.sources.get(keyOf(file));
    if (source) return source;
  }
  return undefined;
}
