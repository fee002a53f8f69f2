import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CoreCookie, coreClocks } from '../../../server/src/clocks/core';
import { type KatanaCookie, katanaClocks } from '../../../server/src/clocks/katana';
import { withKills } from '../../../server/src/clocks/ofSite';
import { plain } from '../../../server/src/clocks/option';
import type { Clock, Verdict } from '../../../server/src/session/clocks';
import { type CoreConfig, simulateCore } from '../../../server/src/session/handlers/aspnetcore';
import { simulateKatana } from '../../../server/src/session/handlers/katana';
import { type KatanaOptions, katanaBehaviour } from '../../../server/src/session/handlers/katanaCookie';
import { verdict } from '../../../server/src/session/verdict';

/**
 * The closed form of a host's clocks beside its handlers, request by request: whatever a user clicked before, the silence
 * until the sign-in or the data is gone lies within the verdict, and some history comes within a second of each bound.
 */

const span = fc.integer({ min: 1, max: 30 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 });

const cookie = fc.record({
  expireTimeSpan: span,
  slidingExpiration: fc.boolean(),
  cookieMaxAge: maybe(span),
  allowRefresh: fc.constantFrom(null, null, true, false),
  expiresUtcOffset: maybe(span),
  validationInterval: maybe(fc.integer({ min: 0, max: 40 })),
  idleTimeout: span,
  /** The worker stops after this long without a request. */
  poolIdle: maybe(span),
  keys: fc.constantFrom('worker' as const, 'outside' as const),
  sessions: fc.constantFrom('worker' as const, 'outside' as const),
});
type Draw = typeof cookie extends fc.Arbitrary<infer T> ? T : never;

function poolClock(length: number): Clock {
  return {
    id: 'poolIdle',
    role: 'server',
    name: 'App pool idle',
    length,
    restart: { on: 'everyRequest' },
    pingRestarts: true,
    kills: [],
    uncertainty: 0,
    aliveAtEnd: true,
    worker: 'stops',
    sources: [],
  };
}

function coreHost(draw: Draw): CoreCookie {
  return {
    kind: 'cookie',
    scheme: 'Cookies',
    expireTimeSpan: plain(draw.expireTimeSpan),
    slidingExpiration: plain(draw.slidingExpiration),
    maxAge: plain(draw.cookieMaxAge),
    ticketStore: 'none',
    securityStamp: draw.validationInterval === null ? null : plain(draw.validationInterval),
    tokenLifetime: null,
    expiresUtc: plain(draw.expiresUtcOffset),
    allowRefresh: plain(draw.allowRefresh),
    ownRenewal: null,
  };
}

function coreVerdict(draw: Draw): Verdict {
  const server = draw.poolIdle === null ? [] : [poolClock(draw.poolIdle)];
  const session = { idleTimeout: plain(draw.idleTimeout), store: draw.sessions };
  return verdict(withKills(coreClocks({ signIn: coreHost(draw), session, keys: draw.keys }, server)));
}

/** What a request at `t` finds after these, all of them seconds since sign-in. */
function coreAt(
  draw: Draw,
  clicks: readonly number[],
  t: number,
): { readonly signedIn: boolean; readonly data: boolean } {
  const config: CoreConfig = {
    ...draw,
    ticketStore: false,
    isPersistent: false,
    issuedUtcOffset: null,
    securityStamp: draw.validationInterval === null ? null : { validationInterval: draw.validationInterval },
    client: 'browser',
  };
  const requests = [...clicks, t].map((at, i) => ({ t: at, kind: i === 0 ? ('login' as const) : ('write' as const) }));
  const answer = simulateCore(config, requests).at(-1)!;
  const stopped = draw.poolIdle !== null && t - clicks.at(-1)! > draw.poolIdle;
  const lostKeys = stopped && draw.keys === 'worker';
  return {
    signedIn: answer.authenticated === true && !lostKeys,
    data: answer.sessionPresent === true && !lostKeys && !(stopped && draw.sessions === 'worker'),
  };
}

type Finds = (clicks: readonly number[], t: number) => { readonly signedIn: boolean; readonly data: boolean };

/** Seconds of silence after the last click until each is gone; null when the user was out before that click. */
function silence(finds: Finds, clicks: readonly number[]): { signOut: number; dataLoss: number } | null {
  const last = clicks.at(-1)!;
  if (clicks.length > 1 && !finds(clicks.slice(0, -1), last).signedIn) return null;
  const gone = (what: 'signedIn' | 'data') => {
    for (let s = 1; s <= 64; s += 1) if (!finds(clicks, last + s)[what]) return s;
    return Infinity;
  };
  return { signOut: gone('signedIn'), dataLoss: gone('data') };
}

/** Every user who clicks each `step` seconds until `last`. */
const histories = Array.from({ length: 46 }, (_, last) => [1, 2, 3].map((step) => busy(last, step))).flat();

function busy(last: number, step: number): number[] {
  const clicks = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
  return clicks.at(-1) === last ? clicks : [...clicks, last];
}

/** A second of a probe: what is alive at exactly its end is found gone a second later. */
function check(bounds: { least: unknown; most: unknown }, seen: readonly number[], slack: number, what: string): void {
  const least = bounds.least as number;
  const most = bounds.most === null ? Infinity : (bounds.most as number);
  for (const value of seen) {
    assert.ok(value >= least && value <= most + 1, `${what}: ${value} outside ${least} to ${most}`);
  }
  assert.ok(Math.min(...seen) <= least + slack, `${what}: ${Math.min(...seen)} is the least, said ${least}`);
  assert.ok(Math.max(...seen) >= most - slack, `${what}: ${Math.max(...seen)} is the most, said ${most}`);
}

describe('Clocks of an ASP.NET Core host', () => {
  it('agree with its handlers', () => {
    fc.assert(
      fc.property(cookie, (draw) => {
        const finds: Finds = (clicks, t) => coreAt(draw, clicks, t);
        const seen = histories.map((clicks) => silence(finds, clicks)).filter((one) => one !== null);
        const { signOut, dataLoss } = coreVerdict(draw);
        check(
          signOut,
          seen.map((one) => one.signOut),
          2,
          `sign-out of ${JSON.stringify(draw)}`,
        );
        check(
          dataLoss,
          seen.map((one) => one.dataLoss),
          2,
          `data of ${JSON.stringify(draw)}`,
        );
      }),
      { numRuns: 25 },
    );
  });
});

function katanaHost(draw: Draw): KatanaCookie {
  return {
    authenticationType: 'ApplicationCookie',
    expireTimeSpan: plain(draw.expireTimeSpan),
    slidingExpiration: plain(draw.slidingExpiration),
    securityStamp:
      draw.validationInterval === null ? null : { interval: plain(draw.validationInterval), regenerates: true },
    tokenLifetime: null,
    sessionStore: 'none',
    expiresUtc: null,
    allowRefresh: plain(draw.allowRefresh),
    ownRenewal: null,
  };
}

function katanaAt(
  draw: Draw,
  clicks: readonly number[],
  t: number,
): { readonly signedIn: boolean; readonly data: boolean } {
  const options: KatanaOptions = {
    ...draw,
    expiresUtcOffset: null,
    issuedUtcOffset: null,
    isPersistent: false,
    sessionStore: false,
    securityStamp:
      draw.validationInterval === null ? null : { validateInterval: draw.validationInterval, regenerate: true },
    client: 'browser',
    behaviour: katanaBehaviour('4.2.3'),
  };
  const requests = [...clicks, t].map((at, i) => ({ t: at, kind: i === 0 ? ('login' as const) : ('read' as const) }));
  return { signedIn: simulateKatana(options, requests).at(-1)?.authenticated === true, data: true };
}

describe('The comparison', () => {
  it('would notice a comparison of stamps that is forgotten', () => {
    const stamped = cookie.filter((draw) => draw.validationInterval !== null && draw.validationInterval < 5);
    const found = fc.check(
      fc.property(stamped, (draw) => {
        const { signOut } = verdict(
          katanaClocks({ signIn: { ...katanaHost(draw), securityStamp: null }, oauth: null }),
        );
        const seen = histories.map((clicks) => silence((past, t) => katanaAt(draw, past, t), clicks));
        check(
          signOut,
          seen.flatMap((one) => (one ? [one.signOut] : [])),
          2,
          'sign-out',
        );
      }),
      { numRuns: 25 },
    );
    assert.ok(found.failed);
  });
});

describe('Clocks of OWIN code', () => {
  it('agree with the middleware', () => {
    fc.assert(
      fc.property(cookie, (draw) => {
        const finds: Finds = (clicks, t) => katanaAt(draw, clicks, t);
        const seen = histories.map((clicks) => silence(finds, clicks)).filter((one) => one !== null);
        const { signOut } = verdict(katanaClocks({ signIn: katanaHost(draw), oauth: null }));
        check(
          signOut,
          seen.map((one) => one.signOut),
          2,
          `sign-out of ${JSON.stringify(draw)}`,
        );
      }),
      { numRuns: 25 },
    );
  });
});
