import type { FilePath } from '../../files/files';
import { keyOf } from '../../files/paths';
import type { Origin } from '../dom/dom';
import { NodeType } from '../dom/dom';
import type { SitecoreConfiguration } from './effective';
import type { PatchMatch, Removal, Way } from './outcome';
import { selectNodes } from './select';
import type { MergedElement } from './tree';
import { type ConfigAttribute, type ConfigDocument, ConfigElement, originsOf } from './view';

/** Place of a file in the load order, undefined when it is not part of the configuration. */
export function placeOf(configuration: SitecoreConfiguration, file: FilePath): number | undefined {
  const key = keyOf(file);
  const at = configuration.files.findIndex(({ input }) => keyOf(input.file) === key);
  return at < 0 ? undefined : at;
}

/** What the innermost patch element around an offset did; undefined outside, and inside what was added as a whole. */
export function matchAt(configuration: SitecoreConfiguration, file: FilePath, offset: number): PatchMatch | undefined {
  const place = placeOf(configuration, file);
  if (place === undefined) return undefined;
  let innermost: PatchMatch | undefined;
  for (const match of configuration.files[place]!.outcome.matches) {
    const { start, end } = match.patch;
    if (start > offset || offset > end) continue;
    if (!innermost || end - start <= innermost.patch.end - innermost.patch.start) innermost = match;
  }
  return innermost;
}

/** The element with that id, looked for where it was; elements never leave their parent. */
export function findElement(
  document: ConfigDocument,
  within: Way | undefined,
  id: number | undefined,
): ConfigElement | undefined {
  const ids = [id, ...idsOf(within)].reverse();
  let element: ConfigElement | undefined = document.documentElement;
  if (element.id !== ids[0]) return undefined;
  for (const next of ids.slice(1))
    element = element?.childNodes.find((child): child is ConfigElement => isElement(child) && child.id === next);
  return element;
}

/** From the innermost outwards. */
function idsOf(way: Way | undefined): number[] {
  const ids: number[] = [];
  for (let step = way; step; step = step.up) ids.push(step.id);
  return ids;
}

function isElement(node: unknown): node is ConfigElement {
  return node instanceof ConfigElement;
}

/** What is left in the end of what a patch element said. */
export interface Fate {
  /** The element it worked on, as it is in the end; undefined when it is gone. */
  readonly element: ConfigElement | undefined;
  /** Who took the element away, when it is gone. */
  readonly removedBy: Origin | undefined;
  /** Attributes that the file wrote on it. */
  readonly attributes: readonly {
    readonly name: string;
    /** What the file wrote. */
    readonly written: Origin;
    /** Undefined when a later file took the attribute away. */
    readonly attribute: ConfigAttribute | undefined;
    /** The word that counts in the end; the file's own when nobody came after it. */
    readonly winner: Origin | undefined;
  }[];
}

/** Follows a patch element of the file at `place` to the end of the merge. */
export function fateOf(configuration: SitecoreConfiguration, place: number, match: PatchMatch): Fate {
  const { file } = configuration.files[place]!.input;
  const element = findElement(configuration.document, match.within, match.target);
  if (!element) return { element, removedBy: removalOf(configuration, match)?.origin, attributes: [] };
  const attributes: Fate['attributes'][number][] = [];
  for (const attribute of element.attributes) {
    const origins = attribute.origins.filter(({ action }) => action !== 'marked');
    const written = origins.findLast((origin) => origin.file === file);
    if (written) attributes.push({ name: attribute.name, written, attribute, winner: origins[origins.length - 1] });
  }
  return { element, removedBy: undefined, attributes };
}

function removalOf(configuration: SitecoreConfiguration, match: PatchMatch): { readonly origin: Origin } | undefined {
  const ids = new Set([...idsOf(match.within), match.target]);
  for (let place = configuration.files.length - 1; place >= 0; place--) {
    const removal = configuration.files[place]!.outcome.removals.find(({ element }) => ids.has(element.id));
    if (removal) return { origin: originsOf(removal.by).at(-1)! };
  }
  return undefined;
}

/** One thing an XPath stands for, with everybody who had a hand in it, earliest first. */
export interface HistoryEntry {
  /** `settings/setting[@name='X']/@value`, below `<sitecore>`. */
  readonly path: string;
  readonly node: 'element' | 'attribute' | 'text';
  /** In the end; undefined for what was taken away. */
  readonly value: string | undefined;
  readonly origins: readonly Origin[];
}

export type History =
  | { readonly kind: 'found'; readonly entries: readonly HistoryEntry[] }
  | { readonly kind: 'invalid'; readonly message: string };

/**
 * The history of all that an XPath finds: in the effective configuration, or, when nothing of it is left, in the state
 * before the last file that took something away which it finds.
 */
export function historyOf(configuration: SitecoreConfiguration, expression: string): History {
  const now = selectNodes(expression, configuration.document);
  if (now.kind === 'invalid') return now;
  if (now.nodes.length > 0) return { kind: 'found', entries: now.nodes.flatMap((node) => entryOf(node)) };
  for (let place = configuration.files.length - 1; place > 0; place--) {
    const { removals } = configuration.files[place]!.outcome;
    if (removals.length === 0) continue;
    const earlier = selectNodes(expression, configuration.before(place));
    if (earlier.kind === 'found' && earlier.nodes.length > 0)
      return { kind: 'found', entries: earlier.nodes.flatMap((node) => goneEntryOf(node, removals)) };
  }
  return { kind: 'found', entries: [] };
}

function entryOf(node: unknown): HistoryEntry[] {
  const { nodeType } = node as { nodeType?: number };
  if (node instanceof ConfigElement)
    return [{ path: pathOf(node), node: 'element', value: node.textContent, origins: node.origins }];
  if (nodeType === NodeType.attribute) {
    const attribute = node as ConfigAttribute;
    const path = `${pathOf(attribute.ownerElement)}/@${attribute.name}`;
    return [{ path, node: 'attribute', value: attribute.value, origins: attribute.origins }];
  }
  if (nodeType === NodeType.text || nodeType === NodeType.cdata) {
    const text = node as { parentNode: ConfigElement; data: string; origins: readonly Origin[] };
    return [{ path: `${pathOf(text.parentNode)}/text()`, node: 'text', value: text.data, origins: text.origins }];
  }
  return [];
}

function goneEntryOf(node: unknown, removals: readonly Removal[]): HistoryEntry[] {
  return entryOf(node).map((entry) => {
    const element = node instanceof ConfigElement ? node : (node as { ownerElement?: ConfigElement }).ownerElement;
    const removal = removals.find((r) => isSelfOrAncestor(r.element, element));
    const last = removal && originsOf(removal.by).at(-1);
    return { ...entry, value: undefined, origins: last ? [...entry.origins, last] : entry.origins };
  });
}

function isSelfOrAncestor(gone: MergedElement, element: ConfigElement | undefined): boolean {
  for (let step: unknown = element; isElement(step); step = step.parentNode) if (step.id === gone.id) return true;
  return false;
}

/** The way to an element, with what tells it from its siblings. */
export function pathOf(element: ConfigElement): string {
  const steps: string[] = [];
  for (let step: unknown = element; isElement(step); step = step.parentNode) steps.push(stepOf(step));
  return steps.reverse().slice(1).join('/') || '.';
}

function stepOf(element: ConfigElement): string {
  const telling = ['name', 'uid', 'id', 'type', 'desc', 'hint', 'path'].find((name) => element.getAttribute(name));
  if (!telling) return element.nodeName;
  const value = element.getAttribute(telling)!;
  return `${element.nodeName}[@${telling}=${value.includes("'") ? `"${value}"` : `'${value}'`}]`;
}
