import { mechanismOf } from '../../clocks/sitecoreSignIn';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { isOwinSignIn } from './shared/versions';

const EXPIRE = "sitecore/pipelines/owin.initialize/processor[name='CookieAuthentication']/ExpireTimeSpan";

const COOKIE_EXP = 'http://www.sitecore.net/identity/claims/cookieExp';

export default rule({
  id: 'sitecore-cookie-ends-with-token',
  severity: 'information',
  system: 'sitecore',
  title: 'Cookie lifetime that Sitecore Identity overrides',
  explains:
    'With Sitecore Identity the sign-in ends when its identity token does: a transformation of the provider writes the end of the token into the claim cookieExp, which overrides ExpireTimeSpan. Raising ExpireTimeSpan alone changes nothing for editors; IdentityTokenLifetimeInSeconds of the client in Sitecore Identity has to be raised too, and Sitecore Identity restarted.',
  source: 'Stock comment in Sitecore.Owin.Authentication.IdentityServer.config; documentation of 9.3',
  fixable: false,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look || !isOwinSignIn(input)) return;
    const { winner, seconds } = input.settings.get(EXPIRE);
    if (!winner || typeof seconds !== 'number' || !look.isOwn(winner.file)) return;
    const mechanism = mechanismOf(input.view, input.settings);
    if (mechanism.kind !== 'owin' || !mechanism.identityServer) return;
    const token = input.settings.get(
      'Sitecore/IdentityServer/Clients/DefaultClient/IdentityTokenLifetimeInSeconds',
    ).seconds;
    if (typeof token === 'number' && token >= seconds) return;
    report({
      at: { file: winner.file, span: winner.span },
      message:
        'For editors who sign in with Sitecore Identity this decides nothing: their cookie ends with the identity token. Set IdentityTokenLifetimeInSeconds in Sitecore Identity as well, and restart it.',
    });
  },
  examples: {
    bad: identitySite('<ExpireTimeSpan>08:00:00</ExpireTimeSpan>'),
    good: identitySite('<SlidingExpiration>true</SlidingExpiration>'),
  },
});

function identitySite(inside: string): string {
  return sitecoreSite({
    version: '9.3.0',
    webConfig: '<system.web><authentication mode="None" /></system.web>',
    stock: `
      <pipelines>
        <owin.initialize>
          <processor type="Shop.Cookie" name="CookieAuthentication">
            <ExpireTimeSpan>00:30:00</ExpireTimeSpan>
            <SlidingExpiration>true</SlidingExpiration>
          </processor>
        </owin.initialize>
      </pipelines>
      <federatedAuthentication>
        <transformation name="exp">
          <targets>
            <claim name="${COOKIE_EXP}" />
          </targets>
        </transformation>
      </federatedAuthentication>`,
    patch: `
      <pipelines>
        <owin.initialize>
          <processor name="CookieAuthentication">
            ${inside}
          </processor>
        </owin.initialize>
      </pipelines>`,
  });
}
