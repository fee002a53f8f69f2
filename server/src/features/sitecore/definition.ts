import { PATCH } from '../../config/sitecore/namespaces';
import type { ConfigElement } from '../../config/sitecore/view';
import { keyOf } from '../../files/paths';
import type { Place } from '../../rules/rule';
import type { SiteView } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import { namespaceOf } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import type { FileInput } from '../input';
import { firstPlaceOf, matchOf, mergedFrom, type SitecoreAt, sitecoreAt } from './at';

/**
 * From a patch to the line it changes, and back: the word before this file's, or, where this file was the first, the
 * word that counts in the end. From a position to what it finds.
 */
export function sitecoreDefinitionAt(input: FileInput, offset: number): Place[] {
  const at = sitecoreAt(input, offset);
  if (!at) return [];
  const { attribute } = at;
  if (attribute && namespaceOf(attribute) === PATCH) {
    const reference = matchOf(at, attribute.owner)?.position?.reference;
    if (!reference) return [];
    return [firstPlaceOf(reference.touch)];
  }
  const words = wordsAt(input.site.view(input.variant), input, at);
  const mine = words.findIndex(({ file }) => keyOf(file) === keyOf(input.file.path));
  const target = mine > 0 ? words[mine - 1] : words.at(-1);
  return target && keyOf(target.file) !== keyOf(input.file.path) ? [target] : [];
}

/** Everybody who touched what stands at an offset, in all variants, in load order. */
export function sitecoreReferencesAt(input: FileInput, offset: number): Place[] {
  const found = new Map<string, Place>();
  for (const variant of [null, ...input.site.variants.map(({ name }) => name)]) {
    const at = sitecoreAt({ ...input, variant }, offset);
    if (!at) continue;
    for (const place of wordsAt(input.site.view(variant), input, at))
      found.set(`${keyOf(place.file)}:${place.span.start}`, place);
  }
  return [...found.values()];
}

/** Who spoke about the attribute or text at a place, or about the element when that says nothing alone. */
function wordsAt(view: SiteView, { file }: FileInput, { element, attribute }: SitecoreAt): Place[] {
  const isCommand = namespaceOf(element) === PATCH && element.parent.kind === 'element';
  const holder = isCommand ? (element.parent as XmlElement) : element;
  const merged = mergedFrom(view, file.path, holder);
  if (!merged) return removalOf(view, file.path, holder);
  const name = isCommand ? element.attributes.find((a) => a.name === 'name')?.value : attribute?.localName;
  const node = name && name !== 'name' ? merged.getAttributeNode(name) : undefined;
  const origins = node ? node.origins : name === undefined ? textOrigins(merged) : merged.origins;
  return origins
    .filter(({ action }) => action !== 'marked')
    .map(({ file: from, start, end }) => ({ file: from, span: { start, end } }));
}

/** Where there is no text the element itself is meant. */
function textOrigins(merged: ConfigElement): ConfigElement['origins'] {
  const text = merged.childNodes.find(({ nodeName }) => nodeName === '#text');
  return text && text.origins.length > 1 ? text.origins : merged.origins;
}

/** The patch that took an element away. */
function removalOf(view: SiteView, file: string, element: XmlElement): Place[] {
  for (const { outcome } of [...(view.part(SITECORE)?.files ?? [])].reverse())
    for (const { element: gone, by } of outcome.removals) {
      let touch: typeof gone.touch | undefined = gone.touch;
      while (touch && !(keyOf(touch.by.file) === keyOf(file) && touch.at.start === element.start)) touch = touch.before;
      if (touch) return [{ file: by.by.file, span: { start: by.at.start, end: by.at.end } }];
    }
  return [];
}
