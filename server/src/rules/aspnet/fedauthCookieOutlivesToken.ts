import { sessionTokenLifetime } from '../../clocks/wif';
import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { writeDuration } from '../../settings/literal';
import { replaceValue } from '../edits';
import { type Report, type RuleInput, rule } from '../rule';

const COOKIE = 'system.identityModel.services/federationConfiguration/cookieHandler/@persistentSessionLifetime';

export default rule({
  id: 'fedauth-cookie-outlives-token',
  severity: 'information',
  system: 'aspnet',
  title: 'Federated cookie that outlives its token',
  explains:
    'persistentSessionLifetime only tells the browser how long to keep the FedAuth cookie. The session token in it has a life of its own, 10 hours unless sessionTokenRequirement says otherwise, and nothing renews it by itself: after that the user has to sign in again, cookie or not.',
  source: 'SessionSecurityTokenHandler, CookieHandler (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const cookie = input.settings.get(COOKIE);
    const token = tokenOf(input);
    if (!cookie.winner || typeof cookie.seconds !== 'number' || !token || cookie.seconds <= token.seconds) return;
    const written = writeDuration(cookie.setting, token.seconds);
    // Three parts alone would be taken for days:hours:minutes by whoever has read the documentation.
    const literal = written?.replace(/^(?=\d+:)/, '0.');
    const edit = literal === undefined ? undefined : replaceValue(input.view.site, cookie.winner, literal);
    report({
      at: { file: cookie.winner.file, span: cookie.winner.span },
      message: `The browser keeps the cookie for ${humanDuration(cookie.seconds)}, but the session token in it is valid for ${humanDuration(token.seconds)}${token.related.length > 0 ? '' : ' (the default)'} and is not renewed: users sign in again after that. Give sessionTokenRequirement the lifetime that is meant.`,
      related: token.related,
      fixes: edit ? [{ title: `Keep the cookie for ${humanDuration(token.seconds)}`, edits: [edit] }] : [],
    });
  },
  examples: {
    bad: `
      <configuration>
        <configSections>
          <section name="system.identityModel.services" type="System.IdentityModel.Services.Configuration.SystemIdentityModelServicesSection, System.IdentityModel.Services" />
        </configSections>
        <system.identityModel.services>
          <federationConfiguration>
            <cookieHandler persistentSessionLifetime="30.00:00:00" />
          </federationConfiguration>
        </system.identityModel.services>
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="system.identityModel.services" type="System.IdentityModel.Services.Configuration.SystemIdentityModelServicesSection, System.IdentityModel.Services" />
        </configSections>
        <system.identityModel.services>
          <federationConfiguration>
            <cookieHandler persistentSessionLifetime="0.10:00:00" />
          </federationConfiguration>
        </system.identityModel.services>
      </configuration>`,
  },
});

/** How long the session token lives; undefined when that cannot be known. */
function tokenOf({ settings }: RuleInput): { seconds: number; related: NonNullable<Report['related']> } | undefined {
  const lifetime = sessionTokenLifetime(settings);
  if (isUnknown(lifetime) || typeof lifetime.seconds !== 'number') return undefined;
  const { seconds, winner } = lifetime;
  const message = `The token is valid for ${humanDuration(seconds)}`;
  return { seconds, related: winner ? [{ file: winner.file, span: winner.span, message }] : [] };
}
