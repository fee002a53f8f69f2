import type { FilePath } from '../files/files';
import type { PartKey } from '../part';
import type { FileKind } from '../syntax/kind';
import type { Span } from '../syntax/text';
import type { Folders } from './folders';
import type { IisSource } from './iis';
import type { SiteKeep } from './keep';
import type { WorkspaceOptions } from './options';
import type { FileCache, Loaded as LoadedFile, ParsedFile } from './parsed';
import type { LinkEnd, SiteView, Stack, Variant } from './site';
import type { SiteFile } from './siteFile';

/** What a site can be made of: how it is found, read, and looked at in a variant. */
export interface SitePart<Loaded = unknown, Viewed = unknown> {
  readonly key: PartKey<Loaded, Viewed>;
  /**
   * Files it reads, as `**` patterns in the case they usually have: what the server asks the client to watch, in any
   * case.
   */
  readonly watches: readonly string[];
  /** Those of `watches` whose presence in a workspace is reason enough to look at it. */
  readonly wakes?: readonly string[];
  /** Languages of its files other than XML. */
  readonly kinds?: readonly FileKind[];
  /** Sections of web.config that are its own: what stands in files they name is none of ASP.NET's business. */
  readonly sections?: readonly string[];
  /** Folders that are sites for its sake, with or without a web.config. */
  claims?(search: Search): readonly Claim[] | Promise<readonly Claim[]>;
  /** Reads what it needs of a site, over the parts before it; undefined when the site has no such part. */
  load(loading: Loading): Promise<LoadedPart<Loaded, Viewed> | undefined>;
  /** What the user's settings say that it alone understands; `pathOf` is what a path in them means. */
  options?(given: Readonly<Record<string, unknown>>, pathOf: (named: string) => FilePath): Partial<WorkspaceOptions>;
  /** What a site with the part may have in common with others (`system.ts`). */
  shares?(view: SiteView): readonly LinkEnd[];
}

export interface LoadedPart<Loaded = unknown, Viewed = unknown> {
  readonly loaded: Loaded;
  /** What a site with this part is called; the last part that says something decides. */
  readonly stack?: Stack;
  readonly version?: string | undefined;
  /** Where the version is stated. */
  readonly versionFrom?: { readonly file: FilePath; readonly span: Span } | undefined;
  /** In place of a web.config that is not in the workspace, where the part knows that the site has one. */
  readonly standIn?: StandIn;
  /** Files that stand for what is installed: read, never changed, and nobody's here to mend. */
  readonly isInstalled?: (file: FilePath) => boolean;
  /** Ways to deploy the site that the part knows of; a name that a part before it uses is not used again. */
  readonly variants?: readonly Variant[];
  /** The part in one variant; made when first asked for, once for each view. */
  view?(view: SiteView): Viewed;
}

/**
 * A web.config that the site runs with and that is not in the workspace: the file itself, where it lies somewhere else,
 * or a text. Transforms of a deployment are applied to it; whatever they do not set in a text is not known, for the reason.
 */
export type StandIn = { readonly file: ParsedFile } | { readonly text: string; readonly reason: string };

/** A folder that is the root of a site. */
export interface Claim {
  readonly root: FilePath;
  /** A site of its own in the folder of another site too; else it belongs to the site above it. */
  readonly own?: boolean;
  /** Folders, wherever they lie, whose files take part in this site: none of them is a site of its own. */
  readonly holds?: readonly FilePath[];
  /** The site is made of what it `holds`, and of nothing else below its root: it has no web.config of its own. */
  readonly spread?: boolean;
}

/** What a part may look at to find sites. */
export interface Search {
  readonly folders: Folders;
  readonly roots: readonly FilePath[];
  readonly iis: IisSource;
  /** Reads a file that decides on a claim: when it changes, sites are looked for again. */
  load(path: FilePath): Promise<LoadedFile>;
}

/** What a part has at hand to read a site. */
export interface Loading {
  readonly root: FilePath;
  readonly webConfig: ParsedFile | undefined;
  /** The site has a web.config, but not here: see `Claim.spread`. */
  readonly spread: boolean;
  readonly folders: Folders;
  /** Names below a folder that the user named, wherever it lies; read once for a workspace. */
  outside(folder: FilePath, enters: (folder: FilePath) => boolean): Promise<Folders>;
  readonly cache: FileCache;
  readonly iis: IisSource;
  readonly options: WorkspaceOptions;
  /** Folders of the workspace: files named by content must lie in one of them. */
  readonly roots: readonly FilePath[];
  readonly keep: SiteKeep;
  /** Every part of the registry. */
  readonly parts: readonly SitePart[];
  /** What a part before this one has loaded. */
  part<Loaded, Viewed>(key: PartKey<Loaded, Viewed>): Loaded | undefined;
  /** Files that take part so far, by lower-cased path. */
  readonly sources: ReadonlyMap<string, ParsedFile>;
  /** Takes a file into the site, and lists it as part of a layer unless it is listed already. */
  use(file: ParsedFile, layer: string): void;
  /** Takes a file into the site without listing it: it says nothing that is inherited, such as code. */
  source(file: ParsedFile): void;
  /** Lists a file, whether it takes part or only looks as if it did. */
  list(file: SiteFile): void;
  /** Reads a file and uses it as part of a layer; undefined, and waited for, when it is not there or unreadable. */
  read(path: FilePath, layer: string, language?: FileKind): Promise<ParsedFile | undefined>;
  /** The same for a file that is not listed. */
  readCode(path: FilePath, language?: FileKind): Promise<ParsedFile | undefined>;
  /** The file is not there, or cannot be read: made or mended, it would take part. */
  awaits(path: FilePath): void;
}
