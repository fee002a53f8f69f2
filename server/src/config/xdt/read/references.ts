import { Code, type Cursor } from './cursor';
import { XmlError, xmlErrors } from './xmlError';

const BUILT_IN: readonly (readonly [string, string])[] = [
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
];

/** `&` of a character or one of the five names; undefined, and nothing read, for any other name. */
export function readBuiltInReference(cursor: Cursor): string | undefined {
  if (cursor.at + 1 >= cursor.length) cursor.fail(xmlErrors.unexpectedEnd);
  if (cursor.code(cursor.at + 1) === Code.hash) return readCharacterReference(cursor);
  for (const [written, value] of BUILT_IN)
    if (cursor.text.startsWith(written, cursor.at + 1)) {
      cursor.at += written.length + 1;
      return value;
    }
  return undefined;
}

function readCharacterReference(cursor: Cursor): string {
  let at = cursor.at + 2;
  const hexadecimal = cursor.code(at) === Code.x;
  if (hexadecimal) at++;
  const digits = at;
  let value = 0;
  for (;;) {
    const digit = digitOf(cursor.code(at), hexadecimal);
    if (digit === undefined) break;
    value = value * (hexadecimal ? 16 : 10) + digit;
    if (value > 0x7fffffff) cursor.fail(xmlErrors.characterEntityOverflow, at);
    at++;
  }
  if (at >= cursor.length) cursor.fail(xmlErrors.unexpectedEndIn(''));
  if (cursor.code(at) !== Code.semicolon || at === digits)
    cursor.fail(hexadecimal ? xmlErrors.badHexEntity : xmlErrors.badDecimalEntity, at);
  cursor.at = at + 1;
  if (value <= 0xffff) return String.fromCharCode(value);
  // XmlCharType.SplitSurrogateChar does not look whether there is such a character.
  const above = value - 0x10000;
  return String.fromCharCode(0xd800 + Math.floor(above / 1024), 0xdc00 + (above % 1024));
}

/** `&name;`; the column is that of the name. */
export function readEntityName(cursor: Cursor): { name: string; column: number } {
  cursor.at++;
  const start = cursor.at;
  const column = cursor.columnOf(start);
  let end: number;
  try {
    end = cursor.plainName();
  } catch (error) {
    if (error instanceof XmlError) throw new XmlError(xmlErrors.entityName, error.line, error.column);
    throw error;
  }
  if (cursor.code(end) !== Code.semicolon) cursor.fail(xmlErrors.entityName);
  cursor.at = end + 1;
  return { name: cursor.text.slice(start, end), column };
}

function digitOf(code: number, hexadecimal: boolean): number | undefined {
  if (code >= 48 && code <= 57) return code - 48;
  if (!hexadecimal) return undefined;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : undefined;
}

/** One entity may be as long as this, and all references together as long as .NET allows. */
const LONGEST = 100_000;
const ALL_TOGETHER = 10_000_000;

/**
 * The general entities of a document. Text with markup in it is not taken (no configuration has it), and nothing
 * outside the document is ever fetched.
 */
export class Entities {
  #declared: ReadonlyMap<string, string> | undefined;
  #used = 0;

  get areDeclared(): boolean {
    return this.#declared !== undefined;
  }

  /** Takes the declarations out of an internal subset. */
  declare(subset: string): void {
    this.#declared = declaredEntities(subset);
  }

  /** Throws XmlError for an entity nobody declared, and when entities upon entities grow too long. */
  replacement(name: string, line: number, column: number): string {
    const text = this.#declared?.get(name);
    if (text === undefined) throw new XmlError(xmlErrors.undeclaredEntity(name), line, column);
    this.#used += text.length;
    if (this.#used > ALL_TOGETHER) throw new XmlError(xmlErrors.tooManyEntities, line, column);
    return text;
  }
}

function declaredEntities(subset: string): ReadonlyMap<string, string> {
  const entities = new Map<string, string>();
  for (const [, name, , value] of subset.matchAll(/<!ENTITY\s+([^\s%]+)\s+(["'])([^<]*?)\2\s*>/g)) {
    if (entities.has(name!)) continue;
    let isComplete = true;
    const expanded = value!.replace(/&(#x[\da-f]+|#\d+|[^\s;]+);/gi, (whole, reference: string) => {
      if (reference.startsWith('#x')) return String.fromCodePoint(Number.parseInt(reference.slice(2), 16) % 0x110000);
      if (reference.startsWith('#')) return String.fromCodePoint(Number.parseInt(reference.slice(1), 10) % 0x110000);
      const known = BUILT_IN.find(([written]) => written === `${reference};`)?.[1] ?? entities.get(reference);
      isComplete &&= known !== undefined;
      return known ?? whole;
    });
    if (isComplete && expanded.length <= LONGEST) entities.set(name!, expanded);
  }
  return entities;
}
