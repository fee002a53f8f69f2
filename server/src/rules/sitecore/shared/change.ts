import type { Contribution } from '../../../config/aspnet/effective';
import type { Origin } from '../../../config/dom/dom';
import type { ConfigElement } from '../../../config/sitecore/view';
import { keyOf } from '../../../files/paths';
import { placesInSitecore } from '../../../settings/sitecore/path';
import { type ParsedFile, xmlOf } from '../../../site/parsed';
import type { Site } from '../../../site/site';
import { SITECORE } from '../../../site/sitecore/key';
import { attributeValueEdit, escapeText } from '../../../syntax/xml/escape';
import { nodeAt } from '../../../syntax/xml/navigate';
import type { XmlAttribute, XmlElement } from '../../../syntax/xml/tree';
import { removeAttribute, removeElement } from '../../edits';
import type { Edit, Fix, Place, RuleInput } from '../../rule';
import { lookAt } from './files';
import { type Change, createPatch, type PatchText } from './patchText';

/** A setting of the catalogue gets a value: where the customer sets it already, or in a new patch. */
export function setSitecore(
  input: RuleInput,
  path: string,
  literal: string,
  title: string,
  options: PatchText = {},
): Fix | undefined {
  const { winner } = input.settings.get(path);
  const { site } = input.view;
  const look = lookAt(input.view);
  // Sitecore Identity has files of its own, which no patch can change.
  const isMerged = look?.files.some(({ file }) => keyOf(file.path) === keyOf(winner?.file ?? ''));
  if (winner && (!isMerged || look?.isOwn(winner.file))) {
    const edit = replaceWord(site, winner, literal);
    return edit && { title, edits: [edit] };
  }
  const configuration = input.view.part(SITECORE);
  const place = configuration && placesInSitecore(configuration.document, path)[0];
  if (!place) return undefined;
  return createPatch(site, place.element, changeOf(path, literal), title, options);
}

function changeOf(path: string, value: string): Change {
  const cut = path.lastIndexOf('/@');
  return cut < 0 ? { kind: 'text', value } : { kind: 'attribute', name: path.slice(cut + 2), value };
}

/** The word that a contribution gave, attribute or text, replaced where it stands. */
export function replaceWord(
  site: Site,
  { file, span }: Pick<Contribution, 'file' | 'span'>,
  literal: string,
): Edit | undefined {
  const source = site.sources.get(keyOf(file));
  if (!source) return undefined;
  const attribute = attributeAt(source, span.start);
  if (attribute) return { file: source.path, ...attributeValueEdit(attribute, source.text, literal) };
  return { file: source.path, span, text: escapeText(literal) };
}

/** What the customer says about a setting, taken out again. */
export function withoutOwn(input: RuleInput, contribution: Pick<Contribution, 'file' | 'span'>): Edit | undefined {
  const source = input.view.site.sources.get(keyOf(contribution.file));
  return source && removeWord(source, contribution.span.start);
}

/**
 * The attribute, text or command at an offset taken out of a patch file, with the element around it when nothing else
 * is said there. Undefined when it stands in an element that has a place of its own to say.
 */
export function removeWord(file: ParsedFile, offset: number): Edit | undefined {
  const attribute = attributeAt(file, offset);
  const place = nodeAt(xmlOf(file), offset);
  let element = attribute?.owner ?? place.element;
  if (!element) return undefined;
  if (attribute && attribute.owner.localName !== 'attribute') {
    if (saysMore(element, [attribute.name])) return removeAttribute(file, attribute);
  } else if (element.localName === 'attribute' && element.prefix && element.parent.kind === 'element') {
    if (contentOf(element.parent).length > 1 || saysMore(withoutContent(element.parent), []))
      return removeElement(file, element);
    element = element.parent;
  } else if (contentOf(element).length > 1) return undefined;
  if (element.attributes.some(({ prefix }) => prefix === 'patch')) return undefined;
  return removeElement(file, element);
}

const IDENTITY: ReadonlySet<string> = new Set(['name', 'uid', 'id', 'type', 'desc', 'hint', 'ref', 'path', 'method']);

/** Does an element say anything beside who it is and what `except` names? */
function saysMore(
  { attributes, children }: Pick<XmlElement, 'attributes' | 'children'>,
  except: readonly string[],
): boolean {
  const other = attributes.some(
    ({ name, localName, prefix }) =>
      !except.includes(name) && !(prefix === '' && IDENTITY.has(name)) && localName !== 'require',
  );
  return other || contentOf({ children }).length > 0;
}

function withoutContent({ attributes }: XmlElement): Pick<XmlElement, 'attributes' | 'children'> {
  return { attributes, children: [] };
}

function contentOf({ children }: Pick<XmlElement, 'children'>) {
  return children.filter((child) => child.kind === 'element' || (child.kind === 'text' && child.value.trim() !== ''));
}

/** The attribute whose value begins at an offset. */
function attributeAt(file: ParsedFile, offset: number): XmlAttribute | undefined {
  const { node } = nodeAt(xmlOf(file), offset);
  return node.kind === 'attribute' && node.valueStart === offset ? node : undefined;
}

export function placeOf({ file, start, end }: Origin): Place {
  return { file, span: { start, end } };
}

/** The last file that gave an attribute of an element its value, `patch:source` and the like left out. */
export function lastWordOn(element: ConfigElement, name: string): Origin | undefined {
  return element
    .getAttributeNode(name)
    ?.origins.filter(({ action }) => action !== 'marked')
    .at(-1);
}
