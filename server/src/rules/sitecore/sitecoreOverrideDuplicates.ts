import type { ElementBefore, PatchMatch } from '../../config/sitecore/outcome';
import type { MergedElement } from '../../config/sitecore/tree';
import { nameOf } from '../edits';
import { type Report, rule } from '../rule';
import { replaceSpan, setPrefix } from './shared/edits';
import { sitecoreSite } from './shared/examples';
import { checkMerged, type PatchFile, parentOf, plainAttribute, type SitecoreLook } from './shared/files';
import { plainValue, SHOP } from './shared/matching';

export default rule({
  id: 'sitecore-override-duplicates',
  severity: 'warning',
  system: 'sitecore',
  title: 'Override that adds a second element',
  explains:
    'Before 9.0 Sitecore looks for an element with exactly the attributes of the patch: one that differs is not found, and a second element of the same name stands beside the first. Which of the two counts is not told by any source. Only set: and patch:attribute change a value there.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.MergeChildren (7.1)',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    if (look.configuration.options.generation !== 'old') return;
    for (const match of patchFile.outcome.matches) {
      const name = plainAttribute(match.patch, 'name');
      if (match.outcome !== 'added' || !name || match.position) continue;
      const twin = parentOf(patchFile, look, match)?.children.find(
        (child) =>
          child.id !== match.target &&
          child.nodeName === match.patch.localName &&
          child.getAttribute('name') === name.value &&
          // Whoever was there first has added nothing beside anything.
          isEarlier(child.merged, patchFile, look, match.patch.start),
      );
      if (twin) yield twinReport(patchFile, match, twin.merged);
    }
  }),
  examples: {
    bad: sitecoreSite({
      generation: 'old',
      base: SHOP,
      patch: '<settings><setting name="Media.MaxSizeInDatabase" value="1GB" /></settings>',
    }),
    good: sitecoreSite({
      generation: 'old',
      base: SHOP,
      patch: '<settings><setting name="Media.MaxSizeInDatabase" set:value="1GB" /></settings>',
    }),
  },
});

/** Was the element there before the patch element at `start` of this file? */
function isEarlier(
  { madeBy, touch }: MergedElement,
  { file, index }: PatchFile,
  look: SitecoreLook,
  start: number,
): boolean {
  const place = look.files.find((other) => other.file.path === madeBy.file)?.index;
  if (place !== index) return place === undefined || place < index;
  return touch.by.file !== file.path || touch.at.start < start;
}

function twinReport({ file }: PatchFile, { patch }: PatchMatch, twin: ElementBefore): Report {
  const { prefix, edits } = setPrefix(file, patch.xml);
  const different = patch.attributes.filter(
    ({ uri, localName, value }) => uri === '' && localName !== 'xmlns' && plainValue(twin, localName) !== value,
  );
  const renames = different.map(({ xml }) => replaceSpan(file, xml.nameStart, xml.nameEnd, `${prefix}:${xml.name}`));
  const names = different.map(({ localName }) => `\`${localName}\``).join(', ');
  return {
    at: nameOf(file, patch.xml),
    message: `This adds a second \`<${patch.localName}>\` of that name, because ${names} ${different.length > 1 ? 'are' : 'is'} not what the first one has. Write ${prefix}: before ${different.length > 1 ? 'them' : 'it'} to change the first.`,
    related: [{ file: twin.touch.by.file, span: twin.touch.at, message: 'This one stays as it is' }],
    fixes: [
      { title: `Change the first one: ${prefix}:${different[0]?.localName ?? 'value'}`, edits: [...edits, ...renames] },
    ],
  };
}
