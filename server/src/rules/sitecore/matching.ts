import { identifyingAttributes, UNDECIDED } from '../../config/sitecore/locator';
import type { ElementBefore, PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { nameOf as fileNameOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { nearest } from '../../settings/attributes';
import { settings } from '../../settings/catalogue';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { insertAttribute, nameOf } from '../edits';
import { type Report, type Rule, rule } from '../rule';
import { replaceSpan, setPrefix } from './edits';
import { sitecoreSite } from './examples';
import { checkMerged, checkOutcomes, type PatchFile, parentOf, plainAttribute, type SitecoreLook } from './files';

const SHOP = '<settings><setting name="Media.MaxSizeInDatabase" value="500MB" /></settings>';

const settingUnknown = rule({
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

/** Names by what they are in lower case, with the place in load order of the file that brought them. */
type Names = ReadonlyMap<string, readonly { readonly name: string; readonly index: number }[]>;

const names = new WeakMap<ConfigElement, Names>();

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

const duplicate = rule({
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
          child.getAttribute('name') === name.value,
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

const swallows = rule({
  id: 'sitecore-patch-swallows',
  severity: 'warning',
  system: 'sitecore',
  title: 'Addition that changes another element instead',
  explains:
    'From 9.0 on Sitecore looks only at a few attributes (name, id, type, desc, hint, path …) to tell elements apart. An element with none of them is the first of its name, whatever else it says: instead of being added it overwrites what another file put there. The list of these attributes is not published; they are those that stock files prove.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper; documentation "Control a patch file setting"',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }, { configuration }) {
    const { generation, ruleSupport } = configuration.options;
    if (generation === 'old') return;
    for (const { patch, before, outcome: what, position } of outcome.matches) {
      if (what !== 'matched' || !before || position || before.madeBy.file === file.path) continue;
      if (identifyingAttributes(patch, generation, ruleSupport ?? 'all').length > 0) continue;
      const plain = patch.attributes.filter(({ uri, localName }) => uri === '' && localName !== 'xmlns');
      // Of those nobody knows whether they tell elements apart.
      if (plain.some(({ localName }) => UNDECIDED.has(localName))) continue;
      const lost = plain.filter(({ localName, value }) => (plainValue(before, localName) ?? value) !== value);
      if (lost.length === 0 || patch.children.some(({ kind }) => kind === 'element')) continue;
      const first = lost[0]!;
      yield {
        at: nameOf(file, patch.xml),
        message: `This is not added: it changes the \`<${patch.localName}>\` of ${fileNameOf(before.madeBy.file)}, whose \`${first.localName}\` was "${plainValue(before, first.localName)}". Give it a \`desc\` to add one, or write \`set:${first.localName}\` if the change is meant.`,
        related: [{ file: before.touch.by.file, span: before.touch.at, message: 'This element is overwritten' }],
        fixes: [
          {
            title: 'Add it beside the other: desc',
            edits: [insertAttribute(file, patch.xml, 'desc', describing(first.value))],
          },
          setInstead(file, patch, lost),
        ],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      base: '<scripts><script src="/a.js" /></scripts>',
      patch: '<scripts><script src="/shop.js" /></scripts>',
    }),
    good: sitecoreSite({
      base: '<scripts><script src="/a.js" /></scripts>',
      patch: '<scripts><script src="/shop.js" desc="shop" /></scripts>',
    }),
  },
});

function setInstead(file: PatchFile['file'], patch: PatchMatch['patch'], lost: PatchMatch['patch']['attributes']) {
  const { prefix, edits } = setPrefix(file, patch.xml);
  const renames = lost.map(({ xml }) => replaceSpan(file, xml.nameStart, xml.nameEnd, `${prefix}:${xml.name}`));
  return { title: `Say that the change is meant: ${prefix}:${lost[0]!.localName}`, edits: [...edits, ...renames] };
}

/** Of an attribute without namespace. */
function plainValue({ attributes }: Pick<ElementBefore, 'attributes'>, name: string): string | undefined {
  return attributes.find(({ localName, uri }) => localName === name && uri === '')?.value;
}

function describing(value: string): string {
  return value.replace(/^.*[\\/]/, '').replace(/[^\w.-]+/g, '-') || 'own';
}

export const matchingRules: readonly Rule[] = [settingUnknown, duplicate, swallows];
