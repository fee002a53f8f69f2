import type { Origin } from '../../config/dom/dom';
import { folderOf, keyOf, nameOf } from '../../files/paths';
import { rule } from '../rule';
import { placeOf, replaceWord } from './shared/change';
import { contestsOf, isSurprise, shown, twoPatches } from './shared/contested';
import { lookAt, type SitecoreLook } from './shared/files';

export default rule({
  id: 'sitecore-order-surprise',
  severity: 'warning',
  system: 'sitecore',
  title: 'File meant to be last that is not',
  explains:
    'Files of a folder come in the order of their names, then its sub-folders, and each layer comes as a whole: a file in any sub-folder beats zzz in the folder above, and everything in Environment beats everything in Include. The name alone does not make a file the last.',
  source: 'Layers.config; asserted with Sitecore.Kernel 10.3.1 (order of files and folders)',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    for (const { path, words } of look ? contestsOf(look) : []) {
      const winner = words.at(-1)!;
      for (const loser of words.slice(0, -1).filter((word) => isSurprise(word, winner))) {
        const edit = replaceWord(input.view.site, { file: winner.file, span: placeOf(winner).span }, loser.value!);
        report({
          at: placeOf(loser),
          message: `${nameOf(loser.file)} is not the last: ${nameOf(winner.file)} ${whyLater(look!, loser, winner)} and sets ${path} to ${shown(winner)}. Move the file there, or change the other.`,
          related: [{ ...placeOf(winner), message: `This is the word that counts: ${shown(winner)}` }],
          fixes: edit ? [{ title: `Set it in ${nameOf(winner.file)} too`, edits: [edit] }] : [],
        });
      }
    }
  },
  examples: {
    bad: twoPatches('Include/zzz.Shop.config', 'Include/Feature/Basket.config'),
    good: twoPatches('Include/Feature/Basket.config', 'Include/zzz/Shop.config'),
  },
});

function whyLater({ configuration }: SitecoreLook, loser: Origin, winner: Origin): string {
  const layerOf = ({ file }: Origin) => configuration.files.find(({ input }) => input.file === file)?.input.layer;
  const layer = layerOf(winner);
  if (layer !== undefined && layer !== layerOf(loser)) return `belongs to the later layer ${layer}`;
  if (keyOf(folderOf(winner.file)).startsWith(`${keyOf(folderOf(loser.file))}/`))
    return 'stands in a sub-folder, which comes after the files';
  return 'is loaded later';
}
