import { assignment, placeOf, textOf } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { hostOf } from './shared/host';

export default rule({
  id: 'core-cookie-expiration',
  severity: 'error',
  system: 'core',
  title: 'Cookie.Expiration, which no cookie may have',
  explains:
    'The cookie of a sign-in takes its length from ExpireTimeSpan. Cookie.Expiration is refused: the host starts, and every request answers 500. Set ExpireTimeSpan, and IsPersistent at the sign-in for a cookie that survives the browser.',
  source: 'CookieAuthenticationOptions validation (CookieExtensions.AddCookie), seen in running hosts',
  fixable: true,
  check(input, report) {
    for (const { at } of hostOf(input)?.startUp.refused ?? []) {
      const target = assignment(input, at)?.target ?? placeOf(at);
      const left = textOf(input, at.path).slice(target.span.start, target.span.end);
      const instead = left.replace(/\.Cookie\s*\.\s*Expiration$/, '.ExpireTimeSpan');
      report({
        at: placeOf(at),
        message:
          'Every request answers 500: Cookie.Expiration is refused. The length of the sign-in is ExpireTimeSpan.',
        fixes:
          instead === left
            ? []
            : [
                {
                  title: 'Let the sign-in last that long (ExpireTimeSpan): users are signed out when it is over',
                  edits: [{ ...target, text: instead }],
                },
              ],
      });
    }
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => o.Cookie.Expiration = TimeSpan.FromHours(8));`,
    ),
    good: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => o.ExpireTimeSpan = TimeSpan.FromHours(8));`,
    ),
  },
});
