import type { FilePath } from '../files/files';
import type { Place } from '../rules/rule';
import type { Span } from '../syntax/text';

/** What features answer, for every part the same: plain data with offsets; the edges turn it into what they speak. */

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
  /**
   * `value`: what something is worth; `effect`: what a line does to another file, said below a value; `place`: where one
   * is, said when there is nothing else to say.
   */
  readonly tells: 'value' | 'effect' | 'place';
}

export interface Completion {
  readonly label: string;
  readonly kind: 'attribute' | 'value' | 'word' | 'rule';
  /** A snippet when it holds `$`; replaces `span`. */
  readonly insert: string;
  readonly span: Span;
  readonly detail: string;
  readonly documentation: string;
}

export interface CodeLens {
  readonly span: Span;
  readonly title: string;
  /** What a click does: open the timeline, or go to these places. */
  readonly opens: 'timeline' | readonly Place[];
}

export interface InlayHint {
  /** Just after the closing quote. */
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
}

export interface DocumentLink {
  readonly span: Span;
  readonly target: FilePath;
  /** Where in the target, when that is known. */
  readonly place?: Place;
  readonly tooltip: string;
}

export interface SettingSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'element' | 'setting';
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly SettingSymbol[];
}

export interface WorkspaceSymbol {
  /** `system.web/sessionState/@timeout = 20` */
  readonly name: string;
  readonly container: string;
  readonly place: Place;
}

/** A document that no file holds, and what in it names the line of a file, in text order. */
export interface ComposedDocument {
  readonly text: string;
  readonly links: readonly OriginLink[];
}

export interface OriginLink {
  /** In the composed text. */
  readonly span: Span;
  readonly place: Place;
}

/** One file's hand in a node, with the value before and after it; null where there is none. */
export interface NodeContribution {
  readonly at: Place;
  readonly layer: string;
  /** `added`, `set`, `patch:delete` …; for a setting that is inherited what the layer is. */
  readonly action: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface NodeHistory {
  readonly node: string;
  /** In the end; null when it is gone or has none. */
  readonly value: string | null;
  /** Earliest first, the winner last. */
  readonly contributions: readonly NodeContribution[];
}

export type NodeHistories =
  | { readonly kind: 'found'; readonly nodes: readonly NodeHistory[] }
  | { readonly kind: 'invalid'; readonly message: string };

/** The files of one site in the order in which they are loaded, in layers; what is switched off says why. */
export interface LayerTree {
  /** Whose order it is, `Sitecore`. */
  readonly product: string;
  readonly version: string | undefined;
  readonly layers: readonly FileLayer[];
}

export interface FileLayer {
  readonly name: string;
  /** Undefined for the base and for files outside every layer. */
  readonly folder: FilePath | undefined;
  readonly off: boolean;
  /** Why nothing of it is loaded. */
  readonly reason: string | undefined;
  readonly files: readonly LayerFile[];
}

export interface LayerFile {
  readonly file: FilePath;
  /** As seen from the layer's folder. */
  readonly name: string;
  /** Counts from 1 through everything that is loaded, the base included. */
  readonly order: number | undefined;
  readonly active: boolean;
  readonly reason: string | undefined;
  /** The condition on which the whole file depends. */
  readonly condition: string | undefined;
  /** Comes with the product, rather than from those who build on it. */
  readonly stock: boolean;
}
