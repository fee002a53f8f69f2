import { PATCH } from '../../config/sitecore/namespaces';
import type { Fix } from '../../rules/rule';
import { type Change, createPatch } from '../../rules/sitecore/shared/patchText';
import { ancestors, namespaceOf } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import type { FileInput } from '../input';
import { mergedFrom, requiredRule, type SitecoreAt, sitecoreAt } from './at';

/** What can be done with a value of Sitecore's own at an offset, beyond fixes of findings: a patch file for it. */
export function sitecoreActionsAt(input: FileInput, offset: number): Fix[] {
  const at = sitecoreAt(input, offset);
  if (!at?.patch.stock) return [];
  const element = mergedFrom(input.site.view(input.variant), input.file.path, at.element);
  const change = element && changeAt(at);
  if (!element || !change || namespaceOf(at.element) === PATCH) return [];
  const role = roleAround(at.element);
  const name = element.getAttribute('name') ?? element.nodeName;
  const plain = createPatch(input.site, element, change, `Create a patch file for ${name}`);
  const title = role === undefined ? '' : `Create a patch file for ${name} where ${role}`;
  return role === undefined ? [plain] : [createPatch(input.site, element, change, title, { role }), plain];
}

/** The attribute at the place, `value` of a setting, or the text of an element without children. */
function changeAt({ attribute, element, place }: SitecoreAt): Change | undefined {
  const named = attribute && !attribute.prefix && attribute.name !== 'name' ? attribute : undefined;
  const value = named ?? element.attributes.find(({ name }) => name === 'value');
  if (value) return { kind: 'attribute', name: value.name, value: value.value };
  if (element.children.some(({ kind }) => kind === 'element') || element.children.length === 0) return undefined;
  const text = element.children.map((child) => (child.kind === 'text' ? child.value : '')).join('');
  return place.part === 'text' || place.part === 'name' ? { kind: 'text', value: text.trim() } : undefined;
}

/** What the stock file asks for: a patch without it would bring the element to every server. */
function roleAround(element: XmlElement): string | undefined {
  const conditions = [element, ...ancestors(element)].flatMap(({ attributes }) =>
    attributes.filter((attribute) => requiredRule(attribute) === 'role').map(({ value }) => value),
  );
  return conditions.length === 1
    ? conditions[0]
    : conditions.length === 0
      ? undefined
      : `(${conditions.join(') and (')})`;
}
