import type { About } from '../session/heading';
import type { Model } from '../session/model';

/** What client and server say to each other beyond the LSP. Plain data only. */

/** Request: the model of the site that holds `uri` (or of the first site), in the variant that is looked at from there. */
export const TimelineModelRequest = 'sessionTimeline/model';
export interface TimelineModelParams {
  readonly uri: string | null;
  /** What holds where nothing is written, instead of a site. */
  readonly defaults?: boolean;
}
export interface TimelineModelResult {
  readonly model: Model;
  /** `SourceRef.link` → where it is. */
  readonly links: Readonly<Record<string, LinkTarget>>;
  /** URI of the site's root folder, as in `SitesResult`; null when there is no site. The client keeps one panel for each. */
  readonly root: string | null;
}
export interface LinkTarget {
  readonly uri: string;
  /** Zero-based, as in the LSP. */
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** Request: where the finding is that the heading of a timeline speaks of; null when no fix betters what it says. */
export const FixPlaceRequest = 'sessionTimeline/fixPlace';
export interface FixPlaceParams {
  /** The document that the timeline is looked at from, as in `TimelineModelParams`. */
  readonly uri: string | null;
  readonly about: About;
}

/** Notification, server to client: models may have changed; ask again. */
export const TimelineChangedNotification = 'sessionTimeline/changed';

/** Request: sites and variants, for the status item and the pickers. */
export const SitesRequest = 'sessionTimeline/sites';
export interface SitesParams {
  /** The document that they are looked at from: a transform means its own variant. */
  readonly uri: string | null;
}
export interface SitesResult {
  /** What to say where there is no site: what was looked for, and where. */
  readonly nothing: string;
  readonly sites: readonly {
    readonly root: string;
    readonly name: string;
    readonly stack: string;
    readonly variants: readonly string[];
    /** The one that is looked at; null: as in the files, without transform. */
    readonly variant: string | null;
    readonly files: readonly string[];
    /** At most 60 characters for the status item, `Signed out after 15 to 30 min idle`. */
    readonly verdict: string;
    readonly problem: boolean;
    /** Its read-only documents, those that build on others first; for `EffectiveParams.section`. */
    readonly documents: readonly {
      readonly section: string;
      readonly label: string;
      readonly description: string;
    }[];
  }[];
}

/** Request: look at `variant` of the site from now on (null: none). */
export const SelectVariantRequest = 'sessionTimeline/selectVariant';
export interface SelectVariantParams {
  readonly root: string;
  readonly variant: string | null;
}

/**
 * Command that a code lens runs; argument: the document's URI. The client owns it: the server must not announce it in
 * `executeCommandProvider`, or it would be registered twice.
 */
export const ShowTimelineCommand = 'sessionTimeline.show';

/** Command of a code lens that lists places; arguments: the document's URI and LSP locations. The client owns it. */
export const ShowPlacesCommand = 'sessionTimeline.showPlaces';

/** Server to client requests for workspaces that are not on this machine's disk (virtual, web). */
export const ReadFileRequest = 'sessionTimeline/fs/read';
export const ListFolderRequest = 'sessionTimeline/fs/list';
/** A WebAssembly module that travels with the extension, for a server that has no disk: base64. */
export const ReadModuleRequest = 'sessionTimeline/module';
export interface ReadModuleParams {
  readonly name: string;
}
/** What both take. Only what lies inside a workspace folder is answered. */
export interface FileSystemParams {
  readonly uri: string;
}
export type ReadFileResult =
  /** The file as it is on its disk, byte order mark and all, in base64. */
  | { readonly kind: 'bytes'; readonly base64: string; readonly version: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string };
/** Empty when the folder cannot be read. */
export type ListFolderResult = readonly { readonly name: string; readonly kind: 'file' | 'folder' }[];

/** Section of the settings that the server asks for with `workspace/configuration`, by resource. */
export const SettingsSection = 'sessionTimeline';
export interface Settings {
  /** Rule id → severity; rules that are not named keep their own. */
  readonly rules: Readonly<Record<string, 'error' | 'warning' | 'information' | 'hint' | 'off'>>;
  /** Path, absolute or relative to the workspace folder; empty: look for one in the workspace. */
  readonly applicationHostConfig: string;
  readonly codeLens: { readonly enabled: boolean };
  readonly inlayHints: { readonly enabled: boolean };
}

/**
 * Read-only documents that the server provides (`workspace/textDocumentContent`): what the files of a variant come to, or
 * a web.config after one transform. Their URIs are made by `virtualUri` and say what is in them.
 */
export const VirtualScheme = 'session-timeline';
export type VirtualDocument =
  | { readonly kind: 'effective'; readonly root: string; readonly variant: string | null; readonly section?: string }
  | { readonly kind: 'transformed'; readonly transform: string };

/** Request: the read-only effective document of a site in a variant (null: as the files stand). */
export const EffectiveRequest = 'sessionTimeline/effective';
export interface EffectiveParams {
  readonly root: string;
  readonly variant: string | null;
  /** One of the site's documents; without it the one that the others build on. */
  readonly section?: string;
}
export interface EffectiveResult {
  readonly uri: string;
  readonly title: string;
}

/** Request: what can be previewed or compared for a document. */
export const PreviewRequest = 'sessionTimeline/preview';
export interface PreviewParams {
  /** A transform file (what it makes of its web.config), or any file of a site (its effective web.config). */
  readonly uri: string;
}
export interface PreviewResult {
  /** The file as it stands. */
  readonly before: string;
  /** URI of the virtual document. */
  readonly after: string;
  readonly title: string;
}

/** Request: layers and files in load order, for the tree. */
export const LayersRequest = 'sessionTimeline/layers';
export interface LayersResult {
  /** Sites that have such an order only. */
  readonly sites: readonly {
    readonly root: string;
    readonly name: string;
    /** Whose order it is, `Sitecore`. */
    readonly product: string;
    readonly version: string | null;
    readonly layers: readonly LayerNode[];
  }[];
}
export interface LayerNode {
  readonly name: string;
  readonly off: boolean;
  /** Why nothing of it is loaded; null when it is. */
  readonly reason: string | null;
  readonly files: readonly LayerFileNode[];
}
export interface LayerFileNode {
  readonly uri: string;
  /** As seen from the layer's folder, `Feature/Shop.config`. */
  readonly name: string;
  /** Place in load order, from 1; null for what is not loaded. */
  readonly order: number | null;
  readonly active: boolean;
  readonly reason: string | null;
  /** The condition on which the whole file depends. */
  readonly condition: string | null;
  /** Comes with the product, rather than from those who build on it. */
  readonly stock: boolean;
}

/** With `initialize`. */
export interface InitializationOptions {
  /** False where another extension says what XML is not well-formed. */
  readonly checksXml: boolean;
  /** Address of a rule's page, with `{id}` in the place of the rule: what the code of a finding leads to. */
  readonly rulePages?: string;
}
