import { type Collection, collectionAt } from './collections';
import { contributionsOf, Draft, type Speaker } from './draft';
import { isLockAttribute, lockOnItem } from './locks';
import { costAt, removingElement, reportElement, reportLockedClear, reportLockedElement } from './refusals';
import { type ConfigAttribute, type ConfigElement, isDeclaration, placeOf } from './source';

/** Entries of collections: `<add>`, `<remove>` and `<clear>` against what the levels above left. */

/** Collections nobody told us about still use the usual three names. */
export function isUsualName(name: string): boolean {
  return name === 'add' || name === 'remove' || name === 'clear';
}

/** The usual key of an unknown collection: `name`, else `key`; without either every entry counts. */
export function guessed(child: ConfigElement): Collection {
  const key = ['name', 'key'].find((name) => child.value(name) !== undefined);
  return { add: ['add'], key: key ? [key] : [], ignoreCase: false, duplicates: 'lastWins' };
}

/** The entry that an element speaks of, new or known; undefined when it adds nothing or is refused. */
export function addEntry(
  draft: Draft,
  child: ConfigElement,
  collection: Collection,
  speaker: Speaker,
): { readonly entry: Draft; readonly replaces?: boolean } | undefined {
  if (collection.key.length === 0) {
    const made = new Draft(child.name, draft.path);
    draft.append(made);
    return { entry: made };
  }
  const missing = collection.key.find((name) => child.value(name) === undefined);
  if (missing && collection.duplicates === 'refuseDifferent' && !collection.keyOptional)
    reportElement(
      'collection-key-missing',
      child,
      `\`<${child.name}>\` needs \`${missing}\`: ${costAt(draft.path)}. Add it.`,
      speaker,
    );
  const key = keyOf(child, collection);
  const identity = identityOf(key, collection);
  const known = draft.known.get(identity);
  if (!known) {
    const made = new Draft(child.name, draft.path, key);
    draft.known.set(identity, made);
    draft.append(made);
    return { entry: made };
  }
  const lock = lockOnItem(known.locks, speaker.level);
  if (lock) {
    reportLockedElement('item-locked', draft.path, child, lock, speaker);
    return undefined;
  }
  if (collection.duplicates === 'lastWins') return { entry: known, replaces: true };
  const said = contributionsOf(child.origins, speaker);
  if (collection.duplicates === 'refuseDifferent' && known.lastMention && isSame(known.lastMention.element, child)) {
    known.origins.push(...said);
    return undefined;
  }
  reportDuplicate(draft.path, child, key, collection, known, speaker);
  known.blocked = [...(known.blocked ?? []), ...said];
  return undefined;
}

/** `<remove>` and `<clear>`. @returns the entries that go. */
export function takenOut(
  draft: Draft,
  child: ConfigElement,
  collection: Collection,
  speaker: Speaker,
): readonly Draft[] {
  reportExtraAttribute(draft, child, collection, speaker);
  if (child.name === 'remove') {
    const identity = identityOf(keyOf(child, collection), collection);
    const known = draft.known.get(identity);
    if (!known) return [];
    const lock = lockOnItem(known.locks, speaker.level);
    if (lock) {
      reportLockedElement('item-locked', draft.path, child, lock, speaker);
      return [];
    }
    draft.known.delete(identity);
    return [known];
  }
  const entries = draft.children.filter((entry) => collection.add.includes(entry.name));
  for (const entry of entries) {
    const lock = lockOnItem(entry.locks, speaker.level);
    if (!lock) continue;
    reportLockedClear(draft.path, child, entry.key, lock, speaker);
    return [];
  }
  for (const entry of entries) if (entry.key !== undefined) draft.known.delete(identityOf(entry.key, collection));
  return entries;
}

function keyOf(child: ConfigElement, collection: Collection): string {
  const [only] = collection.key;
  if (collection.key.length === 1) return child.value(only!) ?? '';
  return collection.key.map((name) => child.value(name) ?? '').join(' ');
}

/** Cannot meet the identity of a child that is no entry, which begins with a name. */
function identityOf(key: string, collection: Collection): string {
  return `=${collection.ignoreCase ? key.toLowerCase() : key}`;
}

/** Do two entries say the same, whatever the order of their attributes? */
function isSame(a: ConfigElement, b: ConfigElement): boolean {
  const work: [ConfigElement, ConfigElement][] = [[a, b]];
  for (let pair = work.pop(); pair; pair = work.pop()) {
    const [left, right] = pair;
    if (left.name !== right.name || left.children.length !== right.children.length) return false;
    if (left.attributes.length !== right.attributes.length) return false;
    if (left.attributes.some((attribute) => right.value(attribute.name) !== attribute.value)) return false;
    left.children.forEach((child, index) => {
      work.push([child, right.children[index]!]);
    });
  }
  return true;
}

function reportExtraAttribute(draft: Draft, child: ConfigElement, collection: Collection, speaker: Speaker): void {
  // What an unknown collection takes, its own code decides.
  if (!collectionAt(draft.path)) return;
  const allowed = child.name === 'clear' ? [] : collection.key;
  const isExtra = (a: ConfigAttribute) => !allowed.includes(a.name) && !isDeclaration(a) && !isLockAttribute(a.name);
  const extra = child.attributes.find(isExtra);
  if (!extra) return;
  const keys = allowed.map((name) => `\`${name}\``).join(' and ');
  const { file } = extra.origins[0]!;
  speaker.problems.push({
    code: 'collection-extra-attribute',
    severity: 'error',
    ...placeOf(extra.origins[0]!),
    message: `\`<${child.name}>\` takes ${keys ? `only ${keys}` : 'no attributes'}: ${costAt(draft.path)} because of \`${extra.name}\`. Remove it.`,
    ...(extra.whole && {
      fixes: [{ title: `Remove ${extra.name}`, edits: [{ file, span: extra.whole, text: '' }] }],
    }),
  });
}

function reportDuplicate(
  path: string,
  child: ConfigElement,
  key: string,
  collection: Collection,
  known: Draft,
  speaker: Speaker,
): void {
  const first = known.origins[known.origins.length - 1]!;
  const keys = collection.key.map((name) => `${name}="${escaped(child.value(name) ?? '')}"`);
  const remove = `<remove ${keys.join(' ')} />`;
  const { file, start } = child.origins[0]!;
  const inserting = [{ title: `Insert ${remove}`, edits: [{ file, span: { start, end: start }, text: remove }] }];
  const content = collection.duplicates === 'refuse' ? '' : ', with other content';
  const remedy =
    known.lastMention?.speaker === speaker ? 'Keep one of the two.' : `Put \`${remove}\` before it, or rename it.`;
  const message = `"${key}" is already in the list (${first.layer})${content}: ${costAt(path)}. ${remedy}`;
  reportElement('collection-duplicate', child, message, speaker, {
    related: [{ file: first.file, span: first.span, message: `"${key}" is added here first` }],
    fixes: known.lastMention?.speaker === speaker ? removingElement(child) : inserting,
  });
}

function escaped(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
