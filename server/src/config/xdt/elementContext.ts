import type { FilePath } from '../../files/files';
import { type DomAttribute, type DomDocument, DomElement } from '../dom/dom';
import { type Call, parseCall } from './arguments';
import { loadElement } from './load';
import { DEFAULT_PREFIX, type Locator, parentPathOf, pathOf } from './locators';
import { type Place, placed } from './log';
import { XdtAttribute, type XdtDocument, type XdtElement, type XdtNode } from './nodes';
import { XML, XMLNS } from './read/namespaces';
import { nullReference } from './read/xmlError';
import { locatorNamed, type TransformName, transformNamed } from './typeNames';
import { outerXml } from './write/serialize';
import { namespacesInScope } from './xpath/axes';
import type { Namespaces } from './xpath/prefixes';
import { selectNodes } from './xpath/select';

export const XDT = 'http://schemas.microsoft.com/XML-Document-Transform';

/** What all elements of one transformation share. */
export interface Scene {
  readonly target: XdtDocument;
  readonly sourceFile: FilePath;
  readonly transformFile: FilePath;
  /** The source as it was before the first transform. */
  original(): DomDocument;
}

/**
 * An element of the transform file and what it is about in the source. Paths and nodes are found when first asked
 * for and then kept, as in Microsoft's engine: what an ancestor found may be out of date when a message needs it.
 */
export class ElementContext {
  #path: string | undefined;
  #targets: readonly XdtNode[] | undefined;
  #parents: readonly XdtNode[] | undefined;
  #namespaces: Namespaces | undefined;
  #copy: XdtElement | undefined;
  #transformAttribute: XdtAttribute | undefined;
  #locator: Locator | undefined;

  constructor(
    readonly element: XdtElement,
    readonly parent: ElementContext | undefined,
    readonly scene: Scene,
  ) {}

  get place(): Place {
    return placeOf(this.element, this.scene.transformFile);
  }

  get transformAttribute(): XdtAttribute | undefined {
    return this.#transformAttribute;
  }

  get locator(): Locator | undefined {
    return this.#locator;
  }

  /** Undefined without `xdt:Transform`. Throws PlacedError. */
  transform(): { readonly name: TransformName; readonly argumentText: string | undefined } | undefined {
    const attribute = this.element.getAttributeNodeNS(XDT, 'Transform') ?? undefined;
    this.#transformAttribute = attribute as XdtAttribute | undefined;
    return attribute && this.#read(attribute, transformNamed);
  }

  #read<Name>(
    attribute: DomAttribute,
    named: (name: string) => Name,
  ): { name: Name; argumentText: Call['argumentText'] } {
    try {
      const { name, argumentText } = parseCall(attribute.value);
      return { name: named(name), argumentText };
    } catch (error) {
      throw placed(error, placeOf(attribute, this.scene.transformFile));
    }
  }

  /** Throws PlacedError for a wrong locator here or above. */
  get path(): string {
    const chain: ElementContext[] = [];
    for (let at: ElementContext | undefined = this; at && at.#path === undefined; at = at.parent) chain.push(at);
    for (let at = chain.pop(); at; at = chain.pop()) at.#path = at.#construct(pathOf);
    return this.#path!;
  }

  /** `path`, if it was found without an error. */
  get knownPath(): string | undefined {
    return this.#path;
  }

  /** Throws PlacedError as `path` does. */
  get parentPath(): string {
    return this.#construct(parentPathOf);
  }

  #construct(build: typeof pathOf): string {
    try {
      const above = this.parent?.path ?? '';
      const attribute = this.element.getAttributeNodeNS(XDT, 'Locator');
      this.#locator = attribute ? this.#read(attribute, locatorNamed) : undefined;
      return build(this.element, this.#locator ?? { name: 'DefaultLocator', argumentText: undefined }, above);
    } catch (error) {
      throw placed(error, this.place);
    }
  }

  /** Throws PlacedError or XPathError. */
  get targets(): readonly XdtNode[] {
    this.#targets ??= selectNodes(this.path, this.scene.target, this.namespaces);
    return this.#targets;
  }

  /** The root element of a transform has no parent to insert into: a null reference, as in the engine. */
  get parents(): readonly XdtNode[] {
    if (!this.parent) throw nullReference();
    this.#parents ??= selectNodes(this.parentPath, this.scene.target, this.namespaces);
    return this.#parents;
  }

  /** The outermost element on the way here that found nothing; undefined when this one found something. */
  failedTarget(): ElementContext | undefined {
    if (this.targets.length > 0) return undefined;
    let failed: ElementContext = this;
    while (failed.parent && failed.parent.targets.length === 0) failed = failed.parent;
    return failed;
  }

  failedParent(): ElementContext | undefined {
    if (this.parents.length > 0) return undefined;
    let failed: ElementContext = this;
    while (failed.parent && failed.parent.parentPath !== '' && failed.parent.parents.length === 0)
      failed = failed.parent;
    return failed;
  }

  existedInOriginal(path: string): boolean {
    return selectNodes(path, this.scene.original(), this.namespaces).length > 0;
  }

  get namespaces(): Namespaces {
    this.#namespaces ??= new Map([
      ['xml', XML],
      ['xmlns', XMLNS],
      ...namespacesInScope(this.element).map(
        ({ prefix, localName, value }) => [prefix ? localName : DEFAULT_PREFIX, value] as const,
      ),
    ]);
    return this.#namespaces;
  }

  /** The element as it goes into the source: copied once, without its `xdt:` attributes. */
  get copy(): XdtElement {
    this.#copy ??= copyForTarget(this.element, this.scene.target);
    return this.#copy;
  }
}

/** Where the engine says a node is; the span is the name of an element or the value of an attribute. */
export function placeOf(node: XdtElement | DomAttribute, file: FilePath): Place {
  const { line = 0, column = 0 } = node as XdtElement;
  const [origin] = node.origins;
  if (!origin || origin.file !== file) return { file, line, column };
  const { start, end } = origin;
  const span =
    node instanceof DomElement ? { start: start + 1, end: start + 1 + node.nodeName.length } : { start, end };
  return { file, line, column, span };
}

/** The engine writes the element out and reads it again, and so do we: the places in its messages come of that. */
function copyForTarget(element: XdtElement, target: XdtDocument): XdtElement {
  const copy = loadElement(outerXml(element), element.line, element.column, target);
  const work: [copy: DomElement, original: DomElement][] = [[copy, element]];
  for (let pair = work.pop(); pair; pair = work.pop()) {
    const [to, from] = pair;
    to.origins = [...from.origins];
    from.attributes.forEach((attribute, index) => {
      const copied = to.attributes[index];
      if (copied) copied.origins = [...attribute.origins];
    });
    scrub(to);
    to.childNodes.forEach((child, index) => {
      const original = from.childNodes[index];
      if (child instanceof DomElement && original instanceof DomElement) work.push([child, original]);
      else child.origins = [...(original?.origins ?? [])];
    });
  }
  return copy;
}

/** Takes `xdt:` attributes and declarations off. The engine takes the prefix off all others, and so must we. */
function scrub(element: DomElement): void {
  const kept = element.attributes.filter((a) => a.namespaceURI !== XDT && a.namespaceURI !== XMLNS);
  element.attributes.splice(0, Number.POSITIVE_INFINITY, ...kept.map(withoutPrefix));
}

function withoutPrefix(attribute: DomAttribute): DomAttribute {
  if (attribute.prefix === '') return attribute;
  const bare = new XdtAttribute(
    attribute.ownerElement,
    '',
    attribute.localName,
    attribute.namespaceURI,
    attribute.value,
  );
  const { line, column, pieces } = attribute as XdtAttribute;
  return Object.assign(bare, { line, column, pieces, origins: attribute.origins });
}
