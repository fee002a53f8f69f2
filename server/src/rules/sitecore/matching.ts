import { identifyingAttributes, UNDECIDED } from '../../config/sitecore/locator';
import type { ElementBefore, PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { nameOf as fileNameOf } from '../../files/paths';
import { nearest } from '../../settings/attributes';
import { settings } from '../../settings/catalogue';
import { classOf } from '../../settings/sitecorePath';
import { attributeText, attributeValueEdit } from '../../syntax/xml/escape';
import { insertAttribute, nameOf } from '../edits';
import { type Report, type Rule, rule } from '../rule';
import { replaceSpan, setPrefix } from './edits';
import { sitecoreSite } from './examples';
import { checkOutcomes, type PatchFile, parentBefore, plainAttribute, type SitecoreLook } from './files';
import { squeezed } from './positions';

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
  check: checkOutcomes(function* (patchFile, look) {
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

const CATALOGUE: ReadonlyMap<string, string> = new Map(
  settings.flatMap(({ path }) => {
    const name = /^sitecore\/settings\/setting\[name='([^']+)'\]/.exec(path)?.[1];
    return name === undefined ? [] : [[name.toLowerCase(), name]];
  }),
);

/**
 * A name that differs only in case is a slip. One that differs in letters is, too, where the patch means to change what
 * is there; a plain new setting may well have a name like another's.
 */
function nearSetting(patchFile: PatchFile, look: SitecoreLook, match: PatchMatch, name: string): string | undefined {
  const parent = parentBefore(patchFile, look, match);
  const known = parent ? namesIn(parent) : CATALOGUE;
  const same = known.get(name.toLowerCase());
  if (same !== undefined)
    return same === name || parent?.children.some((c) => c.getAttribute('name') === name) ? undefined : same;
  const meansToChange =
    match.commands.length > 0 || match.patch.attributes.some(({ prefix, localName }) => prefix === 'set' && localName);
  const near = meansToChange && name.length > 8 ? nearest(name, [...known.values()]) : undefined;
  return near && near.replace(/\d+/g, '') !== name.replace(/\d+/g, '') ? near : undefined;
}

const names = new WeakMap<ConfigElement, ReadonlyMap<string, string>>();

/** Names of the children of an element and of the catalogue, by what they are in lower case. */
function namesIn(parent: ConfigElement): ReadonlyMap<string, string> {
  let known = names.get(parent);
  if (!known) {
    const made = new Map(CATALOGUE);
    for (const child of parent.merged.children) {
      const name = child.kind === 'element' ? child.value('name') : undefined;
      if (name) made.set(name.toLowerCase(), name);
    }
    names.set(parent, made);
    known = made;
  }
  return known;
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
  check: checkOutcomes(function* (patchFile, look) {
    if (look.configuration.options.generation !== 'old') return;
    for (const match of patchFile.outcome.matches) {
      const name = plainAttribute(match.patch, 'name');
      if (match.outcome !== 'added' || !name || match.position) continue;
      const twin = parentBefore(patchFile, look, match)?.children.find(
        (child) => child.nodeName === match.patch.localName && child.getAttribute('name') === name.value,
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

const typeMiss = rule({
  id: 'sitecore-type-near-miss',
  severity: 'warning',
  system: 'sitecore',
  title: 'Type that is almost the one of another element',
  explains:
    'Elements are found by the text of their type, so a blank after the comma or another case makes a second element beside the one that was meant. .NET does not care about the blank: both run.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper (XPath on @type)',
  fixable: true,
  check: checkOutcomes(function* (patchFile, look) {
    const { file, outcome } = patchFile;
    for (const match of outcome.matches) {
      const type = plainAttribute(match.patch, 'type');
      if (match.outcome !== 'added' || !type || !type.value.includes('.')) continue;
      if (plainAttribute(match.patch, 'name') || plainAttribute(match.patch, 'uid')) continue;
      const near = twinByType(patchFile, look, match, type.value);
      if (!near) continue;
      yield {
        at: { file: file.path, span: { start: type.start, end: type.end } },
        message: `There is a \`<${match.patch.localName}>\` of type \`${near}\`; this one is written otherwise and is added beside it. Write the type the same way.`,
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
  const wanted = squeezed(type);
  for (const child of parentBefore(file, look, match)?.children ?? []) {
    const other = child.nodeName === match.patch.localName ? child.getAttribute('type') : null;
    if (other !== null && other !== type && squeezed(other) === wanted) return other;
  }
  return undefined;
}

const processorTwice = rule({
  id: 'sitecore-added-by-name',
  severity: 'warning',
  system: 'sitecore',
  title: 'Patch by a name that the element does not have',
  explains:
    'Later versions gave some processors a name: a patch by that name, copied into a version without it, finds nothing and adds a processor that has no type. In 9.0 the cookie processors of OWIN have to be found by their type.',
  source: 'Sitecore.Owin.Authentication.config of 9.0 and 9.2',
  fixable: true,
  check: checkOutcomes(function* (patchFile, look) {
    const { file, outcome } = patchFile;
    for (const match of outcome.matches) {
      const name = plainAttribute(match.patch, 'name');
      // Whoever says more than a name makes an element of his own.
      if (match.outcome !== 'added' || !name || match.patch.attributes.some(isOtherPlain)) continue;
      const twin = unnamedTwin(parentBefore(patchFile, look, match), match.patch.localName, name.value);
      if (!twin) continue;
      yield {
        at: { file: file.path, span: { start: name.start, end: name.end } },
        message: `No \`<${match.patch.localName}>\` is called \`${name.value}\` here, so one without type is added. Find it by its type, \`${twin}\`.`,
        fixes: [
          {
            title: 'Find it by its type',
            edits: [replaceSpan(file, name.xml.start, name.xml.end, attributeText('type', twin).trimStart())],
          },
        ],
      };
    }
  }),
  examples: {
    bad: cookieProcessor('name="CookieAuthentication"'),
    good: cookieProcessor('type="Sitecore.Owin.CookieAuthentication, Sitecore.Owin"'),
  },
});

function isOtherPlain({ uri, localName }: PatchMatch['patch']['attributes'][number]): boolean {
  return uri === '' && localName !== 'name';
}

/** The type of a sibling that has no name and whose class is called so. */
function unnamedTwin(parent: ConfigElement | undefined, localName: string, name: string): string | undefined {
  for (const child of parent?.children ?? []) {
    if (child.nodeName !== localName || child.getAttribute('name') !== null) continue;
    const type = child.getAttribute('type');
    if (type && classOf(type).split('.').at(-1) === name) return type;
  }
  return undefined;
}

function cookieProcessor(identity: string): string {
  return sitecoreSite({
    base: `
      <pipelines>
        <owin.initialize>
          <processor type="Sitecore.Owin.CookieAuthentication, Sitecore.Owin" />
        </owin.initialize>
      </pipelines>`,
    patch: `
      <pipelines>
        <owin.initialize>
          <processor ${identity}>
            <ExpireTimeSpan>01:00:00</ExpireTimeSpan>
          </processor>
        </owin.initialize>
      </pipelines>`,
  });
}

export const matchingRules: readonly Rule[] = [settingUnknown, duplicate, swallows, typeMiss, processorTwice];
