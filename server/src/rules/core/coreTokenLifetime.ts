import { assignedTo, placeOf } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { hostOf, writtenOptions } from './shared/host';

export default rule({
  id: 'core-token-lifetime',
  severity: 'warning',
  system: 'core',
  title: 'Cookie that lasts only as long as the identity token',
  explains:
    'With UseTokenLifetime the cookie takes its length from the identity token, which many identity providers make five minutes long: ExpireTimeSpan is not looked at. The cookie slides in steps of that length, so users who pause a little are signed out. ASP.NET Core leaves it off.',
  source: 'OpenIdConnectHandler.HandleRemoteAuthenticateAsync; OpenIdConnectOptions.UseTokenLifetime',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    for (const option of host ? writtenOptions(host, 'UseTokenLifetime') : []) {
      if (option.value.kind !== 'bool' || !option.value.value) continue;
      const signsIn = host!.startUp.remote.some(({ scheme }) => scheme === option.name);
      if (!signsIn) continue;
      const value = option.value.from ? undefined : assignedTo(input, option.at);
      report({
        at: placeOf(option.at),
        message:
          'UseTokenLifetime makes the cookie end with the identity token, often after five minutes: ExpireTimeSpan does nothing. Set it to false and size ExpireTimeSpan.',
        fixes: value
          ? [{ title: 'Let ExpireTimeSpan decide how long users stay signed in', edits: [{ ...value, text: 'false' }] }]
          : [],
      });
    }
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies").AddOpenIdConnect("oidc", o => o.UseTokenLifetime = true);`,
    ),
    good: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies").AddOpenIdConnect("oidc", o => o.UseTokenLifetime = false);`,
    ),
  },
});
