import { nameOf } from '../edits';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkOutcomes } from './shared/files';

export default rule({
  id: 'sitecore-delete-misses',
  severity: 'warning',
  system: 'sitecore',
  title: 'Delete of something that is not there',
  explains:
    'Sitecore first looks for the element that a patch names, adds it where there is none, and then carries out the delete in it: what goes is what the patch has just brought. What was to go is still there, under another type, name or place, or no version of it was ever here.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.MergeChildren',
  fixable: false,
  check: checkOutcomes(function* ({ file, outcome }, { stockIsHere }) {
    for (const { patch, outcome: what, before, deleted } of outcome.matches) {
      if (!deleted || what !== 'added' || before) continue;
      // Without Sitecore's own files nobody knows what is there.
      if (!stockIsHere) return;
      const identity = patch.attributes.find(({ uri, localName }) => uri === '' && localName !== 'xmlns');
      const which = identity ? ` with ${identity.localName}="${identity.value}"` : '';
      yield {
        at: nameOf(file, patch.xml),
        message: `There is no \`<${patch.localName}>\`${which} here when this file is merged: the delete takes away nothing. Correct what it is found by, or remove the patch.`,
      };
    }
  }),
  examples: {
    bad: pipeline('Sitecore.Finish, Sitecore.Kernel'),
    good: pipeline('Sitecore.Start, Sitecore.Kernel'),
  },
});

function pipeline(type: string): string {
  return sitecoreSite({
    base: '<pipelines><startTracking><processor type="Sitecore.Start, Sitecore.Kernel" /></startTracking></pipelines>',
    stock: '<settings />',
    patch: `
      <pipelines>
        <startTracking>
          <processor type="${type}">
            <patch:delete />
          </processor>
        </startTracking>
      </pipelines>`,
  });
}
