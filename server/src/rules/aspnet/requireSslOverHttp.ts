import { replaceValue } from '../edits';
import { isFormsSignIn } from '../hosting';
import { httpOnly } from '../iis/shared/bindings';
import { boundTo, shopOnServer } from '../iis/shared/examples';
import { rule } from '../rule';

const REQUIRE = 'system.web/authentication/forms/@requireSSL';

export default rule({
  id: 'require-ssl-over-http',
  severity: 'warning',
  system: 'aspnet',
  title: 'Sign-in that needs TLS on a site without it',
  explains:
    'With requireSSL ASP.NET throws when it issues a ticket on a plain HTTP request, and takes the ticket away from one that has it. A proxy that ends TLS does not help while IIS still sees HTTP. Bind the site to https, let the proxy speak https to it, or set the server variable HTTPS with a rewrite rule from what the proxy says.',
  source: 'FormsAuthentication.SetAuthCookie: Connection_not_secure_creating_secure_cookie; FormsAuthenticationModule',
  fixable: true,
  check(input, report) {
    const setting = input.settings.get(REQUIRE);
    const http = httpOnly(input);
    if (!http || setting.value !== 'true' || !setting.winner || !isFormsSignIn(input)) return;
    const edit = replaceValue(input.view.site, setting.winner, 'false');
    report({
      at: { file: setting.winner.file, span: setting.winner.span },
      message: `Nobody can sign in: \`requireSSL\` is true, but IIS binds the site "${http.site}" to http only, and a ticket that comes over plain HTTP does not count. Bind the site to https.`,
      related: http.at ? [{ ...http.at, message: 'Bound to http only' }] : [],
      fixes: edit
        ? [{ title: 'Sign in without TLS, where anybody can read the cookie: requireSSL="false"', edits: [edit] }]
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
          <authentication mode="Forms">
            <forms timeout="40" requireSSL="true" />
          </authentication>
          <sessionState mode="StateServer" timeout="40" />
        </system.web>`,
  );
  return boundTo(protocol, shop);
}
