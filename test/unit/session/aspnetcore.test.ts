import assert from 'node:assert/strict';
import { type Clock, MOST_CLICKS } from '../../../server/src/session/clocks';
import { simulate } from '../../../server/src/session/simulate';
import { coreTicket, isExpired, issue, renewIfOld, survives, type Ticket } from '../../../server/src/session/ticket';
import { shop } from './clockSets';
import { recording, Tally } from './recordings';

interface Observed {
  readonly t: number;
  readonly kind: 'login' | 'read' | 'none' | 'write' | 'static';
  readonly authCookieSent: boolean;
  readonly authenticated: boolean | null;
  readonly reissued: boolean;
  readonly ticketIssued: number | null;
  readonly ticketExpires: number | null;
  readonly setCookie: { readonly expires: number | null; readonly maxAge: number | null } | null;
  readonly sessionPresent: boolean | null;
  readonly sessionRenewed: boolean;
  readonly failure: string | null;
}

interface Scenario {
  readonly id: number;
  readonly config: {
    readonly expireTimeSpan: number;
    readonly slidingExpiration: boolean;
    readonly isPersistent: boolean;
    readonly allowRefresh: boolean | null;
    readonly expiresUtcOffset: number | null;
    readonly cookieMaxAge: number | null;
    readonly ticketStore: boolean;
    readonly idleTimeout: number;
    readonly client: 'raw' | 'browser';
  };
  readonly login: Observed;
  readonly clicks: readonly Observed[];
}

/** The product's rules in milliseconds; a mutant replaces one. */
const product = {
  engine: coreTicket,
  isExpired,
  renew: (ticket: Ticket, now: number, _configured: number, engine: typeof coreTicket) =>
    renewIfOld(ticket, now, engine),
  slides: (config: Scenario['config']) => config.slidingExpiration && config.allowRefresh !== false,
  dataIsThere: (age: number, timeout: number) => survives(age, timeout, false),
};

const ms = (seconds: number) => Math.round(seconds * 1000);

function replay(scenarios: readonly Scenario[], rules: typeof product): Tally {
  const tally = new Tally();
  for (const { id, config, login, clicks } of scenarios) {
    tally.scenario();
    const configured = ms(config.expireTimeSpan);
    const start = ms(login.t);
    const explicit = config.expiresUtcOffset === null ? undefined : start + ms(config.expiresUtcOffset);
    let ticket = issue(start, configured, rules.engine, explicit);
    let stored = true;
    let dropAt = Infinity;
    let data: number | null = start;
    const sent = (observed: Observed, ticketNow: Ticket) => {
      const expires = config.isPersistent ? ticketNow.expires / 1000 : null;
      tally.expect(id, `Expires at ${observed.t}`, expires, observed.setCookie?.expires);
      tally.expect(id, `Max-Age at ${observed.t}`, config.cookieMaxAge, observed.setCookie?.maxAge);
      if (config.client !== 'browser') return Infinity;
      if (config.cookieMaxAge !== null) return ms(observed.t) + ms(config.cookieMaxAge);
      return config.isPersistent ? ticketNow.expires : Infinity;
    };
    tally.expect(id, 'issued at sign-in', ticket.issued / 1000, login.ticketIssued);
    tally.expect(id, 'expires after sign-in', ticket.expires / 1000, login.ticketExpires);
    dropAt = sent(login, ticket);
    for (const click of clicks) {
      const now = ms(click.t);
      const cookieSent = now < dropAt;
      tally.expect(id, `cookie sent at ${click.t}`, cookieSent, click.authCookieSent);
      if (click.kind === 'static') continue;
      let failure: string | null = null;
      if (cookieSent && config.ticketStore && !stored) failure = 'Identity missing in session store';
      else if (cookieSent && rules.isExpired(ticket, now)) {
        failure = 'Ticket expired';
        stored = false;
      }
      const authenticated = cookieSent && failure === null;
      const before = ticket;
      if (authenticated && rules.slides(config)) ticket = rules.renew(ticket, now, configured, rules.engine);
      const reissued = ticket !== before;
      tally.expect(id, `failure at ${click.t}`, failure, click.failure);
      tally.expect(id, `authenticated at ${click.t}`, authenticated, click.authenticated);
      tally.expect(id, `reissued at ${click.t}`, reissued, click.reissued);
      tally.expect(id, `issued after ${click.t}`, authenticated ? ticket.issued / 1000 : null, click.ticketIssued);
      tally.expect(id, `expires after ${click.t}`, authenticated ? ticket.expires / 1000 : null, click.ticketExpires);
      if (reissued && click.setCookie) dropAt = sent(click, ticket);
      if (data !== null && !rules.dataIsThere(now - data, ms(config.idleTimeout))) data = null;
      tally.expect(id, `session data at ${click.t}`, data !== null, click.sessionPresent);
      if (data !== null || click.kind === 'write') data = now;
      tally.expect(id, `session renewed at ${click.t}`, data === now, click.sessionRenewed);
    }
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
    const tally = replay(seconds, product);
    console.log(`      aspnetcore: ${tally}`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, seconds.length);
  });

  it('agrees with every scenario off the whole second', () => {
    const tally = replay(fractions, product);
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
    const mutants: Record<string, Partial<typeof product>> = {
      'renewal at exactly half': { engine: { ...coreTicket, strict: false } },
      'always renewed': { renew: (ticket, now, _, engine) => issue(now, ticket.expires - ticket.issued, engine) },
      'rejected at equality': { isExpired: (ticket, now) => ticket.expires <= now },
      'renewed by ExpireTimeSpan': {
        renew: (ticket, now, configured, engine) =>
          renewIfOld(ticket, now, engine) === ticket ? ticket : issue(now, configured, engine),
      },
      'AllowRefresh ignored': { slides: (config) => config.slidingExpiration },
      'data alive at equality': { dataIsThere: (age, timeout) => survives(age, timeout, true) },
    };
    for (const [name, mutant] of Object.entries(mutants)) {
      const { failed } = replay(seconds, { ...product, ...mutant });
      console.log(`      ${name}: ${failed.size} scenarios disagree`);
      assert.ok(failed.size > 0, name);
    }
    const uncut = replay(fractions, { ...product, engine: { ...coreTicket, stamp: (time: number) => time } });
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
