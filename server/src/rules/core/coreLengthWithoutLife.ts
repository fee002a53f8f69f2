import { humanDuration } from '../../settings/human';
import { assignedTo, placeOf, timeSpanCode } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { hostOf, secondsOf, writtenOptions } from './shared/host';

/** The end of such a ticket would lie beyond the year 9999. */
const BEYOND = 251_000_000_000;
const FOURTEEN_DAYS = 14 * 86_400;
const TWENTY_MINUTES = 20 * 60;

export default rule({
  id: 'core-length-without-life',
  severity: 'error',
  system: 'core',
  title: 'Length that keeps nobody signed in, or no data',
  explains:
    'Zero and Timeout.InfiniteTimeSpan are not "never ends" here: a cookie has ended when it is made, and session data is never kept, without any error. TimeSpan.MaxValue as ExpireTimeSpan reaches beyond the year 9999, and every sign-in answers 500.',
  source:
    'CookieAuthenticationHandler.HandleSignInAsync, DistributedSession.CommitAsync, seen in running hosts (ASP.NET Core 10)',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    if (!host) return;
    for (const option of [...writtenOptions(host, 'ExpireTimeSpan'), ...writtenOptions(host, 'IdleTimeout')]) {
      const seconds = secondsOf(option);
      const session = option.property === 'IdleTimeout';
      if (seconds === undefined || (seconds > 0 && (session || seconds < BEYOND))) continue;
      const usual = session ? TWENTY_MINUTES : FOURTEEN_DAYS;
      const value = option.value.from ? undefined : assignedTo(input, option.at);
      report({
        at: placeOf(option.at),
        message: session
          ? 'Session data is never kept: IdleTimeout is not positive, and the cache refuses that without an error.'
          : seconds > 0
            ? 'Every sign-in answers 500: the end of the cookie would lie beyond the year 9999. Write a length that a date can hold.'
            : 'Nobody is signed in: the cookie has ended when it is made. Zero and InfiniteTimeSpan do not mean "never ends".',
        fixes: value
          ? [{ title: `Use the default of ${humanDuration(usual)}`, edits: [{ ...value, text: timeSpanCode(usual) }] }]
          : [],
      });
    }
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => o.ExpireTimeSpan = TimeSpan.MaxValue);`,
    ),
    good: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => o.ExpireTimeSpan = TimeSpan.FromDays(365));`,
    ),
  },
});
