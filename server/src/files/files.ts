/**
 * The one door to files. A path is decoded, absolute, with `/`: `/repo/shop/Web.config`, `c:/shop/Web.config`,
 * or `scheme://authority/path` for what is not on disk. Names are compared without case, as on Windows.
 */
export type FilePath = string;

/**
 * The largest text that is read, in UTF-16 units: the one limit on the size of a file. The largest configuration seen in
 * the wild has 1.5 million; reading one of 50 million would keep the editor waiting for every other file.
 */
export const TEXT_LIMIT = 5_000_000;

/** More bytes than that are too much text in any encoding: no unit of text takes more than three in UTF-8. */
export const BYTE_LIMIT = 3 * TEXT_LIMIT;

export type FileRead =
  | {
      readonly kind: 'text';
      /** Without byte order mark. */
      readonly text: string;
      /** Changes whenever the content may have changed. */
      readonly version: string;
      /** What the bytes were read as; `other` is an encoding the XML declaration names. */
      readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'other';
      readonly bom: boolean;
      /** Said in words when bytes could not be decoded as declared. */
      readonly damage?: string;
    }
  | { readonly kind: 'missing' }
  /** Too large, binary, no permission, outside the workspace. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

export interface Files {
  read(path: FilePath): Promise<FileRead>;
  /** Entries of a folder in name order; empty when it cannot be read. Links that leave their root are left out. */
  list(folder: FilePath): Promise<readonly Entry[]>;
}
