import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { getOrInsertComputed } from '../../maps';
import { nearest } from '../../settings/attributes';
import { settings } from '../../settings/catalogue';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkMerged, type PatchFile, parentOf, plainAttribute, type SitecoreLook } from './shared/files';
import { SHOP } from './shared/matching';

/** Names by what they are in lower case, with the place in load order of the file that brought them. */
type Names = ReadonlyMap<string, readonly { readonly name: string; readonly index: number }[]>;

const names = new WeakMap<ConfigElement, Names>();

export default rule({
  id: 'sitecore-setting-misspelled',
  severity: 'warning',
  system: 'sitecore',
  title: 'Patch of a setting that is not there',
  explains:
    'Names of settings are compared letter by letter, case included. A name that is not found adds a new setting nobody reads, and the one that was meant keeps its value.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper (XPath on @name)',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    const { file } = patchFile;
    for (const match of patchFile.outcome.matches) {
      if (match.outcome !== 'added' || match.patch.localName !== 'setting' || match.deleted) continue;
      const name = plainAttribute(match.patch, 'name');
      const near = name && nearSetting(patchFile, look, match, name.value);
      if (!near) continue;
      yield {
        at: { file: file.path, span: { start: name.start, end: name.end } },
        message: `There is no setting \`${name.value}\`, so a new one is added that nobody reads. \`${near}\` is most likely meant.`,
        fixes: [
          { title: `Write ${near}`, edits: [{ file: file.path, ...attributeValueEdit(name.xml, file.text, near) }] },
        ],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      base: SHOP,
      patch: '<settings><setting name="Media.MaxSizeInDataBase" set:value="1GB" /></settings>',
    }),
    good: sitecoreSite({
      base: SHOP,
      patch: '<settings><setting name="Media.MaxSizeInDatabase" set:value="1GB" /></settings>',
    }),
  },
});

const CATALOGUE: Names = new Map(
  settings.flatMap(({ path }) => {
    const name = /^sitecore\/settings\/setting\[name='([^']+)'\]/.exec(path)?.[1];
    return name === undefined ? [] : [[name.toLowerCase(), [{ name, index: 0 }]]];
  }),
);

/**
 * A name that differs only in case is a slip. One that differs in letters is, too, where the patch means to change what
 * is there; a plain new setting may well have a name like another's.
 */
function nearSetting(patchFile: PatchFile, look: SitecoreLook, match: PatchMatch, name: string): string | undefined {
  const parent = parentOf(patchFile, look, match);
  const known = parent ? namesIn(parent, look) : CATALOGUE;
  // What this file and later ones bring is no reason to doubt what stands here.
  const earlier = (known.get(name.toLowerCase()) ?? []).filter(({ index }) => index < patchFile.index);
  if (earlier.some((other) => other.name === name)) return undefined;
  if (earlier[0]) return earlier[0].name;
  const meansToChange =
    match.commands.length > 0 || match.patch.attributes.some(({ prefix, localName }) => prefix === 'set' && localName);
  if (!meansToChange || name.length <= 8) return undefined;
  const names = [...known.values()].flat().flatMap((other) => (other.index < patchFile.index ? [other.name] : []));
  const near = nearest(name, names);
  return near && near.replace(/\d+/g, '') !== name.replace(/\d+/g, '') ? near : undefined;
}

/** Names of the children of an element, and of the catalogue. */
function namesIn(parent: ConfigElement, { files }: SitecoreLook): Names {
  return getOrInsertComputed(names, parent, () => {
    const order = new Map(files.map(({ file, index }) => [file.path, index]));
    const made = new Map(CATALOGUE);
    for (const child of parent.merged.children) {
      const name = child.kind === 'element' ? child.value('name') : undefined;
      if (child.kind !== 'element' || !name) continue;
      const key = name.toLowerCase();
      made.set(key, [...(made.get(key) ?? []), { name, index: order.get(child.madeBy.file) ?? 0 }]);
    }
    return made;
  });
}
