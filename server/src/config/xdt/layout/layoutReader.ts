import { nameOf, type ReadTag } from '../read/handler';
import { readStartTag } from '../read/reader';
import { AttributeLayout } from './attributeLayout';
import { PositionReader } from './positionReader';

/**
 * Finds the layout of every start tag while a file is read: Microsoft's XmlAttributePreservationProvider. It looks for
 * the end of a tag on its own, and minds `"` but not `'`. So `<a b='>'/>` cannot be read at all, and after
 * `<a b='"'/>` the next tags lose their layout. Both are followed.
 */
export class LayoutReader {
  readonly #reader: PositionReader;

  constructor(readonly text: string) {
    this.#reader = new PositionReader(text);
  }

  /** Undefined where the place cannot be found any more. Throws XmlError for a tag cut off inside an attribute. */
  layoutOf(tag: ReadTag): AttributeLayout | undefined {
    const reader = this.#reader;
    if (!reader.readTo(tag.line, tag.column - 1)) return undefined;
    const start = reader.at;
    let quoted = false;
    for (;;) {
      const code = this.text.charCodeAt(reader.at);
      // A NUL ends the engine's search just as the end of the file does.
      if (!code) return undefined;
      reader.read();
      if (code === 34) quoted = !quoted;
      if (code === 62 && !quoted) break;
    }
    return readLayout(
      this.text.slice(start, reader.at),
      start === tag.start && reader.at === tag.end ? tag : undefined,
    );
  }
}

/** `tag` when it was read from the same text, which spares reading it again. */
function readLayout(text: string, tag: ReadTag | undefined): AttributeLayout {
  const layout = new AttributeLayout();
  const closed = text.endsWith('/>');
  const attributes = tag?.attributes ?? readStartTag(closed ? text : `${text.slice(0, -1)}/>`);
  const reader = hasLoneReturn(text) ? new PositionReader(text) : undefined;
  for (const attribute of attributes) {
    const line = tag ? attribute.line - tag.line + 1 : attribute.line;
    const onFirstLine = tag && attribute.line === tag.line;
    const column = onFirstLine ? attribute.column - tag.column + 2 : attribute.column;
    const at = tag ? attribute.nameStart - tag.start : attribute.nameStart;
    const found = reader ? reader.readTo(line, column) : true;
    layout.read(nameOf(attribute), found ? spaceBefore(text, reader?.at ?? at) : undefined);
  }
  const end = text.length - (closed ? 2 : 1);
  layout.readEnd((reader?.at ?? 0) <= end ? spaceBefore(text, end) : undefined);
  return layout;
}

function hasLoneReturn(text: string): boolean {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) if (text[at + 1] !== '\n') return true;
  return false;
}

/** `char.IsWhiteSpace`, which knows more white space than XML; in a start tag there is none but XML's. */
function spaceBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && /\s/.test(text[start - 1]!)) start--;
  return text.slice(start, end);
}
