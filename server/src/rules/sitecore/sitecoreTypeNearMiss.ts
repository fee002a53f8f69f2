import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { getOrInsertComputed } from '../../maps';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkMerged, type PatchFile, parentOf, plainAttribute, type SitecoreLook } from './shared/files';
import { squeezed } from './shared/positions';

/** Elements that were meant to be found by type or name, and stand beside the one that was meant. */

export default rule({
  id: 'sitecore-type-near-miss',
  severity: 'warning',
  system: 'sitecore',
  title: 'Type that is almost the one of another element',
  explains:
    'Elements are found by the text of their type, so a blank after the comma or another case makes a second element beside the one that was meant. .NET does not care about the blank: both run.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper (XPath on @type)',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    const { file, outcome } = patchFile;
    for (const match of outcome.matches) {
      const type = plainAttribute(match.patch, 'type');
      if (match.outcome !== 'added' || !type || !type.value.includes('.')) continue;
      if (plainAttribute(match.patch, 'name') || plainAttribute(match.patch, 'uid')) continue;
      const near = twinByType(patchFile, look, match, type.value);
      if (!near) continue;
      yield {
        at: { file: file.path, span: { start: type.start, end: type.end } },
        message: match.deleted
          ? `There is no \`<${match.patch.localName}>\` whose type is written like this, so the delete takes away nothing: \`${near}\` stays. Write the type the same way.`
          : `There is a \`<${match.patch.localName}>\` of type \`${near}\`; this one is written otherwise and is added beside it. Write the type the same way.`,
        fixes: [
          { title: `Write ${near}`, edits: [{ file: file.path, ...attributeValueEdit(type.xml, file.text, near) }] },
        ],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      base: '<scheduling><agent type="Sitecore.Tasks.Agent, Sitecore.Kernel" interval="1" /></scheduling>',
      patch: '<scheduling><agent type="Sitecore.Tasks.Agent,Sitecore.Kernel" set:interval="2" /></scheduling>',
    }),
    good: sitecoreSite({
      base: '<scheduling><agent type="Sitecore.Tasks.Agent, Sitecore.Kernel" interval="1" /></scheduling>',
      patch: '<scheduling><agent type="Sitecore.Tasks.Agent, Sitecore.Kernel" set:interval="2" /></scheduling>',
    }),
  },
});

function twinByType(file: PatchFile, look: SitecoreLook, match: PatchMatch, type: string): string | undefined {
  const parent = parentOf(file, look, match);
  const others = parent && typesIn(parent).get(`${match.patch.localName} ${squeezed(type)}`);
  return others?.find((other) => other !== type);
}

const types = new WeakMap<ConfigElement, ReadonlyMap<string, readonly string[]>>();

/** Types of the children, by the name of the element and the type without blanks and case. */
function typesIn(parent: ConfigElement): ReadonlyMap<string, readonly string[]> {
  return getOrInsertComputed(types, parent, () => {
    const made = new Map<string, string[]>();
    for (const child of parent.merged.children) {
      const type = child.kind === 'element' ? child.value('type') : undefined;
      if (child.kind !== 'element' || !type) continue;
      const key = `${child.name} ${squeezed(type)}`;
      const same = made.get(key);
      if (!same) made.set(key, [type]);
      else if (!same.includes(type)) same.push(type);
    }
    return made;
  });
}
