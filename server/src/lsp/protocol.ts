import type { Model } from '../session/clocks';

/** What client and server say to each other beyond the LSP. Plain data only. */

/** Request: the model of the site that holds `uri` (or of the first site), in the variant at hand. */
export const TimelineModelRequest = 'sessionTimeline/model';
export interface TimelineModelParams {
  readonly uri: string | null;
}
export interface TimelineModelResult {
  readonly model: Model;
  /** `SourceRef.link` → where it is. */
  readonly links: Readonly<Record<string, LinkTarget>>;
}
export interface LinkTarget {
  readonly uri: string;
  /** Zero-based, as in the LSP. */
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** Notification, server to client: models may have changed; ask again. */
export const TimelineChangedNotification = 'sessionTimeline/changed';

/** Request: sites and variants, for the status item and the pickers. */
export const SitesRequest = 'sessionTimeline/sites';
export interface SitesResult {
  readonly sites: readonly {
    readonly root: string;
    readonly name: string;
    readonly stack: string;
    readonly variants: readonly string[];
    /** null: as in the files, without transform */
    readonly variant: string | null;
    readonly files: readonly string[];
    /** One line for the status item, `signed out after 15 to 30 min idle`. */
    readonly verdict: string;
    readonly problem: boolean;
  }[];
}

/** Request: look at `variant` of the site from now on (null: none). */
export const SelectVariantRequest = 'sessionTimeline/selectVariant';
export interface SelectVariantParams {
  readonly root: string;
  readonly variant: string | null;
}

/** Command that a code lens runs; argument: the document's URI. */
export const ShowTimelineCommand = 'sessionTimeline.show';

/** Server to client requests for workspaces that are not on this machine's disk (virtual, web). */
export const ReadFileRequest = 'sessionTimeline/fs/read';
export const ListFolderRequest = 'sessionTimeline/fs/list';
