import { ConfigElement } from '../../../config/sitecore/view';
import type { FilePath } from '../../../files/files';
import { keyOf } from '../../../files/paths';
import type { Site } from '../../../site/site';
import { SITECORE } from '../../../site/sitecore/key';
import { attributeText, escapeText } from '../../../syntax/xml/escape';
import type { Fix } from '../../rule';

/** What a new patch file is to change on one element of the merged configuration. */
export type Change =
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string }
  | { readonly kind: 'text'; readonly value: string };

export interface PatchText {
  /** `role:require` of the whole file. */
  readonly role?: string;
}

/** A patch file with one change, the way both engines read it. */
function patchTextOf(element: ConfigElement, change: Change, { role }: PatchText = {}): string {
  const steps: ConfigElement[] = [];
  for (let at: unknown = element; at instanceof ConfigElement; at = at.parentNode) steps.unshift(at);
  const uses = [
    'xmlns:patch="http://www.sitecore.net/xmlconfig/"',
    ...(change.kind === 'attribute' ? ['xmlns:set="http://www.sitecore.net/xmlconfig/set/"'] : []),
    ...(role ? ['xmlns:role="http://www.sitecore.net/xmlconfig/role/"'] : []),
  ];
  const lines = ['<?xml version="1.0" encoding="utf-8"?>', `<configuration ${uses.join(' ')}>`];
  const below = steps.slice(1);
  const required = role ? attributeText('role:require', role) : '';
  lines.push(`  <sitecore${required}>`);
  const indent = (depth: number) => '  '.repeat(depth + 2);
  below.slice(0, -1).forEach((step, depth) => void lines.push(`${indent(depth)}<${openTag(step)}>`));
  lines.push(indent(below.length - 1) + changedElement(element, change));
  below
    .slice(0, -1)
    .reverse()
    .forEach((step, i, all) => void lines.push(`${indent(all.length - 1 - i)}</${step.nodeName}>`));
  lines.push('  </sitecore>', '</configuration>', '');
  return lines.join('\n');
}

/** The tag of an element with what tells it from its siblings. */
function openTag(element: ConfigElement): string {
  const attribute = identityOf(element);
  return element.nodeName + (attribute ? attributeText(attribute.name, attribute.value) : '');
}

function changedElement(element: ConfigElement, change: Change): string {
  if (change.kind === 'text') return `<${openTag(element)}>${escapeText(change.value)}</${element.nodeName}>`;
  return `<${openTag(element)}${attributeText(`set:${change.name}`, change.value)} />`;
}

/** In both engines one attribute is enough to find an element that no sibling shares it with. */
const IDENTITY = ['name', 'uid', 'id', 'type', 'desc', 'hint', 'ref', 'path'];

function identityOf(element: ConfigElement): { name: string; value: string } | undefined {
  for (const name of IDENTITY) {
    const value = element.merged.attributes.find((a) => a.localName === name && a.uri === '')?.value;
    if (value) return { name, value };
  }
  return undefined;
}

/**
 * Where a new patch file belongs so that it comes after all that Sitecore brings: in Include, which is the layer Custom
 * from 9.0 on; before, files in a folder below come after those beside which they stand. Never in the folder of an
 * installation elsewhere: then in the first web root that is the site's own.
 */
function newPatchPath(site: Site, name: string): FilePath {
  const { sources, webRoots } = site.part(SITECORE)!;
  const custom = sources.layers.find((layer) => !layer.off && /^\/?App_Config\/Include\/?$/i.test(layer.includeFolder));
  const layer = custom ?? sources.layers.findLast(({ off, name: layerName }) => !off && layerName !== 'Sitecore');
  const there = layer?.folder !== undefined && !site.isInstalled(layer.folder) ? layer.folder : undefined;
  const folder =
    there ?? `${webRoots[0] ?? site.root}/${(layer?.includeFolder ?? 'App_Config/Include').replace(/^\/|\/$/g, '')}`;
  const inFolder = sources.generation === 'old' ? `${folder}/Custom` : folder;
  const taken = new Set(site.files.map(({ file }) => keyOf(file)));
  for (let count = 1; ; count++) {
    const path = `${inFolder}/${name}${count > 1 ? `.${count}` : ''}.config`;
    if (!taken.has(keyOf(path))) return path;
  }
}

/** A fix that makes a patch file with one change. */
export function createPatch(
  site: Site,
  element: ConfigElement,
  change: Change,
  title: string,
  options: PatchText = {},
): Fix {
  const file = newPatchPath(site, fileNameOf(element, change));
  return { title, edits: [], create: { file, text: patchTextOf(element, change, options) } };
}

/** `Authentication.ClientSessionTimeout`, or the element's own name. */
function fileNameOf(element: ConfigElement, change: Change): string {
  const name = element.nodeName === 'setting' ? element.getAttribute('name') : undefined;
  const words = name ?? [element.nodeName, change.kind === 'attribute' ? change.name : ''].filter(Boolean).join('.');
  return words.replace(/[^\w.-]+/g, '-');
}
