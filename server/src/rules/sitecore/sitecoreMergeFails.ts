import type { SitecoreProblemCode } from '../../config/sitecore/outcome';
import { elementAt, nameOf, removeElement } from '../edits';
import { type Fix, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { placeOf, problemsOf } from './shared/structure';

/** What the engine answers with an exception, or undoes, that has no rule of its own. */
const REMAINING: readonly SitecoreProblemCode[] = ['bad-locator', 'deleted-twice', 'deleted-root', 'too-deep'];

export default rule({
  id: 'sitecore-merge-fails',
  severity: 'error',
  system: 'sitecore',
  title: 'Patch at which the merge breaks off',
  explains:
    'Sitecore answers this with an error while it builds its configuration. What then happens to the file, and whether the site starts, depends on the version: before 9.0 the file is logged and left out.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper',
  fixable: true,
  check({ view }, report) {
    for (const { problem, file, look } of problemsOf(view, REMAINING)) {
      if (!look.isOwn(file.path)) continue;
      const element = elementAt(file, problem.start);
      const fixes: Fix[] =
        element && problem.code.startsWith('deleted')
          ? [{ title: `Remove <${element.name}>`, edits: [removeElement(file, element)] }]
          : [];
      report({ at: element ? nameOf(file, element) : placeOf(problem), message: problem.message, fixes });
    }
  },
  examples: {
    bad: sitecoreSite({
      base: '<settings><setting name="Shop" value="1" /></settings>',
      patch: '<settings><setting name="Shop"><patch:delete /><patch:delete /></setting></settings>',
    }),
    good: sitecoreSite({
      base: '<settings><setting name="Shop" value="1" /></settings>',
      patch: '<settings><setting name="Shop"><patch:delete /></setting></settings>',
    }),
  },
});
