import { signInsOf } from '../../clocks/signIns';
import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { placeOf } from '../codePlaces';
import { withCost } from '../cost';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { cookieOf, hostOf } from './shared/host';

export default rule({
  id: 'core-expires-utc-slides',
  severity: 'information',
  system: 'core',
  title: 'ExpiresUtc that is no fixed end',
  explains:
    'ExpiresUtc of a sign-in only takes the place of ExpireTimeSpan for its ticket: a sliding cookie is renewed by the same span all the same, so the session of a busy user never ends. AllowRefresh = false, or SlidingExpiration = false, makes it the end.',
  source: 'CookieAuthenticationHandler.HandleSignInAsync, CheckForRefreshAsync; dotnet/AspNetCore.Docs issue 10145',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    const cookie = host && cookieOf(host);
    if (
      !cookie ||
      input.settings.get(`CookieAuthenticationOptions[${cookie.scheme}].SlidingExpiration`).value !== 'true'
    )
      return;
    for (const { at, seconds, allowRefresh, insertAt } of signInsOf(input.view.site).written) {
      if (isUnknown(seconds) || seconds <= 0 || isUnknown(allowRefresh) || allowRefresh === false) continue;
      report({
        at: placeOf(at),
        message: `The sign-in does not end after ${humanDuration(seconds)}: a click in the second half renews it for ${humanDuration(seconds)} more. AllowRefresh = false makes it the end.`,
        fixes:
          insertAt === undefined || allowRefresh === true
            ? []
            : [
                {
                  title: withCost(`End the sign-in ${humanDuration(seconds)} after it, clicks or not`, input, {
                    signIn: seconds,
                    sliding: false,
                  }),
                  edits: [{ file: at.path, span: { start: insertAt, end: insertAt }, text: 'AllowRefresh = false, ' }],
                },
              ],
      });
    }
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");`,
      `app.MapPost("/login", (HttpContext context) => context.SignInAsync(User(), new AuthenticationProperties { ExpiresUtc = DateTimeOffset.UtcNow.AddHours(8) }));`,
      ['Microsoft.AspNetCore.Authentication'],
    ),
    good: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");`,
      `app.MapPost("/login", (HttpContext context) => context.SignInAsync(User(), new AuthenticationProperties { AllowRefresh = false, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(8) }));`,
      ['Microsoft.AspNetCore.Authentication'],
    ),
  },
});
