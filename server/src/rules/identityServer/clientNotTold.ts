import { duration } from '../../session/words';
import { rule } from '../rule';
import { placed } from './shared/edits';
import { coordinatedHost } from './shared/examples';
import { hostIn } from './shared/system';

export default rule({
  id: 'client-not-told',
  severity: 'information',
  system: 'identityserver',
  title: 'Client that is not told when the session ends',
  explains:
    'The client is bound to the user’s session but has no BackChannelLogoutUri. When the session ends its pages go on showing the user as signed in; the next refresh or call fails. FrontChannelLogoutUri does not help: it is used only in a browser that signs out.',
  source: 'Duende IdentityServer, DefaultSessionCoordinationService.ProcessExpirationAsync',
  fixable: false,
  check(input, report) {
    const judged = hostIn(input);
    if (judged?.host.serverSideSessions.value !== true) return;
    const span = judged.facts.options.cookieLifetime;
    for (const { client, verdict } of judged.clients) {
      const { value } = client.backChannelUri;
      if (verdict.coordinated !== true || (value !== null && value !== '') || !client.at) continue;
      const after = typeof span === 'number' ? ` after ${duration(span)} without a sign of life` : '';
      report({
        at: placed(client.at),
        message: `\`${client.id}\` is not told when the session at IdentityServer ends${after}: it has no BackChannelLogoutUri, so it shows the user as signed in until its next refresh or call fails.`,
      });
    }
  },
  examples: {
    bad: coordinatedHost('new Client { ClientId = "shop", AllowOfflineAccess = true, AccessTokenLifetime = 300 },'),
    good: coordinatedHost(
      'new Client { ClientId = "shop", AllowOfflineAccess = true, AccessTokenLifetime = 300, BackChannelLogoutUri = "https://shop.example.com/out" },',
    ),
  },
});
