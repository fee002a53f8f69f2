import type { PatchElement } from '../../config/sitecore/compile';
import { commandOf } from '../../config/sitecore/namespaces';
import type { ParsedFile } from '../../site/parsed';
import { escapeText } from '../../syntax/xml/escape';
import { insertAttribute, nameOf, removeElement } from '../edits';
import { type Fix, type Report, rule } from '../rule';
import { SHOP } from './shared/commands';
import { setPrefix } from './shared/edits';
import { sitecoreSite } from './shared/examples';
import { checkOutcomes, plainAttribute } from './shared/files';

export default rule({
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
