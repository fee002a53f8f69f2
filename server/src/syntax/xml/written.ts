import type { Written } from '../written';
import { attributeValueEdit } from './escape';
import type { XmlAttribute } from './tree';

/** An attribute of a file with this text. */
export function writtenAttribute(attribute: XmlAttribute, text: string): Written {
  return {
    span: { start: attribute.nameStart, end: attribute.end },
    valueSpan: { start: attribute.valueStart, end: attribute.valueEnd },
    value: attribute.value,
    replace: (value) => attributeValueEdit(attribute, text, value),
  };
}
