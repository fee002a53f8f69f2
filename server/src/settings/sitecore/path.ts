import { childrenWith } from '../../config/sitecore/childIndex';
import type { MergedAttribute, MergedElement, MergedText } from '../../config/sitecore/tree';
import {
  type ConfigAttribute,
  type ConfigDocument,
  type ConfigElement,
  type ConfigText,
  qualifiedName,
} from '../../config/sitecore/view';
import { getOrInsertComputed } from '../../maps';

/** One step of a setting's path: `agent[type='Sitecore.Tasks.UrlAgent']`. */
interface Step {
  readonly name: string;
  readonly key: { readonly attribute: string; readonly value: string } | undefined;
}

/** Where a setting stands in the merged configuration. */
export interface PlaceInSitecore {
  readonly element: ConfigElement;
  /** The attribute, or the text of the element when the path has none; undefined when it is not written. */
  readonly node: ConfigAttribute | ConfigText | undefined;
}

/** All places of a path such as `sitecore/settings/setting[name='X']/@value`, in document order. */
export function placesInSitecore(document: ConfigDocument, path: string): PlaceInSitecore[] {
  const { steps, attribute } = parsed(path);
  let elements = [document.documentElement];
  for (const step of steps.slice(1))
    elements = elements.flatMap((parent) => childrenOf(parent.merged, step).map((child) => parent.childOf(child)));
  return elements.map((element) => ({
    element,
    node: attribute === undefined ? textOf(element) : (element.getAttributeNode(attribute) ?? undefined),
  }));
}

/** What is written at all places of a path, in document order. No views are made for it. */
export function writtenAt(root: MergedElement, path: string): (MergedAttribute | MergedText)[] {
  const { steps, attribute } = parsed(path);
  let elements = [root];
  for (const step of steps.slice(1)) elements = elements.flatMap((parent) => childrenOf(parent, step));
  return elements.flatMap(
    (element) =>
      (attribute === undefined
        ? element.children.find((child): child is MergedText => child.kind === 'text' || child.kind === 'cdata')
        : element.attributes.find((each) => qualifiedName(each) === attribute)) ?? [],
  );
}

const cache = new Map<string, { readonly steps: readonly Step[]; readonly attribute: string | undefined }>();

function parsed(path: string) {
  return getOrInsertComputed(cache, path, () => {
    const parts = path.match(/(?:[^/['"]|\[[^\]]*\])+/g) ?? [];
    const last = parts[parts.length - 1];
    const attribute = last?.startsWith('@') ? last.slice(1) : undefined;
    const steps = (attribute === undefined ? parts : parts.slice(0, -1)).map((part): Step => {
      const [, name = part, key, value] = /^([^[]+)(?:\[@?([\w.-]+)=['"]([^'"]*)['"]\])?$/.exec(part) ?? [];
      return { name, key: key === undefined ? undefined : { attribute: key, value: value ?? '' } };
    });
    return { steps, attribute };
  });
}

/** Types are told apart by their class: `A.B` and `A.B, Assembly` are the same agent. */
function childrenOf(parent: MergedElement, { name, key }: Step): MergedElement[] {
  const found = key && key.attribute !== 'type' ? childrenWith(parent, name, key.attribute, key.value) : undefined;
  if (found) return found.filter(({ uri }) => uri === '');
  const wanted = key && classOf(key.value);
  return parent.children.filter(
    (child): child is MergedElement =>
      child.kind === 'element' &&
      child.localName === name &&
      child.uri === '' &&
      (!key || classOf(child.value(key.attribute) ?? null) === wanted),
  );
}

/** `Sitecore.Tasks.UrlAgent` of `Sitecore.Tasks.UrlAgent, Sitecore.Kernel`. */
export function classOf(type: string | null): string {
  return (type ?? '').split(',')[0]!.trim();
}

function textOf(element: ConfigElement): ConfigText | undefined {
  return element.childNodes.find(
    (node): node is ConfigText => 'data' in node && (node.nodeName === '#text' || node.nodeName === '#cdata-section'),
  );
}
