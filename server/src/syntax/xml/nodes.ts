import { decodeAttributeValue, decodeText, normaliseLineEnds } from './decode';
import type {
  XmlAttribute,
  XmlCData,
  XmlComment,
  XmlDoctype,
  XmlDocument,
  XmlElement,
  XmlInstruction,
  XmlProblem,
  XmlText,
} from './tree';
import { wellFormednessProblems } from './wellFormed';

/**
 * The nodes of `tree.ts` as they are made by the parser: offsets only, strings are cut out of the text when somebody
 * asks. A tree of a large file then costs little more than its tokens. Nothing outside this folder builds them.
 */

export type Parent = ElementNode | DocumentNode;
export type ChildNode = ElementNode | CharacterNode;

/** Shared by all nodes without children or attributes; never written to. */
export const NO_CHILDREN: ChildNode[] = [];
export const NO_ATTRIBUTES: AttributeNode[] = [];

export class DocumentNode implements XmlDocument {
  readonly kind = 'document';
  children: ChildNode[] = NO_CHILDREN;
  /** What the parser had to mend to make a tree; the rest is found when `problems` is first asked for. */
  readonly recoveries: XmlProblem[] = [];
  #problems: readonly XmlProblem[] | undefined;

  constructor(readonly text: string) {}

  get root(): ElementNode | undefined {
    return this.children.find((child) => child.kind === 'element' && child.nameEnd > child.nameStart) as
      | ElementNode
      | undefined;
  }
  get problems(): readonly XmlProblem[] {
    this.#problems ??= [...this.recoveries, ...wellFormednessProblems(this)].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    );
    return this.#problems;
  }
}

export class ElementNode implements XmlElement {
  readonly kind = 'element';
  end: number;
  closeStart = -1;
  selfClosing = false;
  attributes: AttributeNode[] = NO_ATTRIBUTES;
  children: ChildNode[] = NO_CHILDREN;
  #name: string | undefined = undefined;

  constructor(
    readonly source: string,
    public parent: Parent,
    readonly start: number,
    readonly nameStart: number,
    readonly nameEnd: number,
    public openEnd: number,
  ) {
    this.end = openEnd;
  }
  get name(): string {
    this.#name ??= this.source.slice(this.nameStart, this.nameEnd);
    return this.#name;
  }
  get prefix(): string {
    return prefixOf(this.name);
  }
  get localName(): string {
    return localNameOf(this.name);
  }
}

export class AttributeNode implements XmlAttribute {
  readonly kind = 'attribute';
  #name: string | undefined = undefined;

  constructor(
    readonly owner: ElementNode,
    readonly nameStart: number,
    readonly nameEnd: number,
    readonly valueStart: number,
    readonly valueEnd: number,
    readonly end: number,
  ) {}
  get start(): number {
    return this.nameStart;
  }
  get name(): string {
    this.#name ??= this.owner.source.slice(this.nameStart, this.nameEnd);
    return this.#name;
  }
  get prefix(): string {
    return prefixOf(this.name);
  }
  get localName(): string {
    return localNameOf(this.name);
  }
  get rawValue(): string {
    return this.owner.source.slice(this.valueStart, this.valueEnd);
  }
  get value(): string {
    return decodeAttributeValue(this.rawValue);
  }
}

export type CharacterNode = TextNode | CDataNode | CommentNode | InstructionNode | DoctypeNode;

abstract class Characters {
  constructor(
    readonly source: string,
    public parent: Parent,
    readonly start: number,
    public end: number,
    /** Where the content runs, without the delimiters (which may be missing at the end). */
    readonly contentStart: number,
    public contentEnd: number,
  ) {}
  protected get content(): string {
    return this.source.slice(this.contentStart, this.contentEnd);
  }
}

export class TextNode extends Characters implements XmlText {
  readonly kind = 'text';
  get value(): string {
    return decodeText(this.content);
  }
}

export class CDataNode extends Characters implements XmlCData {
  readonly kind = 'cdata';
  get value(): string {
    return normaliseLineEnds(this.content);
  }
}

export class CommentNode extends Characters implements XmlComment {
  readonly kind = 'comment';
  get value(): string {
    return normaliseLineEnds(this.content);
  }
}

export class InstructionNode extends Characters implements XmlInstruction {
  readonly kind = 'instruction';
  get target(): string {
    return /^\S*/.exec(this.content)![0];
  }
  /** Without the blanks after the target. */
  get value(): string {
    return normaliseLineEnds(this.content.replace(/^\S*\s*/, ''));
  }
}

export class DoctypeNode extends Characters implements XmlDoctype {
  readonly kind = 'doctype';
  /** Between `<!DOCTYPE` and `>`, without the blanks around it. */
  get value(): string {
    return normaliseLineEnds(this.content.trim());
  }
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon > 0 ? name.slice(0, colon) : '';
}

function localNameOf(name: string): string {
  const colon = name.indexOf(':');
  return colon > 0 ? name.slice(colon + 1) : name;
}
