import assert from 'node:assert/strict';
import { type Clock, MOST_CLICKS } from '../../../server/src/session/clocks';
import { type AspNetConfig, type AspNetRequest, simulateAspNet } from '../../../server/src/session/handlers/aspnet';
import { simulate } from '../../../server/src/session/simulate';
import { frameworkTicket, type TicketEngine } from '../../../server/src/session/ticket';
import { shop } from './clockSets';
import {
  compareRequests,
  type Expect,
  type RecordedRequest,
  type RecordedScenario,
  recording,
  replay,
  Tally,
} from './recordings';

interface Scenario extends RecordedScenario<AspNetConfig> {
  readonly mode: 'step-framework' | 'step-exact' | 'x60';
}

/**
 * What .NET Framework answers: the forms columns as recorded; the session's by the Framework's published rule, and as
 * recorded where Mono agrees with it. Under x60 the server stamps a moment after the request was sent; every click keeps
 * 13 s from a boundary.
 */
function compareFramework(
  mode: Scenario['mode'],
  recorded: RecordedRequest,
  ours: RecordedRequest,
  expect: Expect,
): void {
  if (recorded.kind === undefined) return;
  expect('authenticated', ours.authenticated, recorded.authenticated);
  expect('reissued', ours.reissued, recorded.reissued);
  expect('session data', ours.sessionPresent, recorded.frameworkSessionPresent);
  if (mode === 'step-framework') expect('x', ours.sessionPresent, recorded.sessionPresent);
  for (const stamp of ['ticketIssued', 'ticketExpires']) {
    if (mode === 'x60') expect(stamp, isNear(ours[stamp], recorded[stamp]), true);
    else expect(stamp, ours[stamp], recorded[stamp]);
  }
  if (mode !== 'x60') expect('Expires of the cookie', ours.authCookieExpires, recorded.authCookieExpires);
}

function isNear(seen: unknown, recorded: unknown): boolean {
  return seen === recorded || (typeof seen === 'number' && Math.abs(seen - Number(recorded)) < 2);
}

function replayMode(mode: Scenario['mode'], scenarios: readonly Scenario[]): Tally {
  const chosen = scenarios.filter((scenario) => scenario.mode === mode);
  return replay('aspnet', chosen, (recorded, ours, expect) => compareFramework(mode, recorded, ours, expect));
}

/** The stepped recordings against a model with one rule wrong. */
function mutated(
  scenarios: readonly Scenario[],
  { engine = frameworkTicket, config = {} }: { engine?: TicketEngine; config?: Partial<AspNetConfig> },
): Tally {
  const tally = new Tally();
  for (const scenario of scenarios) {
    tally.scenario();
    const requests = [{ ...scenario.login, kind: 'login' }, ...scenario.clicks] as unknown as AspNetRequest[];
    const answers = simulateAspNet({ ...scenario.config, ...config }, requests, engine);
    compareRequests(tally, scenario, answers, (recorded, ours, expect) =>
      compareFramework(scenario.mode, recorded, ours, expect),
    );
  }
  return tally;
}

/** The same recordings through `simulate`, whose data begins anew at a click: compared up to the first loss. */
function replayRuns(scenarios: readonly Scenario[], change: (clock: Clock) => Clock = (clock) => clock): Tally {
  const tally = new Tally();
  for (const { id, config, clicks } of scenarios) {
    const times = clicks.map((click) => click.t);
    if (clicks.length >= MOST_CLICKS || times.some((t) => !Number.isInteger(t))) continue;
    tally.scenario();
    const clocks = shop({
      auth: config.ticketSpanSec ?? config.formsTimeoutMin * 60,
      sliding: config.slidingExpiration,
      session: config.sessionTimeoutMin * 60,
    }).map(change);
    const run = simulate(clocks, { clicks: [0, ...times], remember: false, ping: null, otherTraffic: false });
    const lost = run.lanes.find((lane) => lane.id === 'sessionData')?.endsAt ?? null;
    for (const [i, click] of clicks.entries()) {
      const request = run.requests.find((candidate) => candidate.at === click.t);
      // Requests of one second are one click of a scenario: the first is compared.
      if (!request || click.t === 0 || times.indexOf(click.t) !== i) continue;
      const renewed = request.renewed.includes('authCookie');
      tally.expect(
        id,
        `authenticated at ${click.t}`,
        renewed || request.kept.includes('authCookie'),
        click.authenticated,
      );
      tally.expect(id, `reissued at ${click.t}`, renewed, click.reissued);
      if (click.kind !== 'nosession') {
        tally.expect(id, `session data at ${click.t}`, lost === null || click.t < lost, click.frameworkSessionPresent);
      }
      if (lost !== null && click.t >= lost && clicks.some((other) => other.kind === 'write')) break;
    }
  }
  return tally;
}

describe('System.Web, recorded request by request', () => {
  const scenarios = recording<{ scenarios: Scenario[] }>('systemweb')?.scenarios;
  if (!scenarios) return;
  const stepped = scenarios.filter((scenario) => scenario.mode !== 'x60');

  for (const mode of ['step-framework', 'step-exact', 'x60'] as const) {
    it(`agrees with every ${mode} scenario`, () => {
      const tally = replayMode(mode, scenarios);
      console.log(`      systemweb ${mode}: ${tally}`);
      assert.deepEqual(tally.examples, []);
      assert.equal(tally.scenarios, scenarios.filter((scenario) => scenario.mode === mode).length);
    });
  }

  it('agrees with every stepped scenario through simulate', () => {
    const tally = replayRuns(stepped);
    console.log(`      systemweb through simulate: ${tally}`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, stepped.length);
  });

  it('would notice a wrong rule', () => {
    const mutants: Record<string, Parameters<typeof mutated>[1]> = {
      'renewal strictly past half': { engine: { ...frameworkTicket, strict: true } },
      'never renewed': { config: { slidingExpiration: false } },
      'by the configured timeout': { config: { ticketSpanSec: null } },
      'a session of 20 minutes': { config: { sessionTimeoutMin: 20 } },
      'Expires on every cookie': { config: { persistent: true } },
    };
    for (const [name, mutant] of Object.entries(mutants)) {
      const { failed } = mutated(stepped, mutant);
      console.log(`      ${name}: ${failed.size} scenarios disagree`);
      assert.ok(failed.size > 0, name);
    }
  });

  it('would notice a wrong clock in simulate', () => {
    const mutants: Record<string, (clock: Clock) => Clock> = {
      'strict half life': (clock) =>
        clock.restart.on === 'secondHalf' ? { ...clock, restart: { on: 'secondHalf', strict: true } } : clock,
      'always renewed': (clock) => (clock.role === 'identity' ? { ...clock, restart: { on: 'everyRequest' } } : clock),
      'rejected at equality': (clock) => (clock.role === 'identity' ? { ...clock, aliveAtEnd: false } : clock),
      'data gone at equality': (clock) => (clock.role === 'data' ? { ...clock, aliveAtEnd: false } : clock),
    };
    for (const [name, mutant] of Object.entries(mutants)) assert.ok(replayRuns(stepped, mutant).failed.size > 0, name);
  });
});
