import { compareNames } from '../../config/sitecore/includeFiles';
import { folderOf, keyOf, nameOf } from '../../files/paths';
import { rule } from '../rule';
import { placeOf } from './shared/change';
import { contestsOf, shown, twoPatches } from './shared/contested';
import { lookAt } from './shared/files';

export default rule({
  id: 'sitecore-order-uncertain',
  severity: 'information',
  system: 'sitecore',
  title: 'Order of files that hinges on punctuation',
  explains:
    'Which of two files comes first depends on where an underscore or a hyphen sorts. By upper-cased letters, as Windows lists files, an underscore comes after them; in the order of a language it comes first and the hyphen hardly counts. No source tells how Sitecore 9 and later compare names.',
  source: 'General knowledge of file systems; not verified for Sitecore',
  fixable: false,
  check({ view }, report) {
    const look = lookAt(view);
    const told = new Set<string>();
    for (const { path, words } of look ? contestsOf(look) : []) {
      const winner = words.at(-1)!;
      const loser = words.findLast(({ file }) => keyOf(file) !== keyOf(winner.file));
      if (!loser || loser.value === winner.value || folderOf(loser.file) !== folderOf(winner.file)) continue;
      const [first, last] = [nameOf(loser.file), nameOf(winner.file)];
      if (compareNames(inLanguageOrder(first), inLanguageOrder(last)) <= 0 || told.has(`${first}|${last}`)) continue;
      told.add(`${first}|${last}`);
      report({
        at: placeOf(winner),
        message: `That ${last} comes after ${first}, and so decides ${path}, hinges on where punctuation sorts, which is not known for every version of Sitecore. Give them names that differ in a letter or a digit.`,
        related: [{ ...placeOf(loser), message: `This counts if ${first} comes last: ${shown(loser)}` }],
      });
    }
  },
  examples: {
    bad: twoPatches('Include/Shop.config', 'Include/_Shop.config'),
    good: twoPatches('Include/1.Shop.config', 'Include/2.Shop.config'),
  },
});

function inLanguageOrder(name: string): string {
  return name.replaceAll('-', '').replaceAll('_', '\u0001');
}
