import { keyOf } from '../files/paths';
import { clocksOf, verdictOf } from '../session/ofSite';
import { type SettingsReader, settingsOf } from '../settings/reader';
import type { Site, SiteView } from '../site/site';
import { rules } from './all';
import type { Finding, Report, Rule, RuleInput } from './rule';
import { suppressionsOf } from './suppress';

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
  let input = inputs.get(view);
  if (!input) {
    let settings: SettingsReader | undefined;
    input = {
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
    inputs.set(view, input);
  }
  return input;
}

/**
 * Runs every rule over the given variants of a site (null: as the files stand). A finding that holds in all of them
 * appears once without `variants`; one that holds in some says in which.
 */
export function findingsOf(site: Site, variants: readonly (string | null)[], only: readonly Rule[] = rules): Findings {
  const failures: RuleFailure[] = [];
  const merged = new Map<string, { finding: Finding; in: (string | null)[] }>();
  for (const variant of variants) {
    const input = inputOf(site.view(variant));
    for (const rule of only) {
      const report = (report: Report) => {
        const source = site.sources.get(keyOf(report.at.file));
        if (source && suppressionsOf(source).silences(rule.id, report.at.span)) return;
        const finding: Finding = { severity: rule.severity, ...report, rule: rule.id };
        const key = `${rule.id}|${report.at.file}|${report.at.span.start}|${report.at.span.end}|${report.message}`;
        const known = merged.get(key);
        if (!known) merged.set(key, { finding, in: [variant] });
        else if (known.in[known.in.length - 1] !== variant) known.in.push(variant);
      };
      try {
        rule.check(input, report);
      } catch (error) {
        failures.push({ rule: rule.id, error });
      }
    }
  }
  const findings = [...merged.values()].map(({ finding, in: holds }) =>
    holds.length === variants.length ? finding : { ...finding, variants: holds.filter((name) => name !== null) },
  );
  return { findings: findings.sort(byPlace), failures };
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
