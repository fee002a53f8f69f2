import { SIGNIFICANT } from '../../config/sitecore/locator';
import { PATCH } from '../../config/sitecore/namespaces';
import type { ConfigElement } from '../../config/sitecore/view';
import { keyOf } from '../../files/paths';
import { SERVER_ROLES } from '../../rules/sitecore/shared/require';
import { settingAt, settings } from '../../settings/catalogue';
import { namespaceOf } from '../../syntax/xml/navigate';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';
import type { FileInput } from '../input';
import type { Completion } from '../results';
import { hasValue, isInValue, nameSpan, otherNames, valueSpan } from '../xml/tag';
import { meantIn, requiredRule, type SitecoreAt, sitecoreAt } from './at';
import { COMMANDS, POSITIONS } from './words';

/** Enough for every pipeline; a list of thousands helps nobody. */
const MOST = 1_000;

/** What can stand at an offset of a patch file: seen from what is there when the file comes to be merged. */
export function sitecoreCompletionsAt(input: FileInput, offset: number): Completion[] {
  const at = sitecoreAt(input, offset);
  if (!at || at.patch.index === 0) return [];
  const { attribute, element, place } = at;
  if (attribute && isInValue(attribute, offset)) return values(at, attribute);
  if (place.part === 'name' && offset <= element.nameEnd) return elementNames(at, element);
  if (place.part === 'tag' || place.part === 'attribute-name') return attributeNames(at, element, attribute, offset);
  return [];
}

function before({ look, patch }: SitecoreAt, element: XmlElement): ConfigElement | undefined {
  return meantIn(look.configuration.before(patch.index), element);
}

function parentBefore(at: SitecoreAt, element: XmlElement): ConfigElement | undefined {
  return element.parent.kind === 'element' ? before(at, element.parent) : undefined;
}

function values(at: SitecoreAt, attribute: XmlAttribute): Completion[] {
  const { owner } = attribute;
  const span = valueSpan(attribute);
  if (requiredRule(attribute) === 'role') return roles(at, span);
  const uri = namespaceOf(attribute);
  if (uri === PATCH) return selectors(at, owner, span);
  if (uri !== '') return [];
  if (namespaceOf(owner) === PATCH && attribute.name === 'name') return attributesOfTarget(at, owner, span);
  if (owner.name === 'setting' && attribute.name === 'name') return settingNames(at, owner, span);
  if (!SIGNIFICANT.has(attribute.name)) return [];
  const seen = new Set<string>();
  for (const child of parentBefore(at, owner)?.children ?? []) {
    const value = child.nodeName === owner.name ? child.getAttribute(attribute.name) : null;
    if (value && seen.size < MOST) seen.add(value);
  }
  return [...seen].map((value) => word(value, span, `${attribute.name} of an element that is there`, ''));
}

function settingNames(at: SitecoreAt, element: XmlElement, span: Completion['span']): Completion[] {
  const found = new Map<string, string>();
  for (const child of parentBefore(at, element)?.children ?? []) {
    const name = child.nodeName === 'setting' ? child.getAttribute('name') : null;
    if (name) found.set(name, child.getAttribute('value') ?? '');
  }
  for (const { path, default: value } of settings) {
    const name = /^sitecore\/settings\/setting\[name='([^']+)'\]/.exec(path)?.[1];
    if (name && !found.has(name)) found.set(name, value ?? '');
  }
  return [...found].map(([name, value]) =>
    word(name, span, value, settingAt(`sitecore/settings/setting[name='${name}']/@value`)?.effect ?? ''),
  );
}

function attributesOfTarget(at: SitecoreAt, command: XmlElement, span: Completion['span']): Completion[] {
  const target = command.parent.kind === 'element' ? before(at, command.parent) : undefined;
  return (target?.attributes ?? [])
    .filter(({ namespaceURI }) => namespaceURI === null)
    .map(({ name, value }) => word(name, span, value, ''));
}

/** The siblings that are there, by what tells them apart. */
function selectors(at: SitecoreAt, element: XmlElement, span: Completion['span']): Completion[] {
  const found = new Map<string, string>();
  for (const child of parentBefore(at, element)?.children ?? []) {
    const telling = child.merged.attributes.find(({ localName, uri }) => uri === '' && SIGNIFICANT.has(localName));
    const value = telling?.value;
    if (!telling || value === undefined || value.includes("'") || found.size >= MOST) continue;
    found.set(`${child.nodeName}[@${telling.localName}='${value}']`, child.nodeName);
  }
  return [...found].map(([selector, name]) => word(selector, span, name, 'An element that is there at this point.'));
}

function roles({ look }: SitecoreAt, span: Completion['span']): Completion[] {
  const own = [...(look.configuration.options.rules.get('role') ?? [])];
  const names = [...SERVER_ROLES, ...own.filter((name) => !SERVER_ROLES.some((role) => keyOf(role) === name))];
  return names.map((name) => word(name, span, 'role', ''));
}

function elementNames(at: SitecoreAt, element: XmlElement): Completion[] {
  const span = { start: element.nameStart, end: element.nameEnd };
  const parent = parentBefore(at, element);
  const prefix = prefixOf(element, PATCH);
  const commands = Object.entries(COMMANDS)
    .filter(([name]) => name !== 'deleteattribute' || at.look.configuration.options.generation === 'new')
    .map(
      ([name, does]): Completion => ({
        ...word(`${prefix ?? 'patch'}:${name}`, span, 'patch command', does),
        kind: 'word',
      }),
    );
  const names = new Set((parent?.children ?? []).slice(0, MOST).map(({ nodeName }) => nodeName));
  const children = [...names].map((name) => word(name, span, `child of ${parent!.nodeName}`, ''));
  return prefix === undefined ? children : [...commands, ...children];
}

function attributeNames(
  at: SitecoreAt,
  element: XmlElement,
  attribute: XmlAttribute | undefined,
  offset: number,
): Completion[] {
  const span = nameSpan(attribute, offset);
  const write = (name: string) => (hasValue(attribute) ? name : `${name}="$1"`);
  const taken = otherNames(element, attribute);
  const found: Completion[] = [];
  const add = (name: string, detail: string, documentation: string) => {
    if (!taken.has(name))
      found.push({ label: name, kind: 'attribute', insert: write(name), span, detail, documentation });
  };
  if (namespaceOf(element) === PATCH) {
    for (const name of ['name', 'value']) add(name, 'patch command', '');
    return found;
  }
  const patch = prefixOf(element, PATCH);
  if (patch !== undefined)
    for (const [name, does] of Object.entries(POSITIONS)) add(`${patch}:${name}`, 'position', does);
  const set = prefixOf(element, `${PATCH}set/`);
  const target = before(at, element);
  for (const { name, value, namespaceURI } of target?.attributes ?? []) {
    if (namespaceURI !== null) continue;
    if (SIGNIFICANT.has(name)) add(name, value, 'Finds the element.');
    else if (set !== undefined) add(`${set}:${name}`, value, 'Changes the attribute of the element that is there.');
  }
  const role = prefixOf(element, `${PATCH}role/`);
  if (role !== undefined) add(`${role}:require`, 'condition', 'Takes the element in only on servers with these roles.');
  return found;
}

/** The prefix that stands for a namespace here; undefined when none is declared. */
function prefixOf(element: XmlElement, uri: string): string | undefined {
  for (let at: XmlElement['parent'] = element; at.kind === 'element'; at = at.parent) {
    const found = at.attributes.find(({ prefix, value }) => prefix === 'xmlns' && value === uri);
    if (found) return found.localName;
  }
  return undefined;
}

function word(label: string, span: Completion['span'], detail: string, documentation: string): Completion {
  return { label, kind: 'value', insert: label, span, detail: detail.slice(0, 80), documentation };
}
