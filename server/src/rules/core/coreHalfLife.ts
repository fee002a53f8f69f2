import { humanDuration } from '../../settings/human';
import { assignedTo, placeOf, timeSpanCode } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { cookieOf, hostOf, writtenOptions } from './shared/host';

/** Half of it is the default idle time of a session: such a cookie never ends before 20 minutes of silence. */
const LEAST_ALIGNED = 40 * 60;

export default rule({
  id: 'core-half-life',
  severity: 'information',
  system: 'core',
  title: 'Sliding cookie that ends at half its time',
  explains:
    'A request in the first half of the life of a cookie does not renew it: a user who clicked just before half time is signed out that long after the click. To promise N minutes of silence, set ExpireTimeSpan to 2N.',
  source: 'CookieAuthenticationHandler.CheckForRefreshAsync: renews when less than half is left',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    const cookie = host && cookieOf(host);
    const signIn = input.clocks.find(({ decides }) => decides === 'signIn');
    if (!host || !cookie || signIn?.restart.on !== 'secondHalf' || typeof signIn.length !== 'number') return;
    if (signIn.length >= LEAST_ALIGNED || signIn.length < 2) return;
    const written = writtenOptions(host, 'ExpireTimeSpan').find(({ name }) => name === cookie.scheme);
    if (!written) return;
    const longer = Math.max(signIn.length * 2, LEAST_ALIGNED);
    const value = written.value.from ? undefined : assignedTo(input, written.at);
    report({
      at: placeOf(written.at),
      message: `Only ${humanDuration(signIn.length / 2)} of silence are safe, not ${humanDuration(signIn.length)}: a request in the first half of the cookie's life does not renew it.`,
      fixes: value
        ? [
            {
              title: `Let the cookie last ${humanDuration(longer)}, so that ${humanDuration(longer / 2)} of silence are safe`,
              edits: [{ ...value, text: timeSpanCode(longer) }],
            },
          ]
        : [],
    });
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => o.ExpireTimeSpan = TimeSpan.FromMinutes(20));`,
    ),
    good: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => { o.ExpireTimeSpan = TimeSpan.FromMinutes(20); o.SlidingExpiration = false; });`,
    ),
  },
});
