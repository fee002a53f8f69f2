/** What a reader tells of a text, in document order. Offsets are into the text. */
export interface XmlHandler {
  declaration(declaration: ReadDeclaration): void;
  doctype(doctype: ReadDoctype): void;
  /** For `<a/>` there is no `endElement`. */
  startElement(tag: ReadTag): void;
  /** `end` is just after the end tag. */
  endElement(end: number): void;
  text(value: string, kind: TextKind, start: number, end: number): void;
  cdata(value: string, start: number, end: number): void;
  comment(value: string, start: number, end: number): void;
  instruction(target: string, value: string, start: number, end: number): void;
  /** `&name;` that is none of the five built in. Declared, with its replacement text. */
  reference(name: string, replacement: string, start: number, end: number): void;
}

/** White space is significant below `xml:space="preserve"`. */
export type TextKind = 'text' | 'whitespace' | 'significant';

export interface ReadDeclaration {
  readonly version: string;
  readonly encoding: string;
  readonly standalone: string;
  readonly start: number;
  readonly end: number;
}

export interface ReadDoctype {
  readonly name: string;
  readonly publicId: string | undefined;
  readonly systemId: string | undefined;
  /** Between the brackets. */
  readonly subset: string;
  readonly start: number;
  readonly end: number;
}

export interface ReadTag {
  readonly prefix: string;
  readonly localName: string;
  readonly namespace: string;
  readonly attributes: readonly ReadAttribute[];
  readonly selfClosing: boolean;
  /** Of the name, one-based. */
  readonly line: number;
  readonly column: number;
  /** Offset of `<`, and just after `>`. */
  readonly start: number;
  readonly end: number;
}

export interface ReadAttribute {
  readonly prefix: string;
  readonly localName: string;
  namespace: string;
  /** References replaced. */
  value: string;
  /** The value in pieces, where it holds general entity references. */
  pieces: readonly AttributePiece[] | undefined;
  readonly line: number;
  readonly column: number;
  readonly nameStart: number;
  /** Inside the quotes. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface AttributePiece {
  readonly text: string;
  /** Name of the entity whose replacement the text is, and the column of that name. */
  readonly entity?: { readonly name: string; readonly column: number };
}

export function nameOf(node: { readonly prefix: string; readonly localName: string }): string {
  return node.prefix ? `${node.prefix}:${node.localName}` : node.localName;
}
