import { SIGNIFICANT, UNIQUE } from '../../config/sitecore/locator';
import { ruleOfNamespace } from '../../config/sitecore/namespaces';
import type { PatchMatch } from '../../config/sitecore/outcome';
import type { Touch } from '../../config/sitecore/tree';
import type { ConfigDocument, ConfigElement } from '../../config/sitecore/view';
import { keyOf } from '../../files/paths';
import type { Place } from '../../rules/rule';
import { lookAt, type PatchFile, type SitecoreLook } from '../../rules/sitecore/shared/files';
import { xmlOf } from '../../site/parsed';
import type { SiteView } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import { ancestors, attributeOf, namespaceOf, nodeAt, type XmlPlace } from '../../syntax/xml/navigate';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';
import type { FileInput } from '../input';

/** What stands at an offset of a file that Sitecore merges. */
export interface SitecoreAt {
  readonly look: SitecoreLook;
  readonly patch: PatchFile;
  readonly place: XmlPlace;
  readonly element: XmlElement;
  readonly attribute: XmlAttribute | undefined;
}

/** Undefined outside `<sitecore>`, and in files that are not merged in the variant at hand. */
export function sitecoreAt({ site, file, variant }: FileInput, offset: number): SitecoreAt | undefined {
  const look = lookAt(site.view(variant));
  const patch = look?.files.find((candidate) => keyOf(candidate.file.path) === keyOf(file.path));
  const place = patch && nodeAt(xmlOf(file), offset);
  const { element } = place ?? {};
  if (!look || !patch || !place || !element) return undefined;
  if (![element, ...ancestors(element)].some(({ name }) => name === 'sitecore')) return undefined;
  return { look, patch, place, element, attribute: place.node.kind === 'attribute' ? place.node : undefined };
}

/** Where an element of the merge stood first. */
export function firstPlaceOf(touch: Touch): Place {
  let first = touch;
  while (first.before) first = first.before;
  return { file: first.by.file, span: { start: first.at.start, end: first.at.end } };
}

/** What exactly this element did when its file was merged. */
export function matchOf({ patch }: Pick<SitecoreAt, 'patch'>, element: XmlElement): PatchMatch | undefined {
  return patch.outcome.matches.find(({ patch: { start } }) => start === element.start);
}

/**
 * The element of the merged configuration that an element of a file became or changed: the one that remembers it.
 * Undefined when it is gone, or was never taken in.
 */
export function mergedFrom(view: SiteView, file: string, element: XmlElement): ConfigElement | undefined {
  const root = view.part(SITECORE)?.document.documentElement;
  let found: ConfigElement | undefined = root;
  for (const step of waysDown(element))
    found = found?.children.find((child) =>
      child.origins.some(({ file: from, start }) => start === step.start && keyOf(from) === keyOf(file)),
    );
  return found;
}

/**
 * The element that an element of a file means, in some state of the merge: by what tells siblings apart, without asking
 * whether the file is well-formed (while somebody types it seldom is).
 */
export function meantIn(document: ConfigDocument, element: XmlElement): ConfigElement | undefined {
  let found: ConfigElement | undefined = document.documentElement;
  for (const step of waysDown(element)) found = found && nearestChild(found, step);
  return found;
}

function nearestChild(parent: ConfigElement, step: XmlElement): ConfigElement | undefined {
  const named = parent.children.filter(({ nodeName }) => nodeName === step.name);
  const unique = step.attributes.find(({ name, value }) => UNIQUE.has(name) && value !== '');
  if (unique) return named.find((child) => child.getAttribute(unique.name) === unique.value);
  const telling = step.attributes.filter(({ name, value }) => SIGNIFICANT.has(name) && value !== '');
  return named.find((child) => telling.every(({ name, value }) => child.getAttribute(name) === value)) ?? named[0];
}

/** From below `<sitecore>` down to the element. */
function waysDown(element: XmlElement): XmlElement[] {
  const chain = [element, ...ancestors(element)];
  const root = chain.findIndex(({ name }) => name === 'sitecore');
  return root < 0 ? [] : chain.slice(0, root).reverse();
}

/** `role` for `role:require`, lower-cased. */
export function requiredRule(attribute: XmlAttribute): string | undefined {
  if (attribute.localName !== 'require' || !attribute.prefix) return undefined;
  return ruleOfNamespace(namespaceOf(attribute) ?? '');
}

/** The name of a `<setting>`. */
export function settingName(element: XmlElement): string | undefined {
  return element.name === 'setting' ? attributeOf(element, 'name')?.value : undefined;
}

/** Views of the site that differ in roles, the one as the files stand first. */
export function roleViews({ site, variant }: Pick<FileInput, 'site' | 'variant'>): { name: string; view: SiteView }[] {
  const written = site.part(SITECORE)?.sources.definitions.findLast(({ rule }) => rule === 'role')?.value;
  const base = variant !== null && !site.variants.find(({ name }) => name === variant)?.values?.role ? variant : null;
  const roles = site.variants.filter((candidate) => candidate.values?.role);
  return [
    { name: base ?? written ?? 'Standalone', view: site.view(base) },
    ...roles.map(({ name }) => ({ name, view: site.view(name) })),
  ];
}
