import { trimEnd } from './characters';
import {
  AttributeNode,
  CDataNode,
  type CharacterNode,
  type ChildNode,
  CommentNode,
  DoctypeNode,
  DocumentNode,
  ElementNode,
  InstructionNode,
  NO_ATTRIBUTES,
  NO_CHILDREN,
  type Parent,
  TextNode,
} from './nodes';
import { problem } from './problem';
import { closeUnfinished, type StrayEndTag } from './recovery';

/**
 * Puts tokens together to a tree, one after the other in the order of the text. The open elements are the chain of
 * parents above `top`, so depth costs neither stack nor recursion.
 */
export class TreeBuilder {
  readonly document: DocumentNode;
  top: Parent;
  /** Open elements whose start tag broke off: `<a b="c"` with no `>`. They stay open in case an end tag turns up. */
  readonly brokenOff = new Set<ElementNode>();
  /** The first end tag inside an element that fits no open element: perhaps a misspelt end tag of that element. */
  readonly strayEndTags = new Map<ElementNode, StrayEndTag>();
  doctypeSeen = false;
  /** False once a search for `?>` has failed: then there is none further on either. */
  instructionsEnd = true;
  /** How often each name is open now; made when the first end tag does not fit. */
  #openNames: Map<string, number> | undefined;

  constructor(readonly text: string) {
    this.document = new DocumentNode(text);
    this.top = this.document;
  }

  /** An element not yet in the tree; `add` its attributes, then `open` it or `append` it. */
  element(start: number, nameStart: number, nameEnd: number): ElementNode {
    return new ElementNode(this.text, this.top, start, nameStart, nameEnd, nameEnd);
  }

  add(owner: ElementNode, nameStart: number, nameEnd: number, valueStart: number, valueEnd: number, end: number): void {
    const attribute = new AttributeNode(owner, nameStart, nameEnd, valueStart, valueEnd, end);
    if (owner.attributes === NO_ATTRIBUTES) owner.attributes = [attribute];
    else owner.attributes.push(attribute);
  }

  /** The element's start tag is complete and content follows. */
  open(element: ElementNode, openEnd: number): void {
    this.appendEmpty(element, openEnd);
    this.top = element;
    this.#openNames?.set(element.name, (this.#openNames.get(element.name) ?? 0) + 1);
  }

  /** The element ends with its start tag. */
  appendEmpty(element: ElementNode, openEnd: number): void {
    element.openEnd = openEnd;
    element.end = openEnd;
    appendChild(this.top, element);
  }

  /** An end tag from `</` to just after its `>` (or to where it breaks off). */
  close(start: number, nameStart: number, nameEnd: number, end: number): void {
    let element = this.top;
    if (element.kind !== 'element' || !this.#hasName(element, nameStart, nameEnd)) {
      const fitting = this.#openElement(this.text.slice(nameStart, nameEnd));
      if (!fitting) {
        this.#stray({ start, end, nameStart, nameEnd });
        return;
      }
      this.#closeAbove(fitting, start);
      element = fitting;
    }
    this.#closeWith(element, start, end);
  }

  /** Adjacent texts become one: `a < b` comes in pieces. */
  addText(start: number, end: number): void {
    const last = this.top.children[this.top.children.length - 1];
    if (last?.kind === 'text' && last.end === start) {
      last.end = end;
      last.contentEnd = end;
    } else appendChild(this.top, new TextNode(this.text, this.top, start, end, start, end));
  }

  addCData(start: number, end: number, contentStart: number, contentEnd: number): void {
    appendChild(this.top, new CDataNode(this.text, this.top, start, end, contentStart, contentEnd));
  }

  addComment(start: number, end: number, contentStart: number, contentEnd: number): void {
    appendChild(this.top, new CommentNode(this.text, this.top, start, end, contentStart, contentEnd));
  }

  addInstruction(start: number, end: number, contentStart: number, contentEnd: number): void {
    appendChild(this.top, new InstructionNode(this.text, this.top, start, end, contentStart, contentEnd));
  }

  addDoctype(start: number, end: number, contentStart: number, contentEnd: number): void {
    appendChild(this.top, new DoctypeNode(this.text, this.top, start, end, contentStart, contentEnd));
  }

  report(...found: Parameters<typeof problem>): void {
    this.document.recoveries.push(problem(...found));
  }

  /** The text is over: what is still open is closed. */
  finish(): DocumentNode {
    this.#closeAbove(this.document, this.text.length);
    return this.document;
  }

  #closeWith(element: ElementNode, start: number, end: number): void {
    element.closeStart = start;
    element.end = end;
    this.top = element.parent;
    if (this.#openNames) this.#forget(element.name);
    if (this.brokenOff.size > 0) this.#reportMissingBracket(element);
    const stray = this.strayEndTags.size > 0 ? this.strayEndTags.get(element) : undefined;
    if (stray) this.#reportUnexpected(stray);
  }

  #closeAbove(ancestor: Parent, end: number): void {
    const unfinished: ElementNode[] = [];
    for (let node = this.top; node !== ancestor && node.kind === 'element'; node = node.parent) unfinished.push(node);
    if (this.#openNames) for (const element of unfinished) this.#forget(element.name);
    closeUnfinished(this, unfinished.reverse(), end);
    this.top = ancestor;
  }

  #stray(tag: StrayEndTag): void {
    if (this.top.kind === 'element' && !this.strayEndTags.has(this.top)) this.strayEndTags.set(this.top, tag);
    else this.#reportUnexpected(tag);
  }

  #reportUnexpected(tag: StrayEndTag): void {
    this.report(
      'unexpected-end-tag',
      tag.start,
      tag.end,
      `\`${this.text.slice(tag.start, tag.end)}\` ends an element that was never opened. Remove it.`,
      'Remove the end tag',
      [tag.start, tag.end, ''],
    );
  }

  #reportMissingBracket(element: ElementNode): void {
    if (!this.brokenOff.delete(element)) return;
    const at = trimEnd(this.text, element.start, element.openEnd);
    this.report(
      'unclosed-tag',
      element.start,
      at,
      `The start tag of \`${element.name}\` is not closed. Add \`>\`.`,
      'Add >',
      [at, at, '>'],
    );
  }

  #hasName(element: ElementNode, nameStart: number, nameEnd: number): boolean {
    const length = nameEnd - nameStart;
    if (element.nameEnd - element.nameStart !== length) return false;
    for (let i = 0; i < length; i++)
      if (this.text.charCodeAt(element.nameStart + i) !== this.text.charCodeAt(nameStart + i)) return false;
    return true;
  }

  #openElement(name: string): ElementNode | undefined {
    if (!this.#openNames) {
      this.#openNames = new Map();
      for (let node = this.top; node.kind === 'element'; node = node.parent)
        this.#openNames.set(node.name, (this.#openNames.get(node.name) ?? 0) + 1);
    }
    if (!this.#openNames.get(name)) return undefined;
    let node = this.top;
    while (node.kind === 'element' && node.name !== name) node = node.parent;
    return node.kind === 'element' ? node : undefined;
  }

  #forget(name: string): void {
    this.#openNames!.set(name, this.#openNames!.get(name)! - 1);
  }
}

function appendChild(parent: Parent, child: ElementNode | CharacterNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [child as ChildNode];
  else parent.children.push(child as ChildNode);
}
