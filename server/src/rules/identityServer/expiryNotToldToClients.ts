import { rule } from '../rule';
import { appendCall, placed, replaceValue } from './shared/edits';
import { hostWith } from './shared/examples';
import { hostIn, type JudgedHost } from './shared/system';

const HEARS = 'new Client { ClientId = "shop", BackChannelLogoutUri = "https://shop.example.com/out" },';

export default rule({
  id: 'expiry-not-told-to-clients',
  severity: 'warning',
  system: 'identityserver',
  title: 'Notices of expired sessions that reach nobody',
  explains:
    'ExpiredSessionsTriggerBackchannelLogout tells clients when a session has expired. It takes server-side sessions, the job that removes expired ones, and clients with a BackChannelLogoutUri; without one of these applications go on showing the user as signed in.',
  source:
    'Duende IdentityServer, ServerSideSessionCleanupHost and DefaultSessionCoordinationService.ProcessExpirationAsync',
  fixable: true,
  check(input, report) {
    const judged = hostIn(input);
    const at = judged?.host.options.notifyAll.at;
    if (judged?.host.options.notifyAll.value !== true || !at) return;
    const { host } = judged;
    const missing = missingOf(judged);
    if (!missing) return;
    const job = host.options.removeExpired.at;
    const runJob = job && replaceValue(input.view, job, { code: 'true', json: 'true' });
    const fixes = {
      sessions: [
        {
          title: 'Keep sessions on the server: AddServerSideSessions (needs a licence that includes it)',
          edits: [appendCall(host.at, 'AddServerSideSessions()')],
        },
      ],
      job: runJob ? [{ title: 'Remove expired sessions, so that clients are told', edits: [runJob] }] : [],
      uris: [],
    };
    report({
      at: placed(at),
      message: `No client is told that a session has expired: ${REASONS[missing]}.`,
      fixes: fixes[missing],
    });
  },
  examples: {
    bad: hostWith(`options =>
    {
        options.ServerSideSessions.ExpiredSessionsTriggerBackchannelLogout = true;
    })
        .AddOperationalStore(options => { })
        .AddInMemoryClients(new[] { ${HEARS} })`),
    good: hostWith(`options =>
    {
        options.ServerSideSessions.ExpiredSessionsTriggerBackchannelLogout = true;
    })
        .AddServerSideSessions()
        .AddOperationalStore(options => { })
        .AddInMemoryClients(new[] { ${HEARS} })`),
  },
});

const REASONS = {
  sessions: 'there are no server-side sessions (AddServerSideSessions)',
  job: 'RemoveExpiredSessions is false, and the job it switches off is what tells them',
  uris: 'none of the registered clients has a BackChannelLogoutUri',
} as const;

function missingOf({ host, clients }: JudgedHost): keyof typeof REASONS | undefined {
  if (host.serverSideSessions.value === false) return 'sessions';
  if (host.options.removeExpired.value === false) return 'job';
  const deaf = clients.every(
    ({ client }) => client.backChannelUri.value === null || client.backChannelUri.value === '',
  );
  return deaf && clients.length > 0 && !host.moreClients ? 'uris' : undefined;
}
