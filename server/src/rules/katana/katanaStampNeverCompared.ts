import { humanDuration } from '../../settings/human';
import { placeOf } from '../codePlaces';
import { rule } from '../rule';
import { owin } from './shared/examples';
import { signInCookie, startUpOf } from './shared/host';

export default rule({
  id: 'katana-stamp-never-compared',
  severity: 'warning',
  system: 'aspnet',
  title: 'Security stamp that a busy user never has compared',
  explains:
    'The interval counts from the last issue of the cookie, and every renewal in the second half of its life starts it again. With an interval of half the life or more, a user who clicks often enough is never compared: a changed password, or "sign out everywhere", never ends that session. An interval well below half of ExpireTimeSpan does.',
  source:
    'SecurityStampValidator.OnValidateIdentity, CookieAuthenticationHandler (Katana), recorded with the middleware itself',
  fixable: false,
  check(input, report) {
    const startUp = startUpOf(input);
    const cookie = startUp && signInCookie(startUp);
    const { value: length } = cookie?.expireTimeSpan ?? {};
    const { value: interval } = cookie?.stamp?.interval ?? {};
    if (!cookie?.stamp || cookie.slidingExpiration.value !== true) return;
    if (typeof length !== 'number' || typeof interval !== 'number' || length <= 0 || interval < length / 2) return;
    report({
      at: placeOf(cookie.stamp.at),
      message: `A changed password may never end this session: the stamp is compared ${humanDuration(interval)} after the last renewal, and a busy user's cookie is renewed every ${humanDuration(length / 2)}. Compare it more often.`,
    });
  },
  examples: {
    bad: owin(`app.UseCookieAuthentication(new CookieAuthenticationOptions
{
    AuthenticationType = DefaultAuthenticationTypes.ApplicationCookie,
    ExpireTimeSpan = TimeSpan.FromMinutes(40),
    Provider = new CookieAuthenticationProvider
    {
        OnValidateIdentity = SecurityStampValidator.OnValidateIdentity<UserManager, User>(TimeSpan.FromMinutes(30), (manager, user) => user.GenerateUserIdentityAsync(manager))
    }
});`),
    good: owin(`app.UseCookieAuthentication(new CookieAuthenticationOptions
{
    AuthenticationType = DefaultAuthenticationTypes.ApplicationCookie,
    ExpireTimeSpan = TimeSpan.FromMinutes(40),
    Provider = new CookieAuthenticationProvider
    {
        OnValidateIdentity = SecurityStampValidator.OnValidateIdentity<UserManager, User>(TimeSpan.FromMinutes(5), (manager, user) => user.GenerateUserIdentityAsync(manager))
    }
});`),
  },
});
