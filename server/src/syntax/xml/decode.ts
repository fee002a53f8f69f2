/**
 * References and line ends, XML 1.0 sections 2.11, 3.3.3 and 4.6. Only the five predefined entities and character
 * references are decoded; every other reference stays as it is written, nothing is ever expanded or fetched.
 */

/** Content of a text, `\r\n` and lone `\r` as `\n`. */
export function decodeText(raw: string): string {
  return /[&\r]/.test(raw) ? raw.replace(/\r\n?|&[^&;\s<]+;/g, decodeInText) : raw;
}

/** Content of an attribute value: line ends and tabs become blanks, those written as references stay. */
export function decodeAttributeValue(raw: string): string {
  return /[&\r\n\t]/.test(raw) ? raw.replace(/\r\n|[\r\n\t]|&[^&;\s<]+;/g, decodeInAttribute) : raw;
}

/** `\r\n` and lone `\r` as `\n`: what CDATA, comments and instructions need. */
export function normaliseLineEnds(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** The text a reference such as `&amp;` or `&#x20;` stands for, undefined for all that XML alone does not define. */
export function decodeReference(reference: string): string | undefined {
  if (reference.charCodeAt(1) !== HASH) return PREDEFINED[reference];
  const digits = /^&#(?:x([0-9a-fA-F]+)|([0-9]+));$/.exec(reference);
  if (!digits) return undefined;
  const code = digits[1] ? Number.parseInt(digits[1], 16) : Number.parseInt(digits[2]!, 10);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** XML 1.0, production 2 (Char). */
export function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

const HASH = 35;

const PREDEFINED: { readonly [reference: string]: string | undefined } = Object.assign(Object.create(null), {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
});

function decodeInText(match: string): string {
  return match.startsWith('\r') ? '\n' : (decodeReference(match) ?? match);
}

function decodeInAttribute(match: string): string {
  return match.startsWith('&') ? (decodeReference(match) ?? match) : ' ';
}
