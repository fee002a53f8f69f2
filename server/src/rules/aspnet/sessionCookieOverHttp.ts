import { replaceValue } from '../edits';
import { isSessionOn } from '../hosting';
import { httpOnly } from '../iis/shared/bindings';
import { boundTo, shopOnServer } from '../iis/shared/examples';
import { rule } from '../rule';

const REQUIRE = 'system.web/httpCookies/@requireSSL';

export default rule({
  id: 'session-cookie-over-http',
  severity: 'warning',
  system: 'aspnet',
  title: 'Session cookie that needs TLS on a site without it',
  explains:
    'requireSSL of httpCookies marks every cookie Secure, the session id too, and a browser does not send such a cookie over plain HTTP: each request starts a new session, and what a user has done before is lost.',
  source: 'HttpCookie, SessionIDManager (.NET Framework 4.8); RFC 6265, 5.4',
  fixable: true,
  check(input, report) {
    const setting = input.settings.get(REQUIRE);
    const http = httpOnly(input);
    if (!http || setting.value !== 'true' || !setting.winner || !isSessionOn(input)) return;
    const cookieless = input.settings.get('system.web/sessionState/@cookieless').value;
    if (cookieless === 'UseUri' || cookieless === 'true') return;
    const edit = replaceValue(input.view.site, setting.winner, 'false');
    report({
      at: { file: setting.winner.file, span: setting.winner.span },
      message: `Every request starts a new session: \`requireSSL\` marks the session cookie Secure, and IIS binds the site "${http.site}" to http only, over which no browser sends it. Bind the site to https.`,
      related: http.at ? [{ ...http.at, message: 'Bound to http only' }] : [],
      fixes: edit
        ? [{ title: 'Send cookies without TLS, where anybody can read them: requireSSL="false"', edits: [edit] }]
        : [],
    });
  },
  examples: {
    bad: exampleWith('http'),
    good: exampleWith('https'),
  },
});

function exampleWith(protocol: 'http' | 'https'): string {
  const shop = shopOnServer(
    '',
    `<system.web>
          <httpCookies requireSSL="true" />
          <sessionState mode="StateServer" timeout="40" />
        </system.web>`,
  );
  return boundTo(protocol, shop);
}
