import { getOrInsertComputed } from '../../maps';
import type { XmlDocument } from '../../syntax/xml/tree';

/** Told where the word begins and where it ends. */
export type MentionTest = (text: string, place: number, after: number) => boolean;

/**
 * What the merge has to know of a file's text without reading it all: names without cutting them out each time, and
 * where words stand, so that elements in which nothing special can be are left alone until somebody looks at them.
 */
export class SourceText {
  readonly text: string;
  /** Elements are nested no deeper than this. */
  readonly depth: number;
  readonly #places = new Map<string, readonly number[]>();
  readonly #answers = new Map<number, boolean>();

  constructor({ text, depth }: Pick<XmlDocument, 'text' | 'depth'>) {
    this.text = text;
    this.depth = depth;
  }

  /** Does the word occur in the text from `start` to `end`? Comments and values count, so yes means maybe. */
  mentions(word: string, start: number, end: number): boolean {
    const places = this.#placesOf(word);
    if (places.length === 0) return false;
    const place = places[firstNotBefore(places, start)];
    return place !== undefined && place < end;
  }

  /** Is `test` true of every place of the word in the text from `start` to `end`? It is asked once for each place. */
  everyMention(word: string, start: number, end: number, test: MentionTest): boolean {
    const places = this.#placesOf(word);
    for (let i = firstNotBefore(places, start); i < places.length && places[i]! < end; i++) {
      const place = places[i]!;
      const answer = getOrInsertComputed(this.#answers, place, () => test(this.text, place, place + word.length));
      if (!answer) return false;
    }
    return true;
  }

  #placesOf(word: string): readonly number[] {
    return getOrInsertComputed(this.#places, word, () => occurrences(this.text, word));
  }
}

function occurrences(text: string, word: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}

/** Binary search: the index of the first place at `offset` or later. */
function firstNotBefore(places: readonly number[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A qualified name, one object for each. */
export interface QualifiedName {
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
}

const SLOTS = 4096;
const slots: (QualifiedName | undefined)[] = new Array(SLOTS);

/**
 * The name that stands in `text` from `start` to `end`. Names come back thousands of times; those in the table are
 * compared in place, so nothing is cut out for them, and all users share one string.
 */
export function nameIn(text: string, start: number, end: number): QualifiedName {
  const length = end - start;
  if (length === 0) return NO_NAME;
  const middle = text.charCodeAt(start + (length >> 1));
  const slot = (length * 31 + text.charCodeAt(start) * 7 + text.charCodeAt(end - 1) * 131 + middle * 17) % SLOTS;
  const known = slots[slot];
  if (known && known.name.length === length && text.startsWith(known.name, start)) return known;
  // A slice would keep the whole text alive.
  const name = JSON.parse(JSON.stringify(text.slice(start, end))) as string;
  const colon = name.indexOf(':');
  const made: QualifiedName = { name, prefix: name.slice(0, Math.max(0, colon)), localName: name.slice(colon + 1) };
  slots[slot] = made;
  return made;
}

const NO_NAME: QualifiedName = { name: '', prefix: '', localName: '' };
