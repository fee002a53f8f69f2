import { dispositionOf, PATCH } from '../../config/sitecore/namespaces';
import { nearest } from '../../settings/attributes';
import { rule } from '../rule';
import { safeUnlessClocks } from './shared/clocks';
import { patchPrefix, replaceSpan } from './shared/edits';
import { checkTexts, elementsOf } from './shared/files';
import { GOOD, withProcessor } from './shared/positions';

const POSITIONS = ['before', 'after', 'instead'];

export default rule({
  id: 'sitecore-position-name',
  severity: 'error',
  system: 'sitecore',
  title: 'Position that Sitecore does not read',
  explains:
    'Positions are patch:before, patch:after and patch:instead. Misspelled ones are dropped, and without the prefix they are ordinary attributes: the element goes to the end of its parent either way.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.DetermineInsertOperation',
  fixable: true,
  check: checkTexts('', function* (file, look) {
    for (const { attributes, xml } of elementsOf(file, look)) {
      for (const attribute of attributes) {
        const at = { file: file.path, span: { start: attribute.xml.nameStart, end: attribute.xml.nameEnd } };
        const { nameStart, nameEnd, name } = attribute.xml;
        if (attribute.uri === PATCH && !dispositionOf(attribute.localName) && attribute.localName !== 'source') {
          const meant = nearest(attribute.localName, POSITIONS);
          const right = `${attribute.prefix}:${meant}`;
          yield {
            at,
            message: `\`${name}\` is no position and is dropped. ${meant ? `Write \`${right}\`.` : 'Sitecore knows before, after and instead.'}`,
            fixes: meant
              ? [
                  {
                    title: `Write ${right}`,
                    edits: [replaceSpan(file, nameStart, nameEnd, right)],
                    ...safeUnlessClocks(file),
                  },
                ]
              : [],
          };
        } else if (attribute.uri === '' && POSITIONS.includes(name) && looksLikeSelector(attribute.value)) {
          const { prefix, edits } = patchPrefix(file, xml);
          const right = `${prefix}:${name}`;
          yield {
            at,
            message: `\`${name}\` without prefix is an ordinary attribute, so the element goes to the end. Write \`${right}\`.`,
            fixes: [
              {
                title: `Write ${right}`,
                edits: [...edits, replaceSpan(file, nameStart, nameEnd, right)],
                ...safeUnlessClocks(file),
              },
            ],
          };
        }
      }
    }
  }),
  examples: { bad: withProcessor(`patch:befor="processor[1]" type="Shop.Start, Shop"`), good: GOOD },
});

function looksLikeSelector(value: string): boolean {
  return /^\s*(?:\*|[\w.:-]+)\s*(?:\[.*\]\s*)?$/s.test(value) && /[[*]/.test(value);
}
