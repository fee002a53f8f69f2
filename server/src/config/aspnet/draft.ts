import type { FilePath } from '../../files/files';
import { nameOf } from '../../files/paths';
import type { Origin } from '../dom/dom';
import type { Contribution, EffectiveElement, EffectiveValue } from './effective';
import type { Lock } from './locks';
import type { ConfigProblem } from './problem';
import type { ConfigElement } from './source';

/** An effective element while it is being merged. */
export interface Draft extends EffectiveElement {
  /** Names from the section's outermost group on, joined with `/`. */
  readonly path: string;
  readonly attributes: Map<string, EffectiveValue>;
  children: Draft[];
  origins: Contribution[];
  opaque?: string;
  open?: string;
  blocked?: Contribution[];
  readonly locks: Lock[];
  /** Children by identity: entries of a collection by key, others by name. */
  readonly known: Map<string, Draft>;
  /** Level and speaker of the last mention, and the element that made it. */
  level: number;
  by?: Speaker;
  element?: ConfigElement;
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

export function newDraft(name: string, path: string, key?: string): Draft {
  const draft = {
    name,
    path,
    attributes: new Map(),
    children: [],
    origins: [],
    locks: [],
    known: new Map(),
    level: -1,
  };
  return key === undefined ? draft : { ...draft, key };
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
