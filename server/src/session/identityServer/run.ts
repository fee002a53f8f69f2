import { type ClientTrack, Drive, type Noticed, type SignalSeen, type Stretch } from './drive';
import { hasStore, type SystemInUse } from './inUse';

/** What a user does in a system. Seconds since the sign-in at IdentityServer, which happens at 0. */
export interface SystemScenario {
  /** Acts in a client, one a minute from `from` to `to`, both included. */
  readonly active: readonly { readonly client: string; readonly from: number; readonly to: number }[];
  /** Pages of IdentityServer that the user opens. */
  readonly visits: readonly number[];
  /** The user signs out at IdentityServer; null: never. */
  readonly signOut: number | null;
  /** "Remember me" was ticked. */
  readonly remember: boolean;
  /**
   * When the cleanup job first runs after the sign-in. It starts with the host, not with the user, so any phase can be;
   * left out, seven tenths of its period.
   */
  readonly firstTick?: number;
}

export interface SystemRun {
  readonly signals: readonly SignalSeen[];
  readonly notices: readonly Noticed[];
  /** The session at IdentityServer from one extension to the next; `expires` is its end as it stands in that stretch. */
  readonly session: readonly (Stretch & { readonly expires: number })[];
  /** When it was over. */
  readonly sessionEnds: number;
  /** Runs of the cleanup job that found something. */
  readonly ticks: readonly number[];
  readonly clients: readonly ClientRun[];
}

export interface ClientRun extends Readonly<ClientTrack> {
  readonly id: string;
  /** While its pages show the user as signed in although the session at IdentityServer is over. */
  readonly stale: readonly Stretch[];
}

/** Acts of one client beyond this many are left out. */
export const MOST_ACTS = 5000;
const MINUTE = 60;

/** Plays one scenario. Any input gives a defined run. */
export function runSystem(system: SystemInUse, scenario: SystemScenario): SystemRun {
  const drive = new Drive(system);
  const ticks = new Ticks(system, scenario, drive);
  drive.signIn(0, scenario.remember, scenario.remember ? system.rememberFor : null);
  for (const step of stepsOf(scenario)) {
    ticks.until(step.at);
    if (step.kind === 'act') drive.act(step.at, step.client);
    else if (step.kind === 'visit') drive.visit(step.at);
    else drive.signOut(step.at);
  }
  ticks.until(Infinity);
  const session = drive.session.map((piece) => ({ ...piece, to: piece.to ?? piece.expires }));
  const sessionEnds = session.at(-1)?.to ?? 0;
  return {
    signals: drive.signals,
    notices: drive.noticed,
    session,
    sessionEnds,
    ticks: ticks.run,
    clients: [...drive.tracks].map(([id, track]) => ({ id, ...track, stale: staleOf(track, sessionEnds) })),
  };
}

type Step =
  | { readonly at: number; readonly kind: 'act'; readonly client: string }
  | { readonly at: number; readonly kind: 'visit' | 'signOut' };

/** Everything the user does, in order; in the same second pages come first and the sign-out last. */
function stepsOf({ active, visits, signOut }: SystemScenario): Step[] {
  const acts = active.flatMap(({ client, from, to }) => {
    const count = Math.max(0, Math.min(MOST_ACTS, Math.floor((to - from) / MINUTE) + 1));
    return Array.from({ length: count }, (_, i): Step => ({ at: from + i * MINUTE, kind: 'act', client }));
  });
  const pages = visits.map((at): Step => ({ at, kind: 'visit' }));
  const out: Step[] = signOut === null ? [] : [{ at: signOut, kind: 'signOut' }];
  return [...pages, ...acts, ...out].filter((step) => step.at >= 0).sort((a, b) => a.at - b.at);
}

/** The cleanup job. Only runs that find an ended session change anything, so only those are played. */
class Ticks {
  readonly run: number[] = [];
  private readonly first: number;
  private readonly runs: boolean;

  constructor(
    private readonly system: SystemInUse,
    scenario: SystemScenario,
    private readonly drive: Drive,
  ) {
    this.runs = hasStore(system) && system.options.removeExpiredSessions && system.options.removeExpiredFrequency > 0;
    this.first = scenario.firstTick ?? Math.round(system.options.removeExpiredFrequency * 0.7);
  }

  /** All up to `at`, that instant included: the job comes before the requests of its second. */
  until(at: number): void {
    for (let next = this.next(); next !== null && next <= at; next = this.next()) {
      this.run.push(next);
      this.drive.tick(next);
    }
  }

  private next(): number | null {
    const { removeExpiredFrequency: period } = this.system.options;
    const last = this.drive.session.at(-1);
    if (!this.runs || last?.to !== null) return null;
    const periods = Math.max(0, Math.ceil((last.expires + 1 - this.first) / period));
    return this.first + periods * period;
  }
}

function staleOf(track: ClientTrack, sessionEnds: number): Stretch[] {
  return track.signedIn
    .filter(({ to }) => to === null || to > sessionEnds)
    .map(({ from, to }) => ({ from: Math.max(from, sessionEnds), to }));
}
