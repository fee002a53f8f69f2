import { isSafe } from '../features/fixAll';
import { keyOf } from '../files/paths';
import { plainText } from '../rules/plainText';
import type { Finding, Fix, Severity } from '../rules/rule';
import { allVariants, findingsOf } from '../rules/run';
import type { Site } from '../site/site';
import { type Arguments, oneOf, UsageError } from './arguments';
import { diffOfFixes, type Looked, rulesToFix, wantsFixes, workOutFixes, writeFixes } from './fix';
import { github } from './github';
import { type Opened, openPath, shown, variantsOf } from './open';
import { json, painter, placeIn, type Streams } from './output';
import { type RootedFinding, sarif } from './sarif';
import type { Region, ShownFinding } from './shownFinding';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export async function check(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json', 'sarif', 'github'], 'text');
  const failOn = oneOf(args, 'fail-on', [...SEVERITIES, 'never'], 'warning');
  if (args.operands.length === 0) throw new UsageError('check needs a PATH: a folder or a file.');
  const sites: { path?: string; root: string; stack: string; variants: readonly string[] }[] = [];
  const findings: RootedFinding[] = [];
  const seen = new Set<string>();
  const chosenRules = rulesToFix(args);
  let diff = '';
  for (const operand of args.operands) {
    // Files are relative to their PATH: with several, each says whose it is.
    const whose = args.operands.length > 1 && format === 'json' ? { path: operand } : {};
    const opened = await openPath(operand, args, cwd, streams);
    if (wantsFixes(args)) diff += await fix(opened, args, chosenRules, streams);
    for (const { site, variants } of variantsOf(opened, args, allVariants)) {
      sites.push({
        ...whose,
        root: shown(opened, site.root),
        stack: site.stack,
        variants: site.variants.map((v) => v.name),
      });
      // Two sites may say the same of a file they share, such as an applicationHost.config.
      for (const finding of found(opened, { site, variants }, streams)) {
        const item = { ...whose, base: opened.base, ...show(opened, site, finding) };
        const key = JSON.stringify([item.path, item.base, item.file, item.line, item.column, item.rule, item.message]);
        if (!seen.has(key)) findings.push(item);
        seen.add(key);
      }
    }
  }
  findings.sort(byShownPlace);
  if (format === 'json')
    streams.out(
      json({
        schema: 1,
        sites,
        findings: findings.map(({ base: _, ...finding }) => finding),
        ...(args.given('dry-run') && { diff }),
      }),
    );
  else if (format === 'sarif') streams.out(json(sarif(findings)));
  else if (format === 'github') streams.out(github(findings));
  else if (args.given('dry-run')) streams.out(diff);
  else streams.out(asText(findings, sites.length, streams));
  const limit = failOn === 'never' ? -1 : SEVERITIES.indexOf(failOn);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit) ? 1 : 0;
}

/** Writes the fixes that are asked for and says so; with `--dry-run` writes nothing. @returns the diff of a dry run. */
async function fix(
  opened: Opened,
  args: Arguments,
  chosenRules: ReadonlySet<string>,
  streams: Streams,
): Promise<string> {
  const looked = variantsOf(opened, args, allVariants);
  const fixes = await workOutFixes(opened, looked, (one) => found(opened, one, streams), chosenRules, streams);
  if (args.given('dry-run')) return diffOfFixes(opened, looked, fixes);
  const asText = (args.text('format') ?? 'text') === 'text';
  await writeFixes(opened, looked, fixes, asText ? streams.out : streams.error);
  return '';
}

function found(opened: Opened, { site, variants }: Looked, streams: Streams): Finding[] {
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
      safe: isSafe(finding, fix),
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

function asText(findings: readonly ShownFinding[], sites: number, streams: Streams): string {
  const paint = painter(streams.colour);
  const colours = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' } as const;
  const lines: string[] = [];
  for (const finding of findings) {
    const where = paint('bold', `${finding.file}:${finding.line}:${finding.column}`);
    const variants = finding.variants ? ` (in ${finding.variants.join(', ')})` : '';
    lines.push(
      `${where} ${paint(colours[finding.severity], finding.severity)} ${plainText(finding.message)}${variants} ${paint('dim', `[${finding.rule}]`)}`,
    );
    for (const related of finding.related)
      lines.push(paint('dim', `    ${related.file}:${related.line}:${related.column} ${plainText(related.message)}`));
    const first = finding.fixes[0];
    if (first) lines.push(paint('cyan', `    ${first.safe ? 'fix' : 'choice'}: ${plainText(first.title)}`));
  }
  const safe = findings.filter(({ fixes }) => fixes.some((fix) => fix.safe)).length;
  const sum = `${count(findings.length, 'finding')} in ${count(sites, 'site')}${safe > 0 ? `, ${safe} with a safe fix (--fix)` : ''}.`;
  return `${[...lines, sum].join('\n')}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
