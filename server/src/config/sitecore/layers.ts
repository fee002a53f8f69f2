import type { XmlDocument, XmlElement } from '../../syntax/xml/tree';

/** A `<layer>` of Layers.config. */
export interface LayerDefinition {
  readonly name: string;
  /** As written, `/App_Config/Include/`. */
  readonly includeFolder: string;
  readonly off: boolean;
  readonly loadOrder: readonly LoadOrderEntry[];
  readonly element: XmlElement | undefined;
}

export interface LoadOrderEntry {
  /** Relative to the layer's folder. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly off: boolean;
  readonly element: XmlElement;
}

/** What Sitecore ships, for a site whose Layers.config is missing. */
export const STOCK_LAYERS: readonly LayerDefinition[] = [
  stock('Sitecore', '/App_Config/Sitecore/'),
  stock('Modules', '/App_Config/Modules/'),
  stock('Custom', '/App_Config/Include/'),
  stock('Environment', '/App_Config/Environment/'),
];

function stock(name: string, includeFolder: string): LayerDefinition {
  return { name, includeFolder, off: false, loadOrder: [], element: undefined };
}

/** The layers in load order. Names of elements and attributes are read as XML has them, values without case. */
export function readLayers(document: XmlDocument): LayerDefinition[] {
  if (document.root?.name !== 'layers') return [];
  return childrenNamed(document.root, 'layer').map((element) => ({
    name: attribute(element, 'name') ?? '',
    includeFolder: attribute(element, 'includeFolder') ?? '',
    off: isOff(element),
    loadOrder: childrenNamed(element, 'loadOrder')
      .flatMap((order) => childrenNamed(order, 'add'))
      .map((add) => ({
        path: attribute(add, 'path') ?? '',
        kind: attribute(add, 'type')?.trim().toLowerCase() === 'file' ? 'file' : 'folder',
        off: isOff(add),
        element: add,
      })),
    element,
  }));
}

function isOff(element: XmlElement): boolean {
  return attribute(element, 'mode')?.trim().toLowerCase() === 'off';
}

function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => child.kind === 'element' && child.name === name);
}

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((a) => a.name === name)?.value;
}
