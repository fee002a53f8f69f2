import { applyEdits, fixesTogether } from '../features/fixes';
import { keyOf } from '../files/paths';
import type { Finding, Fix, Severity } from '../rules/rule';
import { allVariants, byPlace, findingsOf } from '../rules/run';
import type { Site } from '../site/site';
import { type Arguments, oneOf, UsageError } from './arguments';
import { type Opened, openPath, shown, variantsOf } from './open';
import { json, painter, placeIn, type Streams } from './output';
import { sarif } from './sarif';
import type { ShownFinding } from './shownFinding';
import { encode, writeText } from './write';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export async function check(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json', 'sarif'], 'text');
  const failOn = oneOf(args, 'fail-on', [...SEVERITIES, 'never'], 'warning');
  if (args.operands.length === 0) throw new UsageError('check needs a PATH: a folder or a file.');
  const sites: { root: string; stack: string; variants: readonly string[] }[] = [];
  const findings: ShownFinding[] = [];
  const seen = new Set<string>();
  for (const operand of args.operands) {
    let opened = await openPath(operand, args, cwd, streams);
    if (args.given('fix')) opened = await fixAll(opened, operand, args, cwd, streams, format === 'text');
    for (const { site, variants } of variantsOf(opened, args, allVariants)) {
      sites.push({ root: shown(opened, site.root), stack: site.stack, variants: site.variants.map((v) => v.name) });
      // Two sites may say the same of a file they share, such as an applicationHost.config.
      for (const finding of found(opened, site, variants, streams)) {
        const item = show(opened, site, finding);
        const key = JSON.stringify([item.file, item.line, item.column, item.rule, item.message]);
        if (!seen.has(key)) findings.push(item);
        seen.add(key);
      }
    }
  }
  findings.sort(byShownPlace);
  if (format === 'json') streams.out(json({ schema: 1, sites, findings }));
  else if (format === 'sarif') streams.out(json(sarif(findings)));
  else streams.out(asText(findings, sites.length, streams));
  const limit = failOn === 'never' ? -1 : SEVERITIES.indexOf(failOn);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit) ? 1 : 0;
}

function found(opened: Opened, site: Site, variants: readonly (string | null)[], streams: Streams): Finding[] {
  const { findings, failures } = findingsOf(site, variants);
  for (const { rule, error } of failures)
    streams.error(`Rule ${rule} failed: ${error instanceof Error ? error.message : String(error)}\n`);
  return findings.filter((finding) => !opened.only || keyOf(finding.at.file) === keyOf(opened.only));
}

function show(opened: Opened, site: Site, finding: Finding): ShownFinding {
  const place = (file: string, span: Finding['at']['span']) => {
    const source = site.sources.get(keyOf(file));
    return source ? placeIn(source, span) : { line: 1, column: 1, endLine: 1, endColumn: 1 };
  };
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    file: shown(opened, finding.at.file),
    ...place(finding.at.file, finding.at.span),
    ...(finding.variants && { variants: finding.variants }),
    related: (finding.related ?? []).map(({ file, span, message }) => {
      const { line, column } = place(file, span);
      return { file: shown(opened, file), line, column, message };
    }),
    fixes: (finding.fixes ?? []).map((fix) => ({ title: fix.title, edits: editsOf(opened, fix) })),
  };
}

function editsOf(opened: Opened, fix: Fix): ShownFinding['fixes'][number]['edits'] {
  const edits: ShownFinding['fixes'][number]['edits'] = fix.edits.map(({ file, span, text }) => ({
    file: shown(opened, file),
    offset: span.start,
    length: span.end - span.start,
    text,
  }));
  if (fix.create) edits.push({ file: shown(opened, fix.create.file), create: true, text: fix.create.text });
  return edits;
}

function byShownPlace(a: ShownFinding, b: ShownFinding): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Applies the first fix of every finding until nothing changes, and says what it did on stderr or, as text, on stdout. */
async function fixAll(
  opened: Opened,
  operand: string,
  args: Arguments,
  cwd: string,
  streams: Streams,
  talk: boolean,
): Promise<Opened> {
  const seen = new Set<string>();
  const told = new Set<string>();
  let now = opened;
  for (let round = 0; round < 20; round++) {
    const all = variantsOf(now, args, allVariants).flatMap(({ site, variants }) =>
      found(now, site, variants, streams).map((finding) => ({ site, finding })),
    );
    const writable = all.map(({ finding }) => finding).filter((finding) => canWrite(finding, now, streams, told));
    const chosen = fixesTogether(writable.sort(byPlace));
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    const texts = new Map<string, string>();
    for (const { site } of all) {
      for (const source of [...site.sources.values(), ...site.applicationCode]) {
        const own = edits.filter((edit) => keyOf(edit.file) === keyOf(source.path));
        if (own.length > 0 && !texts.has(source.path)) texts.set(source.path, applyEdits(source.text, own));
      }
    }
    // The same texts again: two fixes undo each other.
    const state = JSON.stringify([...texts]);
    if ((texts.size === 0 && !chosen.some(({ fix }) => fix.create)) || seen.has(state)) break;
    seen.add(state);
    for (const [file, text] of texts) await writeText(file, text, sourceOf(now, file));
    for (const { fix } of chosen) if (fix.create) await writeText(fix.create.file, fix.create.text, undefined);
    for (const { finding, fix } of chosen) {
      const line = `Fixed ${shown(now, finding.at.file)}: ${fix.title} [${finding.rule}]\n`;
      if (talk) streams.out(line);
      else streams.error(line);
    }
    now = await openPath(operand, args, cwd, streams);
  }
  return now;
}

/** Can the files of its first fix be written as they were read? Says once which cannot. */
function canWrite(finding: Finding, opened: Opened, streams: Streams, told: Set<string>): boolean {
  return (finding.fixes?.[0]?.edits ?? []).every(({ file }) => {
    try {
      const source = sourceOf(opened, file);
      if (source) encode(source.text, source);
      return true;
    } catch (error) {
      if (!told.has(file)) streams.error(`${shown(opened, file)} is not fixed: ${(error as Error).message}.\n`);
      told.add(file);
      return false;
    }
  });
}

function sourceOf(opened: Opened, file: string) {
  for (const site of opened.workspace.sites) {
    const source = site.sources.get(keyOf(file));
    if (source) return source;
  }
  return undefined;
}

function asText(findings: readonly ShownFinding[], sites: number, streams: Streams): string {
  const paint = painter(streams.colour);
  const colours = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' } as const;
  const lines: string[] = [];
  for (const finding of findings) {
    const where = paint('bold', `${finding.file}:${finding.line}:${finding.column}`);
    const variants = finding.variants
      ? ` (${finding.variants.length > 0 ? `in ${finding.variants.join(', ')}` : 'in no variant, as the files stand'})`
      : '';
    lines.push(
      `${where} ${paint(colours[finding.severity], finding.severity)} ${finding.message}${variants} ${paint('dim', `[${finding.rule}]`)}`,
    );
    for (const related of finding.related)
      lines.push(paint('dim', `    ${related.file}:${related.line}:${related.column} ${related.message}`));
    const first = finding.fixes[0];
    if (first) lines.push(paint('cyan', `    fix: ${first.title}`));
  }
  const fixable = findings.filter((finding) => finding.fixes.length > 0).length;
  const sum = `${count(findings.length, 'finding')} in ${count(sites, 'site')}${fixable > 0 ? `, ${fixable} with a fix (--fix)` : ''}.`;
  return `${[...lines, sum].join('\n')}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
