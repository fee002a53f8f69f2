import type { FilePath } from '../../files/files';
import { nameOf } from '../../files/paths';
import type { Origin } from '../dom/dom';
import type { Contribution, EffectiveElement, EffectiveValue } from './effective';
import { isLockAttribute, type Lock } from './locks';
import type { ConfigProblem } from './problem';
import { type ConfigAttribute, type ConfigElement, isDeclaration } from './source';

/**
 * An effective element while it is being merged. Most elements of a file are never looked at, so what their mentions
 * amount to is worked out when somebody does.
 */
export class Draft implements EffectiveElement {
  children: readonly Draft[] = NO_DRAFTS;
  opaque?: string;
  open?: string;
  blocked?: Contribution[];
  #mentions: Mention[] = [];
  /** How many of the mentions are in the values below. */
  #settled = 0;
  #attributes?: Map<string, EffectiveValue>;
  #origins?: Contribution[];
  #locks?: Lock[];
  #known?: Map<string, Draft>;
  readonly #parentPath: string;

  constructor(
    readonly name: string,
    parentPath: string,
    readonly key?: string,
  ) {
    this.#parentPath = parentPath;
  }
  /** Names from the section's outermost group on, joined with `/`; below any depth that has a known collection, cut off. */
  get path(): string {
    if (this.#parentPath.length > LONGEST_PATH) return this.#parentPath;
    return this.#parentPath ? `${this.#parentPath}/${this.name}` : this.name;
  }
  get attributes(): Map<string, EffectiveValue> {
    return this.#values().attributes;
  }
  get origins(): Contribution[] {
    return this.#values().origins;
  }
  get locks(): readonly Lock[] {
    return this.#locks ?? NO_LOCKS;
  }
  /** Children by identity: entries of a collection by key, others by name. */
  get known(): Map<string, Draft> {
    this.#known ??= new Map();
    return this.#known;
  }
  get lastMention(): Mention | undefined {
    return this.#mentions[this.#mentions.length - 1];
  }
  mention(mention: Mention): void {
    this.#mentions.push(mention);
  }
  append(child: Draft): void {
    if (this.children === NO_DRAFTS) this.children = [child];
    else (this.children as Draft[]).push(child);
  }
  lock(lock: Lock): void {
    this.#locks ??= [];
    this.#locks.push(lock);
  }
  #values(): { attributes: Map<string, EffectiveValue>; origins: Contribution[] } {
    this.#attributes ??= new Map();
    this.#origins ??= [];
    for (; this.#settled < this.#mentions.length; this.#settled++)
      settle(this.#mentions[this.#settled]!, this.#attributes, this.#origins);
    return { attributes: this.#attributes, origins: this.#origins };
  }
}

function settle(mention: Mention, attributes: Map<string, EffectiveValue>, origins: Contribution[]): void {
  const { element, speaker, replaces, locked } = mention;
  origins.push(...contributionsOf(element.origins, speaker));
  if (replaces) for (const name of attributes.keys()) if (!element.attribute(name)) attributes.delete(name);
  for (const attribute of element.attributes) {
    if (!isValue(attribute)) continue;
    const before = attributes.get(attribute.name);
    const said = contributionsOf(attribute.origins, speaker);
    if (!locked?.has(attribute.name)) {
      const history = before ? [...before.history, ...said] : said;
      attributes.set(attribute.name, { ...before, literal: attribute.value, history });
    } else if (before) attributes.set(attribute.name, { ...before, blocked: [...(before.blocked ?? []), ...said] });
  }
}

/** Longer paths would make deep nesting quadratic. */
const LONGEST_PATH = 500;

const NO_DRAFTS: readonly Draft[] = [];
const NO_LOCKS: readonly Lock[] = [];

/** One file's say about one element. */
export interface Mention {
  readonly element: ConfigElement;
  readonly speaker: Speaker;
  /** The entry takes the place of the one before: what it does not say falls back to the default. */
  readonly replaces?: boolean;
  /** Attributes that a higher level has locked. */
  readonly locked?: ReadonlySet<string>;
}

/** Attributes that speak to the configuration system are no values of the section. */
export const RESERVED: ReadonlySet<string> = new Set(['configSource', 'configProtectionProvider', 'configBuilders']);

export function isValue(attribute: ConfigAttribute): boolean {
  return !isDeclaration(attribute) && !RESERVED.has(attribute.name) && !isLockAttribute(attribute.name);
}

/** Who speaks: one file or `<location>` at one level. */
export interface Speaker {
  readonly layer: string;
  readonly kind: Contribution['kind'];
  readonly level: number;
  readonly note?: string;
  /** The file it speaks from; what another file did to its elements is a transform's work. */
  readonly file: FilePath;
  readonly problems: ConfigProblem[];
}

/** The say of a file, one contribution for each hand that touched the node: the file itself, then its transforms. */
export function contributionsOf(origins: readonly Origin[], speaker: Speaker): Contribution[] {
  return origins.map((origin) => {
    const { file, start, end, action, value } = origin;
    const byTransform = action !== undefined || file !== speaker.file;
    const note = byTransform ? action : speaker.note;
    return {
      layer: byTransform ? nameOf(file) : speaker.layer,
      kind: byTransform ? 'transform' : speaker.kind,
      file,
      span: { start, end },
      ...(value !== undefined && { literal: value }),
      ...(note !== undefined && { note }),
    };
  });
}
