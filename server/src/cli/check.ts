import { applyEdits, fixesTogether } from '../features/fixes';
import { keyOf } from '../files/paths';
import type { Finding, Fix, Severity } from '../rules/rule';
import { allVariants, byPlace, findingsOf } from '../rules/run';
import type { ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';
import { type Arguments, oneOf, UsageError } from './arguments';
import { github } from './github';
import { type Opened, openPath, shown, variantsOf } from './open';
import { json, painter, placeIn, type Streams } from './output';
import { type RootedFinding, sarif } from './sarif';
import type { Region, ShownFinding } from './shownFinding';
import { encode, writeText } from './write';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export async function check(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json', 'sarif', 'github'], 'text');
  const failOn = oneOf(args, 'fail-on', [...SEVERITIES, 'never'], 'warning');
  if (args.operands.length === 0) throw new UsageError('check needs a PATH: a folder or a file.');
  const sites: { path?: string; root: string; stack: string; variants: readonly string[] }[] = [];
  const findings: RootedFinding[] = [];
  const seen = new Set<string>();
  for (const operand of args.operands) {
    // Files are relative to their PATH: with several, each says whose it is.
    const whose = args.operands.length > 1 && format === 'json' ? { path: operand } : {};
    const opened = await openPath(operand, args, cwd, streams);
    if (args.given('fix')) await fixAll(opened, args, streams, format === 'text');
    for (const { site, variants } of variantsOf(opened, args, allVariants)) {
      sites.push({
        ...whose,
        root: shown(opened, site.root),
        stack: site.stack,
        variants: site.variants.map((v) => v.name),
      });
      // Two sites may say the same of a file they share, such as an applicationHost.config.
      for (const finding of found(opened, site, variants, streams)) {
        const item = { ...whose, base: opened.base, ...show(opened, site, finding) };
        const key = JSON.stringify([item.path, item.base, item.file, item.line, item.column, item.rule, item.message]);
        if (!seen.has(key)) findings.push(item);
        seen.add(key);
      }
    }
  }
  findings.sort(byShownPlace);
  if (format === 'json')
    streams.out(json({ schema: 1, sites, findings: findings.map(({ base: _, ...finding }) => finding) }));
  else if (format === 'sarif') streams.out(json(sarif(findings)));
  else if (format === 'github') streams.out(github(findings));
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
    fixes: (finding.fixes ?? []).map((fix) => ({
      title: fix.title,
      ...(fix.onlyByHand && { byHand: true as const }),
      edits: editsOf(opened, fix, place),
    })),
  };
}

function editsOf(
  opened: Opened,
  fix: Fix,
  place: (file: string, span: Finding['at']['span']) => Region,
): ShownFinding['fixes'][number]['edits'] {
  const edits: ShownFinding['fixes'][number]['edits'] = fix.edits.map(({ file, span, text }) => ({
    file: shown(opened, file),
    ...place(file, span),
    offset: span.start,
    length: span.end - span.start,
    text,
  }));
  if (fix.create) edits.push({ file: shown(opened, fix.create.file), create: true, text: fix.create.text });
  return edits;
}

function byShownPlace(a: ShownFinding, b: ShownFinding): number {
  return (
    compare(a.path ?? '', b.path ?? '') ||
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
async function fixAll(opened: Opened, args: Arguments, streams: Streams, talk: boolean): Promise<void> {
  const seen = new Set<string>();
  const told = new Set<string>();
  /** Sites that a round left alone are not looked at again. */
  const known = new WeakMap<Site, readonly Finding[]>();
  let fewest = Number.POSITIVE_INFINITY;
  let patience = 3;
  for (let round = 0; round < 20; round++) {
    const sites = variantsOf(opened, args, allVariants);
    const all = sites.flatMap(({ site, variants }) => {
      const findings = known.get(site) ?? found(opened, site, variants, streams);
      known.set(site, findings);
      return findings;
    });
    // A mended file may show what its mistakes hid, but not for ever: 100,000 open tags are not closed a hundred at a time.
    patience = all.length < fewest ? 3 : patience - 1;
    fewest = Math.min(fewest, all.length);
    if (patience === 0) break;
    const chosen = fixesTogether(all.filter((finding) => canWrite(finding, opened, streams, told)).sort(byPlace));
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    const texts = new Map<string, { text: string; before: ParsedFile }>();
    for (const key of new Set(edits.map(({ file }) => keyOf(file)))) {
      const before = sites.map(({ site }) => site.sources.get(key)).find((source) => source !== undefined);
      const own = edits.filter(({ file }) => keyOf(file) === key);
      if (before) texts.set(before.path, { text: applyEdits(before.text, own), before });
    }
    const created = chosen.flatMap(({ fix }) => fix.create ?? []);
    // The same texts again: two fixes undo each other.
    const state = JSON.stringify([...texts].map(([file, { text }]) => [file, text]));
    if ((texts.size === 0 && created.length === 0) || seen.has(state)) break;
    seen.add(state);
    for (const [file, { text, before }] of texts) await writeText(file, text, before);
    for (const { file, text } of created) await writeText(file, text, undefined);
    for (const { finding, fix } of chosen) {
      const line = `Fixed ${shown(opened, finding.at.file)}: ${fix.title} [${finding.rule}]\n`;
      if (talk) streams.out(line);
      else streams.error(line);
    }
    await opened.workspace.changed([...texts.keys(), ...created.map(({ file }) => file)]);
  }
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
  const fixable = findings.filter((finding) => finding.fixes.some(({ byHand }) => !byHand)).length;
  const sum = `${count(findings.length, 'finding')} in ${count(sites, 'site')}${fixable > 0 ? `, ${fixable} with a fix (--fix)` : ''}.`;
  return `${[...lines, sum].join('\n')}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
