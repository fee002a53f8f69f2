import assert from 'node:assert/strict';
import { type Clock, MOST_CLICKS } from '../../../server/src/session/clocks';
import { simulate } from '../../../server/src/session/simulate';
import {
  frameworkTicket,
  isExpired,
  issue,
  renewIfOld,
  survives,
  type Ticket,
} from '../../../server/src/session/ticket';
import { shop } from './clockSets';
import { recording, Tally } from './recordings';

interface Click {
  readonly t: number;
  readonly kind: 'rw' | 'write' | 'readonly' | 'nosession';
  readonly authenticated: boolean;
  readonly reissued: boolean;
  readonly ticketIssued: number | null;
  readonly ticketExpires: number | null;
  readonly authCookieExpires: number | null;
  readonly sessionPresent: boolean | null;
  readonly frameworkSessionPresent: boolean | null;
}

interface Scenario {
  readonly id: number;
  readonly mode: 'step-framework' | 'step-exact' | 'x60';
  readonly config: {
    readonly formsTimeoutMin: number;
    readonly slidingExpiration: boolean;
    readonly sessionTimeoutMin: number;
    readonly persistent: boolean;
    readonly ticketSpanSec?: number | null;
  };
  readonly clicks: readonly Click[];
}

/** The product's rules; a mutant replaces one. */
const product = {
  isExpired,
  renew: (ticket: Ticket, now: number, _configured: number) => renewIfOld(ticket, now, frameworkTicket),
  /** InProc: `UtcExpires < now` expires. */
  dataIsThere: (age: number, timeout: number) => survives(age, timeout, true),
  /** SessionStateModule extends also when the handler needs no session. */
  extendsData: (_kind: Click['kind']) => true,
};

function replay(scenarios: readonly Scenario[], rules: typeof product): Tally {
  const tally = new Tally();
  for (const { id, mode, config, clicks } of scenarios) {
    tally.scenario();
    const configured = config.formsTimeoutMin * 60;
    let ticket = issue(0, config.ticketSpanSec ?? configured, frameworkTicket);
    let data: number | null = 0;
    for (const click of clicks) {
      const authenticated = !rules.isExpired(ticket, click.t);
      const before = ticket;
      if (authenticated && config.slidingExpiration) ticket = rules.renew(ticket, click.t, configured);
      const reissued = ticket !== before;
      tally.expect(id, `authenticated at ${click.t}`, authenticated, click.authenticated);
      tally.expect(id, `reissued at ${click.t}`, reissued, click.reissued);
      if (mode === 'x60') {
        // The server stamps a moment after the request was sent; every click keeps 13 s from a boundary.
        if (reissued && click.ticketIssued !== null) {
          tally.expect(id, `issued near ${click.t}`, Math.abs(ticket.issued - click.ticketIssued) < 2, true);
          ticket = { issued: click.ticketIssued, expires: click.ticketExpires ?? 0 };
        }
      } else {
        tally.expect(id, `issued after ${click.t}`, authenticated ? ticket.issued : null, click.ticketIssued);
        tally.expect(id, `expires after ${click.t}`, authenticated ? ticket.expires : null, click.ticketExpires);
        const cookie = reissued && config.persistent ? ticket.expires : null;
        tally.expect(id, `Expires of the cookie at ${click.t}`, cookie, click.authCookieExpires);
      }
      if (data !== null && !rules.dataIsThere(click.t - data, config.sessionTimeoutMin * 60)) data = null;
      if (click.kind !== 'nosession') {
        tally.expect(id, `session data at ${click.t}`, data !== null, click.frameworkSessionPresent);
        if (mode === 'step-framework') tally.expect(id, `x at ${click.t}`, data !== null, click.sessionPresent);
      }
      if (click.kind === 'write' || (data !== null && rules.extendsData(click.kind))) data = click.t;
    }
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
      const chosen = scenarios.filter((scenario) => scenario.mode === mode);
      const tally = replay(chosen, product);
      console.log(`      systemweb ${mode}: ${tally}`);
      assert.deepEqual(tally.examples, []);
      assert.equal(tally.scenarios, chosen.length);
    });
  }

  it('agrees with every stepped scenario through simulate', () => {
    const tally = replayRuns(stepped);
    console.log(`      systemweb through simulate: ${tally}`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, stepped.length);
  });

  it('would notice a wrong rule', () => {
    const mutants: Record<string, Partial<typeof product>> = {
      'renewal strictly past half': {
        renew: (ticket, now) => renewIfOld(ticket, now, { ...frameworkTicket, strict: true }),
      },
      'always renewed': { renew: (ticket, now) => issue(now, ticket.expires - ticket.issued, frameworkTicket) },
      'rejected at equality': { isExpired: (ticket, now) => ticket.expires <= now },
      'renewed by the configured timeout': {
        renew: (ticket, now, configured) =>
          renewIfOld(ticket, now, frameworkTicket) === ticket ? ticket : issue(now, configured, frameworkTicket),
      },
      'data gone at equality': { dataIsThere: (age, timeout) => survives(age, timeout, false) },
      'only session handlers extend': { extendsData: (kind) => kind !== 'nosession' },
    };
    for (const [name, mutant] of Object.entries(mutants)) {
      const { failed } = replay(stepped, { ...product, ...mutant });
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
