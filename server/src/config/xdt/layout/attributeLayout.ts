import type { DomAttribute } from '../../dom/dom';

/**
 * The white space before every attribute of a start tag, kept so that a transformed file looks as before: Microsoft's
 * XmlAttributePreservationDict. Attributes that came later are laid out like those that were there.
 */
export class AttributeLayout {
  /** Names in the order to write them in. */
  readonly #order: string[] = [];
  /** White space before an attribute; under '' that before the end of the tag. */
  readonly #spaces = new Slots();
  #newLine: string | undefined;
  #onePerLine: boolean | undefined;

  /** While reading: the next attribute, and the space before it where it is known. */
  read(name: string, space: string | undefined): void {
    this.#order.push(name);
    if (space !== undefined) this.#spaces.set(name, space);
  }

  readEnd(space: string | undefined): void {
    if (space !== undefined) this.#spaces.set('', space);
  }

  get order(): readonly string[] {
    return this.#order;
  }

  spaceBefore(name: string): string | undefined {
    return this.#spaces.get(name);
  }

  get spaceAtEnd(): string | undefined {
    return this.#spaces.get('');
  }

  /** Line break for attributes that do not fit their line, once something asked for it. */
  get newLine(): string | undefined {
    return this.#newLine;
  }

  /** Adapts the layout to the attributes the element has now. `indent`: the indentation of attributes around here. */
  update(attributes: readonly DomAttribute[], indent: () => string): void {
    if (attributes.length === 0) {
      if (this.#order.length > 0) {
        this.#spaces.clear();
        this.#order.length = 0;
      }
      return;
    }
    const present = new Map<string, boolean>(this.#order.map((name) => [name, false]));
    for (const { nodeName } of attributes) {
      if (!present.has(nodeName)) this.#order.push(nodeName);
      present.set(nodeName, true);
    }
    this.#handSpacesOn(present, indent);
  }

  /** The space of an attribute that is gone goes to the next that is there. */
  #handSpacesOn(present: ReadonlyMap<string, boolean>, indent: () => string): void {
    let first = true;
    let left: string | undefined;
    for (const name of this.#order) {
      const space = this.#spaces.get(name);
      if (!present.get(name)) {
        if (space !== undefined) {
          if (first) left ??= space;
          else if (space.includes('\n')) left = space;
          this.#spaces.delete(name);
        }
        continue;
      }
      if (left !== undefined) {
        if (first || !space?.includes('\n')) this.#spaces.set(name, left);
        left = undefined;
      } else if (space === undefined) {
        if (first) this.#spaces.set(name, ' ');
        else if (this.#isOnePerLine()) this.#spaces.set(name, this.newLineBefore(indent));
        else this.newLineBefore(indent);
      }
      first = false;
    }
  }

  /** Found at the first question, as the engine does: later changes do not count. */
  #isOnePerLine(): boolean {
    this.#onePerLine ??=
      this.#spaces.size > 1 && this.#order.slice(1).every((name) => this.#spaces.get(name)?.includes('\n') ?? true);
    return this.#onePerLine;
  }

  /** Line break and indentation for attributes: as in this tag, or else as around it. */
  newLineBefore(indent: () => string): string {
    this.#newLine ??= this.#spaces.values().find((space) => space.includes('\n')) ?? indent();
    return this.#newLine;
  }

  /** As `newLineBefore`, for a neighbour: only what this tag itself shows. */
  get ownNewLine(): string | undefined {
    this.#newLine ??= this.#spaces.values().find((space) => space.includes('\n'));
    return this.#newLine;
  }
}

/** A dictionary in the order .NET's has: a new entry takes the place freed last. The first line break found counts. */
class Slots {
  readonly #slots: ({ key: string; value: string } | undefined)[] = [];
  readonly #free: number[] = [];

  #indexOf(key: string): number {
    return this.#slots.findIndex((slot) => slot?.key === key);
  }

  get size(): number {
    return this.#slots.length - this.#free.length;
  }

  get(key: string): string | undefined {
    return this.#slots[this.#indexOf(key)]?.value;
  }

  set(key: string, value: string): void {
    const at = this.#indexOf(key);
    if (at >= 0) this.#slots[at] = { key, value };
    else this.#slots[this.#free.pop() ?? this.#slots.length] = { key, value };
  }

  delete(key: string): void {
    const at = this.#indexOf(key);
    if (at < 0) return;
    this.#slots[at] = undefined;
    this.#free.push(at);
  }

  clear(): void {
    this.#slots.length = 0;
    this.#free.length = 0;
  }

  values(): string[] {
    return this.#slots.flatMap((slot) => (slot ? [slot.value] : []));
  }
}
