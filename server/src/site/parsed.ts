import type { FilePath, FileRead, Files } from '../files/files';
import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { LineIndex } from '../syntax/text';
import { parseXml } from '../syntax/xml/parse';
import { parseAgain } from '../syntax/xml/reparse';
import type { XmlDocument } from '../syntax/xml/tree';

/** A file that was read, with what is derived from its text, made when first asked for. */
export interface ParsedFile {
  readonly path: FilePath;
  readonly text: string;
  readonly version: string;
  readonly bom: boolean;
  readonly encoding: string;
  /** Bytes that did not fit the declared encoding, in words. */
  readonly damage: string | undefined;
  readonly tree: XmlDocument;
  /** The tree, if somebody has asked for it. */
  readonly treeMade: XmlDocument | undefined;
  readonly lines: LineIndex;
}

/** A file that should have been there, or that must not be read. */
export interface UnreadableFile {
  readonly path: FilePath;
  readonly reason: string;
  readonly missing: boolean;
}

export type Loaded = ParsedFile | UnreadableFile;

export function isParsed(file: Loaded | undefined): file is ParsedFile {
  return file !== undefined && 'tree' in file;
}

/** `before` is the tree of the text that this one was edited from. */
export function parsedFile(
  path: FilePath,
  read: Extract<FileRead, { kind: 'text' }>,
  before?: XmlDocument,
): ParsedFile {
  let tree: XmlDocument | undefined;
  let older = before;
  let lines: LineIndex | undefined;
  return {
    path,
    text: read.text,
    version: read.version,
    bom: read.bom,
    encoding: read.encoding,
    damage: read.damage,
    get tree() {
      tree ??= older ? parseAgain(read.text, older) : parseXml(read.text);
      older = undefined;
      return tree;
    },
    get treeMade() {
      return tree;
    },
    get lines() {
      lines ??= new LineIndex(read.text);
      return lines;
    },
  };
}

/**
 * Characters. The largest configuration seen in the wild is 1.5 million; reading one of 50 million would keep the
 * editor waiting for every other file.
 */
export const TEXT_LIMIT = 5_000_000;

/** Reads and parses each file once per version. */
export interface FileCache {
  /** From memory when it was read before and not forgotten since. */
  load(path: FilePath): Promise<Loaded>;
  /** The file changed: read it again when next asked. */
  forget(path: FilePath): void;
  /** What is loaded now, without reading. */
  peek(path: FilePath): Loaded | undefined;
  /** Files that are there and could not be read. */
  refused(): readonly UnreadableFile[];
}

export function fileCache(files: Files): FileCache {
  const loaded = new Map<string, Loaded>();
  const loading = new Map<string, Promise<Loaded>>();
  const generation = new Map<string, number>();
  /** Trees of files that were forgotten, for what replaces them. */
  const before = new Map<string, XmlDocument>();

  return {
    peek: (path) => loaded.get(keyOf(path)),
    refused: () => [...loaded.values()].filter((file): file is UnreadableFile => !isParsed(file) && !file.missing),
    forget(path) {
      const key = keyOf(path);
      const old = loaded.get(key);
      if (isParsed(old) && old.treeMade) before.set(key, old.treeMade);
      loaded.delete(key);
      loading.delete(key);
      generation.set(key, (generation.get(key) ?? 0) + 1);
    },
    load(path) {
      const key = keyOf(path);
      const ready = loaded.get(key);
      if (ready) return Promise.resolve(ready);
      const started = loading.get(key);
      if (started) return started;
      const born = generation.get(key);
      const promise = files.read(path).then((read): Loaded => {
        const file: Loaded =
          read.kind === 'text' && read.text.length <= TEXT_LIMIT
            ? parsedFile(path, read, before.get(key))
            : read.kind === 'text'
              ? { path, missing: false, reason: `it has more than ${TEXT_LIMIT / 1_000_000} million characters` }
              : {
                  path,
                  missing: read.kind === 'missing',
                  reason: read.kind === 'missing' ? 'it does not exist' : read.reason,
                };
        // A change that came while reading makes this text old: hand it out, but do not keep it.
        if (generation.get(key) === born) {
          loaded.set(key, file);
          loading.delete(key);
          before.delete(key);
        }
        return file;
      });
      loading.set(key, promise);
      return promise;
    },
  };
}

/** The cache with other texts in place of some files', by lower-cased path. */
export function cacheWith(below: FileCache, texts: ReadonlyMap<string, string>): FileCache {
  const changed = new Map<string, ParsedFile>();
  return {
    ...below,
    async load(path) {
      const key = keyOf(path);
      const text = texts.get(key);
      if (text === undefined) return below.load(path);
      return getOrInsertComputed(changed, key, () =>
        parsedFile(path, { kind: 'text', text, version: 'preview', encoding: 'utf-8', bom: false }),
      );
    },
  };
}
