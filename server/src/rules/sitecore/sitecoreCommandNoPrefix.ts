import type { PatchElement } from '../../config/sitecore/compile';
import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { nameOf } from '../edits';
import { rule } from '../rule';
import { safeUnlessClocks } from './shared/clocks';
import { GOOD, shopWith } from './shared/commands';
import { patchPrefix, renameElement } from './shared/edits';
import { checkMerged, parentOf } from './shared/files';

export default rule({
  id: 'sitecore-command-no-prefix',
  severity: 'warning',
  system: 'sitecore',
  title: 'Patch command without its prefix',
  explains:
    'Without the prefix of the patch namespace the command is an ordinary element: Sitecore inserts it, and the attribute that it should have changed stays as it was.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.ProcessConfigNode',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    const { file, outcome } = patchFile;
    for (const match of outcome.matches) {
      if (match.outcome !== 'added' || !isBareCommand(match.patch)) continue;
      // An element that holds such children anyhow uses the word for itself.
      const parent = parentOf(patchFile, look, match);
      if (!parent || parent.children.some((child) => isSameWord(child, match, file.path))) continue;
      const { xml } = match.patch;
      const { prefix, edits } = patchPrefix(file, xml);
      yield {
        at: nameOf(file, xml),
        message: `\`<${xml.name}>\` is inserted as an ordinary element and changes nothing. Write \`${prefix}:${xml.name}\`.`,
        fixes: [
          {
            title: `Write ${prefix}:${xml.name}`,
            edits: [...edits, ...renameElement(file, xml, `${prefix}:${xml.name}`)],
            ...safeUnlessClocks(file),
          },
        ],
      };
    }
  }),
  examples: { bad: shopWith('<attribute name="value">2</attribute>'), good: GOOD },
});

/** A child of that name which this file did not bring. */
function isSameWord({ localName, merged }: ConfigElement, { patch }: PatchMatch, file: string): boolean {
  return localName === patch.localName && merged.madeBy.file !== file;
}

function isBareCommand(patch: PatchElement): boolean {
  if (patch.uri !== '' || patch.prefix !== '' || patch.children.some((child) => child.kind === 'element')) return false;
  const names = patch.attributes.map(({ localName }) => localName);
  if (patch.localName === 'delete') return names.length === 0 && patch.children.length === 0;
  if (patch.localName !== 'attribute' && patch.localName !== 'deleteattribute') return false;
  return names.includes('name') && names.every((name) => name === 'name' || name === 'value' || name === 'ns');
}
