import { nameOf } from '../../files/paths';
import type { Origin } from '../dom/dom';
import { type Collection, collectionAt } from './collections';
import type { Contribution, EffectiveElement, EffectiveValue } from './effective';
import { isLockAttribute, type Lock, lockOf, lockOnAttribute, lockOnChild, lockOnItem } from './locks';
import type { ConfigProblem, ConfigProblemCode, Place } from './problem';
import { type ConfigAttribute, type ConfigElement, isDeclaration, placeOf, tagOf } from './source';

/** An effective element while it is being merged. */
export interface Draft extends EffectiveElement {
  /** Names from the section's outermost group on, joined with `/`. */
  readonly path: string;
  attributes: Map<string, EffectiveValue>;
  children: Draft[];
  origins: Contribution[];
  opaque?: string;
  open?: string;
  blocked?: Contribution[];
  readonly locks: Lock[];
  /** Entries of a collection by normalised key; of other children by identity. */
  readonly entries: Map<string, Draft>;
  /** Level of the last file that gave the entry. */
  level: number;
  /** What the entry says, to compare duplicates. */
  said: string;
  /** Who gave the element last: a second mention by the same speaker is a repetition. */
  by?: Speaker;
}

/** Who speaks: one file or `<location>` at one level. */
export interface Speaker {
  readonly layer: string;
  readonly kind: Contribution['kind'];
  readonly level: number;
  readonly note?: string;
  /** A change in a transform is the transform's, unless its file is the speaker's own. */
  readonly file: string;
  readonly problems: ConfigProblem[];
}

export function newDraft(name: string, path: string): Draft {
  return {
    name,
    path,
    attributes: new Map(),
    children: [],
    origins: [],
    locks: [],
    entries: new Map(),
    level: -1,
    said: '',
  };
}

/** Attributes that speak to the configuration system and are no values of the section. */
const RESERVED: ReadonlySet<string> = new Set(['configSource', 'configProtectionProvider', 'configBuilders']);

/**
 * Merges one element, as one file at one level has it, over what the levels above said (ConfigurationElement.Reset and
 * DeserializeElement): an attribute that is present overrides, one that is absent is inherited, children merge,
 * collections follow add, remove and clear.
 */
export function mergeElement(section: Draft, element: ConfigElement, speaker: Speaker): void {
  const work: { draft: Draft; element: ConfigElement }[] = [{ draft: section, element }];
  for (let job = work.pop(); job; job = work.pop()) {
    const { draft, element: source } = job;
    const item = lockOnItem(draft.locks, speaker.level);
    if (item && (source.attributes.length > 0 || source.children.length > 0)) {
      report(speaker, 'item-locked', tagOf(source), lockedMessage(source.name, item), item.element);
      draft.blocked = [...(draft.blocked ?? []), ...contributionsOf(source.origins, speaker)];
      continue;
    }
    draft.origins.push(...contributionsOf(source.origins, speaker));
    draft.level = speaker.level;
    mergeAttributes(draft, source, speaker);
    const inner = mergeChildren(draft, source, speaker);
    for (let i = inner.length - 1; i >= 0; i--) work.push(inner[i]!);
    const lock = lockOf(source, speaker.level);
    if (lock) draft.locks.push(lock);
  }
}

function mergeAttributes(draft: Draft, source: ConfigElement, speaker: Speaker): void {
  for (const attribute of source.attributes) {
    if (isDeclaration(attribute) || RESERVED.has(attribute.name) || isLockAttribute(attribute.name)) continue;
    const lock = lockOnAttribute(draft.locks, attribute.name, speaker.level);
    const before = draft.attributes.get(attribute.name);
    const said = contributionsOf(attribute.origins, speaker);
    if (lock) {
      report(
        speaker,
        'attribute-locked',
        placeOf(attribute.origins[0]!),
        `\`${attribute.name}\` is locked by ${whereOf(lock.element)}: ASP.NET refuses the section even if the value is the same. Remove the attribute here, or unlock it there.`,
        lock.element,
        removal(attribute),
      );
      if (before) draft.attributes.set(attribute.name, { ...before, blocked: [...(before.blocked ?? []), ...said] });
      continue;
    }
    draft.attributes.set(attribute.name, {
      literal: attribute.value,
      history: before ? [...before.history, ...said] : said,
    });
  }
}

function mergeChildren(
  draft: Draft,
  source: ConfigElement,
  speaker: Speaker,
): { draft: Draft; element: ConfigElement }[] {
  if (source.children.length === 0) return [];
  const collection = collectionAt(draft.path);
  const inner: { draft: Draft; element: ConfigElement }[] = [];
  let gone = false;
  for (const child of source.children) {
    const lock = lockOnChild(draft.locks, child.name, speaker.level);
    if (lock) {
      const place = tagOf(child);
      report(speaker, 'element-locked', place, lockedMessage(child.name, lock), lock.element, elementRemoval(child));
      continue;
    }
    if (!collection && !isPlainCollection(child.name)) {
      const next = memberOf(draft, child, speaker);
      if (next) inner.push({ draft: next, element: child });
    } else if (child.name === 'clear' || child.name === 'remove') {
      gone = takeOut(draft, child, collection ?? guessed(child), speaker) || gone;
    } else if (collection && !collection.add.includes(child.name)) {
      const next = memberOf(draft, child, speaker);
      if (next) inner.push({ draft: next, element: child });
    } else {
      const entry = addEntry(draft, child, collection ?? guessed(child), speaker);
      if (entry) inner.push({ draft: entry, element: child });
    }
  }
  if (gone) draft.children = draft.children.filter((child) => child.level !== REMOVED);
  return inner;
}

const REMOVED = -2;

/** Collections nobody told us about still use the usual three names. */
function isPlainCollection(name: string): boolean {
  return name === 'add' || name === 'remove' || name === 'clear';
}

/** The usual key of an unknown collection: `name`, else `key`; without either every entry counts. */
function guessed(child: ConfigElement): Collection {
  const key = ['name', 'key'].find((name) => child.attribute(name));
  return { add: ['add'], key: key ? [key] : [], ignoreCase: false, duplicates: 'lastWins' };
}

/** A child that is no entry of a collection: one per name, unless unknown sections repeat it. */
function memberOf(draft: Draft, child: ConfigElement, speaker: Speaker): Draft | undefined {
  const key = child.attribute('name')?.value ?? child.attribute('key')?.value;
  const identity = `${child.name} ${key ?? ''}`;
  const path = `${draft.path}/${child.name}`;
  const known = draft.entries.get(identity);
  const single = isSingle(path);
  if (known && (single || known.by !== speaker)) {
    if (known.by === speaker) {
      report(
        speaker,
        'element-repeated',
        tagOf(child),
        `\`<${child.name}>\` stands here a second time: ASP.NET refuses the section, so the site does not start. Keep one of the two.`,
        undefined,
        elementRemoval(child),
      );
      return undefined;
    }
    known.by = speaker;
    return known;
  }
  const made = newDraft(child.name, path);
  made.by = speaker;
  if (key !== undefined) (made as { key?: string }).key = key;
  draft.entries.set(identity, made);
  draft.children.push(made);
  return made;
}

/** Elements of typed sections that can stand only once, because they are a property of their parent. */
function isSingle(path: string): boolean {
  return (
    path === 'system.web/authentication/forms' || (collectionAt(path) !== undefined && path.startsWith('system.web/'))
  );
}

function addEntry(draft: Draft, child: ConfigElement, collection: Collection, speaker: Speaker): Draft | undefined {
  const path = `${draft.path}/${child.name}`;
  if (collection.key.length === 0) {
    const made = newDraft(child.name, path);
    draft.children.push(made);
    return made;
  }
  const parts = collection.key.map((name) => child.attribute(name)?.value);
  const key = parts.map((part) => part ?? '').join(' ');
  const normal = normalised(key, collection);
  const known = draft.entries.get(normal);
  const said = signatureOf(child);
  if (known && collection.duplicates !== 'lastWins') {
    if (collection.duplicates === 'refuseDifferent' && known.said === said) {
      known.origins.push(...contributionsOf(child.origins, speaker));
      return undefined;
    }
    reportDuplicate(child, key, collection, known, speaker);
    known.blocked = [...(known.blocked ?? []), ...contributionsOf(child.origins, speaker)];
    return undefined;
  }
  if (known) {
    const item = lockOnItem(known.locks, speaker.level);
    if (item) {
      report(
        speaker,
        'item-locked',
        tagOf(child),
        lockedMessage(child.name, item),
        item.element,
        elementRemoval(child),
      );
      return undefined;
    }
    // The new entry takes the place of the old one: what it does not say falls back to the default.
    for (const name of known.attributes.keys()) if (!child.attribute(name)) known.attributes.delete(name);
    known.said = said;
    return known;
  }
  const made = newDraft(child.name, path);
  made.said = said;
  (made as { key?: string }).key = key;
  draft.entries.set(normal, made);
  draft.children.push(made);
  return made;
}

/** `<remove>` and `<clear>`. Returns whether an entry went. */
function takeOut(draft: Draft, child: ConfigElement, collection: Collection, speaker: Speaker): boolean {
  const allowed = child.name === 'clear' ? [] : collection.key;
  const extra = child.attributes.find(
    (a) => !allowed.includes(a.name) && !isDeclaration(a) && !isLockAttribute(a.name),
  );
  if (extra && collectionAt(draft.path)) {
    const key = collection.key.map((name) => `\`${name}\``).join(' and ');
    report(
      speaker,
      'collection-extra-attribute',
      placeOf(extra.origins[0]!),
      `\`<${child.name}>\` takes ${child.name === 'clear' ? 'no attributes' : `only ${key}`}: \`${extra.name}\` makes ASP.NET refuse the section. Remove it.`,
      undefined,
      removal(extra),
    );
  }
  if (child.name === 'clear') {
    const kept = [...draft.entries.values()].filter((entry) => lockOnItem(entry.locks, speaker.level));
    const locked = kept[0];
    if (locked) {
      const lock = lockOnItem(locked.locks, speaker.level)!;
      report(
        speaker,
        'item-locked',
        tagOf(child),
        `\`<clear>\` would remove ${locked.key ? `"${locked.key}"` : 'an entry'}, which ${whereOf(lock.element)} locks: ASP.NET refuses the section. Remove \`<clear>\`, or unlock the entry there.`,
        lock.element,
      );
      return false;
    }
    const entries = draft.children.filter((entry) => collection.add.includes(entry.name) || !collectionAt(draft.path));
    for (const entry of entries) entry.level = REMOVED;
    draft.entries.clear();
    for (const entry of draft.children) if (entry.level !== REMOVED) draft.entries.set(`${entry.name} `, entry);
    return entries.length > 0;
  }
  const key = collection.key.map((name) => child.attribute(name)?.value ?? '').join(' ');
  const normal = normalised(key, collection);
  const known = draft.entries.get(normal);
  if (!known) return false;
  const lock = lockOnItem(known.locks, speaker.level);
  if (lock) {
    report(speaker, 'item-locked', tagOf(child), lockedMessage(`remove`, lock), lock.element, elementRemoval(child));
    return false;
  }
  known.level = REMOVED;
  draft.entries.delete(normal);
  return true;
}

function normalised(key: string, collection: Collection): string {
  return `=${collection.ignoreCase ? key.toLowerCase() : key}`;
}

/** What an entry says, whatever the order of its attributes. */
function signatureOf(entry: ConfigElement): string {
  let text = '';
  const work: (ConfigElement | string)[] = [entry];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (typeof node === 'string') {
      text += node;
      continue;
    }
    const attributes = node.attributes
      .filter((a) => !isDeclaration(a))
      .map((a) => `${a.name}=${JSON.stringify(a.value)}`);
    text += `<${node.name} ${attributes.sort().join(' ')}>`;
    work.push('</>');
    for (let i = node.children.length - 1; i >= 0; i--) work.push(node.children[i]!);
  }
  return text;
}

function reportDuplicate(
  child: ConfigElement,
  key: string,
  collection: Collection,
  known: Draft,
  speaker: Speaker,
): void {
  const first = known.origins[known.origins.length - 1]!;
  const inherited = known.level !== speaker.level;
  const remove = `<remove ${collection.key.map((name) => `${name}="${child.attribute(name)?.value ?? ''}"`).join(' ')} />`;
  const who = collection.duplicates === 'refuse' ? 'IIS answers 500.19' : 'ASP.NET refuses the section';
  const { file, start } = child.origins[0]!;
  speaker.problems.push({
    code: 'collection-duplicate',
    severity: 'error',
    ...tagOf(child),
    message: `"${key}" is already in the list (${first.layer}), with other content: ${who}. Put \`${remove}\` before it, or rename it.`,
    related: [{ file: first.file, span: first.span, message: `"${key}" is added here first` }],
    fixes: inherited
      ? [{ title: `Insert ${remove}`, edits: [{ file, span: { start, end: start }, text: remove }] }]
      : [
          {
            title: 'Remove the second entry',
            edits: [{ file, span: { start, end: child.origins[0]!.end }, text: '' }],
          },
        ],
  });
}

function lockedMessage(name: string, lock: Lock): string {
  return `\`<${name}>\` is locked by ${whereOf(lock.element)}: ASP.NET refuses the section here. Remove it, or unlock it there.`;
}

function whereOf(element: ConfigElement): string {
  return nameOf(element.origins[0]!.file);
}

interface Removal {
  readonly title: string;
  readonly place: Place;
}

function removal(attribute: ConfigAttribute): Removal | undefined {
  if (!attribute.whole) return undefined;
  return { title: `Remove ${attribute.name}`, place: { file: attribute.origins[0]!.file, span: attribute.whole } };
}

function elementRemoval(element: ConfigElement): Removal | undefined {
  const [origin] = element.origins;
  if (!origin || element.origins.length > 1) return undefined;
  return { title: `Remove <${element.name}>`, place: placeOf(origin) };
}

function report(
  speaker: Speaker,
  code: ConfigProblemCode,
  place: Place,
  message: string,
  other?: ConfigElement,
  remove?: Removal,
): void {
  speaker.problems.push({
    code,
    severity: 'error',
    ...place,
    message,
    ...(other && { related: [{ ...tagOf(other), message: 'Locked here' }] }),
    ...(remove && { fixes: [{ title: remove.title, edits: [{ ...remove.place, text: '' }] }] }),
  });
}

/** The say of a file, one contribution for each hand that touched the node: the file itself, then its transforms. */
export function contributionsOf(origins: readonly Origin[], speaker: Speaker): Contribution[] {
  return origins.map((origin) => {
    const { file, start, end, action, value } = origin;
    const byTransform = action !== undefined || file !== speaker.file;
    return {
      layer: byTransform ? nameOf(file) : speaker.layer,
      kind: byTransform ? 'transform' : speaker.kind,
      file,
      span: { start, end },
      ...(value !== undefined && { literal: value }),
      ...((byTransform ? action : speaker.note) !== undefined && { note: byTransform ? action : speaker.note }),
    };
  });
}
