import type { Span } from '../text';
import type { XmlDocument, XmlElement, XmlNode } from './tree';

export interface XmlToken extends Span {
  readonly kind:
    | 'punctuation'
    | 'name'
    | 'attribute-name'
    | 'attribute-value'
    | 'space'
    | 'text'
    | 'cdata'
    | 'comment'
    | 'instruction'
    | 'doctype'
    /** Not in the tree: end tags that end nothing, and markup that is none. */
    | 'stray';
}

/**
 * The tokens of a document in order. They cover the text without gap or overlap: joining their texts gives the text
 * back. Values come without their quotes, which are punctuation.
 */
export function tokensOf(document: XmlDocument): XmlToken[] {
  const tokens = new TokenList(document.text);
  const pending: (XmlNode | { kind: 'end-tag'; of: XmlElement })[] = [...document.children].reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === 'end-tag') addEndTag(tokens, next.of);
    else if (next.kind === 'element') {
      addStartTag(tokens, next);
      if (next.closeStart >= 0) pending.push({ kind: 'end-tag', of: next });
      for (let i = next.children.length - 1; i >= 0; i--) pending.push(next.children[i]!);
    } else {
      tokens.fill(next.start, 'stray');
      tokens.add(next.end, next.kind);
    }
  }
  tokens.fill(document.text.length, 'stray');
  return tokens.list;
}

class TokenList {
  readonly list: XmlToken[] = [];
  #end = 0;

  constructor(readonly text: string) {}

  /** A token from the end of the last one to `end`. */
  add(end: number, kind: XmlToken['kind']): void {
    if (end <= this.#end) return;
    this.list.push({ kind, start: this.#end, end });
    this.#end = end;
  }

  /** What lies between two tokens of a tag: white space and `kind`. */
  fill(end: number, kind: XmlToken['kind']): void {
    while (this.#end < end) {
      const space = isSpaceAt(this.text, this.#end);
      let to = this.#end + 1;
      while (to < end && isSpaceAt(this.text, to) === space) to++;
      this.add(to, space ? 'space' : kind);
    }
  }
}

function addStartTag(tokens: TokenList, element: XmlElement): void {
  tokens.fill(element.start, 'stray');
  tokens.add(element.nameStart, 'punctuation');
  tokens.add(element.nameEnd, 'name');
  for (const attribute of element.attributes) {
    tokens.fill(attribute.start, 'punctuation');
    tokens.add(attribute.nameEnd, 'attribute-name');
    tokens.fill(attribute.valueStart, 'punctuation');
    tokens.add(attribute.valueEnd, 'attribute-value');
    tokens.fill(attribute.end, 'punctuation');
  }
  tokens.fill(element.openEnd, 'punctuation');
}

function addEndTag(tokens: TokenList, element: XmlElement): void {
  const { text } = tokens;
  tokens.fill(element.closeStart, 'stray');
  tokens.add(element.closeStart + 2, 'punctuation');
  const bracket = text[element.end - 1] === '>' ? element.end - 1 : element.end;
  let nameStart = element.closeStart + 2;
  while (nameStart < bracket && isSpaceAt(text, nameStart)) nameStart++;
  tokens.fill(nameStart, 'punctuation');
  let nameEnd = nameStart;
  while (nameEnd < bracket && !isSpaceAt(text, nameEnd)) nameEnd++;
  tokens.add(nameEnd, 'name');
  tokens.fill(element.end, 'punctuation');
}

function isSpaceAt(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === 32 || code === 10 || code === 13 || code === 9;
}
