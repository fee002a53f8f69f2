import { duration } from '../../session/words';
import { rule } from '../rule';
import { placed, replaceValue } from './shared/edits';
import { coordinatedHost } from './shared/examples';
import { hostIn } from './shared/system';

const CLIENT =
  'new Client { ClientId = "shop", AllowOfflineAccess = true, AccessTokenLifetime = 300, BackChannelLogoutUri = "https://shop.example.com/out" },';

const page = (allowed: boolean) => `${coordinatedHost(CLIENT)}
    //- /ids/Pages/Account/Login/LoginOptions.cs
    public static class LoginOptions
    {
        public static readonly bool AllowRememberLogin = ${allowed};
        public static readonly TimeSpan RememberMeLoginDuration = TimeSpan.FromDays(30);
    }`;

export default rule({
  id: 'remember-me-extends-sessions',
  severity: 'warning',
  system: 'identityserver',
  title: 'Remembered sign-in that undoes the inactivity timeout',
  explains:
    'A session is extended by its own length whenever a coordinated client uses a token, and a sign-in with "remember me" makes that length RememberMeLoginDuration, whatever the cookie’s is. Users who tick the box are signed out after so much silence only. Where everybody should time out, do not offer the box.',
  source:
    'Duende IdentityServer, DefaultSessionCoordinationService.ValidateSessionAsync; quickstart UI, Pages/Account/Login/LoginOptions.cs',
  fixable: true,
  check(input, report) {
    const judged = hostIn(input);
    const remembered = judged?.host.remembered;
    const span = judged?.facts.options.cookieLifetime;
    const length = remembered?.duration;
    if (judged?.host.serverSideSessions.value !== true || remembered?.allowed.value !== true) return;
    if (typeof length?.value !== 'number' || !length.at || typeof span !== 'number' || length.value <= span) return;
    if (!judged.clients.some(({ verdict }) => verdict.coordinated === true && verdict.signal !== 'none')) return;
    const { at } = remembered.allowed;
    const edit = at && replaceValue(input.view, at, { code: 'false', json: 'false' });
    report({
      at: placed(length.at),
      message: `Who ticks "remember me" times out after ${duration(length.value)} of silence, not after ${duration(span)}: the length of that sign-in is what every use of a token extends the session by.`,
      fixes: edit
        ? [{ title: `Let all sign-ins time out after ${duration(span)}: no "remember me"`, edits: [edit] }]
        : [],
    });
  },
  examples: { bad: page(true), good: page(false) },
});
