import type { DomDocument } from '../config/dom/dom';
import { domFromXml } from '../config/dom/fromXml';
import type { FilePath } from '../files/files';
import { parseXml } from '../syntax/xml/parse';
import type { XmlDocument } from '../syntax/xml/tree';
export interface TransformResult {
  document: DomDocument;
  text: string;
  succeeded: boolean;
  messages: readonly { kind: string; text: string; file: FilePath; line: number; column: number }[];
  actions: readonly unknown[];
}
export function applyTransform(
  source: { text: string; file: FilePath; tree?: XmlDocument; document?: DomDocument },
  _t: unknown,
): TransformResult {
  return {
    document: domFromXml(source.tree ?? parseXml(source.text), source.file),
    text: source.text,
    succeeded: true,
    messages: [],
    actions: [],
  };
}
