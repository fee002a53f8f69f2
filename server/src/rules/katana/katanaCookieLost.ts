import { isUnknown } from '../../session/lifetime';
import { KATANA } from '../../site/katana/key';
import { callName } from '../codePlaces';
import { rule } from '../rule';
import { owin } from './shared/examples';
import { optionInitializer, signInCookie, startUpOf } from './shared/host';

export default rule({
  id: 'katana-cookie-lost',
  severity: 'information',
  system: 'aspnet',
  title: 'OWIN cookie that System.Web may throw away',
  explains:
    'Katana writes its cookies as headers; System.Web writes those of Response.Cookies, and when that collection changes in the same response it writes all headers anew from it: the sign-in, its renewal or the sign-out is lost. It happens where a session begins in the response of a sign-in. SystemWebCookieManager writes through Response.Cookies instead; from 4.2.3 on it is the default under System.Web.',
  source: 'AspNetKatana wiki, System.Web response cookie integration issues; OwinAppContext (Katana 4.2.3)',
  fixable: true,
  check(input, report) {
    const startUp = startUpOf(input);
    const cookie = startUp && signInCookie(startUp);
    const version = input.view.site.part(KATANA)?.version;
    const mode = input.settings.get('system.web/sessionState/@mode').value;
    if (
      !startUp ||
      !cookie ||
      cookie.cookieManager !== null ||
      version === undefined ||
      isUnknown(mode) ||
      mode === 'Off'
    )
      return;
    if (!isBefore(version, [4, 2, 3])) return;
    const hasManager = !isBefore(version, [3, 1, 0]);
    const edit = hasManager
      ? optionInitializer(
          input,
          cookie.at,
          'CookieAuthenticationOptions',
          'CookieManager = new Microsoft.Owin.Host.SystemWeb.SystemWebCookieManager()',
        )
      : undefined;
    report({
      at: callName(input, cookie.at, 'UseCookieAuthentication'),
      message: `With Katana ${version} the sign-in cookie is lost when a session begins in the same response: users sign in and are not signed in. ${hasManager ? 'Set CookieManager to SystemWebCookieManager.' : 'Update to 3.1 or later and set CookieManager to SystemWebCookieManager.'}`,
      fixes: edit ? [{ title: 'Write the sign-in cookie the way System.Web does', edits: [edit] }] : [],
    });
  },
  examples: {
    bad: owin(
      `app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "Cookies", ExpireTimeSpan = TimeSpan.FromMinutes(20), SlidingExpiration = false });`,
      { 'Microsoft.Owin.Host.SystemWeb': '4.2.2' },
    ),
    good: owin(
      `app.UseCookieAuthentication(new CookieAuthenticationOptions { AuthenticationType = "Cookies", ExpireTimeSpan = TimeSpan.FromMinutes(20), SlidingExpiration = false });`,
      { 'Microsoft.Owin.Host.SystemWeb': '4.2.3' },
    ),
  },
});

function isBefore(version: string, [major, minor, patch]: readonly [number, number, number]): boolean {
  const [a = 0, b = 0, c = 0] = version.split(/[.-]/).map(Number);
  return a !== major ? a < major : b !== minor ? b < minor : c < patch;
}
