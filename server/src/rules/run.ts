import { clocksOf, verdictOf } from '../clocks/ofSite';
import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { type SettingsReader, settingsOf } from '../settings/reader';
import type { Site, SiteView } from '../site/site';
import { whyNotUnderstood } from '../site/understood';
import { rules, rulesByFolder } from './all';
import type { Finding, Fix, Report, Rule, RuleInput } from './rule';
import { suppressionsOf } from './suppress';

/** What the files as they stand are called where variants are named. */
export const AS_WRITTEN = 'as-written';

/** A rule that broke down; the others have still been run. */
export interface RuleFailure {
  readonly rule: string;
  readonly error: unknown;
}

export interface Findings {
  /** In order of file, place and rule. */
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

const inputs = new WeakMap<SiteView, RuleInput>();

/** What rules look at in one variant of a site. */
export function inputOf(view: SiteView): RuleInput {
  return getOrInsertComputed(inputs, view, () => {
    let settings: SettingsReader | undefined;
    return {
      view,
      get settings() {
        settings ??= settingsOf(view);
        return settings;
      },
      get clocks() {
        return clocksOf(view);
      },
      get verdict() {
        return verdictOf(view);
      },
    };
  });
}

/**
 * Runs every rule over the given variants of a site (null: as the files stand). A finding that holds in all of them
 * appears once without `variants`; one that holds in some says in which.
 */
export function findingsOf(site: Site, variants: readonly (string | null)[], only: readonly Rule[] = rules): Findings {
  const steps = findingsInSteps(site, variants, only);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same with a rest after each rule, for those who have other things to do. */
export function* findingsInSteps(
  site: Site,
  variants: readonly (string | null)[],
  only: readonly Rule[] = rules,
): Generator<void, Findings> {
  const failures: RuleFailure[] = [];
  const merged = new Map<string, { rule: Rule; finding: Finding; in: (string | null)[] }>();
  for (const variant of variants) {
    const input = inputOf(site.view(variant));
    for (const rule of only) {
      if (!concerns(rule, site)) continue;
      const report = (made: Report) => {
        if (site.isInstalled(made.at.file)) return;
        const report = withoutInstalled(site, made);
        const source = site.sources.get(keyOf(report.at.file));
        if (source && !rule.looksAtBrokenFiles && whyNotUnderstood(source)) return;
        if (source && suppressionsOf(source).silences(rule.id, report.at.span)) return;
        const finding: Finding = { severity: rule.severity, ...report, rule: rule.id };
        const key = keyOfReport(rule, report);
        const known = merged.get(key);
        if (!known) merged.set(key, { rule, finding, in: [variant] });
        else if (known.in[known.in.length - 1] !== variant) known.in.push(variant);
      };
      try {
        rule.check(input, report);
      } catch (error) {
        failures.push({ rule: rule.id, error });
      }
      yield;
    }
  }
  const findings = [...merged.values()].map(({ rule, finding, in: holds }) => {
    const dead = finding.unnecessary && isDeadElsewhere(site, rule, finding, holds, failures);
    const safe = finding.unnecessary && !dead ? withoutRemoval(finding) : finding;
    return holds.length === variants.length ? safe : { ...safe, variants: holds.map((name) => name ?? AS_WRITTEN) };
  });
  return { findings: findings.sort(byPlace), failures };
}

function keyOfReport(rule: Pick<Rule, 'id'>, { at, message }: Report): string {
  return `${rule.id}|${at.file}|${at.span.start}|${at.span.end}|${message}`;
}

/**
 * Does what does nothing in the variants `holds` do nothing in the others either, looked at or not? Where the rule
 * breaks down nobody knows, and nothing is taken away.
 */
function isDeadElsewhere(
  site: Site,
  rule: Rule,
  finding: Finding,
  holds: readonly (string | null)[],
  failures: RuleFailure[],
): boolean {
  const key = keyOf(finding.at.file);
  const users = site.variants.filter(({ transforms }) => transforms.some((file) => keyOf(file.path) === key));
  const concerned = users.length > 0 ? users.map(({ name }) => name) : allVariants(site);
  return concerned.every((variant) => {
    if (holds.includes(variant)) return true;
    let dead = false;
    try {
      rule.check(inputOf(site.view(variant)), ({ at, unnecessary }) => {
        if (unnecessary && keyOf(at.file) === key && at.span.start === finding.at.span.start) dead = true;
      });
    } catch (error) {
      failures.push({ rule: rule.id, error });
      return false;
    }
    return dead;
  });
}

/** What is installed is changed by an installation, and by nothing that is done here. */
function withoutInstalled(site: Site, report: Report): Report {
  if (!report.fixes) return report;
  const places = ({ edits, create }: Fix) => [...edits, ...(create ? [create] : [])];
  return { ...report, fixes: report.fixes.filter((fix) => !places(fix).some(({ file }) => site.isInstalled(file))) };
}

/** What another variant needs is neither greyed out nor taken away. */
function withoutRemoval({ unnecessary: _, fixes: __, ...finding }: Finding): Finding {
  return finding;
}

const folderOfRule = new Map<Rule, string>(
  Object.entries(rulesByFolder).flatMap(([folder, inside]) => inside.map((rule) => [rule, folder] as const)),
);

/** Folders of rules that look at files, whatever the site is made of; every other is called as the part it is for. */
export const FOR_EVERY_SITE: ReadonlySet<string> = new Set(['common', 'config', 'xdt']);

/** A rule on a part has nothing to see where a site has no such part. */
function concerns(rule: Rule, site: Site): boolean {
  const folder = folderOfRule.get(rule);
  return folder === undefined || FOR_EVERY_SITE.has(folder) || site.parts.includes(folder);
}

/** Does a finding hold in a variant (null: as the files stand)? */
export function holdsIn({ variants }: Pick<Finding, 'variants'>, variant: string | null): boolean {
  return !variants || variants.includes(variant ?? AS_WRITTEN);
}

/** Every variant of a site, the files as they stand first. */
export function allVariants(site: Site): (string | null)[] {
  return [null, ...site.variants.map((variant) => variant.name)];
}

export function byPlace(a: Finding, b: Finding): number {
  return (
    compare(keyOf(a.at.file), keyOf(b.at.file)) ||
    a.at.span.start - b.at.span.start ||
    a.at.span.end - b.at.span.end ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
