import { getOrInsertComputed } from '../../maps';
import type { Span } from '../../syntax/text';
import type { PatchElement } from './compile';
import type { RuleSupport } from './locatorTerms';
import type { SitecoreProblem } from './outcome';
import { type DefinedNames, evaluateRequire, parseRequire, type RuleSet } from './require';

/** A `<add key="role:define" value="…"/>` of appSettings, or what a caller says in its place. */
export interface RuleDefinition {
  readonly key: string;
  readonly value: string;
}

const DEFAULTS: Readonly<Record<string, string>> = { role: 'standalone', search: 'lucene', env: '' };

/**
 * The rules that appSettings define: every key that ends in `:define`. Later definitions of a rule win, so a caller
 * appends its own. Missing and empty ones get their defaults, roles are expanded (RuleBasedConfigReader).
 */
export function rulesFrom(definitions: readonly RuleDefinition[]): RuleSet {
  const rules = new Map<string, ReadonlySet<string>>();
  for (const { key, value } of definitions) {
    const rule = ruleOfKey(key);
    if (rule !== undefined) rules.set(rule, namesIn(value));
  }
  for (const [rule, name] of Object.entries(DEFAULTS)) if (!rules.get(rule)?.size) rules.set(rule, new Set([name]));
  rules.set('role', expandRoles(rules.get('role')!));
  return rules;
}

/** `role` for `role:define`; the part before the last colon, lower-cased. */
export function ruleOfKey(key: string): string | undefined {
  const lower = key.trim().toLowerCase();
  return lower.endsWith(':define') ? lower.slice(0, -':define'.length) : undefined;
}

/** Parts between `|`, `,` and `;`, lower-cased; a part with a blank inside is dropped (GetConfiguredRules). */
export function namesIn(value: string): Set<string> {
  const names = value.split(/[|,;]/).map((part) => /^\s*(\S*)\s*$/.exec(part)?.[1] ?? '');
  return new Set(names.filter((name) => name !== '').map((name) => name.toLowerCase()));
}

/** `name-1` also is `name`; `dedicated-publishing` also is `publishing` and `publishing-1`. */
function expandRoles(names: ReadonlySet<string>): Set<string> {
  const roles = new Set<string>();
  for (const name of names) {
    const numbered = /^([^|;,]+)-\d+$/.exec(name);
    if (numbered) roles.add(numbered[1]!);
    if (name === 'dedicated-publishing') roles.add('publishing').add('publishing-1');
    roles.add(name);
  }
  return roles;
}

/** How one `x:require` attribute comes out. */
export type Verdict =
  | { readonly kind: 'holds' | 'fails' }
  /** No `x:define`: all names are taken as not defined. */
  | { readonly kind: 'unknown-rule'; readonly holds: boolean }
  /** Sitecore stops with an exception. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly at: Span };

const NOTHING: DefinedNames = new Set();

/** The same few expressions stand on hundreds of elements: by rules, by rule, by expression. */
const verdicts = new WeakMap<RuleSet, Map<string, Map<string, Verdict>>>();

/** Offsets in the verdict are into `expression`. */
export function judge(rule: string, expression: string, rules: RuleSet): Verdict {
  const ofRules = getOrInsertComputed(verdicts, rules, () => new Map());
  const ofRule = getOrInsertComputed(ofRules, rule, () => new Map());
  return getOrInsertComputed(ofRule, expression, () => judgeAnew(rule, expression, rules));
}

function judgeAnew(rule: string, expression: string, rules: RuleSet): Verdict {
  const parsed = parseRequire(expression);
  const defined = rules.get(rule);
  const holds = evaluateRequire(parsed, defined ?? NOTHING);
  if (holds === undefined) {
    const error = parsed.problems.find((problem) => problem.severity === 'error')!;
    return { kind: 'unreadable', message: error.message, at: error };
  }
  if (!defined && parsed.names.length > 0) return { kind: 'unknown-rule', holds };
  return { kind: holds ? 'holds' : 'fails' };
}

/** Do all rules of an element hold? What cannot be read counts as not holding, and is reported. */
export function admits(
  element: PatchElement,
  support: RuleSupport,
  rules: RuleSet,
  report: (at: Span, code: SitecoreProblem['code'], message: string) => void,
): boolean {
  let admitted = true;
  for (const { rule, attribute } of element.rules) {
    if (support === 'role' && rule !== 'role') continue;
    if (attribute.localName !== 'require' && !(support === 'role' && attribute.localName === 'r')) continue;
    const verdict = judge(rule, attribute.value, rules);
    if (verdict.kind === 'holds' || (verdict.kind === 'unknown-rule' && verdict.holds)) continue;
    admitted = false;
    const at = { start: attribute.xml.valueStart, end: attribute.xml.valueEnd };
    if (verdict.kind === 'unreadable') report(at, 'bad-rule', verdict.message);
    if (verdict.kind === 'unknown-rule')
      report(at, 'unknown-rule', `Nothing defines the rule \`${rule}\`: add \`${rule}:define\` to appSettings.`);
  }
  return admitted;
}
