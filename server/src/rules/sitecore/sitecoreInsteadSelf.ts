import type { SitecoreConfiguration } from '../../config/sitecore/effective';
import { findElement } from '../../config/sitecore/history';
import type { PatchMatch } from '../../config/sitecore/outcome';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkOutcomes } from './shared/files';
import { GOOD, withoutPosition } from './shared/positions';

export default rule({
  id: 'sitecore-instead-self',
  severity: 'warning',
  system: 'sitecore',
  title: 'Element that replaces itself and loses what it had',
  explains:
    'The element is found by its own attributes, and patch:instead points at the same one. From 9.0 on Sitecore then empties it, attributes it was found by included; earlier versions remove it. To change an element, name it and set what should be different.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.InsertChild, XmlNode.InsertBefore (.NET)',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome, index }, look) {
    const { configuration } = look;
    for (const match of outcome.matches) {
      const { position, patch } = match;
      if (position?.result !== 'self' || position.disposition !== 'instead') continue;
      // What is new here can only be meant to replace something that is not in the workspace.
      if (match.outcome === 'added' && !look.stockIsHere) continue;
      if (configuration.options.generation === 'new' && !losesAnything(configuration, index, match)) continue;
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
    bad: sitecoreSite({
      base: '<events><event name="publish:end"><handler type="Sitecore.Cache, Sitecore.Kernel" /></event></events>',
      stock: '<settings />',
      patch: `
        <events>
          <event name="publish:end" patch:instead="event[@name='publish:end']">
            <handler type="Shop.Cache, Shop" />
          </event>
        </events>`,
    }),
    good: GOOD,
  },
});

/**
 * Does emptying the element take anything with it? A setting that says all it has to say in the patch is the same
 * afterwards, only with the new value.
 */
function losesAnything(
  configuration: SitecoreConfiguration,
  index: number,
  { patch, target, before, within }: PatchMatch,
) {
  if (!before) return true;
  const element = findElement(configuration.before(index), within, target);
  if (!element || element.children.length > 0) return true;
  return element.merged.attributes.some(
    ({ uri, localName }) =>
      uri === '' && !patch.attributes.some((written) => written.uri === '' && written.localName === localName),
  );
}
