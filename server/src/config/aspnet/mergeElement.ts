import { collectionAt } from './collections';
import { contributionsOf, Draft, isValue, type Speaker } from './draft';
import { addEntry, guessed, isUsualName, takenOut } from './entries';
import { lockOf, lockOnAttribute, lockOnChild, lockOnItem } from './locks';
import { costAt, removingElement, reportElement, reportLockedAttribute, reportLockedElement } from './refusals';
import type { ConfigElement } from './source';

/**
 * Merges one element, as one file at one level has it, over what the levels above said (ConfigurationElement.Reset and
 * DeserializeElement): an attribute that is present overrides, one that is absent is inherited, children merge,
 * collections follow add, remove and clear.
 */
export function mergeElement(section: Draft, element: ConfigElement, speaker: Speaker): void {
  if (!mention(section, element, speaker)) return;
  const work: Job[] = [{ draft: section, element }];
  for (let job = work.pop(); job; job = work.pop()) {
    const inner = mergeChildren(job, speaker);
    for (let i = inner.length - 1; i >= 0; i--) work.push(inner[i]!);
  }
}

interface Job {
  readonly draft: Draft;
  readonly element: ConfigElement;
}

/** The element itself with its attributes. @returns false when a lock refuses it. */
function mention(draft: Draft, element: ConfigElement, speaker: Speaker, replaces = false): boolean {
  const item = lockOnItem(draft.locks, speaker.level);
  if (item && (element.attributes.length > 0 || element.children.length > 0)) {
    reportLockedElement('item-locked', draft.path, element, item, speaker);
    draft.blocked = [...(draft.blocked ?? []), ...contributionsOf(element.origins, speaker)];
    return false;
  }
  draft.mention({ element, speaker, replaces, locked: lockedAttributes(draft, element, speaker) });
  const lock = lockOf(element, speaker.level);
  if (lock) draft.lock(lock);
  return true;
}

function lockedAttributes(draft: Draft, element: ConfigElement, speaker: Speaker): ReadonlySet<string> | undefined {
  if (draft.locks.length === 0) return undefined;
  const locked = new Set<string>();
  for (const attribute of element.attributes) {
    const lock = isValue(attribute) ? lockOnAttribute(draft.locks, attribute.name, speaker.level) : undefined;
    if (!lock) continue;
    locked.add(attribute.name);
    reportLockedAttribute(draft.path, attribute, lock, speaker);
  }
  return locked;
}

function mergeChildren({ draft, element }: Job, speaker: Speaker): Job[] {
  if (element.children.length === 0) return [];
  const collection = collectionAt(draft.path);
  const mentions: Job[] = [];
  const gone = new Set<Draft>();
  for (const child of element.children) {
    const lock = lockOnChild(draft.locks, child.name, speaker.level);
    if (lock) {
      reportLockedElement('element-locked', draft.path, child, lock, speaker);
      continue;
    }
    const isEntry = collection ? collection.add.includes(child.name) : child.name === 'add';
    if (!isEntry && isUsualName(child.name)) {
      for (const entry of takenOut(draft, child, collection ?? guessed(child), speaker)) gone.add(entry);
      continue;
    }
    const entry = isEntry ? addEntry(draft, child, collection ?? guessed(child), speaker) : undefined;
    const found = isEntry ? entry?.entry : memberOf(draft, child, speaker);
    if (found && mention(found, child, speaker, entry?.replaces) && child.children.length > 0)
      mentions.push({ draft: found, element: child });
  }
  if (gone.size > 0) draft.children = draft.children.filter((child) => !gone.has(child));
  if (collection?.ownFirst) {
    const own = draft.children.filter((child) => child.lastMention?.speaker === speaker);
    if (own.length < draft.children.length)
      draft.children = [...own, ...draft.children.filter((c) => c.lastMention?.speaker !== speaker)];
  }
  return mentions.filter((found) => !gone.has(found.draft));
}

/** A child that is no entry of a known collection: one per name and key; unknown sections may repeat it. */
function memberOf(draft: Draft, child: ConfigElement, speaker: Speaker): Draft | undefined {
  const path = `${draft.path}/${child.name}`;
  const key = child.value('name') ?? child.value('key');
  const single = isSingle(path);
  const identity = single || key === undefined ? child.name : `${child.name} ${key}`;
  const known = draft.known.get(identity);
  if (known && known.lastMention?.speaker !== speaker) return known;
  if (known && single) {
    const message = `\`<${child.name}>\` stands here a second time: ${costAt(path)}, so the site does not start. Keep one of the two.`;
    reportElement('element-repeated', child, message, speaker, { fixes: removingElement(child) });
    return undefined;
  }
  const made = new Draft(child.name, draft.path, single ? undefined : key);
  draft.known.set(identity, made);
  draft.append(made);
  return made;
}

/** Elements of typed sections that can stand only once, because they are a property of their parent. */
function isSingle(path: string): boolean {
  return (
    path === 'system.web/authentication/forms' || (path.startsWith('system.web/') && collectionAt(path) !== undefined)
  );
}
