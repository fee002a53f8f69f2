import { setSetting } from '../edits';
import { placeOfSetting } from '../places';
import { type RuleInput, rule } from '../rule';

const FORMS = 'system.web/authentication/forms';
const SESSION = 'system.web/sessionState';
const ALL_COOKIES = 'system.web/httpCookies/@requireSSL';

export default rule({
  id: 'samesite-mismatch',
  severity: 'warning',
  system: 'aspnet',
  title: 'Sign-in and session cookies with different SameSite',
  explains:
    'SameSite=None is written so that a user who comes back from a payment page or an identity provider, or sees the site in a frame, is still known. When only one of the two cookies has it, such a request arrives signed in but with a new, empty session, or with its session but signed out.',
  source: 'ASP.NET SameSite documentation (updates of December 2019)',
  fixable: true,
  check(input, report) {
    const { settings } = input;
    if (settings.get('system.web/authentication/@mode').value !== 'Forms') return;
    if (settings.get(`${SESSION}/@mode`).value === 'Off') return;
    const forms = settings.get(`${FORMS}/@cookieSameSite`);
    const session = settings.get(`${SESSION}/@cookieSameSite`);
    if (typeof forms.value !== 'string' || typeof session.value !== 'string') return;
    if ((forms.value === 'None') === (session.value === 'None')) return;
    const [open, shut, holder] = forms.value === 'None' ? [forms, session, SESSION] : [session, forms, FORMS];
    const at = open.winner ?? placeOfSetting(input, `${FORMS}/@cookieSameSite`);
    if (!at) return;
    const edits = setSetting(input, `${holder}/@cookieSameSite`, 'None');
    const secure = secureEdits(input, holder);
    report({
      at: { file: at.file, span: at.span },
      message: `${holder === SESSION ? 'The sign-in cookie' : 'The session cookie'} comes along from other sites (None), ${holder === SESSION ? 'the session cookie' : 'the sign-in cookie'} does not (${shut.value}${shut.given ? '' : ' by default'}): a user who returns from another site ${holder === SESSION ? 'is signed in, but with an empty session' : 'has a session, but is signed out'}. Give both the same.`,
      related: shut.winner
        ? [{ file: shut.winner.file, span: shut.winner.span, message: `This one is ${shut.value}` }]
        : [],
      fixes: edits && secure ? [{ title: 'Give both cookies SameSite=None', edits: [...edits, ...secure] }] : [],
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <httpCookies requireSSL="true" />
          <authentication mode="Forms">
            <forms timeout="60" cookieSameSite="None" requireSSL="true" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <httpCookies requireSSL="true" />
          <authentication mode="Forms">
            <forms timeout="60" cookieSameSite="None" requireSSL="true" />
          </authentication>
          <sessionState timeout="60" cookieSameSite="None" />
        </system.web>
      </configuration>`,
  },
});

/** Browsers drop a cookie that is None and not Secure. */
function secureEdits(input: RuleInput, holder: string): ReturnType<typeof setSetting> {
  const path = holder === SESSION ? ALL_COOKIES : `${FORMS}/@requireSSL`;
  const { value } = input.settings.get(path);
  if (value === 'true' || input.settings.get(ALL_COOKIES).value === 'true') return [];
  return setSetting(input, path, 'true');
}
