import { isTypographicQuote } from './characters';
import type { XmlAttribute } from './tree';

/** Escapes the content of an element. `>` stays, but for the one in `]]>`. */
export function escapeText(value: string): string {
  return value.replace(/[&<\r]|]]>/g, (found) => ESCAPES[found] ?? ']]&gt;');
}

/**
 * Escapes an attribute value that stands between `quote`s; the other quote stays as it is. Tabs and line ends are
 * written as references, a reader would make blanks of them (XML 1.0, 3.3.3).
 */
export function escapeAttributeValue(value: string, quote: '"' | "'" = '"'): string {
  return value.replace(/[&<\t\n\r"']/g, (found) => (isOther(found, quote) ? found : ESCAPES[found]!));
}

/** The quote an attribute uses, `"` for one without. */
export function quoteOf(attribute: XmlAttribute, text: string): '"' | "'" {
  return text[attribute.valueStart - 1] === "'" ? "'" : '"';
}

/** The edit that gives an attribute a value: keeps its quotes, supplies those that are missing. */
export function attributeValueEdit(
  attribute: XmlAttribute,
  text: string,
  value: string,
): { span: { start: number; end: number }; text: string } {
  const quote = quoteOf(attribute, text);
  const escaped = escapeAttributeValue(value, quote);
  const { valueStart, valueEnd, nameEnd, end } = attribute;
  if (valueStart === nameEnd) return { span: { start: nameEnd, end }, text: `=${quote}${escaped}${quote}` };
  const opened = text[valueStart - 1] === quote;
  const closed = opened && text[valueEnd] === quote;
  // Typographic quotes go with the value; so does a closing quote that nothing opens.
  const start = !opened && isTypographicQuote(text.charCodeAt(valueStart - 1)) ? valueStart - 1 : valueStart;
  return {
    span: { start, end: closed ? valueEnd : end },
    text: `${opened ? '' : quote}${escaped}${closed ? '' : quote}`,
  };
}

/** ` name="value"` with the value escaped. */
export function attributeText(name: string, value: string, quote: '"' | "'" = '"'): string {
  return ` ${name}=${quote}${escapeAttributeValue(value, quote)}${quote}`;
}

const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function isOther(character: string, quote: string): boolean {
  return (character === '"' || character === "'") && character !== quote;
}
