import type { KnownRange } from '../../session/identityServer/facts';
import { isUnknown, type Lifetime, type Unknown } from '../../session/lifetime';
import { duration, durationRange, timePoint } from '../../session/words';
import { table } from '../output';
import type { SystemTimeline } from './system';

/** The clients of an IdentityServer for people at a terminal, and what happened in the scenario. */
export function systemText({ system, run }: SystemTimeline): string {
  const { session, clients, moreClients } = system;
  const head = `  Session at IdentityServer: ${lifetime(session.lifetime)}, ${kept(session.serverSide)}`;
  const rows = [
    ['  ', 'client', 'keeps the session by', 'ends after silence of', 'client knows after', 'busy users'],
    ...clients.map(({ id, signal, idle, noticed, busySafe }) => [
      '  ',
      id,
      isUnknown(signal) ? 'not known' : signal,
      range(idle),
      range(noticed),
      isUnknown(busySafe) ? 'not known' : busySafe ? 'stay signed in' : 'can be SIGNED OUT',
    ]),
  ];
  const events = [
    ...run.signals.map(({ at, client, kind }) => ({ at, text: `${client}: ${kind} extends the session` })),
    ...run.notices.map(({ at, client, by }) => ({ at, text: `${client}: user is out (${BY[by]})` })),
  ].sort((a, b) => a.at - b.at);
  return [
    head,
    ...(clients.length > 0 ? [table(rows)] : []),
    ...(moreClients ? [`  More clients: not known, ${moreClients.unknown}`] : []),
    ...(events.length > 0 ? ['', table(events.map(({ at, text }) => ['  ', timePoint(at), text]))] : []),
    '',
  ].join('\n');
}

const BY = {
  backChannel: 'told by back channel',
  refresh: 'refresh refused',
  introspection: 'token refused',
  authorize: 'sign-in needed',
} as const;

function lifetime(length: Lifetime): string {
  return isUnknown(length) ? `not known (${length.unknown})` : duration(length);
}

function kept(serverSide: boolean | Unknown): string {
  if (isUnknown(serverSide)) return `on the server or in the cookie is not known (${serverSide.unknown})`;
  return serverSide ? 'kept on the server' : 'kept in the cookie';
}

function range({ least, most }: KnownRange): string {
  if (isUnknown(least) || isUnknown(most)) return 'not known';
  return least === null ? 'never' : durationRange(least, most);
}
