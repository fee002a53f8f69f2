import { assignedTo, placeOf, timeSpanCode } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { cookieOf, hostOf, secondsOf, writtenOptions } from './shared/host';

const TEMPLATE = 30 * 60;

export default rule({
  id: 'core-stamp-every-request',
  severity: 'information',
  system: 'core',
  title: 'Security stamp that is compared at every request',
  explains:
    'With a ValidationInterval of zero every request asks the user store and writes the cookie anew, with all of its life before it: half life no longer plays a part, and AllowRefresh does not stop it. An interval of minutes ends other sessions after a changed password nearly as soon.',
  source: 'SecurityStampValidator.ValidateAsync, CookieAuthenticationHandler (ASP.NET Core Identity)',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    if (!host || !cookieOf(host) || !host.startUp.cookie?.comparesStamps) return;
    for (const option of writtenOptions(host, 'ValidationInterval')) {
      const seconds = secondsOf(option);
      if (seconds === undefined || seconds > 0) continue;
      const value = option.value.from ? undefined : assignedTo(input, option.at);
      report({
        at: placeOf(option.at),
        message:
          'Every request asks the user store and sends the cookie anew: ValidationInterval is zero. The sign-in then has all of its life after each request.',
        fixes: value
          ? [
              {
                title:
                  'Compare security stamps every 30 min; not every request renews the sign-in then, and users may be signed out earlier',
                edits: [{ ...value, text: timeSpanCode(TEMPLATE) }],
              },
            ]
          : [],
      });
    }
  },
  examples: {
    bad: shop(
      `builder.Services.AddIdentity<IdentityUser, IdentityRole>();
builder.Services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.Zero);`,
      '',
      ['Microsoft.AspNetCore.Identity'],
    ),
    good: shop(
      `builder.Services.AddIdentity<IdentityUser, IdentityRole>();
builder.Services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(5));`,
      '',
      ['Microsoft.AspNetCore.Identity'],
    ),
  },
});
