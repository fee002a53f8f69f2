import type { SitecoreConfiguration } from '../../config/sitecore/effective';
import { findElement } from '../../config/sitecore/history';
import { identifyingAttributes, UNDECIDED } from '../../config/sitecore/locator';
import type { PatchMatch } from '../../config/sitecore/outcome';
import { nameOf as fileNameOf } from '../../files/paths';
import { insertAttribute, nameOf } from '../edits';
import { rule } from '../rule';
import { replaceSpan, setPrefix } from './shared/edits';
import { sitecoreSite } from './shared/examples';
import { checkOutcomes, type PatchFile } from './shared/files';
import { plainValue } from './shared/matching';

export default rule({
  id: 'sitecore-patch-swallows',
  severity: 'warning',
  system: 'sitecore',
  title: 'Addition that changes another element instead',
  explains:
    'From 9.0 on Sitecore looks only at a few attributes (name, id, type, desc, hint, path …) to tell elements apart. An element with none of them is the first of its name, whatever else it says: instead of being added it overwrites what another file put there. The list of these attributes is not published; they are those that stock files prove.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper; documentation "Control a patch file setting"',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome, index }, { configuration }) {
    const { generation, ruleSupport } = configuration.options;
    if (generation === 'old') return;
    for (const match of outcome.matches) {
      const { patch, before, outcome: what, position } = match;
      if (what !== 'matched' || !before || position || match.deleted || before.madeBy.file === file.path) continue;
      if (identifyingAttributes(patch, generation, ruleSupport ?? 'all').length > 0) continue;
      const plain = patch.attributes.filter(({ uri, localName }) => uri === '' && localName !== 'xmlns');
      // Of those nobody knows whether they tell elements apart.
      if (plain.some(({ localName }) => UNDECIDED.has(localName))) continue;
      const lost = plain.filter(({ localName, value }) => (plainValue(before, localName) ?? value) !== value);
      if (patch.children.some(({ kind }) => kind === 'element')) continue;
      const text = lost.length === 0 && plain.length === 0 ? overwrittenText(configuration, index, match) : undefined;
      if (text !== undefined)
        yield {
          at: nameOf(file, patch.xml),
          message: `This is not added: it replaces the text of the first \`<${patch.localName}>\`, which was "${shortened(text)}" of ${fileNameOf(before.madeBy.file)}. Give it a \`desc\` to add one.`,
          related: [{ file: before.touch.by.file, span: before.touch.at, message: 'This text is replaced' }],
          fixes: [
            {
              title: 'Add it beside the others: desc',
              edits: [insertAttribute(file, patch.xml, 'desc', describing(textOf(patch)))],
            },
          ],
        };
      if (lost.length === 0) continue;
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

/**
 * The text that a patch element of nothing but text puts its own in the place of, where the elements of that name are a
 * list: there are several, or what they are in is a list by its hint. Of a single one the new text is what was meant.
 */
function overwrittenText(
  configuration: SitecoreConfiguration,
  index: number,
  { patch, target, within }: PatchMatch,
): string | undefined {
  const written = textOf(patch);
  if (written === '') return undefined;
  const parent = within && findElement(configuration.before(index), within.up, within.id);
  const element = parent?.children.find(({ id }) => id === target);
  const alike = parent?.children.filter(({ nodeName }) => nodeName === patch.localName) ?? [];
  const isList = alike.length > 1 || /^list\b|^raw:Add/i.test(parent?.getAttribute('hint') ?? '');
  const old = element?.textContent.trim() ?? '';
  return isList && old !== '' && old !== written ? old : undefined;
}

function textOf({ xml }: PatchMatch['patch']): string {
  return xml.children
    .map((node) => (node.kind === 'text' || node.kind === 'cdata' ? node.value : ''))
    .join('')
    .trim();
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function describing(value: string): string {
  return value.replace(/^.*[\\/]/, '').replace(/[^\w.-]+/g, '-') || 'own';
}
