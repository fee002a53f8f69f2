import { mechanismOf } from '../../clocks/sitecoreSignIn';
import { keyOf } from '../../files/paths';
import { xmlOf } from '../../site/parsed';
import { surelyAtLeast, surelyBefore } from '../../site/sitecore/version';
import { childElements } from '../../syntax/xml/navigate';
import { nameOf } from '../edits';
import { type Place, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

const SAME_SITE = 'system.web/httpCookies/@sameSite';
const REQUIRE_SSL = 'system.web/httpCookies/@requireSSL';

export default rule({
  id: 'sitecore-identity-samesite',
  severity: 'information',
  system: 'sitecore',
  title: 'Cookies that the answer of Sitecore Identity does not bring back',
  explains:
    'Sitecore Identity answers with a POST from another site. Browsers of today leave cookies without SameSite at home on such a request, and the sign-in fails or goes round in circles. For 9.1 to 9.3 Sitecore asks for httpCookies with sameSite="None" and requireSSL="true"; from 10.0 on its own web.config has them.',
  source: "Sitecore's knowledge base article on SameSite for 9.1 to 9.3; web.config of 10.0",
  fixable: false,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look || !surelyAtLeast(look.sitecore.version, '9.1') || !surelyBefore(look.sitecore.version, '10.0')) return;
    const mechanism = mechanismOf(input.view, input.settings);
    if (mechanism.kind !== 'owin' || !mechanism.identityServer) return;
    const sameSite = input.settings.get(SAME_SITE);
    const ssl = input.settings.get(REQUIRE_SSL);
    if (typeof sameSite.value !== 'string' || typeof ssl.value !== 'string') return;
    const isNone = sameSite.given && keyOf(sameSite.value) === 'none';
    if (isNone && keyOf(ssl.value) === 'true') return;
    const at = placeToSayIt(input);
    if (!at) return;
    report({
      at,
      message: isNone
        ? 'SameSite=None counts in browsers only together with Secure: without requireSSL="true" on httpCookies they drop the cookies that sign-in with Sitecore Identity needs.'
        : 'Sign-in with Sitecore Identity needs cookies with SameSite=None: browsers do not send others with its answer. For 9.1 to 9.3 write httpCookies with sameSite="None" and requireSSL="true".',
    });
  },
  examples: { bad: identity(''), good: identity('<httpCookies sameSite="None" requireSSL="true" />') },
});

/** The element that says it wrong, or the section where it would be said. */
function placeToSayIt({ view, settings }: RuleInput): Place | undefined {
  const said = settings.get(SAME_SITE).winner ?? settings.get(REQUIRE_SSL).winner;
  if (said) return { file: said.file, span: said.span };
  const { webConfig } = view.site;
  const root = webConfig && xmlOf(webConfig).root;
  const section = root && (childElements(root, 'system.web')[0] ?? root);
  return webConfig && section ? nameOf(webConfig, section) : undefined;
}

function identity(cookies: string): string {
  return sitecoreSite({
    version: '9.3.0',
    roles: 'ContentManagement',
    webConfig: `
      <system.web>
        <authentication mode="None" />
        ${cookies}
      </system.web>`,
    stock: '<settings><setting name="FederatedAuthentication.Enabled" value="true" /></settings>',
  });
}
