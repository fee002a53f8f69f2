import { attributesOf } from '../../settings/attributes';
import { settingAt } from '../../settings/catalogue';
import { elementPlacesOf } from '../../settings/places';
import type { Setting } from '../../settings/setting';
import { sectionOf } from '../../site/section';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';
import type { FileInput } from '../input';
import type { Completion } from '../results';
import { hasValue, isInValue, nameSpan, otherNames, tagAround, valueSpan } from '../xml/tag';

/** Attributes and words of known settings. */
export function settingCompletionsAt(input: Pick<FileInput, 'site' | 'file'>, offset: number): Completion[] {
  const tag = tagAround(input.file, offset);
  if (!tag) return [];
  const { element, attribute } = tag;
  if (attribute && isInValue(attribute, offset)) return values(input, element, attribute);
  return offset > element.nameEnd ? attributes(input, element, attribute, offset) : [];
}

function values(input: Pick<FileInput, 'site' | 'file'>, element: XmlElement, attribute: XmlAttribute): Completion[] {
  const span = valueSpan(attribute);
  const setting = settingAt(`${pathAt(input, element)}/@${attribute.name}`);
  const words =
    setting?.literal.kind === 'enum'
      ? setting.literal.words
      : setting?.literal.kind === 'boolean'
        ? ['true', 'false']
        : [];
  return words.map((word) => ({
    label: word,
    kind: 'value',
    insert: word,
    span,
    detail: word === setting?.default ? 'default' : '',
    documentation: setting?.effect ?? '',
  }));
}

function attributes(
  input: Pick<FileInput, 'site' | 'file'>,
  element: XmlElement,
  attribute: XmlAttribute | undefined,
  offset: number,
): Completion[] {
  const path = pathAt(input, element);
  const taken = otherNames(element, attribute);
  const known = path === undefined ? [] : attributesOf(path).filter((name) => !taken.has(name));
  return known.map((name) => {
    const setting = settingAt(`${path}/@${name}`);
    return {
      label: name,
      kind: 'attribute',
      insert: hasValue(attribute) ? name : `${name}="\${1:${valueFor(setting)}}"`,
      span: nameSpan(attribute, offset),
      detail: setting ? unitOf(setting) : '',
      documentation: setting?.effect ?? '',
    };
  });
}

/** A dollar sign or a brace in a default would be read as part of the snippet. */
function valueFor(setting: Setting | undefined): string {
  return (setting?.default ?? '').replace(/[$}\\]/g, '\\$&');
}

function unitOf({ literal }: Setting): string {
  if (literal.kind === 'minutes' || literal.kind === 'seconds') return literal.kind;
  if (literal.kind === 'timeSpan' || literal.kind === 'nativeTimeSpan') return 'hh:mm:ss';
  return literal.kind === 'integer' ? (literal.unit ?? 'number') : literal.kind;
}

function pathAt({ site, file }: Pick<FileInput, 'site' | 'file'>, element: XmlElement): string | undefined {
  return elementPlacesOf(file, sectionOf(site, file)).find((place) => place.element === element)?.path;
}
