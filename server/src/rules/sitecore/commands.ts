import type { PatchElement } from '../../config/sitecore/compile';
import { commandOf, PATCH } from '../../config/sitecore/namespaces';
import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { nearest } from '../../settings/attributes';
import type { ParsedFile } from '../../site/parsed';
import { escapeText } from '../../syntax/xml/escape';
import { insertAttribute, nameOf, removeAttribute, removeElement } from '../edits';
import { type Fix, type Report, type Rule, rule } from '../rule';
import { patchPrefix, renameElement, replaceSpan, setPrefix } from './edits';
import { sitecoreSite } from './examples';
import { checkMerged, checkOutcomes, checkTexts, elementsOf, parentOf, plainAttribute } from './files';

const SHOP = '<settings><setting name="Shop" value="1" /></settings>';
const COMMANDS = ['attribute', 'delete', 'deleteattribute'];
/** Words that people write for a command, where the letters alone would not lead there. */
const MEANT: Readonly<Record<string, string>> = {
  attr: 'attribute',
  attributes: 'attribute',
  set: 'attribute',
  setattribute: 'attribute',
  remove: 'delete',
  del: 'delete',
  removeattribute: 'deleteattribute',
  deleteattr: 'deleteattribute',
};

function shopWith(inside: string): string {
  return sitecoreSite({
    base: SHOP,
    patch: `
      <settings>
        <setting name="Shop">
          ${inside}
        </setting>
      </settings>`,
  });
}

const GOOD = shopWith('<patch:attribute name="value">2</patch:attribute>');

const unknownCommand = rule({
  id: 'sitecore-command-unknown',
  severity: 'error',
  system: 'sitecore',
  title: 'Patch command that does not exist',
  explains:
    'Sitecore knows attribute, delete and (since 9.0) deleteattribute, and passes over every other command in silence, so nothing is changed.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.ProcessConfigNode',
  fixable: true,
  check: checkTexts(PATCH, function* (file, look) {
    for (const { uri, localName, xml } of elementsOf(file, look)) {
      if (uri !== PATCH || commandOf(localName, 'new')) continue;
      const meant = MEANT[localName.toLowerCase()] ?? nearest(localName, COMMANDS);
      const name = `${xml.prefix}:${meant}`;
      yield {
        at: nameOf(file, xml),
        message: `Sitecore has no command \`${xml.name}\` and passes over it. ${meant ? `Write \`${name}\`.` : 'It knows attribute, delete and deleteattribute.'}`,
        fixes: meant ? [{ title: `Write ${name}`, edits: renameElement(file, xml, name) }] : [],
      };
    }
  }),
  examples: { bad: shopWith('<patch:attribut name="value">2</patch:attribut>'), good: GOOD },
});

const attributeCommand = rule({
  id: 'sitecore-command-incomplete',
  severity: 'error',
  system: 'sitecore',
  title: 'Patch command that does not say what to set',
  explains:
    'The command needs the name of the attribute in `name`, in lower case; without it Sitecore stops with an error. When it has a text and a `value`, the text wins and the value misleads whoever reads it.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.ProcessConfigNode',
  fixable: true,
  check: checkTexts(PATCH, function* (file, look) {
    for (const element of elementsOf(file, look)) {
      const command = element.uri === PATCH ? commandOf(element.localName, 'new') : undefined;
      if (command === undefined || command === 'delete') continue;
      const { xml } = element;
      if (!plainAttribute(element, 'name')?.value) {
        const other = xml.attributes.find(({ name }) => name.toLowerCase() === 'name');
        const fixes: Fix[] = other?.value
          ? [{ title: 'Write name', edits: [replaceSpan(file, other.nameStart, other.nameEnd, 'name')] }]
          : [];
        const message = `\`${xml.name}\` does not say which attribute it means, and Sitecore stops with an error. ${other ? 'Names are case-sensitive: write `name`.' : 'Add `name="value"` or another name.'}`;
        yield { at: nameOf(file, xml), message, fixes };
      }
      const value = plainAttribute(element, 'value');
      const text = element.children.find((child) => child.kind === 'text' || child.kind === 'cdata');
      if (value && text && text.kind !== 'element' && text.value !== value.value)
        yield {
          at: { file: file.path, span: { start: value.start, end: value.end } },
          severity: 'warning',
          message: `\`${xml.name}\` has a value and a text: the text \`${text.value.trim().slice(0, 60)}\` wins. Remove the value.`,
          fixes: [{ title: 'Remove the value, which loses', edits: [removeAttribute(file, value.xml)] }],
        };
    }
  }),
  examples: { bad: shopWith('<patch:attribute Name="value">2</patch:attribute>'), good: GOOD },
});

const withoutPrefix: Rule = rule({
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

const tooNew = rule({
  id: 'sitecore-deleteattribute-old',
  severity: 'error',
  system: 'sitecore',
  title: 'Command of a later Sitecore',
  explains: 'Sitecore knows patch:deleteattribute since 9.0; earlier versions pass over it, so the attribute stays.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper, 7.1 and 9.2',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }, look) {
    if (look.configuration.options.generation !== 'old') return;
    for (const { commands } of outcome.matches)
      for (const { patch } of commands)
        if (commandOf(patch.localName, 'new') === 'deleteattribute') yield lateCommand(file, patch);
  }),
  examples: {
    bad: sitecoreSite({
      generation: 'old',
      base: SHOP,
      patch: '<settings><setting name="Shop"><patch:deleteattribute name="value" /></setting></settings>',
    }),
    good: sitecoreSite({
      generation: 'old',
      base: SHOP,
      patch: '<settings><setting name="Shop" set:value="" /></settings>',
    }),
  },
});

function lateCommand(file: ParsedFile, patch: PatchElement): Report {
  const { xml } = patch;
  const name = plainAttribute(patch, 'name')?.value;
  const parent = xml.parent.kind === 'element' ? xml.parent : undefined;
  const fixes: Fix[] = [];
  if (name && parent) {
    const { prefix, edits } = setPrefix(file, xml);
    const empty = insertAttribute(file, parent, `${prefix}:${escapeText(name)}`, '');
    fixes.push({ title: `Empty it instead: ${prefix}:${name}=""`, edits: [...edits, empty, removeElement(file, xml)] });
  }
  const message = `\`${xml.name}\` is known since Sitecore 9.0; this version passes over it and the attribute stays. Empty it with \`set:\` instead.`;
  return { at: nameOf(file, xml), message, fixes };
}

export const commandRules: readonly Rule[] = [unknownCommand, attributeCommand, withoutPrefix, tooNew];
