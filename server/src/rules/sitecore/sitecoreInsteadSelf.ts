import { rule } from '../rule';
import { checkOutcomes } from './shared/files';
import { GOOD, withoutPosition, withProcessor } from './shared/positions';

export default rule({
  id: 'sitecore-instead-self',
  severity: 'warning',
  system: 'sitecore',
  title: 'Element that replaces itself',
  explains:
    'The element is found by its own attributes, and patch:instead points at the same one. From 9.0 on Sitecore then empties it, attributes it was found by included; earlier versions remove it. To change an element, name it and set what should be different.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.InsertChild, XmlNode.InsertBefore (.NET)',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }, { configuration }) {
    for (const { position, patch } of outcome.matches) {
      if (position?.result !== 'self' || position.disposition !== 'instead') continue;
      const { attribute } = position;
      const gone = configuration.options.generation === 'old' ? 'Sitecore removes it' : 'Sitecore empties it first';
      yield {
        at: { file: file.path, span: { start: attribute.start, end: attribute.end } },
        message: `This \`<${patch.localName}>\` is the one it should replace, so ${gone}. Remove the position, or give it another type or name.`,
        fixes: [withoutPosition(file, attribute.xml)],
      };
    }
  }),
  examples: {
    bad: withProcessor(
      `patch:instead="processor[@type='Sitecore.Start, Sitecore.Kernel']" type="Sitecore.Start, Sitecore.Kernel"`,
    ),
    good: GOOD,
  },
});
