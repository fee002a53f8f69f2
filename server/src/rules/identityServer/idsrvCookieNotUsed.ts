import { isUnknown } from '../../session/lifetime';
import { duration } from '../../session/words';
import { rule } from '../rule';
import { placed } from './shared/edits';
import { hostWith } from './shared/examples';
import { hostIn } from './shared/system';

export default rule({
  id: 'idsrv-cookie-not-used',
  severity: 'warning',
  system: 'identityserver',
  title: 'Cookie options of IdentityServer that another cookie makes void',
  explains:
    'Authentication.CookieLifetime and CookieSlidingExpiration belong to IdentityServer’s own cookie. Where ASP.NET Identity or another cookie handler signs users in, that cookie is the session and these two change nothing: set its ExpireTimeSpan and SlidingExpiration, for ASP.NET Identity with ConfigureApplicationCookie.',
  source: 'Duende IdentityServer, ConfigureInternalCookieOptions; documentation, session expiration',
  fixable: false,
  check(input, report) {
    const host = hostIn(input)?.host;
    if (host?.cookie.kind !== 'own' || isUnknown(host.cookie.scheme)) return;
    const { value } = host.cookie.lifetime;
    const lasts = typeof value === 'number' ? `, which lasts ${duration(value)}` : '';
    const named = { CookieLifetime: host.options.cookieLifetime, CookieSlidingExpiration: host.options.cookieSliding };
    for (const [name, { at }] of Object.entries(named)) {
      if (!at) continue;
      report({
        at: placed(at),
        message: `${name} has no effect here: users are signed in with the cookie ${host.cookie.scheme}${lasts}.`,
        unnecessary: true,
        related: host.cookie.lifetime.at
          ? [{ ...placed(host.cookie.lifetime.at), message: 'The length of the cookie that counts' }]
          : [],
      });
    }
  },
  examples: {
    bad: hostWith(`options => options.Authentication.CookieLifetime = TimeSpan.FromHours(2)).AddAspNetIdentity<IdentityUser>();
    builder.Services.AddIdentity<IdentityUser, IdentityRole>()`),
    good: hostWith(`).AddAspNetIdentity<IdentityUser>();
    builder.Services.AddIdentity<IdentityUser, IdentityRole>();
    builder.Services.ConfigureApplicationCookie(options => options.ExpireTimeSpan = TimeSpan.FromHours(2))`),
  },
});
