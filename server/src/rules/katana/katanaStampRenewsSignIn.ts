import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { placeOf } from '../codePlaces';
import { rule } from '../rule';
import { owin } from './shared/examples';
import { signInCookie, startUpOf } from './shared/host';

export default rule({
  id: 'katana-stamp-renews-sign-in',
  severity: 'warning',
  system: 'aspnet',
  title: 'Fixed sign-in that a security stamp renews',
  explains:
    'SecurityStampValidator signs the user in anew whenever it has compared the security stamp, with all of ExpireTimeSpan: SlidingExpiration = false does not stop that, so a sign-in that was to end after a fixed time never ends while the user clicks now and then. Its regenerateIdentity callback does it; without it nothing is renewed.',
  source: 'SecurityStampValidator.OnValidateIdentity (ASP.NET Identity 2), recorded with the middleware itself',
  fixable: false,
  check(input, report) {
    const startUp = startUpOf(input);
    const cookie = startUp && signInCookie(startUp);
    const { value: length } = cookie?.expireTimeSpan ?? {};
    const { value: interval } = cookie?.stamp?.interval ?? {};
    if (!cookie?.stamp || cookie.slidingExpiration.value !== false || cookie.stamp.regenerates !== true) return;
    if (typeof length !== 'number' || typeof interval !== 'number' || isUnknown(cookie.mode) || interval >= length)
      return;
    report({
      at: placeOf(cookie.slidingExpiration.at ?? cookie.at),
      message: `The sign-in does not end after ${humanDuration(length)}: at the first click later than ${humanDuration(interval)} the security stamp is compared, and the user is signed in anew for ${humanDuration(length)}.`,
      related: [
        { ...placeOf(cookie.stamp.at), message: `Compares the security stamp every ${humanDuration(interval)}` },
      ],
    });
  },
  examples: {
    bad: owin(`app.UseCookieAuthentication(new CookieAuthenticationOptions
{
    AuthenticationType = DefaultAuthenticationTypes.ApplicationCookie,
    ExpireTimeSpan = TimeSpan.FromHours(8),
    SlidingExpiration = false,
    Provider = new CookieAuthenticationProvider
    {
        OnValidateIdentity = SecurityStampValidator.OnValidateIdentity<UserManager, User>(TimeSpan.FromMinutes(30), (manager, user) => user.GenerateUserIdentityAsync(manager))
    }
});`),
    good: owin(`app.UseCookieAuthentication(new CookieAuthenticationOptions
{
    AuthenticationType = DefaultAuthenticationTypes.ApplicationCookie,
    ExpireTimeSpan = TimeSpan.FromHours(8),
    SlidingExpiration = false
});`),
  },
});
