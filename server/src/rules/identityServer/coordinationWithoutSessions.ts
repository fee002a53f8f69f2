import { rule } from '../rule';
import { appendCall, placed } from './shared/edits';
import { hostWith } from './shared/examples';
import { hostIn } from './shared/system';

const CLIENT =
  'new Client { ClientId = "shop", AllowOfflineAccess = true, AccessTokenLifetime = 300, BackChannelLogoutUri = "https://shop.example.com/out" },';

export default rule({
  id: 'coordination-without-sessions',
  severity: 'warning',
  system: 'identityserver',
  title: 'Lifetimes coordinated with sessions that are not there',
  explains:
    'Coordination checks and extends the server-side session whenever a client uses a token. Without AddServerSideSessions there is none: nothing is checked, nothing is extended, and no client learns that its user went idle. Only an explicit sign-out takes tokens away.',
  source: 'Duende IdentityServer, DefaultSessionCoordinationService.ValidateSessionAsync',
  fixable: true,
  check(input, report) {
    const judged = hostIn(input);
    if (judged?.host.serverSideSessions.value !== false) return;
    const { host } = judged;
    const fix = {
      title: 'Keep sessions on the server: AddServerSideSessions (needs a licence that includes it)',
      edits: [appendCall(host.at, 'AddServerSideSessions()')],
    };
    const message = (what: string) =>
      `${what} does nothing while users work: there are no server-side sessions (AddServerSideSessions) to coordinate with.`;
    const all = host.options.coordinate;
    if (all.value === true && all.at) {
      report({ at: placed(all.at), message: message('CoordinateClientLifetimesWithUserSession'), fixes: [fix] });
    }
    for (const { client } of judged.clients) {
      const { value, at } = client.coordinate;
      if (value === true && at) {
        const what = `CoordinateLifetimeWithUserSession of \`${client.id}\``;
        report({ at: placed(at), message: message(what), fixes: [fix] });
      }
    }
  },
  examples: {
    bad: hostWith(`options =>
    {
        options.Authentication.CoordinateClientLifetimesWithUserSession = true;
    })
        .AddOperationalStore(options => { })
        .AddInMemoryClients(new[] { ${CLIENT} })`),
    good: hostWith(`options =>
    {
        options.Authentication.CoordinateClientLifetimesWithUserSession = true;
    })
        .AddServerSideSessions()
        .AddOperationalStore(options => { })
        .AddInMemoryClients(new[] { ${CLIENT} })`),
  },
});
