import { keyOf, nameOf } from '../../files/paths';
import { rule } from '../rule';
import { placeOf, removeWord } from './shared/change';
import { base, contestsOf, isBuiltOn, isSurprise, setting, shown, twoPatches } from './shared/contested';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

export default rule({
  id: 'sitecore-overridden',
  severity: 'information',
  system: 'sitecore',
  title: 'Value that a later file overrides',
  explains:
    'Sitecore merges files in the order of layers, folders and names, and the last one that sets a value wins. The earlier word does nothing, and whoever edits it wonders why. ShowConfig tells only the winner.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper; documentation of configuration layers',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    for (const { path, words } of look ? contestsOf(look) : []) {
      const winner = words.at(-1)!;
      for (const loser of words.slice(0, -1)) {
        // That modules repeat what they share does no harm.
        if (loser.value === winner.value || keyOf(loser.file) === keyOf(winner.file)) continue;
        if (isSurprise(loser, winner) || isBuiltOn(loser, winner)) continue;
        const file = input.view.site.sources.get(keyOf(loser.file));
        const edit = file && removeWord(file, loser.start);
        report({
          at: placeOf(loser),
          message: `${nameOf(winner.file)} is loaded later and sets ${path} to ${shown(winner)}, so this does nothing. Keep one of them.`,
          related: [{ ...placeOf(winner), message: `This is the word that counts: ${shown(winner)}` }],
          unnecessary: true,
          fixes: edit ? [{ title: `Remove it here, ${nameOf(winner.file)} decides`, edits: [edit] }] : [],
        });
      }
    }
  },
  examples: {
    bad: twoPatches('Include/Shop.config', 'Include/ShopSessions.config'),
    good: sitecoreSite({ base: base(), patch: setting('90') }),
  },
});
