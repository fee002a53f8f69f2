import type { PatchMatch, Removal } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { nameOf as fileNameOf } from '../../files/paths';
import { nearest } from '../../settings/attributes';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { type Fix, type Report, rule } from '../rule';
import { checkMerged, type PatchFile, parentOf, type SitecoreLook } from './shared/files';
import { GOOD, squeezed, withoutPosition, withProcessor } from './shared/positions';

export default rule({
  id: 'sitecore-position-miss',
  severity: 'warning',
  system: 'sitecore',
  title: 'Position that points at nothing',
  explains:
    'Nothing at that point of the merge is what the position asks for, so Sitecore appends the element at the end without a word; instead then adds where it should have replaced.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.InsertChild',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    // Without Sitecore's own files there is no telling what is there.
    if (!look.stockIsHere) return;
    for (const match of patchFile.outcome.matches)
      if (match.position?.result === 'miss') yield missReport(patchFile, look, match);
  }),
  examples: {
    bad: withProcessor(`patch:before="processor[@type='Sitecore.Start,Sitecore.Kernel']" type="Shop.Start, Shop"`),
    good: GOOD,
  },
});

function missReport(patchFile: PatchFile, look: SitecoreLook, match: PatchMatch): Report {
  const { file } = patchFile;
  const { attribute, disposition } = match.position!;
  const parent = parentOf(patchFile, look, match);
  const taker = takenBy(patchFile, look, attribute.value);
  const near = parent && !taker && nearSelector(attribute.value, parent);
  const effect = disposition === 'instead' ? 'added at the end and replaces nothing' : 'appended at the end';
  const advice = taker
    ? `${fileNameOf(taker.by.by.file)} ${taker.by.action === 'patch:instead' ? 'has put another in its place' : 'has taken it away'}. Point at what is there now.`
    : near
      ? `\`${near}\` is there.`
      : 'Correct the selector, or load the file after the one that adds it.';
  const fixes: Fix[] = near
    ? [
        {
          title: `Point at ${near}`,
          edits: [{ file: file.path, ...attributeValueEdit(attribute.xml, file.text, near) }],
        },
      ]
    : taker
      ? []
      : [withoutPosition(file, attribute.xml)];
  return {
    at: { file: file.path, span: { start: attribute.start, end: attribute.end } },
    message: `Nothing here is \`${attribute.value}\` when this file is merged, so the element is ${effect}. ${advice}`,
    ...(taker && { related: [{ file: taker.by.by.file, span: taker.by.at, message: 'This took it away' }] }),
    fixes,
  };
}

/** Who took away an element with the attribute that the selector asks for, before this file was merged. */
function takenBy({ index }: PatchFile, look: SitecoreLook, selector: string): Removal | undefined {
  const test = TEST.exec(selector);
  if (!test) return undefined;
  const [, name, , value] = test;
  for (const { outcome } of look.files.filter((file) => file.index < index).reverse())
    for (const removal of outcome.removals)
      if (removal.element.value(name!) === value && removal.by.by.file !== '') return removal;
  return undefined;
}

const TEST = /@([\w.-]+)\s*=\s*(['"])(.*?)\2/;

/** The selector with the value that a child really has, when it differs only in blanks, case or a slip of the finger. */
function nearSelector(selector: string, parent: ConfigElement): string | undefined {
  const test = TEST.exec(selector);
  if (!test) return undefined;
  const [whole, name, quote, value] = test;
  const values = parent.children.flatMap((child) => child.getAttribute(name!) ?? []);
  const same = values.find((other) => squeezed(other) === squeezed(value!)) ?? nearest(value!, values);
  if (same === undefined || same === value || same.includes(quote!)) return undefined;
  return selector.replace(whole, () => `@${name}=${quote}${same}${quote}`);
}
