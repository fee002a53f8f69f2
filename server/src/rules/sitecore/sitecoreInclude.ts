import { elementAt, removeElement } from '../edits';
import { type Fix, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { placeOf, problemsOf } from './shared/structure';

export default rule({
  id: 'sitecore-include',
  severity: 'error',
  system: 'sitecore',
  title: 'Included file that cannot be put in its place',
  explains:
    'sc.include puts another file in its place. Sitecore stops with an error when that is missing or includes itself by way of others; files outside the site are not looked at here.',
  source: 'Sitecore.Configuration.IncludeFileExpander',
  fixable: true,
  check({ view }, report) {
    for (const { problem, file, look } of problemsOf(view, ['include-cycle', 'include-outside', 'missing-file'])) {
      // A repository often has Sitecore.config without what it includes.
      const isStock = look.sitecore.sources.base?.file === file.path && !look.stockIsHere;
      if (problem.code === 'missing-file' && isStock) continue;
      const element = elementAt(file, problem.start);
      const fixes: Fix[] = element ? [{ title: 'Remove it', edits: [removeElement(file, element)] }] : [];
      report({ at: placeOf(problem), message: problem.message, fixes });
    }
  },
  examples: {
    bad: sitecoreSite({
      base: '<sc.include file="/App_Config/Shop.config" />',
      more: '//- /site/App_Config/Shop.config\n<shop><sc.include file="/App_Config/Shop.config" /></shop>',
    }),
    good: sitecoreSite({
      base: '<sc.include file="/App_Config/Shop.config" />',
      more: '//- /site/App_Config/Shop.config\n<shop><orders /></shop>',
    }),
  },
});
