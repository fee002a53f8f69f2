import { isTransform } from '../../settings/places';
import type { Span } from '../../syntax/text';
import type { XmlAttribute } from '../../syntax/xml/tree';
import type { FileInput } from '../input';
import type { Completion } from '../results';
import { hasValue, isInValue, nameSpan, otherNames, tagAround, valueSpan } from '../xml/tag';
import { locators, type TransformWord, transforms } from './words';

/** The transform language: its two attributes, and the words they take. */
export function transformCompletionsAt({ file }: Pick<FileInput, 'file'>, offset: number): Completion[] {
  const tag = tagAround(file, offset);
  if (!tag) return [];
  const { element, attribute } = tag;
  if (attribute && isInValue(attribute, offset)) return values(attribute);
  if (offset <= element.nameEnd || !isTransform(file)) return [];
  const taken = otherNames(element, attribute);
  return ATTRIBUTES.filter(({ name }) => !taken.has(name)).map(({ name, does }) => ({
    label: name,
    kind: 'attribute',
    insert: hasValue(attribute) ? name : `${name}="$1"`,
    span: nameSpan(attribute, offset),
    detail: '',
    documentation: does,
  }));
}

const ATTRIBUTES = [
  { name: 'xdt:Transform', does: 'What to do with the element.' },
  { name: 'xdt:Locator', does: 'Which elements are meant.' },
] as const;

function values(attribute: XmlAttribute): Completion[] {
  const words = attribute.localName === 'Transform' ? transforms : attribute.localName === 'Locator' ? locators : [];
  return attribute.prefix ? words.map((word) => wordCompletion(word, valueSpan(attribute))) : [];
}

function wordCompletion({ name, takes, does }: TransformWord, span: Span): Completion {
  return {
    label: name,
    kind: 'word',
    insert: takes ? `${name}(${takes})` : name,
    span,
    detail: takes ? `${name}(…)` : '',
    documentation: does,
  };
}
