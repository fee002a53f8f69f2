import type { FilePath } from '../../files/files';
import { LineIndex } from '../../syntax/text';
import type { XmlDocument } from '../../syntax/xml/tree';
import type { DomDocument, DomElement } from '../dom/dom';
import { domFromXml } from '../dom/fromXml';
import type { TransformAction } from './actions';
import type { Scene } from './elementContext';
import { XDT } from './elementContext';
import { checkDirectives, declaresTransforms, runTransforms } from './engine';
import { indentChanges } from './layout/indentation';
import { loadSource, loadTransform, refuseTinyFile } from './load';
import { type Place, TransformLog, type TransformMessage } from './log';
import { messages } from './messages';
import { XdtDocument } from './nodes';
import { EngineError, XmlError } from './read/xmlError';
import { findNamespace, type NamespaceFinding } from './transformNamespace';
import { type OutputEncoding, outputEncoding } from './write/encoding';
import { documentText } from './write/serialize';

export type { ActionTarget, AttributeChange, TransformAction } from './actions';
export type { MessageKind, TransformMessage } from './log';
export type { NamespaceFinding } from './transformNamespace';
export { decodeBytes, encodeText, type OutputEncoding } from './write/encoding';

export interface TransformInput {
  /** Without byte order mark. */
  readonly text: string;
  readonly file: FilePath;
  /** The tolerant tree of the text: what there is to show of a source the engine cannot read. */
  readonly tree?: XmlDocument;
  /** As found on disk; decides how the result is written. */
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly bom?: boolean;
  /** For a source that is itself the result of a transform: that document, whose origins are carried on. */
  readonly document?: DomDocument;
}

export interface TransformResult {
  /**
   * The source, transformed: every element and attribute with its origins. When the source cannot be read, as much of
   * it as there is in its tolerant tree.
   */
  readonly document: DomDocument;
  /** What the engine writes, without byte order mark; when writing fails, as far as it gets. */
  readonly text: string;
  readonly encoding: OutputEncoding;
  /** False when there was nothing to write: a file could not be read, or the encoding is unknown. */
  readonly written: boolean;
  /** False when there was an error; the build then writes no file. */
  readonly succeeded: boolean;
  readonly messages: readonly TransformMessage[];
  readonly actions: readonly TransformAction[];
  /** Whether the transform file speaks the transform language at all. */
  readonly namespace: NamespaceFinding;
}

/**
 * Applies a transform file (`Web.Release.config`) to a configuration file as Microsoft's TransformXml build task does
 * (Microsoft.Web.XmlTransform of the .NET SDK): same text, same messages at the same places. Where that engine errs
 * it is followed; `docs/xdt.md` lists what. Never throws.
 */
export function applyTransform(source: TransformInput, transform: TransformInput): TransformResult {
  const log = new TransformLog();
  const namespace = findNamespace(transform.text);
  const failed = (document: DomDocument): TransformResult => ({
    document,
    text: '',
    encoding: { name: 'utf-8', bom: source.bom ?? false },
    written: false,
    succeeded: false,
    messages: log.messages,
    actions: [],
    namespace,
  });

  const target = read(source, loadSource, 'Source', log);
  if (!target) return failed(source.tree ? domFromXml(source.tree, source.file) : new XdtDocument());
  if (source.document) carryOrigins(source.document, target);
  const directions = read(transform, loadTransform, 'Transform', log);
  if (!directions) return failed(target);

  const scene: Scene = {
    target,
    sourceFile: source.file,
    transformFile: transform.file,
    original: once(() => loadSource(source.text, source.file)),
  };
  let actions: TransformAction[] = [];
  if (!declaresTransforms(directions)) log.message(messages.namespaceMissing(XDT));
  else if (checkDirectives(directions, scene, log)) actions = runTransforms(directions, scene, log);
  else {
    log.error(`Could not open Transform file: ${messages.fatal}`, undefined);
    return failed(target);
  }
  const applied = !log.hasErrors;
  const saved = save(target, source);
  if (saved.error !== undefined && applied) log.error(`Could not write Destination file: ${saved.error}`, undefined);
  return {
    document: target,
    text: saved.text,
    encoding: saved.encoding,
    written: saved.written,
    succeeded: !log.hasErrors,
    messages: log.messages,
    actions,
    namespace,
  };
}

/** Errors of reading as the build task words them. */
function read(
  { text, file, bom = false }: TransformInput,
  load: (text: string, file: FilePath) => XdtDocument,
  what: 'Source' | 'Transform',
  log: TransformLog,
): XdtDocument | undefined {
  try {
    refuseTinyFile(text, bom);
    return load(text, file);
  } catch (error) {
    if (error instanceof XmlError) log.error(error.message, placeIn(text, file, error));
    else log.error(`Could not open ${what} file: ${(error as Error).message}`, undefined);
    return undefined;
  }
}

/** An error about a start tag cut short counts from that tag, so its place may lie elsewhere in the file. */
function placeIn(text: string, file: FilePath, { line, column }: XmlError): Place {
  if (line === 0) return { file, line, column };
  const start = new LineIndex(text).offsetAt({ line: line - 1, character: column - 1 });
  return { file, line, column, span: { start, end: Math.min(start + 1, text.length) } };
}

function save(
  document: XdtDocument,
  source: TransformInput,
): { text: string; encoding: OutputEncoding; written: boolean; error?: string } {
  let encoding: OutputEncoding = { name: 'utf-8', bom: source.bom ?? false };
  try {
    indentChanges(document);
    encoding = outputEncoding(document, source);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { text: '', encoding, written: false, error: error.message };
  }
  const { text, error } = documentText(document);
  return { text, encoding, written: true, error };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** `text` was written from `before`, so both have the same elements and attributes in the same order. */
function carryOrigins(before: DomDocument, after: DomDocument): void {
  const work: [DomDocument | DomElement, DomDocument | DomElement][] = [[before, after]];
  for (let pair = work.pop(); pair; pair = work.pop()) {
    const [from, to] = pair;
    const children = from.children;
    to.children.forEach((element, index) => {
      const original = children[index];
      if (!original) return;
      element.origins = [...original.origins];
      for (const attribute of element.attributes)
        attribute.origins = [...(original.getAttributeNode(attribute.nodeName)?.origins ?? [])];
      work.push([original, element]);
    });
  }
}
