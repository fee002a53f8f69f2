import { type Diagnostic, DiagnosticTag } from 'vscode-languageserver-types';
import { keyOf } from '../files/paths';
import { plainText } from '../rules/plainText';
import type { Finding } from '../rules/rule';
import { AS_WRITTEN, allVariants, type Findings, findingsInSteps, findingsOf, holdsIn } from '../rules/run';
import type { ParsedFile } from '../site/parsed';
import type { Site, SiteSystem } from '../site/site';
import type { ServerContext } from './context';
import { type Log, reasonOf } from './guard';
import { rangeOf, severityOf } from './ranges';

/** More than this in one file helps nobody; VS Code itself keeps 1,000. The last one says how many were left out. */
const MOST = 500;

const perSite = new WeakMap<Site, { readonly system: SiteSystem | undefined; readonly findings: readonly Finding[] }>();

/** What is known of a site, unless one that it shares something with has changed since. */
function knownOf(site: Site): readonly Finding[] | undefined {
  const known = perSite.get(site);
  return known && known.system === site.system() ? known.findings : undefined;
}

/** Findings of a site in all its variants. Computed once per site; a change of a file makes a new site. */
export function siteFindings(site: Site, log: Log): readonly Finding[] {
  return knownOf(site) ?? keep(site, findingsOf(site, allVariants(site)), log);
}

/** Milliseconds of work after which waiting requests come first. */
const SLICE = 15;

/** Works the findings of a site out beforehand, in slices: whoever asks about another site meanwhile need not wait. */
export async function workOutFindings(site: Site, log: Log, turn: () => Promise<void>): Promise<void> {
  if (knownOf(site)) return;
  const steps = findingsInSteps(site, allVariants(site));
  for (let began = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return void keep(site, step.value, log);
    if (performance.now() - began < SLICE) continue;
    await turn();
    began = performance.now();
  }
}

function keep(site: Site, { findings, failures }: Findings, log: Log): readonly Finding[] {
  for (const { rule, error } of failures) log.error(`Rule ${rule} failed on ${site.root}: ${reasonOf(error)}`);
  perSite.set(site, { system: site.system(), findings });
  return findings;
}

/**
 * Findings of one file, with the user's severities. Without a chosen variant those of all; with one, only what holds in
 * it, or in a transform of another variant what holds in that one.
 */
export function fileFindings(context: ServerContext, site: Site, file: ParsedFile): Finding[] {
  const severities = context.settings().rules;
  const chosen = context.live().chosenFor(site);
  const variant = chosen === null ? null : context.live().variantOf(site, file.path);
  const found: Finding[] = [];
  for (const finding of siteFindings(site, context.log)) {
    if (keyOf(finding.at.file) !== keyOf(file.path)) continue;
    if (variant !== null && !holdsIn(finding, variant)) continue;
    const wanted = severities[finding.rule];
    if (wanted === 'off') continue;
    found.push(wanted ? { ...finding, severity: wanted } : finding);
  }
  return found;
}

export function diagnosticsOf(context: ServerContext, site: Site, file: ParsedFile): Diagnostic[] {
  const findings = fileFindings(context, site, file);
  const shown = findings.length > MOST ? mostSevere(findings) : findings;
  const diagnostics = shown.map((finding) => diagnosticOf(site, file, finding, context));
  if (findings.length > MOST)
    diagnostics.push({
      range: rangeOf(file, { start: 0, end: 0 }),
      message: `${findings.length - MOST} more findings in this file are not shown.`,
      severity: severityOf.information,
      source: SOURCE,
    });
  return diagnostics;
}

export const SOURCE = 'Session Timeline';

/** ` (in Release)`, ` (as written, and in Release)`; nothing for what holds in every variant. */
function whereHolds(variants: Finding['variants']): string {
  if (!variants) return '';
  const deployed = variants.filter((name) => name !== AS_WRITTEN);
  const said = [
    ...(deployed.length < variants.length ? ['as written'] : []),
    ...(deployed.length > 0 ? [`in ${deployed.join(', ')}`] : []),
  ];
  return ` (${said.join(', and ')})`;
}

function mostSevere(findings: readonly Finding[]): Finding[] {
  const order = ['error', 'warning', 'information', 'hint'];
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)).slice(0, MOST);
}

function diagnosticOf(site: Site, file: ParsedFile, finding: Finding, { uris, rulePage }: ServerContext): Diagnostic {
  const page = rulePage(finding.rule);
  const related = (finding.related ?? []).flatMap((place) => {
    const source = site.sources.get(keyOf(place.file));
    if (!source) return [];
    return [
      {
        location: { uri: uris.uriOf(place.file), range: rangeOf(source, place.span) },
        message: plainText(place.message),
      },
    ];
  });
  return {
    range: rangeOf(file, finding.at.span),
    message: plainText(`${finding.message}${whereHolds(finding.variants)}`),
    severity: severityOf[finding.severity],
    source: SOURCE,
    code: finding.rule,
    ...(page !== undefined && { codeDescription: { href: page } }),
    ...(related.length > 0 && { relatedInformation: related }),
    ...(finding.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
  };
}
