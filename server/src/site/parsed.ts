import { derived } from '../derived';
import { type FilePath, type FileRead, type Files, TEXT_LIMIT } from '../files/files';
import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import type { FileKind } from '../syntax/kind';
import { LineIndex } from '../syntax/text';
import { XML } from '../syntax/xml/kind';
import type { XmlDocument } from '../syntax/xml/tree';

/** One version of a file that was read, of any language. */
export interface ParsedFile {
  readonly path: FilePath;
  /** What its name says it is; XML where it says nothing: a section may be moved to a file of any name. */
  readonly kind: FileKind;
  readonly text: string;
  readonly version: string;
  readonly bom: boolean;
  readonly encoding: string;
  /** Bytes that did not fit the declared encoding, in words. */
  readonly damage: string | undefined;
  /** The text read as a language: parsed when first asked for, once. A kind that must be made `ready` must have been. */
  tree<Tree>(kind: FileKind<Tree>): Tree;
  /** The trees made so far, for the version that comes after this one. */
  trees(): Trees;
}

type Trees = ReadonlyMap<FileKind, unknown>;

/** A file that should have been there, or that must not be read. */
export interface UnreadableFile {
  readonly path: FilePath;
  readonly reason: string;
  readonly missing: boolean;
}

export type Loaded = ParsedFile | UnreadableFile;

export function isParsed(file: Loaded | undefined): file is ParsedFile {
  return file !== undefined && 'text' in file;
}

/** The file as XML, whatever its name. */
export function xmlOf(file: ParsedFile): XmlDocument {
  return file.tree(XML);
}

export function isXml(file: ParsedFile): boolean {
  return file.kind === XML;
}

/** The files of a site that are XML, for those who look at every one. */
export function xmlFilesOf({ sources }: { readonly sources: ReadonlyMap<string, ParsedFile> }): ParsedFile[] {
  return [...sources.values()].filter(isXml);
}

/** Where its lines begin. */
export function linesOf(file: ParsedFile): LineIndex {
  return derived(file, lineIndexOf);
}

function lineIndexOf({ text }: ParsedFile): LineIndex {
  return new LineIndex(text);
}

/** `before` are the trees of the text that this one was edited from. */
export function parsedFile(
  path: FilePath,
  read: Extract<FileRead, { kind: 'text' }>,
  kind: FileKind = XML,
  before?: Trees,
): ParsedFile {
  const trees = new Map<FileKind, unknown>();
  const older = new Map(before);
  return {
    path,
    kind,
    text: read.text,
    version: read.version,
    bom: read.bom,
    encoding: read.encoding,
    damage: read.damage,
    tree<Tree>(language: FileKind<Tree>): Tree {
      return getOrInsertComputed(trees, language, () => {
        const tree = language.parse(read.text, older.get(language) as Tree | undefined);
        older.delete(language);
        return tree;
      }) as Tree;
    },
    trees: () => trees,
  };
}

/** Reads and parses each file once per version. */
export interface FileCache {
  /**
   * From memory when it was read before and not forgotten since. With a language: ready to be asked for its tree; what
   * cannot be made ready cannot be read.
   */
  load(path: FilePath, language?: FileKind): Promise<Loaded>;
  /** The file changed: read it again when next asked. */
  forget(path: FilePath): void;
  /** What is loaded now, without reading. */
  peek(path: FilePath): Loaded | undefined;
  /** Files that are there and could not be read. */
  refused(): readonly UnreadableFile[];
}

/** `kinds` are asked in order what a file is by its name. */
export function fileCache(files: Files, kinds: readonly FileKind[] = []): FileCache {
  const loaded = new Map<string, Loaded>();
  const loading = new Map<string, Promise<Loaded>>();
  const generation = new Map<string, number>();
  /** Trees of files that were forgotten, for what replaces them. */
  const before = new Map<string, Trees>();

  function read(path: FilePath): Promise<Loaded> {
    const key = keyOf(path);
    const ready = loaded.get(key);
    if (ready) return Promise.resolve(ready);
    const started = loading.get(key);
    if (started) return started;
    const born = generation.get(key);
    const promise = files.read(path).then((text): Loaded => {
      const file = fileFrom(path, text, kindOf(path, kinds), before.get(key));
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
  }

  return {
    peek: (path) => loaded.get(keyOf(path)),
    refused: () => [...loaded.values()].filter((file): file is UnreadableFile => !isParsed(file) && !file.missing),
    forget(path) {
      const key = keyOf(path);
      const old = loaded.get(key);
      if (isParsed(old) && old.trees().size > 0) before.set(key, old.trees());
      loaded.delete(key);
      loading.delete(key);
      generation.set(key, (generation.get(key) ?? 0) + 1);
    },
    async load(path, language) {
      if (!language?.ready) return read(path);
      try {
        await language.ready();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { path, missing: false, reason: `its language (${language.name}) cannot be read here: ${why}` };
      }
      return read(path);
    },
  };
}

/** What a file is by its name. */
export function kindOf(path: FilePath, kinds: readonly FileKind[]): FileKind {
  return kinds.find(({ names }) => names.test(path)) ?? XML;
}

function fileFrom(path: FilePath, read: FileRead, kind: FileKind, before: Trees | undefined): Loaded {
  if (read.kind === 'missing') return { path, missing: true, reason: 'it does not exist' };
  if (read.kind === 'refused') return { path, missing: false, reason: read.reason };
  if (read.text.length > TEXT_LIMIT)
    return { path, missing: false, reason: `it has more than ${TEXT_LIMIT / 1_000_000} million characters` };
  return parsedFile(path, read, kind, before);
}

/** The cache with other texts in place of some files', by lower-cased path. */
export function cacheWith(below: FileCache, texts: ReadonlyMap<string, string>, kinds: readonly FileKind[]): FileCache {
  const changed = new Map<string, ParsedFile>();
  return {
    ...below,
    async load(path, language) {
      const key = keyOf(path);
      const text = texts.get(key);
      if (text === undefined) return below.load(path, language);
      await language?.ready?.();
      return getOrInsertComputed(changed, key, () => {
        const read = { kind: 'text', text, version: 'preview', encoding: 'utf-8', bom: false } as const;
        return parsedFile(path, read, kindOf(path, kinds));
      });
    },
  };
}
