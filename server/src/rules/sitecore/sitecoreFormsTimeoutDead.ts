import { SITECORE } from '../../site/sitecore/key';
import { versionText } from '../../site/sitecore/version';
import { removeValue } from '../edits';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { isOwinSignIn } from './shared/versions';

const FORMS = 'system.web/authentication/forms';

export default rule({
  id: 'sitecore-forms-timeout-dead',
  severity: 'warning',
  system: 'sitecore',
  title: 'Forms timeout that no longer signs editors out',
  explains:
    "From 9.1 on the OWIN cookie signs users in. Its life is ExpireTimeSpan of the processor CookieAuthentication, or with Sitecore Identity the life of its token; the timeout of forms in web.config decides nothing until OWIN is switched off (owin:AutomaticAppStartup and Sitecore's disabler files).",
  source: 'Documentation of authentication behaviour changes in 9.1; support article KB0345947',
  fixable: true,
  check(input, report) {
    if (!isOwinSignIn(input)) return;
    for (const name of ['timeout', 'slidingExpiration']) {
      const { winner, literal } = input.settings.get(`${FORMS}/@${name}`);
      const edit = winner && removeValue(input.view.site, winner);
      if (!winner || !edit) continue;
      report({
        at: { file: winner.file, span: winner.span },
        message: `\`${name}="${literal}"\` of forms does nothing in Sitecore ${versionText(input.view.site.part(SITECORE)!.version)}: OWIN signs users in. Patch ${name === 'timeout' ? 'ExpireTimeSpan' : 'SlidingExpiration'} of the processor CookieAuthentication, or raise the identity token's lifetime with Sitecore Identity.`,
        unnecessary: true,
        fixes: [{ title: `Remove ${name}`, edits: [edit] }],
      });
    }
  },
  examples: {
    bad: sitecoreSite({
      version: '9.3.0',
      webConfig: '<system.web><authentication mode="None"><forms timeout="90" /></authentication></system.web>',
    }),
    good: sitecoreSite({
      version: '9.3.0',
      webConfig: '<system.web><authentication mode="None"><forms name=".ASPXAUTH" /></authentication></system.web>',
    }),
  },
});
