import { type ParsedFile, xmlOf } from '../../site/parsed';
import type { Span } from '../../syntax/text';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';

/** What completions ask of the tag that somebody is typing in. */

/** The start tag around an offset, closed or not, and the attribute there. */
export function tagAround(
  file: ParsedFile,
  offset: number,
): { readonly element: XmlElement; readonly attribute: XmlAttribute | undefined } | undefined {
  let nodes = xmlOf(file).children;
  for (;;) {
    const found = nodes.find((node) => node.kind === 'element' && node.start < offset && offset <= node.end);
    if (found?.kind !== 'element') return undefined;
    if (offset < found.openEnd || (offset === found.openEnd && file.text[offset - 1] !== '>')) {
      const attribute = found.attributes.find((a) => offset >= a.nameStart && offset <= a.end);
      return { element: found, attribute };
    }
    nodes = found.children;
  }
}

/** Is the offset between the quotes? */
export function isInValue({ valueStart, valueEnd }: XmlAttribute, offset: number): boolean {
  return offset >= valueStart && offset <= valueEnd;
}

export function valueSpan({ valueStart, valueEnd }: XmlAttribute): Span {
  return { start: valueStart, end: valueEnd };
}

/** What a name that is chosen replaces: the one that is being typed, or nothing. */
export function nameSpan(attribute: XmlAttribute | undefined, offset: number): Span {
  return attribute ? { start: attribute.nameStart, end: attribute.nameEnd } : { start: offset, end: offset };
}

/** Is a value there already, so that a name alone is to be written? */
export function hasValue(attribute: XmlAttribute | undefined): boolean {
  return attribute !== undefined && attribute.valueStart > attribute.nameEnd;
}

/** Names that are taken: those of every attribute but the one that is being typed. */
export function otherNames(element: XmlElement, attribute: XmlAttribute | undefined): ReadonlySet<string> {
  return new Set(element.attributes.filter((other) => other !== attribute).map(({ name }) => name));
}
