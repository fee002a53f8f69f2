import { DomCharacterData, type DomChild, type DomDocument, DomElement, type DomParent, NodeType } from '../../dom/dom';
import { insertBefore, isWhitespace, Whitespace, XdtElement } from '../nodes';
import { EngineError, nullReference } from '../read/xmlError';

/**
 * Indents what the transforms inserted like its neighbours and closes the gaps of what they removed: Microsoft's
 * XmlFormatter. White space that was in the file stays as it was. Throws EngineError where white space is not allowed.
 */
export function indentChanges(document: DomDocument): void {
  new Indenter(document).run();
}

/** Each level is indented further than the one outside it, so the sum grows with the square of the depth. */
const DEEPEST = 2000;
const tooDeep = 'The elements to insert are nested too deeply.';

interface Frame {
  readonly parent: DomParent;
  index: number;
  /** Nodes put before `parent` itself. */
  readonly inserted: number;
}

class Indenter {
  readonly #frames: Frame[] = [];
  readonly #indents: string[] = [];
  readonly #attributeIndents: (string | undefined)[] = [];
  /** Line break and blanks before a node at this depth, while known. */
  #indent: string | undefined = '';
  #attributeIndent: string | undefined;
  #tab: string | undefined;
  #current: DomChild | undefined;
  #previous: DomChild | undefined;

  constructor(readonly document: DomDocument) {}

  run(): void {
    this.#frames.push({ parent: this.document, index: 0, inserted: 0 });
    for (let frame = this.#frames[this.#frames.length - 1]; frame; frame = this.#frames[this.#frames.length - 1]) {
      const node = frame.parent.childNodes[frame.index];
      if (node) this.#visit(frame, node);
      else {
        this.#frames.pop();
        if (frame.parent instanceof DomElement) this.#leave(frame.parent, frame.inserted);
      }
    }
  }

  #visit(frame: Frame, node: DomChild): void {
    this.#moveTo(node);
    if (node instanceof DomElement) {
      const inserted = this.#ensureIndentBefore(node);
      this.#layOut(node);
      this.#push();
      moveSpaceBehindNewChildren(node);
      this.#frames.push({ parent: node, index: 0, inserted });
      return;
    }
    if (isWhitespace(node)) frame.index += this.#whitespace(node);
    else if (node.nodeType === NodeType.comment) frame.index += this.#ensureIndentBefore(node);
    frame.index++;
  }

  #leave(element: DomElement, inserted: number): void {
    this.#moveTo(element);
    this.#indent = this.#indents.pop();
    this.#attributeIndent = this.#attributeIndents.pop();
    if (!(element as XdtElement).isEmpty && this.#needsIndent(element))
      element.appendChild(new Whitespace(this.document, this.#currentIndent(), false));
    this.#frames[this.#frames.length - 1]!.index += inserted + 1;
  }

  #moveTo(node: DomChild): void {
    this.#previous = this.#current;
    this.#current = node;
  }

  /** Of two white spaces in a row one goes, rather the one without a line break. */
  #whitespace(node: Whitespace): number {
    let removed = 0;
    const previous = this.#previous;
    if (isWhitespace(previous ?? null)) {
      const before = previous as Whitespace;
      const victim = lastBreak(node.data) < 0 && lastBreak(before.data) >= 0 ? node : before;
      // Of three in a row the second may be gone already, and the engine runs into that.
      if (!victim.parentNode) throw nullReference();
      victim.parentNode.removeChild(victim);
      removed = -1;
    }
    const at = lastBreak(node.data);
    if (at >= 0) this.#setIndent(node.data.slice(at));
    return removed;
  }

  #setIndent(indent: string): void {
    if (this.#indent === indent) return;
    this.#indent = indent;
    this.#tab = undefined;
    this.#attributeIndent = undefined;
  }

  #ensureIndentBefore(node: DomChild): number {
    if (!this.#needsIndent(node)) return 0;
    insertBefore(node.parentNode!, new Whitespace(this.document, this.#currentIndent(), false), node);
    return 1;
  }

  #needsIndent(node: DomChild): boolean {
    const previous = this.#previous ?? null;
    if (isWhitespace(previous) || isText(previous)) return false;
    return isNew(node) || isNew(previous);
  }

  #push(): void {
    if (this.#indents.length >= DEEPEST && isNew(this.#current ?? null)) throw new EngineError(tooDeep);
    this.#indents.push(this.#currentIndent());
    this.#indent = undefined;
    this.#attributeIndents.push(this.#attributeIndent);
    this.#attributeIndent = undefined;
  }

  #currentIndent(): string {
    this.#indent ??= this.#siblingIndent() ?? this.#indents[this.#indents.length - 1]! + this.#oneTab();
    return this.#indent;
  }

  #siblingIndent(): string | undefined {
    const siblings = this.#current?.parentNode?.childNodes ?? [];
    for (const [index, node] of siblings.entries()) {
      if (!isWhitespace(node) || index + 1 === siblings.length) continue;
      const at = lastBreak(node.data);
      if (at >= 0) return node.data.slice(at);
    }
    return undefined;
  }

  #oneTab(): string {
    this.#tab ??= this.#computeTab();
    return this.#tab;
  }

  /** What an indentation has more than the one outside it. */
  #computeTab(): string {
    let at = this.#indents.length - 1;
    if (at < 0) return '\t';
    for (; at > 0; at--) {
      const inner = this.#indents[at]!;
      const outer = this.#indents[at - 1]!;
      if (inner.startsWith(outer)) return inner.slice(outer.length);
    }
    const indent = this.#indents[0]!;
    for (let i = 0; i < indent.length - 1; i++)
      if (indent[i] !== '\n' && indent[i] !== '\r') return indent.slice(i + 1);
    return '\t';
  }

  #layOut(element: DomElement): void {
    if (!(element instanceof XdtElement)) return;
    element.layout?.update(element.attributes, () => {
      this.#attributeIndent ??= siblingAttributeIndent(element) ?? this.#currentIndent() + this.#oneTab();
      return this.#attributeIndent;
    });
  }
}

/** The white space before the end tag is to stay there when children were appended behind it. */
function moveSpaceBehindNewChildren(element: DomElement): void {
  if (isNew(element)) return;
  const { childNodes } = element;
  if (childNodes.length === 0 || isWhitespace(element.lastChild)) return;
  let at = childNodes.length - 1;
  while (at >= 0 && childNodes[at] instanceof DomElement && isNew(childNodes[at]!)) at--;
  const space = childNodes[at];
  if (space && isWhitespace(space)) element.appendChild(space);
}

/** Offset of the line break that ends a white space, -1 when blanks follow none. */
function lastBreak(space: string): number {
  for (let at = space.length - 1; at >= 0; at--) {
    const character = space[at];
    if (character === '\r') return at;
    if (character === '\n') return at > 0 && space[at - 1] === '\r' ? at - 1 : at;
    if (character !== ' ' && character !== '\t') return -1;
  }
  return -1;
}

function isText(node: DomChild | null): boolean {
  return node instanceof DomCharacterData && node.nodeType === NodeType.text && node.constructor === DomCharacterData;
}

function isNew(node: DomChild | null): boolean {
  const element = node instanceof DomElement ? node : node?.parentNode;
  return element instanceof XdtElement && !element.isOriginal;
}

/** Line break before attributes in the nearest sibling that shows one, earlier ones first. */
function siblingAttributeIndent(element: DomElement): string | undefined {
  let before = true;
  let indent: string | undefined;
  for (const sibling of element.parentNode?.childNodes ?? []) {
    if (sibling === element) before = false;
    else if (sibling instanceof XdtElement) indent = sibling.layout?.ownNewLine;
    if (!before && indent !== undefined) return indent;
  }
  return undefined;
}
