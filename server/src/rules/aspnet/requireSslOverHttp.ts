import type { EffectiveElement } from '../../config/aspnet/effective';
import { isUnknown } from '../../session/lifetime';
import { replaceValue } from '../edits';
import { isFormsSignIn } from '../hosting';
import { shopOnServer } from '../iis/shared/examples';
import { type RuleInput, rule } from '../rule';

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
    const { pool, site } = input.view;
    const setting = input.settings.get(REQUIRE);
    if (isUnknown(pool) || setting.value !== 'true' || !setting.winner || !isFormsSignIn(input)) return;
    const bindings = (pool.site.element.children.find(({ name }) => name === 'bindings')?.children ?? []).filter(
      ({ name }) => name === 'binding',
    );
    const protocols = bindings.map((binding) => binding.value('protocol')?.toLowerCase());
    if (!protocols.includes('http') || protocols.includes('https') || isHttpsSaid(input)) return;
    const edit = replaceValue(site, setting.winner, 'false');
    report({
      at: { file: setting.winner.file, span: setting.winner.span },
      message: `Nobody can sign in: \`requireSSL\` is true, but IIS binds the site "${pool.site.name}" to http only, and a ticket that comes over plain HTTP does not count. Bind the site to https.`,
      related: bindings
        .slice(0, 1)
        .flatMap(({ origins: [origin] }) =>
          origin
            ? [{ file: origin.file, span: { start: origin.start, end: origin.end }, message: 'Bound to http only' }]
            : [],
        ),
      fixes: edit ? [{ title: 'Do without TLS: requireSSL="false"', edits: [edit] }] : [],
    });
  },
  examples: {
    bad: exampleWith('http'),
    good: exampleWith('https'),
  },
});

/** Does a rewrite rule set the server variable HTTPS, from what a proxy says? ASP.NET then takes a request for secure. */
function isHttpsSaid({ settings }: RuleInput): boolean {
  const rules = ['rules', 'globalRules'].flatMap((name) => settings.element(`system.webServer/rewrite/${name}`) ?? []);
  const sets = (element: EffectiveElement): boolean =>
    (element.name === 'set' &&
      /^(?:HTTPS|SERVER_PORT_SECURE)$/i.test(literalOf(element, 'name')) &&
      !/^(?:off|0|)$/i.test(literalOf(element, 'value'))) ||
    element.children.some(sets);
  return rules.some(sets);
}

function literalOf(element: EffectiveElement, name: string): string {
  return String(element.attributes.get(name)?.literal ?? '');
}

function exampleWith(protocol: string): string {
  return shopOnServer(
    '',
    `<system.web>
          <authentication mode="Forms">
            <forms timeout="40" requireSSL="true" />
          </authentication>
          <sessionState mode="StateServer" timeout="40" />
        </system.web>`,
  ).replace(
    '</application>',
    `</application>
              <bindings>
                <binding protocol="${protocol}" bindingInformation="*:${protocol === 'http' ? 80 : 443}:" />
              </bindings>`,
  );
}
