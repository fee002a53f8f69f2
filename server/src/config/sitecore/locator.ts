import { childrenNamed, childrenWith, isIndexed, NO_ELEMENTS } from './childIndex';
import { memoOf, type PatchAttribute, type PatchElement } from './compile';
import type { Locator, RuleSupport, Test } from './locatorTerms';
import { type Generation, PATCH, ruleOfNamespace, SET } from './namespaces';
import { attributeOf, type MergedElement, type MergedNode } from './tree';

/** An attribute that alone decides, in the new engine. */
export const UNIQUE: ReadonlySet<string> = new Set(['name', 'uid']);

/**
 * Attributes that the new engine takes for matching. The built-in list is not published; these are the names for which
 * stock files prove it: two siblings that differ only there stay apart in the effective configuration of 9.2, or stock
 * patches find an element by it alone (`<register serviceType="…" set:implementationType="…"/>`, 52 times in 9.0). Of
 * groups where only "one of these" is proven, the plausible ones are taken.
 */
export const SIGNIFICANT: ReadonlySet<string> = new Set([
  ...['name', 'uid', 'id', 'type', 'desc', 'ref', 'hint', 'path', 'method', 'contains', 'groupName', 'fieldName'],
  ...['facetKey', 'folder', 'implementationType', 'serviceType'],
  ...['handler', 'trigger', 'assembly', 'namespace', 'prefix', 'interface', 'fieldTypeName', 'templateId'],
]);

/** Attributes of which no source says whether the new engine takes them for matching. */
export const UNDECIDED: ReadonlySet<string> = new Set([
  ...['key', 'mode', 'resolve', 'verb', 'database', 'connectionStringName'],
  ...['implementation', 'fieldReaderType', 'ancestor', 'comment'],
]);

/** What `element` looks for. */
export function locatorOf(element: PatchElement, generation: Generation, rules: RuleSupport): Locator {
  if (!isAlike(element, rules)) return makeLocator(element, generation, rules);
  const memo = memoOf(element)[generation];
  memo.locator ??= makeLocator(element, generation, rules);
  return memo.locator;
}

/** Is the element read alike with and without rules, so that one answer does for all? */
export function isAlike(element: PatchElement, rules: RuleSupport): boolean {
  return rules === 'all' || element.rules.length === 0;
}

/** The attributes of `element` that identify its target. */
export function identifyingAttributes(
  element: PatchElement,
  generation: Generation,
  rules: RuleSupport,
): readonly PatchAttribute[] {
  if (!isAlike(element, rules)) return findIdentifying(element, generation, rules);
  const memo = memoOf(element)[generation];
  memo.identifying ??= findIdentifying(element, generation, rules);
  return memo.identifying;
}

function findIdentifying(element: PatchElement, generation: Generation, rules: RuleSupport): readonly PatchAttribute[] {
  const plain = element.attributes.filter((a) => isPlain(a, rules));
  if (generation === 'old') return plain;
  const unique = plain.filter((a) => UNIQUE.has(a.localName));
  return unique.length > 0 ? unique : plain.filter((a) => SIGNIFICANT.has(a.localName));
}

/** Neither command nor `set:` nor rule nor namespace declaration (`xmlns="…"` without prefix counts as plain). */
export function isPlain(attribute: PatchAttribute, rules: RuleSupport): boolean {
  if (attribute.uri === '') return true;
  if (attribute.uri === PATCH || attribute.uri === SET || attribute.prefix === 'xmlns') return false;
  return !isRule(attribute, rules);
}

/** Is it `x:require` and the like, read as a rule? */
export function isRule(attribute: PatchAttribute, rules: RuleSupport): boolean {
  if (rules === 'none') return false;
  const rule = ruleOfNamespace(attribute.uri);
  return rule !== undefined && (rules === 'all' || rule === 'role');
}

function makeLocator(element: PatchElement, generation: Generation, rules: RuleSupport): Locator {
  const tests: Test[] = [];
  let never: Locator['never'];
  for (const attribute of identifyingAttributes(element, generation, rules)) {
    if (attribute.localName === 'xmlns') {
      // Both ask for an attribute called xmlns, which XPath never shows; the new engine leaves it out.
      if (generation === 'old') never = 'xmlns-attribute';
      continue;
    }
    if (generation === 'old' && attribute.value.includes('"')) never = 'quote';
    const value = generation === 'old' ? attribute.value : escapeAsXml(attribute.value);
    tests.push({ localName: attribute.localName, uri: attribute.uri, value });
  }
  // An unprefixed name in XPath 1.0 means no namespace; only the new engine puts a prefix of its own before it.
  if (generation === 'old' && element.prefix === '' && element.uri !== '') never = 'default-namespace';
  const plain = tests.find((test) => test.uri === '');
  return { localName: element.localName, uri: element.uri, tests, plain, never };
}

/** SecurityElement.Escape: the new engine compares with the escaped text, so `&` in a value never finds `&`. */
function escapeAsXml(value: string): string {
  if (!/[<>&'"]/.test(value)) return value;
  return value.replace(/[<>&'"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&apos;' })[c] ?? '&quot;');
}

/** Children of `target` that the locator fits, in tree order. */
export function matchesIn(target: MergedElement, locator: Locator): readonly MergedElement[] {
  if (locator.never) return NO_ELEMENTS;
  const { localName, plain } = locator;
  let { children }: { children: readonly MergedNode[] } = target;
  if (isIndexed(target)) {
    children = plain ? childrenWith(target, localName, plain.localName, plain.value) : childrenNamed(target, localName);
  }
  let found: MergedElement[] | undefined;
  for (const child of children) {
    if (child.kind !== 'element' || !fits(child, locator)) continue;
    if (found) found.push(child);
    else found = [child];
  }
  return found ?? NO_ELEMENTS;
}

/** The first child that fits, without looking further. */
export function firstMatchIn(target: MergedElement, locator: Locator): MergedElement | undefined {
  if (locator.never) return undefined;
  if (locator.tests.length > 0) return matchesIn(target, locator)[0];
  for (const child of target.children) if (child.kind === 'element' && fits(child, locator)) return child;
  return undefined;
}

function fits(child: MergedElement, locator: Locator): boolean {
  if (child.localName !== locator.localName || child.uri !== locator.uri) return false;
  for (const { localName, uri, value } of locator.tests)
    if ((uri ? attributeOf(child, localName, uri)?.value : child.value(localName)) !== value) return false;
  return true;
}

/**
 * The child that a patch element of the new engine means: of several that fit, the one whose children resemble the
 * patch's children most; the first of equals (FindBestTargetChild, CalculateRelevancy).
 */
export function bestMatchIn(target: MergedElement, patch: PatchElement, rules: RuleSupport): MergedElement | undefined {
  const locator = locatorOf(patch, 'new', rules);
  if (!patch.children.some((child) => child.kind === 'element')) return firstMatchIn(target, locator);
  return best(matchesIn(target, locator), patch, rules, new Map(), 1);
}

/**
 * The engine stops at 30 levels of one chain; each inner choice starts to count anew. A level counts a tenth of the one
 * above and the scores are single precision, so what is deeper than this cannot decide.
 */
const DEEPEST = 30;

type Scores = Map<PatchElement, Map<MergedElement, number>>;

function best(
  candidates: readonly MergedElement[],
  patch: PatchElement,
  rules: RuleSupport,
  scores: Scores,
  level: number,
): MergedElement | undefined {
  if (candidates.length < 2) return candidates[0];
  let winner = candidates[0];
  let highest = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const score = relevance(candidate, patch, rules, scores, level);
    if (score > highest) {
      highest = score;
      winner = candidate;
    }
  }
  return winner;
}

function relevance(
  element: MergedElement,
  patch: PatchElement,
  rules: RuleSupport,
  scores: Scores,
  level: number,
): number {
  if (level > DEEPEST || element.children.length === 0 || patch.children.length === 0) return 0;
  const known = scores.get(patch) ?? new Map<MergedElement, number>();
  scores.set(patch, known);
  const earlier = known.get(element);
  if (earlier !== undefined) return earlier;
  let score = 0;
  for (const child of patch.children) {
    if (child.kind !== 'element') continue;
    const found = best(matchesIn(element, locatorOf(child, 'new', rules)), child, rules, scores, level + 1);
    score = found
      ? Math.fround(score + 1 + Math.fround(relevance(found, child, rules, scores, level + 1) / 10))
      : score - 1;
  }
  known.set(element, score);
  return score;
}
