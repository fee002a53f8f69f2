import { humanDuration } from '../../settings/human';
import { placeOf } from '../codePlaces';
import { withCost } from '../cost';
import { setSetting } from '../edits';
import { relatedSetting } from '../places';
import { rule } from '../rule';
import { owin } from './shared/examples';
import { signInCookie, startUpOf } from './shared/host';

const TIMEOUT = 'system.web/sessionState/@timeout';

export default rule({
  id: 'katana-auth-outlives-session',
  severity: 'warning',
  system: 'aspnet',
  title: 'OWIN sign-in outlives the session data',
  explains:
    'The cookie of OWIN code and the session state of web.config know nothing of each other: a user who stays away longer than the session timeout comes back still signed in, but to an empty session. Without an ExpireTimeSpan the cookie lasts 14 days.',
  source: 'CookieAuthenticationHandler (Katana), SessionStateModule (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const startUp = startUpOf(input);
    const cookie = startUp && signInCookie(startUp);
    const signIn = input.clocks.find(({ decides }) => decides === 'signIn');
    const data = input.clocks.find(({ decides, inert }) => decides === 'data' && inert === undefined);
    if (
      !cookie ||
      typeof signIn?.length !== 'number' ||
      typeof data?.length !== 'number' ||
      signIn.length <= data.length
    )
      return;
    const { at, value } = cookie.expireTimeSpan;
    if (value !== signIn.length) return;
    const minutes = Math.ceil(signIn.length / 60);
    const longer = minutes <= 1440 ? setSetting(input, TIMEOUT, String(minutes)) : undefined;
    report({
      at: placeOf(at ?? cookie.at),
      message: `Users stay signed in ${humanDuration(signIn.length - data.length)} after their session data is gone: the cookie lasts ${humanDuration(signIn.length)}${at ? '' : ' by default'}, session data ${humanDuration(data.length)}.`,
      related: relatedSetting(input, TIMEOUT, `Session data lasts ${humanDuration(data.length)}`),
      fixes: longer
        ? [
            {
              title: withCost(
                `Keep session data as long as the sign-in (${humanDuration(minutes * 60)}); costs memory`,
                input,
                { data: minutes * 60 },
              ),
              edits: longer,
            },
          ]
        : [],
    });
  },
  examples: {
    bad: owin(
      `app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "Cookies", ExpireTimeSpan = TimeSpan.FromMinutes(30), SlidingExpiration = false });`,
    ),
    good: owin(
      `app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "Cookies", ExpireTimeSpan = TimeSpan.FromMinutes(20), SlidingExpiration = false });`,
    ),
  },
});
