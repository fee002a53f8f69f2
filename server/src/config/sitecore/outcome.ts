import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';
import type { PatchAttribute, PatchElement } from './compile';
import type { Command, Disposition } from './namespaces';
import type { MergedAttribute, MergedElement, SourceFile, Touch } from './tree';

/** Something in a configuration file that does not do what it says, or that stops the engine. */
export interface SitecoreProblem extends Span {
  readonly file: FilePath;
  readonly code: SitecoreProblemCode;
  /** Plain words, with what to do. */
  readonly message: string;
}

export type SitecoreProblemCode =
  | 'broken-file'
  | 'missing-file'
  | 'wrong-root'
  | 'wrong-section'
  | 'include-cycle'
  | 'include-outside'
  | 'bad-locator'
  | 'bad-position'
  | 'position-elsewhere'
  | 'bad-command'
  | 'deleted-twice'
  | 'deleted-root'
  | 'bad-rule'
  | 'unknown-rule'
  | 'too-deep';

/** An element, by its id, and the way up from it to the root. */
export interface Way {
  readonly id: number;
  readonly up: Way | undefined;
}

/** What one patch element did. Elements inside a newly added one are not listed, unless they carry a position. */
export interface PatchMatch {
  readonly patch: PatchElement;
  readonly outcome: /** Found an element and changed it or what is in it. */
    | 'matched'
    /** Nothing fitted, so it was added. */
    | 'added'
    /** A rule said no. */
    | 'inactive';
  /** How many elements fitted. */
  readonly candidates: number;
  /** The element it worked on. */
  readonly target: number | undefined;
  /** What that was before this file, when it was there. */
  readonly before: ElementBefore | undefined;
  /** The element that the target is in; undefined for the root itself. */
  readonly within: Way | undefined;
  readonly position?: PositionMatch;
  readonly commands: readonly CommandMatch[];
  /** Taken out of the tree again by a `patch:delete` in it. */
  readonly deleted: boolean;
}

export interface PositionMatch {
  readonly attribute: PatchAttribute;
  readonly disposition: Disposition;
  readonly result:
    | 'hit'
    /** Not there at first, but after the siblings of this file were in place. */
    | 'hit-later'
    /** Points at the element itself. */
    | 'self'
    | 'miss'
    | 'elsewhere'
    | 'invalid';
  /** The element it points at; for `instead` the one that was replaced. */
  readonly reference: ElementBefore | undefined;
  /** An element that was there already went to another place. */
  readonly moved: boolean;
}

export interface CommandMatch {
  readonly patch: PatchElement;
  /** Undefined for a name that the engine passes over. */
  readonly command: Command | undefined;
  readonly attribute?: string;
  /** It said what was so already, or there was nothing to take away. */
  readonly changed: boolean;
}

/** An element that a file took out, as it was then. */
export interface Removal {
  readonly element: MergedElement;
  /** The element it was in. */
  readonly within: Way | undefined;
  readonly by: Touch;
}

/** An element at some point of the merge, without its content (which would keep that whole state alive). */
export interface ElementBefore {
  readonly id: number;
  readonly name: string;
  readonly attributes: readonly MergedAttribute[];
  /** The file that the element comes from. */
  readonly madeBy: SourceFile;
  /** The last that was done to it. */
  readonly touch: Touch;
}

/** What one file did to the configuration. */
export interface FileOutcome {
  readonly matches: readonly PatchMatch[];
  readonly removals: readonly Removal[];
  readonly problems: readonly SitecoreProblem[];
}

export function asBefore({ id, name, attributes, madeBy, touch }: MergedElement): ElementBefore {
  return { id, name, attributes, madeBy, touch };
}
