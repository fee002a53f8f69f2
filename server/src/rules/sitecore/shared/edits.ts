import { PATCH, SET } from '../../../config/sitecore/namespaces';
import { type ParsedFile, xmlOf } from '../../../site/parsed';
import { namespaceOfPrefix } from '../../../syntax/xml/navigate';
import type { XmlElement } from '../../../syntax/xml/tree';
import { insertAttribute } from '../../edits';
import type { Edit } from '../../rule';

/** Edits of patch files: prefixes, names of tags, words in values. */

export interface Prefix {
  readonly prefix: string;
  /** Declares it where it is not declared yet. */
  readonly edits: readonly Edit[];
}

/** The prefix that stands for a namespace at an element; declared on the root when there is none. */
export function prefixFor(file: ParsedFile, element: XmlElement, uri: string, usual: string): Prefix {
  for (let at: XmlElement['parent'] = element; at.kind === 'element'; at = at.parent) {
    const found = at.attributes.find(({ prefix, value }) => prefix === 'xmlns' && value === uri);
    if (found && namespaceOfPrefix(element, found.localName) === uri) return { prefix: found.localName, edits: [] };
  }
  const root = xmlOf(file).root!;
  const prefix = namespaceOfPrefix(element, usual) === undefined ? usual : `${usual}1`;
  return { prefix, edits: [insertAttribute(file, root, `xmlns:${prefix}`, uri)] };
}

export function patchPrefix(file: ParsedFile, element: XmlElement): Prefix {
  return prefixFor(file, element, PATCH, 'patch');
}

export function setPrefix(file: ParsedFile, element: XmlElement): Prefix {
  return prefixFor(file, element, SET, 'set');
}

/** Another name for an element, in its start tag and its end tag. */
export function renameElement(file: ParsedFile, element: XmlElement, name: string): Edit[] {
  const open: Edit = { file: file.path, span: { start: element.nameStart, end: element.nameEnd }, text: name };
  if (element.selfClosing || element.closeStart < 0) return [open];
  const start = element.closeStart + 2;
  return [open, { file: file.path, span: { start, end: start + element.name.length }, text: name }];
}

export function replaceSpan(file: ParsedFile, start: number, end: number, text: string): Edit {
  return { file: file.path, span: { start, end }, text };
}
