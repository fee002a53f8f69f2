import { isUnknown, type Unknown } from '../lifetime';
import { isCoordinated } from './coordination';
import { generationOf } from './generations';
import { type ClientInUse, type Signal, type SystemInUse, signalOf } from './inUse';
import { insisting, type Knowable, known } from './known';
import { runSystem, type SystemRun, type SystemScenario } from './run';
import type { ServerOptions } from './system';
import { idleOf, isBusySafe, noticedBy } from './verdict';

/** What has been read of one client; of some things it may only be known why they are not. */
export type ClientFacts = Knowable<Omit<ClientInUse, 'id'>> & { readonly id: string };

/** What has been read of one IdentityServer and its clients. */
export interface SystemFacts {
  readonly version: string | Unknown;
  /** The version is not known, but what is written exists from this one on: enough for verdicts, not for scenarios. */
  readonly since?: string;
  readonly options: Knowable<ServerOptions>;
  /** `ExpiresUtc` of a remembered sign-in, from then on; null: as any other. */
  readonly rememberFor: number | null | Unknown;
  readonly clients: readonly ClientFacts[];
}

export interface KnownRange {
  readonly least: number | null | Unknown;
  readonly most: number | null | Unknown;
}

/** The verdict on one client over every history; `null` is *never*. */
export interface ClientVerdict {
  readonly id: string;
  readonly coordinated: boolean | Unknown;
  readonly signal: Signal | Unknown;
  /** Silence of a user busy in this client alone until the session at IdentityServer has ended. */
  readonly idle: KnownRange;
  /** Until this client knows. */
  readonly noticed: KnownRange;
  /** Does a user who acts at least once a minute stay signed in? */
  readonly busySafe: boolean | Unknown;
}

/** One verdict for each client, in their order. Each number is known when everything it depends on is. */
export function verdictsOf(facts: SystemFacts): ClientVerdict[] {
  return facts.clients.map((client) => verdictOf(facts, client));
}

function verdictOf(facts: SystemFacts, { id, ...rest }: ClientFacts): ClientVerdict {
  const system = systemOf(facts, isUnknown(facts.version) ? (facts.since ?? facts.version) : facts.version);
  const client: ClientInUse = insisting<ClientInUse>({ id, ...rest });
  return {
    id,
    coordinated: known(() => isCoordinated(client, system.options, generationOf(system.version))),
    signal: known(() => signalOf(system, client)),
    idle: rangeOf(() => idleOf(system, client)),
    noticed: rangeOf(() => noticedBy(system, client)),
    busySafe: known(() => isBusySafe(system, client)),
  };
}

function systemOf(facts: SystemFacts, version: string | Unknown): SystemInUse {
  const { rememberFor } = facts;
  return insisting<SystemInUse>({ version, rememberFor, options: insisting(facts.options), clients: [] });
}

function rangeOf(ask: () => { readonly least: number; readonly most: number }): KnownRange {
  const range = known(ask);
  if (isUnknown(range)) return { least: range, most: range };
  const orNever = (value: number) => (value === Infinity ? null : value);
  return { least: orNever(range.least), most: orNever(range.most) };
}

/** One scenario played; unknown when the server's own settings are not known. */
export interface PlayedSystem {
  readonly run: SystemRun | Unknown;
  /** Clients that cannot be played, with what is not known of each. */
  readonly leftOut: readonly { readonly id: string; readonly reason: Unknown }[];
}

/** Plays a scenario with the clients that are known well enough. */
export function playSystem(facts: SystemFacts, scenario: SystemScenario): PlayedSystem {
  const read = facts.clients.map((client) => ({
    id: client.id,
    known: known(() => ({ ...insisting<ClientInUse>(client) })),
  }));
  const clients = read.flatMap((client) => (isUnknown(client.known) ? [] : [client.known]));
  const leftOut = read.flatMap(({ id, known: reason }) => (isUnknown(reason) ? [{ id, reason }] : []));
  const system = systemOf(facts, facts.version);
  const run = known(() =>
    runSystem(
      {
        version: system.version,
        options: { ...system.options },
        rememberFor: scenario.remember ? system.rememberFor : null,
        clients,
      },
      scenario,
    ),
  );
  return { run, leftOut };
}
