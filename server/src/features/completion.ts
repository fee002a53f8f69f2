import { rules } from '../rules/all';
import { attributesOf } from '../settings/attributes';
import { settingAt } from '../settings/catalogue';
import { elementPlacesOf, isTransform } from '../settings/places';
import type { Setting } from '../settings/setting';
import { sectionOf } from '../site/section';
import type { Span } from '../syntax/text';
import { nodeAt } from '../syntax/xml/navigate';
import type { XmlAttribute, XmlElement } from '../syntax/xml/tree';
import type { FeatureInput } from './input';
import { sitecoreCompletionsAt } from './sitecore/completion';
import { locators, type TransformWord, transforms } from './transformWords';

export interface Completion {
  readonly label: string;
  readonly kind: 'attribute' | 'value' | 'word' | 'rule';
  /** A snippet when it holds `$`; replaces `span`. */
  readonly insert: string;
  readonly span: Span;
  readonly detail: string;
  readonly documentation: string;
}

/** What can stand at an offset: attributes and words of known settings, the transform language, ids to silence. */
export function completionsAt(input: Pick<FeatureInput, 'site' | 'file' | 'variant'>, offset: number): Completion[] {
  const { file } = input;
  const place = nodeAt(file.tree, offset);
  if (place.node.kind === 'comment') return ruleIds(file.text, offset);
  const inSitecore = sitecoreCompletionsAt(input, offset);
  if (inSitecore.length > 0) return inSitecore;
  const tag = tagAround(input, offset);
  if (!tag) return [];
  const { element, attribute } = tag;
  if (attribute && offset >= attribute.valueStart && offset <= attribute.valueEnd)
    return values(input, element, attribute);
  if (offset <= element.nameEnd) return [];
  return attributes(input, element, attribute, offset);
}

function tagAround(
  { file }: Pick<FeatureInput, 'file'>,
  offset: number,
): { element: XmlElement; attribute: XmlAttribute | undefined } | undefined {
  let nodes = file.tree.children;
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

function values(
  input: Pick<FeatureInput, 'site' | 'file'>,
  element: XmlElement,
  attribute: XmlAttribute,
): Completion[] {
  const span = { start: attribute.valueStart, end: attribute.valueEnd };
  if (attribute.prefix && attribute.localName === 'Transform')
    return transforms.map((word) => wordCompletion(word, span));
  if (attribute.prefix && attribute.localName === 'Locator') return locators.map((word) => wordCompletion(word, span));
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

function attributes(
  input: Pick<FeatureInput, 'site' | 'file'>,
  element: XmlElement,
  attribute: XmlAttribute | undefined,
  offset: number,
): Completion[] {
  const path = pathAt(input, element);
  const taken = new Set(element.attributes.filter((other) => other !== attribute).map((other) => other.name));
  const span = attribute ? { start: attribute.nameStart, end: attribute.nameEnd } : { start: offset, end: offset };
  const hasValue = attribute !== undefined && attribute.valueStart > attribute.nameEnd;
  const found: Completion[] = [];
  for (const name of path === undefined ? [] : attributesOf(path)) {
    if (taken.has(name)) continue;
    const setting = settingAt(`${path}/@${name}`);
    found.push({
      label: name,
      kind: 'attribute',
      insert: hasValue ? name : `${name}="\${1:${valueFor(setting)}}"`,
      span,
      detail: setting ? unitOf(setting) : '',
      documentation: setting?.effect ?? '',
    });
  }
  if (isTransform(input.file)) {
    for (const [name, does] of [
      ['Transform', 'What to do with the element.'],
      ['Locator', 'Which elements are meant.'],
    ] as const) {
      if (taken.has(`xdt:${name}`)) continue;
      found.push({
        label: `xdt:${name}`,
        kind: 'attribute',
        insert: hasValue ? `xdt:${name}` : `xdt:${name}="$1"`,
        span,
        detail: '',
        documentation: does,
      });
    }
  }
  return found;
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

function pathAt({ site, file }: Pick<FeatureInput, 'site' | 'file'>, element: XmlElement): string | undefined {
  return elementPlacesOf(file, sectionOf(site, file)).find((place) => place.element === element)?.path;
}

/** Ids behind `session-timeline-disable…` in a comment. */
function ruleIds(text: string, offset: number): Completion[] {
  const line = text.slice(text.lastIndexOf('<!--', offset), offset);
  const match = /session-timeline-disable(?:-next-line)?[\s,][^<>]*?([a-z0-9-]*)$/.exec(line);
  if (!match) return [];
  const span = { start: offset - match[1]!.length, end: offset };
  return rules.map(({ id, title, explains }) => ({
    label: id,
    kind: 'rule',
    insert: id,
    span,
    detail: title,
    documentation: explains,
  }));
}
