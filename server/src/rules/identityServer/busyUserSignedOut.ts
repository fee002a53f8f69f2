import type { ClientFacts } from '../../session/identityServer/facts';
import type { ClientInUse, SystemInUse } from '../../session/identityServer/inUse';
import { insisting, known } from '../../session/identityServer/known';
import { isBusySafe } from '../../session/identityServer/verdict';
import { isUnknown } from '../../session/lifetime';
import { duration } from '../../session/words';
import { type Fix, type RuleInput, rule } from '../rule';
import { addProperty, numberWritten, placed, replaceValue } from './shared/edits';
import { coordinatedHost } from './shared/examples';
import { hostIn, type JudgedHost } from './shared/system';

export default rule({
  id: 'busy-user-signed-out',
  severity: 'warning',
  system: 'identityserver',
  title: 'Access token that outlives the session it should keep alive',
  explains:
    'A client with refresh tokens tells IdentityServer that its user is active only when it refreshes, and it refreshes when the access token is nearly used up. An access token as long as the session therefore comes too late: the session ends, and with it the sign-in of a user who was busy all the time. Give access tokens at most half the length of the session.',
  source:
    'Duende IdentityServer, DefaultSessionCoordinationService.ValidateSessionAsync and ServerSideSessionRefreshTokenService; documentation, inactivity timeout',
  fixable: true,
  check(input, report) {
    const judged = hostIn(input);
    if (!judged) return;
    for (const { client, verdict } of judged.clients) {
      if (verdict.busySafe !== false || verdict.signal !== 'refresh') continue;
      const span = judged.facts.options.cookieLifetime;
      const token = client.accessTokenLifetime.value;
      const at = client.accessTokenLifetime.at ?? client.at;
      if (!at || typeof span !== 'number' || typeof token !== 'number' || token <= 0) continue;
      if (diesBeforeUse(judged, client.id)) continue;
      report({
        at: placed(at),
        message: `\`${client.id}\` can lose a user who is busy: its access token lasts ${duration(token)}, so it may not refresh before the session at IdentityServer ends after ${duration(span)}.`,
        related: judged.host.cookie.lifetime.at
          ? [{ ...placed(judged.host.cookie.lifetime.at), message: `The session lasts ${duration(span)}` }]
          : [],
        fixes: fixesFor(input, judged, client.id, span),
      });
    }
  },
  examples: {
    bad: coordinatedHost('new Client { ClientId = "shop", AllowOfflineAccess = true, AccessTokenLifetime = 3600 },'),
    good: coordinatedHost('new Client { ClientId = "shop", AllowOfflineAccess = true, AccessTokenLifetime = 300 },'),
  },
});

function fixesFor(input: RuleInput, judged: JudgedHost, id: string, span: number): Fix[] {
  const half = Math.floor(span / 2);
  const client = judged.host.clients.find((candidate) => candidate.id === id);
  if (!client || !isSafeWith(judged, id, { accessTokenLifetime: half })) return [];
  const written = client.accessTokenLifetime.at;
  const edit = written
    ? replaceValue(input.view, written, numberWritten(half))
    : client.at && addProperty(input.view, client.at, 'AccessTokenLifetime', numberWritten(half));
  return edit ? [{ title: `Let ${id} refresh in time: access token of ${duration(half)}`, edits: [edit] }] : [];
}

/** Is it the refresh token that fails, whatever the access token? */
function diesBeforeUse(judged: JudgedHost, id: string): boolean {
  return !isSafeWith(judged, id, { accessTokenLifetime: 1, renewBefore: 0 });
}

function isSafeWith({ facts }: JudgedHost, id: string, change: Partial<ClientInUse>): boolean {
  const client = facts.clients.find((candidate) => candidate.id === id);
  if (!client) return false;
  const system = insisting<SystemInUse>({ ...facts, clients: [], options: insisting(facts.options) });
  const changed: ClientFacts = { ...client, ...change };
  const safe = known(() => isBusySafe(system, insisting<ClientInUse>(changed)));
  return !isUnknown(safe) && safe;
}
