import { commandOf, PATCH } from '../../config/sitecore/namespaces';
import { nameOf, removeAttribute } from '../edits';
import { type Fix, rule } from '../rule';
import { safeUnlessClocks } from './shared/clocks';
import { GOOD, shopWith } from './shared/commands';
import { replaceSpan } from './shared/edits';
import { checkTexts, elementsOf, plainAttribute } from './shared/files';

export default rule({
  id: 'sitecore-command-incomplete',
  severity: 'error',
  system: 'sitecore',
  title: 'Patch command that does not say what to set',
  explains:
    'The command needs the name of the attribute in `name`, in lower case; without it Sitecore stops with an error. When it has a text and a `value`, the text wins and the value misleads whoever reads it.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.ProcessConfigNode',
  fixable: true,
  check: checkTexts(PATCH, function* (file, look) {
    for (const element of elementsOf(file, look)) {
      const command = element.uri === PATCH ? commandOf(element.localName, 'new') : undefined;
      if (command === undefined || command === 'delete') continue;
      const { xml } = element;
      if (!plainAttribute(element, 'name')?.value) {
        const other = xml.attributes.find(({ name }) => name.toLowerCase() === 'name');
        const fixes: Fix[] = other?.value
          ? [
              {
                title: 'Write name',
                edits: [replaceSpan(file, other.nameStart, other.nameEnd, 'name')],
                ...safeUnlessClocks(file),
              },
            ]
          : [];
        const message = `\`${xml.name}\` does not say which attribute it means, and Sitecore stops with an error. ${other ? 'Names are case-sensitive: write `name`.' : 'Add `name="value"` or another name.'}`;
        yield { at: nameOf(file, xml), message, fixes };
      }
      const value = plainAttribute(element, 'value');
      const text = element.children.find((child) => child.kind === 'text' || child.kind === 'cdata');
      if (value && text && text.kind !== 'element' && text.value !== value.value)
        yield {
          at: { file: file.path, span: { start: value.start, end: value.end } },
          severity: 'warning',
          message: `\`${xml.name}\` has a value and a text: the text \`${text.value.trim().slice(0, 60)}\` wins. Remove the value.`,
          fixes: [{ title: 'Remove the value, which loses', edits: [removeAttribute(file, value.xml)] }],
        };
    }
  }),
  examples: { bad: shopWith('<patch:attribute Name="value">2</patch:attribute>'), good: GOOD },
});
