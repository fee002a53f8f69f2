import { setSetting } from '../edits';
import { isFormsSignIn, isSessionOn } from '../hosting';
import { rule } from '../rule';

/** Where SameSite is said, and the switch that marks the cookie Secure. */
const PAIRS = [
  ['system.web/authentication/forms/@cookieSameSite', 'system.web/authentication/forms/@requireSSL', isFormsSignIn],
  ['system.web/sessionState/@cookieSameSite', 'system.web/httpCookies/@requireSSL', isSessionOn],
] as const;

export default rule({
  id: 'samesite-none-insecure',
  severity: 'warning',
  system: 'aspnet',
  title: 'SameSite None without Secure',
  explains:
    'Browsers throw away a SameSite=None cookie that is not marked Secure: the user is signed out, or the session is new, at every request.',
  source: 'ASP.NET SameSite documentation; RFC 6265bis, 5.7',
  fixable: true,
  check(input, report) {
    const secureCookies = input.settings.get('system.web/httpCookies/@requireSSL');
    for (const [sameSite, secure, counts] of PAIRS) {
      if (!counts(input)) continue;
      const setting = input.settings.get(sameSite);
      if (setting.value !== 'None' || !setting.winner) continue;
      if (secureCookies.value === 'true' || input.settings.get(secure).value === 'true') continue;
      const edits = setSetting(input, secure, 'true');
      report({
        at: { file: setting.winner.file, span: setting.winner.span },
        message:
          'Browsers drop a SameSite=None cookie that is not Secure: the user loses it at once. Require SSL for it.',
        fixes: edits ? [{ title: 'Require SSL', edits }] : [],
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="60" cookieSameSite="None" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="60" cookieSameSite="None" requireSSL="true" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
  },
});
