import { rule } from '../rule';
import { hostWith } from './shared/examples';
import { hostIn } from './shared/system';

export default rule({
  id: 'server-sessions-in-memory',
  severity: 'information',
  system: 'identityserver',
  title: 'Server-side sessions that end with the process',
  explains:
    'AddServerSideSessions without a store keeps the sessions in memory. Every restart, recycle or deployment of the host signs all users out of IdentityServer, and every refresh token of a coordinated client is refused from then on. Give it an operational store, or a session store of its own.',
  source:
    'Duende IdentityServer, BuilderExtensions.SessionManagement and InMemoryServerSideSessionStore; documentation, server-side sessions',
  fixable: false,
  check(input, report) {
    const host = hostIn(input)?.host;
    const at = host?.serverSideSessions.at;
    if (host?.serverSideSessions.value !== true || host.store !== 'worker' || !at) return;
    report({
      at: {
        file: at.path,
        span: { start: Math.max(at.start, at.end - 'AddServerSideSessions()'.length), end: at.end },
      },
      message:
        'These sessions live in memory: every restart of the host signs all users out and makes the refresh tokens of coordinated clients fail.',
    });
  },
  examples: {
    bad: hostWith(').AddServerSideSessions()'),
    good: hostWith(').AddServerSideSessions().AddOperationalStore(options => { })'),
  },
});
