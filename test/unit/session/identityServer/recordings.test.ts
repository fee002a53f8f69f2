import assert from 'node:assert/strict';
import { extend, isExpired } from '../../../../server/src/session/identityServer/cookies';
import type { Observed } from '../../../../server/src/session/identityServer/system';
import { answerLine } from '../../../../server/src/session/recorded/kinds';
import { recording } from '../recordings';

interface Recorded {
  readonly id: string;
  readonly options: Record<string, unknown>;
  readonly clients: readonly unknown[];
  readonly events: readonly { readonly t: number; readonly kind: string; readonly observed: Observed }[];
}

interface Difference {
  readonly scenario: string;
  readonly at: number;
  readonly kind: string;
  readonly field: string;
  readonly seen: unknown;
  readonly recorded: unknown;
}

/** Every field of every observation; fields that are missing on one side count as different. */
function differences(version: string, scenario: Recorded): Difference[] {
  const asked = {
    ...scenario,
    kind: 'identityserver',
    version,
    events: scenario.events.map(({ observed, ...event }) => event),
  };
  const answered = answerLine(JSON.stringify(asked)).events as { observed: Record<string, unknown> }[];
  return scenario.events.flatMap(({ t, kind, observed }, i) => {
    const seen = answered[i]?.observed ?? {};
    const recorded: Record<string, unknown> = { ...observed };
    return [...new Set([...Object.keys(seen), ...Object.keys(recorded)])]
      .filter((field) => JSON.stringify(seen[field]) !== JSON.stringify(recorded[field]))
      .map((field) => ({ scenario: scenario.id, at: t, kind, field, seen: seen[field], recorded: recorded[field] }));
  });
}

describe('IdentityServer, recorded event by event', () => {
  for (const version of ['7.4.8', '8.0.3', '7.2.4']) {
    const scenarios = recording<{ scenarios: Recorded[] }>(`duende-${version}`)?.scenarios;
    if (!scenarios) continue;

    it(`agrees with every observation of ${version}`, () => {
      const found = scenarios.flatMap((scenario) => differences(version, scenario));
      const events = scenarios.reduce((sum, scenario) => sum + scenario.events.length, 0);
      console.log(
        `      duende-${version}: ${scenarios.length} scenarios, ${events} events, ${found.length} differences`,
      );
      assert.deepEqual(found.slice(0, 5), []);
    });
  }

  it('would notice another version', () => {
    const scenarios = recording<{ scenarios: Recorded[] }>('duende-7.4.8')?.scenarios;
    if (!scenarios) return;
    for (const version of ['4.1.2', '6.0.5', '7.2.4', '8.0.3']) {
      const failed = scenarios.filter((scenario) => differences(version, scenario).length > 0).length;
      console.log(`      7.4.8 taken for ${version}: ${failed} scenarios disagree`);
      assert.ok(failed > 0, version);
    }
  });

  it('would notice another option', () => {
    const scenarios = recording<{ scenarios: Recorded[] }>('duende-7.4.8')?.scenarios;
    if (!scenarios) return;
    const changes: Record<string, (options: Record<string, unknown>) => Record<string, unknown>> = {
      'no store': (options) => ({ ...options, serverSideSessions: false }),
      'another scheme': (options) => ({ ...options, scheme: options.scheme === 'own' ? 'idsrv' : 'own' }),
      'sliding the other way': (options) => ({ ...options, cookieSliding: !options.cookieSliding }),
      'marker the other way': (options) => ({ ...options, idsrvCookieSliding: !options.idsrvCookieSliding }),
      'coordination the other way': (options) => ({ ...options, coordinateGlobal: !options.coordinateGlobal }),
      'notices the other way': (options) => ({
        ...options,
        expiredTriggersBackchannel: !options.expiredTriggersBackchannel,
      }),
      'a second more of skew': (options) => ({ ...options, jwtClockSkew: Number(options.jwtClockSkew) + 1 }),
      'used tokens the other way': (options) => ({ ...options, deleteOneTimeOnly: !options.deleteOneTimeOnly }),
      'a second more of cookie': (options) => ({ ...options, cookieLifetime: Number(options.cookieLifetime) + 1 }),
    };
    for (const [name, change] of Object.entries(changes)) {
      const changed = scenarios.map((scenario) => ({ ...scenario, options: change(scenario.options) }));
      const failed = changed.filter((scenario) => differences('7.4.8', scenario).length > 0).length;
      console.log(`      ${name}: ${failed} scenarios disagree`);
      assert.ok(failed > 0, name);
    }
  });
});

describe('tickets of IdentityServer', () => {
  const ticket = () => ({
    sub: 'a',
    sid: 's1',
    created: 0,
    renewed: 10,
    expires: 30,
    persistent: false,
    allowRefresh: null,
    authTime: 0,
    clients: [],
    forceRenew: false,
  });

  it('are good at exactly their end', () => {
    assert.equal(isExpired(ticket(), 30), false);
    assert.equal(isExpired(ticket(), 31), true);
  });

  it('are extended by their own span', () => {
    const extended = ticket();
    extend(extended, 25);
    assert.equal(extended.renewed, 25);
    assert.equal(extended.expires, 45);
  });
});
