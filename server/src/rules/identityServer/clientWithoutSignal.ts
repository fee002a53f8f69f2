import { duration } from '../../session/words';
import { rule } from '../rule';
import { addProperty, placed, replaceValue } from './shared/edits';
import { coordinatedHost } from './shared/examples';
import { hostIn } from './shared/system';

export default rule({
  id: 'client-without-signal',
  severity: 'warning',
  system: 'identityserver',
  title: 'Client whose users are active without IdentityServer knowing',
  explains:
    'The client is bound to the user’s session, and is told when that ends, but it has neither refresh tokens nor reference tokens: nothing that its users do reaches IdentityServer. Who works in it alone is signed out when the session ends, however busy.',
  source: 'Duende IdentityServer, DefaultSessionCoordinationService.ValidateSessionAsync and ProcessExpirationAsync',
  fixable: true,
  check(input, report) {
    const judged = hostIn(input);
    const span = judged?.facts.options.cookieLifetime;
    if (!judged || typeof span !== 'number') return;
    for (const { client, verdict } of judged.clients) {
      const bound = verdict.coordinated === true && verdict.signal === 'none' && verdict.busySafe === false;
      if (!bound || judged.host.serverSideSessions.value !== true || !client.at) continue;
      const yes = { code: 'true', json: 'true' };
      const { at } = client.offlineAccess;
      const edit = at
        ? replaceValue(input.view, at, yes)
        : addProperty(input.view, client.at, 'AllowOfflineAccess', yes);
      report({
        at: placed(client.at),
        message: `Nothing that users do in \`${client.id}\` reaches IdentityServer: it has neither refresh nor reference tokens. They are signed out ${duration(span)} after sign-in, however busy.`,
        fixes: edit
          ? [{ title: `Let ${client.id} have refresh tokens (it must ask for offline_access)`, edits: [edit] }]
          : [],
      });
    }
  },
  examples: {
    bad: coordinatedHost(
      'new Client { ClientId = "portal", AccessTokenLifetime = 300, BackChannelLogoutUri = "https://portal.example.com/out" },',
    ),
    good: coordinatedHost(
      'new Client { ClientId = "portal", BackChannelLogoutUri = "https://portal.example.com/out", AllowOfflineAccess = true, AccessTokenLifetime = 300 },',
    ),
  },
});
