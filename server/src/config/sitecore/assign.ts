import { isSet, memoOf, type PatchAttribute, type PatchElement } from './compile';
import { identifyingAttributes, isAlike, isPlain } from './locator';
import type { RuleSupport } from './locatorTerms';
import { type Generation, PATCH, SET } from './namespaces';
import {
  type Action,
  attributeOf,
  type MergedAttribute,
  type MergedElement,
  putAttribute,
  type SourceFile,
} from './tree';

/**
 * The attributes that are written to an element whether it is new or not. The new engine means to leave out those that
 * identify, but compares copies by reference, so it writes them all (InitializeSetAttributes). That every element found
 * by some attribute gets a `patch:source`, changed or not, follows from it, and is so in the effective configuration.
 */
export function assignedAttributes(
  patch: PatchElement,
  generation: Generation,
  rules: RuleSupport,
): readonly PatchAttribute[] {
  if (!isAlike(patch, rules)) return findAssigned(patch, generation, rules);
  const memo = memoOf(patch)[generation];
  memo.assigned ??= findAssigned(patch, generation, rules);
  return memo.assigned;
}

function findAssigned(patch: PatchElement, generation: Generation, rules: RuleSupport): readonly PatchAttribute[] {
  if (generation === 'old') return patch.attributes.filter(isSet);
  return patch.attributes.filter((a) => isSet(a) || (!isLookalike(a.uri) && isPlain(a, rules)));
}

/** Writes one attribute, in the place of the one with its name or at the end (AssignAttributes). */
export function assign(
  parent: MergedElement | undefined,
  target: MergedElement,
  attribute: PatchAttribute,
  by: SourceFile,
  action: Action,
): void {
  if (attribute.localName === 'xmlns') return;
  const { localName, uri, value } = attribute;
  const old = attributeOf(target, localName, uri) ?? (uri === PATCH ? attributeOf(target, localName) : undefined);
  if (!old) putAttribute(parent, target, addedAttribute(attribute, by));
  else {
    const { prefix } = old;
    const named = { prefix, localName: old.localName, uri: old.uri };
    putAttribute(parent, target, { ...named, value, by, at: attribute, action, before: old });
  }
}

/** An attribute where there was none of its name: one object for all merges of this version of the file. */
export function addedAttribute(attribute: PatchAttribute, by: SourceFile): MergedAttribute {
  attribute.memo ??= {};
  const { memo } = attribute;
  if (memo.added?.by !== by) {
    const { prefix, localName, uri, value } = attribute;
    memo.added = { prefix, localName, uri, value, by, at: attribute, action: 'added', before: undefined };
  }
  return memo.added;
}

/** All attributes of the element that a patch element makes: one list for all merges of this version of the file. */
export function createdAttributes(
  patch: PatchElement,
  by: SourceFile,
  generation: Generation,
  rules: RuleSupport,
): readonly MergedAttribute[] {
  if (!isAlike(patch, rules)) return makeAttributes(patch, by, generation, rules);
  const memo = memoOf(patch)[generation];
  if (memo.created?.by !== by) memo.created = { by, attributes: makeAttributes(patch, by, generation, rules) };
  return memo.created.attributes;
}

function makeAttributes(patch: PatchElement, by: SourceFile, generation: Generation, rules: RuleSupport) {
  const attributes: MergedAttribute[] = [];
  const assigned = assignedAttributes(patch, generation, rules).map((a) => asWritten(a, generation, by));
  for (const attribute of [...identifyingAttributes(patch, generation, rules), ...assigned]) {
    const { localName, uri, value } = attribute;
    if (localName === 'xmlns') continue;
    const at = attributes.findIndex((a) => a.localName === localName && a.uri === uri);
    const before = attributes[at];
    if (before?.value === value) continue;
    const added = addedAttribute(attribute, by);
    if (before) attributes[at] = { ...added, before };
    else attributes.push(added);
  }
  return attributes;
}

/**
 * How an engine writes an attribute that is not used for matching: `set:` without namespace in both; in the new one no
 * attribute keeps its namespace, and names of positions get that of `patch`. (Not in the base, we take it: nothing shows
 * what becomes of such names there.)
 */
export function asWritten(attribute: PatchAttribute, generation: Generation, by: SourceFile): PatchAttribute {
  const [prefix, uri] =
    generation === 'new' && by.name && isPositionName(attribute.localName) ? ['patch', PATCH] : ['', ''];
  if (attribute.uri === uri) return attribute;
  attribute.memo ??= {};
  const { memo } = attribute;
  if (memo.asWritten?.uri !== uri) memo.asWritten = { ...attribute, prefix, uri, memo: undefined };
  return memo.asWritten;
}

function isPositionName(localName: string): boolean {
  return localName.length <= 'instead'.length && POSITION_NAMES.has(localName.toLowerCase());
}

const POSITION_NAMES = new Set(['b', 'before', 'a', 'after', 'i', 'instead']);

/** A namespace that is `patch` or `set` but for upper and lower case: such attributes are dropped (IsSpecificNamespace). */
function isLookalike(uri: string): boolean {
  if (uri === '') return false;
  const lower = uri.toLowerCase();
  return lower === PATCH || lower === SET;
}
