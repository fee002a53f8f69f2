import type { RemoteSignIn } from '../../config/startUp/katana';
import { isUnknown } from '../../session/lifetime';
import { assignedTo, callName, placeOf } from '../codePlaces';
import { type Fix, type RuleInput, rule } from '../rule';
import { owin } from './shared/examples';
import { optionInitializer, signInCookie, startUpOf } from './shared/host';

const OPTIONS = {
  'OpenID Connect': 'OpenIdConnectAuthenticationOptions',
  'WS-Federation': 'WsFederationAuthenticationOptions',
};

export default rule({
  id: 'katana-token-lifetime',
  severity: 'warning',
  system: 'aspnet',
  title: 'Cookie that ends with the token of the identity provider',
  explains:
    'Katana has UseTokenLifetime on unless code says otherwise: a sign-in through OpenID Connect or WS-Federation takes both its stamps from the token and may not slide. ExpireTimeSpan and SlidingExpiration of the cookie do nothing, and users are signed out when the token ends, an hour after sign-in with many providers, in the middle of their work.',
  source:
    'OpenIdConnectAuthenticationHandler, WsFederationAuthenticationHandler (Katana 3.0 to 4.2): IssuedUtc, ExpiresUtc, AllowRefresh',
  fixable: true,
  check(input, report) {
    const startUp = startUpOf(input);
    const cookie = startUp && signInCookie(startUp);
    if (!startUp || !cookie) return;
    for (const remote of startUp.remote) {
      const { signInAs, useTokenLifetime, protocol, at } = remote;
      if (useTokenLifetime.value !== true || isUnknown(signInAs)) continue;
      if (signInAs !== undefined && signInAs !== cookie.authenticationType) continue;
      const dead = cookie.expireTimeSpan.at
        ? 'the ExpireTimeSpan of the cookie does nothing'
        : 'the cookie does not slide';
      report({
        at: useTokenLifetime.at
          ? placeOf(useTokenLifetime.at)
          : callName(input, at, 'UseOpenIdConnectAuthentication|UseWsFederationAuthentication'),
        message: `UseTokenLifetime is on${useTokenLifetime.at ? '' : ', as it is unless code says otherwise'}: users are signed out when the token of ${protocol} ends, clicks or not, and ${dead}. Set UseTokenLifetime = false to let the cookie decide.`,
        fixes: fixesOf(input, remote),
      });
    }
  },
  examples: {
    bad: owin(`app.SetDefaultSignInAsAuthenticationType("Cookies");
app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "Cookies", ExpireTimeSpan = TimeSpan.FromMinutes(20), SlidingExpiration = false });
app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions { ClientId = "shop" });`),
    good: owin(`app.SetDefaultSignInAsAuthenticationType("Cookies");
app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "Cookies", ExpireTimeSpan = TimeSpan.FromMinutes(20), SlidingExpiration = false });
app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions { ClientId = "shop", UseTokenLifetime = false });`),
  },
});

function fixesOf(input: RuleInput, { useTokenLifetime, protocol, at }: RemoteSignIn): Fix[] {
  const title = 'Let the cookie decide how long users stay signed in';
  if (useTokenLifetime.at) {
    const value = assignedTo(input, useTokenLifetime.at);
    return value ? [{ title, edits: [{ ...value, text: 'false' }] }] : [];
  }
  const edit = optionInitializer(input, at, OPTIONS[protocol], 'UseTokenLifetime = false');
  return edit ? [{ title, edits: [edit] }] : [];
}
