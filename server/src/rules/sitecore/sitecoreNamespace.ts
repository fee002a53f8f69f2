import { PATCH, SET } from '../../config/sitecore/namespaces';
import { type ParsedFile, xmlOf } from '../../site/parsed';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { nodeAt } from '../../syntax/xml/navigate';
import type { XmlAttribute } from '../../syntax/xml/tree';
import { rule } from '../rule';
import { safeUnlessClocks } from './shared/clocks';
import { sitecoreSite } from './shared/examples';
import { checkTexts } from './shared/files';

export default rule({
  id: 'sitecore-namespace',
  severity: 'error',
  system: 'sitecore',
  title: 'Namespace that Sitecore does not know',
  explains:
    'Sitecore compares namespaces letter by letter, the slash at the end included. With any other text a command such as patch:attribute is inserted as an ordinary element, a position is an ordinary attribute and a rule holds never or always: the file does something else than it says, without a message.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper',
  fixable: true,
  check: checkTexts('sitecore.net', function* (file) {
    for (const declaration of declarationsIn(file)) {
      const right = nearestNamespace(declaration.value);
      if (right === undefined || right === declaration.value) continue;
      yield {
        at: { file: file.path, span: { start: declaration.valueStart, end: declaration.valueEnd } },
        message: `Sitecore does not know the namespace \`${declaration.value}\`, so what is marked with \`${declaration.localName}:\` is taken for ordinary configuration. Write \`${right}\`.`,
        fixes: [
          {
            title: `Write ${right}`,
            edits: [{ file: file.path, ...attributeValueEdit(declaration, file.text, right) }],
            ...safeUnlessClocks(file),
          },
        ],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      base: '<settings><setting name="Shop" value="1" /></settings>',
      file: `
        <configuration xmlns:patch="http://www.sitecore.net/xmlconfig">
          <sitecore>
            <settings>
              <setting name="Shop">
                <patch:attribute name="value">2</patch:attribute>
              </setting>
            </settings>
          </sitecore>
        </configuration>`,
    }),
    good: sitecoreSite({
      base: '<settings><setting name="Shop" value="1" /></settings>',
      patch: '<settings><setting name="Shop"><patch:attribute name="value">2</patch:attribute></setting></settings>',
    }),
  },
});

/** Declarations of prefixes for something that looks like a namespace of Sitecore's. */
export function declarationsIn(file: ParsedFile): XmlAttribute[] {
  const found: XmlAttribute[] = [];
  for (const match of file.text.matchAll(/sitecore\.net\/+xmlconfig/gi)) {
    const { part, node } = nodeAt(xmlOf(file), match.index);
    if (part === 'attribute-value' && node.prefix === 'xmlns') found.push(node);
  }
  return found;
}

/** The namespace that was most likely meant: slash, protocol, host and case set right. */
function nearestNamespace(uri: string): string | undefined {
  const match = /^\s*(?:https?:)?\/*(?:www\.)?sitecore\.net\/+xmlconfig(?:\/+([\w.-]*))?\/*\s*$/i.exec(uri);
  if (!match) return undefined;
  const word = match[1] ?? '';
  if (word === '') return PATCH;
  return word.toLowerCase() === 'set' ? SET : `${PATCH}${word}/`;
}
