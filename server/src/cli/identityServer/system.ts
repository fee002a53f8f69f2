import { type LinkedSystem, systemOf } from '../../clocks/identityServer/system';
import { playSystem } from '../../session/identityServer/facts';
import type { SystemScenario } from '../../session/identityServer/run';
import { isUnknown } from '../../session/lifetime';
import type { Site, SiteView } from '../../site/site';
import { type Arguments, readTime, UsageError } from '../arguments';
import { unknownWord } from '../nearest';

/** What people do in an IdentityServer system: `--active spa=0-20`, `--visit 5`, `--sign-out 30`, `--remember`. */
export function systemScenarioOf(args: Arguments): SystemScenario {
  const signOut = args.text('sign-out');
  return {
    active: args.list('active').map(activeOf),
    visits: args.list('visit').flatMap((times) => times.split(',').map(readTime)),
    signOut: signOut === undefined ? null : readTime(signOut),
    remember: args.given('remember'),
  };
}

function activeOf(text: string): SystemScenario['active'][number] {
  const cut = text.lastIndexOf('=');
  const times = text.slice(cut + 1).split('-');
  if (cut < 1 || times.length > 2)
    throw new UsageError(`--active takes a client and times, such as spa=0-20, not "${text}".`);
  const from = readTime(times[0]!);
  const to = readTime(times[1] ?? times[0]!);
  if (to < from) throw new UsageError(`--active ${text} ends before it begins.`);
  return { client: text.slice(0, cut), from, to };
}

/** @throws UsageError for a client of `--active` that none of the systems has. */
export function refuseUnknownClients({ active }: SystemScenario, known: ReadonlySet<string>): void {
  for (const { client } of active) {
    if (!known.has(client))
      throw new UsageError(unknownWord(`No IdentityServer here has a client "${client}"`, client, [...known]));
  }
}

export type SystemTimeline = NonNullable<ReturnType<typeof systemTimeline>>;

/** The system of an IdentityServer as `timeline` prints it (command-line.md), and what happens in the scenario. */
export function systemTimeline(
  view: SiteView,
  sites: readonly Site[],
  scenario: SystemScenario,
  shown: (site: Site) => string,
) {
  const linked = systemOf(view, sites);
  if (!linked) return undefined;
  const { run, leftOut } = playSystem(linked.facts, scenario);
  const played = isUnknown(run) ? { signals: [], notices: [], unknown: run.unknown } : run;
  return {
    system: {
      session: sessionOf(linked),
      clients: linked.clients.map(({ verdict, site }) => ({
        id: verdict.id,
        site: site ? shown(site) : null,
        coordinated: verdict.coordinated,
        signal: verdict.signal,
        idle: verdict.idle,
        noticed: verdict.noticed,
        busySafe: verdict.busySafe,
      })),
      moreClients: linked.host.moreClients ?? null,
    },
    run: {
      signals: played.signals,
      notices: played.notices,
      ...('session' in played && {
        session: played.session,
        sessionEnds: played.sessionEnds,
        ticks: played.ticks,
        clients: played.clients,
      }),
      ...('unknown' in played && { unknown: played.unknown }),
      leftOut,
    },
  };
}

function sessionOf({ host, facts }: LinkedSystem) {
  const { options } = facts;
  return {
    version: host.version,
    scheme: host.cookie.scheme,
    lifetime: options.cookieLifetime,
    sliding: options.cookieSliding,
    serverSide: options.serverSideSessions,
    store: host.store,
    coordinated: options.coordinateGlobal,
    cleanup: options.removeExpiredSessions === false ? null : options.removeExpiredFrequency,
    notifiesAll: options.expiredTriggersBackchannel,
  };
}
