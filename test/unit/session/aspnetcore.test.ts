import assert from 'node:assert/strict';
import { type Clock, MOST_CLICKS } from '../../../server/src/session/clocks';
import { type CoreConfig, type CoreRequest, simulateCore } from '../../../server/src/session/handlers/aspnetcore';
import { simulate } from '../../../server/src/session/simulate';
import { coreTicket, type TicketEngine } from '../../../server/src/session/ticket';
import { shop } from './clockSets';
import { compareRequests, type RecordedScenario, recording, replay, Tally } from './recordings';

type Scenario = RecordedScenario<
  Omit<CoreConfig, 'securityStamp' | 'issuedUtcOffset'> & { readonly cookieMaxAge: number | null }
>;

/** The recordings against a model with one rule wrong. */
function mutated(
  scenarios: readonly Scenario[],
  { engine = coreTicket, config = {} }: { engine?: TicketEngine; config?: Partial<CoreConfig> },
): Tally {
  const tally = new Tally();
  for (const scenario of scenarios) {
    tally.scenario();
    const options = { ...scenario.config, securityStamp: null, issuedUtcOffset: null, ...config };
    const requests = [scenario.login, ...scenario.clicks] as unknown as CoreRequest[];
    compareRequests(tally, scenario, simulateCore(options, requests, engine));
  }
  return tally;
}

/** The recordings on whole seconds through `simulate`; data is compared up to its first loss. */
function replayRuns(scenarios: readonly Scenario[], change: (clock: Clock) => Clock = (clock) => clock): Tally {
  const tally = new Tally();
  for (const { id, config, clicks } of scenarios) {
    if (clicks.length >= MOST_CLICKS || (config.expiresUtcOffset ?? 1) < 0) continue;
    tally.scenario();
    const length = config.expiresUtcOffset ?? config.expireTimeSpan;
    const dropped = config.cookieMaxAge ?? (config.isPersistent ? length : undefined);
    const clocks = shop({
      auth: length,
      sliding: config.slidingExpiration && config.allowRefresh !== false ? 'strict' : false,
      session: config.idleTimeout,
    })
      .map((clock) => (clock.role === 'data' ? { ...clock, aliveAtEnd: false } : clock))
      .map((clock) =>
        clock.role === 'identity' && config.client === 'browser' ? { ...clock, maxAge: dropped } : clock,
      )
      .map(change);
    const visits = clicks.filter((click) => click.kind !== 'static');
    const times = visits.map((click) => click.t);
    const run = simulate(clocks, { clicks: [0, ...times], remember: false, ping: null, otherTraffic: false });
    const lost = run.lanes.find((lane) => lane.id === 'sessionData')?.endsAt ?? null;
    visits.forEach((click, i) => {
      if (click.t === 0 || times.indexOf(click.t) !== i) return;
      const request = run.requests.find((candidate) => candidate.at === click.t);
      const renewed = request?.renewed.includes('authCookie') ?? false;
      const kept = request?.kept.includes('authCookie') ?? false;
      tally.expect(id, `authenticated at ${click.t}`, renewed || kept, click.authenticated);
      tally.expect(id, `reissued at ${click.t}`, renewed, click.reissued);
      if (lost === null || click.t < lost || visits.every((other) => other.kind !== 'write')) {
        tally.expect(id, `session data at ${click.t}`, lost === null || click.t < lost, click.sessionPresent);
      }
    });
  }
  return tally;
}

describe('ASP.NET Core cookie handler and session, recorded request by request', () => {
  const seconds = recording<{ scenarios: Scenario[] }>('aspnetcore')?.scenarios;
  const fractions = recording<{ scenarios: Scenario[] }>('aspnetcore-fraction')?.scenarios;
  if (!seconds || !fractions) return;

  it('agrees with every scenario on whole seconds', () => {
    const tally = replay('aspnetcore', seconds);
    console.log(`      aspnetcore: ${tally}`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, seconds.length);
  });

  it('agrees with every scenario off the whole second', () => {
    const tally = replay('aspnetcore', fractions);
    console.log(`      aspnetcore-fraction: ${tally}`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, fractions.length);
  });

  it('agrees with the whole seconds through simulate', () => {
    const tally = replayRuns(seconds);
    const late = seconds.filter((scenario) => (scenario.config.expiresUtcOffset ?? 1) < 0).length;
    console.log(`      aspnetcore through simulate: ${tally}; ${late} left out that sign in with a past ExpiresUtc`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, seconds.length - late);
  });

  it('would notice a wrong rule', () => {
    const mutants: Record<string, Parameters<typeof mutated>[1]> = {
      'renewal at exactly half': { engine: { ...coreTicket, strict: false } },
      'never renewed': { config: { slidingExpiration: false } },
      'AllowRefresh ignored': { config: { allowRefresh: null } },
      'ExpiresUtc ignored': { config: { expiresUtcOffset: null } },
      'no ticket store': { config: { ticketStore: false } },
      'Max-Age ignored': { config: { cookieMaxAge: null } },
      'a session of 20 minutes': { config: { idleTimeout: 1200 } },
    };
    for (const [name, mutant] of Object.entries(mutants)) {
      const { failed } = mutated(seconds, mutant);
      console.log(`      ${name}: ${failed.size} scenarios disagree`);
      assert.ok(failed.size > 0, name);
    }
    const uncut = mutated(fractions, { engine: { ...coreTicket, stamp: (time: number) => time } });
    console.log(`      stamps not cut to whole seconds: ${uncut.failed.size} scenarios disagree`);
    assert.ok(uncut.failed.size > 0, 'stamps not cut');
  });

  it('would notice a wrong clock in simulate', () => {
    const mutants: Record<string, (clock: Clock) => Clock> = {
      'renewal at exactly half': (clock) =>
        clock.restart.on === 'secondHalf' ? { ...clock, restart: { on: 'secondHalf', strict: false } } : clock,
      'Max-Age ignored': (clock) => ({ ...clock, maxAge: undefined }),
      'rejected at equality': (clock) => (clock.role === 'identity' ? { ...clock, aliveAtEnd: false } : clock),
      'data alive at equality': (clock) => (clock.role === 'data' ? { ...clock, aliveAtEnd: true } : clock),
    };
    for (const [name, mutant] of Object.entries(mutants)) assert.ok(replayRuns(seconds, mutant).failed.size > 0, name);
  });
});
