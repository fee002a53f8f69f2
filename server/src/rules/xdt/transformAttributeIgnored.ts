import { XDT } from '../../config/xdt/elementContext';
import { TRANSFORMS } from '../../config/xdt/typeNames';
import { nearest } from '../../settings/attributes';
import { type ParsedFile, xmlOf } from '../../site/parsed';
import { namespaceOf } from '../../syntax/xml/navigate';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';
import { rule } from '../rule';
import { saying } from './shared/actions';
import { withRelease } from './shared/example';

/** What the engine looks for in its namespace (XmlElementContext, XmlTransformation; the spelling of the third is its own). */
const KNOWN = ['Transform', 'Locator', 'SupressWarnings'] as const;

export default rule({
  id: 'transform-attribute-ignored',
  severity: 'warning',
  system: 'xdt',
  title: 'Instruction that the transform engine does not see',
  explains:
    'The engine looks for Transform and Locator in its own namespace, in exactly these letters. Without the prefix, in another case or misspelled they are attributes like any other: the engine neither acts nor warns, and the variant is deployed as the web.config stands.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK): XmlElementContext.ConstructTransform, CreateLocator',
  fixable: true,
  check(input, report) {
    for (const { file } of input.view.transforms())
      for (const { attribute, right } of ignoredIn(file))
        report({
          at: { file: file.path, span: { start: attribute.nameStart, end: attribute.nameEnd } },
          message: `\`${attribute.name}\` means nothing to the engine: it looks for \`${right}\`, prefix and case included, so this ${right.endsWith('Locator') ? 'selects' : 'changes'} nothing. Write \`${right}\`.`,
          fixes: [
            {
              title: `Write ${right}: it takes effect${saying(attribute.owner)}`,
              edits: [{ file: file.path, span: { start: attribute.nameStart, end: attribute.nameEnd }, text: right }],
            },
          ],
        });
  },
  examples: {
    bad: withRelease(
      '<sessionState mode="StateServer" timeout="80" />',
      '<sessionState timeout="90" xdt:transform="SetAttributes" />',
    ),
    good: withRelease(
      '<sessionState mode="StateServer" timeout="80" />',
      '<sessionState timeout="90" xdt:Transform="SetAttributes" />',
    ),
  },
});

/** Attributes that were meant for the engine, with what they should be called. */
export function ignoredIn(file: ParsedFile): { attribute: XmlAttribute; right: string }[] {
  const { root } = xmlOf(file);
  const prefix = root && prefixIn(root);
  if (!prefix) return [];
  const found: { attribute: XmlAttribute; right: string }[] = [];
  const work: XmlElement[] = [root];
  for (let element = work.pop(); element; element = work.pop()) {
    for (const attribute of element.attributes) {
      const meant = meantBy(attribute);
      if (meant) found.push({ attribute, right: `${prefix}:${meant}` });
    }
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]!;
      if (child.kind === 'element') work.push(child);
    }
  }
  return found;
}

/** The prefix that the root binds to the engine's namespace. */
export function prefixIn(root: XmlElement): string | undefined {
  return root.attributes.find(({ prefix, value }) => prefix === 'xmlns' && value === XDT)?.localName;
}

function meantBy(attribute: XmlAttribute): string | undefined {
  const { prefix, localName, value } = attribute;
  if (prefix !== '')
    return namespaceOf(attribute) !== XDT || KNOWN.some((known) => known === localName)
      ? undefined
      : (KNOWN.find((known) => known.toLowerCase() === localName.toLowerCase()) ?? nearest(localName, KNOWN));
  // Other languages have such attributes too: the value tells whose it is.
  if (/^transform$/i.test(localName)) {
    const name = /^\s*(\w+)/.exec(value)?.[1] ?? '';
    return TRANSFORMS.some((known) => known.toLowerCase() === name.toLowerCase()) ? 'Transform' : undefined;
  }
  return /^locator$/i.test(localName) && /^\s*(?:Match|Condition|XPath)\s*\(/i.test(value) ? 'Locator' : undefined;
}
