import type { Span } from '../text';

/**
 * A tolerant XML tree with exact ranges. The parser (`parse.ts`) never throws and always returns a document;
 * what is wrong with the text is in `problems`. Offsets are UTF-16 units into `text`.
 */
export interface XmlDocument {
  readonly kind: 'document';
  readonly text: string;
  readonly children: readonly XmlNode[];
  /** The first element at top level that has a name, if there is any. */
  readonly root: XmlElement | undefined;
  readonly problems: readonly XmlProblem[];
  /** Elements are nested no deeper than this; the root is 1. */
  readonly depth: number;
}

export type XmlNode = XmlElement | XmlText | XmlCData | XmlComment | XmlInstruction | XmlDoctype;

export interface XmlElement extends Span {
  readonly kind: 'element';
  readonly parent: XmlElement | XmlDocument;
  /** Qualified name as written, `patch:attribute`. Empty for `<` with no name yet. */
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  /** `start` is the `<`; the name runs from `nameStart` to `nameEnd`. */
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Just after the `>` of the start tag (or where the start tag breaks off). */
  readonly openEnd: number;
  /** `<a/>` */
  readonly selfClosing: boolean;
  /** Offset of `</` of the end tag, -1 when there is none. `end` is just after the end tag's `>`. */
  readonly closeStart: number;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

export interface XmlAttribute extends Span {
  readonly kind: 'attribute';
  readonly owner: XmlElement;
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Inside the quotes. Both equal `nameEnd` when there is no value. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Text between the quotes as written. */
  readonly rawValue: string;
  /** References decoded, line ends and tabs normalised to blanks (XML 1.0, 3.3.3). */
  readonly value: string;
}

export interface XmlText extends Span {
  readonly kind: 'text';
  readonly parent: XmlElement | XmlDocument;
  /** References decoded, `\r\n` as `\n`. */
  readonly value: string;
}

export interface XmlCData extends Span {
  readonly kind: 'cdata';
  readonly parent: XmlElement | XmlDocument;
  readonly value: string;
}

export interface XmlComment extends Span {
  readonly kind: 'comment';
  readonly parent: XmlElement | XmlDocument;
  /** Between `<!--` and `-->`. */
  readonly value: string;
}

/** `<?target data?>`, the XML declaration included. */
export interface XmlInstruction extends Span {
  readonly kind: 'instruction';
  readonly parent: XmlElement | XmlDocument;
  readonly target: string;
  readonly value: string;
}

export interface XmlDoctype extends Span {
  readonly kind: 'doctype';
  readonly parent: XmlElement | XmlDocument;
  readonly value: string;
}

/** A well-formedness error, with the edit that mends it where one is obvious. */
export interface XmlProblem extends Span {
  /** Information is for what is no error but deserves a word: a document type is never read, only skipped. */
  readonly severity: 'error' | 'information';
  readonly code:
    | 'unclosed-element'
    | 'unexpected-end-tag'
    | 'mismatched-end-tag'
    | 'end-tag-junk'
    | 'unclosed-quote'
    | 'missing-quote'
    | 'missing-value'
    | 'missing-equals'
    | 'missing-space'
    | 'unescaped-less-than'
    | 'duplicate-attribute'
    | 'unclosed-tag'
    | 'unclosed-comment'
    | 'unclosed-cdata'
    | 'unclosed-instruction'
    | 'bad-comment'
    | 'bad-declaration'
    | 'bad-reference'
    | 'undeclared-prefix'
    | 'bad-namespace'
    | 'doctype'
    | 'no-root'
    | 'second-root'
    | 'text-outside-root'
    | 'stray-character'
    | 'bad-name'
    | 'misplaced-declaration';
  /** Plain words, with what to do. */
  readonly message: string;
  readonly fix?: { readonly title: string; readonly edits: readonly { readonly span: Span; readonly text: string }[] };
}
