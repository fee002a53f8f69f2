import { identifyingAttributes, UNDECIDED } from '../../config/sitecore/locator';
import { nameOf as fileNameOf } from '../../files/paths';
import { nameOf } from '../edits';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkOutcomes } from './shared/files';
import { plainValue } from './shared/matching';

export default rule({
  id: 'sitecore-delete-hits-first',
  severity: 'warning',
  system: 'sitecore',
  title: 'Delete that takes another element',
  explains:
    'From 9.0 on Sitecore tells elements apart by a few attributes only (name, id, type, desc, hint, path …). A delete that names its element by any other attribute takes the first of that name, whatever the attribute says, and the one that was meant stays.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper; documentation "Control a patch file setting"',
  fixable: false,
  check: checkOutcomes(function* ({ file, outcome }, { configuration }) {
    const { generation, ruleSupport } = configuration.options;
    if (generation === 'old') return;
    for (const { patch, before, deleted } of outcome.matches) {
      if (!deleted || !before || identifyingAttributes(patch, generation, ruleSupport ?? 'all').length > 0) continue;
      const plain = patch.attributes.filter(({ uri, localName }) => uri === '' && localName !== 'xmlns');
      // Of those nobody knows whether they tell elements apart.
      if (plain.some(({ localName }) => UNDECIDED.has(localName))) continue;
      const other = plain.find(({ localName, value }) => plainValue(before, localName) !== value);
      if (!other) continue;
      const had = plainValue(before, other.localName);
      yield {
        at: nameOf(file, patch.xml),
        message: `This deletes the first \`<${patch.localName}>\` of ${fileNameOf(before.madeBy.file)}, ${had === undefined ? `which has no \`${other.localName}\`` : `whose \`${other.localName}\` is "${had}"`}, not the one with "${other.value}": Sitecore does not look at \`${other.localName}\`. Name it by an attribute that Sitecore does look at, or delete the list and write it anew.`,
        related: [{ file: before.touch.by.file, span: before.touch.at, message: 'This element is deleted' }],
      };
    }
  }),
  examples: {
    bad: exclusion('note="Owner"'),
    good: exclusion('desc="owner"'),
  },
});

function exclusion(identity: string): string {
  return sitecoreSite({
    base: '<fields><exclude field="1" note="Last run" desc="run" /><exclude field="2" note="Owner" desc="owner" /></fields>',
    patch: `
      <fields>
        <exclude ${identity}>
          <patch:delete />
        </exclude>
      </fields>`,
  });
}
