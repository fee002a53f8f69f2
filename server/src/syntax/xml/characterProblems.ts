import { decodeReference } from './decode';
import { nodeAt } from './navigate';
import { problem } from './problem';
import type { XmlDocument, XmlProblem } from './tree';

/** References that mean nothing, `]]>` in text and characters that XML does not know: found in the text as a whole. */
export function characterProblems(document: XmlDocument, problems: XmlProblem[]): void {
  checkReferences(document, problems);
  checkSectionEnds(document, problems);
  checkCharacters(document.text, problems);
}

/** XML 1.0, productions 66 to 68. */
const REFERENCE = /&(?:#[0-9a-zA-Z]*|[\p{L}_:][\p{L}\p{N}_:.-]*)?;?/uy;

function checkReferences(document: XmlDocument, problems: XmlProblem[]): void {
  const { text } = document;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    REFERENCE.lastIndex = at;
    const reference = REFERENCE.exec(text)![0];
    if (reference.endsWith(';') && decodeReference(reference) !== undefined) continue;
    const place = nodeAt(document, at);
    if (place.part === 'text' || place.part === 'attribute-value') {
      const found = referenceProblem(document, reference, at);
      if (found) problems.push(found);
    } else if (place.part === 'comment' || place.part === 'cdata') at = place.node.end - 1;
  }
}

function referenceProblem(document: XmlDocument, reference: string, at: number): XmlProblem | undefined {
  const end = at + reference.length;
  const ampersand = [at, at + 1, '&amp;'] as const;
  if (!reference.endsWith(';')) {
    if (decodeReference(`${reference};`) !== undefined) {
      const message = `\`${reference}\` needs a semicolon: \`${reference};\`. Where the character \`&\` is meant, write \`&amp;\`.`;
      return problem('bad-reference', at, end, message, 'Add ;', [end, end, ';']);
    }
    return problem('bad-reference', at, at + 1, 'A plain `&` must be written `&amp;`.', 'Write &amp;', ampersand);
  }
  if (reference.startsWith('&#')) return problem('bad-reference', at, end, `\`${reference}\` is no character of XML.`);
  const name = reference.slice(1, -1);
  if (declaresEntity(document, name)) return undefined;
  const message = `XML does not know \`${reference}\`, only amp, lt, gt, quot and apos. Write the character itself, its number, or \`&amp;${name};\`.`;
  if (name === 'nbsp') return problem('bad-reference', at, end, message, 'Write &#160;', [at, end, '&#160;']);
  return problem('bad-reference', at, end, message, 'Write &amp;', ampersand);
}

/** Such an entity is not expanded here, but it is not wrong. */
function declaresEntity(document: XmlDocument, name: string): boolean {
  for (const node of document.children) {
    if (node.kind === 'doctype') return new RegExp(`<!ENTITY\\s+${name.replace(/\./g, '\\.')}\\s`).test(node.value);
    if (node.kind === 'element') return false;
  }
  return false;
}

/** XML 1.0, 2.4: `]]>` must not stand in text. */
function checkSectionEnds(document: XmlDocument, problems: XmlProblem[]): void {
  const { text } = document;
  for (let at = text.indexOf(']]>'); at >= 0; at = text.indexOf(']]>', at + 1)) {
    if (nodeAt(document, at).part !== 'text') continue;
    const message = '`]]>` ends a CDATA section, but none is open. Write `]]&gt;`.';
    problems.push(problem('stray-character', at, at + 3, message, 'Write ]]&gt;', [at, at + 3, ']]&gt;']));
  }
}

/** Everything outside of production 2 (Char), half surrogate pairs among it. */
const NO_CHARACTER =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /(?:[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF])+/g;

function checkCharacters(text: string, problems: XmlProblem[]): void {
  for (const found of text.matchAll(NO_CHARACTER)) {
    const start = found.index;
    const end = start + found[0].length;
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = `The character U+${code} cannot stand in XML, not even as a reference. Remove it.`;
    problems.push(problem('stray-character', start, end, message, 'Remove it', [start, end, '']));
  }
}
