import { surelyAtLeast } from '../../site/sitecore/version';
import { removeElement } from '../edits';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkOutcomes, plainAttribute } from './shared/files';

/** Settings that later versions no longer have. */
const GONE: Readonly<Record<string, { readonly since: string; readonly words: string }>> = {
  'Analytics.Robots.IgnoreAutoRobots': {
    since: '7.5',
    words: 'was removed in Sitecore 7.5; Analytics.Robots.IgnoreRobots is what remains',
  },
  'Authentication.TicketTimeout': {
    since: '6.5',
    words:
      'is in no file of Sitecore 6.5 to 10 that was looked at; Authentication.ClientPersistentLoginDuration says how long a remembered sign-in lasts',
  },
};

export default rule({
  id: 'sitecore-setting-gone',
  severity: 'warning',
  system: 'sitecore',
  title: 'Setting that this version does not have',
  explains:
    'The setting belongs to an earlier Sitecore. Nobody reads it any more, so the patch changes nothing. Authentication.TicketTimeout is told of as the predecessor of ClientPersistentLoginDuration, but no file has it; that it does nothing is not verified.',
  source: 'Comparison of stock configuration files, 6.5 to 10.0',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }, { sitecore }) {
    for (const { patch, outcome: what, deleted } of outcome.matches) {
      const name = patch.localName === 'setting' ? plainAttribute(patch, 'name') : undefined;
      const gone = name && GONE[name.value];
      if (!name || !gone || deleted || what !== 'added' || !surelyAtLeast(sitecore.version, gone.since)) continue;
      yield {
        at: { file: file.path, span: { start: name.start, end: name.end } },
        message: `\`${name.value}\` ${gone.words}. Remove it.`,
        unnecessary: true,
        fixes: [{ title: 'Remove it', edits: [removeElement(file, patch.xml)] }],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      version: '9.3.0',
      patch: '<settings><setting name="Analytics.Robots.IgnoreAutoRobots" value="false" /></settings>',
    }),
    good: sitecoreSite({
      version: '9.3.0',
      patch: '<settings><setting name="Analytics.Robots.IgnoreRobots" value="false" /></settings>',
    }),
  },
});
