import { isNameCharacter, isSpace } from './characters';
import { Code, type Cursor, isPlainValue } from './cursor';
import type { ReadDeclaration, ReadDoctype } from './handler';
import type { Entities } from './references';
import { EngineError, xmlErrors } from './xmlError';

/** `<?xml …?>` at the very start; undefined, and nothing read, without one. Throws XmlError or EngineError. */
export function readDeclaration(cursor: Cursor): ReadDeclaration | undefined {
  const { text } = cursor;
  if (text.length < 6 || !text.startsWith('<?xml') || isNameCharacter(cursor.code(5)) || cursor.code(5) === Code.colon)
    return undefined;
  cursor.at = 5;
  const found = { version: '', encoding: '', standalone: '' };
  let step = 0;
  for (;;) {
    const space = cursor.space();
    if (cursor.code() === Code.question) {
      if (cursor.code(cursor.at + 1) === Code.greater) break;
      if (cursor.at + 1 === cursor.length) cursor.fail(xmlErrors.unexpectedEnd);
      cursor.failToken("'>'");
    }
    if (space === 0 && step !== 0) cursor.failToken('?>');
    const end = cursor.plainName();
    const name = text.slice(cursor.at, end);
    const expected =
      (name === 'version' && step === 0) ||
      (name === 'encoding' && step === 1) ||
      (name === 'standalone' && (step === 1 || step === 2));
    if (!expected) cursor.fail(xmlErrors.invalidDeclaration);
    if (name === 'standalone') step = 2;
    cursor.at = end;
    const quote = cursor.equalsQuote();
    const value = readDeclarationValue(cursor, quote);
    if (name === 'version' && !value.startsWith('1.0')) cursor.fail(xmlErrors.invalidVersion(value));
    if (name === 'standalone' && value !== 'yes' && value !== 'no')
      cursor.fail(xmlErrors.invalidDeclaration, cursor.at - 1);
    found[name as keyof typeof found] = value;
    cursor.at += value.length + 1;
    step++;
  }
  if (step === 0) cursor.fail(xmlErrors.invalidDeclaration);
  cursor.at += 2;
  if (!/^1\.\d+$/.test(found.version)) throw new EngineError(xmlErrors.wrongVersion);
  return { ...found, start: 0, end: cursor.at };
}

function readDeclarationValue(cursor: Cursor, quote: number): string {
  let end = cursor.at;
  for (;;) {
    const code = cursor.code(end);
    if (code === quote) return cursor.text.slice(cursor.at, end);
    if (end === cursor.length) cursor.fail(xmlErrors.unclosedQuote);
    if (!isPlainValue(code)) cursor.fail(xmlErrors.invalidDeclaration);
    end++;
  }
}

/** `<!` and neither a comment nor CDATA. Nothing outside the document is ever read. */
export function readDoctype(cursor: Cursor, entities: Entities, rootSeen: boolean): ReadDoctype {
  const start = cursor.at;
  cursor.at += 2;
  if (cursor.length - cursor.at < 8) cursor.fail(xmlErrors.unexpectedEndIn('DOCTYPE'));
  if (!cursor.text.startsWith('DOCTYPE', cursor.at))
    cursor.failToken(rootSeen || entities.areDeclared ? '<!--' : 'DOCTYPE');
  if (!isSpace(cursor.code(cursor.at + 7))) cursor.failSpace(cursor.at + 7);
  if (entities.areDeclared) cursor.fail(xmlErrors.multipleDoctypes, cursor.at - 2);
  if (rootSeen) cursor.fail(xmlErrors.doctypeAfterRoot, cursor.at - 2);
  cursor.at += 7;
  spaceWithin(cursor);
  const name = readDoctypeName(cursor);
  spaceWithin(cursor);
  const { publicId, systemId } = readExternalId(cursor);
  let subset = '';
  if (cursor.code() === Code.openBracket) {
    const from = cursor.at + 1;
    skipSubset(cursor);
    subset = cursor.text.slice(from, cursor.at - 1);
    spaceWithin(cursor);
    if (cursor.code() !== Code.greater) cursor.failToken('>');
  } else if (cursor.code() !== Code.greater) cursor.fail(xmlErrors.subsetOrClose);
  cursor.at++;
  entities.declare(subset);
  return { name, publicId, systemId, subset, start, end: cursor.at };
}

/** White space in a document type that must not be the end of the file. */
function spaceWithin(cursor: Cursor): number {
  const start = cursor.at;
  while (isSpace(cursor.code()) && !cursor.isLastReturn(cursor.at)) cursor.at = cursor.step(cursor.at);
  if (cursor.at >= cursor.length || cursor.isLastReturn(cursor.at)) cursor.fail(xmlErrors.incompleteDoctype);
  return cursor.at - start;
}

function readDoctypeName(cursor: Cursor): string {
  let end = cursor.at;
  while (isNameCharacter(cursor.code(end)) || cursor.code(end) === Code.colon) end++;
  if (end >= cursor.length) cursor.fail(xmlErrors.incompleteDoctype, end);
  const start = cursor.at;
  cursor.at = cursor.qualifiedName().end;
  return cursor.text.slice(start, cursor.at);
}

function readExternalId(cursor: Cursor): { publicId?: string; systemId?: string } {
  const word = cursor.text.slice(cursor.at, cursor.at + 6);
  if (word !== 'PUBLIC' && word !== 'SYSTEM') {
    if (cursor.code() !== Code.openBracket && cursor.code() !== Code.greater) cursor.fail(xmlErrors.externalOrClose);
    return {};
  }
  cursor.at += 6;
  if (spaceWithin(cursor) === 0) cursor.failSpace(cursor.at);
  const from = cursor.at + 1;
  const first = readLiteral(cursor);
  const odd = word === 'PUBLIC' ? first.search(/[^\w \r\n\-'()+,./:=?;!*#@$%]/) : -1;
  if (odd >= 0) cursor.fail(xmlErrors.invalidCharacter(cursor.text, from + odd), from + odd);
  const space = spaceWithin(cursor);
  if (word === 'SYSTEM') return { systemId: first };
  if (space === 0) cursor.failSpace(cursor.at);
  const systemId = readLiteral(cursor);
  spaceWithin(cursor);
  return { publicId: first, systemId };
}

function readLiteral(cursor: Cursor): string {
  const quote = cursor.code();
  if (quote !== Code.quote && quote !== Code.apostrophe) cursor.failToken('"', "'");
  const start = ++cursor.at;
  while (cursor.code() !== quote) {
    if (cursor.at >= cursor.length) cursor.fail(xmlErrors.unclosedQuote);
    cursor.at = cursor.step(cursor.at);
  }
  cursor.at++;
  return cursor.text.slice(start, cursor.at - 1);
}

/** From `[` to behind `]`; literals, comments and instructions may hold brackets. */
function skipSubset(cursor: Cursor): void {
  cursor.at++;
  for (;;) {
    spaceWithin(cursor);
    if (cursor.code() === Code.closeBracket) break;
    if (cursor.text.startsWith('<!--', cursor.at)) skipTo(cursor, '-->', xmlErrors.incompleteDoctype);
    else if (cursor.text.startsWith('<?', cursor.at)) skipTo(cursor, '?>', xmlErrors.incompleteDoctype);
    else if (cursor.text.startsWith('<!', cursor.at)) skipDeclaration(cursor);
    else if (cursor.text[cursor.at] === '%') skipTo(cursor, ';', xmlErrors.incompleteDoctype);
    else cursor.fail(xmlErrors.doctypeMarkup);
  }
  cursor.at++;
}

/** `<!ENTITY …>` and its like: `>` may stand in a literal. */
function skipDeclaration(cursor: Cursor): void {
  while (cursor.code() !== Code.greater) {
    const code = cursor.code();
    if (cursor.at >= cursor.length) cursor.fail(xmlErrors.incompleteDoctype);
    if (code === Code.quote || code === Code.apostrophe)
      skipTo(cursor, String.fromCharCode(code), xmlErrors.unclosedQuote);
    else cursor.at = cursor.step(cursor.at);
  }
  cursor.at++;
}

/** From one character on to behind `end`. */
function skipTo(cursor: Cursor, end: string, unfinished: string): void {
  cursor.at++;
  while (!cursor.text.startsWith(end, cursor.at)) {
    if (cursor.at >= cursor.length) cursor.fail(unfinished);
    cursor.at = cursor.step(cursor.at);
  }
  cursor.at += end.length;
}
