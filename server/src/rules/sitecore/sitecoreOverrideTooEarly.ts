import type { Origin } from '../../config/dom/dom';
import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { keyOf, nameOf, relativeTo } from '../../files/paths';
import { nameOf as nameOfElement } from '../edits';
import { type Report, type RuleInput, rule } from '../rule';
import { placeOf } from './shared/change';
import { contestsOf, isBuiltOn, shown } from './shared/contested';
import { patchFile, sitecoreSite } from './shared/examples';
import { checkMerged, lookAt, type PatchFile, parentOf, plainAttribute, type SitecoreLook } from './shared/files';

export default rule({
  id: 'sitecore-override-too-early',
  severity: 'warning',
  system: 'sitecore',
  title: 'Override that is loaded before what it changes',
  explains:
    'Sitecore merges the files of a folder by name, then its sub-folders by name: a file in Include itself comes before all folders, and Feature comes before Foundation unless Layers.config gives an order. An override that comes first finds nothing to change; the file that it was for then sets its own value, or adds its own element beside the half one.',
  source: 'Layers.config; asserted with Sitecore.Kernel 10.3.1 (order of files and folders)',
  fixable: false,
  check(input, report) {
    halfElements(input, report);
    const look = lookAt(input.view);
    for (const { path, words } of look ? contestsOf(look) : []) {
      const winner = words.at(-1)!;
      const loser = words.slice(0, -1).find((word) => isBuiltOn(word, winner));
      if (loser) report(tooEarly(input, look!, loser, winner, path));
    }
  },
  examples: {
    bad: letters('Include/Feature/Letters.config', 'Include/Foundation/Letters.config'),
    good: letters('Include/Project/Letters.config', 'Include/Foundation/Letters.config'),
  },
});

/**
 * Elements with hardly anything in them, beside which a later file put the one with a type: whoever writes neither type
 * nor name means to change what somebody else brings.
 */
const halfElements = checkMerged(function* (patchFile, look) {
  for (const match of patchFile.outcome.matches) {
    if (match.outcome !== 'added' || match.deleted || !plainAttribute(match.patch, 'type')) continue;
    const half = halfSibling(patchFile, look, match);
    if (!half) continue;
    const { file } = patchFile;
    const [origin] = half.origins;
    yield {
      at: placeOf(origin!),
      message: `This is loaded before ${nameOf(file.path)}, which brings the \`<${match.patch.localName}>\` that it is to change: it makes one without a type, and the other is added beside it. Put this file into a folder that is loaded later.`,
      related: [{ ...nameOfElement(file, match.patch.xml), message: 'This is what it was to change' }],
    };
  }
});

/** The only other element of that name, made by a file of the customer's that was merged earlier. */
function halfSibling(patchFile: PatchFile, look: SitecoreLook, match: PatchMatch): ConfigElement | undefined {
  // This file works in what the earlier one made, too.
  const parent = parentOf(patchFile, look, match, 'made here too');
  const siblings = (parent?.children ?? []).filter(({ nodeName }) => nodeName === match.patch.localName);
  const [half, ...others] = siblings.filter(({ id }) => id !== match.target);
  if (!half || others.length > 0 || !look.isOwn(half.merged.madeBy.file)) return undefined;
  const plain = half.merged.attributes.filter(({ uri }) => uri === '');
  if (plain.length === 0 || plain.some(({ localName }) => COMPLETE.has(localName))) return undefined;
  const made = look.files.find(({ file }) => keyOf(file.path) === keyOf(half.merged.madeBy.file));
  return made && made.index < patchFile.index ? half : undefined;
}

/** Attributes by which an element is one of its own. */
const COMPLETE: ReadonlySet<string> = new Set(['type', 'name', 'uid', 'id', 'desc', 'ref', 'hint', 'path', 'method']);

function tooEarly({ view }: RuleInput, look: SitecoreLook, loser: Origin, winner: Origin, path: string): Report {
  const { root } = view.site;
  const order = look.sitecore.sources.layers.some(({ loadOrder }) => loadOrder.length > 0)
    ? 'Correct the order in Layers.config'
    : 'Give the folders an order in Layers.config, or a name that sorts later';
  return {
    at: placeOf(loser),
    message: `This is loaded before what it changes: ${relativeTo(root, winner.file)} comes later and sets ${path} to ${shown(winner)}. ${order}.`,
    related: [{ ...placeOf(winner), message: `This is the word that counts: ${shown(winner)}` }],
  };
}

function letters(above: string, below: string): string {
  const server = (attributes: string) => `<letters><server name="main" ${attributes} /></letters>`;
  return sitecoreSite({
    path: `App_Config/${above}`,
    patch: server('host="mail.shop.test"'),
    more: `//- /site/App_Config/${below}\n${patchFile(server('type="Shop.Smtp, Shop" host="localhost"'))}`,
  });
}
