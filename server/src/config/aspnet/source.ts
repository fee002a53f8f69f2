import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';
import type { XmlAttribute, XmlDocument, XmlElement } from '../../syntax/xml/tree';
import { type DomAttribute, type DomDocument, DomElement, NodeType, type Origin } from '../dom/dom';
import type { Place } from './problem';

/**
 * One view of configuration elements, whichever tree they come from: a parsed file as it stands (nothing is copied,
 * an element costs something only when it is looked at) or a transformed document, whose origins say who made it.
 */
export interface ConfigSource {
  readonly file: FilePath;
  readonly root: ConfigElement | undefined;
  /** Text of the file, when the source is a file as it stands; fixes that move text need it. */
  readonly text?: string;
}

export interface ConfigElement {
  /** As written, with its prefix. Names are case-sensitive. */
  readonly name: string;
  readonly attributes: readonly ConfigAttribute[];
  /** By exact name. */
  attribute(name: string): ConfigAttribute | undefined;
  /** The value of an attribute, by exact name. */
  value(name: string): string | undefined;
  /** Has it any of these attributes? */
  carries(names: ReadonlySet<string>): boolean;
  /** Elements only, in order. */
  readonly children: readonly ConfigElement[];
  /** Who made or touched the element, weakest first. Never empty. */
  readonly origins: readonly Origin[];
  /** The first text or CDATA directly inside that is not blank: sections must not have any. */
  readonly text: Place | undefined;
}

export interface ConfigAttribute {
  readonly name: string;
  /** Decoded. */
  readonly value: string;
  /** Who set the value, weakest first; the spans are those of the value. Never empty. */
  readonly origins: readonly Origin[];
  /** From the blank before the name to the closing quote, to remove it; unknown in transformed documents. */
  readonly whole: Span | undefined;
}

/** A parsed file as a source. */
export function xmlSource(document: XmlDocument, file: FilePath): ConfigSource {
  return { file, root: document.root && new XmlView(document.root, file, document.text), text: document.text };
}

/** A transformed document as a source; `file` is the file it started from. */
export function domSource(document: DomDocument, file: FilePath): ConfigSource {
  const root = document.documentElement;
  return { file, root: root ? new DomView(root, file) : undefined };
}

class XmlView implements ConfigElement {
  readonly #element: XmlElement;
  readonly #file: FilePath;
  readonly #source: string;
  #attributes?: readonly ConfigAttribute[];
  #children?: readonly ConfigElement[];

  constructor(element: XmlElement, file: FilePath, source: string) {
    this.#element = element;
    this.#file = file;
    this.#source = source;
  }
  get name(): string {
    return this.#element.name;
  }
  get attributes(): readonly ConfigAttribute[] {
    this.#attributes ??= this.#element.attributes.map(
      (attribute) => new XmlAttributeView(attribute, this.#file, this.#source),
    );
    return this.#attributes;
  }
  attribute(name: string): ConfigAttribute | undefined {
    const found = this.#element.attributes.find((attribute) => attribute.name === name);
    return found && new XmlAttributeView(found, this.#file, this.#source);
  }
  value(name: string): string | undefined {
    return this.#element.attributes.find((attribute) => attribute.name === name)?.value;
  }
  carries(names: ReadonlySet<string>): boolean {
    return this.#element.attributes.some((attribute) => names.has(attribute.name));
  }
  get children(): readonly ConfigElement[] {
    if (!this.#children) {
      const children: ConfigElement[] = [];
      for (const node of this.#element.children)
        if (node.kind === 'element') children.push(new XmlView(node, this.#file, this.#source));
      this.#children = children;
    }
    return this.#children;
  }
  get origins(): readonly Origin[] {
    return [{ file: this.#file, start: this.#element.start, end: this.#element.end }];
  }
  get text(): Place | undefined {
    for (const node of this.#element.children) {
      if ((node.kind === 'text' || node.kind === 'cdata') && node.value.trim() !== '')
        return { file: this.#file, span: trimmed(this.#source, node) };
    }
    return undefined;
  }
}

class XmlAttributeView implements ConfigAttribute {
  readonly #attribute: XmlAttribute;
  readonly #file: FilePath;
  readonly #source: string;

  constructor(attribute: XmlAttribute, file: FilePath, source: string) {
    this.#attribute = attribute;
    this.#file = file;
    this.#source = source;
  }
  get name(): string {
    return this.#attribute.name;
  }
  get value(): string {
    return this.#attribute.value;
  }
  get origins(): readonly Origin[] {
    const { valueStart, valueEnd, value } = this.#attribute;
    return [{ file: this.#file, start: valueStart, end: valueEnd, value }];
  }
  get whole(): Span {
    const { owner, end } = this.#attribute;
    let { start } = this.#attribute;
    while (start > owner.nameEnd && /\s/.test(this.#source[start - 1]!)) start--;
    return { start, end };
  }
}

function trimmed(source: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/.test(source[start]!)) start++;
  while (end > start && /\s/.test(source[end - 1]!)) end--;
  return { start, end };
}

class DomView implements ConfigElement {
  readonly #element: DomElement;
  readonly #file: FilePath;
  #attributes?: readonly ConfigAttribute[];
  #children?: readonly ConfigElement[];

  constructor(element: DomElement, file: FilePath) {
    this.#element = element;
    this.#file = file;
  }
  get name(): string {
    return this.#element.nodeName;
  }
  get attributes(): readonly ConfigAttribute[] {
    this.#attributes ??= this.#element.attributes.map((attribute) => this.#attribute(attribute));
    return this.#attributes;
  }
  attribute(name: string): ConfigAttribute | undefined {
    return this.attributes.find((attribute) => attribute.name === name);
  }
  value(name: string): string | undefined {
    return this.#element.getAttribute(name) ?? undefined;
  }
  carries(names: ReadonlySet<string>): boolean {
    return this.#element.attributes.some((attribute) => names.has(attribute.nodeName));
  }
  get children(): readonly ConfigElement[] {
    this.#children ??= this.#element.childNodes
      .filter((node) => node instanceof DomElement)
      .map((node) => new DomView(node, this.#file));
    return this.#children;
  }
  get origins(): readonly Origin[] {
    const { origins } = this.#element;
    return origins.length > 0 ? origins : [{ file: this.#file, start: 0, end: 0 }];
  }
  get text(): Place | undefined {
    for (const node of this.#element.childNodes) {
      if (node instanceof DomElement || (node.nodeType !== NodeType.text && node.nodeType !== NodeType.cdata)) continue;
      const origin = node.origins[node.origins.length - 1];
      if (node.data.trim() !== '') return origin ? placeOf(origin) : tagOf(this);
    }
    return undefined;
  }
  #attribute(attribute: DomAttribute): ConfigAttribute {
    const origins = attribute.origins.length > 0 ? attribute.origins : this.origins;
    return { name: attribute.nodeName, value: attribute.value, origins, whole: undefined };
  }
}

export function placeOf(origin: Origin): Place {
  return { file: origin.file, span: { start: origin.start, end: origin.end } };
}

/** Where to underline an element: its name in the start tag of the file that made it. */
export function tagOf(element: ConfigElement): Place {
  const { file, start, end } = element.origins[0]!;
  return { file, span: { start: Math.min(start + 1, end), end: Math.min(start + 1 + element.name.length, end) } };
}

/** Where to underline an attribute: the value of the file that decided it. */
export function valuePlaceOf(attribute: ConfigAttribute): Place {
  return placeOf(attribute.origins[attribute.origins.length - 1]!);
}

/** By exact name. */
export function attributeOf(element: ConfigElement, name: string): ConfigAttribute | undefined {
  return element.attribute(name);
}

/** `xmlns` and `xmlns:x` declare namespaces; they are no values of a section. */
export function isDeclaration(attribute: ConfigAttribute): boolean {
  return attribute.name === 'xmlns' || attribute.name.startsWith('xmlns:');
}

/** All elements at a path of names below `from`: `system.web/sessionState`. Groups may stand more than once. */
export function elementsAt(from: ConfigElement, path: string): readonly ConfigElement[] {
  let found: readonly ConfigElement[] = [from];
  for (const name of path.split('/')) {
    found = found.flatMap((element) => element.children.filter((child) => child.name === name));
    if (found.length === 0) break;
  }
  return found;
}
