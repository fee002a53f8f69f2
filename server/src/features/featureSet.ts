import type { Fix, Place } from '../rules/rule';
import type { Site, SiteView } from '../site/site';
import type { Span } from '../syntax/text';
import type { FeatureInput } from './input';
import type {
  CodeLens,
  Completion,
  ComposedDocument,
  DocumentLink,
  Hover,
  InlayHint,
  LayerTree,
  NodeHistories,
  SettingSymbol,
  WorkspaceSymbol,
} from './results';

/**
 * What one part of a site brings to the editor. Each function answers for what its part knows and with nothing for
 * everything else: sites of other parts, places it does not understand. Pure, as all features.
 */
export interface FeatureSet {
  /** As the log names it. */
  readonly name: string;
  readonly hover?: (input: FeatureInput, offset: number) => Hover | undefined;
  readonly completions?: (input: FeatureInput, offset: number) => readonly Completion[];
  /** Where what stands at an offset comes from, in the variant at hand. */
  readonly definition?: (input: FeatureInput, offset: number) => readonly Place[];
  /** Who has a say in it, in any variant. */
  readonly references?: (input: FeatureInput, offset: number) => readonly Place[];
  /** What can be done at an offset beyond fixes of findings. */
  readonly actions?: (input: FeatureInput, offset: number) => readonly Fix[];
  readonly codeLenses?: (input: FeatureInput) => readonly CodeLens[];
  readonly inlayHints?: (input: FeatureInput, range: Span) => readonly InlayHint[];
  readonly links?: (input: FeatureInput) => readonly DocumentLink[];
  readonly symbols?: (input: FeatureInput) => readonly SettingSymbol[];
  readonly workspaceSymbols?: (site: Site, query: string) => Iterable<WorkspaceSymbol>;
  readonly documents?: readonly SiteDocument[];
  /** Undefined when the expression means nothing to the part, or the site has none of it. */
  readonly history?: (view: SiteView, expression: string) => NodeHistories | undefined;
  readonly layers?: (site: Site) => LayerTree | undefined;
}

/** A read-only document of a variant: what the files of a part come to. */
export interface SiteDocument {
  /** As the command line and requests name it; the element of a web.config that it is made of, if it is one. */
  readonly section: string;
  /** For people who choose among several. */
  readonly label: string;
  readonly description: string;
  /** What its file would be called, without an ending. */
  readonly fileName: (site: Site) => string;
  readonly isOf: (site: Site) => boolean;
  /**
   * `elsewhere`: sections of a web.config that are made into documents of their own.
   * @returns undefined when the site has no such document
   */
  readonly compose: (view: SiteView, elsewhere: ReadonlySet<string>) => ComposedDocument | undefined;
}
