/**
 * XML 1.0 (fifth edition), productions 4 and 4a, without the colon: NCName of Namespaces in XML 1.0.
 */
const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NC_NAME = `[${START}][${START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`;
const QUALIFIED_NAME = new RegExp(`^${NC_NAME}(?::${NC_NAME})?$`, 'u');
const PLAIN_NAME = new RegExp(`^${NC_NAME}$`, 'u');

/** `name` or `prefix:name`. */
export function isQualifiedName(name: string): boolean {
  return QUALIFIED_NAME.test(name);
}

/** A name without colon. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name);
}

/** XML 1.0, production 23, and the encoding name of production 81. */
export const DECLARATION =
  /^version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*$/;
