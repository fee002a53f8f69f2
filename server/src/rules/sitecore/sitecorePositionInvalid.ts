import { rule } from '../rule';
import { checkOutcomes } from './shared/files';
import { GOOD, withoutPosition, withProcessor } from './shared/positions';

export default rule({
  id: 'sitecore-position-invalid',
  severity: 'error',
  system: 'sitecore',
  title: 'Position that cannot be evaluated',
  explains:
    'A position is an XPath 1.0 expression, seen from the parent element, that has to find one of its children. Sitecore stops with an error when it cannot be read or leads elsewhere.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.InsertChild, XmlNode.InsertBefore (.NET)',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }) {
    for (const { position } of outcome.matches) {
      if (position?.result !== 'invalid' && position?.result !== 'elsewhere') continue;
      const { attribute, result } = position;
      const said = `\`${attribute.value}\``;
      yield {
        at: { file: file.path, span: { start: attribute.start, end: attribute.end } },
        message:
          result === 'invalid'
            ? `${said} is no XPath that Sitecore can evaluate, and it stops with an error. Write for example *[@type='…'].`
            : `${said} does not lead to a sibling, and Sitecore stops with an error. Name a child of the parent element.`,
        fixes: [withoutPosition(file, position.attribute.xml)],
      };
    }
  }),
  examples: { bad: withProcessor(`patch:before="processor[@type=" type="Shop.Start, Shop"`), good: GOOD },
});
