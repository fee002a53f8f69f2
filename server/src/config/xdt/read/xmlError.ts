import { isHighSurrogate, isLowSurrogate } from './characters';

/** What System.Xml says when a text is not well-formed: its XmlException, with one-based line and column (0: none). */
export class XmlError extends Error {
  constructor(
    what: string,
    readonly line = 0,
    readonly column = 0,
  ) {
    super(line === 0 ? what : `${what} Line ${line}, position ${column}.`);
  }
}

/** Any other exception of .NET: it has no place in a file. */
export class EngineError extends Error {}

/** What .NET says where a member of nothing is asked for; Microsoft's engine runs into it in several places. */
export const nullReference = () => new EngineError('Object reference not set to an instance of an object.');

/** The sentences of System.Xml (.NET 10). */
export const xmlErrors = {
  badAttributeCharacter: "'<', hexadecimal value 0x3C, is an invalid attribute character.",
  badDecimalEntity: 'Invalid syntax for a decimal numeric entity reference.',
  badHexEntity: 'Invalid syntax for a hexadecimal numeric entity reference.',
  badNamespaceDeclaration: 'Invalid namespace declaration.',
  cdataEndInText: "']]>' is not allowed in character data.",
  characterEntityOverflow: 'Invalid value of a character entity reference.',
  doctypeAfterRoot: 'DTD must be defined before the document root element.',
  doctypeMarkup: 'Expected DTD markup was not found.',
  doctypeMisplaced: 'Unexpected DTD declaration.',
  entityName: 'An error occurred while parsing EntityName.',
  incompleteDoctype: 'Incomplete DTD content.',
  invalidComment: "An XML comment cannot contain '--', and '-' cannot be the last character.",
  invalidDeclaration: 'Syntax for an XML declaration is invalid.',
  invalidRootData: 'Data at the root level is invalid.',
  missingRoot: 'Root element is missing.',
  multipleDoctypes: 'Cannot have multiple DTDs.',
  multipleRoots: 'There are multiple root elements.',
  externalOrClose: "Expecting external ID, '[' or '>'.",
  subsetOrClose: 'Expecting an internal subset or the end of the DOCTYPE declaration.',
  tooManyEntities: 'The input document has exceeded a limit set by MaxCharactersFromEntities.',
  unclosedQuote: 'There is an unclosed literal string.',
  unexpectedEnd: 'Unexpected end of file has occurred.',
  unexpectedEndTag: 'Unexpected end tag.',
  wrongVersion: 'Wrong XML version information. The XML must match production "VersionNum ::= \'1.\' [0-9]+".',
  xmlPrefix:
    'Prefix "xml" is reserved for use by XML and can be mapped only to namespace name "http://www.w3.org/XML/1998/namespace".',
  xmlnsPrefix: 'Prefix "xmlns" is reserved for use by XML.',
  declarationNotFirst:
    'Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.',
  badNameCharacter: (text: string, at: number) => `The ${character(text, at)}, cannot be included in a name.`,
  badNameStart: (text: string, at: number) => `Name cannot begin with the ${character(text, at)}.`,
  duplicateAttribute: (name: string) => `'${name}' is a duplicate attribute name.`,
  expectingSpace: (token: string) => `'${token}' is an unexpected token. Expecting whitespace.`,
  invalidCharacter: (text: string, at: number) =>
    `${quoted(text, at)}, hexadecimal value ${hex(text, at)}, is an invalid character.`,
  invalidInstructionName: (name: string) => `'${name}' is an invalid name for processing instructions.`,
  invalidVersion: (version: string) => `Version number '${version}' is invalid.`,
  invalidXmlSpace: (value: string) => `'${value}' is an invalid xml:space value.`,
  reservedNamespace: (prefix: string) =>
    `Prefix '${prefix}' cannot be mapped to namespace name reserved for "xml" or "xmlns".`,
  tagMismatch: (start: string, line: number, column: number, end: string) =>
    `The '${start}' start tag on line ${line} position ${column} does not match the end tag of '${end}'.`,
  unclosedElements: (names: string) =>
    `Unexpected end of file has occurred. The following elements are not closed: ${names}`,
  undeclaredEntity: (name: string) => `Reference to undeclared entity '${name}'.`,
  undeclaredPrefix: (prefix: string) => `'${prefix}' is an undeclared prefix.`,
  unexpectedEndIn: (what: string) => `Unexpected end of file while parsing ${what} has occurred.`,
  unexpectedToken: (token: string, expected: string) =>
    `'${token}' is an unexpected token. The expected token is '${expected}'.`,
  unexpectedTokenOf: (token: string, expected: string, or: string) =>
    `'${token}' is an unexpected token. The expected token is '${expected}' or '${or}'.`,
};

function character(text: string, at: number): string {
  return `${quoted(text, at)} character, hexadecimal value ${hex(text, at)}`;
}

function quoted(text: string, at: number): string {
  const code = text.charCodeAt(at);
  if (!code) return "'.'";
  return `'${isPair(text, at) ? text.slice(at, at + 2) : text[at]}'`;
}

function hex(text: string, at: number): string {
  const code = (isPair(text, at) ? text.codePointAt(at) : text.charCodeAt(at)) || 0;
  return `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}

function isPair(text: string, at: number): boolean {
  return isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1));
}
